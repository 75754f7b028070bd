"""Two builds of the same inputs are alike to the last byte, wherever and however they run."""

from __future__ import annotations

import shutil
from pathlib import Path

from command_line import papergen


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_another_build_elsewhere_gives_the_same_bytes(
    built: Path, sample: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample, tmp_path / "here" / sample.name)
    run = papergen(
        *("build", sample.name, "--out", "../there"),
        folder=tmp_path / "here",
        PYTHONHASHSEED="7",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="C",
        HOME=str(tmp_path),
    )
    assert (run.status, run.err) == (0, "")
    made, before = contents(tmp_path / "there" / sample.name), contents(built)
    assert made.keys() == before.keys()
    assert [name for name in before if made[name] != before[name]] == []


def test_building_again_leaves_the_same_bytes(built: Path, sample: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(built, tmp_path / sample.name))
    run = papergen("build", sample, "--out", tmp_path)
    assert (run.status, run.err) == (0, "")
    assert contents(folder) == contents(built)
    assert [path.name for path in tmp_path.iterdir()] == [sample.name]


def test_a_build_within_the_meetings_folder_is_no_input_of_the_next(
    sample: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(sample, tmp_path / sample.name))
    builds = []
    for _ in range(2):
        run = papergen("build", ".", "--format", "html", folder=folder)
        assert (run.status, run.err) == (0, "")
        builds.append(contents(folder / "build" / sample.name))
    assert builds[0] == builds[1]

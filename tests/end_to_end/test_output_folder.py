"""A build replaces an earlier build, and never anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Run, papergen


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def assert_refused(run: Run, words: str) -> None:
    assert (run.status, run.err) == (2, "")
    assert any(line.startswith("  found:") and words in line for line in run.lines)
    assert "  to mend:  Choose another folder with --out." in run.lines


@pytest.mark.parametrize("out", ["..", "../../"])
def test_inputs_are_not_replaced_by_outputs(sample: Path, tmp_path: Path, out: str) -> None:
    outer = tmp_path / sample.name
    folder = Path(shutil.copytree(sample, outer / sample.name))
    before = names_in(tmp_path)
    run = papergen("build", ".", "--out", out, folder=folder)
    assert_refused(run, "the folder of the meeting itself")
    assert names_in(tmp_path) == before


def test_files_that_papergen_did_not_make_are_not_replaced(sample: Path, tmp_path: Path) -> None:
    kept = tmp_path / sample.name / "minutes.docx"
    kept.parent.mkdir()
    kept.write_bytes(b"mine")
    assert_refused(papergen("build", sample, "--out", tmp_path), "a folder with other files in it")
    assert names_in(tmp_path) == {sample.name, f"{sample.name}/minutes.docx"}


def test_new_folders_are_made(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "new" / sample.name).mkdir(parents=True)
    for out in ("new", "newer/still"):
        run = papergen("build", sample, "--out", tmp_path / out, "--format", "html")
        assert run.status == 0
        assert (tmp_path / out / sample.name / "manifest.json").is_file()

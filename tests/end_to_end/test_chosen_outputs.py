"""What is asked for is built, where it is asked for, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import papergen
from lxml import html


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_only_the_chosen_formats_are_built(sample: Path, tmp_path: Path) -> None:
    run = papergen("build", sample, "--out", tmp_path, "--format", "docx, HTML")
    assert run.status == 0
    made = files_in(tmp_path / sample.name)
    endings = sorted(Path(name).suffix for name in made)
    assert endings == [".docx", ".docx", ".html", ".html", ".json", ".pdf"]
    (finished,) = (name for name in made if name.endswith(".pdf"))
    assert "07-appendix-1-" in finished


def test_papers_link_to_the_appendices_that_are_there(
    built: Path, sample: Path, tmp_path: Path
) -> None:
    papergen("build", sample, "--out", tmp_path, "--format", "html")
    for folder in (built, tmp_path / sample.name):
        page = html.parse(folder / "public" / "07-send-transformation-update.html")
        links = [
            str(link) for link in page.xpath("//a/@href") if not link.startswith(("#", "mailto:"))
        ]
        assert len(links) == 2
        assert all((folder / "public" / link).is_file() for link in links)


def test_what_was_built_before_in_other_formats_is_kept(
    built: Path, sample: Path, tmp_path: Path
) -> None:
    shutil.copytree(built, tmp_path / sample.name)
    run = papergen("build", sample, "--out", tmp_path, "--format", "html", "--item", 7)
    assert (run.status, run.lines[-1].split(";")[1]) == (0, " no findings.")
    assert files_in(tmp_path / sample.name) == files_in(built)
    for path in (built / "public").iterdir():
        if path.suffix != ".html":
            made = tmp_path / sample.name / "public" / path.name
            assert made.read_bytes() == path.read_bytes()


def test_papers_kept_from_other_inputs_are_a_warning(
    built: Path, sample: Path, tmp_path: Path
) -> None:
    inputs = Path(shutil.copytree(sample, tmp_path / "inputs" / sample.name))
    shutil.copytree(built, tmp_path / "build" / sample.name)
    toml = inputs / "meeting.toml"
    toml.write_text(toml.read_text("utf-8").replace("Liz Williams", "Liz Wilson"), "utf-8")
    run = papergen("build", inputs, "--out", tmp_path / "build", "--format", "html", "--json")
    (finding,) = run.json["findings"]
    assert (run.status, finding["code"]) == (1, "outputs-from-other-inputs")
    assert "07-send-transformation-update.docx" in finding["found"]
    assert ".html" not in finding["found"]
    manifest = json.loads((tmp_path / "build" / sample.name / "manifest.json").read_text("utf-8"))
    assert manifest["findings"] == run.json["findings"]


@pytest.mark.parametrize("item", [1, 8, 77])
def test_item_without_a_paper_is_said_with_those_that_have_one(
    sample: Path, tmp_path: Path, item: int
) -> None:
    run = papergen("build", sample, "--out", tmp_path, "--item", item)
    assert (run.status, run.err) == (2, "")
    assert f"  found:    no paper for item {item}" in run.lines
    assert "  expected: one of the items with a template, 7" in run.lines
    assert not files_in(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "docx,odt"), "odt is not among docx, pdf, html."),
        (("--format", ","), "nothing is not among docx, pdf, html."),
        (("--item", "seven"), "'seven' is not a valid integer."),
        (("--formats", "docx"), "(Did you mean one of: '--format', '--templates'?)"),
        (("--templates", "nowhere"), "Directory 'nowhere' does not exist."),
    ],
)
def test_wrong_option_is_said_with_what_there_is(
    sample: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    run = papergen("build", sample, "--out", tmp_path, *arguments)
    assert (run.status, run.out) == (2, "")
    assert words in run.err
    assert not files_in(tmp_path)


def test_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    run = papergen("build", tmp_path / "2030-01-01")
    assert run.status == 2
    assert f"Directory '{tmp_path / '2030-01-01'}' does not exist." in run.err

"""The command: what it says, of which files, and with what exit status."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from command_line import papergen
from openpyxl import load_workbook
from spreadsheets import save_recalculated, table_of
from verified_papers import APPENDIX, REPORT, WordPaper, paper_of
from word_faults import Faulty

from papergen.drafts import DraftedMeeting, Order, drafting
from papergen.finding import BadInput, Findings
from papergen.paper.occurrence import occurrences
from papergen.proof.verify import verify_file


@pytest.fixture(scope="module")
def built(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published files of the sample meeting."""
    out = tmp_path_factory.mktemp("build")
    run = papergen("build", sample, "--out", out)
    assert run.status == 0, run.out + run.err
    return out / sample.name / "public"


def test_all_that_is_built_agrees(built: Path, sample: Path) -> None:
    files = sorted(path for path in built.iterdir() if path.stem.startswith("07-"))
    assert {path.suffix for path in files} == {".docx", ".html", ".pdf"}
    run = papergen("verify", *files, "--against", sample)
    assert run.status == 0, run.out + run.err
    assert run.lines == [f"{path}: agrees with the workbooks." for path in files]


def test_what_disagrees_is_told_by_file(
    built: Path, sample: Path, word_papers: tuple[WordPaper, WordPaper], tmp_path: Path
) -> None:
    report, _ = word_papers
    faulty = Faulty(report.content, report.places, Random(1))
    control = next(each for each in faulty.controls if each.text == "£84.5m")
    control.show("£85.4m")
    edited = tmp_path / "edited.docx"
    edited.write_bytes(faulty.save())
    page = built / f"{REPORT}.html"
    run = papergen("verify", page, edited, "--against", sample)
    assert run.status == 1
    assert run.lines[:2] == [
        f"{page}: agrees with the workbooks.",
        f"{edited}: 1 disagreement with the workbooks.",
    ]
    assert "“£85.4m”" in run.out and "“£84.5m”, from " in run.out and "paragraph 14" in run.out
    said = papergen("verify", page, edited, "--against", sample, "--json").json
    assert said["exit"] == 1
    assert [len(each["findings"]) for each in said["files"]] == [0, 1]
    (finding,) = said["files"][1]["findings"]
    assert finding["code"] == "typed-over-figure"
    assert finding["place"]["part"] == "paragraph 14"


def test_what_cannot_be_read_is_told_beside_what_can(built: Path, sample: Path) -> None:
    run = papergen("verify", built / f"{REPORT}.html", sample / "meeting.toml", "--against", sample)
    assert run.status == 2
    assert "agrees" in run.lines[0] and run.lines[1].endswith("not verified.")


def test_a_paper_of_another_meeting_is_told_which_papers_this_one_has(
    built: Path, sample: Path, tmp_path: Path
) -> None:
    other = tmp_path / "2025-01-16"
    shutil.copytree(sample, other)
    run = papergen("verify", built / f"{REPORT}.docx", "--against", other)
    assert run.status == 2
    assert "2024-10-10, item 7" in run.out
    assert REPORT in run.out and APPENDIX in run.out


def test_a_meeting_that_cannot_be_drafted_is_bad_input(
    built: Path, sample: Path, tmp_path: Path
) -> None:
    broken = tmp_path / sample.name
    shutil.copytree(sample, broken)
    (broken / "financial_profile.xlsx").unlink()
    run = papergen("verify", built / f"{REPORT}.docx", "--against", broken)
    assert run.status == 2
    assert "financial_profile.xlsx" in run.out


def test_papers_are_stale_wherever_a_figure_has_moved_since(
    built: Path, sample: Path, tmp_path: Path
) -> None:
    later = tmp_path / sample.name
    shutil.copytree(sample, later)
    path = later / "financial_profile.xlsx"
    book = load_workbook(path)
    sheet, (left, _, right, bottom) = table_of(book, "Activity")
    headings = [sheet.cell(4, column).value for column in range(left, right + 1)]
    issued = left + headings.index("Plans issued")
    row = next(row for row in range(bottom, 0, -1) if sheet.cell(row, issued).value)
    sheet.cell(row, issued).value += 11
    book.save(path)
    shutil.copy(save_recalculated([load_workbook(path)], tmp_path / "recalculated")[0], path)
    with drafting(later, Order(), Findings()) as drafted, drafting(
        sample, Order(), Findings()
    ) as before:
        for stem in (REPORT, APPENDIX):
            was, now = (
                {
                    (each.imprint.id, each.place): each.imprint.text
                    for each in occurrences(paper)
                    if each.imprint.id
                }
                for meeting in (before, drafted)
                if (paper := paper_of(meeting, stem).paper) is not None
            )
            moved = sorted({place for (id, place), text in now.items() if was[id, place] != text})
            assert moved
            for ending in ("docx", "html", "pdf"):
                name = f"{stem}.{ending}"
                found = list(verify_file((built / name).read_bytes(), name, drafted))
                stale = {each.place.part for each in found if each.code == "stale-figure"}
                assert sorted(stale) == moved
                others = {each.code for each in found} - {"stale-figure"}
                assert others == {"changed-chart", "changed-alternative"}


@pytest.mark.parametrize("name", ("a.docx", "a.html", "a.pdf", "a.txt", "a"))
def test_garbage_is_said_to_be_that(name: str, drafted: DraftedMeeting) -> None:
    for content in (b"", b"garbage", b"%PDF-1.7\n", b"PK\x03\x04" + bytes(64)):
        with pytest.raises(BadInput) as raised:
            list(verify_file(content, name, drafted))
        (finding,) = raised.value.findings
        assert finding.code in {"unreadable-file", "unknown-paper"}


def test_a_damaged_part_is_no_crash(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    random = Random(7)
    for part in ("word/numbering.xml", "customXml/item1.xml", "word/charts/chart1.xml"):
        for _ in range(4):
            written = BytesIO()
            with ZipFile(BytesIO(report.content)) as source, ZipFile(written, "w") as target:
                for name in source.namelist():
                    content = source.read(name)
                    if name == part:
                        values = content.split(b'="')
                        index = random.randrange(len(values) // 2, len(values))
                        values[index] = b"x" + values[index][values[index].index(b'"') :]
                        content = b'="'.join(values)
                    target.writestr(name, content)
            try:
                list(verify_file(written.getvalue(), report.name, drafted))
            except BadInput as error:
                assert {each.code for each in error.findings} <= {
                    "unreadable-file",
                    "unknown-paper",
                }

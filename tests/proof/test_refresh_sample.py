"""The papers of the sample meeting, edited by hand, follow its workbooks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from checkers import faults_of_office_file
from command_line import papergen
from docx.document import Document
from edited_papers import (
    bound,
    edited,
    paragraphs,
    saved_again,
    shown,
    type_over,
    unlike,
)
from libreoffice import LibreOffice, running_libreoffice
from openpyxl import load_workbook
from spreadsheets import save_recalculated, table_of

from papergen.proof.refresh import Refreshed, refresh_document

SPRING = datetime(2025, 3, 14)
WORKBOOKS = ("condition_tracker.xlsx", "financial_profile.xlsx")
REPORT, APPENDIX = "07-send-transformation-update", "07-appendix-2-dfe-monitoring-report"


@dataclass(frozen=True)
class Meetings:
    """The sample meeting as it was, and with changed workbooks; and the Word papers of both."""

    was: Path
    now: Path
    before: dict[str, bytes]
    after: dict[str, bytes]


def put(book: Any, table: str, row: int, column: int, value: object) -> None:
    """Enter a value in a table by row and column, counted from 1 below its headings."""
    sheet, (left, top, _, _) = table_of(book, table)
    sheet.cell(top + row, left + column - 1).value = value


def add(book: Any, table: str, *values: object) -> None:
    """Add a row to a table, as typing below it does."""
    sheet, (left, top, right, bottom) = table_of(book, table)
    for column, value in enumerate(values, start=left):
        sheet.cell(bottom + 1, column).value = value
    sheet.tables[table].ref = (
        f"{sheet.cell(top, left).coordinate}:{sheet.cell(bottom + 1, right).coordinate}"
    )


def drop(book: Any, table: str, row: int) -> None:
    """Take a row out of a table, and move up what is below."""
    sheet, (left, top, right, bottom) = table_of(book, table)
    for number in range(top + row, bottom):
        for column in range(left, right + 1):
            sheet.cell(number, column).value = sheet.cell(number + 1, column).value
    for column in range(left, right + 1):
        sheet.cell(bottom, column).value = None
    sheet.tables[table].ref = (
        f"{sheet.cell(top, left).coordinate}:{sheet.cell(bottom - 1, right).coordinate}"
    )


def built(meeting: Path, out: Path) -> dict[str, bytes]:
    run = papergen("build", meeting, "--out", out, "--format", "docx")
    assert run.status == 0, run.out + run.err
    folder = out / meeting.name / "public"
    return {name: (folder / f"{name}.docx").read_bytes() for name in (REPORT, APPENDIX)}


@pytest.fixture(scope="module")
def meetings(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Meetings:
    sample = checkout / "inputs" / "2024-10-10"
    work = tmp_path_factory.mktemp("sample")
    was, now = work / "was" / sample.name, work / "now" / sample.name
    shutil.copytree(sample, was)
    shutil.copytree(sample, now)
    tracker, profile = (load_workbook(sample / name) for name in WORKBOOKS)
    put(tracker, "Conditions", 6, 4, "On track")
    put(profile, "Activity", 20, 7, 99)
    drop(tracker, "Milestones", 5)
    add(
        tracker, "Milestones", "M13", 8, "Fourth report sent", SPRING, SPRING, "Not started", "Head"
    )
    add(profile, "Mitigations", "MT7", "One <new> & bold step", "Head", "£m", 0, 0, 0, 0, 0)
    saved = save_recalculated([tracker, profile], work / "saved")
    for name, path in zip(WORKBOOKS, saved, strict=True):
        shutil.copyfile(path, now / name)
    return Meetings(was, now, built(was, work / "b-was"), built(now, work / "b-now"))


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    with running_libreoffice(tmp_path_factory.mktemp("sample-office")) as libreoffice:
        yield libreoffice


def refreshed(
    content: bytes, meetings: Meetings, name: str, tracked_at: datetime | None = None
) -> Refreshed:
    """A paper brought up to date; a second time changes nothing."""
    fresh = meetings.after[name]
    first = refresh_document(content, fresh, f"{name}.docx", tracked_at=tracked_at)
    again = refresh_document(first.content, fresh, f"{name}.docx")
    assert not again.changed and not again.updates
    return first


@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_paper_that_nobody_edited_becomes_what_a_fresh_one_says(
    meetings: Meetings, tmp_path: Path, name: str
) -> None:
    made = refreshed(meetings.before[name], meetings, name)
    assert paragraphs(made.content) != paragraphs(meetings.before[name])
    assert paragraphs(made.content) == paragraphs(meetings.after[name])
    assert not made.findings
    assert {"figure", "row added"} <= {update.kind for update in made.updates}
    (tmp_path / "paper.docx").write_bytes(made.content)
    assert faults_of_office_file(tmp_path / "paper.docx") == []


@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_parts_that_hold_no_figures_keep_their_bytes(meetings: Meetings, name: str) -> None:
    made = refreshed(meetings.before[name], meetings, name)
    changed = unlike(meetings.before[name], made.content)
    assert {"word/document.xml"} < changed
    assert not any(each.startswith(("word/styles", "word/header", "_rels")) for each in changed)


@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_edited_paper_keeps_its_edits(meetings: Meetings, name: str) -> None:
    def edit(document: Document) -> None:
        document.paragraphs[0].insert_paragraph_before("Draft for comment")
        tables = document.tables
        tables[-1]._tbl.addprevious(tables[0]._tbl)

    made = refreshed(edited(meetings.before[name], edit), meetings, name)
    now = paragraphs(made.content)
    assert now[0] == "Draft for comment"
    assert sorted(now[1:]) == sorted(paragraphs(meetings.after[name]))
    assert not made.findings


@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_paper_that_libreoffice_saved_again_is_brought_up_to_date(
    meetings: Meetings, name: str, libreoffice: LibreOffice
) -> None:
    (saved,) = saved_again(libreoffice, "save", meetings.before[name])
    made = refreshed(saved, meetings, name)
    fresh = {text for text in paragraphs(meetings.after[name]) if text}
    assert {text for text in paragraphs(made.content) if text} == fresh
    assert not made.findings
    assert all(one == other for one, other in bound(made.content))


def test_form_with_other_rows_has_the_pages_of_a_fresh_one(
    meetings: Meetings, libreoffice: LibreOffice
) -> None:
    made = refreshed(meetings.before[APPENDIX], meetings, APPENDIX)
    one, other = libreoffice.read(made.content, meetings.after[APPENDIX])
    assert one.pages() == other.pages()


def test_tracked_changes_of_the_sample_are_valid_and_can_be_rejected(
    meetings: Meetings, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    content = refreshed(meetings.before[REPORT], meetings, REPORT, SPRING).content
    (tmp_path / "paper.docx").write_bytes(content)
    assert faults_of_office_file(tmp_path / "paper.docx") == []
    accepted, rejected = (
        saved_again(libreoffice, command, content)[0] for command in ("accept", "reject")
    )
    for saved, built_ in ((accepted, meetings.after), (rejected, meetings.before)):
        words = [text for text in paragraphs(saved) if text]
        assert words == [text for text in paragraphs(built_[REPORT]) if text]


def test_figure_that_was_typed_over_is_left_where_it_was(meetings: Meetings) -> None:
    name = "Alternative provision, status (conditions)"
    content = edited(meetings.before[REPORT], type_over(name, "Under review"))
    made = refreshed(content, meetings, REPORT)
    assert [finding.code for finding in made.findings] == ["typed-over"]
    assert "Under review" in shown(made.content, name)

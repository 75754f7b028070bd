"""What is wrong with a meeting's inputs is said at once, cell by cell, and nothing is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run, papergen
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from spreadsheets import table_of

TRACKER, PROFILE = "condition_tracker.xlsx", "financial_profile.xlsx"

State = dict[str, tuple[bytes, int]]


def state_of(folder: Path) -> State:
    """The content and the time of the last change of every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, change: Callable[[Workbook], None]) -> None:
    """Change a workbook whose formulas have become the values that they had."""
    book = load_workbook(path, data_only=True)
    change(book)
    book.save(path)


def cell_of(book: Workbook, table: str, row: int, column: str) -> Any:
    """A cell of an Excel table, by the number of its row (0: header) and its column's heading."""
    sheet, (left, top, right, _) = table_of(book, table)
    headings = [sheet.cell(top, position).value for position in range(left, right + 1)]
    return sheet.cell(top + row, left + headings.index(column))


def widen(book: Workbook, table: str, heading: str) -> None:
    """Give a table another column, on its right."""
    sheet, (left, top, right, bottom) = table_of(book, table)
    sheet.cell(top, right + 1).value = heading
    area = f"{get_column_letter(left)}{top}:{get_column_letter(right + 1)}{bottom}"
    sheet.tables[table].ref = area


def spoil_tracker(book: Workbook) -> None:
    cell_of(book, "Conditions", 0, "Evidence").value = "Evidence of progress"
    cell_of(book, "Conditions", 2, "Status").value = "Not on trak"
    cell_of(book, "Conditions", 3, "Narrative").value = "   "
    cell_of(book, "Milestones", 0, "Owner").value = "Remarks"
    widen(book, "Risks", "Risk")
    cell_of(book, "Risks", 1, "Score").value = "=C5*D5"
    cell_of(book, "CapitalProjects", 1, "Places").value = "about eighty"
    cell_of(book, "CapitalProjects", 2, "Unit").value = "k£"
    cell_of(book, "CapitalProjects", 2, "Complete").number_format = "0.00"
    cell_of(book, "CapitalProjects", 4, "Opening").value = "next autumn"
    cell_of(book, "Facts", 1, "Value").value = "#N/A"
    book["Commentary"].merge_cells("A6:B6")


def spoil_profile(book: Workbook) -> None:
    cell_of(book, "Agreement", 1, "2025/26").value = "#REF!"
    cell_of(book, "Forecast", 2, "2024/25").value = "tbc"
    cell_of(book, "Forecast", 3, "2026/27").value = None
    cell_of(book, "LastReport", 4, "2027/28").value = "=SUM(G5:G7)"
    cell_of(book, "Activity", 5, "Requests").value = 97.5
    sheet, (left, top, right, bottom) = table_of(book, "Mitigations")
    for row in sheet.iter_rows(top + 1, bottom, left, right):
        for cell in row:
            cell.value = None


EXPECTED = [
    ("meeting.toml", "", "", "missing-appendix", "appendix-1-send-and-ap-strategy.pdf"),
    (TRACKER, "Conditions", "J4", "missing-column", "no column headed “Evidence”"),
    (TRACKER, "Conditions", "D6", "unknown-choice", "“Not on trak”"),
    (TRACKER, "Conditions", "K7", "blank-cell", "nothing"),
    (TRACKER, "Milestones", "A4:H4", "missing-column", "no column headed “Owner”"),
    (TRACKER, "Risks", "J4", "duplicate-column", "the column “Risk” a second time"),
    (TRACKER, "Risks", "E5", "formula-without-result", "a formula without a saved result"),
    (TRACKER, "Capital projects", "C5", "not-a-count", "the text “about eighty”"),
    (TRACKER, "Capital projects", "E6", "wrong-unit", "the unit “k£”"),
    (TRACKER, "Capital projects", "H6", "not-a-percent", "the number 0.65"),
    (TRACKER, "Capital projects", "I8", "not-a-date", "the text “next autumn”"),
    (TRACKER, "Facts", "C5", "excel-error", "the error #N/A"),
    (TRACKER, "Commentary", "A6:B6", "merged-cells", "merged cells in a table"),
    (PROFILE, "Agreement", "F5", "excel-error", "the error #REF!"),
    (PROFILE, "Revised forecast", "E6", "not-a-money", "the text “tbc”"),
    (PROFILE, "Revised forecast", "G7", "blank-cell", "nothing"),
    (PROFILE, "Last report", "H8", "formula-without-result", "a formula without a saved result"),
    (PROFILE, "Mitigations", "A4:J4", "empty-table", "no rows"),
    (PROFILE, "Activity", "C9", "not-a-count", "the number 97.5"),
]


@pytest.fixture(scope="module")
def spoilt(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample meeting with something wrong in every table, and an appendix that is not there."""
    folder = tmp_path_factory.mktemp("spoilt") / sample.name
    shutil.copytree(sample, folder)
    edit(folder / TRACKER, spoil_tracker)
    edit(folder / PROFILE, spoil_profile)
    (folder / "appendix-1-send-and-ap-strategy.pdf").unlink()
    return folder


@pytest.fixture(scope="module")
def earlier(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the meeting was built before."""
    out = tmp_path_factory.mktemp("earlier")
    shutil.copytree(built, out / built.name)
    return out


@pytest.fixture(scope="module")
def before(earlier: Path) -> State:
    return state_of(earlier)


@pytest.fixture(scope="module")
def for_people(spoilt: Path, earlier: Path, before: State) -> Run:
    return papergen("build", spoilt, "--out", earlier)


@pytest.fixture(scope="module")
def for_machines(spoilt: Path, earlier: Path, before: State) -> Run:
    return papergen("build", spoilt, "--out", earlier, "--json")


def test_everything_that_is_wrong_is_said_at_once(for_machines: Run) -> None:
    said = for_machines.json
    assert (for_machines.status, said["exit"], said["outputs"]) == (2, 2, [])
    found = {
        (place["file"], place.get("sheet", ""), place.get("cell", ""), finding["code"])
        for finding in said["findings"]
        for place in [finding["place"]]
    }
    assert found == {(*where, code) for *where, code, _ in EXPECTED}
    assert len(said["findings"]) == len(EXPECTED)


def test_each_finding_says_what_was_found_and_expected_and_how_to_mend_it(
    for_machines: Run,
) -> None:
    words = {tuple(each[:4]): each[4] for each in EXPECTED}
    for finding in for_machines.json["findings"]:
        place = finding["place"]
        where = (place["file"], place.get("sheet", ""), place.get("cell", ""), finding["code"])
        assert words[where] in finding["found"]
        assert len(finding["expected"]) > 3
        assert finding["mend"].endswith(".") and finding["mend"][0].isupper()
        assert finding["severity"] == "error"


def test_people_are_told_the_same(for_people: Run, spoilt: Path) -> None:
    assert (for_people.status, for_people.err) == (2, "")
    lines = for_people.lines
    place = lines.index(
        "error: condition_tracker.xlsx, sheet “Conditions”, cell D6",
    )
    assert lines[place + 1 : place + 4] == [
        "  found:    “Not on trak”",
        "  expected: one of Not started, On track, At risk, Not on track, Complete "
        "(did you mean “Not on track”?)",
        "  to mend:  Choose one from the list in the cell.",
    ]
    toml = (spoilt / "meeting.toml").read_text("utf-8").splitlines()
    line = 1 + toml.index('file = "appendix-1-send-and-ap-strategy.pdf"')
    assert f"error: meeting.toml, line {line}" in lines
    assert sum(line.startswith("error: ") for line in lines) == len(EXPECTED)
    assert lines[-1] == f"{spoilt}: {len(EXPECTED)} errors; nothing was written."
    assert "Traceback" not in for_people.out


def test_what_was_built_before_still_stands(
    earlier: Path, before: State, for_people: Run, for_machines: Run
) -> None:
    assert state_of(earlier) == before
    assert len(before) == 8


# --- One thing at a time ------------------------------------------------------------------------


@pytest.fixture
def copy(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample meeting, free to be spoilt."""
    return Path(shutil.copytree(sample, tmp_path / sample.name))


def test_faults_between_tables_are_said_with_those_in_cells(copy: Path) -> None:
    edit(copy / TRACKER, disagree)
    edit(
        copy / PROFILE, lambda book: setattr(cell_of(book, "Activity", 1, "Month"), "value", "May")
    )
    run = papergen("check", copy, "--json")
    codes = {(each["place"]["cell"], each["code"]) for each in run.json["findings"]}
    assert run.status == 2
    assert codes == {
        ("M6", "threshold-year"),
        ("B5", "unknown-condition"),
        ("A5", "key-not-callable"),
        ("A5", "not-a-month"),
    }


def disagree(book: Workbook) -> None:
    """Let tables name what other tables do not have."""
    cell_of(book, "Conditions", 2, "Threshold year").value = "2031/32"
    cell_of(book, "Milestones", 1, "Condition number").value = 9
    cell_of(book, "Commentary", 1, "Key").value = "Strategy 1"


@pytest.mark.parametrize("kept", [0, 100, 20_000])
def test_truncated_workbook_is_one_finding(copy: Path, kept: int) -> None:
    path = copy / PROFILE
    path.write_bytes(path.read_bytes()[:kept])
    run = papergen("check", copy, "--json")
    (finding,) = run.json["findings"]
    assert (run.status, run.err, finding["code"]) == (2, "", "unreadable-workbook")
    assert finding["place"] == {"file": PROFILE}


def test_missing_workbook_is_one_finding(copy: Path) -> None:
    (copy / TRACKER).unlink()
    run = papergen("check", copy, "--json")
    (finding,) = run.json["findings"]
    assert (run.status, run.err, finding["code"]) == (2, "", "missing-workbook")


def test_folder_without_a_meeting_is_one_finding(tmp_path: Path) -> None:
    run = papergen("build", tmp_path, "--out", tmp_path / "build")
    assert (run.status, run.err) == (2, "")
    assert run.lines[1:3] == ["error: meeting.toml", f"  found:    no meeting.toml in {tmp_path}"]
    assert not list(tmp_path.iterdir())


def test_output_folder_that_cannot_be_written_is_said_plainly(sample: Path, tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("")
    below = papergen("build", sample, "--out", occupied / "build")
    assert (below.status, below.err) == (2, "")
    assert below.lines[-1] == f"{occupied / 'build'}: Not a directory"
    itself = papergen("build", sample, "--out", occupied)
    assert itself.status == 2
    assert f"Directory '{occupied}' is a file." in itself.err
    assert occupied.read_text() == ""

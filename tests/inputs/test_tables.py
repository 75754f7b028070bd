"""Tables are found wherever they stand; what is wrong with a cell is said of that cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Book
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as ExcelTable

from papergen.cell import Entry
from papergen.figure import Unit
from papergen.finding import Finding, Findings, Severity
from papergen.inputs.layout import Column, Layout
from papergen.inputs.table import Table, read_tables
from papergen.inputs.workbook import read_workbook


class Colour(Enum):
    RED = "Red"
    GREEN = "Green"


SPEND = Layout(
    "Spend",
    "Spend",
    "What is spent",
    (
        Column("Line", "text", "What it is."),
        Column("Due", "date", "By when."),
        Column("Pupils", "count", "How many."),
        Column("Share", "percent", "How much of it.", required=False),
        Column("RAG", "choice", "How it stands.", choices=Colour),
        Column("Unit", "unit", "Unit of the row."),
        Column("Notes", "text", "Anything else.", required=False, optional=True),
    ),
    by_year=True,
)
OTHER = Layout("Plan", "Plan", "What is planned", SPEND.columns, by_year=True)

HEADINGS = ["Line", "Due", "Pupils", "Share", "RAG", "Unit", "2024/25", "2025/26"]
ROW = ["Top-up funding", datetime(2025, 3, 31), 12, 0.625, "Red", "£m", 84.5, 90]


def write(
    path: Path,
    headings: Sequence[object],
    *rows: Sequence[object],
    left: int = 2,
    top: int = 4,
    name: str | None = "Spend",
    sheet: str = "Money",
    title: str = "",
) -> Path:
    """Write a workbook with one table, its header row at ``top`` and ``left``."""
    book = Book()
    page = book.active
    assert page is not None
    page.title = sheet
    if title:
        page.cell(1, left, title)
    for offset, row in enumerate([headings, *rows]):
        for index, value in enumerate(row):
            cell = page.cell(top + offset, left + index, value)
            if offset and str(headings[index]).casefold() == "share":
                cell.number_format = "0.0%"
    if name:
        corner = f"{get_column_letter(left + len(headings) - 1)}{top + len(rows)}"
        page.add_table(ExcelTable(displayName=name, ref=f"{get_column_letter(left)}{top}:{corner}"))
    book.save(path)
    return path


def read(path: Path, *layouts: Layout) -> tuple[dict[str, Table], Findings]:
    findings = Findings()
    workbook = read_workbook(path, findings)
    assert workbook is not None, list(findings)
    return read_tables(workbook, layouts or (SPEND,), findings), findings


def only(findings: Findings) -> Finding:
    (finding,) = findings
    return finding


def test_a_row_says_what_its_cells_say_and_where_they_stand(tmp_path: Path) -> None:
    tables, findings = read(write(tmp_path / "w.xlsx", HEADINGS, ROW))
    (row,) = tables["Spend"].rows
    assert not list(findings)
    assert row.text("Line").value == "Top-up funding"
    assert row.day("Due").value == date(2025, 3, 31)
    assert row.figure("Pupils").value == 12
    assert (row.figure("Share").value, row.figure("Share").unit) == (Decimal("62.5"), Unit.PERCENT)
    assert row.choice("RAG", Colour).value is Colour.RED
    assert row.by_year["2024/25"].unit is Unit.MILLIONS
    (cell,) = row.by_year["2025/26"].sources
    assert (cell.workbook, cell.sheet, cell.address) == ("w.xlsx", "Money", "I5")
    assert tables["Spend"].years == ("2024/25", "2025/26")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(len(HEADINGS))),
    extra=st.lists(st.sampled_from(["Cost centre", "Ledger code", "Comment"]), unique=True),
    left=st.integers(1, 30),
    top=st.integers(2, 40),
    named=st.booleans(),
)
def test_tables_are_found_by_name_or_header_row_in_any_place_and_order(
    tmp_path: Path, order: list[int], extra: list[str], left: int, top: int, named: bool
) -> None:
    headings = [HEADINGS[index] for index in order] + extra
    row = [ROW[index] for index in order] + ["x"] * len(extra)
    path = write(
        tmp_path / "w.xlsx", headings, row, left=left, top=top, name="Spend" if named else None
    )
    tables, findings = read(path)
    assert not list(findings)
    assert tables["Spend"].rows[0].by_year["2024/25"].value == Decimal("84.5")


@pytest.mark.parametrize("heading", ["2024-25", "24/25", "2024–25", "2024/2025", " 2024/25 "])
def test_years_may_be_written_in_many_ways(tmp_path: Path, heading: str) -> None:
    tables, findings = read(write(tmp_path / "w.xlsx", [*HEADINGS[:6], heading], ROW[:7]))
    assert not list(findings)
    assert tables["Spend"].years == ("2024/25",)


def test_headings_do_not_mind_capitals_and_spaces(tmp_path: Path) -> None:
    headings = [" line", "DUE", "Pupils\n", "share", "Rag", "unit", "2024/25", "2025/26"]
    tables, findings = read(write(tmp_path / "w.xlsx", headings, ROW))
    assert not list(findings) and tables["Spend"].rows


def test_tables_with_like_headings_are_told_apart_by_their_sheets_or_titles(tmp_path: Path) -> None:
    path = write(tmp_path / "w.xlsx", HEADINGS, ROW, name=None, sheet="Spend")
    tables, findings = read(path, SPEND, OTHER)
    assert set(tables) == {"Spend"}
    assert "no table called Plan" in only(findings).found
    titled = write(tmp_path / "v.xlsx", HEADINGS, ROW, name=None, title="What is planned", top=3)
    assert set(read(titled, SPEND, OTHER)[0]) == {"Plan"}


def test_two_tables_that_both_fit_are_not_guessed_between(tmp_path: Path) -> None:
    path = write(tmp_path / "w.xlsx", HEADINGS, ROW, name=None)
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.copy_worksheet(book.active)
    book.save(path)
    tables, findings = read(path)
    assert not tables
    assert only(findings).code == "ambiguous-table"
    assert "Money" in only(findings).found and "Money Copy" in only(findings).found


def test_a_renamed_column_is_found_with_its_cell(tmp_path: Path) -> None:
    headings = ["Line", "Due", "Pupil", *HEADINGS[3:]]
    _, findings = read(write(tmp_path / "w.xlsx", headings, ROW))
    finding = only(findings)
    assert (finding.code, finding.place.cell) == ("missing-column", "D4")
    assert "“Pupil” in D4 may be meant" in finding.found


def test_a_missing_column_is_found_with_its_header_row(tmp_path: Path) -> None:
    _, findings = read(write(tmp_path / "w.xlsx", HEADINGS[1:], ROW[1:]))
    finding = only(findings)
    assert (finding.code, finding.place.sheet, finding.place.cell) == (
        "missing-column",
        "Money",
        "B4:H4",
    )


def test_a_column_that_stands_twice_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "w.xlsx", [*HEADINGS, "2024-25"], [*ROW, 1])
    _, findings = read(path)
    finding = only(findings)
    assert (finding.code, finding.place.cell) == ("duplicate-column", "J4")
    assert "H4" in finding.mend


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (0, True, "not-a-text"),
        (1, "31 March", "not-a-date"),
        (1, 45000, "not-a-date"),
        (2, "twelve", "not-a-count"),
        (2, 12.5, "not-a-count"),
        (3, "most", "not-a-percent"),
        (4, "Gren", "unknown-choice"),
        (5, "£k", "wrong-unit"),
        (5, "£bn", "wrong-unit"),
        (6, "tbc", "not-a-money"),
        (6, "#REF!", "excel-error"),
        (6, "=SUM(A1:A2)", "formula-without-result"),
        (6, None, "blank-cell"),
        (0, "   ", "blank-cell"),
    ],
)
def test_a_cell_at_fault_is_named(tmp_path: Path, column: int, value: object, code: str) -> None:
    row = [*ROW[:column], value, *ROW[column + 1 :]]
    _, findings = read(write(tmp_path / "w.xlsx", HEADINGS, ROW, row))
    finding = only(findings)
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert finding.place.cell == f"{get_column_letter(2 + column)}6"
    assert (finding.place.file, finding.place.sheet) == ("w.xlsx", "Money")
    assert finding.found and finding.expected and finding.mend


def test_a_misspelt_choice_says_what_may_be_meant(tmp_path: Path) -> None:
    row = [*ROW[:4], "Gren", *ROW[5:]]
    assert (
        "did you mean “Green”?" in only(read(write(tmp_path / "w.xlsx", HEADINGS, row))[1]).expected
    )


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    headings = ["Line", "Due by", *HEADINGS[2:]]
    first = [*ROW[:2], "many", *ROW[3:]]
    second = [*ROW[:6], "#DIV/0!", "none"]
    _, findings = read(write(tmp_path / "w.xlsx", headings, first, second), SPEND, OTHER)
    assert sorted(finding.code for finding in findings) == [
        "excel-error",
        "missing-column",
        "missing-table",
        "not-a-count",
        "not-a-money",
    ]


def test_merged_cells_are_found_and_only_within_the_table(tmp_path: Path) -> None:
    path = write(tmp_path / "w.xlsx", HEADINGS, ROW, ROW, name=None, title="Title")
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("B1:G1")
    book.save(path)
    assert not list(read(path)[1])
    sheet.merge_cells("B5:B6")
    book.save(path)
    finding = only(read(path)[1])
    assert (finding.code, finding.place.cell) == ("merged-cells", "B5:B6")


def test_an_empty_table_is_found(tmp_path: Path) -> None:
    _, findings = read(write(tmp_path / "w.xlsx", HEADINGS, [None] * 8))
    assert only(findings).code == "empty-table"


def test_a_row_in_another_unit_is_questioned(tmp_path: Path) -> None:
    row = [*ROW[:5], "£000", *ROW[6:]]
    _, findings = read(write(tmp_path / "w.xlsx", HEADINGS, ROW, ROW, row))
    finding = only(findings)
    assert (finding.code, finding.severity, finding.place.cell) == (
        "mixed-units",
        Severity.WARNING,
        "G7",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a whole Excel workbook"),
        (b"PK\x03\x04 and no more", "not a whole Excel workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "password"),
    ],
)
def test_what_is_no_workbook_is_said_plainly(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "w.xlsx"
    path.write_bytes(content)
    findings = Findings()
    assert read_workbook(path, findings) is None
    assert words in only(findings).found


def test_a_workbook_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    findings = Findings()
    assert read_workbook(tmp_path / "absent.xlsx", findings) is None
    assert only(findings).place.file == "absent.xlsx"


@given(st.decimals(-(10**6), 10**6, places=3, allow_nan=False))
def test_numbers_are_read_to_the_last_figure(
    tmp_path_factory: pytest.TempPathFactory, number: Decimal
) -> None:
    path = tmp_path_factory.mktemp("number") / "w.xlsx"
    write(path, HEADINGS, [*ROW[:6], float(number), 0])
    tables, _ = read(path)
    assert tables["Spend"].rows[0].by_year["2024/25"].value == number


def test_a_number_in_a_text_column_is_read_as_typed(tmp_path: Path) -> None:
    tables, _ = read(write(tmp_path / "w.xlsx", HEADINGS, [2, *ROW[1:]], [2.1, *ROW[1:]]))
    lines = [row.text("Line") for row in tables["Spend"].rows]
    assert [line.value for line in lines] == ["2", "2.1"]
    assert all(isinstance(line, Entry) for line in lines)

"""A new meeting: what its blank workbooks offer, and that they can be filled in."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openxml_audit import OpenXmlValidator
from spreadsheets import recalculate, rows_of, table_of

from papergen.cli import main
from papergen.context.context import Context, build_context
from papergen.finding import BadInput, Findings
from papergen.inputs import new_meeting
from papergen.inputs.blank_workbook import financial_years
from papergen.inputs.condition_tracker import CONDITION_TRACKER
from papergen.inputs.financial_profile import FINANCIAL_PROFILE
from papergen.inputs.financial_year import following, year_of
from papergen.inputs.layout import Layout
from papergen.inputs.meeting import read_meeting
from papergen.inputs.new_meeting import create_meeting

DAY = date(2024, 10, 10)
WORKBOOKS = ("condition_tracker.xlsx", "financial_profile.xlsx")
LAYOUTS = (CONDITION_TRACKER, FINANCIAL_PROFILE)

in_each_workbook = pytest.mark.parametrize(
    ("name", "layout"),
    [
        (name, layout)
        for name, layouts in zip(WORKBOOKS, LAYOUTS, strict=True)
        for layout in layouts
    ],
    ids=lambda each: each.name if isinstance(each, Layout) else each,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("meetings") / str(DAY)
    create_meeting(made, DAY)
    return made


@pytest.fixture(scope="module")
def blank(folder: Path) -> dict[str, Workbook]:
    return {name: load_workbook(folder / name) for name in WORKBOOKS}


# --- The folder ---------------------------------------------------------------------------------


def test_folder_holds_a_meeting_and_two_workbooks(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [*WORKBOOKS, "meeting.toml"]
    assert [path.name for path in folder.parent.iterdir()] == [str(DAY)]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    create_meeting(tmp_path, DAY)
    assert (tmp_path / "meeting.toml").is_file()


def test_missing_folders_above_are_made(tmp_path: Path) -> None:
    create_meeting(tmp_path / "a" / "b", DAY)
    assert (tmp_path / "a" / "b" / "meeting.toml").is_file()


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_there_already_is_left_alone(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "2024-10-10"
    if kind == "folder":
        target.mkdir()
        (target / "notes.txt").write_text("mine")
    else:
        target.write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileExistsError) as caught:
        create_meeting(target, DAY)
    assert caught.value.filename == str(target)
    assert sorted(tmp_path.rglob("*")) == before


def test_nothing_is_left_where_the_making_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(new_meeting, "blank_profile", fail)
    with pytest.raises(OSError, match="disk full"):
        create_meeting(tmp_path / "2024-10-10", DAY)
    assert list(tmp_path.iterdir()) == []


def test_the_same_meeting_is_made_of_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    create_meeting(tmp_path, DAY)
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_command_names_the_folder_and_refuses_it_the_second_time(tmp_path: Path) -> None:
    target = str(tmp_path / "2025-01-16")
    assert CliRunner().invoke(main, ["new", target]).exit_code == 0
    again = CliRunner().invoke(main, ["new", target])
    assert again.exit_code == 2
    assert f"{target} is there already" in again.output


# --- The years and months -----------------------------------------------------------------------


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)))
def test_years_begin_with_the_one_before_and_follow_on(day: date) -> None:
    years = financial_years(day)
    assert len(years) == 6
    assert following(years[0]) == year_of(day)
    assert all(following(year) == after for year, after in zip(years, years[1:], strict=False))


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)))
def test_meeting_file_is_read_for_every_date(
    tmp_path_factory: pytest.TempPathFactory, day: date
) -> None:
    folder = tmp_path_factory.mktemp("meeting")
    (folder / "meeting.toml").write_text(new_meeting.meeting_file(day), "utf-8")
    meeting = read_meeting(folder, Findings())
    assert (meeting.date, meeting.body) == (day, "Schools Forum")
    period = meeting.reporting
    assert period.start.day == 1 and period.start < period.end < day
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    assert months == 2
    (item,) = [each for each in meeting.items if each.template]
    assert item.appendices[0].template == "dfe-monitoring-report.docx"


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2024, 3, 31), ("2022/23", "2027/28")),
        (date(2024, 4, 1), ("2023/24", "2028/29")),
        (date(2099, 12, 31), ("2098/99", "2103/04")),
    ],
)
def test_financial_years_begin_on_the_first_of_april(day: date, years: tuple[str, str]) -> None:
    made = financial_years(day)
    assert (made[0], made[-1]) == years


def test_profile_has_a_column_for_each_year(blank: dict[str, Workbook]) -> None:
    for name in ("Agreement", "Forecast", "LastReport", "Mitigations"):
        headings = rows_of(blank["financial_profile.xlsx"], name)[0]
        years = [heading for heading in headings if "/" in heading]
        assert years == list(financial_years(DAY))


def test_activity_has_36_months_of_their_own(blank: dict[str, Workbook]) -> None:
    rows = rows_of(blank["financial_profile.xlsx"], "Activity")
    months = [row["Month"] for row in rows]
    assert (months[0], months[-1]) == (datetime(2023, 4, 1), datetime(2026, 3, 1))
    assert len(set(months)) == 36
    assert all(row["Requests"] is None for row in rows)


# --- What the sheets offer ----------------------------------------------------------------------


@in_each_workbook
def test_each_heading_has_a_note(blank: dict[str, Workbook], name: str, layout: Layout) -> None:
    sheet, (left, top, right, _) = table_of(blank[name], layout.name)
    notes = {
        sheet.cell(top, column).value: sheet.cell(top, column).comment.text
        for column in range(left, right + 1)
    }
    for column in layout.columns:
        assert column.help in notes[column.heading]
        assert ("May be left blank." in notes[column.heading]) is not column.required


def rule_on(sheet: Any, row: int, column: int) -> Any:
    """Return the data validation of a cell, or nothing."""
    address = sheet.cell(row, column).coordinate
    return next((rule for rule in sheet.data_validations.dataValidation if address in rule), None)


@in_each_workbook
def test_cells_take_what_their_column_expects(
    blank: dict[str, Workbook], name: str, layout: Layout
) -> None:
    kinds = {
        "date": "date",
        "month": "date",
        "count": "whole",
        "percent": "decimal",
        "money": "decimal",
        "unit": "list",
        "choice": "list",
    }
    sheet, (left, top, right, bottom) = table_of(blank[name], layout.name)
    by_heading = {column.heading: column for column in layout.columns}
    for position in range(left, right + 1):
        heading = sheet.cell(top, position).value
        column = by_heading.get(heading)
        kind = kinds.get(column.kind if column else "money")
        for row in (top + 1, bottom):
            rule = rule_on(sheet, row, position)
            assert (rule.type if rule else None) == kind, heading
        if column and column.choices:
            assert choices(blank[name], rule) == [choice.value for choice in column.choices]
        if column and column.kind == "unit":
            assert choices(blank[name], rule) == ["£", "£000", "£m"]


def choices(book: Workbook, rule: Any) -> list[object]:
    """Return what stands in the range that a list is chosen from."""
    sheet, _, area = rule.formula1.partition("!")
    assert book[sheet].sheet_state == "hidden"
    return [cell.value for (cell,) in book[sheet][area.replace("$", "")]]


@in_each_workbook
def test_sheets_are_set_up_to_be_read_and_printed(
    blank: dict[str, Workbook], name: str, layout: Layout
) -> None:
    sheet, (_, top, _, _) = table_of(blank[name], layout.name)
    assert sheet["A1"].value == layout.title
    assert sheet.freeze_panes == f"B{top + 1}"
    assert sheet.print_title_rows == f"${top}:${top}"
    page = sheet.page_setup
    assert (page.orientation, int(page.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert page.fitToHeight == 0


@pytest.mark.parametrize("name", WORKBOOKS)
def test_blank_workbooks_are_sound_office_open_xml(folder: Path, name: str) -> None:
    assert list(OpenXmlValidator().validate(str(folder / name)).errors) == []


def test_keys_that_the_report_calls_for_are_there(
    checkout: Path, blank: dict[str, Workbook]
) -> None:
    template = (checkout / "templates" / "send-transformation-update.md.jinja").read_text("utf-8")
    called = set(re.findall(r"facts\.([a-z_]+)", template))
    book = blank["condition_tracker.xlsx"]
    assert called and called <= {row["Key"] for row in rows_of(book, "Facts")}
    called = set(re.findall(r"prose\(\"([a-z_]+)\"\)", template))
    called |= set(re.findall(r"\[\"([a-z_]+)\", \"[A-Z]", template))
    assert {row["Key"] for row in rows_of(book, "Commentary")} == called


# --- Filling it in ------------------------------------------------------------------------------


def test_blanks_are_reported_in_words(folder: Path) -> None:
    findings = Findings()
    with pytest.raises(BadInput):
        build_context(read_meeting(folder, findings), findings)
    codes = {finding.code for finding in findings}
    assert codes == {"blank-cell", "empty-table", "month-not-filled-in", "to-fill-in"}
    assert {finding.place.file for finding in findings} == {*WORKBOOKS, "meeting.toml"}


FILLING: dict[str, Any] = {
    "text": "Words",
    "date": datetime(2025, 3, 31),
    "count": 3,
    "percent": 0.5,
    "money": 1.25,
    "unit": "£m",
}


def fill_in(book: Workbook, layouts: tuple[Layout, ...]) -> None:
    """Type what is blank: every line that is begun, and the first of every other table."""
    for layout in layouts:
        if layout.name == "LastReport":
            continue
        sheet, (left, top, right, bottom) = table_of(book, layout.name)
        columns = {column.heading: column for column in layout.columns}
        for row in range(top + 1, bottom + 1):
            begun = any(sheet.cell(row, each).value for each in range(left, right + 1))
            for each in range(left, right + 1):
                cell = sheet.cell(row, each)
                column = columns.get(sheet.cell(top, each).value)
                if cell.value is not None or not (begun or row == top + 1):
                    continue
                if column is None:
                    cell.value = FILLING["money"]
                elif column.kind == "any":
                    by_unit = {"text": "Words", "date": FILLING["date"]}
                    cell.value = by_unit[sheet.cell(row, each + 1).value]
                elif column.choices and column.required:
                    cell.value = next(iter(column.choices)).value
                elif column.required or column.kind == "count":
                    cell.value = FILLING[column.kind]


@pytest.fixture(scope="module")
def filled(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Context, Findings]:
    """The context of the blank meeting, filled in and saved by LibreOffice."""
    books = [load_workbook(folder / name) for name in WORKBOOKS]
    for book, layouts in zip(books, LAYOUTS, strict=True):
        fill_in(book, layouts)
    risks, (_, top, _, _) = table_of(books[0], "Risks")
    risks.cell(top + 1, 5).value = "=C5*D5"
    milestones, (_, top, _, _) = table_of(books[0], "Milestones")
    milestones.cell(top + 1, 2).value = "Words"
    home = tmp_path_factory.mktemp("filled")
    written = (folder / "meeting.toml").read_text("utf-8")
    told = written.replace("[Name of the author]", "An Officer").replace("[Job title]", "Officer")
    (home / "meeting.toml").write_text(told, "utf-8")
    saved = recalculate(books, tmp_path_factory.mktemp("spreadsheets"))
    for name, book in zip(WORKBOOKS, saved, strict=True):
        book.save(home / name)
    findings = Findings()
    return build_context(read_meeting(home, findings), findings), findings


def test_a_meeting_that_was_filled_in_is_read_and_adds_up(
    filled: tuple[Context, Findings],
) -> None:
    _, findings = filled
    # Every amount is 1.25, that of the mitigation too, which adds to spending so.
    assert {finding.code for finding in findings} == {"mitigation-adds"}


def test_totals_add_up_by_themselves(filled: tuple[Context, Findings]) -> None:
    context, _ = filled
    first, second = context.forecast.years[:2]
    # Three lines of income, seven of expenditure, one mitigation and one payment, each 1.25.
    assert first.total_income is not None and first.total_income.value == 3.75
    assert first.total_expenditure is not None and first.total_expenditure.value == 7.5
    assert first.in_year_balance.value == 3.75
    assert first.cumulative_deficit.value == 1.25 + 3.75
    assert second.opening_deficit is not None and second.opening_deficit.value == 5
    after = second.cumulative_deficit_after_payments
    assert after is not None and after.value == 5 + 3.75 - 2 * 1.25

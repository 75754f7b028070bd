"""The sample meeting: its public figures, its sums, and the script that writes it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import outloud
import pytest
from openpyxl import Workbook, load_workbook
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader
from spreadsheets import recalculate, rows_of, table_of

from papergen.context.context import build_context
from papergen.finding import Findings
from papergen.inputs.condition_tracker import CONDITION_TRACKER
from papergen.inputs.financial_profile import FINANCIAL_PROFILE
from papergen.inputs.meeting import read_meeting

WORKBOOKS = ("condition_tracker.xlsx", "financial_profile.xlsx")
STRATEGY = "appendix-1-send-and-ap-strategy.pdf"
PROFILES = ("Agreement", "Forecast", "LastReport")
YEARS = ("2023/24", "2024/25", "2025/26", "2026/27", "2027/28", "2028/29")

Books = dict[str, Workbook]


@pytest.fixture(scope="module")
def folder(checkout: Path) -> Path:
    return checkout / "inputs" / "2024-10-10"


@pytest.fixture(scope="module")
def saved(folder: Path) -> Books:
    """The workbooks with the results that are saved in them."""
    return {name: load_workbook(folder / name, data_only=True) for name in WORKBOOKS}


@pytest.fixture(scope="module")
def written(folder: Path) -> Books:
    """The workbooks with their formulas."""
    return {name: load_workbook(folder / name) for name in WORKBOOKS}


@pytest.fixture(scope="module")
def remade(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders, into each of which the script has written the sample."""
    folders = [tmp_path_factory.mktemp("sample") for _ in range(2)]
    for folder in folders:
        script = checkout / "inputs" / "make_sample.py"
        subprocess.run([sys.executable, script, folder], check=True)
    return folders


def money(value: float) -> Decimal:
    return Decimal(str(value))


def amounts(book: Workbook, table: str, kind: str) -> dict[str, Decimal]:
    """Return what the lines of a kind come to together, by year."""
    rows = [row for row in rows_of(book, table) if row["Kind"] == kind]
    assert rows, kind
    return {year: sum((money(row[year]) for row in rows), Decimal(0)) for year in YEARS}


def formulas(book: Workbook) -> Iterator[tuple[str, str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, cell.value


# --- What is public -----------------------------------------------------------------------------


def test_public_figures_of_the_profile_are_as_published(saved: Books) -> None:
    book = saved["financial_profile.xlsx"]
    before = amounts(book, "Agreement", "Cumulative deficit before payments")
    after = amounts(book, "Agreement", "Cumulative deficit after payments")
    payments = amounts(book, "Agreement", "Safety Valve payment")
    balance = amounts(book, "Agreement", "In-year balance")
    assert before["2023/24"] == Decimal("56.247")
    assert before["2024/25"] == Decimal("84.5")
    assert before["2028/29"] == Decimal("137.2")
    assert after["2028/29"] == Decimal("70.2")
    assert sum(payments.values()) == 67
    assert balance["2028/29"] == 0
    forecast = amounts(book, "Forecast", "In-year balance")
    assert forecast["2024/25"] - balance["2024/25"] == Decimal("10.156")
    assert forecast["2028/29"] == 0
    assert amounts(book, "Forecast", "Cumulative deficit before payments")["2023/24"] == Decimal(
        "56.247"
    )


def test_public_facts_of_the_tracker_are_as_published(saved: Books) -> None:
    book = saved["condition_tracker.xlsx"]
    facts = {row["Key"]: (row["Value"], row["Published in"]) for row in rows_of(book, "Facts")}
    assert facts == {
        "strategy_name": (
            "Meeting Needs Together – Ambitious for All",
            "Schools Forum minutes, 10 October 2024",
        ),
        "strategy_approved_by": ("Cabinet", "Schools Forum minutes, 10 October 2024"),
        "strategy_approved": (
            datetime(2024, 9, 17),
            "Schools Forum minutes, 10 October 2024",
        ),
        "agreement_signed": (datetime(2024, 3, 12), "Cabinet minutes, 16 April 2024"),
        "overspend_reported_to": ("Cabinet", "Cabinet minutes, 8 October 2024"),
        "overspend_reported": (datetime(2024, 10, 8), "Cabinet minutes, 8 October 2024"),
        "high_needs_capital_bid": (datetime(2024, 1, 5), "Cabinet minutes, 8 October 2024"),
    }
    condition = next(row for row in rows_of(book, "Conditions") if str(row["Number"]) == "2")
    assert (condition["Status"], condition["RAG"]) == ("Not on track", "Red")
    assert (condition["Threshold year"], condition["Unit"]) == ("2024/25", "£m")
    assert money(condition["Threshold"]) == Decimal("84.5")
    (grant,) = [
        row
        for row in rows_of(book, "CapitalProjects")
        if row["Funding source"] == "High Needs Provision Capital Allocation"
    ]
    assert (money(grant["Cost"]), grant["Unit"]) == (Decimal("5.7"), "£m")
    assert "south of the county" in grant["Project"]


def test_second_report_covers_june_to_august(folder: Path) -> None:
    period = read_meeting(folder, Findings()).reporting
    assert (period.report, period.sent) == ("second", date(2024, 8, 28))
    assert (period.start, period.end) == (date(2024, 6, 1), date(2024, 8, 31))


def test_every_row_says_what_is_made_up_or_where_it_was_published(saved: Books) -> None:
    for name in (layout.name for layout in (*CONDITION_TRACKER, *FINANCIAL_PROFILE)):
        book = saved[WORKBOOKS[name not in {layout.name for layout in CONDITION_TRACKER}]]
        for row in rows_of(book, name):
            notes = row["Notes"] or ""
            assert notes.startswith("Illustrative") or row.get("Published in"), (name, row)


# --- Whether it adds up -------------------------------------------------------------------------


@pytest.mark.parametrize("table", PROFILES)
def test_profiles_keep_the_accounting_identities(saved: Books, table: str) -> None:
    book = saved["financial_profile.xlsx"]

    def line(kind: str) -> dict[str, Decimal]:
        return amounts(book, table, kind)

    deficit, paid = line("Opening deficit")["2023/24"], Decimal(0)
    for year in YEARS:
        assert line("Total income")[year] == line("Income")[year]
        spending = line("Expenditure")[year] + line("Mitigation")[year]
        assert line("Total expenditure")[year] == spending
        balance = line("In-year balance")[year]
        assert balance == spending - line("Total income")[year]
        assert line("Opening deficit")[year] == deficit
        deficit += balance
        paid += line("Safety Valve payment")[year]
        assert line("Cumulative deficit before payments")[year] == deficit
        assert line("Cumulative deficit after payments")[year] == deficit - paid


def test_forecast_takes_off_the_sum_of_the_mitigations(saved: Books) -> None:
    book = saved["financial_profile.xlsx"]
    taken_off = amounts(book, "Forecast", "Mitigation")
    mitigations = rows_of(book, "Mitigations")
    for year in YEARS[1:]:
        assert -taken_off[year] == sum((money(row[year]) for row in mitigations), Decimal(0))
    assert taken_off["2023/24"] == 0


def test_totals_and_scores_are_formulas(written: Books) -> None:
    profile, tracker = written["financial_profile.xlsx"], written["condition_tracker.xlsx"]
    for table in PROFILES:
        for row in rows_of(profile, table):
            typed = row["Kind"] in {"Income", "Expenditure", "Mitigation", "Safety Valve payment"}
            for year in YEARS:
                if (row["Kind"], year) == ("Opening deficit", "2023/24"):
                    continue
                linked = (table, row["Kind"]) == ("Forecast", "Mitigation") and year != "2023/24"
                assert str(row[year]).startswith("=") == (linked or not typed), (table, row, year)
    assert all(re.fullmatch(r"=C\d+\*D\d+", row["Score"]) for row in rows_of(tracker, "Risks"))


def test_libreoffice_works_out_the_results_that_are_saved(
    written: Books, saved: Books, tmp_path: Path
) -> None:
    recalculated = dict(zip(WORKBOOKS, recalculate(written.values(), tmp_path), strict=True))
    checked = 0
    for name in WORKBOOKS:
        for sheet, address, formula in formulas(written[name]):
            result, stored = recalculated[name][sheet][address].value, saved[name][sheet][address]
            assert result == pytest.approx(stored.value, abs=1e-9), (sheet, address, formula)
            checked += 1
    assert checked > 100


def test_activity_tells_the_story_of_the_minutes(saved: Books) -> None:
    rows = rows_of(saved["financial_profile.xlsx"], "Activity")
    months = [row["Month"].date() for row in rows]
    assert months == [date(2023 + index // 12, index % 12 + 1, 1) for index in range(27)]
    actual = [row for row in rows if row["Requests"] is not None]
    assert actual[-1]["Month"] == datetime(2024, 8, 1)
    assert all(row["Plans issued forecast"] is not None for row in rows)
    this_year = [row for row in actual if row["Month"].year == 2024]
    requests = [row["Requests"] for row in this_year]
    assert max(requests) - min(requests) <= 5
    assert requests[0] > 1.3 * actual[0]["Requests"]
    assert sum(row["Plans issued"] for row in actual) > sum(
        row["Plans issued forecast"] for row in actual
    )
    assert this_year[-1]["Backlog"] < this_year[0]["Backlog"] / 2


def test_the_sample_is_read_without_a_finding(folder: Path) -> None:
    findings = Findings()
    context = build_context(read_meeting(folder, findings), findings)
    assert list(findings) == []
    assert context.sources.illustrative
    assert context.outlook.current.year == "2024/25"


def test_commentary_has_the_paragraphs_that_the_report_counts_on(saved: Books) -> None:
    texts = {
        row["Key"]: row["Text"] for row in rows_of(saved["condition_tracker.xlsx"], "Commentary")
    }
    paragraphs = {key: len(text.split("\n\n")) for key, text in texts.items()}
    assert paragraphs.pop("strategy") == 2
    assert set(paragraphs.values()) == {1}
    for key in ("legal", "equalities", "sustainability"):
        assert re.match(r"The [A-Z].* was consulted on \d+ September 2024\. ", texts[key])


# --- How the workbooks are kept -----------------------------------------------------------------


def test_every_layout_has_its_named_table_on_its_sheet(written: Books) -> None:
    for name, layouts in zip(WORKBOOKS, (CONDITION_TRACKER, FINANCIAL_PROFILE), strict=True):
        book = written[name]
        assert book.sheetnames == [*(layout.sheet for layout in layouts), "Lists"]
        assert book["Lists"].sheet_state == "hidden"
        for layout in layouts:
            sheet, (left, top, right, _) = table_of(book, layout.name)
            assert sheet.title == layout.sheet
            assert sheet["A1"].value == layout.title
            headings = {sheet.cell(top, column).value for column in range(left, right + 1)}
            assert headings >= {column.heading for column in layout.columns}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks_are_sound_office_open_xml(folder: Path, name: str) -> None:
    assert list(OpenXmlValidator().validate(str(folder / name)).errors) == []


def test_ratings_are_coloured(written: Books) -> None:
    sheet = written["condition_tracker.xlsx"]["Conditions"]
    ruled = {rule for rules in sheet.conditional_formatting for rule in rules.rules}
    assert {rule.formula[0] for rule in ruled} == {'"Red"', '"Amber"', '"Green"', '"Blue"'}


# --- The finished appendix ----------------------------------------------------------------------


def test_strategy_is_a_tagged_pdf_without_an_error(folder: Path) -> None:
    reader = PdfReader(folder / STRATEGY)
    assert 4 <= len(reader.pages) <= 6
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Meeting Needs Together – Ambitious for All")
    checked = outloud.check(str(folder / STRATEGY))
    assert (checked.error, checked.errors) == (None, 0)


def test_strategy_says_that_its_text_is_illustrative(folder: Path) -> None:
    assert "Illustrative text." in PdfReader(folder / STRATEGY).pages[-1].extract_text()


# --- The script ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORKBOOKS)
def test_script_writes_the_workbooks_that_are_here(
    folder: Path, remade: list[Path], name: str
) -> None:
    """The parts are compared, not the bytes: zlib may be built to pack them otherwise."""
    with ZipFile(folder / name) as here, ZipFile(remade[0] / name) as new:
        assert here.namelist() == new.namelist()
        for part in here.namelist():
            assert here.read(part) == new.read(part), part


def test_script_writes_the_strategy_that_is_here(folder: Path, remade: list[Path]) -> None:
    """The text is compared, not the bytes: fonts differ between machines."""
    here, new = (PdfReader(each / STRATEGY).pages for each in (folder, remade[0]))
    assert [page.extract_text() for page in here] == [page.extract_text() for page in new]


@pytest.mark.parametrize("name", [*WORKBOOKS, STRATEGY])
def test_script_writes_the_same_bytes_each_time(remade: list[Path], name: str) -> None:
    first, second = remade
    assert (first / name).read_bytes() == (second / name).read_bytes()

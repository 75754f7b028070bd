"""Every figure is traced to its cells, and every cell to where it is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import papergen
from openpyxl import load_workbook

REPORT, APPENDIX = "07-send-transformation-update", "07-appendix-2-dfe-monitoring-report"


@pytest.fixture(scope="module")
def sample(checkout: Path) -> Path:
    return checkout / "inputs" / "2024-10-10"


def test_every_printed_value_has_an_id_and_cells_that_exist(sample: Path) -> None:
    printings = papergen("trace", sample, "--json").json["printings"]
    assert {printing["paper"] for printing in printings} == {REPORT, APPENDIX}
    books = {
        path.name: load_workbook(path, read_only=False) for path in sorted(sample.glob("*.xlsx"))
    }
    for printing in printings:
        assert printing["cells"], printing
        for workbook, sheet, address in printing["cells"]:
            if workbook != "meeting.toml":
                assert books[workbook][sheet][address].value is not None, printing


def test_a_figure_is_traced_by_its_printed_text(sample: Path) -> None:
    run = papergen("trace", sample, "£84.5m")
    assert run.status == 0
    assert f"£84.5m  in {REPORT}, paragraph 14" in run.out
    assert "from condition_tracker.xlsx, sheet Conditions" in run.out


def test_a_derived_figure_knows_all_cells_behind_it_and_their_formulas(sample: Path) -> None:
    out = papergen("trace", sample, "In-year balance, forecast less agreement, 2024/25").out
    assert f"£10.156m  in {REPORT}, paragraph 17" in out
    assert "sheet Revised forecast, cell" in out and "sheet Agreement, cell" in out
    assert "38.409, =" in out


def test_a_cell_is_traced_to_all_that_changes_with_it(sample: Path) -> None:
    (cell,) = {
        tuple(cell)
        for printing in papergen("trace", sample, "--json").json["printings"]
        if printing["name"] == "Cumulative deficit before payments, 2024/25 (revised forecast)"
        for cell in printing["cells"]
    }
    run = papergen("trace", sample, "!".join(cell), "--json")
    places = {(each["paper"], each["place"]) for each in run.json["printings"]}
    assert {
        (REPORT, "paragraph 14"),
        (REPORT, "Table 4, row 2"),
        (REPORT, "Figure 2"),
        (APPENDIX, "paragraph 2"),
    } <= places
    workbook, sheet, address = cell
    assert papergen("trace", sample, f"'{sheet}'!{address}").out
    assert json.loads(papergen("trace", sample, f"{sheet}!{address}", "--json").out) == run.json


def test_a_cell_is_followed_through_the_formulas_that_read_it(sample: Path) -> None:
    book = load_workbook(sample / "financial_profile.xlsx")
    (row,) = [
        cells[1].row
        for cells in book["Agreement"].iter_rows()
        if any(cell.value == "Top-up funding: mainstream schools" for cell in cells)
    ]
    run = papergen("trace", sample, f"Agreement!E{row}")
    assert f"£10.156m  in {REPORT}, paragraph 17" in run.out
    assert f"£137.2m  in {REPORT}, paragraph 6" in run.out
    assert "Agreement, cell E21: 84.5, =" in run.out
    assert ": None" not in run.out


def test_a_sheet_that_is_not_there_is_said_plainly(sample: Path) -> None:
    run = papergen("trace", sample, "Forecast!E9")
    assert run.status == 2
    assert "did you mean “Revised forecast”?" in run.out


def test_what_is_not_printed_is_said_plainly(sample: Path) -> None:
    run = papergen("trace", sample, "Cumulative deficit before paymnts, 2024/25 (agreement)")
    assert run.status == 2
    assert "did you mean “Cumulative deficit before payments, 2024/25 (agreement)”?" in run.out
    assert papergen("trace", sample, "Agreement!ZZ999").status == 2

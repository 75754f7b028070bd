"""What breaks a rule but stops no build is said, and the papers are built all the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import Run, papergen
from openpyxl import load_workbook
from spreadsheets import rows_of, table_of

TRACKER, PROFILE = "condition_tracker.xlsx", "financial_profile.xlsx"


@pytest.fixture(scope="module")
def inconsistent(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a total that is £1m too high, and a missed condition that is on track."""
    folder = tmp_path_factory.mktemp("inconsistent") / sample.name
    shutil.copytree(sample, folder)
    profile = load_workbook(folder / PROFILE, data_only=True)
    sheet, (left, top, _, _) = table_of(profile, "Forecast")
    kinds = [row["Kind"] for row in rows_of(profile, "Forecast")]
    total = sheet.cell(top + 1 + kinds.index("Total income"), left + 4)
    assert (total.coordinate, total.value) == ("E8", 72.074)
    total.value = 73.074
    profile.save(folder / PROFILE)
    tracker = load_workbook(folder / TRACKER, data_only=True)
    assert tracker["Conditions"]["D6"].value == "Not on track"
    tracker["Conditions"]["D6"].value = "On track"
    tracker.save(folder / TRACKER)
    return folder


@pytest.fixture(scope="module")
def run(inconsistent: Path) -> Run:
    return papergen("build", inconsistent, "--out", inconsistent.parent / "build", "--json")


def told(finding: dict[str, Any]) -> tuple[str, str, str, str]:
    place = finding["place"]
    return place["file"], place["sheet"], place["cell"], finding["code"]


def test_what_does_not_add_up_is_a_warning_on_its_cell(run: Run) -> None:
    findings = run.json["findings"]
    assert {finding["severity"] for finding in findings} == {"warning"}
    assert {told(finding) for finding in findings} == {
        (PROFILE, "Revised forecast", "E8", "total-differs"),
        (PROFILE, "Revised forecast", "E17", "in-year-balance"),
        (TRACKER, "Conditions", "D6", "status-contradicts-figure"),
        (TRACKER, "Conditions", "E6", "status-contradicts-rating"),
    }
    total = next(each for each in findings if each["code"] == "total-differs")
    assert total["found"] == "73.074 (£m)"
    assert total["expected"] == "72.074 (£m), the sum of E5, E6 and E7"
    status = next(each for each in findings if each["code"] == "status-contradicts-figure")
    assert "“On track” for condition 2, whose figure is 94.656 (£m)" in status["found"]
    assert "at most 84.5 (£m)" in status["expected"]


def test_papers_are_built_and_the_exit_status_says_that_something_was_found(
    run: Run, inconsistent: Path
) -> None:
    said = run.json
    assert (run.status, said["exit"], run.err) == (1, 1, "")
    built = {output["file"] for output in said["outputs"]}
    assert len(built) == 7
    folder = inconsistent.parent / "build" / inconsistent.name
    assert all((folder / file).is_file() for file in built)


def test_people_are_told_the_same(inconsistent: Path) -> None:
    run = papergen("check", inconsistent)
    assert (run.status, run.err) == (1, "")
    assert run.lines[-1] == f"{inconsistent}: 4 warnings."
    assert "warning: financial_profile.xlsx, sheet “Revised forecast”, cell E8" in run.lines

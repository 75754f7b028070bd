"""What moved between two meetings is said once, with its direction and size."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import papergen
from openpyxl import load_workbook
from pypdf import PdfReader
from spreadsheets import rows_of, save_recalculated, table_of


def put(path: Path, table: str, row: str, column: str, value: object) -> None:
    """Enter a value in a table's row that holds a text, and save the workbook."""
    book = load_workbook(path)
    sheet, (left, top, right, _) = table_of(book, table)
    headings = [sheet.cell(top, position).value for position in range(left, right + 1)]
    number = next(
        index for index, each in enumerate(rows_of(book, table)) if row in map(str, each.values())
    )
    sheet.cell(top + 1 + number, left + headings.index(column)).value = value
    book.save(path)


@pytest.fixture(scope="module")
def meetings(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with two meetings: the sample, and a later one with two cells changed."""
    folder = tmp_path_factory.mktemp("meetings")
    sample = checkout / "inputs" / "2024-10-10"
    shutil.copytree(sample, folder / "2024-10-10")
    later = folder / "2024-12-05"
    shutil.copytree(sample, later)
    profile, tracker = later / "financial_profile.xlsx", later / "condition_tracker.xlsx"
    put(profile, "Forecast", "Top-up funding: mainstream schools", "2024/25", 24.1)
    put(tracker, "Conditions", "6", "Status", "On track")
    books = [load_workbook(path) for path in (profile, tracker)]
    for made, path in zip(
        save_recalculated(books, folder / "recalculated"), (profile, tracker), strict=True
    ):
        shutil.copy(made, path)
    yield folder


def test_what_moved_is_said_with_its_direction_and_size(meetings: Path) -> None:
    run = papergen("diff", meetings / "2024-10-10", meetings / "2024-12-05", "--format", "json")
    changes = {change["name"]: change for change in run.json["changes"]}
    deficit = changes["Cumulative deficit before payments, 2024/25 (revised forecast)"]
    assert (deficit["movement"], deficit["difference"], deficit["unit"]) == ("up", "0.254", "£m")
    status = changes["Alternative provision, status (conditions)"]
    assert (status["before"]["text"], status["after"]["text"]) == ("At risk", "On track")
    assert status["movement"] == "changed"
    assert "Cumulative deficit before payments, 2024/25 (agreement)" not in changes
    counts = changes["In-year balance, forecast less agreement, 2024/25"]
    assert counts["before"]["text"].startswith("£10.156m")


def test_nothing_moves_between_a_meeting_and_its_own_build(meetings: Path, tmp_path: Path) -> None:
    papergen("build", meetings / "2024-10-10", "--out", tmp_path)
    built = tmp_path / "2024-10-10"
    for other in (built, built / "manifest.json"):
        run = papergen("diff", meetings / "2024-10-10", other)
        assert (run.status, run.out) == (0, "Nothing moved.\n")


def test_a_table_for_people_and_one_for_markdown(meetings: Path) -> None:
    pair = (meetings / "2024-10-10", meetings / "2024-12-05")
    name = "Cumulative deficit before payments, 2024/25 (revised forecast)"
    (line,) = [line for line in papergen("diff", *pair).lines if line.startswith(name)]
    assert line.split()[-3:] == ["£94.656m", "£94.91m", "+£0.254m"]
    rows = papergen("diff", *pair, "--format", "markdown").lines
    assert f"| {name} | £94.656m | £94.91m | +£0.254m |" in rows


def test_a_paper_can_say_what_has_changed_since_the_last_report(
    meetings: Path, tmp_path: Path
) -> None:
    later = tmp_path / "2024-12-05"
    shutil.copytree(meetings / "2024-12-05", later)
    shutil.copytree(meetings / "2024-10-10", tmp_path / "2024-10-10")
    toml = later / "meeting.toml"
    toml.write_text('previous = "../2024-10-10"\n' + toml.read_text("utf-8"), "utf-8")
    (later / "templates").mkdir()
    template = Path(__file__).parents[2] / "templates" / "send-transformation-update.md.jinja"
    (later / "templates" / template.name).write_text(
        template.read_text("utf-8") + '\n{% include "changes-since-last-report.md.jinja" %}\n',
        "utf-8",
    )
    run = papergen("build", later, "--out", tmp_path / "build", "--format", "pdf")
    assert run.status == 0, run.out
    (built,) = (tmp_path / "build").glob("*/public/07-send-*.pdf")
    text = " ".join("".join(page.extract_text() for page in PdfReader(built).pages).split())
    _, _, block = text.partition("Changes since the last report")
    assert "£94.656m £94.91m +£0.254m" in block
    assert "At risk On track changed" in block


def test_a_previous_meeting_that_is_not_there_is_said_plainly(
    meetings: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later"
    shutil.copytree(meetings / "2024-10-10", later)
    toml = later / "meeting.toml"
    toml.write_text('previous = "../absent"\n' + toml.read_text("utf-8"), "utf-8")
    run = papergen("check", later)
    assert run.status == 2
    assert "absent is no meeting's folder" in run.out


def test_what_is_no_meeting_is_said_plainly(meetings: Path, tmp_path: Path) -> None:
    run = papergen("diff", meetings / "2024-10-10", tmp_path)
    assert run.status == 2
    assert "is no meeting's folder" in run.err

"""A cell that changes, changes what is printed of it everywhere, and nothing else does.

The cells are edited and worked out anew as a user does it, in another program than papergen. What
may change in the papers is told from the cells that changed: each of them, and each difference
between two figures of the same year and kind.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from command_line import papergen
from libreoffice import LibreOffice
from lxml import etree
from openpyxl import Workbook, load_workbook
from published import FORMATS, Paper, read_papers, words_of
from spreadsheets import rows_of, save_recalculated, table_of

WORKBOOKS = ("condition_tracker.xlsx", "financial_profile.xlsx")
REPORT, APPENDIX = "07-send-transformation-update", "07-appendix-2-dfe-monitoring-report"
PROFILES = ("Agreement", "Forecast", "LastReport")
VALUES = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"

STATUS = [("At", "On"), ("risk", "track")]  # the words of a status, before and after


@dataclass(frozen=True)
class Rebuilt:
    """A meeting built from edited workbooks: these, what was built, and how it reads."""

    books: dict[str, Workbook]
    folder: Path
    papers: dict[str, Paper]


def put(book: Workbook, table: str, row: str, column: str, value: object) -> None:
    """Enter a value in the first row of a table that holds some word or number."""
    sheet, (left, top, right, _) = table_of(book, table)
    headings = [sheet.cell(top, position).value for position in range(left, right + 1)]
    number = next(
        index for index, each in enumerate(rows_of(book, table)) if row in map(str, each.values())
    )
    sheet.cell(top + 1 + number, left + headings.index(column)).value = value


@pytest.fixture(scope="module")
def saved(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two meetings whose workbooks another program saved: as they are, and with two cells edited.

    These are a figure of the forecast and the status of a condition.
    """
    books = [load_workbook(sample / name) for _ in range(2) for name in WORKBOOKS]
    put(books[2], "Conditions", "6", "Status", "On track")
    put(books[3], "Forecast", "Top-up funding: mainstream schools", "2024/25", 24.1)
    work = tmp_path_factory.mktemp("saved")
    files = save_recalculated(books, work)
    meetings = (work / "as-they-are" / sample.name, work / "edited" / sample.name)
    for meeting, (tracker, profile) in zip(meetings, (files[:2], files[2:]), strict=True):
        shutil.copytree(sample, meeting)
        shutil.copyfile(tracker, meeting / "condition_tracker.xlsx")
        shutil.copyfile(profile, meeting / "financial_profile.xlsx")
    return meetings


def build(meeting: Path) -> Path:
    run = papergen("build", meeting, "--out", meeting.parent / "build")
    assert (run.status, run.err) == (0, ""), run.out
    return meeting.parent / "build" / meeting.name


@pytest.fixture(scope="module")
def rebuilt(saved: tuple[Path, Path], libreoffice: LibreOffice) -> Rebuilt:
    """The meeting with the two cells edited."""
    folder = build(saved[1])
    books = {name: load_workbook(saved[1] / name, data_only=True) for name in WORKBOOKS}
    return Rebuilt(books, folder, read_papers(folder / "public", libreoffice))


def changes(before: Paper, after: Paper, kind: str) -> list[tuple[str, str]]:
    """The words that differ between two builds, before and after; there are as many in both."""
    pairs = zip(words_of(before.pieces[kind]), words_of(after.pieces[kind]), strict=True)
    texts = zip(before.alternatives[kind], after.alternatives[kind], strict=True)
    spoken = (pair for one, other in texts for pair in zip(one.split(), other.split(), strict=True))
    return [
        (one.strip(".,;()"), other.strip(".,;()"))
        for one, other in (*pairs, *spoken)
        if one != other
    ]


# --- The cell alone -----------------------------------------------------------------------------


def test_workbooks_that_another_program_saved_give_the_same_papers(
    built: Path, saved: tuple[Path, Path]
) -> None:
    folder = build(saved[0])
    for path in sorted((built / "public").iterdir()):
        assert (folder / "public" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("kind", FORMATS)
def test_changed_status_is_changed_wherever_it_stands(
    papers: dict[str, Paper], rebuilt: Rebuilt, kind: str
) -> None:
    now = rebuilt.papers
    in_report, in_appendix = (
        [pair for pair in changes(papers[name], now[name], kind) if pair in STATUS]
        for name in (REPORT, APPENDIX)
    )
    assert in_report == STATUS
    assert in_appendix == STATUS * 2


# --- A figure, and what is worked out of it -----------------------------------------------------


def in_table(value: Decimal, places: int = 3) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}".replace("-", "−")


def in_sentence(value: Decimal) -> str:
    sign = "−" if value < 0 else ""
    return f"{sign}£{in_table(abs(value)).rstrip('0').rstrip('.')}m"


def profile(book: Workbook, table: str) -> dict[tuple[str, str], Decimal]:
    """The figures of a profile by line and year."""
    return {
        (row["Line"], year): Decimal(str(round(value, 6)))
        for row in rows_of(book, table)
        for year, value in row.items()
        if "/" in year and value is not None
    }


def figures(books: dict[str, Workbook]) -> dict[tuple[Any, ...], Decimal]:
    """The figures of all profiles, and the differences between the forecast and the others."""
    book = books["financial_profile.xlsx"]
    tables = {table: profile(book, table) for table in PROFILES}
    found: dict[tuple[Any, ...], Decimal] = {
        (table, *place): value for table, lines in tables.items() for place, value in lines.items()
    }
    forecast = tables["Forecast"]
    for other in ("Agreement", "LastReport"):
        for place, value in tables[other].items():
            if place in forecast:
                found["Forecast less", other, *place] = forecast[place] - value
    return found


def wordings(value: Decimal) -> Iterator[str]:
    plus = "+" if value > 0 else ""
    yield from (in_table(value), plus + in_table(value), in_sentence(value))
    yield in_sentence(abs(value))


@pytest.fixture(scope="module")
def explained(sample: Path, rebuilt: Rebuilt) -> set[tuple[str, str]]:
    """How the figures that changed may be printed, before and after."""
    books = {name: load_workbook(sample / name, data_only=True) for name in WORKBOOKS}
    before, now = figures(books), figures(rebuilt.books)
    assert before.keys() == now.keys()
    changed = {place for place in before if before[place] != now[place]}
    assert ("Forecast", "Top-up funding: mainstream schools", "2024/25") in changed
    assert 20 < len(changed) < len(before) / 4
    return {
        pair
        for place in changed
        for pair in zip(wordings(before[place]), wordings(now[place]), strict=True)
    }


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_only_figures_of_the_changed_cells_change(
    papers: dict[str, Paper],
    rebuilt: Rebuilt,
    explained: set[tuple[str, str]],
    name: str,
    kind: str,
) -> None:
    changed = set(changes(papers[name], rebuilt.papers[name], kind))
    assert changed - set(STATUS) <= explained


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_no_figure_stays_as_it_was(
    papers: dict[str, Paper],
    rebuilt: Rebuilt,
    explained: set[tuple[str, str]],
    name: str,
    kind: str,
) -> None:
    changed = set(changes(papers[name], rebuilt.papers[name], kind))
    before = {one for one, _ in changed - set(STATUS)}
    left = {word.strip(".,;()") for word in words_of(rebuilt.papers[name].pieces[kind])}
    assert not before & left
    assert not {one for one, _ in explained if one.startswith("£")} & left


@pytest.mark.parametrize("kind", FORMATS)
def test_figures_are_worked_out_as_a_reader_would(rebuilt: Rebuilt, kind: str) -> None:
    """The forecast of top-ups went up by £0.254m, from £23.846m to £24.1m."""
    now = rebuilt.papers
    report, appendix = (" ".join(words_of(now[name].pieces[kind])) for name in (REPORT, APPENDIX))
    for sentence in (
        "The forecast is now £94.91m, which is £10.41m above it.",
        "is now forecast at £38.663m, £10.41m above the plan",
        "at £175.434m, £38.234m above the plan",
        "shows an increase of £6.696m",
        "The forecast overspend of £10.41m against the plan",
        "forecast at £60.07m at the end of 2024/25 and £108.434m at the end of 2028/29",
        "2024/25 28.253 38.663 84.500 94.910 +10.410",
    ):
        assert sentence in report
    assert "Top-up funding: mainstream schools 21.150 24.100 +2.950" in appendix
    assert "2024/25 8.040 49.660 60.070" in appendix


@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_charts_in_word_show_the_changed_figures(
    built: Path, rebuilt: Rebuilt, explained: set[tuple[str, str]], name: str
) -> None:
    before = list(chart_values(built / "public" / f"{name}.docx"))
    now = list(chart_values(rebuilt.folder / "public" / f"{name}.docx"))
    moved = {
        (in_table(Decimal(one)), in_table(Decimal(other)))
        for one, other in zip(before, now, strict=True)
        if one != other
    }
    assert ("94.656", "94.910") in moved and ("175.180", "175.434") in moved
    assert moved <= explained


def chart_values(document: Path) -> Iterator[str]:
    """Yield the values that the charts of a Word document show."""
    with ZipFile(BytesIO(document.read_bytes())) as package:
        for part in sorted(package.namelist()):
            if part.startswith("word/charts/chart"):
                yield from (
                    str(value.text) for value in etree.fromstring(package.read(part)).iter(VALUES)
                )

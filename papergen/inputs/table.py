"""Finding a layout's table in a workbook, and reading its rows.

A table is found by its Excel name, or else by its header row, wherever that stands; its columns by
their headings, in any order, among any others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar, cast

from papergen.cell import Cell, Entry
from papergen.figure import Figure, Unit
from papergen.finding import Findings, Place
from papergen.inputs.financial_year import financial_year
from papergen.inputs.layout import Column, Layout
from papergen.inputs.value import Asked, Value, is_blank, read_value, unit_of
from papergen.inputs.workbook import Area, Sheet, Workbook
from papergen.spelling import closest

E = TypeVar("E", bound=Enum)

_YEAR = Column("year", "money", "The figure of the year; 0 for none.")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what its cells say, by the heading of their column.

    A row is only taken into the context once its table has no finding that is an error, so that
    what must be there is there.

    :param by_year: money by financial year, ``2024/25``.
    :param first: the row's first cell, for findings on the row as a whole.
    """

    values: Mapping[str, Value]
    by_year: Mapping[str, Figure]
    first: Cell

    def text(self, heading: str) -> Entry[str]:
        """Return the text of a column that may not be blank."""
        return cast(Entry[str], self.values[heading])

    def text_or_none(self, heading: str) -> Entry[str] | None:
        """Return the text of a column that may be blank or missing."""
        return cast("Entry[str] | None", self.values.get(heading))

    def day(self, heading: str) -> Entry[date]:
        """Return the date of a column that may not be blank."""
        return cast(Entry[date], self.values[heading])

    def day_or_none(self, heading: str) -> Entry[date] | None:
        """Return the date of a column that may be blank or missing."""
        return cast("Entry[date] | None", self.values.get(heading))

    def choice(self, heading: str, kind: type[E]) -> Entry[E]:
        """Return the choice of a column that may not be blank."""
        return cast(Entry[E], self.values[heading])

    def choice_or_none(self, heading: str, kind: type[E]) -> Entry[E] | None:
        """Return the choice of a column that may be blank or missing."""
        return cast("Entry[E] | None", self.values.get(heading))

    def figure(self, heading: str) -> Figure:
        """Return the number of a column that may not be blank."""
        return cast(Figure, self.values[heading])

    def figure_or_none(self, heading: str) -> Figure | None:
        """Return the number of a column that may be blank or missing."""
        return cast("Figure | None", self.values.get(heading))

    def anything(self, heading: str) -> Entry[Any] | Figure:
        """Return what a column of kind ``any`` holds."""
        return cast("Entry[Any] | Figure", self.values[heading])


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that stand in a layout's table, and the place of its header row.

    :param years: the financial years that it has columns for, in order of time.
    """

    layout: Layout
    rows: tuple[Row, ...]
    years: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a table stands: its sheet and area, header row included."""

    sheet: Sheet
    area: Area


def read_tables(
    workbook: Workbook, layouts: Sequence[Layout], findings: Findings
) -> dict[str, Table]:
    """Return the sound tables of a workbook by the names of their layouts.

    A table that is missing or empty, a column that is missing or stands twice, merged cells, and
    every cell that does not hold what its column expects, are findings; such a table is left out.
    """
    named = {
        name.casefold(): _Found(sheet, area)
        for sheet in workbook.sheets
        for name, area in sheet.tables.items()
    }
    tables: dict[str, Table] = {}
    for layout in layouts:
        found = named.get(layout.name.casefold())
        if found is None:
            taken = [
                named[each.name.casefold()] for each in layouts if each.name.casefold() in named
            ]
            found = _find_by_headings(workbook, layout, layouts, taken, findings)
        if found is None:
            continue
        in_table = Findings()
        table = _read_table(found, layout, in_table)
        for finding in in_table:
            findings.add(finding)
        if table is not None and not in_table.stop:
            tables[layout.name] = table
    return tables


# --- Where the table stands ---------------------------------------------------------------------


def _find_by_headings(
    workbook: Workbook,
    layout: Layout,
    layouts: Sequence[Layout],
    taken: Iterable[_Found],
    findings: Findings,
) -> _Found | None:
    """Return the table under the header row that fits a layout best."""
    candidates = [
        candidate
        for sheet in workbook.sheets
        for candidate in _header_rows(sheet, layout)
        if not any(
            candidate.sheet is other.sheet and candidate.area.overlaps(other.area)
            for other in taken
        )
    ]
    named = [candidate for candidate in candidates if _is_titled(candidate, layout)]
    alike = any(each is not layout and _headings(each) == _headings(layout) for each in layouts)
    chosen = named or ([] if alike or layout.optional else candidates)
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        places = "; ".join(f"sheet “{each.sheet.name}”, {each.area}" for each in chosen)
        findings.error(
            "ambiguous-table",
            Place(workbook.name),
            found=f"more than one table that could be “{layout.title}”: {places}",
            expected=f"one table called {layout.name}",
            mend=f"Name the right one {layout.name} in Excel (Table Design, Table Name).",
        )
    elif not layout.optional:
        findings.error(
            "missing-table",
            Place(workbook.name),
            found=f"no table called {layout.name}, and no header row like it",
            expected=f"“{layout.title}”, with the columns {', '.join(_required(layout))}",
            mend=f"Add the table; “papergen new” makes a blank workbook with a sheet "
            f"“{layout.sheet}” to copy.",
        )
    return None


def _header_rows(sheet: Sheet, layout: Layout) -> Iterator[_Found]:
    """Yield what could be the layout's table: a row with most of the headings, and what is below.

    Half of the required headings must be there, and a year where the layout asks for years.
    """
    wanted = {_folded(heading) for heading in _required(layout)}
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        if isinstance(cell.raw, str):
            rows.setdefault(row, {})[column] = cell.raw
    for row, headings in sorted(rows.items()):
        present = wanted & {_folded(words) for words in headings.values()}
        has_year = any(financial_year(words) for words in headings.values())
        if len(present) * 2 > len(wanted) and (has_year or not layout.by_year):
            left = min(headings)
            right = left
            while _is_heading(sheet, row, right + 1):
                right += 1
            yield _Found(sheet, Area(row, left, _last_row(sheet, row, left, right), right))


def _is_heading(sheet: Sheet, row: int, column: int) -> bool:
    """Return whether a cell holds something, as the cells of a header row do."""
    return not is_blank(sheet.cell(row, column))


def _last_row(sheet: Sheet, header: int, left: int, right: int) -> int:
    """Return the last row before the first that is blank from end to end."""
    row = header
    while row < sheet.bottom and not _is_blank_row(sheet, row + 1, left, right):
        row += 1
    return row


def _is_blank_row(sheet: Sheet, row: int, left: int, right: int) -> bool:
    return all(is_blank(sheet.cell(row, column)) for column in range(left, right + 1))


def _is_titled(found: _Found, layout: Layout) -> bool:
    """Return whether the sheet, or a line above the table, is called as the layout's table is."""
    names = {_folded(name) for name in (layout.name, layout.sheet, layout.title)}
    above = {
        _folded(str(cell.raw))
        for (row, _), cell in found.sheet.cells.items()
        if found.area.top - 3 <= row < found.area.top and isinstance(cell.raw, str)
    }
    return _folded(found.sheet.name) in names or bool(above & names)


def _required(layout: Layout) -> list[str]:
    return [column.heading for column in layout.columns if not column.optional]


def _headings(layout: Layout) -> set[str]:
    return {_folded(heading) for heading in _required(layout)}


def _folded(words: str) -> str:
    """Return a heading without what does not matter in it: capitals and spacing."""
    return "".join(words.split()).casefold()


# --- What stands in it --------------------------------------------------------------------------


def _read_table(found: _Found, layout: Layout, findings: Findings) -> Table | None:
    sheet, area = found.sheet, found.area
    place = Place(sheet.workbook, sheet.name, str(Area(area.top, area.left, area.top, area.right)))
    whole = _report_merged(sheet, area, findings)
    by_heading, by_year, sound = _columns(sheet, area, layout, findings, place)
    if not whole:
        return None
    # The rows are read even if a column lacks, so that all findings come at once.
    rows = tuple(
        _read_row(sheet, row, area.left, layout, by_heading, by_year, findings)
        for row in range(area.top + 1, area.bottom + 1)
        if not _is_blank_row(sheet, row, area.left, area.right)
    )
    if not rows and not layout.optional:
        findings.error(
            "empty-table",
            place,
            found=f"no rows in “{layout.title}”",
            expected="at least one",
            mend="Fill the table in.",
        )
    _report_mixed_units(rows, findings)
    if not sound:
        return None
    return Table(layout, rows, tuple(sorted(by_year)), place)


def _report_merged(sheet: Sheet, area: Area, findings: Findings) -> bool:
    merged = [each for each in sheet.merged if each.overlaps(area)]
    for each in merged:
        findings.error(
            "merged-cells",
            Place(sheet.workbook, sheet.name, str(each)),
            found="merged cells in a table",
            expected="one cell for each row and column",
            mend="Unmerge them (Home, Merge & Center) and fill each cell in.",
        )
    return not merged


def _columns(
    sheet: Sheet, area: Area, layout: Layout, findings: Findings, place: Place
) -> tuple[dict[str, int], dict[str, int], bool]:
    """Return the columns by heading and by financial year, and whether all are there once."""
    known = {_folded(column.heading): column.heading for column in layout.columns}
    by_heading: dict[str, int] = {}
    by_year: dict[str, int] = {}
    others: dict[str, Cell] = {}
    sound = True
    for column in range(area.left, area.right + 1):
        cell = sheet.cell(area.top, column)
        words = " ".join(str(cell.raw or "").split())
        heading = known.get(_folded(words))
        year = financial_year(words) if layout.by_year and heading is None else None
        if heading is None and year is None:
            others[words] = cell
            continue
        seen, name = (by_heading, heading) if heading is not None else (by_year, year)
        assert name is not None
        if name in seen:
            sound = False
            findings.error(
                "duplicate-column",
                Place.of(cell),
                found=f"the column “{words}” a second time",
                expected=f"one column “{name}”",
                mend=f"Rename or delete one of the two; the first is in "
                f"{sheet.cell(area.top, seen[name]).address}.",
            )
        seen.setdefault(name, column)
    for column_layout in layout.columns:
        if column_layout.heading not in by_heading and not column_layout.optional:
            sound = False
            _report_missing(column_layout.heading, others, findings, place)
    if layout.by_year and not by_year:
        sound = False
        findings.error(
            "missing-column",
            place,
            found="no column for a financial year",
            expected="columns headed 2024/25, 2025/26 and so on",
            mend="Head each year's column by its financial year.",
        )
    return by_heading, by_year, sound


def _report_missing(
    heading: str, others: Mapping[str, Cell], findings: Findings, place: Place
) -> None:
    guess = closest(heading, [words for words in others if words]) or next(
        (words for words in others if _folded(heading) in _folded(words)), None
    )
    renamed = f"; “{guess}” in {others[guess].address} may be meant" if guess else ""
    findings.error(
        "missing-column",
        Place.of(others[guess]) if guess else place,
        found=f"no column headed “{heading}”{renamed}",
        expected=f"a column headed “{heading}”",
        mend="Rename that column." if guess else "Add the column, or rename the one that holds it.",
    )


def _read_row(
    sheet: Sheet,
    row: int,
    left: int,
    layout: Layout,
    by_heading: Mapping[str, int],
    by_year: Mapping[str, int],
    findings: Findings,
) -> Row:
    first = next(
        cell
        for column in range(left, sheet.right + 1)
        if not is_blank(cell := sheet.cell(row, column))
    )
    named_by = by_heading.get(layout.named_by or layout.columns[0].heading)
    lead = _words(sheet.cell(row, named_by)) if named_by else ""

    def ask(column: Column, position: int, unit: Unit | None, what: str) -> Value:
        return read_value(
            Asked(
                sheet.cell(row, position),
                column,
                findings,
                sheet.formats.get((row, position), ""),
                unit,
                f"{lead or layout.title}, {what} ({layout.sheet.lower()})",
            )
        )

    values: dict[str, Value] = {}
    unit: Unit | None = None
    # A row's unit is read before the money that is counted in it.
    for column in sorted(layout.columns, key=lambda each: each.heading != "Unit"):
        position = by_heading.get(column.heading)
        if position is None:
            continue
        value = ask(column, position, unit, column.heading.lower())
        values[column.heading] = value
        if column.heading == "Unit" and isinstance(value, Entry):
            unit = value.value if isinstance(value.value, Unit) else unit_of(value.value)
    figures = {
        year: figure
        for year, position in by_year.items()
        if isinstance(figure := ask(_YEAR, position, unit, year), Figure)
    }
    return Row(values, figures, first)


def _words(cell: Cell) -> str:
    """Return what a row is called by, from the cell of its first column in the layout."""
    if isinstance(cell.raw, date):
        return f"{cell.raw:%B %Y}"
    return "" if cell.raw is None else str(cell.raw).strip()


def _report_mixed_units(rows: Iterable[Row], findings: Findings) -> None:
    """Report a row in another unit than the others of its table: rarely meant, often a slip."""
    units = [
        row.values["Unit"]
        for row in rows
        if row.by_year and isinstance(row.values.get("Unit"), Entry)
    ]
    counts = Counter(unit.value for unit in units if isinstance(unit, Entry))
    if len(counts) < 2:
        return
    usual, _ = counts.most_common(1)[0]
    for unit in units:
        if isinstance(unit, Entry) and unit.value is not usual:
            findings.warn(
                "mixed-units",
                Place.of(unit.cell),
                found=f"the unit {unit.value.value}",
                expected=f"{usual.value}, as in the other rows of the table",
                mend="Check that the figures in the row are in that unit.",
            )

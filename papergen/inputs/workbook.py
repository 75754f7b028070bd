"""Reading a workbook: its sheets, cells, Excel tables and merged ranges, as they stand in the file.

Nothing is understood here of what a workbook means: :mod:`.table` finds the tables of a layout in
it, and :mod:`.value` what their cells say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, is_zipfile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from papergen.cell import Cell
from papergen.finding import Findings, Place

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_PLAIN = str.maketrans({**dict.fromkeys("\uf0a7\uf0b7\uf0d8", "•"), "\t": " "})
"""Bullets as Word draws them in the fonts Symbol and Wingdings, and tabs, when they are pasted."""

_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] 2.2: old or encrypted workbooks


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns are counted from 1, and both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, position: tuple[int, int]) -> bool:
        row, column = position
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def overlaps(self, other: Area) -> bool:
        """Return whether the two have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def __str__(self) -> str:
        first = f"{get_column_letter(self.left)}{self.top}"
        last = f"{get_column_letter(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the cells that hold something, its Excel tables, its merged ranges.

    :param cells: by row and column, counted from 1.
    :param formats: number formats of the cells that hold a number.
    :param tables: area of each Excel table, header row included and totals row left out, by name.
    """

    workbook: str
    name: str
    cells: Mapping[tuple[int, int], Cell]
    formats: Mapping[tuple[int, int], str] = field(repr=False)
    tables: Mapping[str, Area]
    merged: tuple[Area, ...]

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, blank if the sheet has nothing there."""
        found = self.cells.get((row, column))
        return found or Cell(self.workbook, self.name, f"{get_column_letter(column)}{row}")

    @property
    def bottom(self) -> int:
        """The last row that holds something."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def right(self) -> int:
        """The last column that holds something."""
        return max((column for _, column in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: its sheets in the order of their tabs, hidden ones too."""

    name: str
    sheets: tuple[Sheet, ...]


def read_workbook(path: Path, findings: Findings) -> Workbook | None:
    """Return what a workbook holds, with the results of its formulas as they were last saved.

    A file that is missing, or is no workbook that can be read, is a finding, and nothing comes
    back.

    :param path: an ``.xlsx`` or ``.xlsm`` file.
    """
    if not path.is_file():
        findings.error(
            "missing-workbook",
            Place(path.name),
            found="no file of that name in the meeting's folder",
            expected="the workbook that meeting.toml names",
            mend="Put the workbook there, or correct its name under [workbooks] in meeting.toml.",
        )
        return None
    if not is_zipfile(path):
        _not_a_workbook(path, findings)
        return None
    try:
        results = load_workbook(path, data_only=True)
        formulas = load_workbook(path, data_only=False)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        _not_a_workbook(path, findings)
        return None
    return Workbook(
        path.name,
        tuple(
            _sheet(path.name, result, formula)
            for result, formula in zip(results.worksheets, formulas.worksheets, strict=True)
        ),
    )


def _not_a_workbook(path: Path, findings: Findings) -> None:
    old = path.read_bytes()[:8] == _OLE_SIGNATURE
    findings.error(
        "unreadable-workbook",
        Place(path.name),
        found=(
            "an old .xls workbook, or one that is protected by a password"
            if old
            else "a file that is not a whole Excel workbook"
        ),
        expected="an .xlsx workbook without a password",
        mend="Open it in Excel, take any password off, and save it as an Excel Workbook (.xlsx).",
    )


def _sheet(workbook: str, results: Any, formulas: Any) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    formats: dict[tuple[int, int], str] = {}
    for found in _filled(results):
        position = (found.row, found.column)
        raw = _readable(found.value)
        cells[position] = Cell(workbook, results.title, found.coordinate, raw)
        if isinstance(found.value, (int, float)):
            formats[position] = found.number_format
    for found in _filled(formulas):
        if found.data_type == "f":
            position = (found.row, found.column)
            known = cells.get(position)
            nothing = "" if results[found.coordinate].data_type == "str" else None  # ="" or unsaved
            cells[position] = Cell(
                workbook,
                results.title,
                found.coordinate,
                known.raw if known else nothing,
                str(getattr(found.value, "text", found.value)),
            )
    return Sheet(
        workbook,
        results.title,
        cells,
        formats,
        {table.name: _table_area(table) for table in formulas.tables.values()},
        tuple(_area(str(merged)) for merged in results.merged_cells.ranges),
    )


def _readable(raw: Any) -> Any:
    """Return what a cell holds, without characters that mean something to some programs alone."""
    if not isinstance(raw, str):
        return raw
    return _PRIVATE_USE.sub(UNREADABLE, raw.translate(_PLAIN))


def _filled(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _table_area(table: Any) -> Area:
    area = _area(table.ref)
    return Area(area.top, area.left, area.bottom - (table.totalsRowCount or 0), area.right)


def _area(reference: str) -> Area:
    left, top, right, bottom = range_boundaries(reference)
    return Area(int(top or 1), int(left or 1), int(bottom or 1), int(right or 1))

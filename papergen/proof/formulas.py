"""The formulas of a meeting's workbooks: which cells change if a cell changes."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import range_boundaries

from papergen.cell import Cell
from papergen.inputs.workbook import Area, Sheet, Workbook

_REFERENCE = re.compile(r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!)?(?P<range>[^!]+)\Z")


@dataclass(frozen=True, slots=True)
class Formulas:
    """The cells of some workbooks, and which of them each cell's formula reads.

    :param cells: as the workbooks hold them, with values and formulas, each by its place.
    :param readers: for each cell, those whose formulas read it.
    """

    cells: Mapping[Cell, Cell]
    readers: Mapping[Cell, tuple[Cell, ...]]

    def dependents(self, cells: Iterable[Cell]) -> set[Cell]:
        """Return some cells and all that change with them, however many formulas lie between."""
        found = set(cells)
        waiting = deque(found)
        while waiting:
            for reader in self.readers.get(waiting.popleft(), ()):
                if reader not in found:
                    found.add(reader)
                    waiting.append(reader)
        return found


def read_formulas(workbooks: Iterable[Workbook]) -> Formulas:
    """Return the formulas of some workbooks; what they read in other workbooks is left out."""
    cells: dict[Cell, Cell] = {}
    readers: dict[Cell, dict[Cell, None]] = {}
    for workbook in workbooks:
        sheets = {sheet.name.casefold(): sheet for sheet in workbook.sheets}
        for sheet in workbook.sheets:
            for cell in sheet.cells.values():
                cells[cell] = cell
                for read in _cells_read(cell, sheet, sheets):
                    readers.setdefault(read, {})[cell] = None
    return Formulas(cells, {cell: tuple(found) for cell, found in readers.items()})


def _cells_read(cell: Cell, sheet: Sheet, sheets: Mapping[str, Sheet]) -> Iterator[Cell]:
    if not cell.formula:
        return
    for token in Tokenizer(cell.formula).items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            yield from _cells_of(token.value, sheet, sheets)


def _cells_of(reference: str, sheet: Sheet, sheets: Mapping[str, Sheet]) -> Iterator[Cell]:
    """Yield the cells that a reference names and that hold something."""
    parts = _REFERENCE.match(reference)
    if parts is None:
        return
    name = (parts["quoted"] or parts["plain"] or sheet.name).replace("''", "'")
    there = sheets.get(name.casefold())
    if there is None:
        return
    area = _area(parts["range"], there)
    if area is not None:
        yield from (cell for place, cell in there.cells.items() if place in area)


def _area(reference: str, sheet: Sheet) -> Area | None:
    """Return the area of a range such as ``D5:D9``, or of a table, as in ``Agreement[2024/25]``."""
    table, bracket, _ = reference.partition("[")
    if bracket:
        return next((sheet.tables[name] for name in sheet.tables if name == table), None)
    try:
        left, top, right, bottom = range_boundaries(reference.replace("$", ""))
    except ValueError:
        return None  # a defined name, or an error
    last_row, last_column = int(bottom or sheet.bottom), int(right or sheet.right)
    return Area(int(top or 1), int(left or 1), last_row, last_column)

"""The grid of a table, ``w:tblGrid`` (ECMA-376 part 1, 17.4.48), after a loop over columns."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

_WIDTH = qn("w:w")
_CELL_WIDTH = f"{qn('w:tcPr')}/{qn('w:tcW')}"
_SLACK = 0.02  # of a table's width, by which Word lets a cell and the grid differ


def fit_grids(root: _Element) -> None:
    """Let the columns of each table share its width as its cells ask for, in place.

    A loop over columns copies cells with the width that they were drawn with; together they may
    come to more or less than the table, whose width is that of its grid.
    """
    for table in root.iter(qn("w:tbl")):
        grid, first = table.find(qn("w:tblGrid")), table.find(qn("w:tr"))
        if grid is None or first is None:
            continue
        given = [int(column.get(_WIDTH, "0")) for column in grid]
        asked = [_width(cell) for cell in first.iterfind(qn("w:tc"))]
        if not all(asked) or _agree(given, asked):
            continue
        whole = sum(given)
        widths = [round(width * whole / sum(asked)) for width in asked]
        grid[:] = [OxmlElement("w:gridCol", {_WIDTH: str(width)}) for width in widths]
        for row in table.iterfind(qn("w:tr")):
            for cell, width in zip(row.iterfind(qn("w:tc")), widths, strict=False):
                _set_width(cell, width)


def _agree(given: list[int], asked: list[int]) -> bool:
    slack = _SLACK * sum(given)
    return len(given) == len(asked) and all(
        abs(ours - theirs) <= slack for ours, theirs in zip(given, asked, strict=True)
    )


def _width(cell: _Element) -> int:
    """Return the width that a cell asks for in twentieths of a point, or 0 for another measure."""
    width = cell.find(_CELL_WIDTH)
    if width is None or width.get(qn("w:type")) != "dxa":
        return 0
    return int(width.get(_WIDTH, "0"))


def _set_width(cell: _Element, width: int) -> None:
    element = cell.find(_CELL_WIDTH)
    if element is not None:
        element.set(qn("w:type"), "dxa")
        element.set(_WIDTH, str(width))

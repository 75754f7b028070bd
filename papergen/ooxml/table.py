"""Tables: ``w:tbl`` (ECMA-376 part 1, 17.4), with one header row and without merged cells.

Elements are put together here and not through python-docx, which takes a millisecond a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from lxml.etree import _Element

from papergen.ooxml.text import without_forbidden
from papergen.paper.document import Inlines, Table, plain_text

_TR, _TC, _TCPR, _TCW = qn("w:tr"), qn("w:tc"), qn("w:tcPr"), qn("w:tcW")
_W, _TYPE = qn("w:w"), qn("w:type")

# What a cell's text takes up: a character, in twentieths of a point; the white space beside it, and
# the longest word that gets room unbroken, in characters.
_CHARACTER, _MARGIN, _WORD = 120, 2, 24


def table(style: str, widths: Sequence[int], *, title: str, description: str) -> _Element:
    """Return a ``w:tbl`` without rows.

    :param style: id of its table style, whose looks of first row and first column it takes.
    :param widths: of the columns, in twentieths of a point.
    :param title: its accessible name; ``description`` what is in it, for who cannot see it.
    """
    element = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle/>"
        f"<w:tblW w:w='{sum(widths)}' w:type='dxa'/><w:tblLayout w:type='fixed'/>"
        "<w:tblLook w:val='04A0' w:firstRow='1' w:lastRow='0' w:firstColumn='1' w:lastColumn='0'"
        " w:noHBand='0' w:noVBand='1'/><w:tblCaption/><w:tblDescription/></w:tblPr>"
        "<w:tblGrid/></w:tbl>"
    )
    properties, grid = element
    named = {
        qn("w:tblStyle"): style,
        qn("w:tblCaption"): without_forbidden(title),
        qn("w:tblDescription"): without_forbidden(description),
    }
    for each in properties:
        if each.tag in named:
            each.set(qn("w:val"), named[each.tag])
    for width in widths:
        grid.append(OxmlElement("w:gridCol", {_W: str(width)}))
    return element


def row(cells: Iterable[_Element], widths: Sequence[int], *, header: bool = False) -> _Element:
    """Return a ``w:tr`` that no page break parts.

    :param cells: the paragraph in each cell.
    :param header: whether it is repeated at the top of each page that the table runs on to.
    """
    element = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    element.append(properties)
    for paragraph, width in zip(cells, widths, strict=True):
        cell = element.makeelement(_TC)
        cell_properties = element.makeelement(_TCPR)
        cell_properties.append(element.makeelement(_TCW, {_W: str(width), _TYPE: "dxa"}))
        cell.append(cell_properties)
        cell.append(paragraph)
        element.append(cell)
    return element


def column_widths(table: Table, width: int) -> list[int]:
    """Return the width of each column of a paper's table, which together make up the whole width.

    Where the paper says nothing, a column gets room for its longest word, and then for its longest
    line as far as there is room for all.

    :param width: of the table, in twentieths of a point, as are those returned.
    """
    shares = [column.width for column in table.columns if column.width is not None]
    if len(shares) < len(table.columns):
        headings = tuple(column.heading for column in table.columns)
        shares = _rooms(zip(headings, *table.rows, strict=True), width / _CHARACTER)
    ends = [round(width * total / sum(shares)) for total in accumulate(shares)]
    return [end - start for start, end in pairwise([0, *ends])]


def _rooms(columns: Iterable[tuple[Inlines, ...]], line: float) -> list[float]:
    """Return how many characters of a line each column gets."""
    texts = [[plain_text(cell) for cell in cells] for cells in columns]
    words = [_longest(text.split() for text in column) for column in texts]
    lines = [_longest(text.split("\n") for text in column) for column in texts]
    needed = [min(word, _WORD) + _MARGIN for word in words]
    wanted = [max(need, line + _MARGIN) for need, line in zip(needed, lines, strict=True)]
    spare = max(line - sum(needed), 0) / max(sum(wanted) - sum(needed), 1)
    return [need + (want - need) * min(spare, 1) for need, want in zip(needed, wanted, strict=True)]


def _longest(pieces: Iterable[list[str]]) -> int:
    return max((len(piece) for each in pieces for piece in each), default=0)

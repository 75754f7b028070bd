"""Where the points of a native chart come from, kept with each series in an extension.

ECMA-376 part 1, 21.2.2.67 (``c:extLst``): programs pass over what they do not know in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree
from lxml.etree import _Element
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from papergen.cell import Cell
from papergen.figure import Figure
from papergen.ooxml.content_control import NAMESPACE
from papergen.ooxml.text import without_forbidden
from papergen.paper.document import Series
from papergen.paper.imprint import figure_name

_EXTENSION = "{2F5B8C61-7A0E-4B57-9C1D-3E6A4D0F9B28}"
_POINT = f"{{{NAMESPACE}}}point"
_PLACE = f"{qn('c:extLst')}/{qn('c:ext')}"


@dataclass(frozen=True, slots=True)
class Source:
    """What a point is and which cells it comes from, as long as it has the value that it had."""

    value: Decimal
    name: str
    cells: tuple[Cell, ...]


def keep_sources(row: _Element, series: Series) -> None:
    """Put into a ``c:ser`` where the points of its series come from."""
    extensions = parse_xml(
        f"<c:extLst {nsdecls('c')}><c:ext uri='{_EXTENSION}' xmlns:p='{NAMESPACE}'><p:points/>"
        "</c:ext></c:extLst>"
    )
    (points,) = extensions.iter(f"{{{NAMESPACE}}}points")
    for index, figure in enumerate(series.points):
        if figure is not None:
            points.append(_point(index, figure))
    row.append(extensions)


def copy_sources(row: _Element, fresh: _Element) -> None:
    """Put into a ``c:ser`` what another says of where its points come from."""
    extensions = row.find(qn("c:extLst"))
    if extensions is None:
        extensions = parse_xml(f"<c:extLst {nsdecls('c')}/>")
        row.append(extensions)
    for extension in list(extensions):
        if extension.get("uri") == _EXTENSION:
            extensions.remove(extension)
    for extension in fresh.findall(_PLACE):
        if extension.get("uri") == _EXTENSION:
            extensions.append(deepcopy(extension))


def _point(index: int, figure: Figure) -> _Element:
    element = etree.Element(_POINT, nsmap={"p": NAMESPACE})
    element.set("idx", str(index))
    element.set("value", f"{figure.value:f}")
    element.set("name", without_forbidden(figure_name(figure)))
    places = [[cell.workbook, cell.sheet, cell.address] for cell in figure.sources]
    element.set("cells", without_forbidden(json.dumps(places, ensure_ascii=False)))
    return element


def read_sources(row: _Element) -> Mapping[int, Source]:
    """Return where the points of a ``c:ser`` come from, by their index, as far as it is said."""
    return {
        int(point.get("idx", "0")): Source(
            Decimal(point.get("value", "0")),
            point.get("name", ""),
            tuple(Cell(*place) for place in json.loads(point.get("cells", "[]"))),
        )
        for extension in row.iterfind(_PLACE)
        if extension.get("uri") == _EXTENSION
        for point in extension.iter(_POINT)
    }

"""Reading a story of a Word document: its paragraphs and tables in order.

Content controls are read through to what they hold; inserted text counts and deleted text does
not, as when all changes are accepted (ECMA-376 part 1, 17.13.5 and 17.5.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml.etree import _Element

_TRANSPARENT = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:fldSimple")}


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one format, or a drawing.

    :param link: address that it leads to, if it is part of a hyperlink.
    :param drawing: the part that it shows (a picture or a chart), with its alternative text and
        its width in millimetres.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture or chart in a run."""

    part: Part
    title: str
    alternative: str
    width: float


@dataclass(frozen=True, slots=True)
class StyledParagraph:
    """A paragraph: the name of its style, its runs, and whether a page begins with it."""

    style: str
    runs: tuple[Run, ...]
    begins_page: bool = False

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each the paragraphs in it, and whether any cells are merged.

    :param widths: of the columns, in twentieths of a point.
    """

    rows: tuple[tuple[tuple[StyledParagraph, ...], ...], ...]
    widths: tuple[int, ...]
    merged: bool = False


def read_body(document: Document) -> Iterator[StyledParagraph | Grid]:
    """Yield the paragraphs and tables of a document's body, in order."""
    for element in _children(document.element.body):
        if element.tag == qn("w:p"):
            yield _paragraph(element, document)
        elif element.tag == qn("w:tbl"):
            yield _grid(element, document)


def _children(parent: _Element) -> Iterator[_Element]:
    for child in parent:
        if child.tag in _TRANSPARENT:
            yield from _children(child)
        else:
            yield child


def _paragraph(element: _Element, document: Document) -> StyledParagraph:
    style_id = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    styles = document.styles
    name = "Normal"
    if style_id is not None:
        by_id = {style.style_id: style.name for style in styles}
        name = by_id.get(style_id.get(qn("w:val")), name) or name
    runs = tuple(_runs(element, document))
    breaks = element.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None
    breaks = breaks or any(
        found.get(qn("w:type")) == "page" for found in element.iter(qn("w:br"))
    )
    return StyledParagraph(name, runs, breaks)


def _runs(parent: _Element, document: Document, link: str = "") -> Iterator[Run]:
    for child in _children(parent):
        if child.tag == qn("w:hyperlink"):
            relation = child.get(qn("r:id"))
            address = document.part.rels[relation].target_ref if relation else link
            yield from _runs(child, document, address)
        elif child.tag == qn("w:r"):
            yield from _run(child, document, link)


def _run(element: _Element, document: Document, link: str) -> Iterator[Run]:
    properties = element.find(qn("w:rPr"))
    bold, italic = _is_on(properties, "w:b"), _is_on(properties, "w:i")
    text = ""
    for child in element:
        if child.tag == qn("w:t"):
            text += child.text or ""
        elif child.tag == qn("w:tab"):
            text += "\t"
        elif child.tag in {qn("w:br"), qn("w:cr")} and child.get(qn("w:type")) != "page":
            text += "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            text += "\N{NON-BREAKING HYPHEN}"
        elif child.tag == qn("w:drawing"):
            drawing = _drawing(child, document)
            if drawing is not None:
                yield Run(drawing=drawing)
    if text:
        yield Run(text, bold, italic, link)


def _is_on(properties: _Element | None, tag: str) -> bool:
    """Return whether a toggle property is on (ECMA-376 part 1, 17.17.4)."""
    toggle = None if properties is None else properties.find(qn(tag))
    return toggle is not None and toggle.get(qn("w:val"), "true") not in {"0", "false", "off"}


def _drawing(element: _Element, document: Document) -> Drawing | None:
    relation = next(
        (
            found.get(qn(name))
            for tag, name in (("c:chart", "r:id"), ("a:blip", "r:embed"))
            for found in element.iter(qn(tag))
        ),
        None,
    )
    described = next(element.iter(qn("wp:docPr")), None)
    extent = next(element.iter(qn("wp:extent")), None)
    if relation is None or described is None or extent is None:
        return None
    part = document.part.rels[relation].target_part
    width = int(extent.get("cx", "0")) / 36_000  # English Metric Units in a millimetre
    return Drawing(part, described.get("title", ""), described.get("descr", ""), width)


def _grid(element: _Element, document: Document) -> Grid:
    rows = tuple(
        tuple(
            tuple(
                _paragraph(paragraph, document)
                for paragraph in _children(cell)
                if paragraph.tag == qn("w:p")
            )
            for cell in _children(row)
            if cell.tag == qn("w:tc")
        )
        for row in _children(element)
        if row.tag == qn("w:tr")
    )
    widths = tuple(int(column.get(qn("w:w"), "0")) for column in element.iter(qn("w:gridCol")))
    merged = any(
        next(element.iter(qn(tag)), None) is not None for tag in ("w:gridSpan", "w:vMerge")
    )
    return Grid(rows, widths, merged)

"""What a PDF shows: its text piece by piece, and its charts as they are drawn.

In a tagged PDF (ISO 32000-1, 14.8) headers and footers are marked as artifacts, and charts and
pictures as figures; in another one, lines that every page begins or ends with are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader

from papergen.proof.shown import Line, ShownDrawing, plain

_PAINTED = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"}
_EDGE = 3  # lines at the top and bottom of a page that may be its header and footer
_PAGE_NUMBER = re.compile("Page 0(?: of 0)?")
_BULLET = re.compile(r"[•–]\s{2,}")  # drawn apart from its item, at the end of the page
_DIGITS = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF shows.

    :param pages: the pieces of text on each page: lines, or parts of lines.
    :param apart: the lines of its headers and footers.
    :param drawings: charts and pictures, if papergen drew them.
    :param is_built: whether papergen built it, and no other program.
    """

    pages: tuple[tuple[str, ...], ...]
    apart: tuple[str, ...]
    drawings: tuple[ShownDrawing, ...]
    is_built: bool


@dataclass(slots=True)
class _Page:
    """A page that is read.

    :param marks: the tags and numbers (``MCID``) of marked content that has begun and not ended.
    :param lines: what is drawn in each marked content.
    """

    marks: list[tuple[str, int | None]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    lines: dict[int, list[Line]] = field(default_factory=dict)
    path: list[tuple[float, float]] = field(default_factory=list)

    def operate(self, operator: bytes, operands: Any, *_: Any) -> None:
        """Follow an operator of the content stream."""
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 else {}
            number = properties.get("/MCID") if hasattr(properties, "get") else None
            self.marks.append((str(operands[0]), number))
        elif operator == b"EMC" and self.marks:
            self.marks.pop()
        elif operator in {b"m", b"l"}:
            self.path.append((round(float(operands[0]), 1), round(float(operands[1]), 1)))
        elif operator in _PAINTED:
            number = next((number for tag, number in self.marks if tag == "/Figure"), None)
            if number is not None and self.path:
                self.lines.setdefault(number, []).append(tuple(self.path))
            self.path = []

    def take(self, text: str, *_: Any) -> None:
        """Take a piece of text."""
        tags = {tag for tag, _ in self.marks}
        if not text.strip() or "/Figure" in tags or _BULLET.fullmatch(text):
            return
        (self.apart if "/Artifact" in tags else self.pieces).append(plain(text))


def read_pdf(reader: PdfReader) -> PdfText:
    """Return what a PDF shows."""
    root: Any = reader.root_object
    if "/StructTreeRoot" not in root:
        return _read_untagged(reader)
    pages = [_read_page(page) for page in reader.pages]
    is_built = reader.metadata is not None and reader.metadata.creator == "papergen"
    drawings = _drawings(reader, root["/StructTreeRoot"], pages) if is_built else ()
    return PdfText(
        tuple(tuple(page.pieces) for page in pages),
        tuple(line for page in pages for line in page.apart),
        tuple(drawings),
        is_built,
    )


def _read_page(page: PageObject) -> _Page:
    read = _Page()
    page.extract_text(visitor_operand_before=read.operate, visitor_text=read.take)
    return read


def _drawings(reader: PdfReader, root: Any, pages: list[_Page]) -> Iterator[ShownDrawing]:
    """Yield what the structure calls figures, with their alternative texts (14.9.3)."""
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages)
        if page.indirect_reference is not None
    }
    for count, element in enumerate(_figures(root), 1):
        page = element.raw_get("/Pg") if "/Pg" in element else None
        number = numbers.get(page.idnum, 0) if page is not None else 0
        lines = (pages[number].lines.get(kid, []) for kid in _kids(element) if isinstance(kid, int))
        drawn = tuple(line for each in lines for line in each)
        yield ShownDrawing(
            f"figure {count}", bool(drawn), None, str(element.get("/Alt", "")), drawn
        )


def _figures(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        if hasattr(kid, "get") and "/S" in kid:
            if kid["/S"] == "/Figure":
                yield kid
            else:
                yield from _figures(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


# --- Without tags ---------------------------------------------------------------------------------


def _read_untagged(reader: PdfReader) -> PdfText:
    pages = [
        [line for line in page.extract_text().splitlines() if line.strip()] for page in reader.pages
    ]
    edges = Counter(edge for page in pages for edge in {_edge(line) for line in _at_edges(page)})
    repeated = {edge for edge, count in edges.items() if count == len(pages) > 1}
    repeated |= {edge for edge in edges if _PAGE_NUMBER.fullmatch(edge)}
    kept: list[tuple[str, ...]] = []
    apart: list[str] = []
    for page in pages:
        furniture = [line for line in _at_edges(page) if _edge(line) in repeated]
        for line in furniture:
            page.remove(line)
        kept.append(tuple(map(plain, page)))
        apart += map(plain, furniture)
    return PdfText(tuple(kept), tuple(apart), (), is_built=False)


def _at_edges(page: list[str]) -> list[str]:
    """Return the lines at the top and the bottom of a page."""
    return page[:_EDGE] + page[max(len(page) - _EDGE, _EDGE) :]


def _edge(line: str) -> str:
    """Return a line as it is on other pages, where the number of the page is another."""
    return _DIGITS.sub("0", plain(line))

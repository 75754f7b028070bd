"""Published papers as their readers come upon them, whatever made them.

A paper is a sequence of pieces: headings, paragraphs, captions, terms and cells, each with the
number before it, if it has one. A Word document is read by LibreOffice, a page by lxml, and a PDF
through its tags, as a screen reader goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import lxml.html
from libreoffice import LibreOffice, Reading
from lxml import etree
from lxml.html import HtmlElement
from tagged_pdf import TaggedPdf, is_block, kids_of

_NUMBER = re.compile(r"(?P<number>[0-9]+|\([a-z]+\))\.?\s+")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True)
class Piece:
    """A heading, paragraph, caption, term or cell.

    :param number: ``8`` or ``(b)``, without a full stop; empty if it has none.
    :param words: what it says, with single spaces.
    """

    number: str
    words: str

    def without_spaces(self) -> tuple[str, str]:
        """The piece as it can be compared with one whose lines were broken."""
        return self.number, re.sub(r"\s", "", self.words)


Pieces = list[Piece]

FORMATS = ("docx", "html", "pdf")


@dataclass(frozen=True)
class Paper:
    """A published paper as it is read back.

    :param pieces: by format.
    :param alternatives: texts in the place of its charts and pictures, by format.
    :param word_pdf: the pages that LibreOffice makes of the Word document.
    """

    pieces: dict[str, Pieces]
    alternatives: dict[str, list[str]]
    word_pdf: bytes = field(repr=False)


def read_papers(folder: Path, libreoffice: LibreOffice) -> dict[str, Paper]:
    """Return the papers in a folder by their file names, without their endings."""
    documents = sorted(folder.glob("*.docx"))
    readings = libreoffice.read(*(path.read_bytes() for path in documents))
    return {
        path.stem: _read_paper(path, reading)
        for path, reading in zip(documents, readings, strict=True)
    }


def _read_paper(document: Path, reading: Reading) -> Paper:
    page = document.with_suffix(".html").read_text("utf-8")
    pdf = document.with_suffix(".pdf").read_bytes()
    on_page = read_page(page)
    return Paper(
        {"docx": read_word(reading), "html": on_page, "pdf": read_pdf(pdf, on_page)},
        {
            "docx": word_alternatives(document.read_bytes()),
            "html": page_alternatives(page),
            "pdf": pdf_alternatives(pdf),
        },
        reading.pdf,
    )


def words_of(pieces: Iterable[Piece]) -> list[str]:
    """Return all words in order, the numbers of paragraphs among them."""
    return [word for piece in pieces for word in f"{piece.number} {piece.words}".split()]


def without_spaces(pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    """Return the pieces as they can be compared between formats."""
    return [piece.without_spaces() for piece in pieces]


def numbered(pieces: Iterable[Piece]) -> dict[str, str]:
    """Return the words of the paragraphs by their numbers: ``8``, ``8(b)``.

    What is lettered but not below a numbered paragraph, as recommendations are, is ``(a)``.
    """
    by_number: dict[str, str] = {}
    last = ""
    for piece in pieces:
        if not piece.number or piece.number.isdigit():
            last = piece.number
        if piece.number:
            above = "" if piece.number.isdigit() else last
            by_number.setdefault(above + piece.number, piece.words)
    return by_number


def after(pieces: Pieces, beginning: str, count: int) -> list[str]:
    """Return the words of so many pieces after the one that begins in some way."""
    place = next(index for index, piece in enumerate(pieces) if piece.words.startswith(beginning))
    return [piece.words for piece in pieces[place + 1 : place + 1 + count]]


def _piece(number: str, words: str) -> Piece:
    return Piece(number.strip().rstrip("."), " ".join(words.split()))


# --- Word ---------------------------------------------------------------------------------------


def read_word(reading: Reading) -> Pieces:
    """Return what LibreOffice read: its own list numbers, and fields that it worked out anew.

    A term and what it stands for are parted by a tab.
    """
    pieces = []
    for number, words in reading.paragraphs:
        first, *others = words.split("\t")
        pieces.append(_piece(number, first))
        pieces += [_piece("", other) for other in others]
    return [piece for piece in pieces if piece.words]


def word_alternatives(document: bytes) -> list[str]:
    """Return the alternative texts of a document's drawings."""
    with ZipFile(BytesIO(document)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return [
        ". ".join(filter(None, (drawing.get("title"), drawing.get("descr"))))
        for drawing in root.iter(_DRAWING)
    ]


# --- HTML ---------------------------------------------------------------------------------------

_BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "caption", "figcaption", "th", "td"}


def read_page(page: str) -> Pieces:
    """Return what stands in the main part of a page."""
    (main,) = lxml.html.document_fromstring(page).iter("main")
    pieces = []
    for element in main.iter():
        if element.tag not in _BLOCKS:
            continue
        words = "".join(_own_words(element))
        parent = element.getparent()
        in_list = parent is not None and parent.tag == "li" and _tag_above(parent) == "ol"
        number = _NUMBER.match(words.strip()) if in_list else None
        if number is not None:
            words = words.strip()[number.end() :]
        pieces.append(_piece(number["number"] if number else "", words))
    return [piece for piece in pieces if piece.words]


def page_alternatives(page: str) -> list[str]:
    """Return the alternative texts of a page's charts and pictures."""
    root = lxml.html.document_fromstring(page)
    return [
        (
            " ".join(root.get_element_by_id(drawing.get("aria-labelledby")).text_content().split())
            if drawing.tag == "svg"
            else str(drawing.get("alt"))
        )
        for drawing in root.iter("svg", "img")
    ]


def _own_words(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of an element that do not stand in a piece within it, or in a drawing."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif child.tag not in _BLOCKS | {"svg", "ol", "ul", "dl", "table"}:
            yield from _own_words(child)
        yield child.tail or ""


def _tag_above(element: HtmlElement) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


# --- PDF ----------------------------------------------------------------------------------------


def read_pdf(content: bytes, like: Pieces) -> Pieces:
    """Return what a PDF's tags hold, in the order in which a screen reader says it.

    :param like: the same paper from elsewhere: what a page end parts in two elements is joined
        where it is one piece there.
    """
    tagged = TaggedPdf(content)
    pieces: Pieces = []
    for element in tagged.below(tagged.root):
        if not is_block(element) or _is_repeated_heading(element):
            continue
        words = tagged.words(element)
        in_list = element["/S"] == "/P" and element["/P"]["/S"] == "/LBody"
        number = _NUMBER.match(words) if in_list else None
        if number is not None:
            words = words[number.end() :]
        piece = _piece(number["number"] if number else "", words)
        if not piece.words:
            continue
        if pieces and _goes_on(pieces[-1], piece, like[len(pieces) - 1 : len(pieces)]):
            piece = Piece(pieces[-1].number, f"{pieces.pop().words} {piece.words}")
        pieces.append(piece)
    return pieces


def _is_repeated_heading(element: Any) -> bool:
    """Return whether an element heads what a page end parted from a table, and its caption."""
    if element["/S"] != "/TH" or element["/P"]["/P"]["/S"] != "/THead":
        return False
    return all(kid["/S"] != "/Caption" for kid in kids_of(element["/P"]["/P"]["/P"]))


def _goes_on(piece: Piece, following: Piece, like: Pieces) -> bool:
    """Return whether a piece is only the beginning of another, and what follows goes on with it."""
    joined = Piece(piece.number, piece.words + following.words).without_spaces()
    return any(
        piece.without_spaces() != whole.without_spaces()
        and not following.number
        and whole.without_spaces()[1].startswith(joined[1])
        for whole in like
    )


def pdf_alternatives(content: bytes) -> list[str]:
    """Return the alternative texts of a PDF's figures."""
    tagged = TaggedPdf(content)
    figures = (element for element in tagged.below(tagged.root) if element.get("/S") == "/Figure")
    return [str(figure["/Alt"]) for figure in figures]

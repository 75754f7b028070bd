"""Tagged PDFs as a screen reader goes through them: their structure, and the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pypdf import PdfReader

_BLOCKS = re.compile(r"/(H[1-6]|P|Caption|TH|TD|LBody)\Z")

Char = dict[str, Any]


def is_block(element: Any) -> bool:
    """Return whether a structure element is a heading, paragraph, caption, cell or list item."""
    return bool(_BLOCKS.match(str(element.get("/S"))))


class TaggedPdf:
    """A tagged PDF: its structure as pypdf reads it, and its letters as pdfplumber finds them."""

    def __init__(self, content: bytes) -> None:
        reader = PdfReader(BytesIO(content))
        trailer: Any = reader.trailer
        self.root = trailer["/Root"]["/StructTreeRoot"]
        self._pages = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages)
            if page.indirect_reference is not None
        }
        self._chars: dict[tuple[int, int], list[Char]] = {}
        with pdfplumber.open(BytesIO(content)) as pdf:
            for number, page in enumerate(pdf.pages):
                for char in page.chars:
                    if char["mcid"] is not None:
                        self._chars.setdefault((number, char["mcid"]), []).append(char)

    def below(self, element: Any) -> Iterator[Any]:
        """Yield the structure elements below one, in reading order."""
        for kid in kids_of(element):
            if hasattr(kid, "get") and "/S" in kid:
                yield kid
                yield from self.below(kid)

    def words(self, element: Any) -> str:
        """Return the text of an element that stands in no block within it.

        A line that is broken after a hyphen goes on without a space.
        """
        text, before = "", None
        for char in self._own_chars(element, None):
            if before is not None and abs(char["top"] - before["top"]) > char["size"] / 2:
                text += "" if text.endswith("-") else " "
            text, before = text + char["text"], char
        return text.strip()

    def _own_chars(self, element: Any, page: int | None) -> Iterator[Char]:
        if "/Pg" in element:
            page = self._pages[element.raw_get("/Pg").idnum]
        for kid in kids_of(element):
            if isinstance(kid, int):
                yield from self._chars.get((page or 0, kid), [])
            elif "/MCID" in kid:
                yield from self._own_chars({**kid, "/K": [kid["/MCID"]]}, page)
            elif not is_block(kid) and kid.get("/S") != "/L":
                yield from self._own_chars(kid, page)


def kids_of(element: Any) -> Iterator[Any]:
    """Yield what stands directly below a structure element: elements, or numbers of content."""
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        yield kid.get_object()

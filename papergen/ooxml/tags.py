"""Tags as Word keeps them: text of a paragraph that spell check and editing have cut into runs.

Before a form is filled, each tag is gathered into one text (``w:t``), and what Word's AutoCorrect
made of it is undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PLACED = re.compile(r"(\{[{%#])\s*(tr|tc|p)\s")
_STAND_INS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_TYPED = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{NO-BREAK SPACE}": " ",
        "&": r"\x26",  # which Jinja reads as &, where &amp; would stay
    }
)
_APOSTROPHE = re.compile(r"(?<=\w)\N{RIGHT SINGLE QUOTATION MARK}(?=\w)")


def gather_tags(root: _Element) -> None:
    """Put each tag of a story into one text, in the format of its first character, in place."""
    for paragraph in root.iter(qn("w:p")):
        pieces = list(_pieces(paragraph))
        # From the last to the first, so that what stands before keeps its place.
        for tag in reversed(list(_TAG.finditer("".join(_text(piece) for piece in pieces)))):
            _gather(pieces, *tag.span(), _as_typed(tag[0]))


def _pieces(paragraph: _Element) -> Iterator[_Element]:
    """Yield what makes up a paragraph's text, without that of text boxes in it."""
    for element in paragraph.iter(qn("w:t"), *_STAND_INS):
        run = element.getparent()
        if run is None or run.tag != qn("w:r"):
            continue
        if next(run.iterancestors(qn("w:p"))) is paragraph:
            yield element


def _text(piece: _Element) -> str:
    return _STAND_INS.get(str(piece.tag), piece.text or "")


def _gather(pieces: list[_Element], start: int, end: int, tag: str) -> None:
    """Put a tag into the piece in which it starts, and take it out of the others."""
    position = 0
    for piece in pieces:
        run, text = piece.getparent(), _text(piece)
        first, last = max(start - position, 0), max(end - position, 0)
        position += len(text)
        if first >= len(text) or not last:
            continue
        if piece.tag == qn("w:t"):
            piece.text = text[:first] + tag + text[last:]
            piece.set(qn("xml:space"), "preserve")
        elif run is not None:
            run.remove(piece)
        tag = ""


def _as_typed(tag: str) -> str:
    """Return a tag as it was meant: straight quotes, but an apostrophe within a word kept."""
    # As an escape, which Jinja reads; docxtpl straightens the apostrophe itself.
    tag = _APOSTROPHE.sub(r"\\u2019", tag).translate(_TYPED)
    return _PLACED.sub(r"\1\2 ", tag)

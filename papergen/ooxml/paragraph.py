"""Paragraphs and the runs in them: ``w:p`` and ``w:r`` (ECMA-376 part 1, 17.3.1 and 17.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.paragraph import CT_P
from docx.shared import Length
from docx.text.parfmt import ParagraphFormat
from lxml.etree import _Element

from papergen.ooxml.text import without_forbidden

_P, _PPR, _PSTYLE, _JC = qn("w:p"), qn("w:pPr"), qn("w:pStyle"), qn("w:jc")
_R, _RPR, _RSTYLE, _T = qn("w:r"), qn("w:rPr"), qn("w:rStyle"), qn("w:t")
_VAL, _SPACE = qn("w:val"), qn("xml:space")
_BREAKS = re.compile("(\r\n|[\r\n\t])")


def paragraph(
    style: str,
    content: Iterable[_Element] = (),
    *,
    alignment: str = "",
    keep_next: bool = False,
) -> _Element:
    """Return a ``w:p``.

    :param style: id of its paragraph style.
    :param content: runs, fields, hyperlinks, bookmarks.
    :param alignment: value of ``w:jc``; empty to leave it to the style.
    :param keep_next: whether it stays on the page of the paragraph that follows.
    """
    element = OxmlElement("w:p")
    properties = _add(element, _PPR)
    _add(properties, _PSTYLE, style)
    if keep_next:
        _add(properties, qn("w:keepNext"))
    if alignment:
        _add(properties, _JC, alignment)
    element.extend(content)
    return element


def begin_page(paragraph: _Element) -> None:
    """Have a page begin with a ``w:p``."""
    ParagraphFormat(cast(CT_P, paragraph)).page_break_before = True


def space_before(paragraph: _Element, space: Length | None) -> None:
    """Set the space above a ``w:p``, or leave it to the style."""
    ParagraphFormat(cast(CT_P, paragraph)).space_before = space


def run(text: str, *, style: str = "", bold: bool = False, italic: bool = False) -> _Element:
    """Return a ``w:r``. A line feed in the text becomes a ``w:br``, a tab a ``w:tab``.

    :param style: id of its character style.
    :param bold: whatever the styles say; in them, bold within bold is plain (17.7.3).
    """
    element = OxmlElement("w:r")
    if style or bold or italic:
        properties = _add(element, _RPR)
        if style:
            _add(properties, _RSTYLE, style)
        if bold:
            _add(properties, qn("w:b"))
            _add(properties, qn("w:bCs"))
        if italic:
            _add(properties, qn("w:i"))
            _add(properties, qn("w:iCs"))
    for piece in _BREAKS.split(without_forbidden(text)):
        if piece == "\t":
            _add(element, qn("w:tab"))
        elif piece in {"\n", "\r", "\r\n"}:
            _add(element, qn("w:br"))
        elif piece:
            written = _add(element, _T)
            written.set(_SPACE, "preserve")
            written.text = piece
    return element


def drawing_run(drawing: _Element) -> _Element:
    """Return a ``w:r`` that holds a ``w:drawing``."""
    element = OxmlElement("w:r")
    element.append(drawing)
    return element


def _add(parent: _Element, tag: str, value: str = "") -> _Element:
    child = parent.makeelement(tag, {_VAL: value} if value else {})
    parent.append(child)
    return child

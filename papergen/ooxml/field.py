"""Fields: what Word works out by itself (ECMA-376 part 1, 17.16), with the result so far.

A paper's results are right as they stand; Word works them out anew when somebody asks it to (F9),
so that a paragraph that is put in between moves the numbers of all that refer to those after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element


def number_reference(bookmark: str, result: Iterable[_Element]) -> _Element:
    """Return the field of the number of a bookmarked paragraph in full (``8(b)``), 17.16.5.53."""
    return _field(f"REF {bookmark} \\w \\h", result)


def text_reference(bookmark: str, result: Iterable[_Element]) -> _Element:
    """Return the field of the text that a bookmark surrounds, 17.16.5.53."""
    return _field(f"REF {bookmark} \\h", result)


def sequence_number(sequence: Literal["Table", "Figure"], result: Iterable[_Element]) -> _Element:
    """Return the field that counts captions of one kind, 17.16.5.63."""
    return _field(f"SEQ {sequence} \\* ARABIC", result)


def _field(instruction: str, result: Iterable[_Element]) -> _Element:
    """Return a ``w:fldSimple``; ``result`` are the runs that show what the field last came to."""
    element = OxmlElement("w:fldSimple", {qn("w:instr"): f" {instruction} "})
    element.extend(result)
    return element

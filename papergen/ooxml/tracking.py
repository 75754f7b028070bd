"""Tracking: making changes that somebody can accept or reject (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

AUTHOR = "papergen"
DELETED = (qn("w:del"), qn("w:moveFrom"))
INSERTED = (qn("w:ins"), qn("w:moveTo"))

_ID = qn("w:id")
_DELETED_TEXTS = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}


@dataclass(slots=True)
class Tracking:
    """Tracked changes that are made together.

    :param at: when.
    :param last_id: the highest id of any annotation in the document so far.
    """

    at: datetime
    last_id: int

    def delete(self, run: _Element) -> _Element:
        """Delete a ``w:r`` where it stands, and return the ``w:del`` that is around it now."""
        element = self._mark("w:del")
        run.addprevious(element)
        element.append(run)
        for text in list(run.iter(*_DELETED_TEXTS)):
            text.tag = _DELETED_TEXTS[str(text.tag)]
            if text.tag == qn("w:delText"):
                text.set(qn("xml:space"), "preserve")
        return element

    def insert(self, run: _Element) -> _Element:
        """Mark a ``w:r`` as inserted, where it stands if it does, and return the ``w:ins``."""
        element = self._mark("w:ins")
        if run.getparent() is not None:
            run.addprevious(element)
        element.append(run)
        return element

    def mark_row(self, row: _Element, tag: str) -> None:
        """Mark a ``w:tr`` as inserted (``w:ins``) or deleted (``w:del``)."""
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = OxmlElement("w:trPr")
            after = row.find(qn("w:tblPrEx"))
            row.insert(0 if after is None else row.index(after) + 1, properties)
        if len(properties) == 0:  # the mark may not stand alone (17.4.81)
            properties.append(OxmlElement("w:cantSplit", {qn("w:val"): "0"}))
        properties.append(self._mark(tag))

    def _mark(self, tag: str) -> _Element:
        self.last_id += 1
        written = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        values = {_ID: str(self.last_id), qn("w:author"): AUTHOR, qn("w:date"): written}
        element: _Element = OxmlElement(tag, values)
        return element


def highest_id(stories: Iterable[_Element]) -> int:
    """Return the highest id of any annotation in some stories; bookmarks count too."""
    found = (each.get(_ID, "") for story in stories for each in story.iter("*"))
    return max((int(number) for number in found if number.isdecimal()), default=0)


def row_mark(row: _Element) -> str:
    """Return how a ``w:tr`` is tracked: ``w:ins``, ``w:del``, or not at all."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        return ""
    marks = (tag for tag in ("w:del", "w:ins") if properties.find(qn(tag)) is not None)
    return next(marks, "")

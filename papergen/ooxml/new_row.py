"""A row for a table that somebody has edited: what it says is new, its looks are a neighbour's."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree
from lxml.etree import _Element

from papergen.ooxml.content_control import bound_id, control_content
from papergen.ooxml.passage import Known, passage_words
from papergen.ooxml.table_rows import row_cells
from papergen.ooxml.tracking import Tracking

_P, _R, _TC, _TCPR, _SDT = qn("w:p"), qn("w:r"), qn("w:tc"), qn("w:tcPr"), qn("w:sdt")
_PPR, _RPR = qn("w:pPr"), qn("w:rPr")
_ROW_MARKS = {qn(tag) for tag in ("w:tblHeader", "w:ins", "w:del", "w:trPrChange")}
_CELL_MARKS = {qn(tag) for tag in ("w:vMerge", "w:cellIns", "w:cellDel", "w:tcPrChange")}
_NOT_CARRIED = {
    qn(tag) for tag in ("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:proofErr")
}
_TIED = {qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:footnoteReference")}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row that a new one is to look like.

    :param row: the ``w:tr`` in the edited document, whose looks are taken.
    :param fresh: the same row as papergen writes it now: where both have a figure, there is the
        column, and where both look unlike, somebody has changed the look.
    :param known: tells the figures in ``row``.
    """

    row: _Element
    fresh: _Element
    known: Known


@dataclass(slots=True)
class NewRow:
    """A new ``w:tr``.

    :param left_out: what the new row says and the table has no column for.
    """

    element: _Element
    left_out: list[str]


def new_row(fresh: _Element, neighbour: Neighbour, styles: frozenset[str]) -> NewRow:
    """Return a row that says what a fresh one does, and looks like its neighbour.

    Columns that were moved are found by the figures in them, and columns that were added by hand
    stay empty. The controls have no ids yet.

    :param styles: ids of the styles that the edited document knows.
    """
    columns = _columns(neighbour)
    element = _bare(neighbour.row)
    fresh_cells, like_cells = row_cells(fresh), row_cells(neighbour.fresh)
    for index, cell in enumerate(row_cells(neighbour.row)):
        source = columns.get(index)
        paragraphs = [cell_paragraph for cell_paragraph in cell if cell_paragraph.tag == _P]
        looks = paragraphs[0] if paragraphs else OxmlElement("w:p")
        new_cell = _bare_cell(cell)
        if source is None:
            new_cell.append(_paragraph(looks))
        else:
            swap = _Swap(_first_format(cell), _first_format(like_cells[source]), styles)
            for paragraph in fresh_cells[source].iter(_P):
                new = _paragraph(looks)
                new.extend(_carried(paragraph, swap))
                new_cell.append(new)
        element.append(new_cell)
    left = [cell for place, cell in enumerate(fresh_cells) if place not in columns.values()]
    words = (passage_words(cell, lambda control: "").strip() for cell in left)
    return NewRow(element, list(filter(None, words)))


def _columns(neighbour: Neighbour) -> dict[int, int]:
    """Return which cell of a fresh row each cell of the neighbour answers to."""
    ours = [_cell_text(cell, neighbour.known) for cell in row_cells(neighbour.row)]
    fresh = [_cell_text(cell, bound_id) for cell in row_cells(neighbour.fresh)]
    found: dict[int, int] = {}
    places = {text: place for place, text in enumerate(fresh) if fresh.count(text) == 1}
    for index, text in enumerate(ours):
        if text in places and ours.count(text) == 1:
            found[index] = places[text]
    free = [place for place in range(len(fresh)) if place not in found.values()]
    rest = [index for index in range(len(ours)) if index not in found]
    if len(free) == len(rest):
        found.update(zip(rest, free, strict=True))
    return found


def _cell_text(cell: _Element, known: Known) -> str:
    return " ".join(passage_words(cell, known).split())


def _bare(row: _Element) -> _Element:
    """Return a ``w:tr`` without cells, with what of the row's properties is for every row."""
    element = row.makeelement(row.tag)
    for child in row:
        if child.tag in {qn("w:tblPrEx"), qn("w:trPr")}:
            properties = deepcopy(child)
            for mark in list(properties):
                if mark.tag in _ROW_MARKS:
                    properties.remove(mark)
            if len(properties):
                element.append(properties)
    return element


def _bare_cell(cell: _Element) -> _Element:
    element = cell.makeelement(_TC)
    found = cell.find(_TCPR)
    if found is not None:
        properties = deepcopy(found)
        for mark in list(properties):
            if mark.tag in _CELL_MARKS:
                properties.remove(mark)
        element.append(properties)
    return element


def _paragraph(like: _Element) -> _Element:
    element = like.makeelement(_P)
    found = like.find(_PPR)
    if found is not None:
        properties = deepcopy(found)
        for mark in list(properties.iter(qn("w:ins"), qn("w:del"), qn("w:pPrChange"))):
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)
        element.append(properties)
    return element


# --- What the cells say ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Swap:
    """The format of runs in a column: ``ours`` in the edited document, ``theirs`` in a fresh one.

    :param styles: ids of the styles that the edited document knows.
    """

    ours: _Element | None
    theirs: _Element | None
    styles: frozenset[str]

    def apply(self, run: _Element) -> None:
        """Give a run that looks as fresh runs of its column do the look of the edited column."""
        own = run.find(_RPR)
        if _written(own) != _written(self.theirs):
            style = None if own is None else own.find(qn("w:rStyle"))
            if own is not None and style is not None:
                if style.get(qn("w:val")) not in self.styles:
                    own.remove(style)
            return
        if own is not None:
            run.remove(own)
        if self.ours is not None:
            run.insert(0, deepcopy(self.ours))


def _written(properties: _Element | None) -> bytes:
    return b"" if properties is None else etree.tostring(properties, method="c14n", exclusive=True)


def _first_format(cell: _Element) -> _Element | None:
    run = next(cell.iter(_R), None)
    return None if run is None else run.find(_RPR)


def _carried(paragraph: _Element, swap: _Swap) -> Iterator[_Element]:
    """Yield what of a fresh paragraph another document can hold."""
    for child in paragraph:
        if child.tag == _PPR or child.tag in _NOT_CARRIED:
            continue
        if child.tag == qn("w:hyperlink") and child.get(qn("r:id")):
            yield from _carried(child, swap)  # the address is not in the other document
        elif not any(True for _ in child.iter(*_TIED)):
            new = deepcopy(child)
            for run in new.iter(_R):
                swap.apply(run)
            yield new


# --- Tracked rows ---------------------------------------------------------------------------------


def track_new_row(row: _Element, tracking: Tracking) -> None:
    """Mark a ``w:tr`` as inserted, and all that it says.

    Its controls are taken away: LibreOffice leaves an empty row behind when an insertion with
    controls in it is rejected.
    """
    free_controls(row)
    for run in list(row.iter(_R)):
        tracking.insert(run)
    tracking.mark_row(row, "w:ins")


def track_deleted_row(row: _Element, tracking: Tracking) -> None:
    """Mark a ``w:tr`` as deleted, and all that it says; its controls are taken away."""
    free_controls(row)
    for run in list(row.iter(_R)):
        tracking.delete(run)
    tracking.mark_row(row, "w:del")


def free_controls(row: _Element) -> None:
    """Take the controls out of a row, and leave what they hold."""
    for control in list(row.iter(_SDT)):
        for child in list(control_content(control)):
            control.addprevious(child)
        parent = control.getparent()
        if parent is not None:
            parent.remove(control)

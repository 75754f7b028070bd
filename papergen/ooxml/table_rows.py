"""The rows of a document's tables, known by the figures that are printed in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.content_control import bound_id
from papergen.ooxml.passage import Known, Passage, passage_words

_TABLE, _ROW, _CELL = qn("w:tbl"), qn("w:tr"), qn("w:tc")
_CAPTION, _DESCRIPTION = qn("w:tblCaption"), qn("w:tblDescription")


@dataclass(frozen=True, slots=True)
class TableOfFigures:
    """A table that figures are printed in.

    :param title: its alternative text, as is ``description``.
    :param element: the ``w:tbl``, unless it is only told of.
    """

    title: str
    description: str
    rows: tuple[Passage, ...]
    element: _Element | None = field(default=None, compare=False)

    @property
    def figures(self) -> frozenset[str]:
        """The ids of the figures in it."""
        return frozenset().union(*(row.figures for row in self.rows))


def tables_of_figures(root: _Element, known: Known = bound_id) -> list[TableOfFigures]:
    """Return the tables of a story that figures are printed in, in order."""
    tables = (_table(element, known) for element in root.iter(_TABLE))
    return [table for table in tables if table.figures]


def _table(element: _Element, known: Known) -> TableOfFigures:
    rows = tuple(Passage(row_words(row, known), row) for row in table_rows(element))
    return TableOfFigures(
        _property(element, _CAPTION), _property(element, _DESCRIPTION), rows, element
    )


def _property(table: _Element, tag: str) -> str:
    found = table.find(f"{qn('w:tblPr')}/{tag}")
    return "" if found is None else found.get(qn("w:val"), "")


def retitle(table: _Element, title: str, description: str) -> None:
    """Change the alternative text of a ``w:tbl`` that has one."""
    for tag, text in ((_CAPTION, title), (_DESCRIPTION, description)):
        found = table.find(f"{qn('w:tblPr')}/{tag}")
        if found is not None:
            found.set(qn("w:val"), text)


def remove_row(row: _Element) -> None:
    """Take a ``w:tr`` out of its table; where a bookmark begins or ends in it alone, that stays."""
    marks: dict[str, list[_Element]] = {}
    for mark in row.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        marks.setdefault(mark.get(qn("w:id"), ""), []).append(mark)
    for ends in marks.values():
        if len(ends) == 1:
            row.addprevious(ends[0])
    parent = row.getparent()
    if parent is not None:
        parent.remove(row)


def table_rows(table: _Element) -> Iterator[_Element]:
    """Yield the ``w:tr`` of a table, those in content controls too."""
    return _nearest(table, _ROW)


def row_cells(row: _Element) -> list[_Element]:
    """Return the ``w:tc`` of a row, those in content controls too."""
    return list(_nearest(row, _CELL))


def _nearest(parent: _Element, tag: str) -> Iterator[_Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag != _TABLE:
            yield from _nearest(child, tag)


def row_words(row: _Element, known: Known = bound_id) -> str:
    """Return the text of a row with its figures' ids in the place of their text."""
    return "\t".join(passage_words(cell, known) for cell in row_cells(row))

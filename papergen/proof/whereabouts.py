"""Where in a Word document something stands, in words for somebody who looks for it there."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.control_text import run_text, visible_runs
from papergen.ooxml.table_rows import row_cells

_LONGEST = 48  # characters


class Whereabouts:
    """Says where elements stand, by the text around them as it was when first asked."""

    def __init__(self) -> None:
        self._words: dict[_Element, str] = {}

    def of(self, element: _Element, story: str = "") -> str:
        """Return where an element stands: the row of a table, or the words of its paragraph.

        :param story: what part of the document it is in; empty for the body.
        """
        near = self._near(element)
        return f"{story}, {near}" if story else near

    def _near(self, element: _Element) -> str:
        for around in (element, *element.iterancestors()):
            if around.tag == qn("w:tr"):
                return self._once(around)
            if around.tag == qn("w:p") and next(around.iterancestors(qn("w:tc")), None) is None:
                return self._once(around)
        paragraph = next(element.iter(qn("w:p")), None)
        return "" if paragraph is None else self._once(paragraph)

    def _once(self, element: _Element) -> str:
        if element not in self._words:
            if element.tag == qn("w:tr"):
                self._words[element] = _row_words(element)
            else:
                self._words[element] = _paragraph_words(element)
        return self._words[element]


def _paragraph_words(paragraph: _Element) -> str:
    """Return the words of a paragraph; of one without, such as that of a chart, those before."""
    if words := _text(paragraph).strip():
        return f"“{_cut(words)}”"
    for before in paragraph.itersiblings(qn("w:p"), preceding=True):
        if words := _text(before).strip():
            return f"what follows “{_cut(words)}”"
    return "the first page"


def _row_words(row: _Element) -> str:
    cells = row_cells(row)
    first = next(filter(None, (_cut(_text(cell)) for cell in cells)), "")
    table = table_title(next(row.iterancestors(qn("w:tbl"))))
    return f"{table}, row “{first}”"


def table_title(table: _Element) -> str:
    """Return what a ``w:tbl`` is called: by its alternative text, or the paragraph before it."""
    title = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
    words = "" if title is None else title.get(qn("w:val"), "")
    before = table.getprevious()
    if not words and before is not None and before.tag == qn("w:p"):
        words = _text(before)
    return f"“{_cut(words)}”" if words else "a table"


def _text(element: _Element) -> str:
    return "".join(map(run_text, visible_runs(element)))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition(" ")[0] + " …"

"""Passages: paragraphs and rows of a document, as figures and the words between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.content_control import bound_id
from papergen.ooxml.control_text import run_text
from papergen.ooxml.tracking import DELETED

Known = Callable[[_Element], str]
"""Returns the id of the figure that a ``w:sdt`` shows; empty if it shows none."""

_FIGURE = re.compile(r"\{([a-z0-9-]+-[0-9a-f]{8})\}")
_PARAGRAPH, _CELL, _CONTROL = qn("w:p"), qn("w:tc"), qn("w:sdt")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a row of a table.

    :param words: its text: ``{id}`` for each figure, a tab between two cells, a line feed between
        two paragraphs.
    :param element: the ``w:p`` or ``w:tr``, unless it is only told of.
    """

    words: str
    element: _Element | None = field(default=None, compare=False)

    @property
    def printed(self) -> tuple[str, ...]:
        """The ids of the figures in it, each as often as it is printed."""
        return tuple(_FIGURE.findall(self.words))

    @property
    def figures(self) -> frozenset[str]:
        """The ids of the figures in it, each once."""
        return frozenset(self.printed)

    def reads_like(self, other: Passage) -> bool:
        """Return whether it has the same words and figures, whatever the figures amount to."""
        return self.words.split() == other.words.split()

    def text(self, shown: Callable[[str], str]) -> str:
        """Return its text with each figure as it is shown, which is asked for by the id."""
        return _FIGURE.sub(lambda found: shown(found[1]), self.words)


def paragraphs_of_figures(root: _Element, known: Known = bound_id) -> list[Passage]:
    """Return the paragraphs of a story that figures are printed in, but for those in tables."""
    found = []
    for paragraph in root.iter(_PARAGRAPH):
        if next(paragraph.iter(_CONTROL), None) is not None or _is_in_control(paragraph):
            if next(paragraph.iterancestors(_CELL), None) is None:
                found.append(Passage(passage_words(paragraph, known), paragraph))
    return [passage for passage in found if passage.figures]


def _is_in_control(paragraph: _Element) -> bool:
    return next(paragraph.iterancestors(_CONTROL), None) is not None


def passage_words(element: _Element, known: Known) -> str:
    """Return the text of a paragraph or cell with ids in the place of what its figures show."""
    around = element.getparent()
    while around is not None and around.tag in {qn("w:sdtContent"), _CONTROL}:
        figure = known(around) if around.tag == _CONTROL else ""
        if figure:
            return f"{{{figure}}}"
        around = around.getparent()
    return "".join(_pieces(element, known)).strip("\n")


def _pieces(element: _Element, known: Known) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:r"):
            yield run_text(child)
        elif child.tag == _CONTROL and (figure := known(child)):
            yield f"{{{figure}}}"
            if next(child.iter(_PARAGRAPH), None) is not None:
                yield "\n"
        elif child.tag not in DELETED:
            yield from _pieces(child, known)
            if child.tag == _PARAGRAPH:
                yield "\n"

"""A figure store that is being brought up to date together with the controls bound to it."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from papergen.ooxml.content_control import control_title
from papergen.ooxml.figure_store import (
    FIGURE,
    held_text,
    hold_text,
    stored_imprint,
    stored_key,
    stored_uses,
    write_figure,
)
from papergen.ooxml.written import Written, record_written, recorded
from papergen.paper.document import PaperKey
from papergen.paper.imprint import Imprint


class OpenStore:
    """The ``p:figures`` of a document, changed in place.

    A figure has one element, its first *place*. It gets another for a control that shows what
    somebody typed over it, while other controls show the figure as it is: all controls that are
    bound to one element show the same.
    """

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._places: dict[str, list[_Element]] = {}
        self._titled: dict[str, list[str]] = {}
        for figure in root.findall(FIGURE):
            self._add(figure)

    def _add(self, figure: _Element) -> None:
        id = figure.get("id", "")
        places = self._places.setdefault(id, [])
        if not places:
            self._titled.setdefault(control_title(figure.get("name", "")), []).append(id)
        places.append(figure)

    def __contains__(self, id: str) -> bool:
        return id in self._places

    @property
    def ids(self) -> Iterable[str]:
        """The ids of the figures in it, in order."""
        return tuple(self._places)

    @property
    def is_sound(self) -> bool:
        """Whether all that it says can be read."""
        try:
            stored_key(self._root)
            for places in self._places.values():
                for element in places:
                    stored_imprint(element)
                    stored_uses(element)
        except (ValueError, TypeError):
            return False
        return True

    @property
    def key(self) -> PaperKey:
        """Which paper the document is."""
        return stored_key(self._root)

    @property
    def written(self) -> Written:
        """What papergen last wrote around the figures."""
        return recorded(self._root)

    def titled(self, title: str) -> list[str]:
        """Return the ids of the figures whose controls have some title."""
        return self._titled.get(title, [])

    def imprint(self, id: str, place: int = 1) -> Imprint | None:
        """Return what papergen last printed of a figure, or nothing if it is not in the store."""
        element = self._element(id, place)
        return None if element is None else stored_imprint(element)

    def held(self, id: str, place: int) -> str | None:
        """Return the text that bound controls show, or nothing if there is no such place."""
        element = self._element(id, place)
        return None if element is None else held_text(element)

    def uses(self, id: str) -> int:
        """Return how many times papergen printed a figure."""
        element = self._element(id, 1)
        return 0 if element is None else stored_uses(element)

    def write(self, imprint: Imprint, uses: int, place: int = 1) -> None:
        """Say what is printed of a figure now; one that is not in the store is added."""
        element = self._element(imprint.id, place)
        if element is None:
            element = etree.Element(FIGURE)
            last = self._root.findall(FIGURE)
            self._root.insert(self._root.index(last[-1]) + 1 if last else 0, element)
            write_figure(element, imprint, uses)
            self._add(element)
        else:
            write_figure(element, imprint, uses)

    def hold(self, id: str, place: int, text: str) -> None:
        """Keep the text that controls show, though papergen printed another."""
        element = self._element(id, place)
        if element is not None and held_text(element) != text:
            hold_text(element, text)

    def another_place(self, id: str, text: str) -> int:
        """Add a place of its own for a text that was typed over a figure, and return which it is.

        A place that holds that text already is good for it.
        """
        places = self._places[id]
        for number, element in enumerate(places[1:], start=2):
            if held_text(element) == text:
                return number
        element = deepcopy(places[0])
        places[-1].addnext(element)
        places.append(element)
        hold_text(element, text)
        return len(places)

    def forget(self, id: str) -> None:
        """Take a figure out that is printed no more."""
        for element in self._places.pop(id, []):
            self._root.remove(element)

    def record(self, written: Written) -> None:
        """Say what is written around the figures now."""
        if written != self.written:
            record_written(self._root, written)

    def _element(self, id: str, place: int) -> _Element | None:
        places = self._places.get(id, [])
        return places[place - 1] if 0 < place <= len(places) else None

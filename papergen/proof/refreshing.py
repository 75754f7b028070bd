"""What is known while an edited Word paper is brought up to date, and what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.finding import Findings, Place, Refusal
from papergen.ooxml.content_control import bound_id, bound_place
from papergen.ooxml.control_text import is_deleted
from papergen.ooxml.open_store import OpenStore
from papergen.ooxml.passage import Passage
from papergen.ooxml.titled_controls import figure_by_title
from papergen.ooxml.tracking import Tracking
from papergen.ooxml.word_file import WordFile
from papergen.paper.imprint import Imprint
from papergen.proof.whereabouts import Whereabouts

UpdateKind = Literal["figure", "row added", "row removed", "chart", "alternative text"]

_LONGEST = 60  # characters of a text in a message


class NotRefreshable(Refusal):
    """A file cannot be brought up to date; the message says why, for the person who asked."""


@dataclass(frozen=True, slots=True)
class Update:
    """Something that was brought up to date.

    :param name: what it is, in words.
    :param before: what stood there; empty where nothing did.
    :param after: what stands there now; empty where nothing does.
    :param places: where, in words, for each time that it stands there.
    """

    kind: UpdateKind
    name: str
    before: str
    after: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """A content control that shows a figure.

    :param id: of the figure.
    :param place: the place of the store that it is bound to; 0 if it is not bound.
    :param story: what part of the document it is in, in words; empty for the body.
    """

    element: _Element
    id: str
    place: int
    story: str

    @property
    def is_live(self) -> bool:
        """Whether it is still there when all tracked changes are accepted."""
        return not is_deleted(self.element)


@dataclass(slots=True)
class Refreshing:
    """The edited document and the fresh one, and what was done so far.

    :param name: of the edited file.
    :param store: of the edited document.
    :param printed: what the fresh document prints, by id; ``uses``, how many times.
    :param tracking: if changes are to be tracked.
    :param numbers: for new controls.
    :param styles: ids of the styles that the edited document has.
    :param force: whether what was typed over is overwritten.
    :param pending: how many times figures stand without a control in rows that a tracked change
        has put in.
    :param told: how many times figures are missing, and that has been said.
    :param removed: figures of rows that were removed.
    :param reworded: figures that are gone from passages that are worded otherwise now.
    """

    name: str
    edited: WordFile
    fresh: WordFile
    store: OpenStore
    printed: dict[str, Imprint]
    uses: dict[str, int]
    tracking: Tracking | None
    numbers: Iterator[int]
    styles: frozenset[str]
    force: bool
    updates: list[Update] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    pending: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    removed: set[str] = field(default_factory=set)
    reworded: set[str] = field(default_factory=set)
    where: Whereabouts = field(default_factory=Whereabouts)
    _known: dict[_Element, str] = field(default_factory=dict)

    def known(self, control: _Element) -> str:
        """Return the id of the figure that a control of the edited document shows.

        One that LibreOffice has saved may have neither binding nor tag, but still has the title.
        """
        if control not in self._known:
            self._known[control] = bound_id(control) or figure_by_title(
                control, self.store.titled, self._printed_before
            )
        return self._known[control]

    def _printed_before(self, id: str) -> str:
        imprint = self.store.imprint(id)
        return "" if imprint is None else imprint.text

    def controls(self) -> Iterator[Control]:
        """Yield the controls of the edited document that show figures, in order."""
        for story, root in self.edited.stories():
            for element in root.iter(qn("w:sdt")):
                id = self.known(element)
                if id:
                    yield Control(element, id, bound_place(element), story)

    def tell_apart(self, now: Passage, fresh: Passage) -> None:
        """Note which figures only one of two wordings of a passage has, so that it is told once."""
        self.reworded.update(now.figures - self.printed.keys())
        self.told.update(figure for figure in fresh.printed if figure not in now.figures)

    def words_of(self, fresh: Passage) -> str:
        """Return what a fresh passage says, in a line."""
        return " ".join(fresh.text(lambda figure: self.printed[figure].text).split())

    def place(self, near: str) -> Place:
        """Return the place of a finding in the edited document."""
        return Place(self.name, near=near)


def is_same(one: str, other: str) -> bool:
    """Return whether two texts read the same: programs may change white space."""
    return one == other or one.split() == other.split()


def short(text: str) -> str:
    """Return a text in one line, and cut if it is long."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"

"""What a document shows, whatever its format: text, and which stretches of it are figures.

A document that is verified and the paper that the workbooks give now are both put in these terms,
and then compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from papergen.paper.document import Chart

CAPTION = re.compile(r"(?P<word>Table|Figure)\s+(?P<number>[0-9]+)(?=[\s:.]|\Z)")
APPENDIX = re.compile(r"Appendix\s+(?P<number>[0-9A-Z]+)(?=[\s:.]|\Z)")
NUMBER = re.compile(
    r"(?<![£0-9A-Za-z.,])[0-9]+(?:\([a-z]+\))*(?![0-9A-Za-z%]|[.,][0-9])|(?:\([a-z]+\))+"
)
"""How a caption, the entry of an appendix, and the number in a reference are written."""

FIGURE, MADE = "\ufffc", "\ufffb"
"""What stands in a masked text for a figure, and for what a document works out itself."""

Line = tuple[tuple[float, float], ...]
"""The points that a pen is moved to, in the units of the drawing, to one decimal place."""

_WORDS_BESIDE = 5
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one origin.

    :param figure: id of the printed value that it shows; empty for other text.
    :param made: whether it is worked out and not typed: a reference, the number of a page.
    :param linked: whether it is in a link, where Word may show a figure like any other text.
    """

    text: str
    figure: str = ""
    made: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, caption or cell.

    :param place: as a reader would find it: ``paragraph 8(b)``.
    :param number: that is printed before it and is no part of its text: ``(b)``.
    """

    place: str
    spans: tuple[Span, ...]
    number: str = ""

    @property
    def text(self) -> str:
        """All that it says, with single spaces."""
        return plain("".join(span.text for span in self.spans))

    @property
    def masked(self) -> str:
        """What is typed in it, with single spaces, and marks for the rest."""
        return plain("".join(_mask(span) for span in self.spans))

    @property
    def typed(self) -> str:
        """What is typed in it, for comparing: without the rest, and in small letters."""
        return plain("".join(_typed(span) for span in self.spans)).casefold()

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of the figures in it, in order, but for those in links."""
        return tuple(span.figure for span in self.spans if span.figure and not span.linked)

    def near(self, index: int = 0) -> str:
        """Return a few words around one of its spans."""
        before = plain("".join(span.text for span in self.spans[:index])).split(" ")
        after = plain("".join(span.text for span in self.spans[index:])).split(" ")
        start = max(len(before) - _WORDS_BESIDE, 0)
        stop = _WORDS_BESIDE + len(before) - start
        words = plain(" ".join([*before[start:], *after[:stop]]))
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table: rows of cells, of which the first are the headings.

    :param caption: that stands above it in the body.
    """

    place: str
    caption: Passage | None
    rows: tuple[tuple[Passage, ...], ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of the figures in its cells."""
        return tuple(each for row in self.rows for each in row_figures(row))


@dataclass(frozen=True, slots=True)
class ShownDrawing:
    """A chart or picture.

    :param chart: what a chart shows; nothing for a picture, and where it cannot be read.
    :param alternative: what is said in its place to who cannot see it.
    :param lines: where lines and columns go in it, of a chart that is only drawn.
    """

    place: str
    is_chart: bool
    chart: Chart | None
    alternative: str
    lines: tuple[Line, ...] = ()


Shown = Passage | ShownTable | ShownDrawing


@dataclass(frozen=True, slots=True)
class Showing:
    """What a whole document shows.

    :param body: in order; each caption before what it belongs to.
    :param apart: headers, footers and notes.
    :param numbers: that references may give, by the word before them: ``paragraph``, ``table``.
    """

    body: tuple[Shown, ...]
    apart: tuple[Passage, ...] = ()
    numbers: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[ShownTable, ...]:
        """Its tables."""
        return tuple(each for each in self.body if isinstance(each, ShownTable))

    @property
    def drawings(self) -> tuple[ShownDrawing, ...]:
        """Its charts and pictures."""
        return tuple(each for each in self.body if isinstance(each, ShownDrawing))

    @property
    def prose(self) -> tuple[Passage, ...]:
        """The paragraphs, headings and captions of its body."""
        return tuple(each for each in self.body if isinstance(each, Passage))

    def passages(self) -> Iterator[Passage]:
        """Yield the text of its body in order, that of cells too."""
        for each in self.body:
            match each:
                case Passage():
                    yield each
                case ShownTable():
                    yield from (cell for row in each.rows for cell in row)


def numbers_there(
    body: Iterable[Shown], paragraphs: Iterable[str], recommendations: Iterable[str]
) -> dict[str, frozenset[str]]:
    """Return the numbers that references may give, by the word before them.

    :param paragraphs: their numbers in full, as ``recommendations`` are those of recommendations.
    """
    numbers: dict[str, set[str]] = {
        "paragraph": set(paragraphs),
        "recommendation": set(recommendations),
        "table": set(),
        "figure": set(),
        "appendix": set(),
    }
    for passage in body:
        if not isinstance(passage, Passage):
            continue
        caption, appendix = CAPTION.match(passage.text), APPENDIX.match(passage.text)
        if caption and passage.place.endswith(", caption"):
            numbers[caption["word"].lower()].add(caption["number"])
        elif appendix:
            numbers["appendix"].add(appendix["number"])
    return {kind: frozenset(each) for kind, each in numbers.items()}


def reference_spans(words: str) -> Iterator[Span]:
    """Yield the words of a reference: its numbers are worked out, or else all of it."""
    position = 0
    for number in NUMBER.finditer(words):
        if number.start() > position:
            yield Span(words[position : number.start()])
        yield Span(number[0], made=True)
        position = number.end()
    if position < len(words):
        yield Span(words[position:], made=not position)


def row_figures(row: tuple[Passage, ...]) -> tuple[str, ...]:
    """Return the ids of the figures in the cells of a row, in order."""
    return tuple(each for cell in row for each in cell.figures)


def plain(text: str) -> str:
    """Return a text with a single space for white space of any kind, and none at its ends."""
    return " ".join(text.split())


def _mask(span: Span) -> str:
    if span.made:
        return MADE
    return FIGURE if span.figure and not span.linked else _without_masks(span.text)


def _typed(span: Span) -> str:
    typed = span.linked or not (span.figure or span.made)
    return _without_masks(span.text) if typed else " "


def _without_masks(text: str) -> str:
    return text.replace(FIGURE, "").replace(MADE, "")

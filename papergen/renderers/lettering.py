"""Words in a drawing: how wide they are, about, and how they break into lines.

Lengths are in units of the drawing, of which 14 make the height of its text: 10 points on an
upright A4 page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TEXT = 14.0
LINE = 17.0
"""From one line of text to the next."""
BASELINE = 5.0
"""From the middle of a line of text down to where its letters stand."""

_MOST_LINES = 3

_WIDTHS = {
    letter: width
    for width, letters in {
        0.23: "'ijl|",
        0.28: " !,./:;I[\\]ft",
        0.39: '"()*-`r{}',
        0.5: "Jcksvxyz^",
        0.62: "+<=>FTZ~",
        0.67: "&ABEKPSVXY",
        0.73: "CDHNRUw",
        0.78: "GOQ",
        0.84: "Mm",
        1.0: "%@W",
    }.items()
    for letter in letters
}
"""Widths of Arial's letters as shares of the text's height, where they are not 0.56."""


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text, the first of which stands on ``y``."""

    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def below(self) -> float:
        """Where a line that comes next would stand."""
        return self.y + len(self.lines) * LINE


def width_of(lines: Sequence[str]) -> float:
    """Return about how wide lines of Arial are."""
    return max((TEXT * sum(map(_letter_width, line)) for line in lines), default=0.0)


def _letter_width(letter: str) -> float:
    if letter > "\u2e7f":
        return 1.2
    return _WIDTHS.get(letter, 0.56 if letter < "\x7f" else 0.7)


def wrapped(words: str, width: float) -> tuple[str, ...]:
    """Return words in lines of a width; those that take too many lines end with dots."""
    lines = [""]
    for word in words.split():
        for piece in _pieces(word, width):
            line = f"{lines[-1]} {piece}".lstrip()
            if width_of([line]) <= width:
                lines[-1] = line
            else:
                lines.append(piece)
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1 :] = [f"{lines[_MOST_LINES - 1][:-2]}…"]
    return tuple(lines)


def balanced(words: str, width: float, lines: int) -> tuple[str, ...]:
    """Return words in so many lines at most, as narrow as they can be."""
    narrow = min(width_of(words.split()), width)
    while narrow < width and len(wrapped(words, narrow)) > lines:
        narrow += TEXT / 4
    return wrapped(words, min(narrow, width))


def _pieces(word: str, width: float) -> Iterator[str]:
    """Yield a word, broken if it is wider than a line."""
    piece = ""
    for letter in word:
        if piece and width_of([piece + letter]) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def fits(words: str, width: float, lines: int) -> bool:
    """Tell whether words fit a width in so many lines, none of them broken."""
    return len(wrapped(words, width)) <= lines and width_of(words.split()) <= width

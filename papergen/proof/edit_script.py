"""The edit script of two texts: which token of one is which of the other, with the fewest edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[0-9](?:[0-9.,]*[0-9])?|[^\W\d_]+|\S")
_LARGEST = 1_000_000  # pairs of tokens that are weighed one by one

_SAME, _INSTEAD, _LEFT_OUT, _PUT_IN = range(4)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign, and where it stands in its text."""

    text: str
    start: int
    stop: int

    @property
    def kind(self) -> str:
        """What may stand in its place."""
        return "number" if self.text[0].isdigit() else "word" if self.text[0].isalpha() else "sign"


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text, in order."""
    return [Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]


def edit_script(
    fresh: Sequence[Token], shown: Sequence[Token]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield the index of each token with that of the one in its place, in order.

    Nothing is in the place of a token that is left out, nor is one that is put in in any place.
    """
    start = 0
    while start < min(len(fresh), len(shown)) and fresh[start].text == shown[start].text:
        start += 1
    yield from ((index, index) for index in range(start))
    rest, others = fresh[start:], shown[start:]
    weighed = len(rest) * len(others) <= _LARGEST
    for index, other in _weighed(rest, others) if weighed else _roughly(rest, others):
        yield (
            None if index is None else index + start,
            None if other is None else other + start,
        )


def _weighed(fresh: Sequence[Token], shown: Sequence[Token]) -> list[tuple[int | None, int | None]]:
    """Return the script with the fewest edits (Levenshtein), of a kind for its like."""
    costs = list(range(0, 2 * len(shown) + 1, 2))
    moves: list[bytearray] = [bytearray([_PUT_IN]) * (len(shown) + 1)]
    for index, token in enumerate(fresh, 1):
        row, last = bytearray([_LEFT_OUT]) * (len(shown) + 1), costs
        costs = [2 * index]
        for other, instead in enumerate(shown, 1):
            same = token.text == instead.text
            change = 0 if same else 2 if token.kind == instead.kind else 3
            choices = (
                (last[other - 1] + change, _SAME if same else _INSTEAD),
                (last[other] + 2, _LEFT_OUT),
                (costs[other - 1] + 2, _PUT_IN),
            )
            cost, row[other] = min(choices)
            costs.append(cost)
        moves.append(row)
    return _trace(moves, len(fresh), len(shown))


def _trace(
    moves: Sequence[bytearray], index: int, other: int
) -> list[tuple[int | None, int | None]]:
    script: list[tuple[int | None, int | None]] = []
    while index or other:
        match moves[index][other]:
            case move if move in {_SAME, _INSTEAD}:
                index, other = index - 1, other - 1
                script.append((index, other))
            case move if move == _LEFT_OUT:
                index -= 1
                script.append((index, None))
            case _:
                other -= 1
                script.append((None, other))
    return script[::-1]


def _roughly(
    fresh: Sequence[Token], shown: Sequence[Token]
) -> Iterator[tuple[int | None, int | None]]:
    matcher = SequenceMatcher(
        None, [each.text for each in fresh], [each.text for each in shown], autojunk=False
    )
    for tag, first, last, other, end in matcher.get_opcodes():
        size = min(last - first, end - other) if tag in {"equal", "replace"} else 0
        yield from ((first + offset, other + offset) for offset in range(size))
        yield from ((index, None) for index in range(first + size, last))
        yield from ((None, index) for index in range(other + size, end))

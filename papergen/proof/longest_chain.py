"""The longest chain: words that stand in a text in a given order, as many letters as possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_MOST = 500  # places that are looked at of a word that stands in many


def longest_chain(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return index and place of the words that follow each other and are the longest together.

    Each takes part once at most, and no two overlap.
    """
    best = _Highest(len(text))
    links: list[tuple[int, int, int]] = []  # index and place of a word, and the link before it
    for index, word in enumerate(words):
        # All places are looked up before any is put in, so that no word follows itself.
        found = [(start, *best.up_to(start)) for start in _places(text, word)]
        for start, length, link in found:
            links.append((index, start, link))
            best.put(start + len(word), length + len(word), len(links) - 1)
    chain: list[tuple[int, int]] = []
    _, last = best.up_to(len(text))
    while last >= 0:
        index, start, last = links[last]
        chain.append((index, start))
    return chain[::-1]


def _places(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    for _ in range(_MOST):
        if start < 0:
            return
        yield start
        start = text.find(word, start + 1)


class _Highest:
    """The longest chain so far that ends at a place or before it (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._tree = [(0, -1)] * (size + 2)

    def put(self, place: int, length: int, link: int) -> None:
        """Let a chain of some length end at a place."""
        index = place + 1
        while index < len(self._tree):
            if self._tree[index][0] < length:
                self._tree[index] = (length, link)
            index += index & -index

    def up_to(self, place: int) -> tuple[int, int]:
        """Return the length of the longest chain, and its last link; -1 for none."""
        highest, index = (0, -1), place + 1
        while index > 0:
            highest = max(highest, self._tree[index], key=lambda each: each[0])
            index -= index & -index
        return highest

"""Alignment: which passage of a document is which of the paper, whatever was edited in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from papergen.proof.shown import Passage, ShownTable

T = TypeVar("T")

_FIGURE_WEIGHT = 3  # words that a figure in common counts for
_ALIKE = 0.4  # share of words in common, of a passage that is still the same


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """What a document shows, and what it should show; one of them may be missing."""

    shown: T | None
    fresh: T | None


def align_passages(shown: Sequence[Passage], fresh: Sequence[Passage]) -> list[Pair[Passage]]:
    """Return each passage with the one it should be: first the same, then those most alike."""
    keys, fresh_keys = [_key(each) for each in shown], [_key(each) for each in fresh]
    matcher = SequenceMatcher(None, keys, fresh_keys, autojunk=False)
    pairs = {
        block.a + offset: block.b + offset
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }
    left = [index for index in range(len(shown)) if index not in pairs]
    fresh_left = sorted(set(range(len(fresh))) - set(pairs.values()))
    words = {index: _words(shown[index]) for index in left}
    fresh_words = {index: _words(fresh[index]) for index in fresh_left}
    scores = {
        (index, other): _likeness(words[index], fresh_words[other])
        for index in left
        for other in fresh_left
    }
    pairs.update(best_pairs({pair: score for pair, score in scores.items() if score >= _ALIKE}))
    return _pairs(shown, fresh, pairs)


def align_tables(
    shown: Sequence[ShownTable], fresh: Sequence[ShownTable]
) -> list[Pair[ShownTable]]:
    """Return each table with the one it should be, by the figures in it and by its caption."""
    scores = {
        (index, other): _table_likeness(table, wanted)
        for index, table in enumerate(shown)
        for other, wanted in enumerate(fresh)
    }
    pairs = best_pairs({pair: score for pair, score in scores.items() if score >= _ALIKE})
    return _pairs(shown, fresh, pairs)


def best_pairs(scores: dict[tuple[int, int], float]) -> dict[int, int]:
    """Return each on the left with its one on the right, the best pairs first.

    Of pairs that are as good, that goes first whose two stand nearest to the same place.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(scores, key=lambda pair: (-scores[pair], abs(pair[0] - pair[1]))):
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


def _pairs(shown: Sequence[T], fresh: Sequence[T], pairs: dict[int, int]) -> list[Pair[T]]:
    """Return the pairs in the order of the document, then what is not in it."""
    found = [
        Pair(each, fresh[pairs[index]] if index in pairs else None)
        for index, each in enumerate(shown)
    ]
    there = set(pairs.values())
    return found + [Pair(None, each) for index, each in enumerate(fresh) if index not in there]


def _key(passage: Passage) -> tuple[str, tuple[str, ...]]:
    return passage.typed, passage.figures


def _words(passage: Passage) -> Counter[str]:
    figures = Counter({f"{figure} ": _FIGURE_WEIGHT for figure in passage.figures})
    return Counter(passage.typed.split()) + figures


def _likeness(words: Counter[str], others: Counter[str]) -> float:
    """Return what share of the words of two texts they have in common, from 0 to 1."""
    both = words.total() + others.total()
    return 2 * (words & others).total() / both if both else 0.0


def _table_likeness(table: ShownTable, other: ShownTable) -> float:
    figures = _likeness(Counter(table.figures), Counter(other.figures))
    captions = _likeness(*(_caption_words(each) for each in (table, other)))
    cells = _likeness(*(_cell_words(each) for each in (table, other)))
    return 2 * figures + captions + cells


def _caption_words(table: ShownTable) -> Counter[str]:
    return _words(table.caption) if table.caption else Counter()


def _cell_words(table: ShownTable) -> Counter[str]:
    return _all_words(cell for row in table.rows for cell in row)


def _all_words(passages: Iterable[Passage]) -> Counter[str]:
    return Counter(word for passage in passages for word in passage.typed.split())

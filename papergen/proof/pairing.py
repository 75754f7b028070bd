"""Pairing rows, or tables, of two documents by the figures that are printed in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

_ENOUGH = 0.5  # half of what one figure counts that is printed in no other row
_COMMON = 64  # a figure in so many pairs of rows tells them apart no more


def pairs(ones: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> dict[int, int]:
    """Return which of the others each of the ones is the same as, as far as any is.

    Each is paired once. A figure counts the less the more of them it is printed in.

    :param ones: the figures of each, as are ``others``.
    """
    where_one, where_other = _places(ones), _places(others)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for figure in where_one.keys() & where_other.keys():
        here, there = where_one[figure], where_other[figure]
        weight = 1 / (len(here) * len(there))
        if weight * _COMMON >= 1:
            for one in here:
                for other in there:
                    shared[one, other] += weight
    best = sorted(shared, key=lambda pair: (-shared[pair], abs(pair[0] - pair[1]), pair))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for one, other in best:
        alike = shared[one, other] >= _ENOUGH or ones[one] == others[other]
        if alike and one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _places(sets: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """Return in which of the sets each figure is."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, figures in enumerate(sets):
        for figure in figures:
            places[figure].append(index)
    return places

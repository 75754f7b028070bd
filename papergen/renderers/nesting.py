"""Lists for a format that nests them: a paper itself is flat."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, assert_never, cast

from papergen.paper.document import (
    Appendix,
    Block,
    Bullet,
    Detail,
    NumberedParagraph,
    Recommendation,
)

Listed = NumberedParagraph | Bullet | Recommendation | Detail | Appendix
ListKind = Literal["numbered", "bullets", "recommendations", "details", "appendices"]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, and the lists within it."""

    block: Listed
    lists: tuple[BlockList, ...]


@dataclass(frozen=True, slots=True)
class BlockList:
    """Neighbouring blocks of one kind and level.

    :param level: that of numbered paragraphs and bullets; 0 of all else.
    """

    kind: ListKind
    level: int
    items: tuple[Item, ...]


def nest_lists(blocks: Iterable[Block]) -> Iterator[Block | BlockList]:
    """Yield the blocks, those that belong in lists as lists.

    A sub-paragraph is within the paragraph before it; bullets are within what they follow, whether
    a numbered paragraph, a recommendation or a bullet of a higher level.
    """
    for listed, run in groupby(blocks, lambda block: isinstance(block, Listed)):
        if listed:
            yield from _lists(deque(cast(Iterator[Listed], run)))
        else:
            yield from run


def _lists(run: deque[Listed]) -> Iterator[BlockList]:
    while run:
        yield _take_list(run)


def _take_list(run: deque[Listed]) -> BlockList:
    """Take the list that a run begins with."""
    place = _kind_and_level(run[0])
    items = []
    while run and _kind_and_level(run[0]) == place:
        block = run.popleft()
        lists = []
        while run and _is_within(run[0], block):
            lists.append(_take_list(run))
        items.append(Item(block, tuple(lists)))
    return BlockList(*place, tuple(items))


def _kind_and_level(block: Listed) -> tuple[ListKind, int]:
    match block:
        case NumberedParagraph():
            return "numbered", block.level
        case Bullet():
            return "bullets", block.level
        case Recommendation():
            return "recommendations", 0
        case Detail():
            return "details", 0
        case Appendix():
            return "appendices", 0
        case _:
            assert_never(block)


def _is_within(block: Listed, item: Listed) -> bool:
    """Tell whether a block that follows an item belongs in a list within it."""
    match block, item:
        case (NumberedParagraph(level=level), NumberedParagraph(level=above)):
            return level > above
        case (Bullet(level=level), Bullet(level=above)):
            return level > above
        case (Bullet(), NumberedParagraph() | Recommendation()):
            return True
        case _:
            return False

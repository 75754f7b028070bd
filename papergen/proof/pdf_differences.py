"""What a PDF says instead of some blocks of the paper, stretch by stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from papergen.proof.edit_script import Token, edit_script, tokens_of
from papergen.proof.pdf_blocks import Block, Gap, solid
from papergen.proof.shown import plain

_STILL_THERE = 0.3  # share of the tokens of a block that is not missing altogether

_NUMBER_AT_END = re.compile(r"(?:\A|\s)(?P<number>[0-9]+\.?|\([a-z]+\))\s*\Z")

StretchKind = Literal["number", "typed", "made", "figure"]


@dataclass(slots=True)
class Stretch:
    """A stretch of a block: what it should say, and what the PDF says there.

    :param kind: the number before the block, or what a span of it is.
    :param figure: id of the figure that it shows.
    :param tokens: how many it has; ``there``: how many of them have something in their place.
    """

    kind: StretchKind
    due: str
    figure: str = ""
    tokens: int = 0
    there: int = 0
    start: int = -1
    stop: int = -1

    def take(self, token: Token) -> None:
        """Let a token of the PDF be part of it."""
        self.start = token.start if self.start < 0 else min(self.start, token.start)
        self.stop = max(self.stop, token.stop)

    def shown(self, text: str) -> str:
        """Return what the PDF says there."""
        return plain(text[self.start : self.stop]) if self.start >= 0 else ""

    def agrees(self, text: str) -> bool:
        """Return whether the PDF says there what it should."""
        return solid(self.shown(text)) == solid(self.due)


@dataclass(slots=True)
class BlockDifference:
    """A block with its stretches.

    :param added: what the PDF says in it besides.
    :param whole: whether it should be in the gap, and not only its number.
    """

    block: Block
    stretches: list[Stretch]
    whole: bool
    added: list[str] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Whether hardly any of it is there."""
        tokens = sum(stretch.tokens for stretch in self.stretches if stretch.kind != "number")
        there = sum(stretch.there for stretch in self.stretches if stretch.kind != "number")
        return self.whole and there < _STILL_THERE * tokens

    def words(self, text: str) -> str:
        """Return what the PDF says in its place."""
        starts = [each.start for each in self.stretches if each.start >= 0]
        stops = [each.stop for each in self.stretches if each.start >= 0]
        return plain(text[min(starts) : max(stops)]) if starts else ""


_Owner = tuple[BlockDifference, Stretch]


@dataclass(frozen=True, slots=True)
class GapDifference:
    """What a PDF has in a gap.

    :param added: what it says between blocks, each with the place of the block before.
    """

    text: str
    blocks: tuple[BlockDifference, ...]
    added: tuple[tuple[str, str], ...]


def differences(gap: Gap) -> GapDifference:
    """Return what a PDF has in a gap, held against the blocks that should be there."""
    blocks = [_difference(block) for block in gap.blocks]
    text, number = _without_number(gap)
    if gap.following is not None and number:
        blocks.append(_numbered(gap.following, number))
    fresh: list[Token] = []
    owners: list[_Owner] = []
    for block in (each for each in blocks if each.whole):
        for stretch in block.stretches:
            tokens = tokens_of(stretch.due)
            stretch.tokens = len(tokens)
            fresh += tokens
            owners += [(block, stretch)] * len(tokens)
    last = gap.last.place if gap.last else "the top of the paper"
    added = (
        (words, block.block.place if block else last)
        for words, block in _assign(text, fresh, owners)
    )
    return GapDifference(gap.text, tuple(blocks), tuple(added))


def _without_number(gap: Gap) -> tuple[str, re.Match[str] | None]:
    """Return the text of a gap without the number at its end, which is that of what follows."""
    number = _NUMBER_AT_END.search(gap.text) if gap.following and gap.following.number else None
    return gap.text[: number.start("number")] if number else gap.text, number


def _numbered(block: Block, number: re.Match[str]) -> BlockDifference:
    """Return a block that is as it should be, with the number before it."""
    stretch = Stretch("number", block.number, tokens=1, there=1)
    stretch.start, stretch.stop = number.span("number")
    return BlockDifference(block, [stretch], whole=False)


def _difference(block: Block) -> BlockDifference:
    number = f"{block.number}." if block.number.isdigit() else block.number
    stretches = [Stretch("number", number)] if number else []
    for span in block.spans:
        is_figure = span.figure and not span.linked
        kind: StretchKind = "figure" if is_figure else "made" if span.made else "typed"
        stretches.append(Stretch(kind, span.text, span.figure if is_figure else ""))
    return BlockDifference(block, stretches, whole=True)


def _assign(
    text: str, fresh: Sequence[Token], owners: Sequence[_Owner]
) -> Iterator[tuple[str, BlockDifference | None]]:
    """Give each token of the PDF to the stretch that it stands in, and yield the others."""
    shown = tokens_of(text)
    script = list(edit_script(fresh, shown))
    owner: list[_Owner | None] = [None] * len(shown)
    for index, other in script:
        if index is not None and other is not None:
            owner[other] = owners[index]
            _, stretch = owners[index]
            stretch.take(shown[other])
            stretch.there += 1
    _take_neighbours(shown, owner)
    yield from _added(text, shown, owner)


def _take_neighbours(shown: Sequence[Token], owner: list[_Owner | None]) -> None:
    """Let what is put in be part of the figure that it touches, or stands within."""
    for index, token in enumerate(shown):
        if owner[index] is not None:
            continue
        before = owner[index - 1] if index else None
        after = next((each for each in owner[index + 1 :] if each is not None), None)
        touches = index > 0 and shown[index - 1].stop == token.start
        leads = index + 1 < len(shown) and shown[index + 1].start == token.stop
        for taker, close in ((before, touches or before is after), (after, leads)):
            if taker is not None and close and taker[1].kind in {"figure", "made"}:
                taker[1].take(token)
                owner[index] = taker
                break


def _added(
    text: str, shown: Sequence[Token], owner: Sequence[_Owner | None]
) -> Iterator[tuple[str, BlockDifference | None]]:
    """Yield what is put in between blocks, with the block before; in a block it is noted there."""
    index = 0
    while index < len(shown):
        if owner[index] is not None:
            index += 1
            continue
        stop = index
        while stop < len(shown) and owner[stop] is None:
            stop += 1
        words = plain(text[shown[index].start : shown[stop - 1].stop])
        before = owner[index - 1] if index else None
        after = owner[stop] if stop < len(shown) else None
        if before is not None and after is not None and before[0] is after[0]:
            before[0].added.append(words)
        else:
            yield words, before[0] if before else None
        index = stop

"""Occurrences: where in a paper each value is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papergen.figure import Figure
from papergen.paper.document import (
    Appendix,
    Block,
    Bullet,
    Chart,
    Detail,
    Emphasis,
    Heading,
    Illustration,
    Inline,
    Inlines,
    Link,
    Note,
    NumberedParagraph,
    PageBreak,
    Paper,
    PlainParagraph,
    Printed,
    Recommendation,
    Reference,
    Strong,
    Table,
    Text,
    plain_text,
)
from papergen.paper.imprint import Imprint, imprint
from papergen.paper.wording import figure_wording


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A value in a place of a paper.

    :param place: as a reader would find it: ``paragraph 8(b)``, ``Table 2, row 3``.
    :param block: index of the block among the paper's.
    """

    place: str
    block: int
    imprint: Imprint


def occurrences(paper: Paper) -> Iterator[Occurrence]:
    """Yield the values that a numbered paper prints, in order; a chart's points among them."""
    places = block_places(paper.blocks)
    for index, (block, place) in enumerate(zip(paper.blocks, places, strict=True)):
        for where, found in _in_block(block, place):
            yield Occurrence(where, index, found)


def block_places(blocks: Iterable[Block]) -> list[str]:
    """Return how a reader would find each block of a numbered paper."""
    places = []
    number, heading = "", ""
    counts = ["", "", ""]
    for block in blocks:
        match block:
            case NumberedParagraph():
                counts[block.level :] = [block.number, *[""] * (2 - block.level)]
                number = "".join(counts)
                places.append(f"paragraph {number}")
            case Heading():
                heading = plain_text(block.content)
                places.append(f"heading “{heading}”")
            case Recommendation():
                places.append(f"recommendation {block.number}")
            case Table():
                places.append(f"Table {block.number}")
            case Illustration():
                places.append(f"Figure {block.number}")
            case Appendix():
                places.append(f"Appendix {block.number}")
            case Detail():
                places.append(f"front page, {block.term.lower()}")
            case Note():
                places.append(f"note under “{heading}”")
            case PlainParagraph() | Bullet() | PageBreak():
                after = f"after paragraph {number}" if number else "before paragraph 1"
                places.append(f"text {after}")
    return places


def _in_block(block: Block, place: str) -> Iterator[tuple[str, Imprint]]:
    match block:
        case Table():
            yield from _in_text(block.caption, f"{place}, caption")
            for column in block.columns:
                yield from _in_text(column.heading, f"{place}, headings")
            for number, row in enumerate(block.rows, 1):
                for cell in row:
                    yield from _in_text(cell, f"{place}, row {number}")
        case Illustration():
            yield from _in_text(block.caption, f"{place}, caption")
            if isinstance(block.shows, Chart):
                yield from ((place, point) for point in _chart_points(block.shows))
        case Appendix() | PageBreak():
            return
        case _:
            yield from _in_text(block.content, place)


def _in_text(content: Inlines, place: str) -> Iterator[tuple[str, Imprint]]:
    for printed in printed_in(content):
        yield place, imprint(printed)


def printed_in(content: Iterable[Inline]) -> Iterator[Printed]:
    """Yield the printed values in some inlines, in order."""
    for inline in content:
        match inline:
            case Printed():
                yield inline
            case Strong(children) | Emphasis(children) | Link(children=children):
                yield from printed_in(children)
            case Text() | Reference():
                continue


def _chart_points(chart: Chart) -> Iterator[Imprint]:
    for series in chart.series:
        for point in series.points:
            if isinstance(point, Figure):
                yield imprint(figure_wording(point))

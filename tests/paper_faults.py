"""Faults put into a paper before it is built, one at a time, for formats that cannot be edited.

Each is told with what has to be found of it: codes of findings, and where they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from word_faults import NUMBERS, Expected, other_figure

from papergen.paper.document import (
    Block,
    Chart,
    Emphasis,
    Heading,
    Illustration,
    Inlines,
    NumberedParagraph,
    Paper,
    Printed,
    Reference,
    Series,
    Strong,
    Table,
    Text,
    map_inlines,
)

Fault = tuple[Paper, Expected]


def part_of(block: Block) -> str:
    """Where a reader finds a block; of tables, which."""
    match block:
        case NumberedParagraph(level=0):
            return f"paragraph {block.number}"
        case Table():
            return f"Table {block.number}"
        case _:
            return ""


def with_block(paper: Paper, block: Block, other: Block) -> Paper:
    blocks = tuple(other if each is block else each for each in paper.blocks)
    return replace(paper, blocks=blocks)


def changed(content: Inlines, old: object, new: Any) -> Inlines:
    """Some inlines with one of them, at whatever depth, replaced."""
    found: list[Any] = []
    for inline in content:
        if inline is old:
            found.append(new)
        elif isinstance(inline, (Strong, Emphasis)):
            found.append(replace(inline, children=changed(inline.children, old, new)))
        else:
            found.append(inline)
    return tuple(found)


def inlines_of(block: Block, kind: type[Any]) -> list[Any]:
    """The inlines of a kind that stand in a block itself, but for those in its caption."""
    found: list[Any] = []

    def look(content: Inlines) -> Inlines:
        for inline in content:
            if isinstance(inline, kind):
                found.append(inline)
            elif isinstance(inline, (Strong, Emphasis)):
                look(inline.children)
        return content

    map_inlines(replace(block, caption=()) if isinstance(block, Table) else block, look)
    return found


def with_inline(paper: Paper, block: Block, old: object, new: Any) -> Paper:
    return with_block(paper, block, map_inlines(block, lambda each: changed(each, old, new)))


def places(paper: Paper, kind: type[Any]) -> Iterator[tuple[Block, Any]]:
    """The inlines of a kind in paragraphs of the body and in rows of tables."""
    for block in paper.blocks:
        if part_of(block):
            yield from ((block, inline) for inline in inlines_of(block, kind))


def part_in(block: Block, inline: object) -> str:
    if not isinstance(block, Table):
        return part_of(block)
    for number, row in enumerate(block.rows, 1):
        if any(changed(cell, inline, Text("")) != cell for cell in row):
            return f"{part_of(block)}, row {number}"
    return f"{part_of(block)}, headings"


def stale_figure(paper: Paper, random: Random) -> Fault:
    block, printed = random.choice(list(places(paper, Printed)))
    other = replace(printed, text=other_figure(printed.text, random))
    return with_inline(paper, block, printed, other), [("stale-figure", part_in(block, printed))]


def other_unit(paper: Paper, random: Random) -> Fault:
    money = [each for each in places(paper, Printed) if each[1].text.endswith("m")]
    block, printed = random.choice(money)
    other = replace(printed, text=f"{printed.text[:-1]}k")
    return with_inline(paper, block, printed, other), [("stale-figure", part_in(block, printed))]


def deleted_figure(paper: Paper, random: Random) -> Fault:
    prose = [
        (block, printed)
        for block, printed in places(paper, Printed)
        if isinstance(block, NumberedParagraph) and len(block.content) > 1
    ]
    block, printed = random.choice(prose)
    return with_inline(paper, block, printed, Text("")), [("deleted-figure", part_of(block))]


def exchanged_rows(paper: Paper, random: Random) -> Fault:
    """The figures of two rows, each below the label of the other."""
    tables = [each for each in paper.blocks if isinstance(each, Table) and len(each.rows) > 3]
    table = random.choice(tables)
    one, other = sorted(random.sample(range(1, len(table.rows)), 2))
    rows = list(table.rows)
    rows[one] = (table.rows[one][0], *table.rows[other][1:])
    rows[other] = (table.rows[other][0], *table.rows[one][1:])
    parts = [f"{part_of(table)}, row {each + 1}" for each in (one, other)]
    return with_block(paper, table, replace(table, rows=tuple(rows))), [
        ("stale-figure", part) for part in parts
    ]


def caption_in_another_unit(paper: Paper, random: Random) -> Fault:
    table = next(
        each for each in paper.blocks if isinstance(each, Table) and "£m" in str(each.caption[0])
    )
    (words,) = table.caption
    caption = (Text(str(words).replace("£m", random.choice(("£000", "£k", "£")))),)
    return with_block(paper, table, replace(table, caption=caption)), [
        ("changed-unit", f"{part_of(table)}, caption")
    ]


def typed_number(paper: Paper, random: Random) -> Fault:
    paragraphs = [each for each in paper.blocks if part_of(each).startswith("paragraph")]
    block: Any = random.choice(paragraphs)
    other = replace(block, content=(*block.content, Text(random.choice(NUMBERS))))
    return with_block(paper, block, other), [("untraced-number", part_of(block))]


def stale_reference(paper: Paper, random: Random) -> Fault:
    numbered = [each for each in places(paper, Reference) if each[1].number.isdigit()]
    prose = [each for each in numbered if each[1].kind in {"paragraph", "table", "figure"}]
    block, reference = random.choice(prose)
    other = replace(reference, number=str(int(reference.number) + random.choice((1, 7))))
    return with_inline(paper, block, reference, other), [
        ("stale-reference", part_in(block, reference))
    ]


def lost_paragraph(paper: Paper, random: Random) -> Fault:
    paragraphs = [each for each in paper.blocks if part_of(each).startswith("paragraph")]
    block = random.choice(paragraphs)
    blocks = tuple(each for each in paper.blocks if each is not block)
    return replace(paper, blocks=blocks), [("missing-text", part_of(block))]


def lost_row(paper: Paper, random: Random) -> Fault:
    tables = [each for each in paper.blocks if isinstance(each, Table) and len(each.rows) > 3]
    table = random.choice(tables)
    index = random.randrange(len(table.rows))
    rows = (*table.rows[:index], *table.rows[index + 1 :])
    return with_block(paper, table, replace(table, rows=rows)), [
        ("missing-text", f"{part_of(table)}, row {index + 1}")
    ]


def other_words(paper: Paper, random: Random) -> Fault:
    headings = [each for each in paper.blocks if isinstance(each, Heading) and each.level == 2]
    heading = random.choice(headings)
    other = replace(heading, content=(Text("Quite another heading"),))
    return with_block(paper, heading, other), [("changed-text", None)]


def chart_point(paper: Paper, random: Random) -> Fault:
    charts = [
        each
        for each in paper.blocks
        if isinstance(each, Illustration) and isinstance(each.shows, Chart)
    ]
    block = random.choice(charts)
    chart = block.shows
    assert isinstance(chart, Chart)
    index = random.randrange(len(chart.series))
    series = chart.series[index]
    where = random.choice([each for each, point in enumerate(series.points) if point is not None])
    points = list(series.points)
    point = points[where]
    assert point is not None
    points[where] = replace(point, value=point.value + random.choice((Decimal(3), Decimal(-2))))
    lines = list(chart.series)
    lines[index] = Series(series.name, tuple(points))
    other = replace(block, shows=replace(chart, series=tuple(lines)))
    return with_block(paper, block, other), [("changed-chart", None)]


def alternative_text(paper: Paper, random: Random) -> Fault:
    charts = [
        each
        for each in paper.blocks
        if isinstance(each, Illustration) and isinstance(each.shows, Chart)
    ]
    block = random.choice(charts)
    words = f"{block.shows.alternative} It ends at £999.9m."
    return with_block(
        paper, block, replace(block, shows=replace(block.shows, alternative=words))
    ), [("changed-alternative", None)]


def other_header(paper: Paper, random: Random) -> Fault:
    day = random.choice((9, 11, 24))
    header = paper.header.replace("10 October", f"{day} October")
    return replace(paper, header=header), [("changed-text", "page header")]


FAULTS: tuple[Callable[[Paper, Random], Fault], ...] = (
    stale_figure,
    other_unit,
    deleted_figure,
    exchanged_rows,
    caption_in_another_unit,
    typed_number,
    stale_reference,
    lost_paragraph,
    lost_row,
    other_words,
    chart_point,
    alternative_text,
    other_header,
)

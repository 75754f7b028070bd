"""What a paper shows that the workbooks give now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from papergen.paper.document import (
    Appendix,
    Block,
    Chart,
    Detail,
    Emphasis,
    Illustration,
    Inline,
    Inlines,
    Link,
    NumberedParagraph,
    PageBreak,
    Paper,
    Printed,
    Recommendation,
    Reference,
    Strong,
    Table,
    Text,
)
from papergen.paper.occurrence import block_places
from papergen.proof.shown import (
    Passage,
    Showing,
    Shown,
    ShownDrawing,
    ShownTable,
    Span,
    numbers_there,
)

_NUMBER = "{number}"


def show_paper(paper: Paper) -> Showing:
    """Return what a numbered paper shows in every format."""
    places = block_places(paper.blocks)
    body = [
        shown
        for block, place in zip(paper.blocks, places, strict=True)
        for shown in _shown(block, place)
    ]
    return Showing(tuple(body), numbers=numbers_there(body, *_paragraph_numbers(paper)))


def _paragraph_numbers(paper: Paper) -> tuple[list[str], list[str]]:
    """Return the numbers of paragraphs in full, and those of recommendations."""
    paragraphs: list[str] = []
    above = ["", "", ""]
    for block in paper.blocks:
        if isinstance(block, NumberedParagraph):
            above[block.level :] = [block.number, *[""] * (2 - block.level)]
            paragraphs.append("".join(above))
    recommendations = [each.number for each in paper.blocks if isinstance(each, Recommendation)]
    return paragraphs, recommendations


def _shown(block: Block, place: str) -> Iterator[Shown]:
    match block:
        case PageBreak():
            return
        case Table():
            heading = tuple(
                Passage(f"{place}, headings", spans_of(column.heading)) for column in block.columns
            )
            rows = (
                tuple(Passage(f"{place}, row {number}", spans_of(cell)) for cell in row)
                for number, row in enumerate(block.rows, 1)
            )
            caption = _caption("Table", block, place)
            yield caption
            yield ShownTable(place, caption, (heading, *rows))
        case Illustration():
            yield _caption("Figure", block, place)
            chart = block.shows if isinstance(block.shows, Chart) else None
            yield ShownDrawing(place, chart is not None, chart, block.shows.alternative)
        case Appendix():
            words = f"Appendix {block.number}: {block.title}"
            yield Passage(place, (Span(words),))
        case Detail():
            yield Passage(place, (Span(f"{block.term}:\t"), *spans_of(block.content)))
        case NumberedParagraph() | Recommendation():
            yield Passage(place, spans_of(block.content), block.number)
        case _:
            yield Passage(place, spans_of(block.content))


def _caption(word: str, block: Table | Illustration, place: str) -> Passage:
    number = (Span(f"{word} "), Span(block.number, made=True))
    words = (Span(": "), *spans_of(block.caption)) if block.caption else ()
    return Passage(f"{place}, caption", (*number, *words))


def spans_of(content: Inlines) -> tuple[Span, ...]:
    """Return the spans of some inlines."""
    return tuple(_spans(content))


def _spans(content: Iterable[Inline], linked: bool = False) -> Iterator[Span]:
    for inline in content:
        match inline:
            case Text():
                yield Span(inline.text)
            case Printed():
                yield Span(inline.text, inline.id, linked=linked)
            case Strong(children) | Emphasis(children):
                yield from _spans(children, linked)
            case Link():
                yield from _spans(inline.children, linked=True)
            case Reference():
                yield from _reference(inline)


def _reference(reference: Reference) -> Iterator[Span]:
    """Yield the words of a reference; of those that have a number, the number is worked out."""
    if not reference.number:
        yield Span(reference.words, made=True)
        return
    for index, words in enumerate(reference.text.split(_NUMBER)):
        if index:
            yield Span(reference.number, made=True)
        if words:
            yield Span(words)

"""What a Word document shows, with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from docx.document import Document
from lxml.etree import _Element

from papergen.ooxml.content_control import bound_id
from papergen.ooxml.list_numbers import ListNumber
from papergen.ooxml.passage import Known
from papergen.ooxml.shown_text import (
    Piece,
    TextReader,
    bookmarks_in,
    drawing_words,
    is_table,
    shown_blocks,
    shown_chart,
    stories_apart,
    style_names,
)
from papergen.ooxml.table_rows import row_cells, table_rows
from papergen.proof.shown import (
    CAPTION,
    Passage,
    Showing,
    Shown,
    ShownDrawing,
    ShownTable,
    Span,
    numbers_there,
    reference_spans,
)

_RECOMMENDATION = "Recommendation"
_MADE = set(
    "PAGE NUMPAGES SECTIONPAGES SECTION PAGEREF REF NOTEREF SEQ STYLEREF TOC LISTNUM".split()
)


@dataclass(slots=True)
class _Reading:
    """What is known while a document is read.

    :param numbers: of its paragraphs.
    :param styles: name of the style of each paragraph.
    :param headings: the bookmarks of headings, which have no number to refer to.
    :param last: number of the last numbered paragraph.
    :param caption: the caption that stands above what comes next.
    :param counts: how many tables and drawings there have been.
    :param places: where each paragraph of the body is.
    """

    document: Document
    numbers: Mapping[_Element, ListNumber]
    styles: Mapping[_Element, str]
    headings: frozenset[str]
    text: TextReader
    last: str = ""
    caption: Passage | None = None
    counts: dict[str, int] = field(default_factory=lambda: {"Table": 0, "Figure": 0})
    places: dict[_Element, Passage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordShowing:
    """What a document shows, and the passage of each paragraph (``w:p``) of its body."""

    showing: Showing
    places: Mapping[_Element, Passage]


def show_word(
    document: Document, numbers: Mapping[_Element, ListNumber], known: Known = bound_id
) -> WordShowing:
    """Return what a document shows.

    :param document: without tracked changes.
    :param numbers: of the paragraphs of its body.
    :param known: returns the id of the figure that a content control shows.
    """
    body = document.element.body
    styles = style_names(document)
    headings = (
        name
        for paragraph, style in styles.items()
        if _is_heading(style)
        for name in bookmarks_in(paragraph)
    )
    text = TextReader(known)
    reading = _Reading(document, numbers, styles, frozenset(headings), text)
    shown = tuple(each for block in shown_blocks(body) for each in _shown(block, reading))
    apart = tuple(
        Passage(what, _spans(TextReader(known).pieces(paragraph), frozenset()))
        for what, story in stories_apart(document)
        for paragraph in _paragraphs(story)
    )
    full: dict[bool, list[str]] = {True: [], False: []}
    for paragraph, number in numbers.items():
        full[styles.get(paragraph) == _RECOMMENDATION].append(number.full)
    there = numbers_there(shown, full[False], full[True])
    return WordShowing(Showing(shown, apart, there), reading.places)


def _shown(block: _Element, reading: _Reading) -> Iterator[Shown]:
    if is_table(block):
        yield _table(block, reading)
        return
    pieces = list(reading.text.pieces(block))
    passage = _paragraph(block, pieces, reading)
    reading.places[block] = passage
    for piece in pieces:
        if piece.drawing is not None:
            yield _drawing(piece.drawing, reading)
    if passage.text or passage.figures:
        reading.caption = passage if passage.place.endswith(", caption") else None
        yield passage


def _paragraph(block: _Element, pieces: list[Piece], reading: _Reading) -> Passage:
    spans = _spans(pieces, reading.headings)
    words = Passage("", spans).text
    style, number = reading.styles.get(block, ""), reading.numbers.get(block)
    caption = CAPTION.match(words) if _is_caption(style, pieces) else None
    if number is not None and style == _RECOMMENDATION:
        place = f"recommendation {number.full}"
    elif number is not None:
        place, reading.last = f"paragraph {number.full}", number.full
    elif _is_heading(style):
        place = f"heading “{words}”"
    elif caption:
        place = f"{caption[0]}, caption"
    elif reading.last:
        place = f"text after paragraph {reading.last}"
    else:
        place = "text before paragraph 1"
    return Passage(place, spans, number.printed if number else "")


def _is_heading(style: str) -> bool:
    return style.casefold().startswith(("heading", "title"))


def _is_caption(style: str, pieces: Iterable[Piece]) -> bool:
    return style.casefold().startswith("caption") or any(
        piece.field.startswith("SEQ ") for piece in pieces
    )


def _table(block: _Element, reading: _Reading) -> ShownTable:
    reading.counts["Table"] += 1
    caption, reading.caption = reading.caption, None
    place = _captioned(caption, "Table") or f"table {reading.counts['Table']}"
    rows = []
    for count, row in enumerate(table_rows(block)):
        where = f"{place}, row {count}" if count else f"{place}, headings"
        rows.append(tuple(_cell(cell, where, reading) for cell in row_cells(row)))
    return ShownTable(place, caption, tuple(rows))


def _cell(cell: _Element, place: str, reading: _Reading) -> Passage:
    """Return the text of a cell, of a table within it too."""
    spans: list[Span] = []
    paragraphs = list(_paragraphs(cell))
    for paragraph in paragraphs:
        spans += [Span("\n")] if spans else []
        spans += _spans(reading.text.pieces(paragraph), reading.headings)
    passage = Passage(place, tuple(spans))
    reading.places.update(dict.fromkeys(paragraphs, passage))
    return passage


def _paragraphs(parent: _Element) -> Iterator[_Element]:
    for block in shown_blocks(parent):
        if is_table(block):
            for row in table_rows(block):
                for cell in row_cells(row):
                    yield from _paragraphs(cell)
        else:
            yield block


def _captioned(caption: Passage | None, word: str) -> str:
    """Return what a caption calls what stands below it: ``Table 2``."""
    named = None if caption is None else CAPTION.match(caption.text)
    return named[0] if named and named["word"] == word else ""


def _drawing(drawing: _Element, reading: _Reading) -> ShownDrawing:
    reading.counts["Figure"] += 1
    caption, reading.caption = reading.caption, None
    place = _captioned(caption, "Figure") or f"figure {reading.counts['Figure']}"
    is_chart, chart = shown_chart(drawing, reading.document.part)
    return ShownDrawing(place, is_chart, chart, drawing_words(drawing))


def _spans(pieces: Iterable[Piece], headings: frozenset[str]) -> tuple[Span, ...]:
    """Return pieces as spans: all that a control shows is one.

    :param headings: bookmarks, links to which show no number.
    """
    spans: list[Span] = []
    last: Piece | None = None
    for piece in pieces:
        if piece.drawing is not None:
            continue
        if piece.anchor and piece.anchor not in headings and not piece.figure:
            spans += reference_spans(piece.text)
            last = None
            continue
        made = piece.anchor in headings or piece.field.split(" ", 1)[0].upper() in _MADE
        linked = piece.field.startswith("HYPERLINK")
        span = Span(piece.text, piece.figure, made and not piece.figure, linked)
        if last is not None and _go_on(last, piece, spans[-1].made, span.made):
            spans[-1] = replace(spans[-1], text=spans[-1].text + span.text)
        else:
            spans.append(span)
        last = piece
    return tuple(spans)


def _go_on(last: Piece, piece: Piece, last_made: bool, made: bool) -> bool:
    """Return whether a piece goes on with what the last one shows."""
    return last.control is piece.control and last.field == piece.field and last_made == made

"""What a page shows: figures are in ``data`` elements, and numbers of paragraphs in its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from papergen.proof.chart_lines import path_points
from papergen.proof.shown import (
    CAPTION,
    Passage,
    Showing,
    Shown,
    ShownDrawing,
    ShownTable,
    Span,
    numbers_there,
    plain,
    reference_spans,
)

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {*_HEADINGS, "p", "ol", "ul", "dl", "li", "table", "figure", "div", "section"}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph of a page with a number, its own and in full, and what list it is in."""

    element: HtmlElement
    printed: str
    full: str
    level: int
    is_recommendation: bool


@dataclass(slots=True)
class _Reading:
    """What is known while a page is read.

    :param headings: the ids of headings, which have no number to refer to.
    :param numbered: the numbered paragraphs so far.
    :param above: the numbers of the paragraphs above the next one.
    :param places: where each element with text is.
    """

    headings: frozenset[str]
    numbered: list[Numbered] = field(default_factory=list)
    above: list[str] = field(default_factory=lambda: ["", "", ""])
    places: dict[HtmlElement, Passage] = field(default_factory=dict)
    caption: Passage | None = None

    @property
    def last(self) -> str:
        """Where text stands that has no number."""
        number = "".join(self.above)
        return f"text after paragraph {number}" if number else "text before paragraph 1"


@dataclass(frozen=True, slots=True)
class PageShowing:
    """What a page shows, its numbered paragraphs, and the passage of each element with text."""

    showing: Showing
    numbered: tuple[Numbered, ...]
    places: dict[HtmlElement, Passage]


def show_page(page: HtmlElement) -> PageShowing:
    """Return what a page shows.

    :param page: its root element.
    """
    reading = _Reading(frozenset(each.get("id", "") for each in page.iter(*_HEADINGS)))
    main = next(page.iter("main"), page)
    body = tuple(_blocks(main, reading))
    apart = [
        Passage("page header", tuple(_spans(each, reading)))
        for each in page.iter("header", "footer")
        if main not in each.iter("main")
    ]
    paragraphs = [each.full for each in reading.numbered if not each.is_recommendation]
    recommendations = [each.full for each in reading.numbered if each.is_recommendation]
    numbers = numbers_there(body, paragraphs, recommendations)
    showing = Showing(body, tuple(apart), numbers)
    return PageShowing(showing, tuple(reading.numbered), reading.places)


def _blocks(parent: HtmlElement, reading: _Reading) -> Iterator[Shown]:
    term = ""
    for element in parent.iterchildren("*"):
        tag = str(element.tag)
        if tag in _HEADINGS:
            yield _passage(element, reading, f"heading “{plain(element.text_content())}”")
        elif tag == "table":
            yield from _table(element, reading)
        elif tag == "figure":
            yield from _figure(element, reading)
        elif tag == "p":
            yield _paragraph(element, reading)
        elif tag == "dt":
            term = plain(element.text_content())
        elif tag == "dd":
            spans = (Span(f"{term}\t"), *_spans(element, reading))
            yield _keep(element, Passage(f"front page, {term.rstrip(':').lower()}", spans), reading)
        else:
            if tag == "li" and not any(child.tag == "p" for child in element):
                yield _passage(element, reading, reading.last)
            yield from _blocks(element, reading)


def _keep(element: HtmlElement, passage: Passage, reading: _Reading) -> Passage:
    reading.places[element] = passage
    return passage


def _passage(element: HtmlElement, reading: _Reading, place: str) -> Passage:
    return _keep(element, Passage(place, tuple(_spans(element, reading))), reading)


def _paragraph(element: HtmlElement, reading: _Reading) -> Passage:
    number = element.find("span[@class='number']")
    if number is None:
        return _passage(element, reading, reading.last)
    printed = plain(number.text_content()).rstrip(".")
    around = next(element.iterancestors("ol"), None)
    classes = () if around is None else around.get("class", "").split()
    if "recommendations" in classes:
        place, full, level = f"recommendation {printed}", printed, 0
    else:
        level = next((each for each in (2, 1) if f"level-{each}" in classes), 0)
        reading.above[level:] = [printed, *[""] * (2 - level)]
        full = "".join(reading.above)
        place = f"paragraph {full}"
    lettered = "recommendations" in classes
    reading.numbered.append(Numbered(element, printed, full, level, lettered))
    return _keep(element, Passage(place, tuple(_spans(element, reading)), printed), reading)


def _table(table: HtmlElement, reading: _Reading) -> Iterator[Shown]:
    element = table.find("caption")
    caption = None if element is None else _caption(element, reading)
    if caption is not None:
        yield caption
    place = caption.place.removesuffix(", caption") if caption else "a table"
    rows = []
    for count, row in enumerate(table.iter("tr")):
        where = f"{place}, row {count}" if count else f"{place}, headings"
        cells = row.iterchildren("th", "td")
        rows.append(tuple(_passage(cell, reading, where) for cell in cells))
    yield ShownTable(place, caption, tuple(rows))


def _figure(figure: HtmlElement, reading: _Reading) -> Iterator[Shown]:
    element = figure.find("figcaption")
    caption = None if element is None else _caption(element, reading)
    if caption is not None:
        yield caption
    place = caption.place.removesuffix(", caption") if caption else "a figure"
    for drawing in figure.iter("svg", "img"):
        is_chart = drawing.tag == "svg"
        words = drawing.findtext("title") or "" if is_chart else drawing.get("alt", "")
        lines = tuple(path_points(path.get("d", "")) for path in drawing.iter("path"))
        yield ShownDrawing(place, is_chart, None, words, tuple(filter(None, lines)))


def _caption(element: HtmlElement, reading: _Reading) -> Passage:
    """Return a caption, whose number is worked out."""
    spans = list(_spans(element, reading))
    named = CAPTION.match(spans[0].text) if spans else None
    if named is None:
        return _passage(element, reading, "a caption")
    first = spans[0].text
    spans[:1] = [
        Span(first[: named.start("number")]),
        Span(named["number"], made=True),
        Span(first[named.end("number") :]),
    ]
    return _keep(element, Passage(f"{named[0]}, caption", tuple(spans)), reading)


def _spans(element: HtmlElement, reading: _Reading) -> Iterator[Span]:
    """Yield what stands in an element itself, and in no block within it."""
    if element.text:
        yield Span(element.text)
    for child in element.iterchildren("*"):
        if child.get("data-figure"):
            linked = next(child.iterancestors("a"), None) is not None
            yield Span(_words(child, reading), child.get("data-figure", ""), linked=linked)
        elif child.tag == "br":
            yield Span("\n")
        elif "reference" in child.get("class", "").split():
            words = _words(child, reading)
            to_heading = child.get("href", "#")[1:] in reading.headings
            yield from [Span(words, made=True)] if to_heading else reference_spans(words)
        elif child.get("class") != "number" and child.tag not in _BLOCKS | {"svg", "style"}:
            yield from _spans(child, reading)
        if child.tail:
            yield Span(child.tail)


def _words(element: HtmlElement, reading: _Reading) -> str:
    return "".join(span.text for span in _spans(element, reading))

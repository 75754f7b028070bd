"""Faults put into a built page, one at a time, by lxml alone.

Each is told with what has to be found of it: codes of findings, and where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from word_faults import NUMBERS, SURE, Expected, other_figure


@dataclass
class Value:
    """A ``data`` element of a page, and where the paper says that its value stands."""

    element: HtmlElement
    part: str

    @property
    def text(self) -> str:
        return str(self.element.text_content())

    @property
    def id(self) -> str:
        return str(self.element.get("data-figure"))

    @property
    def row(self) -> HtmlElement | None:
        return next(self.element.iterancestors("tr"), None)

    @property
    def around(self) -> HtmlElement:
        return next(self.element.iterancestors("p", "li", "td", "th", "caption", "figcaption"))

    def show(self, words: str) -> None:
        for child in list(self.element):
            self.element.remove(child)
        self.element.text = words


@dataclass
class FaultyPage:
    """A built page that a fault is put into.

    :param places: where each value of the paper stands, with its id, in order.
    """

    content: str
    places: Sequence[tuple[str, str]]
    random: Random
    page: HtmlElement = field(init=False)
    values: list[Value] = field(init=False)

    def __post_init__(self) -> None:
        self.page = lxml.html.document_fromstring(self.content)
        found = [each for each in self.page.iter("data") if each.get("data-figure")]
        assert [each.get("data-figure") for each in found] == [id for id, _ in self.places]
        self.values = [
            Value(element, place) for element, (_, place) in zip(found, self.places, strict=True)
        ]

    @property
    def sure(self) -> list[Value]:
        return [each for each in self.values if SURE.match(each.part)]

    def save(self) -> bytes:
        return bytes(lxml.html.tostring(self.page, doctype="<!DOCTYPE html>", encoding="utf-8"))

    def choose(self, where: Callable[[Value], bool] = lambda value: True) -> Value:
        return self.random.choice([each for each in self.sure if each.text and where(each)])

    def rows(self) -> Iterator[list[Value]]:
        """The figures of each row beside its first cell."""
        by_row: dict[HtmlElement, list[Value]] = {}
        for each in self.sure:
            if each.row is not None and ", row" in each.part and each.around is not each.row[0]:
                by_row.setdefault(each.row, []).append(each)
        yield from by_row.values()


def stale(faulty: FaultyPage) -> Expected:
    """A figure everywhere as it was before the workbooks changed."""
    sure = {each.id for each in faulty.values} - {
        each.id for each in faulty.values if not SURE.match(each.part)
    }
    chosen = faulty.choose(lambda value: value.id in sure)
    before = other_figure(chosen.text, faulty.random)
    same = [each for each in faulty.values if each.id == chosen.id]
    for each in same:
        each.element.set("value", before)
        each.show(before)
    return [("stale-figure", each.part) for each in same]


def typed_over(faulty: FaultyPage) -> Expected:
    chosen = faulty.choose()
    chosen.show(other_figure(chosen.text, faulty.random))
    return [("typed-over-figure", chosen.part)]


def other_unit(faulty: FaultyPage) -> Expected:
    chosen = faulty.choose(lambda value: re.fullmatch(r".*[0-9]m\b.*", value.text) is not None)
    chosen.show(re.sub(r"(?<=[0-9])m\b", "k", chosen.text))
    return [("typed-over-figure", chosen.part)]


def deleted(faulty: FaultyPage) -> Expected:
    chosen = faulty.choose()
    chosen.element.text = ""
    for child in list(chosen.element):
        chosen.element.remove(child)
    chosen.element.drop_tag()
    return [("deleted-figure", chosen.part)]


def exchanged_rows(faulty: FaultyPage) -> Expected:
    rows = list(faulty.rows())
    pairs = [
        (one, other)
        for one in rows
        for other in rows
        if one[0].part.split(",")[0] == other[0].part.split(",")[0]
        and len(one) == len(other) > 1
        and one[0].part < other[0].part
    ]
    one, other = faulty.random.choice(pairs)
    for each, another in zip(one, other, strict=True):
        exchange(each.element, another.element)
    return [("moved-figure", one[0].part), ("moved-figure", other[0].part)]


def exchanged_cells(faulty: FaultyPage) -> Expected:
    rows = [values for values in faulty.rows() if len(values) > 1]
    one, other = faulty.random.sample(faulty.random.choice(rows), 2)
    exchange(one.element, other.element)
    return [("moved-figure", one.part)]


def exchange(one: HtmlElement, other: HtmlElement) -> None:
    first, second = deepcopy(one), deepcopy(other)
    first.tail, second.tail = other.tail, one.tail
    one.getparent().replace(one, second)
    other.getparent().replace(other, first)


def lost_row(faulty: FaultyPage) -> Expected:
    chosen = faulty.random.choice(list(faulty.rows()))[0]
    assert chosen.row is not None
    chosen.row.drop_tree()
    return [("missing-row", chosen.part.split(",")[0])]


def typed_number(faulty: FaultyPage) -> Expected:
    chosen = faulty.choose(lambda value: value.row is None)
    last = chosen.around[-1] if len(chosen.around) else None
    words = faulty.random.choice(NUMBERS)
    if last is None:
        chosen.around.text = (chosen.around.text or "") + words
    else:
        last.tail = (last.tail or "") + words
    return [("untraced-number", chosen.part)]


def caption_in_another_unit(faulty: FaultyPage) -> Expected:
    captions = [each for each in faulty.page.iter("caption") if "£m" in each.text_content()]
    caption: Any = faulty.random.choice(captions)
    for element in caption.iter():
        element.text = (element.text or "").replace("£m", "£000")
        element.tail = (element.tail or "").replace("£m", "£000")
    return [("changed-unit", None)]


def stale_reference(faulty: FaultyPage) -> Expected:
    links = [
        each
        for each in faulty.page.iter("a")
        if "reference" in each.get("class", "").split() and re.search("[0-9]", each.text or "")
    ]
    link = faulty.random.choice(links)
    link.text = re.sub("[0-9]+", lambda number: str(int(number[0]) + 1), link.text)
    return [("stale-reference", None)]


def reference_to_nothing(faulty: FaultyPage) -> Expected:
    links = [each for each in faulty.page.iter("a") if "reference" in each.get("class", "")]
    faulty.random.choice(links).set("href", "#no-such-label")
    return [("stale-reference", None)]


def misnumbered(faulty: FaultyPage) -> Expected:
    """A paragraph or caption with another number; what refers to it gives the old one."""
    numbers = [each for each in faulty.page.iter("span") if each.get("class") == "number"]
    lone = [each for each in numbers if each.getparent().get("id") is None]
    number = faulty.random.choice([each for each in lone if re.match("[0-9]", each.text)])
    count = int(re.findall("[0-9]+", number.text)[0])
    number.text = f"{count + 40}. "
    return [("stale-number", None)]


def chart_line(faulty: FaultyPage) -> Expected:
    """A line or column of a chart that goes elsewhere."""
    paths = [path for path in faulty.page.iter("path") if path.get("stroke-width") == "2.5"]
    path = faulty.random.choice(paths)
    points = re.findall(r"L[0-9.]+,[0-9.]+", path.get("d"))
    point = faulty.random.choice(points)
    right, down = point[1:].split(",")
    moved = f"L{right},{float(down) + faulty.random.choice((-6, 0.3, 4)):.1f}"
    path.set("d", path.get("d").replace(point, moved, 1))
    return [("changed-chart", None)]


def alternative_text(faulty: FaultyPage) -> Expected:
    titles = [each for each in faulty.page.iter("title") if each.getparent().tag == "svg"]
    title = faulty.random.choice(titles)
    title.text += " It ends at £999.9m."
    return [("changed-alternative", None)]


FAULTS: tuple[Callable[[FaultyPage], Expected], ...] = (
    stale,
    typed_over,
    other_unit,
    deleted,
    exchanged_rows,
    exchanged_cells,
    lost_row,
    typed_number,
    caption_in_another_unit,
    stale_reference,
    reference_to_nothing,
    misnumbered,
    chart_line,
    alternative_text,
)

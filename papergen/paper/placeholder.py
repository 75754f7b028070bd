"""Placeholders: how values enter a paper after its text has been parsed.

Whatever a template prints is put aside, and a placeholder of private-use characters is printed in
its place. The Markdown, or the Word XML, is parsed with placeholders in it; then each becomes its
value in the tree. So nothing that a workbook holds can become markup, and figures keep their
sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from papergen.cell import Entry
from papergen.figure import Figure
from papergen.paper.document import (
    Chart,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Picture,
    Printed,
    Reference,
    Strong,
    Text,
)
from papergen.paper.wording import (
    WordingError,
    date_wording,
    describe,
    entry_wording,
    figure_wording,
)

OPEN, CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class PassageParagraph:
    """A paragraph or bullet of a narrative cell."""

    content: Text | Printed
    bullet: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The paragraphs and bullets of a narrative cell."""

    paragraphs: tuple[PassageParagraph, ...]


Content = Inlines | Chart | Picture | Passage


class Placeholders:
    """The values put aside while one template is rendered."""

    def __init__(self) -> None:
        self._contents: list[Content] = []

    def put_aside(self, value: object) -> Markup | Undefined:
        """Return the placeholder for a printed value; Jinja calls it for every expression.

        What is markup already (a macro's output, a narrative) is passed on, for the values in it
        were put aside when they were printed.

        :raises WordingError: for a value that should not be printed, such as a blank cell.
        """
        if isinstance(value, (Markup, Undefined)):
            return value
        self._contents.append(_content(value))
        return Markup(f"{OPEN}{len(self._contents) - 1}{CLOSE}")

    def fill_in(self, text: str) -> Iterator[str | Content]:
        """Split a parsed text into the strings between placeholders and what these stand for."""
        position = 0
        for match in _PLACEHOLDER.finditer(text):
            if match.start() > position:
                yield text[position : match.start()]
            yield self._contents[int(match.group(1))]
            position = match.end()
        if position < len(text):
            yield text[position:]


def _content(value: object) -> Content:
    match value:
        case Chart() | Picture() | Passage():
            return value
        case Text() | Printed() | Strong() | Emphasis() | Link() | Reference():
            return (_without_private_use(value),)
        case tuple() if all(
            isinstance(part, (Text, Printed, Strong, Emphasis, Link, Reference)) for part in value
        ):
            return tuple(_without_private_use(part) for part in value)
        case _:
            return (_worded(value),)


def _worded(value: object) -> Text | Printed:
    match value:
        case Figure():
            return figure_wording(value)
        case Entry():
            return clean(entry_wording(value))
        case str():
            return clean(Text(value))
        case bool() | None:
            raise WordingError(f"{describe(value)} was to be printed")
        case int():
            return Text(str(value))
        case date():
            return Text(_plain_date(value))
        case Enum():
            return Text(str(value.value))
        case _:
            raise WordingError(f"{describe(value)} cannot be printed as it is")


def _plain_date(value: date) -> str:
    return date_wording(value).text


def clean(inline: Text | Printed) -> Text | Printed:
    """Return a text without private-use characters, which are ours, and with plain line feeds."""
    text = re.sub(r"\r\n?", "\n", inline.text).strip()
    return replace(inline, text=_PRIVATE_USE.sub(_REPLACEMENT, text))


def _without_private_use(inline: Inline) -> Inline:
    """Return an inline that a filter worded, without private-use characters."""
    if isinstance(inline, (Text, Printed)):
        return replace(inline, text=_PRIVATE_USE.sub(_REPLACEMENT, inline.text))
    return inline


def read_passage(value: Entry[Any] | str | None) -> Passage:
    """Return the paragraphs and bullets of a narrative cell.

    Paragraphs are parted by blank lines; a line that begins with ``-``, ``*`` or ``•`` is a bullet.

    :raises WordingError: if the cell is blank.
    """
    if value is None:
        raise WordingError("a blank cell was to be printed as a narrative")
    source = value if isinstance(value, Entry) else None
    text = str(value.value if isinstance(value, Entry) else value)
    paragraphs: list[PassageParagraph] = []
    for part in re.split(r"\n\s*\n", re.sub(r"\r\n?", "\n", text)):
        for bullet, words in _join_lines(part.splitlines()):
            wording = f"narrative {len(paragraphs) + 1}"
            inline = Text(words) if source is None else Printed(words, source, wording)
            paragraphs.append(PassageParagraph(clean(inline), bullet))
    return Passage(tuple(paragraphs))


def _join_lines(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """Yield paragraphs (lines of plain text joined) and bullets (a line each)."""
    words: list[str] = []
    for line in lines:
        bullet = re.match(r"\s*[-*•]\s+(.+)", line)
        if bullet and words:
            yield False, " ".join(words)
            words = []
        if bullet:
            yield True, bullet[1]
        elif line.strip():
            words.append(line.strip())
    if words:
        yield False, " ".join(words)


def narrative(placeholders: Placeholders, value: Entry[Any] | str | None) -> Markup:
    """Return the Markdown of a narrative cell: its paragraphs and bullets, and nothing else.

    This is the one door from a workbook to markup: what stands in a paragraph or bullet is put
    aside like any other value.

    :raises WordingError: if the cell is blank.
    """
    blocks = (
        f"{'- ' if paragraph.bullet else ''}{placeholders.put_aside(paragraph.content)}"
        for paragraph in read_passage(value).paragraphs
    )
    return Markup("\n\n".join(blocks))

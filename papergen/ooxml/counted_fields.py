"""Fields that give numbers: what they show, and what Word would work out for them now.

Word works fields out when somebody asks it to, not when text is put in or taken out: until then a
reference shows the number that its paragraph had (ECMA-376 part 1, 17.16.5.51 and 17.16.5.56).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.field_results import Field, read_fields
from papergen.ooxml.list_numbers import ListNumber

_ON = {"1", "true", "on"}
_NUMBER_SWITCHES = {"\\n", "\\r", "\\w"}
_UNNUMBERED = ListNumber("0", "0")  # what Word gives for a paragraph without a number


@dataclass(frozen=True, slots=True)
class CountedField:
    """A reference (``REF``), or the count of a caption (``SEQ``).

    :param paragraph: the ``w:p`` in which it stands.
    :param name: of the bookmark that it refers to, or of the sequence that it counts.
    :param shown: its result as it stands.
    :param due: what it comes to now; nothing where only Word can tell.
    :param lost: whether the bookmark is no more.
    """

    paragraph: _Element
    kind: Literal["REF", "SEQ"]
    name: str
    shown: str
    due: str | None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class _Bookmark:
    paragraph: _Element
    text: str


def counted_fields(
    body: _Element, numbers: Mapping[_Element, ListNumber]
) -> Iterator[CountedField]:
    """Yield the captions' counts and then the references of a body, each in order.

    :param numbers: of the paragraphs of the body.
    """
    fields = list(read_fields(body))
    sequences: Counter[str] = Counter()
    counted: dict[_Element, str] = {}
    for field in fields:
        match field.words:
            case ["SEQ", name, *switches]:
                due = _count(sequences, name, switches)
                counted.update(_split(field, due))
                yield CountedField(_paragraph(field), "SEQ", name, _shown(field), due)
    bookmarks = _bookmarks(body, counted)
    for field in fields:
        match field.words:
            case ["REF", name, *switches]:
                bookmark = bookmarks.get(name.lower())
                due = None if bookmark is None else _refer(bookmark, switches, field, numbers)
                lost = bookmark is None
                yield CountedField(_paragraph(field), "REF", name, _shown(field), due, lost)


def _paragraph(field: Field) -> _Element:
    return next(field.start.iterancestors(qn("w:p")))


def _shown(field: Field) -> str:
    return "".join(text.text or "" for text in field.result)


def _count(sequences: Counter[str], name: str, switches: list[str]) -> str | None:
    if "\\s" in switches:  # counts anew below each heading
        return None
    if "\\r" in switches[:-1]:
        start = switches[switches.index("\\r") + 1]
        sequences[name] = int(start) if start.isdecimal() else 0
    elif "\\c" not in switches:
        sequences[name] += 1
    return str(sequences[name])


def _split(field: Field, due: str | None) -> Iterator[tuple[_Element, str]]:
    """Yield the texts of a field's result with what they show once it is worked out."""
    if due is not None:
        for text in field.result:
            yield text, due
            due = ""


def _refer(
    bookmark: _Bookmark,
    switches: list[str],
    field: Field,
    numbers: Mapping[_Element, ListNumber],
) -> str | None:
    asked = _NUMBER_SWITCHES.intersection(switches)
    if field.start.get(qn("w:dirty")) in _ON or {"\\p", "\\d", "\\f"}.intersection(switches):
        return None
    if not asked:
        return bookmark.text
    number = numbers.get(bookmark.paragraph, _UNNUMBERED)
    if "\\w" in asked:
        return number.full
    if "\\n" in asked:
        return number.printed.rstrip(".")
    shown = _shown(field)  # the levels that the two places do not have in common
    return shown if shown and number.full.endswith(shown) else number.full


def _bookmarks(body: _Element, counted: Mapping[_Element, str]) -> dict[str, _Bookmark]:
    """Return the bookmarks by name in small letters, as Word tells them apart.

    :param counted: the texts of captions' counts, each with what it shows once worked out.
    """
    opened: dict[str, tuple[str, _Element | None, list[str]]] = {}
    found: dict[str, _Bookmark] = {}
    tags = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t"), qn("w:p"))
    for element in body.iter(*tags):
        key = element.get(qn("w:id"), "")
        if element.tag == qn("w:p"):
            for each, (name, paragraph, texts) in opened.items():
                opened[each] = (name, element if paragraph is None else paragraph, texts)
        elif element.tag == qn("w:bookmarkStart"):
            paragraph = next(element.iterancestors(qn("w:p")), None)
            opened[key] = (element.get(qn("w:name"), "").lower(), paragraph, [])
        elif element.tag == qn("w:t"):
            for _, _, texts in opened.values():
                texts.append(counted.get(element, element.text or ""))
        elif key in opened:
            name, paragraph, texts = opened.pop(key)
            if paragraph is not None:
                found[name] = _Bookmark(paragraph, "".join(texts))
    return found


# --- Hyperlinks -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnchoredLink:
    """A hyperlink to a bookmark of the same document.

    :param target: text of the paragraph that it leads to; nothing if the bookmark is no more.
    """

    paragraph: _Element
    text: str
    target: str | None


def anchored_links(body: _Element) -> Iterator[AnchoredLink]:
    """Yield the hyperlinks within a body (17.16.22), in order."""
    bookmarks = _bookmarks(body, {})
    for link in body.iter(qn("w:hyperlink")):
        anchor = link.get(qn("w:anchor"), "")
        paragraph = next(link.iterancestors(qn("w:p")), None)
        if not anchor or link.get(qn("r:id")) or paragraph is None:
            continue
        bookmark = bookmarks.get(anchor.lower())
        target = None if bookmark is None else _words(bookmark.paragraph)
        yield AnchoredLink(paragraph, _words(link), target)


def _words(element: _Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))

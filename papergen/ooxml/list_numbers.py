"""The numbers of paragraphs, as Word counts them when it opens a document (ECMA-376 part 1, 17.9).

A paragraph is at a level of a list by its own ``w:numPr``, or else by that of its style. Lists that
share a ``w:abstractNum`` count together, unless one of them starts anew (``w:startOverride``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element
from roman import toRoman

from papergen.ooxml.numbering import numbering_of
from papergen.paper.numbering import letter

_PART = re.compile("%([1-9])")
_LEVELS = 9
_LAST_ROMAN = 4999


@dataclass(frozen=True, slots=True)
class ListNumber:
    """The number of a paragraph.

    :param printed: what stands before it: ``(b)``.
    :param full: with the numbers of the levels above: ``8(b)``, as ``REF … \\w`` gives it.
    """

    printed: str
    full: str


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int = 1
    restarts_after: int | None = None  # level, counted from 1; 0 for none; nothing for each above


@dataclass(frozen=True, slots=True)
class _List:
    """A ``w:num``: what it counts with, its levels, and where it starts them anew."""

    counter: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class _Counts:
    """The counts so far: by counter and level, and the starts that have been made."""

    values: dict[tuple[str, int], int] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


def list_numbers(document: Document) -> dict[_Element, ListNumber]:
    """Return the number of each ``w:p`` of the body that has one. Bullets are no numbers."""
    lists, styles = _lists(document), _style_levels(document)
    counts = _Counts()
    numbers: dict[_Element, ListNumber] = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        list_id, level = _place(paragraph, styles)
        found = lists.get(list_id)
        if found is None or level not in found.levels:
            continue
        _count(found, list_id, level, counts)
        number = _number(found, level, counts)
        if number is not None:
            numbers[paragraph] = number
    return numbers


def _count(found: _List, list_id: str, level: int, counts: _Counts) -> None:
    values, counter = counts.values, found.counter
    if level in found.starts and (list_id, level) not in counts.started:
        counts.started.add((list_id, level))
        values[counter, level] = found.starts[level]
    else:
        values[counter, level] = values.get((counter, level), found.levels[level].start - 1) + 1
    for below in range(level + 1, _LEVELS):
        after = found.levels[below].restarts_after if below in found.levels else None
        if after is None or 0 < after and level < after:
            values.pop((counter, below), None)


def _number(found: _List, level: int, counts: _Counts) -> ListNumber | None:
    shown = found.levels[level]
    if shown.format in {"bullet", "none"}:
        return None
    printed = _printed(found, level, counts)
    full, covered = printed, _covered(shown, level)
    for above in reversed(range(level)):
        if above not in covered and above in found.levels:
            full = _printed(found, above, counts) + full
            covered |= _covered(found.levels[above], above)
    return ListNumber(printed, full.rstrip("."))


def _covered(level: _Level, number: int) -> set[int]:
    """Return the levels whose numbers the text of a level holds."""
    return {int(part) - 1 for part in _PART.findall(level.text)} | {number}


def _printed(found: _List, level: int, counts: _Counts) -> str:
    def number(part: re.Match[str]) -> str:
        other = int(part[1]) - 1
        of = found.levels.get(other, _Level("decimal", ""))
        return _in_format(counts.values.get((found.counter, other), of.start), of.format)

    return _PART.sub(number, found.levels[level].text)


def _in_format(count: int, number_format: str) -> str:
    match number_format:
        case "lowerLetter" if count > 0:
            return letter(count)
        case "upperLetter" if count > 0:
            return letter(count).upper()
        case "lowerRoman" if 0 < count <= _LAST_ROMAN:
            return str(toRoman(count)).lower()
        case "upperRoman" if 0 < count <= _LAST_ROMAN:
            return str(toRoman(count))
        case "decimalZero":
            return f"{count:02}"
        case "bullet" | "none":
            return ""
        case _:
            return str(count)


# --- What the parts say ---------------------------------------------------------------------------

_Place = tuple[str, int]


def _place(paragraph: _Element, styles: Mapping[str, _Place]) -> _Place:
    """Return the list and level of a paragraph; an empty id for none."""
    properties = paragraph.find(qn("w:pPr"))
    style = _value(properties, "w:pStyle")
    by_style = styles.get(style, ("", 0))
    own = None if properties is None else properties.find(qn("w:numPr"))
    if own is None:
        return by_style
    list_id, level = _value(own, "w:numId"), _value(own, "w:ilvl")
    return list_id or by_style[0], int(level) if level else by_style[1] if not list_id else 0


def _style_levels(document: Document) -> dict[str, _Place]:
    """Return the list and level of each paragraph style that is in a list."""
    elements = {
        style.get(qn("w:styleId"), ""): style
        for style in document.styles.element.iterchildren(qn("w:style"))
    }
    linked = _linked_levels(document)
    return {style: _style_place(style, elements, linked) for style in elements}


def _style_place(style: str, elements: Mapping[str, _Element], linked: Mapping[str, int]) -> _Place:
    based, seen = style, set[str]()
    while based in elements and based not in seen:
        seen.add(based)
        properties = elements[based].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is not None:
            level = _value(properties, "w:ilvl")
            return _value(properties, "w:numId"), int(level or linked.get(based, 0))
        based = _value(elements[based], "w:basedOn")
    return "", 0


def _linked_levels(document: Document) -> dict[str, int]:
    """Return the level that names each style as its own (17.9.23)."""
    numbering = numbering_of(document)
    levels = () if numbering is None else numbering.iter(qn("w:lvl"))
    return {_value(level, "w:pStyle"): int(level.get(qn("w:ilvl"), "0")) for level in levels}


def _lists(document: Document) -> dict[str, _List]:
    numbering = numbering_of(document)
    if numbering is None:
        return {}
    abstracts = {
        each.get(qn("w:abstractNumId"), ""): each
        for each in numbering.iterchildren(qn("w:abstractNum"))
    }
    by_style = {
        _value(each, "w:styleLink"): identity
        for identity, each in abstracts.items()
        if _value(each, "w:styleLink")
    }
    lists: dict[str, _List] = {}
    for num in numbering.iterchildren(qn("w:num")):
        identity = _value(num, "w:abstractNumId")
        if identity not in abstracts:
            continue
        identity = by_style.get(_value(abstracts[identity], "w:numStyleLink"), identity)
        levels = dict(_levels(abstracts[identity]))
        starts: dict[int, int] = {}
        for override in num.iterchildren(qn("w:lvlOverride")):
            start = _value(override, "w:startOverride")
            if start:
                starts[int(override.get(qn("w:ilvl"), "0"))] = int(start)
            levels.update(_levels(override))
        lists[num.get(qn("w:numId"), "")] = _List(identity, levels, starts)
    return lists


def _levels(parent: _Element) -> list[tuple[int, _Level]]:
    return [
        (
            int(level.get(qn("w:ilvl"), "0")),
            _Level(
                _value(level, "w:numFmt") or "decimal",
                _value(level, "w:lvlText"),
                int(_value(level, "w:start") or 0),
                int(after) if (after := _value(level, "w:lvlRestart")) else None,
            ),
        )
        for level in parent.iterchildren(qn("w:lvl"))
    ]


def _value(parent: _Element | None, tag: str) -> str:
    child = None if parent is None else parent.find(qn(tag))
    return "" if child is None else child.get(qn("w:val"), "")

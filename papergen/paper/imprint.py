"""Imprints: what identifies a printed value, wherever and in whatever format it is printed.

A value's identity is what it is (its name, or how it was worked out) and how it is worded; not what
it amounts to, nor the cell it stands in. So it stays the same when a figure moves, a row is put in
or a workbook is laid out anew, and a paper can be brought up to date long after it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Literal

from slugify import slugify

from papergen.cell import Cell, Entry
from papergen.figure import Derivation, Figure
from papergen.paper.document import (
    Block,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Paper,
    Printed,
    Reference,
    Strong,
    Text,
    map_inlines,
)

_LONGEST_STEM = 40
_DIGEST = 8


ImprintKind = Literal["figure", "status", "date", "text"]


@dataclass(frozen=True, slots=True)
class Imprint:
    """A printed value: what a paper, a custom XML part or a manifest records of it.

    :param id: the same in every format and every build.
    :param kind: a number with a unit, a choice from a list, a date, or any other text.
    :param name: what it is, in words.
    :param wording: the filters that worded it: ``millions``.
    :param text: what is printed.
    :param value: as a machine reads it: ``84.5``, ``2024-03-12``, ``On track``.
    :param unit: ``£m``, ``number``, ``%``; empty for a text or a date.
    :param cells: the cells behind it, in the order in which they were used.
    """

    id: str
    kind: ImprintKind
    name: str
    wording: str
    text: str
    value: str
    unit: str
    cells: tuple[Cell, ...]


def imprint(printed: Printed) -> Imprint:
    """Return what is recorded of a printed value; its id is empty until it is identified."""
    kind: ImprintKind
    match printed.value:
        case Figure(value=value, unit=unit):
            kind, plain, unit_words = "figure", f"{value.normalize():f}", unit.value
            cells = printed.value.sources
        case Entry(value=value, cell=cell):
            kind, plain = _plain(value)
            unit_words, cells = "", (cell,)
    return Imprint(
        printed.id,
        kind,
        name_of(printed),
        printed.wording,
        printed.text,
        plain,
        unit_words,
        cells,
    )


def _plain(value: object) -> tuple[ImprintKind, str]:
    match value:
        case date():
            return "date", value.isoformat()
        case Enum():
            return "status", str(value.value)
        case _:
            return "text", str(value)


def name_of(printed: Printed) -> str:
    """Return what a printed value is, in words: its name, or how it was worked out."""
    if isinstance(printed.value, Figure):
        return figure_name(printed.value)
    return printed.value.name or str(printed.value.cell)


def figure_name(figure: Figure) -> str:
    """Return what a figure is: its name, or else what it was worked out of.

    A sum over rows of a table is called by what the rows have in common, so that it keeps its name
    when a row is added: ``cost (capital projects), added up``.
    """
    if figure.name:
        return figure.name
    if figure.derivation is None:
        return ", ".join(str(cell) for cell in figure.sources)
    return _derivation_name(figure.derivation)


def _derivation_name(derivation: Derivation) -> str:
    operands = [_operand_name(operand) for operand in derivation.operands]
    match derivation.operation:
        case "+":
            common = {name.partition(", ")[2] for name in _summands(derivation)}
            if len(common) == 1 and "" not in common:
                return f"{common.pop()}, added up"
            return " + ".join(operands)
        case "|x|":
            return operands[0]
        case operation if len(operands) == 1:
            return f"{operation}({operands[0]})"
        case operation:
            return f"({f' {operation} '.join(operands)})"


def _summands(derivation: Derivation) -> Iterator[str]:
    for operand in derivation.operands:
        if isinstance(operand, Figure) and not operand.name and operand.derivation is not None:
            if operand.derivation.operation == "+":
                yield from _summands(operand.derivation)
                continue
        yield _operand_name(operand)


def _operand_name(operand: Figure | Decimal) -> str:
    return figure_name(operand) if isinstance(operand, Figure) else f"{operand:f}"


class Identities:
    """Gives printed values their ids, in the order in which a paper prints them.

    Values of one name and wording share an id if they come from the same cells and read the same;
    otherwise the second, third … carry a number, in order.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[tuple[tuple[Cell, ...], str]]] = {}

    def identify(self, printed: Printed) -> Printed:
        """Return the printed value with its id."""
        if printed.id:
            return printed
        found = imprint(printed)
        seen = self._known.setdefault((found.name, found.wording), [])
        if (found.cells, found.text) not in seen:
            seen.append((found.cells, found.text))
        place = seen.index((found.cells, found.text))
        return replace(printed, id=_id(found.name, found.wording, place))


def _id(name: str, wording: str, place: int) -> str:
    """Return an id: words for people, and a digest of all of it."""
    stem = slugify(name, max_length=_LONGEST_STEM, word_boundary=True) or "value"
    digest = sha256(f"{name}\n{wording}\n{place}".encode()).hexdigest()[:_DIGEST]
    return f"{stem}-{digest}"


def identify_paper(paper: Paper) -> Paper:
    """Return the paper with an id on every printed value."""
    identities = Identities()
    return replace(
        paper, blocks=tuple(_identified(block, identities.identify) for block in paper.blocks)
    )


def _identified(block: Block, identify: Callable[[Printed], Printed]) -> Block:
    return map_inlines(block, lambda content: _identified_inlines(content, identify))


def _identified_inlines(content: Inlines, identify: Callable[[Printed], Printed]) -> Inlines:
    return tuple(_identified_inline(inline, identify) for inline in content)


def _identified_inline(inline: Inline, identify: Callable[[Printed], Printed]) -> Inline:
    match inline:
        case Printed():
            return identify(inline)
        case Strong(children) | Emphasis(children) | Link(children=children):
            return replace(inline, children=_identified_inlines(children, identify))
        case Text() | Reference():
            return inline

"""Tracing: where each value is printed and which cells it comes from, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from papergen.cell import Cell
from papergen.finding import Refusal
from papergen.inputs.value import exact
from papergen.pack.manifest import imprint_as_json
from papergen.paper.document import Paper
from papergen.paper.imprint import Imprint
from papergen.paper.occurrence import occurrences
from papergen.proof.formulas import Formulas
from papergen.spelling import did_you_mean

_ADDRESS = re.compile(r"\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[0-9]+)\Z")
_LONGEST = 60  # characters of a text that is only pointed at


@dataclass(frozen=True, slots=True)
class Printing:
    """A value where a paper prints it.

    :param paper: name of the published file without its ending.
    :param place: ``paragraph 8(b)``.
    """

    paper: str
    place: str
    imprint: Imprint


class NothingTraced(Refusal):
    """Nothing that is printed is called so, or comes from such a cell."""


def trace_papers(papers: Iterable[tuple[str, Paper]]) -> list[Printing]:
    """Return every value that some papers print, in order.

    :param papers: each with the name of its published file.
    """
    return [
        Printing(name, occurrence.place, occurrence.imprint)
        for name, paper in papers
        for occurrence in occurrences(paper)
    ]


def find_printings(printings: Iterable[Printing], asked: str, formulas: Formulas) -> list[Printing]:
    """Return the printings of a figure, or those that change with a cell.

    :param asked: a figure's id, its printed text, its value or words of its name; or a cell, as
        ``D14``, ``Agreement!D14`` or ``financial_profile.xlsx!Agreement!D14``.
    :param formulas: by which cells change with others.
    :raises NothingTraced: if there are none, saying what may have been meant.
    """
    printings = list(printings)
    if _is_cell(asked):
        return _of_cell(printings, asked, formulas)
    return _of_figure(printings, asked)


def _is_cell(asked: str) -> bool:
    return _ADDRESS.match(asked.rpartition("!")[2]) is not None


def _of_cell(printings: list[Printing], asked: str, formulas: Formulas) -> list[Printing]:
    *places, address = (part.strip("'") for part in asked.split("!"))
    wanted = address.replace("$", "").upper()
    where = [place.casefold() for place in places]

    def is_there(cell: Cell) -> bool:
        names = [cell.workbook.casefold(), cell.sheet.casefold()]
        return names[len(names) - len(where) :] == where

    known = [cell for cell in formulas.cells if is_there(cell)]
    if not known:
        sheets = list(dict.fromkeys(cell.sheet for cell in formulas.cells))
        raise NothingTraced(
            f"There is no sheet “{places[-1]}”: the workbooks have {', '.join(sheets)}"
            f"{did_you_mean(places[-1], sheets)}."
        )
    changed = formulas.dependents(cell for cell in known if cell.address == wanted)
    found = [each for each in printings if changed.intersection(each.imprint.cells)]
    if not found:
        raise NothingTraced(f"Nothing that is printed changes with the cell {asked}.")
    return found


def _of_figure(printings: list[Printing], asked: str) -> list[Printing]:
    """Return all printings of the figures that are meant, however each is worded."""
    words = asked.casefold()
    exact = [
        each
        for each in printings
        if asked in (each.imprint.id, each.imprint.text, each.imprint.value)
    ]
    meant = exact or [each for each in printings if words in each.imprint.name.casefold()]
    if not meant:
        names = [each.imprint.name for each in printings]
        raise NothingTraced(f"Nothing printed is called “{asked}”{did_you_mean(asked, names)}.")
    figures = {(each.imprint.name, each.imprint.cells) for each in meant}
    return [each for each in printings if (each.imprint.name, each.imprint.cells) in figures]


def by_figure(printings: Iterable[Printing]) -> Iterator[tuple[str, list[Printing]]]:
    """Yield printings together that print one and the same value, however it is worded."""
    groups: dict[tuple[str, tuple[Cell, ...]], list[Printing]] = {}
    for printing in printings:
        key = (printing.imprint.name, printing.imprint.cells)
        groups.setdefault(key, []).append(printing)
    yield from ((name, group) for (name, _), group in groups.items())


def as_text(printings: Iterable[Printing], formulas: Formulas) -> str:
    """Return printings for people: each value, where it is printed, and the cells behind it."""
    return "\n".join(
        line for name, group in by_figure(printings) for line in _lines(name, group, formulas)
    )


def _lines(name: str, group: list[Printing], formulas: Formulas) -> Iterator[str]:
    yield name
    for printing, text in dict.fromkeys((each, _short(each.imprint.text)) for each in group):
        yield f"  {text}  in {printing.paper}, {printing.place}"
    for place in group[0].imprint.cells:
        cell = formulas.cells.get(place, place)
        formula = f", {cell.formula}" if cell.formula else ""
        yield f"  from {cell}: {_short(_held(cell))}{formula}"


def _held(cell: Cell) -> str:
    """Return what a cell holds, as it is read."""
    match cell.raw:
        case datetime():
            return f"{cell.raw:%d/%m/%Y}"
        case float():
            return f"{exact(cell.raw).normalize():f}"
        case _:
            return str(cell.raw)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def printing_as_json(printing: Printing) -> dict[str, object]:
    """Return a printing for machines to read."""
    return {
        "paper": printing.paper,
        "place": printing.place,
        **imprint_as_json(printing.imprint),
    }

"""Tracing: where each value is printed and which cells it comes from, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papergen.cell import Cell
from papergen.pack.manifest import imprint_as_json
from papergen.paper.document import Paper
from papergen.paper.imprint import Imprint
from papergen.paper.occurrence import occurrences
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


class NothingTraced(LookupError):
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


def find_printings(printings: Iterable[Printing], asked: str) -> list[Printing]:
    """Return the printings of a figure, or those that come from a cell.

    :param asked: a figure's id, its printed text or words of its name; or a cell, as ``D14``,
        ``Agreement!D14`` or ``financial_profile.xlsx!Agreement!D14``.
    :raises NothingTraced: if there are none, saying what may have been meant.
    """
    printings = list(printings)
    found = _of_cell(printings, asked) if _is_cell(asked) else _of_figure(printings, asked)
    if not found:
        names = [printing.imprint.name for printing in printings]
        raise NothingTraced(
            f"Nothing printed comes from the cell {asked}."
            if _is_cell(asked)
            else f"Nothing printed is called “{asked}”{did_you_mean(asked, names)}."
        )
    return found


def _is_cell(asked: str) -> bool:
    return _ADDRESS.match(asked.rpartition("!")[2]) is not None


def _of_cell(printings: Iterable[Printing], asked: str) -> list[Printing]:
    *places, address = (part.strip("'") for part in asked.split("!"))
    wanted = address.replace("$", "").upper()
    where = [place.casefold() for place in places]

    def is_meant(cell: Cell) -> bool:
        names = [cell.workbook.casefold(), cell.sheet.casefold()]
        return cell.address == wanted and names[len(names) - len(where) :] == where

    return [each for each in printings if any(map(is_meant, each.imprint.cells))]


def _of_figure(printings: Iterable[Printing], asked: str) -> list[Printing]:
    words = asked.casefold()
    printings = list(printings)
    exact = [each for each in printings if asked in (each.imprint.id, each.imprint.text)]
    return exact or [each for each in printings if words in each.imprint.name.casefold()]


def by_figure(printings: Iterable[Printing]) -> Iterator[tuple[str, list[Printing]]]:
    """Yield printings together that print one and the same value, however it is worded."""
    groups: dict[tuple[str, tuple[Cell, ...]], list[Printing]] = {}
    for printing in printings:
        key = (printing.imprint.name, printing.imprint.cells)
        groups.setdefault(key, []).append(printing)
    yield from ((name, group) for (name, _), group in groups.items())


def as_text(printings: Iterable[Printing]) -> str:
    """Return printings for people: each value, where it is printed, and the cells behind it."""
    return "\n".join(line for name, group in by_figure(printings) for line in _lines(name, group))


def _lines(name: str, group: list[Printing]) -> Iterator[str]:
    yield name
    for printing, text in dict.fromkeys((each, _short(each.imprint.text)) for each in group):
        yield f"  {text}  in {printing.paper}, {printing.place}"
    for cell in group[0].imprint.cells:
        formula = f", {cell.formula}" if cell.formula else ""
        yield f"  from {cell}: {_short(str(cell.raw))}{formula}"


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

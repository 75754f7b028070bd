"""Mitigations: what will be done to reduce spending, and by how much in each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from papergen.cell import Entry
from papergen.figure import Figure, total
from papergen.inputs.table import Table


@dataclass(frozen=True, slots=True)
class MitigationLine:
    """A mitigation with the reduction in spending that it is to bring in each year."""

    reference: Entry[str]
    mitigation: Entry[str]
    owner: Entry[str]
    by_year: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Mitigations:
    """All mitigations.

    :param years: in order of time, ``2024/25``.
    :param by_year: the reductions of all mitigations together.
    """

    lines: tuple[MitigationLine, ...]
    years: tuple[str, ...]
    by_year: Mapping[str, Figure]


def build_mitigations(table: Table) -> Mitigations:
    """Return the mitigations in the order of the table, with their totals by year."""
    lines = tuple(
        MitigationLine(
            row.text("Reference"), row.text("Mitigation"), row.text("Owner"), row.by_year
        )
        for row in table.rows
    )
    by_year = {
        year: total((line.by_year[year] for line in lines), f"Mitigations in all, {year}")
        for year in table.years
    }
    return Mitigations(lines, table.years, by_year)

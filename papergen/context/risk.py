"""Risks: what may happen, how likely and grave it is, and what is being done about it."""

from __future__ import annotations

from dataclasses import dataclass

from papergen.cell import Entry
from papergen.figure import Figure
from papergen.inputs.condition_tracker import Direction
from papergen.inputs.table import Table


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk.

    :param likelihood: 1 (rare) to 5 (almost certain).
    :param impact: 1 (minor) to 5 (severe).
    :param score: likelihood times impact.
    """

    reference: Entry[str]
    risk: Entry[str]
    likelihood: Figure
    impact: Figure
    score: Figure
    mitigation: Entry[str]
    direction: Entry[Direction]
    owner: Entry[str]


def build_risks(table: Table) -> tuple[Risk, ...]:
    """Return the risks in the order of the tracker."""
    return tuple(
        Risk(
            reference=row.text("Reference"),
            risk=row.text("Risk"),
            likelihood=row.figure("Likelihood"),
            impact=row.figure("Impact"),
            score=row.figure("Score"),
            mitigation=row.text("Mitigation"),
            direction=row.choice("Direction of travel", Direction),
            owner=row.text("Owner"),
        )
        for row in table.rows
    )

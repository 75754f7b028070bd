"""Capital projects: places that are being built, what they cost and who pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from papergen.cell import Entry
from papergen.figure import Figure, total
from papergen.inputs.condition_tracker import Rag, Stage
from papergen.inputs.table import Table


@dataclass(frozen=True, slots=True)
class CapitalProject:
    """A capital project.

    :param places: additional places once it is open.
    :param cost: approved cost of the whole project.
    :param funding: the grant or borrowing that pays for it.
    :param complete: share of the works that is done, if it is known.
    :param opening: when the places are expected to be open.
    """

    reference: Entry[str]
    project: Entry[str]
    places: Figure
    cost: Figure
    funding: Entry[str]
    stage: Entry[Stage]
    complete: Figure | None
    opening: Entry[date]
    rag: Entry[Rag]
    narrative: Entry[str] | None


@dataclass(frozen=True, slots=True)
class Capital:
    """All capital projects, and what they come to together."""

    projects: tuple[CapitalProject, ...]
    total_places: Figure
    total_cost: Figure


def build_capital(table: Table) -> Capital:
    """Return the capital projects in the order of the tracker, with their totals."""
    projects = tuple(
        CapitalProject(
            reference=row.text("Reference"),
            project=row.text("Project"),
            places=row.figure("Places"),
            cost=row.figure("Cost"),
            funding=row.text("Funding source"),
            stage=row.choice("Stage", Stage),
            complete=row.figure_or_none("Complete"),
            opening=row.day("Opening"),
            rag=row.choice("RAG", Rag),
            narrative=row.text_or_none("Narrative"),
        )
        for row in table.rows
    )
    return Capital(
        projects,
        total((project.places for project in projects), "Places in all"),
        total((project.cost for project in projects), "Cost of all capital projects"),
    )

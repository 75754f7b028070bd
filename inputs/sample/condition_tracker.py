"""The sample's condition tracker: its public facts, and all its tables."""

from collections.abc import Iterable, Iterator
from datetime import date

from sample.commentary import COMMENTARY_ROWS
from sample.conditions import CONDITION_ROWS
from sample.delivery import CAPITAL_ROWS, MILESTONE_ROWS, RISK_ROWS
from sample.sources import CABINET_APRIL, CABINET_OCTOBER, FORUM, ILLUSTRATIVE

from papergen.inputs.condition_tracker import (
    CAPITAL_PROJECTS,
    COMMENTARY,
    CONDITIONS,
    FACTS,
    MILESTONES,
    RISKS,
    FactUnit,
)
from papergen.inputs.layout import Layout
from papergen.inputs.workbook_writer import Content, FilledTable, Formula, cell_address

GUIDANCE = "Position at 31 August 2024. The Notes say which entries are illustrative."

FACT_ROWS = (
    (
        "strategy_name",
        "Name of the SEND and AP Strategy",
        "Meeting Needs Together – Ambitious for All",
        FactUnit.TEXT,
        FORUM,
    ),
    ("strategy_approved_by", "Who approved the strategy", "Cabinet", FactUnit.TEXT, FORUM),
    (
        "strategy_approved",
        "When the strategy was approved",
        date(2024, 9, 17),
        FactUnit.DATE,
        FORUM,
    ),
    (
        "agreement_signed",
        "When the Council and the DfE signed the Safety Valve agreement",
        date(2024, 3, 12),
        FactUnit.DATE,
        CABINET_APRIL,
    ),
    (
        "overspend_reported_to",
        "To whom the forecast overspend was reported",
        "Cabinet",
        FactUnit.TEXT,
        CABINET_OCTOBER,
    ),
    (
        "overspend_reported",
        "When the forecast overspend was reported",
        date(2024, 10, 8),
        FactUnit.DATE,
        CABINET_OCTOBER,
    ),
    (
        "high_needs_capital_bid",
        "When the bid for High Needs Provision Capital Allocation was made",
        date(2024, 1, 5),
        FactUnit.DATE,
        CABINET_OCTOBER,
    ),
)


def tracker_tables() -> Iterator[FilledTable]:
    """Yield the tables of the condition tracker, in the order of the sheets."""
    yield FilledTable(CONDITIONS, CONDITION_ROWS, guidance=GUIDANCE)
    yield _table(MILESTONES, [(*row, ILLUSTRATIVE) for row in MILESTONE_ROWS])
    yield _table(RISKS, [_scored(row, index) for index, row in enumerate(RISK_ROWS)])
    yield _table(CAPITAL_PROJECTS, CAPITAL_ROWS)
    yield _table(FACTS, FACT_ROWS, "Each fact was published in the minutes that are named.")
    yield _table(COMMENTARY, COMMENTARY_ROWS, "The wording is illustrative.")


def _table(
    layout: Layout, rows: Iterable[tuple[Content, ...]], guidance: str = GUIDANCE
) -> FilledTable:
    headings = [column.heading for column in layout.columns]
    return FilledTable(
        layout,
        [dict(zip(headings, row, strict=False)) for row in rows],
        guidance=guidance,
    )


def _scored(row: tuple[Content, ...], index: int) -> tuple[Content, ...]:
    """Return a row of the risks with its score, as a formula, after likelihood and impact."""
    reference, risk, likelihood, impact, *others = row
    cells = [cell_address(RISKS, (), heading, index) for heading in ("Likelihood", "Impact")]
    score = Formula(f"={'*'.join(cells)}", likelihood * impact)
    return (reference, risk, likelihood, impact, score, *others, ILLUSTRATIVE)

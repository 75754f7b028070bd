"""Blank workbooks: what is the same at every council is there, what differs is left to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from papergen.inputs.condition_tracker import (
    CAPITAL_PROJECTS,
    COMMENTARY,
    CONDITIONS,
    FACTS,
    MILESTONES,
    RISKS,
    FactUnit,
)
from papergen.inputs.financial_profile import (
    ACTIVITY,
    AGREEMENT,
    FORECAST,
    LAST_REPORT,
    MITIGATIONS,
    LineKind,
)
from papergen.inputs.financial_year import year_from
from papergen.inputs.layout import Layout
from papergen.inputs.profile_rows import Profile, ProfileLine, profile_table
from papergen.inputs.workbook_writer import (
    Content,
    FilledTable,
    Formula,
    RowContent,
    cell_address,
)

YEARS = 6
MONTHS = 36
BLANK_ROWS = 12

_POINT = "Point at a heading to see what to enter under it."

# --- The condition tracker ----------------------------------------------------------------------

_FACTS = (
    ("strategy_name", "Name of the SEND and AP strategy", FactUnit.TEXT),
    ("strategy_approved_by", "Who approved the strategy", FactUnit.TEXT),
    ("strategy_approved", "When the strategy was approved", FactUnit.DATE),
    ("agreement_signed", "When the Safety Valve agreement was signed", FactUnit.DATE),
    ("overspend_reported_to", "To whom the forecast overspend was reported", FactUnit.TEXT),
    ("overspend_reported", "When the forecast overspend was reported", FactUnit.DATE),
    (
        "high_needs_capital_bid",
        "When the bid for High Needs Provision Capital Allocation was made",
        FactUnit.DATE,
    ),
)
_COMMENTARY = (
    ("strategy", "What the strategy is for, and what it sets out to do: two paragraphs."),
    ("reasons_above_plan", "Why activity or spending differs from the plan."),
    ("time_to_benefit", "How long it takes from implementing a change to seeing its benefit."),
    ("mitigations", "What is being done to reduce spending, in general."),
    ("capital", "What the capital grant is for, in sentences that can stand alone."),
    ("financial_risk", "What the financial risk is, to whom, and how it is managed."),
    ("options", "Options considered."),
    ("consultation", "Who was consulted."),
    ("legal", "Legal implications, with the officer consulted and the date."),
    ("equalities", "Equalities implications, with the officer and the date."),
    ("sustainability", "Sustainability implications, with the officer and the date."),
    ("next_steps", "What happens next."),
    ("conclusion", "Conclusion."),
)


def blank_tracker() -> Iterator[FilledTable]:
    """Yield the tables of a blank condition tracker; the keys that papers call for are there."""
    for layout in (CONDITIONS, MILESTONES, RISKS, CAPITAL_PROJECTS):
        yield _blank(layout)
    yield FilledTable(
        FACTS,
        [{"Key": key, "Fact": fact, "Unit": unit} for key, fact, unit in _FACTS],
        guidance="The report to Schools Forum calls for these. Delete what it should go without.",
    )
    yield FilledTable(
        COMMENTARY,
        [{"Key": key, "Notes": notes} for key, notes in _COMMENTARY],
        guidance="The report to Schools Forum calls for these. Delete what it should go without. "
        "Press Alt+Enter twice for a new paragraph; begin a line with “- ” for a bullet.",
    )


def _blank(layout: Layout, years: tuple[str, ...] = (), guidance: str = _POINT) -> FilledTable:
    return FilledTable(layout, [{}] * BLANK_ROWS, years, guidance)


# --- The financial profile ----------------------------------------------------------------------

_INCOME = ("High needs block allocation", "Transfer from the schools block", "Other income")
_EXPENDITURE = (
    "Top-up funding: mainstream schools",
    "Special schools and resource bases",
    "Independent and non-maintained special schools",
    "Alternative provision",
    "Post-16 and further education",
    "Therapies, inclusion and support services",
    "Other expenditure",
)


def financial_years(day: date) -> tuple[str, ...]:
    """Return the years of a new profile: the one before a day's financial year, and five more."""
    first = day.year - (1 if day.month >= 4 else 2)
    return tuple(year_from(first + index) for index in range(YEARS))


def blank_profile(day: date) -> Iterator[FilledTable]:
    """Yield the tables of a blank financial profile: the usual lines, and totals as formulas.

    :param day: of the meeting; the financial years and the months go by it.
    """
    years = financial_years(day)
    agreed = ProfileLine("Mitigations in the agreement", LineKind.MITIGATION, (None,) * YEARS)
    further = ProfileLine("Further mitigations", LineKind.MITIGATION, _from_mitigations(years))
    guidance = (
        "Type the lines and the first opening deficit; the totals in bold add up by themselves. "
        "Rename, add and delete lines as you need. Mitigations are negative, deficits positive."
    )
    for layout, mitigation in ((AGREEMENT, agreed), (FORECAST, further)):
        lines = (
            *(ProfileLine(name, LineKind.INCOME, (None,) * YEARS) for name in _INCOME),
            *(ProfileLine(name, LineKind.EXPENDITURE, (None,) * YEARS) for name in _EXPENDITURE),
            mitigation,
            ProfileLine("Safety Valve payment", LineKind.PAYMENT, (None,) * YEARS),
        )
        yield profile_table(Profile(layout, years, lines), guidance)
    yield _blank(
        LAST_REPORT,
        years,
        "Paste the lines of the revised forecast as they were last reported, as values. "
        "Leave the table blank if there was no report.",
    )
    yield _blank(
        MITIGATIONS,
        years,
        "Reductions in spending are positive here; the revised forecast takes their sum off.",
    )
    yield FilledTable(
        ACTIVITY,
        list(_months(years)),
        guidance="Leave the actual figures of months to come blank.",
    )


def _from_mitigations(years: tuple[str, ...]) -> tuple[Formula, ...]:
    """Return the forecast's line of mitigations: the sum of the sheet Mitigations, taken off."""

    def sum_of(year: str) -> str:
        first = cell_address(MITIGATIONS, years, year, 0)
        last = cell_address(MITIGATIONS, years, year, BLANK_ROWS - 1)
        return f"=-SUM({MITIGATIONS.sheet}!{first}:{last})"

    return tuple(Formula(sum_of(year), 0) for year in years)


def _months(years: tuple[str, ...]) -> Iterator[RowContent]:
    """Yield a row for each month from the first April on."""
    month = date(int(years[0][:4]), 4, 1)
    for _ in range(MONTHS):
        row: dict[str, Content] = {"Month": month}
        yield row
        month = (month + timedelta(days=31)).replace(day=1)

"""The conditions of the agreement, and the milestones that serve them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from papergen.cell import Entry
from papergen.context.profile import Profile
from papergen.figure import Figure
from papergen.finding import Findings, Place
from papergen.inputs.condition_tracker import Direction, Measure, Rag, Status
from papergen.inputs.financial_year import financial_year
from papergen.inputs.table import Row, Table
from papergen.spelling import did_you_mean


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the agreement, and how it stands.

    :param due: when it must be met, if it has a date.
    :param measure: which figure of the forecast its threshold applies to, if any.
    :param threshold: the most that the measure may be in ``threshold_year``.
    :param measured: the forecast of the measure for that year.
    :param variance: ``measured`` less ``threshold``: above nothing, the condition is missed.
    """

    number: Entry[str]
    title: Entry[str]
    text: Entry[str]
    status: Entry[Status]
    rag: Entry[Rag]
    rag_before: Entry[Rag] | None
    direction: Entry[Direction]
    owner: Entry[str]
    due: Entry[date] | None
    evidence: Entry[str]
    narrative: Entry[str]
    measure: Entry[Measure] | None
    threshold_year: Entry[str] | None
    threshold: Figure | None
    measured: Figure | None
    variance: Figure | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that will have been done by a date, for a condition.

    :param condition: the number of the condition.
    :param due: the date in the plan.
    :param forecast: the date now expected, if another.
    """

    reference: Entry[str]
    condition: Entry[str]
    milestone: Entry[str]
    due: Entry[date]
    forecast: Entry[date] | None
    status: Entry[Status]
    owner: Entry[str]


def build_conditions(table: Table, forecast: Profile, findings: Findings) -> tuple[Condition, ...]:
    """Return the conditions in the order of the tracker.

    A number that stands twice, and a threshold without its measure, year or forecast, are findings.

    :param forecast: the profile that conditions are measured on.
    """
    seen: dict[str, Row] = {}
    conditions = []
    for row in table.rows:
        number = row.text("Number")
        if number.value in seen:
            findings.error(
                "duplicate-condition",
                Place.of(number.cell),
                found=f"condition {number.value} a second time",
                expected="each number once; the first is in "
                f"{seen[number.value].text('Number').cell.address}",
                mend="Correct the number, or delete the row.",
            )
        seen.setdefault(number.value, row)
        conditions.append(_condition(row, forecast, findings))
    return tuple(conditions)


def _condition(row: Row, forecast: Profile, findings: Findings) -> Condition:
    measure = row.choice_or_none("Measure", Measure)
    written_year = row.text_or_none("Threshold year")
    year = financial_year(written_year.value) if written_year else None
    threshold = row.figure_or_none("Threshold")
    measured = _measured(row, measure, written_year, year, threshold, forecast, findings)
    number = row.text("Number").value
    return Condition(
        number=row.text("Number"),
        title=row.text("Short title"),
        text=row.text("Condition"),
        status=row.choice("Status", Status),
        rag=row.choice("RAG", Rag),
        rag_before=row.choice_or_none("RAG at last report", Rag),
        direction=row.choice("Direction of travel", Direction),
        owner=row.text("Owner"),
        due=row.day_or_none("Due date"),
        evidence=row.text("Evidence"),
        narrative=row.text("Narrative"),
        measure=measure,
        threshold_year=replace(written_year, value=year) if year and written_year else None,
        threshold=threshold,
        measured=measured,
        variance=(
            (measured - threshold).named(f"Condition {number}, difference from the threshold")
            if measured is not None and threshold is not None
            else None
        ),
    )


def _measured(
    row: Row,
    measure: Entry[Measure] | None,
    written_year: Entry[str] | None,
    year: str | None,
    threshold: Figure | None,
    forecast: Profile,
    findings: Findings,
) -> Figure | None:
    given = [measure is not None, written_year is not None, threshold is not None]
    if not any(given):
        return None
    if not all(given):
        findings.error(
            "threshold-not-whole",
            Place.of(row.first),
            found=f"a measure, threshold or threshold year alone, for condition "
            f"{row.text('Number').value}",
            expected="all three, with the threshold's unit, or none of them",
            mend="Fill in the columns Measure, Threshold year, Threshold and Unit.",
        )
        return None
    assert measure is not None and written_year is not None
    if year is None or year not in forecast.by_year:
        findings.error(
            "threshold-year",
            Place.of(written_year.cell),
            found=f"the year “{written_year.value}”",
            expected=f"one of the forecast's years, {', '.join(forecast.by_year)}",
            mend="Correct the year.",
        )
        return None
    match measure.value:
        case Measure.CUMULATIVE_DEFICIT:
            return forecast.by_year[year].cumulative_deficit
        case Measure.IN_YEAR_BALANCE:
            return forecast.by_year[year].in_year_balance


def build_milestones(
    table: Table, conditions: Iterable[Condition], findings: Findings
) -> tuple[Milestone, ...]:
    """Return the milestones in the order of the tracker; each must serve a known condition."""
    known = [condition.number.value for condition in conditions]
    milestones = tuple(
        Milestone(
            reference=row.text("Reference"),
            condition=row.text("Condition number"),
            milestone=row.text("Milestone"),
            due=row.day("Due date"),
            forecast=row.day_or_none("Forecast date"),
            status=row.choice("Status", Status),
            owner=row.text("Owner"),
        )
        for row in table.rows
    )
    for milestone in milestones:
        if milestone.condition.value not in known:
            findings.error(
                "unknown-condition",
                Place.of(milestone.condition.cell),
                found=f"the condition number {milestone.condition.value}",
                expected=f"one of {', '.join(known)}"
                + did_you_mean(milestone.condition.value, known),
                mend="Correct the number, or add the condition.",
            )
    return milestones

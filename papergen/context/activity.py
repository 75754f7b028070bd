"""Activity: requests, assessments and plans by month, and over reporting periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from papergen.cell import Entry
from papergen.figure import Figure, total
from papergen.finding import Findings, Place
from papergen.inputs.meeting import ReportingPeriod
from papergen.inputs.table import Row, Table


@dataclass(frozen=True, slots=True)
class ActivityMonth:
    """A month's counts; what has not happened yet, or was not planned, is blank.

    :param month: its first day.
    :param issued_in_20_weeks: share of plans issued within 20 weeks (Special Educational Needs
        and Disability Regulations 2014, regulation 13(2)).
    :param backlog: assessments over 20 weeks at the month's end.
    """

    month: Entry[date]
    requests_forecast: Figure | None
    requests: Figure | None
    assessments_forecast: Figure | None
    assessments: Figure | None
    plans_issued_forecast: Figure | None
    plans_issued: Figure | None
    issued_in_20_weeks: Figure | None
    backlog: Figure | None


@dataclass(frozen=True, slots=True)
class ActivityPeriod:
    """The counts of several months together.

    :param start: first day of the first month.
    :param end: first day of the last month.
    :param backlog_start: at the end of the month before, or of the first month if that is the
        first there is.
    """

    start: Entry[date]
    end: Entry[date]
    requests: Figure
    requests_forecast: Figure
    requests_variance: Figure
    assessments: Figure
    assessments_forecast: Figure
    assessments_variance: Figure
    plans_issued: Figure
    plans_issued_forecast: Figure
    plans_issued_variance: Figure
    backlog_start: Figure
    backlog_end: Figure
    backlog_change: Figure


@dataclass(frozen=True, slots=True)
class Activity:
    """Activity by month.

    :param months: in order of time.
    :param period: the reporting period.
    :param before: as many months before it, if they are all there.
    :param to_date: from the first month to the end of the reporting period.
    """

    months: tuple[ActivityMonth, ...]
    period_months: tuple[ActivityMonth, ...]
    period: ActivityPeriod
    before: ActivityPeriod | None
    to_date: ActivityPeriod

    @property
    def actual_months(self) -> tuple[ActivityMonth, ...]:
        """The months to the end of the reporting period: those whose actual counts are in."""
        return tuple(month for month in self.months if month.month.value <= self.period.end.value)


_COUNTS = (
    ("requests", "Requests"),
    ("assessments", "Assessments"),
    ("plans_issued", "Plans issued"),
)
_NEEDED = (
    "Requests",
    "Requests forecast",
    "Assessments",
    "Assessments forecast",
    "Plans issued",
    "Plans issued forecast",
    "Backlog",
)


def build_activity(table: Table, period: ReportingPeriod, findings: Findings) -> Activity | None:
    """Return the activity; nothing, and findings, if months are missing, doubled or not filled in.

    :param period: its months, and all before them, must have their actual counts.
    """
    rows = sorted(table.rows, key=lambda row: row.day("Month").value)
    if not _months_follow(rows, findings):
        return None
    actual = [row for row in rows if row.day("Month").value <= period.end]
    reported = [row for row in actual if row.day("Month").value >= period.start.replace(day=1)]
    if not reported or not _covers(reported, period):
        findings.error(
            "missing-months",
            table.place,
            found="no row for every month of the reporting period",
            expected=f"a row for each month from {period.start:%B %Y} to {period.end:%B %Y}",
            mend="Add the months, or correct the reporting period in meeting.toml.",
        )
        return None
    if not _are_filled_in(actual, findings):
        return None
    first = actual.index(reported[0])
    earlier = actual[max(first - len(reported), 0) : first]
    return Activity(
        tuple(_month(row) for row in rows),
        tuple(_month(row) for row in reported),
        _period(reported, actual),
        _period(earlier, actual) if len(earlier) == len(reported) else None,
        _period(actual, actual),
    )


def _months_follow(rows: Sequence[Row], findings: Findings) -> bool:
    sound = True
    for before, row in zip(rows, rows[1:], strict=False):
        last, month = before.day("Month"), row.day("Month")
        expected = (last.value + timedelta(days=31)).replace(day=1)
        if month.value != expected:
            sound = False
            findings.error(
                "month-out-of-order",
                Place.of(month.cell),
                found=f"{month.value:%B %Y} after {last.value:%B %Y}",
                expected=f"{expected:%B %Y}: every month once, with no gap",
                mend="Correct the month, or add the rows that are missing.",
            )
    return sound


def _covers(rows: Sequence[Row], period: ReportingPeriod) -> bool:
    first, last = rows[0].day("Month").value, rows[-1].day("Month").value
    return first == period.start.replace(day=1) and last == period.end.replace(day=1)


def _are_filled_in(rows: Sequence[Row], findings: Findings) -> bool:
    sound = True
    for row in rows:
        missing = [heading for heading in _NEEDED if row.figure_or_none(heading) is None]
        if missing:
            sound = False
            findings.error(
                "month-not-filled-in",
                Place.of(row.first),
                found=f"nothing under {', '.join(missing)}",
                expected="counts for every month to the end of the reporting period; 0 for none",
                mend="Fill the counts in, or correct the reporting period in meeting.toml.",
            )
    return sound


def _month(row: Row) -> ActivityMonth:
    return ActivityMonth(
        row.day("Month"),
        row.figure_or_none("Requests forecast"),
        row.figure_or_none("Requests"),
        row.figure_or_none("Assessments forecast"),
        row.figure_or_none("Assessments"),
        row.figure_or_none("Plans issued forecast"),
        row.figure_or_none("Plans issued"),
        row.figure_or_none("Issued in 20 weeks"),
        row.figure_or_none("Backlog"),
    )


def _period(rows: Sequence[Row], actual: Sequence[Row]) -> ActivityPeriod:
    """Return what some months come to together; all of their counts are there.

    :param actual: all months whose counts are in, for the backlog before the first of ``rows``.
    """
    start, end = rows[0].day("Month"), rows[-1].day("Month")
    span = f"{start.value:%B %Y} to {end.value:%B %Y}"
    figures: dict[str, Figure] = {}
    for field, heading in _COUNTS:
        counted = total((row.figure(heading) for row in rows), f"{heading}, {span}")
        planned = total(
            (row.figure(f"{heading} forecast") for row in rows), f"{heading} forecast, {span}"
        )
        figures[field] = counted
        figures[f"{field}_forecast"] = planned
        figures[f"{field}_variance"] = (counted - planned).named(
            f"{heading}, actual less forecast, {span}"
        )
    before = actual[max(actual.index(rows[0]) - 1, 0)].figure("Backlog")
    after = rows[-1].figure("Backlog")
    return ActivityPeriod(
        start,
        end,
        **figures,
        backlog_start=before,
        backlog_end=after,
        backlog_change=(after - before).named(f"Backlog, change over {span}"),
    )

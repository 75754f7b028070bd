"""Deadlines leave out weekends, bank holidays, the day of publication and that of the meeting."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from command_line import papergen
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from papergen.context.timetable import plan_timetable
from papergen.inputs.meeting import Item, Meeting, Notice, ReportingPeriod

DAY = date(2024, 8, 31)
PERIOD = ReportingPeriod(report="second", start=DAY, end=DAY, sent=DAY)
# From the Government's list of bank holidays in England and Wales (gov.uk/bank-holidays).
BANK_HOLIDAYS = {
    date(2024, 12, 25),
    date(2024, 12, 26),
    date(2025, 1, 1),
    date(2025, 4, 18),
    date(2025, 4, 21),
    date(2025, 5, 5),
    date(2025, 5, 26),
    date(2025, 8, 25),
    date(2025, 12, 25),
    date(2025, 12, 26),
}


def meeting(day: date, notice: Notice) -> Meeting:
    return Meeting(
        folder=Path("."),
        body="Schools Forum",
        date=day,
        place="County Hall",
        reporting=PERIOD,
        notice=notice,
        items=(Item(number=1, title="Apologies"),),
    )


@pytest.mark.parametrize(
    ("held", "published", "due"),
    [
        ("2024-10-10", "2024-10-02", "2024-09-27"),
        ("2025-01-09", "2024-12-31", "2024-12-24"),  # over Christmas and New Year
        ("2025-04-24", "2025-04-14", "2025-04-09"),  # over Easter
    ],
)
def test_publication_is_five_clear_working_days_before_the_meeting(
    held: str, published: str, due: str
) -> None:
    plan = plan_timetable(meeting(date.fromisoformat(held), Notice()))
    assert plan.published.day == date.fromisoformat(published)
    assert plan.reports_due.day == date.fromisoformat(due)


@given(
    st.dates(date(2025, 1, 6), date(2025, 12, 31)),
    st.integers(0, 10),
    st.integers(0, 10),
)
def test_the_days_between_are_counted_one_by_one(held: date, clear: int, before: int) -> None:
    plan = plan_timetable(meeting(held, Notice(clear_days=clear, reports_due=before)))
    between = [
        day
        for day in (
            plan.published.day + timedelta(days)
            for days in range(1, (held - plan.published.day).days)
        )
        if day.weekday() < 5 and day not in BANK_HOLIDAYS
    ]
    assert len(between) == clear
    assert plan.published.day.weekday() < 5 and plan.published.day not in BANK_HOLIDAYS


def test_the_timetable_is_said_and_written_as_a_calendar(checkout: Path, tmp_path: Path) -> None:
    file = tmp_path / "meeting.ics"
    run = papergen("timetable", checkout / "inputs" / "2024-10-10", "--ics", file)
    assert run.status == 0
    assert (
        run.lines[1] == "Wednesday 2 October 2024  Schools Forum: agenda and reports are published"
    )
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        date(2024, 9, 27),
        date(2024, 10, 2),
        date(2024, 10, 10),
    ]


@pytest.mark.parametrize(
    ("today", "status"),
    [("2024-10-02", 0), ("2024-10-03", 1), ("2024-10-10", 1), ("2024-10-11", 0)],
)
def test_check_says_when_publication_is_late(checkout: Path, today: str, status: int) -> None:
    run = papergen("check", checkout / "inputs" / "2024-10-10", "--today", today)
    assert run.status == status
    assert ("publication by 02/10/2024" in run.out) == bool(status)

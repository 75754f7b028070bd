"""The timetable of a meeting: when reports are due, and when the agenda must be published.

An agenda and its reports are open to the public for at least five clear days before a meeting
(Local Government Act 1972, section 100B(3)). Clear days leave out the day of publication and that
of the meeting; councils leave out weekends and bank holidays, too, as the courts have (R v Swansea
City Council, ex parte Elitestone Ltd, 1993).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from holidays import country_holidays

from papergen.finding import Findings, Place
from papergen.inputs.meeting import MEETING_FILE, Meeting


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something has been done.

    :param what: in words for a calendar: ``Agenda and reports are published``.
    """

    day: date
    what: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """The days of a meeting, in order of time.

    :param reports_due: when authors deliver their reports to the clerk.
    :param published: the last day on which agenda and reports can be published.
    """

    reports_due: Deadline
    published: Deadline
    meeting: Deadline

    def __iter__(self) -> Iterator[Deadline]:
        return iter((self.reports_due, self.published, self.meeting))


def plan_timetable(meeting: Meeting) -> Timetable:
    """Return the timetable that a meeting's date and notice ask for, by England's bank holidays."""
    working = country_holidays("GB", subdiv="ENG")
    notice = meeting.notice
    published = working.get_nth_working_day(meeting.date, -(notice.clear_days + 1))
    due = working.get_nth_working_day(published, -notice.reports_due)
    return Timetable(
        Deadline(due, f"{meeting.body}: reports are due with the clerk"),
        Deadline(published, f"{meeting.body}: agenda and reports are published"),
        Deadline(meeting.date, f"{meeting.body} meets, {meeting.place}"),
    )


def check_timetable(meeting: Meeting, today: date, findings: Findings) -> None:
    """Report a meeting to come whose day of publication has passed.

    What is published later is late, and needs a reason and the chair's reason for urgency (Local
    Government Act 1972, section 100B(4)(b)).
    """
    published = plan_timetable(meeting).published.day
    if published < today <= meeting.date:
        findings.warn(
            "late-publication",
            Place(MEETING_FILE, near="date"),
            found=f"a meeting on {meeting.date:%d/%m/%Y}, and today is {today:%d/%m/%Y}",
            expected=f"publication by {published:%d/%m/%Y}, with {meeting.notice.clear_days} clear "
            "working days before the meeting",
            mend="Mark what is published from now on as late, with its reason and the chair’s "
            "reason for urgency.",
        )

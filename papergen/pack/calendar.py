"""A meeting's timetable as a calendar file (RFC 5545), for Outlook and any other calendar."""

from __future__ import annotations

from datetime import UTC, datetime, time

from icalendar import Calendar, Event

from papergen.context.timetable import Timetable


def calendar_of(timetable: Timetable, meeting: str) -> bytes:
    """Return an ``.ics`` file with an event for each day of a timetable.

    It is the same for the same timetable: events are stamped with the day of the meeting.

    :param meeting: name of the meeting's folder, by which a calendar knows the events again.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//papergen//timetable//EN")
    calendar.add("version", "2.0")
    for number, deadline in enumerate(timetable, 1):
        event = Event()
        event.add("uid", f"{meeting}-{number}@papergen")
        event.add("dtstamp", datetime.combine(timetable.meeting.day, time(), UTC))
        event.add("dtstart", deadline.day)
        event.add("summary", deadline.what)
        calendar.add_component(event)
    return bytes(calendar.to_ical())

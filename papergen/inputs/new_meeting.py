"""A new meeting: a folder with a commented meeting.toml and two blank workbooks to fill in."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from papergen.inputs.blank_workbook import blank_profile, blank_tracker, financial_years
from papergen.inputs.meeting import MEETING_FILE, WorkbookNames
from papergen.inputs.workbook_writer import write_workbook


def create_meeting(folder: Path, day: date) -> None:
    """Make a meeting's folder with all that there is to fill in, or nothing at all.

    :param day: of the meeting; the financial years and months in the workbooks go by it.
    :raises FileExistsError: if the folder holds anything already, or is a file; its ``filename``
        is the folder.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new = workplace / "new"
        new.mkdir()
        names = WorkbookNames()
        (new / MEETING_FILE).write_text(meeting_file(day), encoding="utf-8", newline="\n")
        tracker, profile = new / names.condition_tracker, new / names.financial_profile
        write_workbook(tracker, "Condition tracker", blank_tracker(), day)
        write_workbook(profile, "Financial profile", blank_profile(day), day)
        if folder.is_dir():
            folder.rmdir()
        new.rename(folder)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def meeting_file(day: date) -> str:
    """Return the text of a new ``meeting.toml``, with all that it may say explained.

    The reporting period is taken to be the three months that ended before last month.
    """
    end = (day.replace(day=1) - timedelta(days=1)).replace(day=1) - timedelta(days=1)
    start = end
    for _ in range(2):
        start = start.replace(day=1) - timedelta(days=1)
    start = start.replace(day=1)
    return f"""\
# The meeting. Lines that begin with # are remarks. Texts stand in double quotes, dates do not.

body = "Schools Forum"
date = {day}
time = "4.00 pm"
place = "County Hall"

# The financial year that the papers speak of as this year. Without the line, that of the date.
# current_year = "{financial_years(day)[1]}"


# The months that the monitoring report to the Department for Education (DfE) covers.
[reporting]
report = "first"        # which report it is, in words
start = {start}      # first day of the first month
end = {end}        # last day of the last month
sent = {end}       # when the report was sent to the DfE


# The workbooks, if they are called otherwise than this.
# [workbooks]
# condition_tracker = "condition_tracker.xlsx"
# financial_profile = "financial_profile.xlsx"


# The items, in the order of the agenda, each under a line [[items]]. An item without a template
# stands on the agenda, and has no paper.
[[items]]
number = 1
title = "Apologies for absence"

[[items]]
number = 2
title = "SEND Transformation Update"
author = "[Name of the author]"
job_title = "[Job title]"
telephone = ""
email = ""
purpose = "decision"                        # or "information"
wards = "All"
release = "For general release"
template = "send-transformation-update.md.jinja"
# landscape = true                          # for pages on their long side

# The item's appendices. Each is made from a Word form (template), or is a finished PDF (file)
# that you put beside this file. The label is the word by which the paper refers to it.
# [[items.appendices]]
# number = 1
# title = "SEND and Alternative Provision Strategy"
# label = "strategy-document"
# file = "appendix-1-send-and-ap-strategy.pdf"

[[items.appendices]]
number = 2
title = "Safety Valve monitoring report to the Department for Education"
label = "dfe-report"
template = "dfe-monitoring-report.docx"
"""

"""Another council's meeting, as it might keep its workbooks: other years, units, order and places.

Nothing of papergen writes it. Money is in £000, years are written 2021-22, some tables have names
in Excel and others only a header row, two stand on one sheet, and a column of its own stands among
those that papergen asks for. The council does better than agreed, has no last report to compare
with, and has neither published facts nor commentary on most things that the report can take in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table

TRACKER, PROFILE = "Conditions tracker Q3.xlsx", "HNB profile.xlsx"
YEARS = "2021-22; 2022-23; 2023-24; 2024-25; 2025-26"

MEETING = f"""\
body = "Northmoor Schools Forum"
date = 2024-01-18
place = "Room 2, Civic Centre"

[reporting]
report = "fourth"
start = 2023-10-01
end = 2023-12-31
sent = 2024-01-10

[workbooks]
condition_tracker = "{TRACKER}"
financial_profile = "{PROFILE}"

[[items]]
number = 4
title = "Minutes"

[[items]]
number = 5
title = "Safety Valve agreement: progress"
author = "Sam Okafor"
job_title = "Head of Finance (Schools)"
template = "send-transformation-update.md.jinja"

[[items.appendices]]
number = 1
title = "Fourth monitoring report to the Department for Education"
label = "dfe-report"
template = "dfe-monitoring-report.docx"
"""

# Number, title, text, status, rating, rating at the last report.
CONDITIONS = (
    (1, "Deficit", "Not exceed the agreed cumulative deficit.", "On track", "Green", "Green"),
    (2, "SEND places", "SEND places are *planned* | for each area.", "Complete", "Blue", "Green"),
    (3, "Early help", "Help families sooner <b>and</b> nearer home.", "On track", "Green", None),
    (4, "Reviews", "Review each plan {{ every }} year.", "At risk", "Amber", "Red"),
    (5, "Contracts", "Buy placements at £1,000 a week or less.", "On track", "Green", "Amber"),
    (6, "Outreach", "Offer outreach to all schools.", "Not started", "Amber", None),
    (7, "Governance", "Report to the Forum each term.", "On track", "Green", "Green"),
)

AGREEMENT = (
    ("High needs grant", "Income", 40_000, 42_000, 44_000, 46_000, 48_000),
    ("Schools block transfer", "Income", 500, 500, 500, 500, 500),
    ("Income in all", "Total income", 40_500, 42_500, 44_500, 46_500, 48_500),
    ("Placements", "Expenditure", 43_000, 45_000, 46_000, 46_500, 47_000),
    ("Support services", "Expenditure", 2_500, 2_600, 2_700, 2_800, 2_900),
    ("Agreed savings", "Mitigation", 0, -300, -900, -1_500, -2_000),
    ("Spending in all", "Total expenditure", 45_500, 47_300, 47_800, 47_800, 47_900),
    ("In-year", "In-year balance", 5_000, 4_800, 3_300, 1_300, -600),
    ("Before", "Cumulative deficit before payments", 13_000, 17_800, 21_100, 22_400, 21_800),
    ("DfE payment", "Safety Valve payment", 6_000, 2_000, 2_000, 2_000, 3_000),
    ("After", "Cumulative deficit after payments", 7_000, 9_800, 11_100, 10_400, 6_800),
)

FORECAST = (
    ("High needs grant", "Income", 40_000, 42_000, 44_100, 46_000, 48_000),
    ("Schools block transfer", "Income", 500, 500, 500, 500, 500),
    ("Income in all", "Total income", 40_500, 42_500, 44_600, 46_500, 48_500),
    ("Placements", "Expenditure", 43_000, 44_800, 45_400, 45_900, 46_600),
    ("Support services", "Expenditure", 2_500, 2_600, 2_650, 2_750, 2_850),
    ("Further mitigations", "Mitigation", 0, 0, -1_250, -1_700, -2_350),
    ("Spending in all", "Total expenditure", 45_500, 47_400, 46_800, 46_950, 47_100),
    ("In-year", "In-year balance", 5_000, 4_900, 2_200, 450, -1_400),
    ("Before", "Cumulative deficit before payments", 13_000, 17_900, 20_100, 20_550, 19_150),
    ("DfE payment", "Safety Valve payment", 6_000, 2_000, 2_000, 2_000, 3_000),
    ("After", "Cumulative deficit after payments", 7_000, 9_900, 10_100, 8_550, 4_150),
)

# What it is, reductions from the last year to the first, owner, reference.
MITIGATIONS = (
    ("Fees", 1_000, 700, 400, "Head of Commissioning", "S1", "£000"),
    ("Transport to college", 450, 400, 350, "Head of Transport", "S2", "£000"),
    ("Places in resource bases", 900, 600, 500, "Head of Inclusion", "S3", "£000"),
)

# Month; requests planned, received; assessments planned, completed; plans planned, issued; backlog.
ACTIVITY = (
    (date(2023, 4, 3), 30, 31, 20, 19, 18, 18, 9),
    (date(2023, 5, 2), 30, 29, 20, 20, 18, 17, 8),
    (date(2023, 6, 5), 30, 30, 20, 21, 18, 20, 6),
    (date(2023, 7, 3), 30, 33, 20, 20, 18, 18, 4),
    (date(2023, 8, 1), 30, 28, 20, 22, 18, 19, 2),
    (date(2023, 9, 4), 30, 29, 20, 21, 18, 18, 1),
    (date(2023, 10, 2), 30, 30, 20, 20, 18, 16, 1),
    (date(2023, 11, 1), 30, 29, 20, 20, 18, 18, 2),
    (date(2023, 12, 1), 30, 31, 20, 19, 18, 17, 3),
    (date(2024, 1, 2), 30, None, 20, None, 18, None, None),
)

Rows = Sequence[Sequence[Any]]


def write_other_meeting(folder: Path) -> Path:
    """Write the meeting into a new folder, and return it."""
    folder.mkdir(parents=True)
    (folder / "meeting.toml").write_text(MEETING, "utf-8")
    _tracker().save(folder / TRACKER)
    _profile().save(folder / PROFILE)
    return folder


def _tracker() -> Workbook:
    book = _book("Agreement conditions", "Delivery", "Building", "Facts", "Commentary")
    director, board = "Director of Children’s Services", "Minutes of the board."
    threshold = (21_100, "£000", "2023-24", "Cumulative deficit before payments")
    conditions = [
        ("X123", rag, status, title, number, text, director, before, "Unchanged", board)
        + (f"{title}: as planned.", date(2023, 9, number))
        + (threshold if number == 1 else (None, None, None, None))
        for number, title, text, status, rag, before in CONDITIONS
    ]
    headings = (
        "Cost centre; RAG; Status; Short title; Number; Condition; Owner; RAG at last report; "
        "Direction of travel; Evidence; Narrative; Due date; Threshold; Unit; Threshold year; "
        "Measure"
    )
    _put(book["Agreement conditions"], "B3", headings, conditions, "Conditions")
    milestones = [
        ("Complete", date(2023, 9, 1), "Places opened", "A", 2, "Head of Places", None),
        ("At risk", date(2024, 3, 31), "Reviews done", "B", 4, "Head of SEND", date(2024, 7, 1)),
    ]
    headings = "Status; Due date; Milestone; Reference; Condition number; Owner; Forecast date"
    _put(book["Delivery"], "A2", headings, milestones)
    risks = [
        ("R-1", "Fees rise.", "Fixed prices.", 4, 2, 8, "Head of Inclusion", "Improved"),
        ("R-2", "Staff leave.", "Joint training.", 3, 3, 9, "Head of SEND", "Unchanged"),
    ]
    headings = "Reference; Risk; Mitigation; Impact; Likelihood; Score; Owner; Direction of travel"
    _put(book["Delivery"], "C8", headings, risks)
    project = ("Base at Hill School", "P1", "Open", "Basic need", date(2023, 9, 1), "Blue", "£000")
    headings = (
        "Project; Reference; Stage; Funding source; Opening; RAG; Unit; Cost; Places; Complete; "
        "Narrative"
    )
    _put(book["Building"], "A5", headings, [(*project, 850, 12, 1, None)])
    book["Building"]["J6"].number_format = "0%"
    fact = ("agreement_signed", date(2022, 3, 24), "date", "When the agreement was signed", None)
    _put(book["Facts"], "A1", "Key; Value; Unit; Fact; Published in", [fact])
    commentary = [
        ("Savings are coming sooner:\n- fees are fixed;\n- bases are full.", "mitigations"),
        ("The base at Hill School is open.", "capital"),
    ]
    _put(book["Commentary"], "A1", "Text; Key", commentary, "Commentary")
    return book


def _profile() -> Workbook:
    book = _book("Profiles", "Savings", "Activity")
    headings = f"Unit; {YEARS}; Kind; Line"
    book["Profiles"]["A1"] = "Profile in the Safety Valve agreement"
    for place, lines, name in (("A3", AGREEMENT, ""), ("D20", FORECAST, "Forecast")):
        rows = [("£000", *amounts, kind, line) for line, kind, *amounts in lines]
        _put(book["Profiles"], place, headings, rows, name)
    headings = "Mitigation; 2025-26; 2024-25; 2023-24; Owner; Reference; Unit"
    _put(book["Savings"], "A2", headings, MITIGATIONS)
    headings = (
        "Month; Requests forecast; Requests; Assessments forecast; Assessments; "
        "Plans issued forecast; Plans issued; Backlog"
    )
    _put(book["Activity"], "A1", headings, ACTIVITY)
    return book


def _book(*sheets: str) -> Workbook:
    book = Workbook()
    for sheet in sheets:
        book.create_sheet(sheet)
    book.remove(book.worksheets[0])
    return book


def _put(sheet: Any, place: str, headings: str, rows: Rows, name: str = "") -> None:
    """Write a table with its header row at a place, and a name for Excel if it is given one."""
    corner = sheet[place]
    for down, row in enumerate([headings.split("; "), *rows]):
        for along, value in enumerate(row):
            corner.offset(down, along).value = value
    if name:
        last = f"{get_column_letter(sheet.max_column)}{corner.row + len(rows)}"
        sheet.add_table(Table(displayName=name, ref=f"{place}:{last}"))

"""The condition tracker: agreement conditions, milestones, risks, capital projects, facts."""

from __future__ import annotations

from enum import Enum

from papergen.inputs.layout import NOTES, Column, Layout


class Status(Enum):
    """How something stands."""

    NOT_STARTED = "Not started"
    ON_TRACK = "On track"
    AT_RISK = "At risk"
    NOT_ON_TRACK = "Not on track"
    COMPLETE = "Complete"


class Rag(Enum):
    """Red, amber, green; blue is complete."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"
    BLUE = "Blue"


class Direction(Enum):
    """Direction of travel since the last report."""

    IMPROVED = "Improved"
    UNCHANGED = "Unchanged"
    WORSENED = "Worsened"


class Measure(Enum):
    """Which figure of the financial profile a condition's threshold applies to."""

    CUMULATIVE_DEFICIT = "Cumulative deficit before payments"
    IN_YEAR_BALANCE = "In-year balance"


class Stage(Enum):
    """How far a capital project has come."""

    FEASIBILITY = "Feasibility"
    DESIGN = "Design"
    PLANNING = "Planning"
    PROCUREMENT = "Procurement"
    CONSTRUCTION = "Construction"
    OPEN = "Open"


class FactUnit(Enum):
    """What a published fact is: a text, a date, or a number of a unit."""

    TEXT = "text"
    DATE = "date"
    POUNDS = "£"
    THOUSANDS = "£000"
    MILLIONS = "£m"
    COUNT = "number"
    PERCENT = "%"


OWNER = Column("Owner", "text", "Job title of the officer who answers for it.")

CONDITIONS = Layout(
    "Conditions",
    "Conditions",
    "Safety Valve agreement: conditions",
    (
        Column("Number", "text", "The condition's number in the agreement."),
        Column("Short title", "text", "A few words by which the condition is known."),
        Column("Condition", "text", "The text of the condition."),
        Column("Status", "choice", "How it stands at the end of the period.", choices=Status),
        Column("RAG", "choice", "Red, Amber, Green, or Blue once complete.", choices=Rag),
        Column("RAG at last report", "choice", "Blank if new.", required=False, choices=Rag),
        Column("Direction of travel", "choice", "Since the last report.", choices=Direction),
        OWNER,
        Column("Due date", "date", "When the condition must be met.", required=False),
        Column("Evidence", "text", "What shows the status."),
        Column("Narrative", "text", "Progress in the period, in one or two sentences."),
        Column(
            "Measure",
            "choice",
            "Which figure of the financial profile the threshold applies to, if any.",
            required=False,
            optional=True,
            choices=Measure,
        ),
        Column(
            "Threshold year",
            "text",
            "Financial year in which the measure is taken, such as 2024/25.",
            required=False,
            optional=True,
        ),
        Column(
            "Threshold",
            "money",
            "The most that the measure may be in that year.",
            required=False,
            optional=True,
        ),
        Column("Unit", "unit", "Unit of the threshold.", required=False, optional=True),
        NOTES,
    ),
    named_by="Short title",
)

MILESTONES = Layout(
    "Milestones",
    "Milestones",
    "Milestones",
    (
        Column("Reference", "text", "Such as M1."),
        Column("Condition number", "text", "Number of the condition that it serves."),
        Column("Milestone", "text", "What will have been done."),
        Column("Due date", "date", "The date in the plan."),
        Column("Forecast date", "date", "The date now expected.", required=False),
        Column("Status", "choice", "How it stands.", choices=Status),
        OWNER,
        NOTES,
    ),
)

RISKS = Layout(
    "Risks",
    "Risks",
    "Risks",
    (
        Column("Reference", "text", "Such as R1."),
        Column("Risk", "text", "What may happen, and what would follow."),
        Column("Likelihood", "count", "1 (rare) to 5 (almost certain)."),
        Column("Impact", "count", "1 (minor) to 5 (severe)."),
        Column("Score", "count", "Likelihood times impact."),
        Column("Mitigation", "text", "What is being done about it."),
        Column("Direction of travel", "choice", "Since the last report.", choices=Direction),
        OWNER,
        NOTES,
    ),
)

CAPITAL_PROJECTS = Layout(
    "CapitalProjects",
    "Capital projects",
    "Capital projects",
    (
        Column("Reference", "text", "Such as C1."),
        Column("Project", "text", "School and what is built."),
        Column("Places", "count", "Additional places once it is open."),
        Column("Cost", "money", "Approved cost of the whole project."),
        Column("Unit", "unit", "Unit of the cost."),
        Column("Funding source", "text", "Grant or borrowing that pays for it."),
        Column("Stage", "choice", "How far it has come.", choices=Stage),
        Column("Complete", "percent", "Share of the works that is done.", required=False),
        Column("Opening", "date", "When the places are expected to be open."),
        Column("RAG", "choice", "Red, Amber, Green, or Blue once complete.", choices=Rag),
        Column("Narrative", "text", "Progress in the period.", required=False),
        NOTES,
    ),
    named_by="Project",
)

FACTS = Layout(
    "Facts",
    "Facts",
    "Published facts that the papers quote",
    (
        Column("Key", "text", "The name by which templates call it: small letters, no spaces."),
        Column("Fact", "text", "What it is, in words."),
        Column("Value", "any", "The date, number or text itself."),
        Column("Unit", "choice", "What the value is.", choices=FactUnit),
        Column("Published in", "text", "Where it was published.", required=False),
        NOTES,
    ),
    optional=True,
)

COMMENTARY = Layout(
    "Commentary",
    "Commentary",
    "Commentary: prose that the papers take in",
    (
        Column("Key", "text", "The name by which templates call it: small letters, no spaces."),
        Column(
            "Text",
            "text",
            "Paragraphs, with a blank line between them; "
            "a line that begins with “- ” is a bullet.",
        ),
        NOTES,
    ),
    optional=True,
)

CONDITION_TRACKER = (CONDITIONS, MILESTONES, RISKS, CAPITAL_PROJECTS, FACTS, COMMENTARY)

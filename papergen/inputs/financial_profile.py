"""The financial profile: agreement, revised forecast and last report by year; activity by month."""

from __future__ import annotations

from enum import Enum

from papergen.inputs.layout import NOTES, Column, Layout


class LineKind(Enum):
    """What a line of a profile is. A deficit is positive, a surplus negative."""

    INCOME = "Income"
    TOTAL_INCOME = "Total income"
    EXPENDITURE = "Expenditure"
    MITIGATION = "Mitigation"
    TOTAL_EXPENDITURE = "Total expenditure"
    IN_YEAR_BALANCE = "In-year balance"
    OPENING_DEFICIT = "Opening deficit"
    CUMULATIVE_DEFICIT = "Cumulative deficit before payments"
    PAYMENT = "Safety Valve payment"
    CUMULATIVE_DEFICIT_AFTER = "Cumulative deficit after payments"


LINE = Column("Line", "text", "What the line is called.")
LINE_KIND = Column(
    "Kind",
    "choice",
    "What the line is. Mitigations are entered as negative expenditure; "
    "in-year balance and deficits are positive when overspent; payments are positive.",
    choices=LineKind,
)
UNIT = Column("Unit", "unit", "Unit of all figures in the row: £, £000 or £m.")


def _profile(name: str, sheet: str, title: str, *, optional: bool = False) -> Layout:
    return Layout(
        name, sheet, title, (LINE, LINE_KIND, UNIT, NOTES), by_year=True, optional=optional
    )


AGREEMENT = _profile("Agreement", "Agreement", "Profile in the Safety Valve agreement")
FORECAST = _profile("Forecast", "Revised forecast", "Revised forecast")
LAST_REPORT = _profile("LastReport", "Last report", "Forecast at the last report", optional=True)

MITIGATIONS = Layout(
    "Mitigations",
    "Mitigations",
    "Further mitigations: reduction in spend by year",
    (
        Column("Reference", "text", "Such as MT1."),
        Column("Mitigation", "text", "What will be done."),
        Column("Owner", "text", "Job title of the officer who answers for it."),
        UNIT,
        NOTES,
    ),
    by_year=True,
    named_by="Mitigation",
)

ACTIVITY = Layout(
    "Activity",
    "Activity",
    "Education, health and care plans: activity by month",
    (
        Column("Month", "month", "Any date in the month."),
        Column("Requests forecast", "count", "Requests for assessment in the plan.", False),
        Column("Requests", "count", "Requests for assessment received.", False),
        Column("Assessments forecast", "count", "Assessments completed in the plan.", False),
        Column("Assessments", "count", "Assessments completed.", False),
        Column("Plans issued forecast", "count", "New plans issued in the plan.", False),
        Column("Plans issued", "count", "New plans issued.", False),
        Column("Issued in 20 weeks", "percent", "Share issued within 20 weeks.", False, True),
        Column("Backlog", "count", "Assessments over 20 weeks at the month's end.", False),
        NOTES,
    ),
)

FINANCIAL_PROFILE = (AGREEMENT, FORECAST, LAST_REPORT, MITIGATIONS, ACTIVITY)

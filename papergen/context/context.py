"""The context: all that a template may name, typed and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from papergen.cell import Entry
from papergen.context.activity import Activity, build_activity
from papergen.context.capital_project import Capital, build_capital
from papergen.context.condition import Condition, Milestone, build_conditions, build_milestones
from papergen.context.mitigation import Mitigations, build_mitigations
from papergen.context.outlook import Outlook, build_outlook
from papergen.context.profile import DEFICIT, WHOLE, Profile, build_profile
from papergen.context.published import build_commentary, build_facts
from papergen.context.risk import Risk, build_risks
from papergen.context.rules.condition_status import check_condition_status
from papergen.context.rules.consecutive_years import check_consecutive_years
from papergen.context.rules.risk_score import check_risk_score
from papergen.context.rules.roll_forward import check_roll_forward
from papergen.context.rules.totals import check_mitigation_signs, check_mitigations, check_totals
from papergen.context.sources import Sources, build_sources
from papergen.figure import Figure
from papergen.finding import BadInput, Findings
from papergen.inputs.condition_tracker import CONDITION_TRACKER
from papergen.inputs.financial_profile import FINANCIAL_PROFILE, LineKind
from papergen.inputs.meeting import Meeting, ReportingPeriod
from papergen.inputs.table import Table, read_tables
from papergen.inputs.workbook import read_workbook


@dataclass(frozen=True, slots=True)
class Context:
    """What a template may name.

    :param period: the months that the report to the DfE covers.
    :param agreement: the profile in the Safety Valve agreement.
    :param forecast: the revised forecast.
    :param last_report: the forecast at the last report, if the workbook has it.
    :param outlook: the forecast against the agreement.
    :param facts: published facts by key: texts, dates and figures.
    :param commentary: prose that papers take in, by key.
    """

    meeting: Meeting
    period: ReportingPeriod
    conditions: tuple[Condition, ...]
    milestones: tuple[Milestone, ...]
    risks: tuple[Risk, ...]
    capital: Capital
    agreement: Profile
    forecast: Profile
    last_report: Profile | None
    outlook: Outlook
    mitigations: Mitigations
    activity: Activity
    facts: Mapping[str, Entry[Any] | Figure]
    commentary: Mapping[str, Entry[str]]
    sources: Sources


def build_context(meeting: Meeting, findings: Findings) -> Context:
    """Return the context of a meeting, from its two workbooks.

    What is sound is looked into even if something else is not, so that all is found in one run.

    :param findings: takes what the rules of :mod:`.rules` find, as warnings.
    :raises BadInput: with everything that is wrong with the workbooks, if anything is.
    """
    tables = _read_tables(meeting, findings)
    agreement = _profile(tables, "Agreement", "agreement", WHOLE, findings)
    forecast = _profile(tables, "Forecast", "revised forecast", WHOLE, findings)
    last_report = _profile(tables, "LastReport", "last report", DEFICIT, findings)
    activity = None
    if "Activity" in tables:
        activity = build_activity(tables["Activity"], meeting.reporting, findings)
    facts = build_facts(tables.get("Facts"), findings)
    commentary = build_commentary(tables.get("Commentary"), findings)
    outlook = None
    if agreement is not None and forecast is not None:
        place = tables["Forecast"].place
        outlook = build_outlook(agreement, forecast, last_report, meeting.year, place, findings)
    conditions: tuple[Condition, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    if "Conditions" in tables and forecast is not None:
        conditions = build_conditions(tables["Conditions"], forecast, findings)
        if "Milestones" in tables:
            milestones = build_milestones(tables["Milestones"], conditions, findings)
    if findings.stop:
        raise BadInput(findings)
    assert agreement is not None and forecast is not None
    assert outlook is not None and activity is not None
    context = Context(
        meeting=meeting,
        period=meeting.reporting,
        conditions=conditions,
        milestones=milestones,
        risks=build_risks(tables["Risks"]),
        capital=build_capital(tables["CapitalProjects"]),
        agreement=agreement,
        forecast=forecast,
        last_report=last_report,
        outlook=outlook,
        mitigations=build_mitigations(tables["Mitigations"]),
        activity=activity,
        facts=facts,
        commentary=commentary,
        sources=build_sources(tables.values()),
    )
    _check(context, findings)
    return context


def _profile(
    tables: Mapping[str, Table],
    table: str,
    name: str,
    required: Iterable[LineKind],
    findings: Findings,
) -> Profile | None:
    """Return the profile that a table holds; nothing if it has no rows, or is not sound."""
    if table not in tables or not tables[table].rows:
        return None
    return build_profile(tables[table], name, required, findings)


def _check(context: Context, findings: Findings) -> None:
    """Report what breaks a rule."""
    profiles = (context.agreement, context.forecast, context.last_report)
    for profile in profiles:
        if profile is not None:
            check_consecutive_years(profile, findings)
            check_totals(profile, findings)
            check_mitigation_signs(profile, findings)
            check_roll_forward(profile, findings)
    check_mitigations(context.mitigations, context.forecast, findings)
    for condition in context.conditions:
        check_condition_status(condition, findings)
    for risk in context.risks:
        check_risk_score(risk, findings)


def _read_tables(meeting: Meeting, findings: Findings) -> dict[str, Table]:
    names = meeting.workbooks
    tables: dict[str, Table] = {}
    for name, layouts in (
        (names.condition_tracker, CONDITION_TRACKER),
        (names.financial_profile, FINANCIAL_PROFILE),
    ):
        workbook = read_workbook(meeting.folder / name, findings)
        if workbook is not None:
            tables.update(read_tables(workbook, layouts, findings))
    return tables

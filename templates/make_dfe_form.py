"""Writes dfe-monitoring-report.docx, the Safety Valve monitoring report as a Word form:

    .venv/bin/python templates/make_dfe_form.py

Run it only to begin anew: from then on the form is edited in Word, tags and all, and this script
would undo that. It begins as house-style.docx, and so looks like all other papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat
from form_pieces import (
    HOUSE,
    Column,
    caption,
    detail,
    grid,
    narrative,
    numbered,
    or_dash,
    reference,
    styled,
    tag,
)
from lxml.etree import _Element

from papergen.ooxml.package import save_document
from papergen.ooxml.section import fill_headers

FORM = Path(__file__).with_name("dfe-monitoring-report.docx")
HEADER = (
    "{{ meeting.body }}, {{ meeting.date|date }}, item {{ item.number }}, "
    "appendix {{ appendix.number }}"
)
CURRENT, END = "outlook.current", "outlook.final"


def front() -> Iterator[_Element]:
    """Yield the title, the contacts and the reporting period."""
    yield styled("Body Text", "{#p untraced: 20 weeks; from 1 to 5 #}")
    yield styled("Heading 1", "{{ appendix.title }}")
    yield detail(
        "Report",
        "The {{ period.report }} monitoring report under the Safety Valve agreement"
        '{% if "agreement_signed" in facts %} of {{ facts.agreement_signed|date }}{% endif %}',
    )
    yield detail("Reporting period", "{{ period.start|date }} to {{ period.end|date }}")
    yield detail("Sent to the DfE", "{{ period.sent|date }}")
    yield detail("Contact officer", "{{ item.author }}, {{ item.job_title }}")
    yield tag("if item.telephone")
    yield detail("Telephone", "{{ item.telephone }}")
    yield tag("endif")
    yield tag("if item.email")
    yield detail("Email", "{{ item.email }}")
    yield tag("endif")


def summary() -> Iterator[_Element]:
    """Yield what the report comes to."""
    rated = '{{{{ conditions|counted("Conditions rated {0}", "rag", "{0}") }}}}'
    yield styled("Heading 2", "Summary")
    yield numbered(
        'The agreement has {{ conditions|counted("Conditions") }} conditions. Their ratings at '
        f"the end of {{{{ period.end|month }}}}: {rated.format('Red')} red, "
        f"{rated.format('Amber')} amber, {rated.format('Green')} green and "
        f"{rated.format('Blue')} blue (complete)."
    )
    yield numbered(
        f"The in-year deficit for {{{{ {CURRENT}.year }}}} is forecast at "
        f"{{{{ {CURRENT}.forecast.in_year_balance|millions }}}}, "
        f"{{{{ {CURRENT}.variance_in_year|above_or_below }}}} the agreement, and the cumulative "
        f"deficit at the end of the year, before Safety Valve payments, at "
        f"{{{{ {CURRENT}.forecast.cumulative_deficit|millions }}}}, "
        f"{{{{ {CURRENT}.variance_cumulative|above_or_below }}}} the agreement."
    )
    yield numbered(
        "In the reporting period the Council received {{ activity.period.requests }} requests for "
        "assessment and issued {{ activity.period.plans_issued }} education, health and care (EHC) "
        "plans, {{ activity.period.plans_issued_variance|above_or_below }} the plan."
    )
    yield numbered(
        'The capital projects, {{ capital.projects|counted("Capital projects") }} in number, are '
        "to bring {{ capital.total_places }} more places, at a cost of "
        "{{ capital.total_cost|millions }}."
    )


def conditions() -> Iterator[_Element]:
    """Yield the progress against each condition, and the milestones."""
    yield styled("Heading 2", "Progress against the conditions of the agreement")
    yield numbered(
        *reference("Table", "status"),
        " gives the status of each condition at the end of {{ period.end|month }}, and ",
        *reference("Table", "milestones"),
        " the milestones that serve them. What each condition asks for, and the evidence for its "
        "status, comes in between.",
    )
    yield caption("Table", "status", "Status of the conditions")
    yield grid(
        "Status of the conditions",
        [
            Column("Condition", 58),
            Column("Status", 27),
            Column("RAG rating", 25),
            Column("At the last report", 24),
            Column("Direction of travel", 26),
        ],
        "for condition in conditions",
        [
            "{{ condition.number }}. {{ condition.title }}",
            "{{ condition.status }}",
            "{{ condition.rag }}",
            "{{ condition.rag_before|or_dash }}",
            "{{ condition.direction }}",
        ],
        "endfor",
    )
    yield tag("for condition in conditions")
    yield styled("Heading 3", "Condition {{ condition.number }}: {{ condition.title|lower_first }}")
    yield detail("Condition", "{{ condition.text }}")
    yield detail("Status", "{{ condition.status }}")
    yield detail(
        "RAG rating",
        "{{ condition.rag }}{% if condition.rag_before is not none %} "
        "({{ condition.rag_before|lower_first }} at the last report){% endif %}",
    )
    yield detail("Direction of travel", "{{ condition.direction }}")
    yield tag("if condition.threshold is not none")
    yield detail(
        "Measure",
        "{{ condition.measure }}, {{ condition.threshold_year }}: agreed "
        "{{ condition.threshold|millions }}, forecast {{ condition.measured|millions }}, "
        "{{ condition.variance|above_or_below }} what was agreed",
    )
    yield tag("endif")
    yield tag("if condition.due is not none")
    yield detail("Due", "{{ condition.due|date }}")
    yield tag("endif")
    yield detail("Lead officer", "{{ condition.owner }}")
    evidence = detail("Evidence", "{{ condition.evidence }}")
    ParagraphFormat(evidence).space_after = Pt(9)  # as after a paragraph, which follows
    yield evidence
    yield numbered("{{ condition.narrative|narrative }}")
    yield tag("endfor")
    yield styled("Heading 3", "Milestones")
    yield caption("Table", "milestones", "Milestones")
    yield grid(
        "Milestones",
        [
            Column("Milestone", 52),
            Column("Condition", 22),
            Column("Due", 31),
            Column("Now expected", 31),
            Column("Status", 24),
        ],
        "for milestone in milestones",
        [
            "{{ milestone.reference }}. {{ milestone.milestone }}",
            "{{ milestone.condition }}",
            "{{ milestone.due|date }}",
            "{{ milestone.forecast|date if milestone.forecast is not none else '–' }}",
            "{{ milestone.status }}",
        ],
        "endfor",
    )


def finance() -> Iterator[_Element]:
    """Yield the financial position against the agreement."""
    yield styled("Heading 2", "Financial position against the agreement")
    yield numbered(
        *reference("Table", "balance"),
        f" gives the in-year deficit by year. For {{{{ {CURRENT}.year }}}} it is forecast at "
        f"{{{{ {CURRENT}.forecast.in_year_balance|millions }}}}, against "
        f"{{{{ {CURRENT}.agreement.in_year_balance|millions }}}} in the agreement.",
    )
    yield from narrative("reasons_above_plan")
    yield from narrative("time_to_benefit")
    yield caption(
        "Table",
        "balance",
        "In-year balance before payments (£m; a deficit is positive)",
    )
    yield grid(
        "In-year balance by year",
        by_year := [
            Column("Year", 40),
            Column("Agreement", 40, number=True),
            Column("Forecast", 40, number=True),
            Column("Difference", 40, number=True),
        ],
        "for year in outlook.years",
        [
            "{{ year.year }}",
            "{{ year.agreement.in_year_balance|in_millions }}",
            "{{ year.forecast.in_year_balance|in_millions }}",
            "{{ year.variance_in_year|in_millions|signed }}",
        ],
        "endfor",
        together=True,
    )
    yield numbered(
        *reference("Table", "deficit"),
        " and ",
        *reference("Figure", "deficit_chart"),
        " give the cumulative deficit before Safety Valve payments. At the end of "
        f"{{{{ {END}.year }}}} it is forecast at "
        f"{{{{ {END}.forecast.cumulative_deficit|millions }}}}, "
        f"{{{{ {END}.variance_cumulative|above_or_below }}}} the agreement."
        f"{{% if {CURRENT}.movement_cumulative is not none %}} Since the last report, the forecast "
        f"for the end of {{{{ {CURRENT}.year }}}} shows "
        f"{{{{ {CURRENT}.movement_cumulative|change }}}}.{{% endif %}}",
    )
    yield caption(
        "Figure", "deficit_chart", "Cumulative deficit before payments, agreement against forecast"
    )
    yield styled(
        "Body Text",
        '{{ line_chart("Cumulative deficit, agreement against forecast", unit="£m", '
        'categories=outlook.years|map(attribute="year"), series={'
        '"Agreement": outlook.years|map(attribute="agreement.cumulative_deficit"), '
        '"Forecast": outlook.years|map(attribute="forecast.cumulative_deficit")}, '
        'alternative="Line chart of the cumulative deficit at the end of each year from " '
        '~ agreement.first.year ~ " to " ~ agreement.last.year ~ ". The agreement rises to " '
        '~ agreement.last.cumulative_deficit|millions ~ " and the forecast to " '
        "~ forecast.last.cumulative_deficit|millions "
        '~ ". The table below gives the figures.") }}',
    )
    yield caption(
        "Table", "deficit", "Cumulative deficit at the end of each year, before payments (£m)"
    )
    yield grid(
        "Cumulative deficit by year, before payments",
        by_year,
        "for year in outlook.years",
        [
            "{{ year.year }}",
            "{{ year.agreement.cumulative_deficit|in_millions }}",
            "{{ year.forecast.cumulative_deficit|in_millions }}",
            "{{ year.variance_cumulative|in_millions|signed }}",
        ],
        "endfor",
        together=True,
    )
    yield numbered(
        *reference("Table", "payments"),
        " gives the payments by the DfE, and the cumulative deficit that is left after them.",
    )
    yield caption("Table", "payments", "Payments, and cumulative deficit after them (£m)")
    yield grid(
        "Safety Valve payments and cumulative deficit after payments",
        [
            Column("Year", 34),
            Column("Payment in the agreement", 42, number=True),
            Column("Deficit: agreement", 42, number=True),
            Column("Deficit: forecast", 42, number=True),
        ],
        "for year in outlook.years",
        [
            "{{ year.year }}",
            "{{ year.agreement.payment|in_millions }}",
            "{{ year.agreement.cumulative_deficit_after_payments|in_millions }}",
            "{{ year.forecast.cumulative_deficit_after_payments|in_millions }}",
        ],
        "endfor",
        together=True,
    )
    yield from lines()


def lines() -> Iterator[_Element]:
    """Yield the lines of income and expenditure of the current year."""
    yield styled("Heading 3", f"Income and expenditure, {{{{ {CURRENT}.year }}}}")
    yield numbered(
        *reference("Table", "lines"),
        f" gives the forecast for {{{{ {CURRENT}.year }}}} line by line. Reductions in spending "
        "are negative.",
    )
    yield caption("Table", "lines", f"Income and expenditure, {{{{ {CURRENT}.year }}}} (£m)")
    yield grid(
        "Income and expenditure of the current year",
        [
            Column("Line", 76),
            Column("Agreement", 28, number=True),
            Column("Forecast", 28, number=True),
            Column("Difference", 28, number=True),
        ],
        "for line in outlook.current_lines",
        [
            "{{ line.name }}",
            or_dash("line.agreement", "in_millions"),
            or_dash("line.forecast", "in_millions"),
            or_dash("line.variance", "in_millions|signed"),
        ],
        "endfor",
        totals=[
            [
                name,
                f"{{{{ {agreed}|in_millions }}}}",
                f"{{{{ {forecast}|in_millions }}}}",
                f"{{{{ ({forecast} - {agreed})|in_millions|signed }}}}",
            ]
            for name, key in (
                ("Total income", "total_income"),
                ("Total expenditure", "total_expenditure"),
                ("In-year deficit", "in_year_balance"),
            )
            for agreed, forecast in [(f"{CURRENT}.agreement.{key}", f"{CURRENT}.forecast.{key}")]
        ],
    )


def activity() -> Iterator[_Element]:
    """Yield the activity in the reporting period, by month."""
    yield styled("Heading 2", "Activity and data")
    yield numbered(
        *reference("Table", "requests"),
        ", ",
        *reference("Table", "plans"),
        " and ",
        *reference("Figure", "plans_chart"),
        " give the activity by month. Over the period, requests for assessment were "
        "{{ activity.period.requests_variance|above_or_below }} the plan, assessments completed "
        "{{ activity.period.assessments_variance|above_or_below }} it and plans issued "
        "{{ activity.period.plans_issued_variance|above_or_below }} it. The backlog of assessments "
        "over 20 weeks {{ activity.period.backlog_change|rose_or_fell }} from "
        "{{ activity.period.backlog_start }} to {{ activity.period.backlog_end }}.",
    )
    yield caption("Table", "requests", "Requests for assessment, and assessments completed")
    yield grid(
        "Requests for assessment, and assessments completed",
        [
            Column("Month", 36),
            Column("Requests: plan", 28, number=True),
            Column("Requests: actual", 28, number=True),
            Column("Assessments: plan", 34, number=True),
            Column("Assessments: actual", 34, number=True),
        ],
        "for month in activity.period_months",
        [
            "{{ month.month|month }}",
            or_dash("month.requests_forecast", "number"),
            or_dash("month.requests", "number"),
            or_dash("month.assessments_forecast", "number"),
            or_dash("month.assessments", "number"),
        ],
        "endfor",
        together=True,
        totals=[
            [
                "Whole period",
                "{{ activity.period.requests_forecast }}",
                "{{ activity.period.requests }}",
                "{{ activity.period.assessments_forecast }}",
                "{{ activity.period.assessments }}",
            ]
        ],
    )
    yield caption("Table", "plans", "EHC plans issued, and backlog of assessments")
    yield grid(
        "EHC plans issued, and backlog of assessments",
        [
            Column("Month", 36),
            Column("Issued: plan", 26, number=True),
            Column("Issued: actual", 26, number=True),
            Column("Issued within 20 weeks", 36, number=True),
            Column("Backlog at the end", 36, number=True),
        ],
        "for month in activity.period_months",
        [
            "{{ month.month|month }}",
            or_dash("month.plans_issued_forecast", "number"),
            or_dash("month.plans_issued", "number"),
            or_dash("month.issued_in_20_weeks", "percent"),
            or_dash("month.backlog", "number"),
        ],
        "endfor",
        together=True,
        totals=[
            [
                "Whole period",
                "{{ activity.period.plans_issued_forecast }}",
                "{{ activity.period.plans_issued }}",
                "–",
                "{{ activity.period.backlog_end }}",
            ]
        ],
    )
    yield caption("Figure", "plans_chart", "EHC plans issued each month")
    yield styled(
        "Body Text",
        '{{ column_chart("EHC plans issued each month, plan against actual", unit="Plans issued", '
        'categories=activity.actual_months[-12:]|map(attribute="month")|map("short_month"), '
        'series={"Plan": activity.actual_months[-12:]|map(attribute="plans_issued_forecast"), '
        '"Actual": activity.actual_months[-12:]|map(attribute="plans_issued")}, '
        'alternative="Column chart of EHC plans issued in each of the months to " '
        '~ period.end|month ~ ", plan against actual. Over the reporting period, " '
        '~ activity.period.plans_issued|number ~ " plans were issued against " '
        '~ activity.period.plans_issued_forecast|number ~ " in the plan.") }}',
    )


def capital() -> Iterator[_Element]:
    """Yield the capital projects."""
    yield styled("Heading 2", "Capital projects")
    yield from narrative("capital")
    yield caption("Table", "capital", "Capital projects")
    yield grid(
        "Capital projects",
        [
            Column("Project", 37),
            Column("Places", 17, number=True),
            Column("Cost (£m)", 15, number=True),
            Column("Funding", 30),
            Column("Stage", 26),
            Column("Opening", 20),
            Column("RAG", 15),
        ],
        "for project in capital.projects",
        [
            "{{ project.project }}",
            "{{ project.places }}",
            "{{ project.cost|in_millions(2) }}",
            "{{ project.funding }}",
            "{{ project.stage }}{% if project.complete is not none %}, "
            "{{ project.complete|percent }}{% endif %}",
            "{{ project.opening|short_month }}",
            "{{ project.rag }}",
        ],
        "endfor",
        totals=[
            [
                "Total",
                "{{ capital.total_places }}",
                "{{ capital.total_cost|in_millions(2) }}",
                *"––––",
            ]
        ],
    )
    yield styled("Note", "A percentage after the stage is the share of the works that is done.")
    yield tag('if capital.projects|selectattr("narrative")|list')
    yield styled("Body Text", "Progress in the period:")
    yield tag("endif")
    yield tag("for project in capital.projects if project.narrative is not none")
    yield styled("Bullet", "{{ project.project }}. {{ project.narrative }}")
    yield tag("endfor")


def risks() -> Iterator[_Element]:
    """Yield the risks, and the mitigations in money."""
    yield styled("Heading 2", "Risks and mitigations")
    yield from narrative("financial_risk")
    yield caption("Table", "risks", "Risks")
    yield grid(
        "Risks",
        [
            Column("Risk", 41),
            Column("Score", 20),
            Column("Direction of travel", 25),
            Column("Mitigation", 42),
            Column("Lead officer", 32),
        ],
        "for risk in risks",
        [
            "{{ risk.reference }}. {{ risk.risk }}",
            "{{ risk.score }} ({{ risk.likelihood }} × {{ risk.impact }})",
            "{{ risk.direction }}",
            "{{ risk.mitigation }}",
            "{{ risk.owner }}",
        ],
        "endfor",
    )
    yield styled("Note", "Score: likelihood times impact, each from 1 to 5.")
    yield styled("Heading 3", "Financial mitigations")
    yield from narrative("mitigations")
    yield caption("Table", "mitigations", "Further mitigations: reduction in spending (£m)")
    yield grid(
        "Further mitigations: reduction in spending",
        [
            Column("Mitigation", 65),
            Column("{%tc for year in mitigations.years %}", 36),
            Column("{{ year }}", 19, number=True),
            Column("{%tc endfor %}", 40),
        ],
        "for line in mitigations.lines",
        [
            "{{ line.mitigation }}",
            "{%tc for year in mitigations.years %}",
            "{{ line.by_year[year]|in_millions }}",
            "{%tc endfor %}",
        ],
        "endfor",
        together=True,
        totals=[
            [
                "Total",
                "{%tc for year in mitigations.years %}",
                "{{ mitigations.by_year[year]|in_millions }}",
                "{%tc endfor %}",
            ]
        ],
    )


def next_steps() -> Iterator[_Element]:
    """Yield the next steps, if the commentary says any."""
    yield tag('if "next_steps" in commentary')
    yield styled("Heading 2", "Next steps")
    yield numbered("{{ commentary.next_steps|narrative }}")
    yield tag("endif")


def main() -> None:
    """Write the form beside this script."""
    document = HOUSE.document
    fill_headers(document.sections[0], HEADER)
    space = document.styles["Caption"].paragraph_format.space_before
    end = document.element.body.sectPr
    for part in (front, summary, conditions, finance, activity, capital, risks, next_steps):
        for element in part():
            before = end.getprevious()
            if before is not None and before.tag == qn("w:tbl"):
                ParagraphFormat(element).space_before = space
            end.addprevious(element)
    saved = save_document(
        document,
        title="Safety Valve monitoring report",
        author="papergen",
        subject="Form for the report to the Department for Education",
        dated=date(2024, 10, 1),
    )
    FORM.write_bytes(saved)


if __name__ == "__main__":
    main()

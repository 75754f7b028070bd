"""The monitoring report to the DfE: the form that is shipped, over the sample meeting."""

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from openxml_audit import OpenXmlValidator
from small_forms import as_pdf, cells, opened, read, shown, texts

from papergen.cell import Entry
from papergen.context.context import build_context
from papergen.context.told import Told
from papergen.finding import Findings
from papergen.forms.fill import fill_form
from papergen.inputs.meeting import read_meeting
from papergen.paper.compose import TitlePage, template_names, title_page
from papergen.paper.document import Chart, Heading, Illustration, Table, Text, plain_text
from papergen.paper.occurrence import occurrences
from papergen.paper.wording import in_millions, signed

FORM = "dfe-monitoring-report.docx"
HOSTILE = "{{ meeting }} {%tr endfor %} <w:tc/> & “it’s” =1+1"


class Report:
    """The form filled in over the sample meeting, with other values in the place of some."""

    def __init__(self, checkout: Path) -> None:
        findings = Findings()
        meeting = read_meeting(checkout / "inputs" / "2024-10-10", findings)
        context = build_context(meeting, findings)
        item = next(item for item in meeting.items if item.appendices)
        appendix = next(each for each in item.appendices if each.template == FORM)
        self.templates = checkout / "templates"
        self.page: TitlePage = title_page(item, context, appendix)
        self.item = item
        self.names: Mapping[str, Any] = template_names(item, context, appendix)

    def __call__(self, **others: object) -> bytes:
        return fill_form(FORM, [self.templates], {**self.names, **others}, self.page)


@pytest.fixture(scope="module")
def report(checkout: Path) -> Report:
    return Report(checkout)


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return report()


def said(entry: Entry[Any], value: object) -> Entry[Any]:
    """The entry with another value."""
    return replace(entry, value=value)


def tables(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of each table, by its caption."""
    document = opened(content)
    return {
        table._tbl.getprevious().xpath("string(.)").partition(": ")[2]: cells(document, number)
        for number, table in enumerate(document.tables)
    }


def test_report_has_no_faults_and_the_same_bytes_each_time(report: Report, content: bytes) -> None:
    paper, findings = read(content)
    assert not len(findings), [finding.found for finding in findings]
    assert report() == content
    assert plain_text(paper.blocks[0].content) == report.page.title  # type: ignore[union-attr]


def test_report_is_valid_by_the_standard(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [error.description for error in result.errors]


def test_report_has_the_sections_that_the_dfe_asks_for(content: bytes) -> None:
    paper, _ = read(content)
    sections = [
        plain_text(block.content)
        for block in paper.blocks
        if isinstance(block, Heading) and block.level == 2
    ]
    assert sections == [
        "Summary",
        "Progress against the conditions of the agreement",
        "Financial position against the agreement",
        "Activity and data",
        "Capital projects",
        "Risks and mitigations",
        "Next steps",
    ]


def test_tables_say_what_the_workbooks_say(report: Report, content: bytes) -> None:
    found = tables(content)
    names = report.names
    years = names["outlook"].years
    deficit = found["Cumulative deficit at the end of each year, before payments (£m)"]
    assert deficit[1:] == [
        [
            year.year,
            in_millions(year.agreement.cumulative_deficit).text,
            in_millions(year.forecast.cumulative_deficit).text,
            signed(in_millions(year.variance_cumulative)).text,
        ]
        for year in years
    ]
    conditions = [row[0] for row in found["Status of the conditions"]][1:]
    assert conditions == [
        f"{each.number.value}. {each.title.value}" for each in names["conditions"]
    ]
    capital = found["Capital projects"]
    assert len(capital) == len(names["capital"].projects) + 2
    assert capital[-1][:3] == [
        "Total",
        f"{names['capital'].total_places.value}",
        in_millions(names["capital"].total_cost, 2).text,
    ]
    mitigations = found["Further mitigations: reduction in spending (£m)"]
    assert mitigations[0] == ["Mitigation", *names["mitigations"].years]


def test_tables_of_the_paper_are_those_of_the_document(content: bytes) -> None:
    paper, _ = read(content)
    written = [
        [
            [plain_text(column.heading) for column in block.columns],
            *([plain_text(cell) for cell in row] for row in block.rows),
        ]
        for block in paper.blocks
        if isinstance(block, Table)
    ]
    assert written == list(tables(content).values())
    assert len(written) == 11


def test_no_money_is_printed_that_comes_from_no_cell(content: bytes) -> None:
    paper, _ = read(content)
    money = [each.imprint for each in occurrences(paper) if "£" in each.imprint.text]
    assert len(money) > 10
    assert all(each.cells for each in money)
    pieces = [inline for block in paper.blocks for inline in getattr(block, "content", ())]
    assert not [inline for inline in pieces if isinstance(inline, Text) and "£" in inline.text]


def test_charts_show_the_figures_of_the_workbooks(report: Report, content: bytes) -> None:
    paper, _ = read(content)
    deficit, plans = (
        block.shows
        for block in paper.blocks
        if isinstance(block, Illustration) and isinstance(block.shows, Chart)
    )
    outlook, activity = report.names["outlook"], report.names["activity"]
    assert [series.points for series in deficit.series] == [
        tuple(getattr(year, kind).cumulative_deficit for year in outlook.years)
        for kind in ("agreement", "forecast")
    ]
    assert plans.series[1].points == tuple(
        month.plans_issued for month in activity.actual_months[-12:]
    )
    assert "£137.2m" in deficit.alternative


def test_every_table_has_one_header_row_and_fits_the_page(content: bytes) -> None:
    document = opened(content)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    width = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        headers = [row for row in table.rows if row._tr.xpath("w:trPr/w:tblHeader")]
        assert headers and [row._tr for row in headers] == [table.rows[0]._tr]
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")
        assert sum(column.width for column in table.columns) <= width + Mm(1)
        assert all(shown(cell._tc).strip() for row in table.rows for cell in row.cells)


def test_no_word_is_broken_to_fit_its_column(content: bytes, tmp_path: Path) -> None:
    printed: set[str] = set()
    with pdfplumber.open(BytesIO(as_pdf(content, tmp_path))) as pdf:
        for page in pdf.pages:
            printed.update(word["text"] for word in page.extract_words())
    written = {
        word
        for table in tables(content).values()
        for row in table
        for cell in row
        for word in cell.split()
    }
    assert written - printed == set()


def test_report_does_without_what_is_optional(report: Report) -> None:
    names = report.names
    condition, milestone = names["conditions"][0], names["milestones"][0]
    project, month = names["capital"].projects[0], names["activity"].period_months[0]
    blank_month = replace(month, issued_in_20_weeks=None, requests_forecast=None)
    content = report(
        item=Told(report.item.model_copy(update={"telephone": "", "email": ""}), "items 7"),
        conditions=(replace(condition, rag_before=None, due=None, threshold=None),),
        milestones=(replace(milestone, forecast=None),),
        capital=replace(
            names["capital"], projects=(replace(project, complete=None, narrative=None),)
        ),
        last_report=None,
        outlook=replace(
            names["outlook"],
            years=tuple(replace(year, movement_cumulative=None) for year in names["outlook"].years),
            current=replace(names["outlook"].current, movement_cumulative=None),
        ),
        activity=replace(names["activity"], before=None, period_months=(blank_month,)),
        facts={},
        commentary={},
    )
    paper, findings = read(content)
    assert not len(findings), [finding.found for finding in findings]
    details = [block.term for block in paper.blocks if hasattr(block, "term")]
    assert {"Telephone", "Email", "Due", "Measure"}.isdisjoint(details)
    headings = [plain_text(block.content) for block in paper.blocks if isinstance(block, Heading)]
    assert "Next steps" not in headings


def test_hostile_cells_are_printed_as_they_stand(report: Report) -> None:
    condition, risk = report.names["conditions"][0], report.names["risks"][0]
    content = report(
        conditions=(
            replace(
                condition,
                title=said(condition.title, HOSTILE),
                narrative=said(condition.narrative, HOSTILE),
            ),
        ),
        risks=(replace(risk, mitigation=said(risk.mitigation, HOSTILE)),),
    )
    found = tables(content)
    assert found["Status of the conditions"][1][0] == f"1. {HOSTILE}"
    assert found["Risks"][1][3] == HOSTILE
    assert HOSTILE in texts(opened(content))


def test_report_of_three_hundred_risks_has_as_many_rows(report: Report) -> None:
    risk = report.names["risks"][0]
    risks = tuple(
        replace(risk, reference=said(risk.reference, f"R{number}")) for number in range(300)
    )
    found = tables(report(risks=risks))["Risks"]
    assert [row[0].partition(".")[0] for row in found[1:]] == [f"R{n}" for n in range(300)]


def test_form_as_it_is_shipped_says_nothing_of_a_meeting(report: Report) -> None:
    document = opened((report.templates / FORM).read_bytes())
    text = "".join(each.text or "" for each in document.element.body.iter(qn("w:t")))
    outside = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text)
    assert not re.search(r"[0-9]{4}|Forum", outside)

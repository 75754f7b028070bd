"""What papergen wrote around the figures of a document: paragraphs, rows of tables, charts.

It is recorded in the figure store. What differs from it later has been changed by somebody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from papergen.ooxml.chart_data import chart_data
from papergen.ooxml.content_control import NAMESPACE
from papergen.ooxml.passage import Passage, paragraphs_of_figures
from papergen.ooxml.table_rows import TableOfFigures, tables_of_figures

_PARAGRAPH, _TABLE, _ROW, _CHART = (
    f"{{{NAMESPACE}}}{tag}" for tag in ("paragraph", "table", "row", "chart")
)


@dataclass(frozen=True, slots=True)
class ChartRecord:
    """What papergen knows of a chart that it drew.

    :param title: accessible name of its drawing; ``alternative``: its alternative text.
    :param data: digest of what it shows.
    :param workbook: SHA-256 of the workbook in it; empty if it has none.
    """

    title: str
    alternative: str
    data: str
    workbook: str


@dataclass(frozen=True, slots=True)
class Written:
    """Paragraphs and tables that figures are printed in, and charts, each in order."""

    paragraphs: tuple[Passage, ...] = ()
    tables: tuple[TableOfFigures, ...] = ()
    charts: tuple[ChartRecord, ...] = ()


NOTHING_WRITTEN = Written()


def written_in(document: Document) -> Written:
    """Return what is written in the body of a document."""
    return Written(
        tuple(paragraphs_of_figures(document.element)),
        tuple(tables_of_figures(document.element)),
        tuple(_charts(document)),
    )


def _charts(document: Document) -> Iterator[ChartRecord]:
    for drawing in document.element.iter(qn("wp:docPr")):
        chart = next((drawing.getparent()).iter(qn("c:chart")), None)
        relation = None if chart is None else document.part.rels.get(chart.get(qn("r:id"), ""))
        if relation is None or relation.is_external:
            continue
        part = relation.target_part
        workbooks = (
            each.target_part.blob
            for each in part.rels.values()
            if each.reltype == RELATIONSHIP_TYPE.PACKAGE and not each.is_external
        )
        yield chart_record(drawing, part.blob, next(workbooks, b""))


def chart_record(properties: _Element, content: bytes, workbook: bytes) -> ChartRecord:
    """Return the record of a chart.

    :param properties: of its drawing: the ``wp:docPr``.
    :param content: of its part.
    :param workbook: in it; empty if it has none.
    """
    return ChartRecord(
        properties.get("title", ""),
        properties.get("descr", ""),
        chart_data(content).digest,
        hashlib.sha256(workbook).hexdigest() if workbook else "",
    )


def record_written(root: _Element, written: Written) -> None:
    """Record in a ``p:figures`` what is written, in the place of what was."""
    for tag in (_PARAGRAPH, _TABLE, _CHART):
        for earlier in root.findall(tag):
            root.remove(earlier)
    for paragraph in written.paragraphs:
        etree.SubElement(root, _PARAGRAPH).text = paragraph.words
    for table in written.tables:
        element = etree.SubElement(root, _TABLE, title=table.title, description=table.description)
        for row in table.rows:
            etree.SubElement(element, _ROW).text = row.words
    for chart in written.charts:
        etree.SubElement(
            root,
            _CHART,
            title=chart.title,
            alternative=chart.alternative,
            data=chart.data,
            workbook=chart.workbook,
        )


def recorded(root: _Element) -> Written:
    """Return what a ``p:figures`` records."""
    return Written(
        tuple(Passage(each.text or "") for each in root.findall(_PARAGRAPH)),
        tuple(
            TableOfFigures(
                table.get("title", ""),
                table.get("description", ""),
                tuple(Passage(row.text or "") for row in table.findall(_ROW)),
            )
            for table in root.findall(_TABLE)
        ),
        tuple(
            ChartRecord(*(chart.get(name, "") for name in ChartRecord.__slots__))
            for chart in root.findall(_CHART)
        ),
    )

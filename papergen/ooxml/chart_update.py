"""Charts that show other numbers and look as somebody made them look since."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from lxml import etree
from lxml.etree import _Element
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import SeriesXmlRewriterFactory
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from papergen.ooxml.chart_data import ChartData, chart_data
from papergen.ooxml.chart_sources import copy_sources

_SHEET = "Sheet1"  # what python-pptx calls it in the references that it writes
_LOOKS = (qn("c:spPr"), qn("c:marker"))


def can_show(content: bytes) -> bool:
    """Return whether a chart part can show values by category: a scatter chart, say, cannot."""
    space = parse_xml(content)
    if space.tag != qn("c:chartSpace") or next(space.iter(qn("c:plotArea")), None) is None:
        return False
    rows = list(space.iter(qn("c:ser")))
    needed = (qn("c:idx"), qn("c:order"), qn("c:val"))
    return bool(rows) and all(row.find(tag) is not None for row in rows for tag in needed)


def updated_chart(content: bytes, fresh: bytes) -> bytes:
    """Return a chart part that shows what a fresh one does.

    Names, numbers and categories are taken from the fresh one, with where they come from; type,
    colours, fonts, axes and number formats stay as they are.
    """
    space, fresh_space = parse_xml(content), parse_xml(fresh)
    rows, fresh_rows = _rows(space), _rows(fresh_space)
    formats = [_format(row) for row in rows]
    data = chart_data(fresh)
    native = CategoryChartData()
    native.categories = data.categories
    for index, series in enumerate(data.series):
        code = formats[index] if index < len(formats) else _format(fresh_rows[index])
        native.add_series(series.name, [_number(value) for value in series.values], code)
    rewriter = SeriesXmlRewriterFactory(XL_CHART_TYPE.LINE_MARKERS, native)
    rewriter.replace_series_data(space)
    for index, (row, fresh_row) in enumerate(zip(_rows(space), fresh_rows, strict=True)):
        if index >= len(rows):
            _take_looks(row, fresh_row)
        copy_sources(row, fresh_row)
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rows(space: Any) -> list[_Element]:
    """Return the ``c:ser`` of a chart in the order in which python-pptx counts them."""
    return list(space.plotArea.sers)


def _format(row: _Element) -> str:
    values = row.find(qn("c:val"))
    code = None if values is None else next(values.iter(qn("c:formatCode")), None)
    return "General" if code is None else code.text or "General"


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _take_looks(row: _Element, fresh: _Element) -> None:
    """Give a new ``c:ser`` the colours of a fresh one, if both are drawn alike."""
    if _parent_tag(row) != _parent_tag(fresh):
        return
    for tag in _LOOKS:
        old, new = row.find(tag), fresh.find(tag)
        if old is not None and new is not None:
            row.replace(old, deepcopy(new))


def _parent_tag(row: _Element) -> str:
    parent = row.getparent()
    return "" if parent is None else str(parent.tag)


def updated_workbook(content: bytes, before: ChartData, now: ChartData, fresh: bytes) -> bytes:
    """Return the workbook of a chart that somebody has worked in, with other numbers in its cells.

    :param before: what the chart showed.
    :param now: what it shows.
    :param fresh: a workbook of ``now``, which stands in where the other cannot be written in.
    """
    try:
        book = load_workbook(BytesIO(content))
    except Exception:  # openpyxl raises what its many parts do
        return fresh
    if _SHEET not in book.sheetnames:
        return fresh
    _write_cells(book, before, now)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _write_cells(book: Workbook, before: ChartData, now: ChartData) -> None:
    sheet = book[_SHEET]
    height = max(len(before.categories), len(now.categories))
    width = max(len(before.series), len(now.series))
    for column in range(width + 1):
        for row in range(height + 1):
            if row or column:
                cell = sheet.cell(row + 1, column + 1)
                cell.value = _cell_value(now, row, column)
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # a text such as =1+1 is no formula
    reach = f"A1:{get_column_letter(len(now.series) + 1)}{len(now.categories) + 1}"
    for table in sheet.tables.values():
        if not table.ref.startswith("A1:") or len(table.tableColumns) != len(now.series) + 1:
            continue
        table.ref = reach
        if table.autoFilter is not None:
            table.autoFilter.ref = reach
        for column, series in zip(table.tableColumns[1:], now.series, strict=True):
            column.name = series.name


def _cell_value(data: ChartData, row: int, column: int) -> str | Decimal | None:
    if row > len(data.categories) or column > len(data.series):
        return None
    if column == 0:
        return data.categories[row - 1]
    series = data.series[column - 1]
    return _number(series.values[row - 1]) if row else series.name

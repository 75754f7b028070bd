"""Charts as Word draws them: a chart part with the workbook that Word opens to edit it.

ECMA-376 part 1, 14.2.1 (chart parts) and 21.2 (the elements ``c:…``). python-pptx, whose charts are
the same, writes the XML and sets its looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Context, Decimal, InvalidOperation
from io import BytesIO
from typing import Literal

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from lxml import etree
from lxml.etree import _Element
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml as parse_native_xml
from pptx.oxml.ns import qn
from xlsxwriter import Workbook

from papergen.figure import Figure, Unit
from papergen.ooxml.chart_sources import Source, keep_sources, read_sources
from papergen.ooxml.chart_style import style_chart
from papergen.ooxml.drawing import drawing, graphic_inline, next_drawing_id
from papergen.ooxml.text import without_forbidden
from papergen.paper.document import Chart, Series

_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TYPES = {"line": XL_CHART_TYPE.LINE_MARKERS, "column": XL_CHART_TYPE.COLUMN_CLUSTERED}
_UNDATED = datetime(2000, 1, 1)  # what the workbook in a chart says of its making
_PRECISE = Context(prec=15)  # as many digits as a workbook keeps
SHARE_FORMAT = '0.##"%"'


def chart_height(width_mm: float) -> float:
    """Return how high a chart of some width is, in millimetres like the width."""
    return min(0.52 * width_mm, 85.0)


def chart_drawing(part: XmlPart, chart: Chart, width_mm: float, height_mm: float) -> _Element:
    """Return the ``w:drawing`` of a chart, to be put in a run of the part.

    Put it there before the next is made: each takes the next free id.

    :param width_mm: on the page, in millimetres, as is ``height_mm``.
    """
    package = part.package
    assert package is not None
    data = _chart_data(chart)
    space = parse_native_xml(data.xml_bytes(_TYPES[chart.kind]))
    style_chart(NativeChart(space, None), without_forbidden(chart.unit), chart.decimals)
    for row, series in zip(space.iter(qn("c:ser")), chart.series, strict=True):
        keep_sources(row, series)
    chart_part = XmlPart(
        package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, space, package
    )
    relation = part.relate_to(chart_part, RELATIONSHIP_TYPE.CHART)
    workbook_part = Part(
        package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        _workbook(data),
        package,
    )
    external = space.get_or_add_externalData()
    external.rId = chart_part.relate_to(workbook_part, RELATIONSHIP_TYPE.PACKAGE)
    inline = graphic_inline("Chart", next_drawing_id(part), width_mm, height_mm, _CHART_URI)
    reference = parse_xml(f"<c:chart {nsdecls('c', 'r')} r:id='{relation}'/>")
    inline.graphic.graphicData.append(reference)
    return drawing(inline, title=chart.title, alternative=chart.alternative)


def _chart_data(chart: Chart) -> CategoryChartData:
    """Return the chart's numbers as python-pptx takes them, with the cells that they stand in."""
    data = CategoryChartData()
    data.categories = [without_forbidden(category) for category in chart.categories]
    for series in chart.series:
        data.add_series(
            without_forbidden(series.name),
            [_native_number(point) for point in series.points],
            _cell_format(series),
        )
    return data


def _native_number(point: Figure | None) -> Decimal | None:
    """Return a point as a workbook can keep it, written without an exponent."""
    if point is None:
        return None
    return Decimal(f"{_PRECISE.plus(point.value):f}")


def _cell_format(series: Series) -> str:
    shares = {point.unit for point in series.points if point is not None} == {Unit.PERCENT}
    return SHARE_FORMAT if shares else "General"


def _workbook(data: CategoryChartData) -> bytes:
    """Return the workbook whose cells the chart's XML refers to.

    python-pptx writes one too, but dates it, and takes a text such as ``=1+1`` for a formula.
    """
    stream = BytesIO()
    book = Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": _UNDATED})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_column(1, 0, [category.label for category in data.categories])
    for column, series in enumerate(data, start=1):
        sheet.write(0, column, series.name)
        cell_format = book.add_format({"num_format": series.number_format})
        sheet.write_column(1, column, series.values, cell_format)
    book.close()
    return stream.getvalue()


# --- Reading --------------------------------------------------------------------------------------

_PLOTS: dict[str, Literal["line", "column"]] = {
    qn("c:lineChart"): "line",
    qn("c:barChart"): "column",
}
_LITERALS = re.compile(r'"[^"]*"|\\.')


def read_chart(part: Part, title: str, alternative: str) -> Chart | None:
    """Return the chart that a chart part holds, or nothing if a paper has no such chart.

    What is read is what the chart shows: the numbers that whatever saved it last has kept in the
    chart itself, beside the workbook (``c:cat``, ``c:val``).

    :param title: of its drawing; where that has none, the chart's own.
    """
    space = etree.fromstring(part.blob)
    area = space.find(f"{qn('c:chart')}/{qn('c:plotArea')}")
    plots = [] if area is None else [each for each in area if each.find(qn("c:ser")) is not None]
    if area is None or len(plots) != 1 or not _is_plain(plots[0]):
        return None
    rows = plots[0].findall(qn("c:ser"))
    axis = area.find(qn("c:valAx"))
    unit = "" if axis is None else _words(axis.find(qn("c:title")))
    categories = _categories(rows)
    series = tuple(_series(row, index, categories, unit) for index, row in enumerate(rows, 1))
    return Chart(
        _PLOTS[str(plots[0].tag)],
        title or _words(space.find(f"{qn('c:chart')}/{qn('c:title')}")),
        alternative,
        unit,
        categories,
        series,
        _decimals(axis, series),
    )


def _is_plain(plot: _Element) -> bool:
    """Return whether a plot has lines, or upright columns side by side."""
    direction, grouping = plot.find(qn("c:barDir")), plot.find(qn("c:grouping"))
    return (
        plot.tag in _PLOTS
        and (direction is None or direction.get("val", "col") == "col")
        and (grouping is None or grouping.get("val") in {None, "standard", "clustered"})
    )


def _words(element: _Element | None) -> str:
    """Return the text of a title or a series name, typed or taken from a cell."""
    if element is None:
        return ""
    texts = [text.text or "" for text in element.iter(qn("a:t"), qn("c:v"))]
    return "".join(texts).strip()


def _categories(rows: list[_Element]) -> tuple[str, ...]:
    """Return the labels along the axis, which each series repeats."""
    counted = 0
    for row in rows:
        labels = _kept(row.find(qn("c:cat")))
        if labels:
            return tuple(labels.get(index, "") for index in range(max(labels) + 1))
        counted = max([counted, *(index + 1 for index in _kept(row.find(qn("c:val"))))])
    return tuple(str(index + 1) for index in range(counted))


def _kept(holder: _Element | None) -> dict[int, str]:
    """Return the texts kept in a ``c:cat`` or ``c:val`` by index; of several levels, the first."""
    if holder is None:
        return {}
    level = next(holder.iter(qn("c:lvl")), holder)
    return {
        int(point.get("idx", "0")): point.findtext(qn("c:v"), "")
        for point in level.iter(qn("c:pt"))
    }


def _series(row: _Element, index: int, categories: tuple[str, ...], unit: str) -> Series:
    name = _words(row.find(qn("c:tx"))) or f"Series {index}"
    values = row.find(qn("c:val"))
    formats = () if values is None else values.iter(qn("c:formatCode"))
    code = next((each.text or "" for each in formats), "")
    kept, sources = _kept(values), read_sources(row)
    points = (_point(kept.get(position, ""), code, unit) for position in range(len(categories)))
    return Series(
        name,
        tuple(
            None if point is None else _known(point, sources.get(index), f"{name}, {category}")
            for index, (point, category) in enumerate(zip(points, categories, strict=True))
        ),
    )


def _known(point: Figure, source: Source | None, name: str) -> Figure:
    """Return a point as what it is known to be, or by another name if its number was changed."""
    if source is None or _PRECISE.plus(source.value) != point.value:
        return point.named(name)
    return Figure(point.value, point.unit, source.cells, source.name or name)


def _point(text: str, code: str, unit: str) -> Figure | None:
    """Return a figure, or nothing where a cell is blank or in error (``#N/A``)."""
    try:
        value = _PRECISE.create_decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    if "%" in _LITERALS.sub("", code):
        return Figure(value * 100, Unit.PERCENT)
    return Figure(value, _unit(code, unit))


def _unit(code: str, words: str) -> Unit:
    """Return what a chart's numbers are counted in, by its axis title and its cells' format."""
    if code == SHARE_FORMAT or "%" in words:
        return Unit.PERCENT
    money = {unit.value: unit for unit in Unit if unit.kind == "money"}
    return money.get(words, Unit.COUNT)


def _decimals(axis: _Element | None, series: Iterable[Series]) -> int:
    """Return the decimal places on the value axis; where it goes by the cells, what these need."""
    number = None if axis is None else axis.find(qn("c:numFmt"))
    code = "General" if number is None else number.get("formatCode", "General")
    if code == "General":
        points = [point for each in series for point in each.points if point is not None]
        return int(any(point.value != point.value.to_integral_value() for point in points))
    places = re.search(r"\.(0+)", _LITERALS.sub("", code.split(";")[0]))
    return len(places[1]) if places else 0

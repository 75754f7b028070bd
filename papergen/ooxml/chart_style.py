"""The looks of a chart in Word: legible in black and white, in print and to the colour-blind.

Series are told apart by dashes and markers, or by the fill's pattern, before they are by colour.
"""

from __future__ import annotations

from itertools import cycle
from typing import Any

from pptx.chart.chart import Chart as NativeChart
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

_FONT, _TEXT_SIZE = "Arial", Pt(10)
_BLACK, _WHITE = RGBColor(0x00, 0x00, 0x00), RGBColor(0xFF, 0xFF, 0xFF)
_AXIS, _GRID = RGBColor(0x59, 0x59, 0x59), RGBColor(0xD9, 0xD9, 0xD9)
_COLOURS = [
    RGBColor(0x1B, 0x36, 0x5D),  # navy
    RGBColor(0xA3, 0x3B, 0x00),  # rust
    RGBColor(0x2E, 0x5E, 0x2B),  # dark green
    RGBColor(0x5C, 0x2D, 0x7E),  # purple
    RGBColor(0x40, 0x40, 0x40),  # charcoal
]
_LINES = [
    (MSO_LINE.SOLID, XL_MARKER_STYLE.CIRCLE),
    (MSO_LINE.DASH, XL_MARKER_STYLE.SQUARE),
    (MSO_LINE.ROUND_DOT, XL_MARKER_STYLE.TRIANGLE),
    (MSO_LINE.DASH_DOT, XL_MARKER_STYLE.DIAMOND),
    (MSO_LINE.LONG_DASH, XL_MARKER_STYLE.X),
]
_PATTERNS = [
    None,  # solid
    MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    MSO_PATTERN.NARROW_HORIZONTAL,
    MSO_PATTERN.SMALL_GRID,
    MSO_PATTERN.PERCENT_25,
]


def number_format(decimals: int) -> str:
    """Return how the value axis writes numbers: commas, a true minus sign, so many decimals."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'{digits};"\N{MINUS SIGN}"{digits}'


def style_chart(chart: NativeChart, unit: str, decimals: int) -> None:
    """Set the looks of a new line or column chart.

    :param unit: title of the value axis.
    :param decimals: decimal places on the value axis.
    """
    _set_font(chart.font, _BLACK)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    _style_axes(chart, unit, decimals)
    plot = chart.plots[0]
    lines = chart.chart_type == XL_CHART_TYPE.LINE_MARKERS
    if not lines:
        plot.gap_width = 60
        plot.overlap = 0
        plot.vary_by_categories = False
    if all((value or 0) >= 0 for series in plot.series for value in series.values):
        chart.value_axis.minimum_scale = 0
    for series, colour, line, pattern in zip(
        plot.series, cycle(_COLOURS), cycle(_LINES), cycle(_PATTERNS), strict=False
    ):
        if lines:
            _style_line(series, colour, *line)
        else:
            _style_columns(series, colour, pattern)
    _style_space(chart._chartSpace)


def _set_font(font: Any, colour: RGBColor, bold: bool = False) -> None:
    font.name = _FONT
    font.size = _TEXT_SIZE
    font.bold = bold
    font.color.rgb = colour


def _style_axes(chart: NativeChart, unit: str, decimals: int) -> None:
    categories, values = chart.category_axis, chart.value_axis
    for axis in (categories, values):
        axis.format.line.color.rgb = _AXIS
        axis.format.line.width = Pt(0.75)
        axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    # Labels stand below the plot even where values are below nothing.
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.major_gridlines.format.line.color.rgb = _GRID
    values.major_gridlines.format.line.width = Pt(0.75)
    values.tick_labels.number_format = number_format(decimals)
    values.tick_labels.number_format_is_linked = False
    if unit:
        paragraph = values.axis_title.text_frame.paragraphs[0]
        paragraph.text = unit
        _set_font(paragraph.font, _BLACK)


def _style_line(series: Any, colour: RGBColor, dash: MSO_LINE, marker: XL_MARKER_STYLE) -> None:
    series.smooth = False
    series.format.line.color.rgb = colour
    series.format.line.width = Pt(2)
    series.format.line.dash_style = dash
    series.marker.style = marker
    series.marker.size = 7
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour


def _style_columns(series: Any, colour: RGBColor, pattern: MSO_PATTERN | None) -> None:
    series.invert_if_negative = False
    series.format.line.color.rgb = colour
    series.format.line.width = Pt(1)
    if pattern is None:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        return
    series.format.fill.patterned()
    series.format.fill.pattern = pattern
    series.format.fill.fore_color.rgb = colour
    series.format.fill.back_color.rgb = _WHITE


def _style_space(space: Any) -> None:
    """Give the chart straight corners, no frame, British English, and axis ids that are valid.

    The order of elements is that of ``CT_ChartSpace`` (ECMA-376 part 1, 21.2.2.29).
    """
    for tag in ("c:lang", "c:roundedCorners"):
        for present in space.findall(qn(tag)):
            space.remove(present)
    date = space.find(qn("c:date1904"))
    date.addnext(parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>'))
    date.addnext(parse_xml(f'<c:lang {nsdecls("c")} val="en-GB"/>'))
    space.find(qn("c:chart")).addnext(
        parse_xml(f'<c:spPr {nsdecls("c", "a")}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>')
    )
    # python-pptx writes negative numbers, which xsd:unsignedInt does not take.
    ids: dict[str, str] = {}
    for element in space.iter(qn("c:axId"), qn("c:crossAx")):
        element.set("val", ids.setdefault(element.get("val"), str(len(ids) + 1)))

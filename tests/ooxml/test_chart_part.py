"""Native Word charts: read back as a chart, by LibreOffice, by openpyxl, and checked."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pdfplumber
import pytest
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree
from openxml_audit import OpenXmlValidator
from papers import charts
from pptx.chart.chart import Chart as NativeChart
from pptx.oxml import parse_xml
from small_forms import as_pdf, empty_form, opened, saved, saved_again

from papergen.cell import Cell
from papergen.figure import Figure, Unit
from papergen.ooxml.chart_part import chart_drawing, read_chart
from papergen.paper.document import Chart, Series

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
YEARS = ("2023/24", "2024/25", "2025/26")
HOSTILE = "=1+1 & <c:v>“it’s”</c:v> {{ x }}\x00\x0b"
AS_READ = HOSTILE[:-2]


def points(*values: str | None, unit: Unit = Unit.MILLIONS) -> tuple[Figure | None, ...]:
    return tuple(None if value is None else Figure(Decimal(value), unit) for value in values)


def line_chart(**changes: object) -> Chart:
    chart = Chart(
        "line",
        "Cumulative deficit",
        "The agreement rises to £109.64m.",
        "£m",
        YEARS,
        (
            Series("Agreement", points("56.247", "84.5", "109.64")),
            Series("Forecast", points("56.247", None, "131.468")),
        ),
        1,
    )
    return replace(chart, **changes)


def document_of(*each: Chart) -> Document:
    document = empty_form()
    for chart in each:
        run = document.add_paragraph(style="Body Text").add_run()
        run._r.append(chart_drawing(document.part, chart, 160, 80))
    return document


def charts_in(content: bytes) -> list[Chart | None]:
    """The charts of a document, each with its alternative text."""
    document = opened(content)
    found = []
    for drawing in document.element.body.iter(qn("w:drawing")):
        words = next(drawing.iter(qn("wp:docPr")))
        relation = next(drawing.iter(qn("c:chart"))).get(qn("r:id"))
        part = document.part.rels[relation].target_part
        found.append(read_chart(part, words.get("title", ""), words.get("descr", "")))
    return found


def parts(content: bytes, ending: str) -> dict[str, bytes]:
    """The files in a document whose names end so."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist() if name.endswith(ending)}


def edited(content: bytes, old: str, new: str) -> bytes:
    """The document with something else in its first chart's XML."""
    result = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(result, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/charts/chart1.xml":
                assert old in part.decode()
                part = part.decode().replace(old, new).encode()
            target.writestr(name, part)
    return result.getvalue()


def native(content: bytes, number: int = 1) -> NativeChart:
    """A chart as python-pptx reads it."""
    return NativeChart(parse_xml(parts(content, f"/chart{number}.xml").popitem()[1]), None)


# --- Written --------------------------------------------------------------------------------------


def test_chart_is_read_back_as_it_was() -> None:
    chart = line_chart()
    assert charts_in(saved(document_of(chart))) == [chart]


@given(chart=charts())
@settings(max_examples=20)
def test_any_chart_is_read_back_as_it_was(chart: Chart) -> None:
    assert charts_in(saved(document_of(chart))) == [chart]


@pytest.mark.parametrize("kind", ["line", "column"])
def test_chart_is_valid_by_the_standard(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "charts.docx"
    path.write_bytes(saved(document_of(line_chart(kind=kind), line_chart(kind=kind))))
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [error.description for error in result.errors]


def test_each_chart_has_parts_and_an_id_of_its_own() -> None:
    content = saved(document_of(line_chart(), line_chart(), line_chart()))
    assert len(parts(content, "charts/chart1.xml") | parts(content, "charts/chart3.xml")) == 2
    assert len(parts(content, ".xlsx")) == 3
    ids = [each.get("id") for each in opened(content).element.body.iter(qn("wp:docPr"))]
    assert ids == ["1", "2", "3"]


def test_drawing_has_its_name_and_its_alternative_text() -> None:
    document = document_of(line_chart(title="Deficit", alternative="It rises\x07."))
    (words,) = document.element.body.iter(qn("wp:docPr"))
    assert (words.get("title"), words.get("descr")) == ("Deficit", "It rises.")


def test_the_same_chart_has_the_same_bytes() -> None:
    first, second = saved(document_of(line_chart())), saved(document_of(line_chart()))
    assert parts(first, "chart1.xml") == parts(second, "chart1.xml")
    (workbook,) = parts(first, ".xlsx").values()
    assert [workbook] == list(parts(second, ".xlsx").values())
    with ZipFile(BytesIO(workbook)) as package:
        assert {each.date_time[0] for each in package.infolist()} == {1980}
        assert "2000-01-01T00:00:00Z" in package.read("docProps/core.xml").decode()


def test_workbook_behind_the_chart_holds_its_numbers_where_the_chart_says() -> None:
    content = saved(document_of(line_chart()))
    (workbook,) = parts(content, ".xlsx").values()
    sheet = openpyxl.load_workbook(BytesIO(workbook)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        [None, "Agreement", "Forecast"],
        ["2023/24", 56.247, 56.247],
        ["2024/25", 84.5, None],
        ["2025/26", 109.64, 131.468],
    ]
    chart = etree.fromstring(parts(content, "chart1.xml").popitem()[1])
    assert [each.text for each in chart.iter(f"{C}f")] == [
        "Sheet1!$B$1",
        "Sheet1!$A$2:$A$4",
        "Sheet1!$B$2:$B$4",
        "Sheet1!$C$1",
        "Sheet1!$A$2:$A$4",
        "Sheet1!$C$2:$C$4",
    ]


def test_texts_that_look_like_markup_or_formulas_stay_texts() -> None:
    chart = line_chart(
        unit=HOSTILE,
        categories=(HOSTILE, "@SUM(A1)", "https://example.org"),
        series=(Series(HOSTILE, points("1", "2", "3", unit=Unit.COUNT)),),
    )
    content = saved(document_of(chart))
    (found,) = charts_in(content)
    assert found is not None
    assert found.unit == AS_READ
    assert found.categories == (AS_READ, "@SUM(A1)", "https://example.org")
    assert found.series[0].name == AS_READ
    (workbook,) = parts(content, ".xlsx").values()
    sheet = openpyxl.load_workbook(BytesIO(workbook)).active
    assert {cell.data_type for row in sheet.rows for cell in row if cell.value} == {"s", "n"}
    assert sheet["A2"].value == AS_READ
    assert not any(cell.hyperlink for row in sheet.rows for cell in row)


@pytest.mark.parametrize("kind", ["line", "column"])
def test_series_differ_without_colour(kind: str) -> None:
    series = tuple(Series(name, points("1", "2", "3")) for name in "ABCD")
    chart = etree.fromstring(
        parts(saved(document_of(line_chart(kind=kind, series=series))), "chart1.xml").popitem()[1]
    )
    looks = set()
    for each in chart.iter(f"{C}ser"):
        if kind == "line":
            dash = each.find(f"{C}spPr/{A}ln/{A}prstDash").get("val")
            looks.add((dash, each.find(f"{C}marker/{C}symbol").get("val")))
        else:
            fill = each.find(f"{C}spPr/{A}pattFill")
            looks.add("solid" if fill is None else fill.get("prst"))
    assert len(looks) == len(series)
    if kind == "line":
        assert {len({look[index] for look in looks}) for index in (0, 1)} == {len(series)}


def test_axes_are_titled_and_numbered_as_the_chart_says() -> None:
    chart = native(saved(document_of(line_chart())))
    axis = chart.value_axis
    assert axis.axis_title.text_frame.text == "£m"
    assert axis.tick_labels.number_format.split(";")[0] == "#,##0.0"
    assert (chart.font.name, chart.font.size.pt) == ("Arial", 10)
    assert chart.has_legend and not chart.has_title


def test_columns_stand_on_nothing_unless_some_are_below_it() -> None:
    above = Series("Plans", points("90", "95", "99"))
    below = Series("Balance", points("-3", "1", "2"))
    content = saved(
        document_of(
            line_chart(kind="column", series=(above,)), line_chart(kind="column", series=(below,))
        )
    )
    assert native(content, 1).value_axis.minimum_scale == 0
    assert native(content, 2).value_axis.minimum_scale is None


def test_libreoffice_draws_the_chart(tmp_path: Path) -> None:
    drawn = as_pdf(saved(document_of(line_chart(), line_chart(kind="column"))), tmp_path)
    with pdfplumber.open(BytesIO(drawn)) as pdf:
        words = pdf.pages[0].extract_text()
        shapes = len(pdf.pages[0].curves) + len(pdf.pages[0].rects) + len(pdf.pages[0].lines)
    # The title of the value axis stands upright.
    for expected in ("2023/24", "2025/26", "Agreement", "Forecast", "m£", "120.0"):
        assert words.count(expected) == 2, expected
    assert shapes > 20


# --- Read -----------------------------------------------------------------------------------------


def test_chart_saved_again_by_libreoffice_shows_the_same(tmp_path: Path) -> None:
    chart = line_chart()
    share = Chart(
        "column",
        "Plans issued in 20 weeks",
        "The share rises.",
        "Issued within 20 weeks (%)",
        ("June", "July"),
        (Series("Share", points("49.5", "53", unit=Unit.PERCENT)),),
        0,
    )
    again = saved_again(saved(document_of(chart, share)), tmp_path)
    # LibreOffice leaves out a chart's name and alternative text.
    assert charts_in(again) == [replace(each, title="", alternative="") for each in (chart, share)]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("£m", Unit.MILLIONS),
        ("£000", Unit.THOUSANDS),
        ("£", Unit.POUNDS),
        ("Plans issued", Unit.COUNT),
        ("Share (%)", Unit.PERCENT),
    ],
)
def test_numbers_are_in_the_unit_that_the_axis_names(words: str, unit: Unit) -> None:
    (chart,) = charts_in(saved(document_of(line_chart(unit=words))))
    assert chart is not None
    point = chart.series[0].points[0]
    assert point is not None and point.unit is unit


def traced_chart() -> Chart:
    figures = [
        Figure(
            Decimal(value), Unit.MILLIONS, (Cell("p.xlsx", "Revised & so", f"D{row}"),), f"{row}"
        )
        for row, value in enumerate(("56.247", "84.5", "109.64"), 1)
    ]
    more = figures[2] - figures[1]
    return line_chart(series=(Series("S", (figures[0], None, more)),))


def test_numbers_know_the_cells_that_they_come_from() -> None:
    (chart,) = charts_in(saved(document_of(traced_chart())))
    assert chart is not None
    first, _, last = chart.series[0].points
    assert first is not None and last is not None
    assert (first.name, first.sources) == ("1", (Cell("p.xlsx", "Revised & so", "D1"),))
    assert last.name == "(3 − 2)"
    assert [cell.address for cell in last.sources] == ["D3", "D2"]


def test_number_that_was_changed_is_named_by_its_series_and_category() -> None:
    content = saved(document_of(traced_chart()))
    (chart,) = charts_in(edited(content, "<c:v>56.247</c:v>", "<c:v>57</c:v>"))
    assert chart is not None
    point = chart.series[0].points[0]
    assert point is not None and (point.name, point.sources) == ("S, 2023/24", ())


def test_shares_stay_shares_whatever_the_axis_says() -> None:
    chart = line_chart(
        unit="Share of plans", series=(Series("S", points("49.5", None, "0", unit=Unit.PERCENT)),)
    )
    (found,) = charts_in(saved(document_of(chart)))
    assert found is not None
    units = [None if point is None else point.unit for point in found.series[0].points]
    assert units == [Unit.PERCENT, None, Unit.PERCENT]


def test_number_changed_in_word_is_read(tmp_path: Path) -> None:
    content = edited(
        saved(document_of(line_chart())), "<c:v>84.5</c:v>", "<c:v>91.300000000000011</c:v>"
    )
    (chart,) = charts_in(content)
    assert chart is not None and chart.series[0].points[1] == points("91.3")[0]


def test_cell_in_error_is_a_gap() -> None:
    content = edited(saved(document_of(line_chart())), "<c:v>84.5</c:v>", "<c:v>#N/A</c:v>")
    (chart,) = charts_in(content)
    assert chart is not None and chart.series[0].points[1] is None


def test_share_kept_as_a_part_of_one_is_read_as_a_percentage() -> None:
    content = saved(document_of(line_chart(unit="Share")))
    content = edited(
        content, "<c:formatCode>General</c:formatCode>", "<c:formatCode>0%</c:formatCode>"
    )
    content = edited(content, "<c:v>84.5</c:v>", "<c:v>0.625</c:v>")
    (chart,) = charts_in(content)
    assert chart is not None and chart.series[0].points[1] == Figure(Decimal("62.5"), Unit.PERCENT)


@pytest.mark.parametrize(
    ("values", "decimals"), [(("1", "2", "3"), 0), (("1", "2.5", "3"), 1)], ids=["whole", "broken"]
)
def test_axis_that_goes_by_the_cells_has_the_decimals_that_they_need(
    values: tuple[str, ...], decimals: int
) -> None:
    content = saved(document_of(line_chart(series=(Series("A", points(*values)),))))
    formatted = native(content).value_axis.tick_labels.number_format.replace('"', "&quot;")
    content = edited(content, f'formatCode="{formatted}"', 'formatCode="General"')
    (chart,) = charts_in(content)
    assert chart is not None and chart.decimals == decimals


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<c:barDir val="col"/>', '<c:barDir val="bar"/>'),
        ('<c:grouping val="clustered"/>', '<c:grouping val="stacked"/>'),
        ("c:barChart>", "c:bar3DChart>"),
    ],
    ids=["lying", "stacked", "in space"],
)
def test_chart_that_a_paper_cannot_draw_is_none(old: str, new: str) -> None:
    content = edited(saved(document_of(line_chart(kind="column"))), old, new)
    assert charts_in(content) == [None]


def test_chart_without_categories_counts_them() -> None:
    chart = etree.fromstring(parts(saved(document_of(line_chart())), "chart1.xml").popitem()[1])
    for each in chart.iter(f"{C}ser"):
        each.remove(each.find(f"{C}cat"))
    part = Part(PackURI("/word/charts/chart1.xml"), "", etree.tostring(chart))
    found = read_chart(part, "", "")
    assert found is not None and found.categories == ("1", "2", "3")

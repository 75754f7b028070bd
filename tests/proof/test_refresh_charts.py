"""Charts of an edited paper show the workbooks' numbers, in the looks that somebody gave them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from checkers import faults_of_office_file
from docx.document import Document
from docx.oxml.ns import qn
from edited_papers import Report, body, chart_values, codes, edited, part, unlike
from lxml import etree
from openpyxl import load_workbook
from openpyxl.styles import Font
from papers import small_picture
from pptx.chart.chart import Chart as NativeChart
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml

from papergen.proof.refresh import Refreshed, refresh_document

CHART, WORKBOOK = "word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
BEFORE = Report()
AFTER = replace(
    BEFORE, months={"July": (74, 81), "August": (62, 63), "September": (65, 66), "October": (1, 2)}
)
SHOWN = {"Forecast": ["74", "62", "65", "1"], "Actual": ["81", "63", "66", "2"]}


def refresh(content: bytes, report: Report = AFTER, *, force: bool = False) -> Refreshed:
    """Bring a document up to date; a second time changes nothing."""
    refreshed = refresh_document(content, report.built(), "paper.docx", force=force)
    again = refresh_document(refreshed.content, report.built(), "paper.docx")
    assert not again.changed and not again.updates
    return refreshed


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The document with another content for a part."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            old = source.read(entry)
            target.writestr(entry, change(old) if entry.filename == name else old)
    return written.getvalue()


def cells(content: bytes) -> list[list[object]]:
    """The cells of the workbook in a chart."""
    sheet = load_workbook(BytesIO(part(content, WORKBOOK))).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_chart_and_its_workbook_show_the_new_numbers(tmp_path: Path) -> None:
    refreshed = refresh(BEFORE.built())
    assert chart_values(refreshed.content) == SHOWN
    assert part(refreshed.content, CHART) == part(AFTER.built(), CHART)
    assert part(refreshed.content, WORKBOOK) == part(AFTER.built(), WORKBOOK)
    assert not refreshed.findings
    (tmp_path / "refreshed.docx").write_bytes(refreshed.content)
    assert faults_of_office_file(tmp_path / "refreshed.docx") == []


def test_chart_whose_numbers_stay_keeps_its_bytes() -> None:
    content = BEFORE.built()
    now = replace(BEFORE, status="On track")
    assert not unlike(content, refresh(content, now).content) & {CHART, WORKBOOK}


def test_looks_that_somebody_gave_a_chart_stay() -> None:
    def paint(content: bytes) -> bytes:
        space = parse_xml(content)
        chart = NativeChart(space, None)
        chart.has_title = True
        chart.chart_title.text_frame.text = "Our own title"
        series = chart.plots[0].series[1]
        series.format.line.color.rgb = RGBColor(0x12, 0x34, 0x56)
        chart.value_axis.maximum_scale = 120
        return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)

    refreshed = refresh(with_part(BEFORE.built(), CHART, paint))
    assert chart_values(refreshed.content) == SHOWN
    drawn = part(refreshed.content, CHART)
    assert b"Our own title" in drawn and b"123456" in drawn and b'<c:max val="120' in drawn
    assert not refreshed.findings


def test_chart_whose_numbers_somebody_changed_is_left_and_told_of() -> None:
    def change(content: bytes) -> bytes:
        return content.replace(b"<c:v>81</c:v>", b"<c:v>80</c:v>")

    content = with_part(BEFORE.built(), CHART, change)
    refreshed = refresh(content)
    assert chart_values(refreshed.content) == chart_values(content)
    assert part(refreshed.content, WORKBOOK) == part(content, WORKBOOK)
    assert codes(refreshed.findings) == ["chart-edited"]
    forced = refresh(content, force=True)
    assert chart_values(forced.content) == SHOWN and not forced.findings


def test_chart_is_known_by_what_it_shows_where_its_title_is_lost() -> None:
    def forget(document: Document) -> None:
        for properties in document.element.iter(qn("wp:docPr")):
            del properties.attrib["title"], properties.attrib["descr"]

    refreshed = refresh(edited(BEFORE.built(), forget))
    assert chart_values(refreshed.content) == SHOWN and not refreshed.findings


def test_workbook_that_somebody_worked_in_keeps_the_rest() -> None:
    def work(content: bytes) -> bytes:
        book = load_workbook(BytesIO(content))
        sheet = book["Sheet1"]
        sheet["F1"], sheet["B2"].font = "A note", Font(bold=True)
        book.create_sheet("Mine")["A1"] = "=1+1"
        saved = BytesIO()
        book.save(saved)
        return saved.getvalue()

    refreshed = refresh(with_part(BEFORE.built(), WORKBOOK, work))
    assert [row[:3] for row in cells(refreshed.content)] == [
        [None, "Forecast", "Actual"],
        ["July", 74, 81],
        ["August", 62, 63],
        ["September", 65, 66],
        ["October", 1, 2],
    ]
    book = load_workbook(BytesIO(part(refreshed.content, WORKBOOK)))
    assert book["Sheet1"]["F1"].value == "A note" and book["Sheet1"]["B2"].font.bold
    assert book["Mine"]["A1"].value == "=1+1"


def test_workbook_shrinks_with_the_chart() -> None:
    def note(content: bytes) -> bytes:
        book = load_workbook(BytesIO(content))
        book["Sheet1"]["F9"] = "A note"
        saved = BytesIO()
        book.save(saved)
        return saved.getvalue()

    now = replace(BEFORE, months={"June": (72, 70)})
    refreshed = refresh(with_part(BEFORE.built(), WORKBOOK, note), now)
    assert [row[:3] for row in cells(refreshed.content)][:4] == [
        [None, "Forecast", "Actual"],
        ["June", 72, 70],
        [None, None, None],
        [None, None, None],
    ]


def test_alternative_text_follows_unless_somebody_has_edited_it() -> None:
    def alternative(content: bytes) -> str:
        return str(next(body(content).iter(qn("wp:docPr"))).get("descr"))

    said = "Line chart of plans issued up to October; in October they were 2."
    assert alternative(refresh(BEFORE.built()).content) == said

    def describe(document: Document) -> None:
        next(document.element.iter(qn("wp:docPr"))).set("descr", "A line going up")

    assert alternative(refresh(edited(BEFORE.built(), describe)).content) == "A line going up"


def test_chart_that_somebody_deleted_is_told_of() -> None:
    def delete(document: Document) -> None:
        (drawing,) = document.element.iter(qn("w:drawing"))
        drawing.getparent().remove(drawing)

    assert codes(refresh(edited(BEFORE.built(), delete)).findings) == ["chart-deleted"]


def test_other_pictures_and_charts_are_left_alone() -> None:
    def picture(document: Document) -> None:
        document.paragraphs[2].add_run().add_picture(BytesIO(small_picture()))

    content = edited(BEFORE.built(), picture)
    refreshed = refresh(content)
    assert chart_values(refreshed.content) == SHOWN
    images = [name for name in ZipFile(BytesIO(content)).namelist() if "media" in name]
    assert images and not unlike(content, refreshed.content) & set(images)


def test_points_say_where_they_come_from_as_in_a_fresh_chart() -> None:
    points = re.findall(rb"<p:point [^>]*>", part(refresh(BEFORE.built()).content, CHART))
    assert points == re.findall(rb"<p:point [^>]*>", part(AFTER.built(), CHART))
    assert len(points) == 8

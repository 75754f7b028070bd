"""PDFs, as readers, screen readers and accessibility checkers find them."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import pdfplumber
import pdfua
import pypdf
import pytest
from checkers import faults_of_pdf
from hypothesis import Phase, given, settings
from papers import full_paper, numbered, numbered_papers, text, words_in_order
from weasyprint.urls import FatalURLFetchingError

from papergen.paper.document import (
    Block,
    Heading,
    Illustration,
    NumberedParagraph,
    Paper,
    Table,
    TableColumn,
)
from papergen.renderers.html import render_html
from papergen.renderers.pdf import render_pdf

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
MARGIN = 2.5 / 2.54 * 72  # in points
QUICKLY = settings(max_examples=25, phases=[Phase.generate])  # it takes too long to shrink papers
LINES = tuple(f"Line {number} of what is said at some length" for number in range(1, 60))


@cache
def render(paper: Paper) -> bytes:
    return render_pdf(render_html(paper, TEMPLATES))


def open_pdf(paper: Paper) -> pdfplumber.PDF:
    return pdfplumber.open(BytesIO(render(paper)))


def without_spaces(words: str) -> str:
    return re.sub(r"\s+", "", words)


def elements(element: Any) -> Iterator[Any]:
    """The structure elements below one, in reading order."""
    for kid in kids(element):
        if not isinstance(kid, int) and kid["/Type"] == "/StructElem":
            yield kid
            yield from elements(kid)


def kids(element: Any) -> list[Any]:
    """What a structure element holds: elements, references to links, and numbers of content."""
    return [kid.get_object() for kid in element["/K"]]


def structure(reader: pypdf.PdfReader) -> Any:
    return reader.trailer["/Root"]["/StructTreeRoot"]


def read_out(pdf: bytes) -> str:
    """What a screen reader reads out: the words of the structure tree, in its order.

    The text of a chart is left out, as it is where a screen reader has an alternative to read; so
    are the headings of a table that goes on from the page before, which has no caption.
    """
    reader = pypdf.PdfReader(BytesIO(pdf))
    pages = {page.indirect_reference: index for index, page in enumerate(reader.pages)}
    marked: dict[tuple[int, int], str] = defaultdict(str)
    with pdfplumber.open(BytesIO(pdf)) as opened:
        for index, page in enumerate(opened.pages):
            for char in page.chars:
                if char["mcid"] is not None:
                    marked[index, char["mcid"]] += char["text"]

    def words(element: Any, goes_on: bool = False) -> Iterator[str]:
        kind = element.get("/S")
        if kind == "/Figure" or kind == "/THead" and goes_on:
            return
        for kid in kids(element):
            if isinstance(kid, int):
                yield marked.pop((pages[element.raw_get("/Pg")], kid), "")
            elif kid["/Type"] == "/StructElem":
                goes_on = kind == "/Table" and kids(element)[0]["/S"] != "/Caption"
                yield from words(kid, goes_on)

    return " ".join(words(structure(reader)))


def test_the_checkers_of_accessibility_pass_the_paper(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(render(full_paper()))
    assert faults_of_pdf(file) == []
    assert outloud.check(str(file)).verdict == "pass"
    assert pdfua.validate(str(file)).exit_code == 0


@QUICKLY
@given(paper=numbered_papers())
def test_the_checkers_of_accessibility_pass_any_paper(
    tmp_path_factory: pytest.TempPathFactory, paper: Paper
) -> None:
    file = tmp_path_factory.mktemp("pdf") / "paper.pdf"
    file.write_bytes(render(paper))
    # A guess that headings were cut up, wrong for tables of one row: they have few other cells.
    assert [fault for fault in faults_of_pdf(file) if "TBL-010" not in fault] == []


@QUICKLY
@given(paper=numbered_papers())
def test_a_screen_reader_reads_out_what_the_paper_says_and_no_more(paper: Paper) -> None:
    expected = " ".join(words_in_order(paper, bullets=("•", "–")))
    assert without_spaces(read_out(render(paper))) == without_spaces(expected)


def test_numbers_stand_before_their_paragraphs_on_the_page() -> None:
    with open_pdf(full_paper()) as pdf:
        lines = "\n".join(page.extract_text() for page in pdf.pages).splitlines()
    assert "2 The conditions are:" in lines
    assert "(a) Condition 1, early support: support comes sooner;" in lines
    assert "(ii) after the payments, £70.2m at the end;" in lines
    assert "8 The Forum is asked to note this." in lines


def test_numbers_hang_to_the_left_of_their_paragraphs() -> None:
    long = NumberedParagraph(text("word " * 60))
    with open_pdf(numbered(Heading(1, text("Title")), long)) as pdf:
        lines = pdf.pages[0].extract_text_lines(return_chars=False)
    starts = [round(line["x0"] - MARGIN) for line in lines if "word" in line["text"]]
    assert len(starts) > 2
    assert starts[0] == 0 and set(starts[1:]) == {round(72 / 2.54)}


@QUICKLY
@given(paper=numbered_papers())
def test_references_land_on_what_they_name(paper: Paper) -> None:
    labelled: dict[str, Block] = {
        label: block for block in paper.blocks if (label := getattr(block, "label", ""))
    }
    reader = pypdf.PdfReader(BytesIO(render(paper)))
    places = {name.lstrip("/"): place for name, place in reader.named_destinations.items()}
    targets = [
        annotation.get_object()["/Dest"]
        for page in reader.pages
        for annotation in page.get("/Annots", ())
        if "/Dest" in annotation.get_object()
    ]
    assert set(targets) <= places.keys() & labelled.keys()
    with open_pdf(paper) as pdf:
        for target in targets:
            number = reader.get_destination_page_number(places[target])
            page = pdf.pages[number or 0]
            top = float(page.height) - float(places[target].top) - 3
            below = page.crop((0, max(top, 0), page.width, page.height)).extract_text()
            beginning = words_in_order(Paper("", "", "", "", paper.dated, (labelled[target],)))
            first = beginning[0].split()[0][:10]
            assert without_spaces(below).startswith(without_spaces(first))


def test_links_lead_out_of_the_paper() -> None:
    reader = pypdf.PdfReader(BytesIO(render(full_paper())))
    addresses = [
        str(annotation.get_object()["/A"]["/URI"])
        for page in reader.pages
        for annotation in page.get("/Annots", ())
        if "/A" in annotation.get_object()
    ]
    assert addresses == [
        "mailto:officer@example.org",
        "https://www.example.org/send?a=1&b=2",
        "07-appendix-1-strategy.pdf",
        "07-appendix-2-report.pdf",
    ]


def test_each_page_says_what_it_belongs_to_outside_of_what_is_read_out() -> None:
    with open_pdf(full_paper()) as pdf:
        pages = len(pdf.pages)
        for page in pdf.pages:
            lines = page.extract_text().splitlines()
            assert lines[0] == "Schools Forum, 10 October 2024, item 7"
            assert lines[-1] == f"Page {page.page_number} of {pages}"
    assert "item 7" not in read_out(render(full_paper()))
    assert "Page" not in read_out(render(full_paper()))


def test_pictures_and_charts_are_described() -> None:
    reader = pypdf.PdfReader(BytesIO(render(full_paper())))
    described = [each["/Alt"] for each in elements(structure(reader)) if each["/S"] == "/Figure"]
    shown = [block.shows for block in full_paper().blocks if isinstance(block, Illustration)]
    assert len(described) == len(shown)
    for words, each in zip(described, shown, strict=True):
        assert words.endswith(each.alternative)


def test_header_cells_say_what_they_head() -> None:
    reader = pypdf.PdfReader(BytesIO(render(full_paper())))
    heads = [each for each in elements(structure(reader)) if each["/S"] == "/TH"]
    scopes = {(head["/A"]["/Scope"], head["/P"]["/P"]["/S"]) for head in heads}
    assert scopes == {("/Column", "/THead"), ("/Row", "/TBody")}


def test_properties_are_the_papers() -> None:
    reader = pypdf.PdfReader(BytesIO(render(full_paper())))
    properties = reader.metadata
    assert properties is not None
    assert properties.title == "SEND Transformation Update"
    assert properties.author == "A. Officer"
    assert properties.subject == "Report to the Schools Forum"
    assert str(properties.creation_date) == "2024-10-10 00:00:00"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_headings_are_bookmarks() -> None:
    def titles(outline: list[Any]) -> list[Any]:
        return [titles(each) if isinstance(each, list) else each.title for each in outline]

    assert titles(pypdf.PdfReader(BytesIO(render(full_paper()))).outline) == [
        "SEND Transformation Update",
        [
            "Recommendations",
            "The conditions of the agreement",
            "Revised forecast",
            ["In-year balance", ["Capital"]],
            "Appendices",
        ],
    ]


def test_nothing_on_the_page_is_lost_on_the_pdf_renderer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    render_pdf(render_html(full_paper(), TEMPLATES))
    assert [record.message for record in caplog.records if record.levelname != "INFO"] == []


def test_fonts_are_embedded() -> None:
    reader = pypdf.PdfReader(BytesIO(render(full_paper())))
    fonts = [
        descendant.get_object()["/FontDescriptor"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in font.get_object()["/DescendantFonts"]
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@pytest.mark.parametrize(("landscape", "size"), [(False, (595, 842)), (True, (842, 595))])
def test_pages_are_a4(landscape: bool, size: tuple[int, int]) -> None:
    paper = numbered(Heading(1, text("Title")), landscape=landscape)
    with open_pdf(paper) as pdf:
        (page,) = pdf.pages
        assert (round(page.width), round(page.height)) == size


def test_a_long_table_repeats_its_header_row_and_keeps_rows_whole() -> None:
    columns = (TableColumn(text("Milestone"), "left", 0.3), TableColumn(text("Remarks")))
    rows = tuple((text(line), text(f"{line}, " * 4)) for line in LINES)
    table = Table(text("Milestones"), columns, rows)
    with open_pdf(numbered(Heading(1, text("Title")), table)) as pdf:
        assert len(pdf.pages) > 2
        pages = [page.extract_text().splitlines()[1:-1] for page in pdf.pages]
    assert pages[0][:3] == ["Title", "Table 1: Milestones", "Milestone Remarks"]
    assert [page[0] for page in pages[1:]] == ["Milestone Remarks"] * (len(pages) - 1)
    for page in pages[1:]:
        assert re.match(r"Line \d+ of", page[1])


@pytest.mark.parametrize("lines", [5, 30, 60])
@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
def test_a_row_is_cut_only_if_it_is_taller_than_a_page(lines: int, landscape: bool) -> None:
    columns = (TableColumn(text("Condition")), TableColumn(text("Evidence")))
    evidence = "\n".join([*("evidence" for _ in range(lines)), "end"])
    rows = tuple((text(f"Condition {number}"), text(evidence)) for number in range(1, 15))
    table = Table(text("Evidence"), columns, rows)
    paper = numbered(Heading(1, text("Title")), table, landscape=landscape)
    with open_pdf(paper) as pdf:
        pages = [page.extract_text().splitlines()[1:-1] for page in pdf.pages]
    assert [page[page.index("Condition Evidence") + 1][:11] for page in pages]
    if lines < 30:
        for page in pages:
            whole = sum(line.endswith("end") for line in page)
            assert sum(line.endswith("evidence") for line in page) == lines * whole


@pytest.mark.parametrize("lines", range(30, 42, 2))
def test_no_heading_or_caption_is_left_at_the_foot_of_a_page(lines: int) -> None:
    columns = (TableColumn(text("Milestone")), TableColumn(text("Due")))
    rows = tuple((text(line), text("soon")) for line in LINES[:5])
    blocks: list[Block] = [Heading(1, text("Title"))]
    for line in LINES[:lines]:
        blocks.append(NumberedParagraph(text(line)))
    blocks += [Heading(2, text("Heading")), Heading(3, text("Lower heading"))]
    blocks += [Table(text("Milestones"), columns, rows), NumberedParagraph(text("Last."))]
    with open_pdf(numbered(*blocks)) as pdf:
        pages = [page.extract_text().splitlines()[1:-1] for page in pdf.pages]
    (kept,) = [page for page in pages if "Heading" in page]
    start = kept.index("Heading")
    assert kept[start + 1 : start + 4] == ["Lower heading", "Table 1: Milestones", "Milestone Due"]
    assert kept[start + 4].startswith("Line 1 ")


def test_nothing_runs_off_the_page() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    table = Table(text(word), (TableColumn(text(word)),) * 5, ((text(word),) * 5,) * 2)
    with open_pdf(numbered(Heading(1, text(word)), NumberedParagraph(text(word)), table)) as pdf:
        for page in pdf.pages:
            assert max(char["x1"] for char in page.chars) <= page.width - MARGIN + 1


def test_what_was_fetched_from_elsewhere_stops_the_rendering(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(socket, "socket", None)
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"")
    for address in (secret.as_uri(), "http://127.0.0.1:9/a.png", "ftp://127.0.0.1/a.png"):
        with pytest.raises(FatalURLFetchingError):
            render_pdf(f'<html lang="en"><title>t</title><img alt="x" src="{address}">')


def test_the_same_paper_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from pathlib import Path; from papers import full_paper\n"
        "from papergen.renderers.html import render_html\n"
        "from papergen.renderers.pdf import render_pdf\n"
        f"page = render_html(full_paper(), Path({str(TEMPLATES)!r}))\n"
        "print(hashlib.sha256(page.encode() + render_pdf(page)).hexdigest())"
    )
    path = str(Path(__file__).resolve().parents[1])
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    page = render_html(full_paper(), TEMPLATES)
    assert digests == {hashlib.sha256(page.encode() + render_pdf(page)).hexdigest()}

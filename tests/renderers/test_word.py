"""Papers in Word: read back with python-docx and LibreOffice, and checked by a validator."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace as but
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.run import Run
from hypothesis import given, settings
from libreoffice import LibreOffice, running_libreoffice
from openxml_audit import OpenXmlValidator
from papers import figure, full_paper, money, numbered, numbered_papers, small_picture, text

from papergen.paper.document import (
    Appendix,
    Bullet,
    Detail,
    Heading,
    Illustration,
    Note,
    NumberedParagraph,
    PageBreak,
    Paper,
    Picture,
    PlainParagraph,
    Printed,
    Recommendation,
    Reference,
    Strong,
    Table,
    TableColumn,
    Text,
    plain_text,
)
from papergen.renderers.word import render_docx


@pytest.fixture(scope="module")
def house_style(checkout: Path) -> Path:
    return checkout / "templates" / "house-style.docx"


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    with running_libreoffice(tmp_path_factory.mktemp("word")) as libreoffice:
        yield libreoffice


def opened(document: bytes) -> Document:
    return docx.Document(BytesIO(document))


def forgetful(document: bytes) -> bytes:
    """The document with a question mark as the last result of each field in its text."""
    word = opened(document)
    for field in word.element.body.iter(qn("w:fldSimple")):
        for result in field.iter(qn("w:t")):
            result.text = "?"
    saved = BytesIO()
    word.save(saved)
    return saved.getvalue()


def spoken(paper: Paper) -> Iterator[tuple[str, str]]:
    """Each paragraph of a paper with its number, as a reader of it says them."""
    for block in paper.blocks:
        match block:
            case NumberedParagraph() | Recommendation():
                yield block.number, plain_text(block.content)
            case Heading() | PlainParagraph() | Bullet() | Note():
                yield "", plain_text(block.content)
            case Detail():
                yield "", f"{block.term}:\t{plain_text(block.content)}"
            case Table():
                yield "", f"Table {block.number}: {plain_text(block.caption)}"
                for row in (tuple(column.heading for column in block.columns), *block.rows):
                    yield from (("", plain_text(cell)) for cell in row)
            case Illustration():
                yield "", f"Figure {block.number}: {plain_text(block.caption)}"
                yield "", ""
            case Appendix():
                yield "", f"Appendix {block.number}: {block.title}"


def in_lines(paragraphs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Paragraphs in a line each, as LibreOffice words a reference to a heading of two lines."""
    return [(number, words.replace("\n", " ")) for number, words in paragraphs]


def has_no_orphans(paper: Paper) -> bool:
    """Whether each sub-paragraph stands below a paragraph; LibreOffice counts one in if not."""
    levels = [block.level for block in paper.blocks if isinstance(block, NumberedParagraph)]
    return all(level <= before + 1 for before, level in zip([-1, *levels], levels, strict=False))


# --- Numbers and references ---------------------------------------------------------------------


def test_numbers_and_references_are_worked_out_as_they_stand_in_the_paper(
    house_style: Path, libreoffice: LibreOffice
) -> None:
    paper = full_paper()
    document = render_docx(paper, house_style)
    as_written, worked_out = libreoffice.read(document, forgetful(document))
    assert as_written.paragraphs == list(spoken(paper))
    assert worked_out.paragraphs == list(spoken(paper))


def test_any_paper_is_valid_and_counted_in_word_as_it_is_in_the_paper(
    house_style: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    papers: list[Paper] = []

    @settings(max_examples=60)
    @given(numbered_papers().filter(has_no_orphans))
    def collect(paper: Paper) -> None:
        papers.append(paper)

    collect()
    documents = [render_docx(paper, house_style) for paper in papers]
    validator = OpenXmlValidator()
    for document in documents:
        (tmp_path / "paper.docx").write_bytes(document)
        assert not validator.validate(tmp_path / "paper.docx").errors
    readings = libreoffice.read(*map(forgetful, documents))
    for paper, reading in zip(papers, readings, strict=True):
        assert in_lines(reading.paragraphs) == in_lines(spoken(paper))


def test_paragraph_put_in_between_moves_all_numbers_and_references(
    house_style: Path, libreoffice: LibreOffice
) -> None:
    paper = numbered(
        Heading(1, text("Title")),
        NumberedParagraph((Text("See "), Reference("two"), Text(" and "), Reference("sub"))),
        NumberedParagraph(text("The second."), 0, "two"),
        NumberedParagraph(text("A sub-paragraph."), 1, "sub"),
        NumberedParagraph((Text("As "), Reference("sub", "{number}"), Text(" says."))),
    )
    (reading,) = libreoffice.read(render_docx(paper, house_style), insert_before="The second.")
    assert reading.paragraphs == [
        ("", "Title"),
        ("1", "See paragraph 3 and paragraph 3(a)"),
        ("2", "Put in between"),
        ("3", "The second."),
        ("(a)", "A sub-paragraph."),
        ("4", "As 3(a) says."),
    ]


def test_letters_and_numerals_run_on_as_in_the_paper(
    house_style: Path, libreoffice: LibreOffice
) -> None:
    paper = numbered(
        Heading(1, text("Title")),
        *(NumberedParagraph(text("top")) for _ in range(11)),
        *(NumberedParagraph(text("sub"), 1) for _ in range(28)),
        *(NumberedParagraph(text("below"), 2, f"below-{count}") for count in range(9)),
        NumberedParagraph((Reference("below-8"),)),
    )
    (reading,) = libreoffice.read(forgetful(render_docx(paper, house_style)))
    assert reading.paragraphs == list(spoken(paper))
    assert reading.paragraphs[-1] == ("12", "paragraph 11(bb)(ix)")


def test_reference_in_other_words_leads_to_its_target(house_style: Path) -> None:
    paper = numbered(
        Heading(1, text("Title")),
        Heading(2, text("Costs"), "costs"),
        NumberedParagraph((Reference("costs", "what it costs"), Reference("annex"))),
        Appendix("1", "Annex", "annex"),
    )
    links = opened(render_docx(paper, house_style)).paragraphs[2].hyperlinks
    assert [(link.fragment, link.text) for link in links] == [
        ("costs", "what it costs"),
        ("annex", "Appendix 1"),
    ]


def test_every_bookmark_referred_to_is_there_once(house_style: Path) -> None:
    body = opened(render_docx(full_paper(), house_style)).element.body
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    fields = [each.get(qn("w:instr")).split() for each in body.iter(qn("w:fldSimple"))]
    referred = {words[1] for words in fields if words[0] == "REF"}
    referred |= {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
    assert len(referred) > 8
    assert referred <= set(names)


# --- Word's own means ---------------------------------------------------------------------------


def test_what_a_paragraph_is_its_style_says(house_style: Path) -> None:
    word = opened(render_docx(full_paper(), house_style))
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles[:3] == ["Heading 1", "Detail", "Detail"]
    assert set(styles) == {
        *("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Detail", "Recommendation"),
        *("Numbered Paragraph", "Numbered Paragraph 2", "Numbered Paragraph 3", "Body Text"),
        *("Bullet", "Bullet 2", "Caption", "Note", "Appendix Entry"),
    }


def test_header_rows_repeat_and_rows_stay_whole(
    house_style: Path, libreoffice: LibreOffice
) -> None:
    columns = (TableColumn(text("Year")), TableColumn(text("Deficit (£m)"), "right"))
    rows = tuple((text(f"Year {count}"), (money("84.5"),)) for count in range(100))
    paper = numbered(Heading(1, text("Title")), Table(text("All years"), columns, rows))
    document = render_docx(paper, house_style)
    (reading,) = libreoffice.read(document)
    assert reading.repeated == [True]
    pages = reading.pages()
    assert len(pages) == 3
    assert all("Year Deficit (£m)" in page for page in pages)
    word_rows = opened(document).element.body.iter(qn("w:tr"))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in word_rows)


def test_caption_and_short_table_and_note_stay_on_one_page(
    house_style: Path, libreoffice: LibreOffice
) -> None:
    paper = numbered(
        Heading(1, text("Title")),
        *(NumberedParagraph(text(f"Paragraph {count}.")) for count in range(27)),
        Table(text("Short"), (TableColumn(text("A")),), ((text("first"),), (text("last"),))),
        Note(text("Where it comes from.")),
    )
    (reading,) = libreoffice.read(render_docx(paper, house_style))
    *_, page = reading.pages()
    assert "Table 1: Short\nA\nfirst\nlast\nWhere it comes from." in page


def test_columns_have_the_widths_and_alignments_of_the_paper(house_style: Path) -> None:
    columns = (
        TableColumn(text("Condition"), "left", 0.5),
        TableColumn(text("RAG"), "centre", 0.2),
        TableColumn(text("£m"), "right", 0.3),
    )
    paper = numbered(
        Heading(1, text("Title")),
        Table(text("Status"), columns, ((text("1"), text("Red"), (money("1.5"),)),)),
    )
    (table,) = opened(render_docx(paper, house_style)).tables
    assert [round(column.width.mm) for column in table.columns] == [80, 32, 48]
    header, row = ([cell.paragraphs[0] for cell in row.cells] for row in table.rows)
    assert [each.style.name for each in header] == ["Table Heading"] * 3
    assert [each.style.name for each in row] == ["Table Text", "Table Text", "Table Number"]
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    assert [each.alignment for each in header] == [None, centre, right]
    assert row[2].style.paragraph_format.alignment == right


def test_columns_without_widths_get_room_by_what_they_hold(house_style: Path) -> None:
    _, table = opened(render_docx(full_paper(), house_style)).tables
    widths = [column.width.mm for column in table.columns]
    assert sum(widths) == pytest.approx(160, abs=0.1)
    assert widths[2] == max(widths)  # “Revised forecast”
    assert widths[0] == min(widths)  # “2024/25”


def test_tables_charts_and_pictures_have_words_for_who_cannot_see_them(house_style: Path) -> None:
    body = opened(render_docx(full_paper(), house_style)).element.body
    titles = [each.get(qn("w:val")) for each in body.iter(qn("w:tblCaption"))]
    assert titles[0] == "Table 1: Status of the conditions at the end of August 2024"
    columns = [each.get(qn("w:val")) for each in body.iter(qn("w:tblDescription"))]
    assert columns[0] == "Columns: Condition; Status; RAG rating; See"
    described = [each.get("descr") for each in body.iter(qn("wp:docPr"))]
    shown = [block.shows for block in full_paper().blocks if isinstance(block, Illustration)]
    assert described == [each.alternative for each in shown]


def test_picture_wider_than_the_page_is_made_to_fit(house_style: Path) -> None:
    picture = Picture(small_picture(), "image/png", "A plan.", 400)
    paper = numbered(Heading(1, text("Title")), Illustration(picture, text("Plan")))
    (shape,) = opened(render_docx(paper, house_style)).inline_shapes
    assert shape.width.mm == pytest.approx(160, abs=0.1)
    assert shape.height.mm == pytest.approx(65, abs=0.1)


def test_links_lead_where_the_paper_says_and_look_like_links(house_style: Path) -> None:
    document = opened(render_docx(full_paper(), house_style))
    links = [link for each in document.paragraphs for link in each.hyperlinks if link.address]
    assert [(link.address, link.text) for link in links] == [
        ("mailto:officer@example.org", "officer@example.org"),
        ("https://www.example.org/send?a=1&b=2", "the programme’s page"),
        ("07-appendix-1-strategy.pdf", "SEND and AP Strategy"),
        ("07-appendix-2-report.pdf", "Second monitoring report"),
    ]
    assert {run.style.name for link in links for run in link.runs} == {"Hyperlink"}


def test_strong_words_are_bold_in_a_bold_caption_too(house_style: Path) -> None:
    strong = (Text("All "), Strong((Printed("£84.5m", figure("84.5")),)))
    columns, rows = (TableColumn(text("A")),), ((text("a"),),)
    paper = numbered(Heading(1, text("Title")), Table(strong, columns, rows))
    caption = opened(render_docx(paper, house_style)).paragraphs[1]
    *_, run = (Run(element, caption) for element in caption._p.xpath(".//w:r"))
    assert (run.text, run.style.name, run.bold) == ("£84.5m", "Strong", True)


def test_line_feeds_become_line_breaks_and_what_xml_forbids_is_left_out(house_style: Path) -> None:
    paper = numbered(
        Heading(1, text("Title")), PlainParagraph(text("one\ntwo\r\nthree\x00\x0b\ud800 & <b>"))
    )
    paragraph = opened(render_docx(paper, house_style)).paragraphs[1]
    assert paragraph.text == "one\ntwo\nthree & <b>"
    assert len(list(paragraph._p.iter(qn("w:br")))) == 2


def test_what_follows_a_page_break_begins_a_page(
    house_style: Path, libreoffice: LibreOffice
) -> None:
    paper = numbered(
        Heading(1, text("Title")),
        PageBreak(),
        Table(text("On page two"), (TableColumn(text("A")),), ((text("a"),),)),
        PageBreak(),
        Heading(2, text("On page three")),
    )
    (reading,) = libreoffice.read(render_docx(paper, house_style))
    assert [page.splitlines()[1] for page in reading.pages()] == [
        "Title",
        "Table 1: On page two",
        "On page three",
    ]


def test_paragraph_after_a_table_keeps_its_distance(house_style: Path) -> None:
    table = Table(text("All"), (TableColumn(text("A")),), ((text("a"),),))
    paper = numbered(Heading(1, text("Title")), table, NumberedParagraph(text("After.")))
    word = opened(render_docx(paper, house_style))
    above = word.styles["Caption"].paragraph_format.space_before
    assert above and word.paragraphs[-1].paragraph_format.space_before == above


def test_table_of_five_thousand_rows_is_written(house_style: Path) -> None:
    columns = tuple(TableColumn(text(f"Column {count}")) for count in range(6))
    rows = tuple(tuple(text(f"{row}.{column}") for column in range(6)) for row in range(5000))
    paper = numbered(Heading(1, text("Title")), Table(text("All"), columns, rows))
    body = opened(render_docx(paper, house_style)).element.body
    assert sum(1 for _ in body.iter(qn("w:tr"))) == 5001


# --- Pages and properties -----------------------------------------------------------------------


def test_pages_have_the_papers_header_and_are_counted(
    house_style: Path, libreoffice: LibreOffice
) -> None:
    (reading,) = libreoffice.read(render_docx(full_paper(), house_style))
    pages = reading.pages()
    for count, page in enumerate(pages, start=1):
        first, *_, last = page.splitlines()
        assert first == "Schools Forum, 10 October 2024, item 7"
        assert last == f"Page {count} of {len(pages)}"


def test_landscape_paper_lies_on_its_long_side(house_style: Path) -> None:
    word = opened(render_docx(but(full_paper(), landscape=True), house_style))
    (section,) = word.sections
    assert section.orientation == WD_ORIENTATION.LANDSCAPE
    assert section.page_width.mm == pytest.approx(297, abs=0.1)
    assert section.page_height.mm == pytest.approx(210, abs=0.1)
    widths = [column.width.mm for column in word.tables[0].columns]
    assert sum(widths) == pytest.approx(247, abs=0.1)


def test_properties_are_the_papers(house_style: Path) -> None:
    paper = full_paper()
    document = render_docx(paper, house_style)
    properties = opened(document).core_properties
    assert (properties.title, properties.author) == (paper.title, paper.author)
    assert (properties.subject, properties.language) == (paper.subject, "en-GB")
    assert properties.last_modified_by == paper.author
    midnight = datetime(2024, 10, 10, tzinfo=timezone.utc)
    assert properties.created == properties.modified == midnight
    names = ZipFile(BytesIO(document)).namelist()
    assert names[0] == "[Content_Types].xml"
    assert "docProps/app.xml" not in names


def test_word_opens_it_in_no_older_mode_and_asks_nothing(house_style: Path) -> None:
    settings_of_word = opened(render_docx(full_paper(), house_style)).settings.element
    modes = {
        each.get(qn("w:name")): each.get(qn("w:val"))
        for each in settings_of_word.iter(qn("w:compatSetting"))
    }
    assert modes["compatibilityMode"] == "15"
    assert settings_of_word.find(qn("w:updateFields")) is None


def test_text_is_marked_as_in_the_papers_language(house_style: Path) -> None:
    word = opened(render_docx(but(full_paper(), language="cy-GB"), house_style))
    (language,) = word.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert language.get(qn("w:val")) == word.core_properties.language == "cy-GB"


def test_same_paper_gives_the_same_bytes_on_every_run(house_style: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from papers import full_paper\n"
        "from papergen.renderers.word import render_docx\n"
        f"sys.stdout.buffer.write(render_docx(full_paper(), Path({str(house_style)!r})))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    tests = str(Path(__file__).parent.parent)
    elsewhere = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": tests},
        capture_output=True,
        check=True,
    )
    assert elsewhere.stdout == render_docx(full_paper(), house_style)

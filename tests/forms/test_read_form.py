"""Filled Word forms read into papers: what stands in Word stands in the paper, or is a fault."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from papers import full_paper, numbered_papers, small_picture
from small_forms import (
    HOUSE_STYLE,
    PAGE,
    add_table,
    captioned,
    empty_form,
    entry,
    filled,
    form,
    opened,
    read,
    saved,
    saved_again,
)

from papergen.cell import Cell
from papergen.figure import Figure, Unit
from papergen.finding import Severity
from papergen.inputs.condition_tracker import Status
from papergen.paper.document import (
    Appendix,
    Block,
    Bullet,
    Chart,
    Detail,
    Emphasis,
    Heading,
    Illustration,
    Inlines,
    Link,
    Note,
    NumberedParagraph,
    PageBreak,
    Paper,
    Picture,
    PlainParagraph,
    Recommendation,
    Reference,
    Strong,
    Table,
    Text,
    plain_text,
)
from papergen.paper.imprint import Imprint
from papergen.paper.occurrence import occurrences
from papergen.renderers.word import render_docx

TITLE = ("Heading 1", "Monitoring report")
CHART = (
    '{{ line_chart("Deficit", unit="£m", categories=["2023/24", "2024/25"], '
    'series={"Agreement": [a, b]}, alternative="It rises.", decimals=1) }}'
)


def blocks(document: Document) -> list[Block]:
    """The blocks below the title of a document that has no faults."""
    document.paragraphs[0].insert_paragraph_before(TITLE[1], TITLE[0])
    paper, findings = read(saved(document))
    assert not len(findings), [finding.found for finding in findings]
    return list(paper.blocks[1:])


def faults(document: Document) -> list[str]:
    """The codes of what is wrong with a document, below its title."""
    document.paragraphs[0].insert_paragraph_before(TITLE[1], TITLE[0])
    _, findings = read(saved(document))
    assert all(finding.place.file == "form.docx" for finding in findings)
    return [finding.code for finding in findings]


def with_xml(xml: str, style: str = "Body Text") -> Document:
    """A document with a paragraph that holds some XML."""
    document = empty_form()
    paragraph = document.add_paragraph(style=style)
    wrapped = parse_xml(f"<w:p {nsdecls('w', 'r', 'm', 'wp', 'a')}>{xml}</w:p>")
    paragraph._p.extend(list(wrapped))
    return document


def words(content: Inlines) -> str:
    return plain_text(content)


def t(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


# --- Paragraphs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "block"),
    [
        ("Heading 2", Heading(2, (Text("Words"),))),
        ("Heading 4", Heading(4, (Text("Words"),))),
        ("Body Text", PlainParagraph((Text("Words"),))),
        ("Normal", PlainParagraph((Text("Words"),))),
        ("Bullet", Bullet((Text("Words"),))),
        ("Bullet 2", Bullet((Text("Words"),), 1)),
        ("Note", Note((Text("Words"),))),
        ("Numbered Paragraph", NumberedParagraph((Text("Words"),), 0, number="1")),
        ("Recommendation", Recommendation((Text("Words"),), number="(a)")),
    ],
)
def test_style_says_what_a_paragraph_is(style: str, block: Block) -> None:
    assert blocks(form((style, "Words"))) == [block]


def test_numbered_paragraphs_have_the_numbers_that_word_gives_them() -> None:
    document = form(
        ("Numbered Paragraph", "one"),
        ("Numbered Paragraph 2", "a"),
        ("Numbered Paragraph 3", "i"),
        ("Numbered Paragraph", "two"),
    )
    numbers = [block.number for block in blocks(document) if isinstance(block, NumberedParagraph)]
    assert numbers == ["1", "(a)", "(i)", "2"]


@pytest.mark.parametrize("text", ["Report of:\tA. Officer: lead", "Report of\tA. Officer: lead"])
def test_detail_is_a_term_and_what_follows(text: str) -> None:
    assert blocks(form(("Detail", text))) == [Detail("Report of", (Text("A. Officer: lead"),))]


def test_strong_and_emphasised_text_is_read_whether_by_format_or_by_style() -> None:
    document = with_xml(
        t("a ")
        + t("b", "<w:b/>")
        + t("c", '<w:rStyle w:val="Strong"/>')
        + t(" d", '<w:b w:val="0"/>')
        + t("e", "<w:i/>")
    )
    (block,) = blocks(document)
    assert isinstance(block, PlainParagraph)
    assert block.content == (
        Text("a "),
        Strong((Text("bc"),)),
        Text(" d"),
        Emphasis((Text("e"),)),
    )


def test_links_are_read_whether_word_keeps_them_as_elements_or_as_fields() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + t("there")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = with_xml(f'<w:hyperlink r:id="rId99">{t("here")}</w:hyperlink>{t(" or ")}{field}')
    document.part.rels.add_relationship(
        RELATIONSHIP_TYPE.HYPERLINK, "mailto:a@example.org", "rId99", is_external=True
    )
    (block,) = blocks(document)
    assert isinstance(block, PlainParagraph)
    assert block.content == (
        Link("mailto:a@example.org", (Text("here"),)),
        Text(" or "),
        Link("https://example.org/b", (Text("there"),)),
    )


def test_what_word_shows_is_read_and_what_it_hides_is_not() -> None:
    document = with_xml(
        t("a")
        + f'<w:ins w:id="1" w:author="x">{t("b")}</w:ins>'
        + '<w:del w:id="2" w:author="x"><w:r><w:delText>no</w:delText></w:r></w:del>'
        + f"<w:sdt><w:sdtContent>{t('c')}</w:sdtContent></w:sdt>"
        + t("no", "<w:vanish/>")
        + "<w:r><w:noBreakHyphen/><w:t>d</w:t><w:tab/><w:t>e</w:t><w:br/><w:t>f</w:t></w:r>"
        + '<w:fldSimple w:instr=" PAGE ">'
        + t("g")
        + "</w:fldSimple>"
    )
    (block,) = blocks(document)
    assert isinstance(block, PlainParagraph)
    assert words(block.content) == "abc\N{NON-BREAKING HYPHEN}d\te\nfg"


def test_page_breaks_are_read_wherever_word_keeps_them() -> None:
    document = form("one", "two", "three", "four", "five")
    _, two, three, four, _ = document.paragraphs
    two.paragraph_format.page_break_before = True
    three.insert_paragraph_before("").add_run().add_break(WD_BREAK.PAGE)
    four.add_run().add_break(WD_BREAK.PAGE)
    found = [words(b.content) if isinstance(b, PlainParagraph) else b for b in blocks(document)]
    assert found == ["one", PageBreak(), "two", PageBreak(), "three", "four", PageBreak(), "five"]


def test_header_is_no_part_of_the_paper_and_pages_lie_as_in_word() -> None:
    document = form(TITLE, header="In the header")
    section = document.sections[0]
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    paper, _ = read(saved(document))
    assert [type(block) for block in paper.blocks] == [Heading]
    assert paper.landscape
    assert (paper.title, paper.header, paper.dated) == (PAGE.title, PAGE.header, PAGE.dated)


# --- Tables, charts, pictures ---------------------------------------------------------------------


def test_table_has_its_caption_its_cells_and_its_widths() -> None:
    document = form(captioned("Table", "Spending (£m)"), [["Year", "Spent"], ["2024/25", "1.5"]])
    (table,) = blocks(document)
    assert isinstance(table, Table)
    assert (words(table.caption), table.number) == ("Spending (£m)", "1")
    assert [words(column.heading) for column in table.columns] == ["Year", "Spent"]
    assert [[words(cell) for cell in row] for row in table.rows] == [["2024/25", "1.5"]]
    assert [column.width for column in table.columns] == [pytest.approx(0.5)] * 2


def test_column_is_set_as_all_of_its_cells_are() -> None:
    rows = [["A", "B", "C", "D"], ["1", "2", "3", "4"], ["5", "6", "7", "8"]]
    document = form(captioned("Table", "x"), rows)
    for row in document.tables[0].rows[1:]:
        row.cells[1].paragraphs[0].style = "Table Number"
        row.cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.tables[0].cell(1, 3).paragraphs[0].style = "Table Number"
    (table,) = blocks(document)
    assert isinstance(table, Table)
    assert [column.alignment for column in table.columns] == ["left", "right", "centre", "left"]


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    document = form(captioned("Table", "x"), [["A"], ["one"]])
    document.tables[0].cell(1, 0).add_paragraph("two", "Table Text")
    (table,) = blocks(document)
    assert isinstance(table, Table)
    assert words(table.rows[0][0]) == "one\ntwo"


def test_chart_has_its_caption_its_words_and_its_numbers(tmp_path: Path) -> None:
    a, b = (Figure(Decimal(value), Unit.MILLIONS) for value in ("56.247", "84.5"))
    document = form(TITLE, captioned("Figure", "The deficit"), CHART)
    paper, findings = read(filled(document, tmp_path, a=a, b=b))
    assert not len(findings)
    figure = paper.blocks[1]
    assert isinstance(figure, Illustration) and isinstance(figure.shows, Chart)
    assert (words(figure.caption), figure.number) == ("The deficit", "1")
    chart = figure.shows
    assert (chart.kind, chart.title, chart.alternative) == ("line", "Deficit", "It rises.")
    assert (chart.unit, chart.decimals, chart.categories) == ("£m", 1, ("2023/24", "2024/25"))
    assert [(series.name, series.points) for series in chart.series] == [("Agreement", (a, b))]


def with_picture(alternative: str = "The site.") -> Document:
    document = form(captioned("Figure", "The site"))
    document.add_picture(BytesIO(small_picture()))
    next(iter(document.inline_shapes))._inline.docPr.set("descr", alternative)
    return document


def test_picture_has_its_caption_and_its_words() -> None:
    (figure,) = blocks(with_picture())
    assert isinstance(figure, Illustration)
    shown = figure.shows
    assert isinstance(shown, Picture)
    assert (shown.content, shown.media_type) == (small_picture(), "image/png")
    assert shown.alternative == "The site."
    assert shown.width == pytest.approx(640 / 72 * 25.4, rel=0.01)


# --- Filled and read ------------------------------------------------------------------------------


def flat(paper: Paper) -> list[object]:
    """What a reader sees of a paper: kinds, numbers, words, cells and charts."""
    return [_flat(block) for block in paper.blocks]


def _flat(block: Block) -> object:
    match block:
        case Table(caption, columns, rows):
            headings = [words(column.heading) for column in columns]
            cells = [[words(cell) for cell in row] for row in rows]
            return "table", block.number, words(caption), headings, cells
        case Illustration(Chart() as chart, caption):
            series = [(each.name, each.points) for each in chart.series]
            return "chart", block.number, words(caption), chart.categories, series
        case Illustration(shown, caption):
            return "picture", block.number, words(caption), shown.alternative
        case Appendix():
            return PlainParagraph, f"Appendix {block.number}: {block.title}"
        case Detail():
            return Detail, block.term, words(block.content)
        case PageBreak():
            return block
        case NumberedParagraph() | Recommendation():
            return type(block), block.number, words(block.content)
        case _:
            return type(block), words(block.content)


def test_paper_written_in_word_and_read_is_the_same_paper() -> None:
    paper = full_paper()
    again, findings = read(render_docx(paper, HOUSE_STYLE))
    assert not len(findings), [finding.found for finding in findings]
    assert flat(again) == flat(paper)


@given(paper=numbered_papers())
@settings(max_examples=15)
def test_words_and_numbers_of_any_paper_are_read_from_word(paper: Paper) -> None:
    again, _ = read(render_docx(paper, HOUSE_STYLE))
    numbers = [block.number for block in paper.blocks if isinstance(block, NumberedParagraph)]
    assert [
        block.number for block in again.blocks if isinstance(block, NumberedParagraph)
    ] == numbers
    said = [words(block.content) for block in paper.blocks if isinstance(block, NumberedParagraph)]
    assert [
        words(block.content) for block in again.blocks if isinstance(block, NumberedParagraph)
    ] == said


def test_form_saved_again_by_libreoffice_is_the_same_paper(tmp_path: Path) -> None:
    document = form(
        TITLE,
        ("Detail", "Report of:\tA. Officer"),
        ("Heading 2", "Progress"),
        ("Numbered Paragraph", "One – “two” & three."),
        ("Numbered Paragraph 2", "Below."),
        ("Bullet", "An item."),
        captioned("Table", "Risks"),
        [["Risk", "Score"], ["Late", "12"]],
        captioned("Figure", "Deficit"),
        CHART,
        ("Note", "A note."),
    )
    document.tables[0].cell(1, 1).paragraphs[0].style = "Table Number"
    values = {
        name: Figure(Decimal(value), Unit.MILLIONS) for name, value in (("a", "1"), ("b", "2"))
    }
    content = filled(document, tmp_path, **values)
    paper, findings = read(content)
    assert not len(findings)
    again, findings = read(saved_again(content, tmp_path))
    # LibreOffice leaves out a chart's alternative text.
    assert {finding.code for finding in findings} == {"missing-alternative"}
    assert flat(again) == flat(paper)


def test_references_to_captions_are_references_in_the_paper() -> None:
    label = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>{}<w:bookmarkEnd w:id="1"/>'
    document = with_xml(
        t("See ") + f'<w:fldSimple w:instr=" REF _Ref1 \\h ">{t("Table 1")}</w:fldSimple>'
    )
    caption = document.add_paragraph(style="Caption")
    number = t("Table ") + f'<w:fldSimple w:instr=" SEQ Table ">{t("1")}</w:fldSimple>'
    caption._p.extend(
        list(parse_xml(f"<w:p {nsdecls('w')}>{label.format(number)}{t(': x')}</w:p>"))
    )
    add_table(document, [["A"], ["b"]])
    paragraph, table = blocks(document)
    assert isinstance(paragraph, PlainParagraph) and isinstance(table, Table)
    assert table.label
    assert paragraph.content == (
        Text("See "),
        Reference(table.label, "Table {number}", "table", "1"),
    )


def printed(paper: Paper) -> list[Imprint]:
    return [occurrence.imprint for occurrence in occurrences(paper)]


def valued_form(folder: Path) -> bytes:
    """A form that prints a figure, a status, a date and a text, each from a cell."""
    document = form(
        ("Heading 1", "The report of {{ day|date }}"),
        "It is {{ deficit|millions(1) }}, {{ status|lower_first }}.",
        captioned("Table", "At the end of {{ day|month }}"),
        [["Text", "{{ day|month }}"], ["{{ text }}", "{{ deficit|in_millions }}"]],
        "{{ text|narrative }}",
        header="{{ text }}",
    )
    deficit = Figure(
        Decimal("84.56"), Unit.MILLIONS, (Cell("p.xlsx", "Agreement", "D14"),), "Deficit, 2024/25"
    )
    return filled(
        document,
        folder,
        deficit=deficit,
        status=entry(Status.NOT_ON_TRACK),
        day=entry(date(2024, 8, 28)),
        text=entry("One & <two>.\nThree."),
    )


def test_values_know_in_the_paper_what_they_are_and_where_they_come_from(tmp_path: Path) -> None:
    paper, findings = read(valued_form(tmp_path))
    assert not len(findings)
    found = printed(paper)
    assert [each.text for each in found] == [
        "28 August 2024",
        "£84.6m",
        "not on track",
        "August 2024",
        "August 2024",
        "One & <two>.\nThree.",
        "84.560",
        "One & <two>. Three.",
    ]
    figure = found[1]
    assert (figure.kind, figure.name, figure.wording) == (
        "figure",
        "Deficit, 2024/25",
        "millions 1",
    )
    assert (figure.value, figure.unit) == ("84.56", "£m")
    assert figure.cells == (Cell("p.xlsx", "Agreement", "D14"),)
    assert [each.kind for each in found[:3]] == ["date", "figure", "status"]
    assert all(each.id for each in found)


def test_values_have_the_same_ids_in_word_and_in_the_paper(tmp_path: Path) -> None:
    content = valued_form(tmp_path)
    paper, _ = read(content)
    tagged = re.findall(r'<w:tag w:val="([a-z0-9-]+)"', opened(content).element.xml)
    assert [each.id for each in printed(paper)] == tagged


def test_value_that_was_typed_over_is_a_text_of_its_own(tmp_path: Path) -> None:
    document = opened(valued_form(tmp_path))
    for text in document.element.body.iter(qn("w:t")):
        if text.text == "£84.6m":
            text.text = "£85m"
    paper, _ = read(saved(document))
    assert "£85m" in words(paper.blocks[1].content)  # type: ignore[union-attr]
    assert "£84.6m" not in [each.text for each in printed(paper)]


# --- Faults ---------------------------------------------------------------------------------------


def table_form(change: Callable[[Document], object]) -> Document:
    rows = [["A", "B"], ["1", "2"], ["3", "4"]]
    document = form(captioned("Table", "Numbers"), rows, "After")
    change(document)
    return document


def merge_across(document: Document) -> None:
    document.tables[0].cell(1, 0).merge(document.tables[0].cell(1, 1))


def merge_down(document: Document) -> None:
    document.tables[0].cell(1, 0).merge(document.tables[0].cell(2, 0))


def drop_a_cell(document: Document) -> None:
    row = document.tables[0].rows[1]._tr
    row.remove(row.tc_lst[1])


def put_a_table_in_a_cell(document: Document) -> None:
    document.tables[0].cell(1, 0).add_table(1, 1)


def forget_the_header_row(document: Document) -> None:
    row = document.tables[0].rows[0]._tr
    row.remove(row.trPr)


def repeat_two_rows(document: Document) -> None:
    row = document.tables[0].rows[1]._tr
    row.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def put_a_picture_in_a_cell(document: Document) -> None:
    paragraph: Paragraph = document.tables[0].cell(1, 0).paragraphs[0]
    paragraph.add_run().add_picture(BytesIO(small_picture()))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (merge_across, "merged-cells"),
        (merge_down, "merged-cells"),
        (drop_a_cell, "merged-cells"),
        (put_a_table_in_a_cell, "merged-cells"),
        (forget_the_header_row, "header-row"),
        (repeat_two_rows, "header-row"),
        (put_a_picture_in_a_cell, "not-in-papers"),
    ],
)
def test_table_that_no_paper_can_have_is_a_fault(
    change: Callable[[Document], object], code: str
) -> None:
    assert faults(table_form(change)) == [code]


def test_empty_cell_is_a_warning() -> None:
    document = table_form(lambda document: setattr(document.tables[0].cell(1, 1), "text", ""))
    document.paragraphs[0].insert_paragraph_before(*reversed(TITLE))
    _, findings = read(saved(document))
    assert [(each.code, each.severity) for each in findings] == [("empty-cell", Severity.WARNING)]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ([[["A"], ["b"]]], ["missing-caption"]),
        ([("Caption", "Numbers"), [["A"], ["b"]]], ["caption-number"]),
        ([captioned("Table", "Numbers", 2), [["A"], ["b"]]], ["caption-number"]),
        ([captioned("Figure", "Numbers"), [["A"], ["b"]]], ["caption-number"]),
        ([captioned("Table", "Numbers"), "Text"], ["caption-without-table"]),
        (
            [captioned("Table", "a"), captioned("Table", "b"), [["A"], ["b"]]],
            ["caption-without-table"],
        ),
    ],
)
def test_caption_that_would_say_something_else_in_the_pdf_is_a_fault(
    content: list, codes: list[str]  # type: ignore[type-arg]
) -> None:
    assert faults(form("Before", *content)) == codes


def test_picture_without_words_is_a_fault() -> None:
    assert faults(with_picture(alternative=" ")) == ["missing-alternative"]


@pytest.mark.parametrize(
    "xml",
    [
        "<w:r><w:footnoteReference w:id='2'/></w:r>",
        "<w:r><w:endnoteReference w:id='2'/></w:r>",
        "<w:r><w:pict/></w:r>",
        "<w:r><w:object/></w:r>",
        "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>",
        "<m:oMath/>",
        "<w:r><mc:AlternateContent "
        "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'/></w:r>",
        "<w:r><w:drawing><wp:inline><wp:extent cx='1' cy='1'/><wp:docPr id='1' name='x'/>"
        "<a:graphic/></wp:inline></w:drawing></w:r>",
    ],
)
def test_what_no_paper_can_show_is_a_fault_and_not_lost(xml: str) -> None:
    document = with_xml(t("The words nearby") + xml)
    document.paragraphs[0].insert_paragraph_before(*reversed(TITLE))
    _, findings = read(saved(document))
    (finding,) = findings
    assert finding.code == "not-in-papers"
    assert finding.place.near == "The words nearby"


def test_list_made_by_hand_is_a_fault() -> None:
    document = form("An item")
    numbering = parse_xml(
        f"<w:numPr {nsdecls('w')}><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    )
    document.paragraphs[0]._p.get_or_add_pPr().append(numbering)
    assert faults(document) == ["list-by-hand"]


@pytest.mark.parametrize("titles", [0, 2])
def test_paper_has_one_title(titles: int) -> None:
    _, findings = read(saved(form("Text", *[TITLE] * titles)))
    assert [finding.code for finding in findings] == ["one-title"]

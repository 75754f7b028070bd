"""Paragraphs have the numbers that LibreOffice gives them, which knows nothing of papergen."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import HealthCheck, Phase, given, settings
from libreoffice import LibreOffice, running_libreoffice
from papers import full_paper, numbered_papers

from papergen.ooxml.list_numbers import ListNumber, list_numbers
from papergen.paper.document import NumberedParagraph, Paper
from papergen.renderers.word import render_docx

HOUSE_STYLE = Path(__file__).resolve().parents[2] / "templates" / "house-style.docx"


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    with running_libreoffice(tmp_path_factory.mktemp("numbers")) as libreoffice:
        yield libreoffice


def labels(content: bytes) -> list[str]:
    """The number before each paragraph of a document, in order; nothing for those without."""
    document = docx.Document(BytesIO(content))
    numbers = list_numbers(document)
    nothing = ListNumber("", "")
    return [
        numbers.get(paragraph, nothing).printed
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


def test_paragraphs_are_numbered_as_libreoffice_numbers_them(libreoffice: LibreOffice) -> None:
    papers = [full_paper()]

    @settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(paper=numbered_papers())
    def collect(paper: Paper) -> None:
        papers.append(paper)

    collect()
    documents = [render_docx(paper, HOUSE_STYLE) for paper in papers]
    for document, reading in zip(documents, libreoffice.read(*documents), strict=True):
        theirs = [label if label.strip("•–") else "" for label, _ in reading.paragraphs]
        assert labels(document) == theirs


def test_numbers_in_full_have_those_of_the_paragraphs_above() -> None:
    paper = full_paper()
    document = docx.Document(BytesIO(render_docx(paper, HOUSE_STYLE)))
    full = [number.full for number in list_numbers(document).values()]
    levels = [block.level for block in paper.blocks if isinstance(block, NumberedParagraph)]
    assert [number.count("(") for number in full if number[0].isdigit()] == levels
    assert full[2:8] == ["1", "2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)"]


NUMBERING = f"""<w:numbering {nsdecls('w')}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlRestart w:val="0"/>
<w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_lists_of_other_makes_are_counted_as_the_standard_says() -> None:
    document = docx.Document()
    document.part.numbering_part._element = parse_xml(NUMBERING)
    steps = [
        ("1", 0),
        ("1", 1),
        ("1", 2),
        ("1", 0),
        ("1", 1),
        ("1", 2),
        ("2", 0),
        ("2", 0),
        ("1", 0),
    ]
    for list_id, level in steps:
        properties = document.add_paragraph("x")._p.get_or_add_pPr()
        numbered = OxmlElement("w:numPr")
        numbered.append(OxmlElement("w:ilvl", {qn("w:val"): str(level)}))
        numbered.append(OxmlElement("w:numId", {qn("w:val"): list_id}))
        properties.append(numbered)
    numbers = list(list_numbers(document).values())
    assert [each.printed for each in numbers] == [
        *("III.", "III.1", "A)", "IV.", "IV.1", "B)", "IX.", "X.", "XI.")
    ]
    assert [each.full for each in numbers][:3] == ["III", "III.1", "III.1A)"]


def test_a_paragraph_taken_out_of_its_styles_list_has_no_number() -> None:
    document = docx.Document(str(HOUSE_STYLE))
    body = document.element.body
    for element in list(body):
        if element is not body.sectPr:
            body.remove(element)
    for words in ("one", "out", "two"):
        paragraph = document.add_paragraph(words, style="Numbered Paragraph")
        if words == "out":
            properties = paragraph._p.get_or_add_pPr()
            numbered = OxmlElement("w:numPr")
            numbered.append(OxmlElement("w:numId", {qn("w:val"): "0"}))
            properties.append(numbered)
    numbers = list_numbers(document)
    assert [numbers[each._p].full for each in document.paragraphs if each._p in numbers] == [
        "1",
        "2",
    ]

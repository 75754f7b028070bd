"""Headers of the house style take the paper's line, and keep what else is in them."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from papers import small_picture

from papergen.ooxml.section import fill_headers


@pytest.fixture
def document(checkout: Path) -> Document:
    return docx.Document(str(checkout / "templates" / "house-style.docx"))


def test_line_takes_the_place_of_the_sample_and_a_crest_stays(document: Document) -> None:
    (section,) = document.sections
    sample = section.header.paragraphs[0]
    crest = sample.insert_paragraph_before(style="Header")
    crest.add_run("Council ").add_picture(BytesIO(small_picture()))
    fill_headers(section, "Schools Forum\x00, item 7")
    assert [each.text for each in section.header.paragraphs] == [
        "Council ",
        "Schools Forum, item 7",
    ]
    assert len(section.header.part.rels) == 1


def test_first_and_even_pages_are_filled_if_they_have_a_sample(document: Document) -> None:
    (section,) = document.sections
    section.even_page_header.add_paragraph("Sample", style="Header")
    section.first_page_header.is_linked_to_previous = False
    fill_headers(section, "Schools Forum")
    assert section.even_page_header.paragraphs[-1].text == "Schools Forum"
    assert section.header.paragraphs[0].text == "Schools Forum"
    assert [each.text for each in section.first_page_header.paragraphs] == [""]


def test_header_without_sample_gets_a_paragraph(document: Document) -> None:
    (section,) = document.sections
    section.header.paragraphs[0].text = ""
    fill_headers(section, "Schools Forum")
    assert [each.text for each in section.header.paragraphs] == ["", "Schools Forum"]

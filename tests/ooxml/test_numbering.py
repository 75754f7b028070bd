"""Levels of lists are found by the style, in whatever way Word has written them down."""

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from papergen.ooxml.numbering import Level, level_of_style

LETTERS = "<w:numFmt w:val='upperLetter'/><w:lvlText w:val='%1)'/>"


@pytest.fixture
def document(checkout: Path) -> Document:
    return docx.Document(str(checkout / "templates" / "house-style.docx"))


def number_as(document: Document, style: str, number: int) -> None:
    """Link a style to a list."""
    properties = document.styles[style].element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0


def define(document: Document, *elements: str) -> None:
    """Add ``w:abstractNum`` and ``w:num`` elements to the lists of a document."""
    numbering = document.part.numbering_part.element
    for element in elements:
        numbering.append(parse_xml(element.replace(" ", f" {nsdecls('w')} ", 1)))


def test_level_is_the_one_that_the_style_is_linked_to(document: Document) -> None:
    style = document.styles["Numbered Paragraph 2"]
    assert level_of_style(document, style) == Level("1", 1, "lowerLetter", "(%2)")


def test_style_has_the_level_of_the_style_it_is_based_on(document: Document) -> None:
    style = document.styles.add_style("Numbered Paragraph, indented", 1)
    style.base_style = document.styles["Numbered Paragraph"]
    assert level_of_style(document, style) == Level("1", 0, "decimal", "%1")


def test_style_outside_all_lists_has_no_level(document: Document) -> None:
    assert level_of_style(document, document.styles["Note"]) is None


@pytest.mark.parametrize("number", [0, 99])
def test_style_in_a_list_that_is_not_there_has_no_level(document: Document, number: int) -> None:
    number_as(document, "Note", number)  # 0 takes a paragraph out of a list
    assert level_of_style(document, document.styles["Note"]) is None


def test_level_of_a_list_that_overrides_another(document: Document) -> None:
    define(
        document,
        "<w:num w:numId='9'><w:abstractNumId w:val='0'/>"
        f"<w:lvlOverride w:ilvl='0'><w:lvl w:ilvl='0'>{LETTERS}</w:lvl></w:lvlOverride></w:num>",
    )
    number_as(document, "Note", 9)
    assert level_of_style(document, document.styles["Note"]) == Level("9", 0, "upperLetter", "%1)")


def test_level_of_a_list_style(document: Document) -> None:
    define(
        document,
        "<w:abstractNum w:abstractNumId='8'><w:styleLink w:val='OurList'/>"
        f"<w:lvl w:ilvl='0'>{LETTERS}</w:lvl></w:abstractNum>",
        "<w:abstractNum w:abstractNumId='9'><w:numStyleLink w:val='OurList'/></w:abstractNum>",
        "<w:num w:numId='9'><w:abstractNumId w:val='9'/></w:num>",
    )
    number_as(document, "Note", 9)
    assert level_of_style(document, document.styles["Note"]) == Level("9", 0, "upperLetter", "%1)")

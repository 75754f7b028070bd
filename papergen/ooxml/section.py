"""The section of a document: its pages and the headers on them (ECMA-376 part 1, 17.6, 17.10)."""

from __future__ import annotations

from docx.drawing import Drawing
from docx.enum.section import WD_ORIENTATION
from docx.section import Section
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from papergen.ooxml.text import without_forbidden


def turn_pages(section: Section, landscape: bool) -> None:
    """Lay the pages on their long side or their short one, if they are not so already."""
    sides = sorted((section.page_width or Mm(210), section.page_height or Mm(297)))
    section.page_width, section.page_height = reversed(sides) if landscape else sides
    section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT


def text_width(section: Section) -> Length:
    """Return the width between the margins."""
    margins = (section.left_margin or 0) + (section.right_margin or 0) + (section.gutter or 0)
    return Length((section.page_width or Mm(210)) - margins)


def fill_headers(section: Section, line: str) -> None:
    """Put a line in the place of the sample text in each of the section's headers.

    The sample is the first paragraph in the style “Header” that has words. What else there is, such
    as a crest, stays, and so does a header without words. If no header takes the line, the one of
    all pages gets a paragraph for it.
    """
    headers = (section.header, section.first_page_header, section.even_page_header)
    samples = [
        next((each for each in header.paragraphs if _is_sample(each)), None)
        for header in headers
        if not header.is_linked_to_previous
    ]
    filled = [sample for sample in samples if sample is not None]
    for sample in filled or [section.header.add_paragraph(style="Header")]:
        sample.text = without_forbidden(line)


def _is_sample(paragraph: Paragraph) -> bool:
    style = paragraph.style
    pictures = (
        piece
        for run in paragraph.runs
        for piece in run.iter_inner_content()
        if isinstance(piece, Drawing)
    )
    return (
        style is not None
        and style.name == "Header"
        and bool(paragraph.text.strip())
        and not any(pictures)
    )

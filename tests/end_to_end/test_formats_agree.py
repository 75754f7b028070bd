"""The three formats of a paper say the same, number for number and word for word."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
import lxml.html
import pdfplumber
import pytest
from published import Paper, without_spaces
from pypdf import PdfReader

PAPERS = ("07-send-transformation-update", "07-appendix-2-dfe-monitoring-report")


@pytest.mark.parametrize("name", PAPERS)
def test_word_pdf_and_page_say_the_same(papers: dict[str, Paper], name: str) -> None:
    pieces = papers[name].pieces
    assert pieces["docx"] == pieces["html"]
    assert without_spaces(pieces["pdf"]) == without_spaces(pieces["html"])


@pytest.mark.parametrize("name", PAPERS)
def test_charts_have_the_same_words_in_their_place(papers: dict[str, Paper], name: str) -> None:
    alternatives = papers[name].alternatives
    assert alternatives["docx"] == alternatives["html"] == alternatives["pdf"]
    assert len(alternatives["html"]) == 2
    assert all(re.search(r"[a-z]\. .*\w\.\Z", words) for words in alternatives["html"])


@pytest.mark.parametrize("name", PAPERS)
def test_every_reference_names_what_is_there(papers: dict[str, Paper], name: str) -> None:
    pieces = papers[name].pieces["docx"]
    captions = {
        caption[0]
        for piece in pieces
        if (caption := re.match(r"(Table|Figure) [0-9]+(?=: )", piece.words))
    }
    referred = {
        number for piece in pieces for number in re.findall(r"(?:Table|Figure) [0-9]+", piece.words)
    }
    assert referred == captions
    for kind in ("Table", "Figure"):
        counted = sum(caption.startswith(kind) for caption in captions)
        assert {f"{kind} {number}" for number in range(1, counted + 1)} <= captions
    paragraphs = [int(piece.number) for piece in pieces if piece.number.isdigit()]
    assert paragraphs == list(range(1, len(paragraphs) + 1))


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_is_headed_by_the_meeting_and_item(built: Path, name: str) -> None:
    header = "Schools Forum, 10 October 2024, item 7"
    if "appendix" in name:
        header += ", appendix 2"
    stem = built / "public" / name
    word = docx.Document(f"{stem}.docx")
    assert [section.header.paragraphs[0].text for section in word.sections] == [header]
    (heading,) = lxml.html.parse(f"{stem}.html").getroot().xpath("body/header")
    assert heading.text_content() == header
    with pdfplumber.open(f"{stem}.pdf") as pdf:
        assert all(page.extract_text().startswith(header) for page in pdf.pages)


@pytest.mark.parametrize("name", PAPERS)
def test_word_papers_are_as_long_as_the_pdf(
    built: Path, papers: dict[str, Paper], name: str
) -> None:
    in_word = len(PdfReader(BytesIO(papers[name].word_pdf)).pages)
    in_pdf = len(PdfReader(built / "public" / f"{name}.pdf").pages)
    assert abs(in_word - in_pdf) <= 1

"""The house style: what a clerk may change in Word, and what papers need of it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pdfplumber
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from libreoffice import LibreOffice, running_libreoffice
from openxml_audit import OpenXmlValidator
from papers import full_paper, numbered, text

from papergen.finding import BadInput, Finding
from papergen.paper.document import Heading, NumberedParagraph, Reference
from papergen.renderers.word import render_docx


@pytest.fixture(scope="module")
def house_style(checkout: Path) -> Path:
    return checkout / "templates" / "house-style.docx"


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    with running_libreoffice(tmp_path_factory.mktemp("house-style")) as libreoffice:
        yield libreoffice


def restyled(house_style: Path, folder: Path, change: Callable[[Document], None]) -> Path:
    """A copy of the house style that somebody has changed."""
    word = docx.Document(str(house_style))
    change(word)
    path = folder / "restyled.docx"
    word.save(str(path))
    return path


def findings(house_style: Path) -> list[Finding]:
    """What keeps a paper from being written in a house style."""
    with pytest.raises(BadInput) as error:
        render_docx(full_paper(), house_style)
    return list(error.value.findings)


def test_house_style_is_valid_and_small(house_style: Path) -> None:
    assert not OpenXmlValidator().validate(house_style).errors
    assert house_style.stat().st_size < 20_000


def test_house_style_shows_every_style_that_a_paper_is_written_in(
    house_style: Path, libreoffice: LibreOffice
) -> None:
    def shown(word: Document) -> set[str]:
        cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
        paragraphs = [*word.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
        return {paragraph.style.name for paragraph in paragraphs}

    paper = docx.Document(BytesIO(render_docx(full_paper(), house_style)))
    assert shown(paper) == shown(docx.Document(str(house_style)))
    (reading,) = libreoffice.read(house_style.read_bytes())
    assert ("(ii)", "Numbered Paragraph 3") not in reading.paragraphs
    assert ("(i)", "Numbered Paragraph 3") in reading.paragraphs


def test_house_style_can_be_made_anew(checkout: Path, tmp_path: Path) -> None:
    script = shutil.copy(checkout / "templates" / "make_house_style.py", tmp_path)
    subprocess.run([sys.executable, script], env={"PYTHONPATH": str(checkout)}, check=True)
    made = tmp_path / "house-style.docx"
    assert not OpenXmlValidator().validate(made).errors
    assert render_docx(full_paper(), made)


def test_restyling_shows_in_the_paper(
    house_style: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    def change(word: Document) -> None:
        word.styles["Numbered Paragraph"].font.name = "DejaVu Serif"
        word.styles["Numbered Paragraph"].font.size = Pt(15)
        word.sections[0].left_margin = Mm(60)

    document = render_docx(full_paper(), restyled(house_style, tmp_path, change))
    (reading,) = libreoffice.read(document)
    with pdfplumber.open(BytesIO(reading.pdf)) as pdf:
        characters = pdf.pages[0].chars
    serif = [each for each in characters if "DejaVuSerif" in each["fontname"]]
    assert "The agreement was signed" in "".join(each["text"] for each in serif)
    assert {round(each["size"]) for each in serif} == {15}
    assert min(each["x0"] for each in characters) == pytest.approx(60 / 25.4 * 72, abs=1)


def test_house_style_saved_by_libreoffice_serves_as_well(
    house_style: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--convert-to", "docx", "--outdir", tmp_path, house_style],
        capture_output=True,
        check=True,
    )
    paper = numbered(
        Heading(1, text("Title")),
        NumberedParagraph(text("Top.")),
        NumberedParagraph(text("Below."), 1, "below"),
        NumberedParagraph((Reference("below"),)),
    )
    (reading,) = libreoffice.read(render_docx(paper, tmp_path / house_style.name))
    assert reading.paragraphs == [
        ("", "Title"),
        ("1", "Top."),
        ("(a)", "Below."),
        ("2", "paragraph 1(a)"),
    ]


def test_missing_styles_are_all_named(house_style: Path, tmp_path: Path) -> None:
    def change(word: Document) -> None:
        word.styles["Recommendation"].name = "Recomendation"
        word.styles["Hyperlink"].delete()
        word.styles["Paper Table"].delete()

    found = findings(restyled(house_style, tmp_path, change))
    assert [str(finding.place) for finding in found] == ["restyled.docx"] * 3
    assert [finding.found for finding in found] == [
        "no paragraph style “Recommendation”",
        "no character style “Hyperlink”",
        "no table style “Paper Table”",
    ]
    assert found[0].mend == (
        "In Word, give the style “Recomendation” back the name “Recommendation”."
    )
    assert found[1].mend == "In Word, add a character style of this name."


def test_numbers_that_would_not_agree_with_the_paper_are_found(
    house_style: Path, tmp_path: Path
) -> None:
    def change(word: Document) -> None:
        body, *_ = word.part.numbering_part.element.iterchildren(qn("w:abstractNum"))
        for level, printed in zip(body.iter(qn("w:lvlText")), ("%1.", "%1.%2"), strict=False):
            level.set(qn("w:val"), printed)
        properties = word.styles["Recommendation"].element.pPr
        properties.remove(properties.numPr)

    found = findings(restyled(house_style, tmp_path, change))
    assert [(finding.found, finding.expected) for finding in found] == [
        (
            "the style “Numbered Paragraph” numbered as %1. (decimal)",
            "numbers as papers have them: 1, 2, 3 without a full stop",
        ),
        (
            "the style “Numbered Paragraph 2” numbered as %1.%2 (lowerLetter)",
            "numbers as papers have them: (a), (b), (c) without a full stop",
        ),
        (
            "the style “Recommendation” without numbering",
            "numbers as papers have them: (a), (b), (c) without a full stop",
        ),
    ]


def test_levels_of_several_lists_are_found(house_style: Path, tmp_path: Path) -> None:
    def change(word: Document) -> None:
        numbering = word.part.numbering_part.element
        word.styles["Numbered Paragraph 2"].element.pPr.numPr.numId.val = numbering.add_num(0).numId

    (finding,) = findings(restyled(house_style, tmp_path, change))
    assert finding.found == "numbered paragraphs in several lists"


@pytest.mark.parametrize("content", ["none", "empty", "words", "zip"])
def test_house_style_that_is_no_word_document_is_found(content: str, tmp_path: Path) -> None:
    path = tmp_path / "house-style.docx"
    if content == "zip":
        ZipFile(path, "w").close()
    elif content != "none":
        path.write_text("" if content == "empty" else content)
    (finding,) = findings(path)
    assert finding.place.file == "house-style.docx"
    assert finding.found == ("no such file" if content == "none" else "no Word document")

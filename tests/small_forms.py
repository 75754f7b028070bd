"""Small Word forms, made with python-docx as somebody makes them in Word, and filled in."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from papergen.cell import Cell, Entry
from papergen.finding import Findings
from papergen.forms.fill import fill_form
from papergen.forms.read import read_form
from papergen.paper.compose import TitlePage
from papergen.paper.document import Paper, PaperKey

HOUSE_STYLE = Path(__file__).resolve().parent.parent / "templates" / "house-style.docx"
FORM = "form.docx"
PAGE = TitlePage(
    "Monitoring report",
    "Schools Forum, 10 October 2024, item 7, appendix 2",
    "A. Officer",
    "SEND Transformation Update",
    date(2024, 10, 10),
    key=PaperKey("2024-10-10", 7, 2),
)

Content = str | tuple[str, str] | list[Sequence[str]]


def entry(value: object) -> Entry[object]:
    """What a cell of a workbook says."""
    return Entry(value, Cell("condition_tracker.xlsx", "Conditions", "B5"))


def empty_form() -> Document:
    """A document in the house style, with nothing in it."""
    document = docx.Document(str(HOUSE_STYLE))
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    return document


def form(*content: Content, header: str = "") -> Document:
    """A form.

    :param content: paragraphs of body text, or of the style named first; tables as rows of cells.
    """
    document = empty_form()
    for each in content:
        if isinstance(each, str):
            document.add_paragraph(each, "Body Text")
        elif isinstance(each, tuple):
            document.add_paragraph(each[1], each[0])
        else:
            add_table(document, each)
    document.sections[0].header.paragraphs[0].text = header
    return document


def add_table(document: Document, rows: list[Sequence[str]]) -> None:
    """Add a table whose first row is its header row."""
    table = document.add_table(len(rows), len(rows[0]), "Paper Table")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = "Table Text"
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)


def captioned(word: str, text: str, number: int = 1) -> tuple[str, str]:
    """A caption, such as stands above a table or chart."""
    return "Caption", f"{word} {number}: {text}"


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def filled(document: Document, folder: Path, **names: object) -> bytes:
    """The bytes of a form filled in."""
    document.save(str(folder / FORM))
    return fill_form(FORM, [folder], names, PAGE)


def opened(content: bytes) -> Document:
    """A document as python-docx reads it."""
    return docx.Document(BytesIO(content))


def shown(element: Any) -> str:
    """The words of a paragraph or cell; python-docx leaves out those in content controls."""
    lines = []
    for paragraph in element.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        lines.append("".join(_SHOWN.get(piece.tag, piece.text or "") for piece in pieces))
    return "\n".join(lines)


_SHOWN = {qn("w:br"): "\n", qn("w:tab"): "\t"}


def texts(document: Document) -> list[str]:
    """The text of each paragraph of the body, those in tables left out."""
    return [shown(paragraph._p) for paragraph in document.paragraphs]


def cells(document: Document, number: int = 0) -> list[list[str]]:
    """The texts in a table."""
    return [[shown(cell._tc) for cell in row.cells] for row in document.tables[number].rows]


def read(content: bytes) -> tuple[Paper, Findings]:
    """The paper that a document holds, and what was found."""
    findings = Findings()
    return read_form(content, FORM, PAGE, findings), findings


def saved_again(content: bytes, folder: Path) -> bytes:
    """A Word document as LibreOffice saves it."""
    return _converted(content, "docx", folder)


def as_pdf(content: bytes, folder: Path) -> bytes:
    """A Word document as LibreOffice prints it."""
    return _converted(content, "pdf", folder)


def _converted(content: bytes, kind: str, folder: Path) -> bytes:
    document = folder / "document.docx"
    document.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--convert-to", kind, "--outdir", folder / "converted", document],
        check=True,
        capture_output=True,
    )
    return (folder / "converted" / f"document.{kind}").read_bytes()

"""Tracked changes are accepted as LibreOffice accepts them."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from edited_papers import SAVER
from libreoffice import running_libreoffice

from papergen.ooxml.tracked_changes import accept_changes

WHO = 'w:author="A. Clerk" w:date="2024-10-01T00:00:00Z"'


def run(words: str, deleted: bool = False) -> str:
    tag = "delText" if deleted else "t"
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def inserted(number: int, words: str) -> str:
    return f'<w:ins w:id="{number}" {WHO}>{run(words)}</w:ins>'


def deleted(number: int, words: str) -> str:
    return f'<w:del w:id="{number}" {WHO}>{run(words, deleted=True)}</w:del>'


def paragraph(content: str, mark: str = "") -> str:
    properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{properties}{content}</w:p>"


def row(content: str, mark: str = "") -> str:
    properties = f"<w:trPr>{mark}</w:trPr>" if mark else ""
    width = "<w:tcPr><w:tcW w:w='4000' w:type='dxa'/></w:tcPr>"
    return f"<w:tr>{properties}<w:tc>{width}{paragraph(content)}</w:tc></w:tr>"


DELETED_MARK = f'<w:del w:id="40" {WHO}/>'
BODY = (
    paragraph(run("It costs ") + deleted(1, "£84.5m") + inserted(2, "£85.1m") + run(" in all.")),
    paragraph(run("This goes on "), DELETED_MARK),
    paragraph(run("in what was the next paragraph.")),
    paragraph(deleted(3, "All of this goes."), DELETED_MARK.replace("40", "41")),
    paragraph(run("Between.")),
    paragraph(inserted(4, "All of this is new."), f'<w:ins w:id="42" {WHO}/>'),
    "<w:tbl><w:tblPr><w:tblW w:w='4000' w:type='dxa'/></w:tblPr>"
    "<w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid>"
    + row(run("Heading"))
    + row(deleted(5, "Goes"), DELETED_MARK.replace("40", "43"))
    + row(run("Stays"))
    + "</w:tbl>",
    paragraph(run("The end.")),
)


def changed_document() -> Document:
    document = docx.Document()
    end: Any = document.element.body.sectPr
    for each in BODY:
        end.addprevious(parse_xml(each.replace(">", f" {nsdecls('w')}>", 1)))
    return document


def words(document: Document) -> list[str]:
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


def test_accepted_changes_leave_what_libreoffice_leaves(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = changed_document()
    path = tmp_path / "changed.docx"
    document.save(str(path))
    with running_libreoffice(tmp_path_factory.mktemp("changes")) as libreoffice:
        command = ["/usr/bin/python3", SAVER, libreoffice.pipe, "accept", path]
        subprocess.run(command, check=True, timeout=60)
    theirs = docx.Document(BytesIO(Path(f"{path}.saved.docx").read_bytes()))
    accept_changes(document.element.body)
    assert words(document) == words(theirs)
    assert words(document) == [
        "It costs £85.1m in all.",
        "This goes on in what was the next paragraph.",
        "Between.",
        "All of this is new.",
        "Heading",
        "Stays",
        "The end.",
    ]


def test_nothing_of_the_changes_is_left() -> None:
    document = changed_document()
    accept_changes(document.element.body)
    marks = [qn(tag) for tag in ("w:ins", "w:del", "w:moveFrom", "w:moveTo")]
    assert list(document.element.body.iter(*marks)) == []

"""Saved documents: their properties, and nothing of whoever made them."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from papergen.ooxml.package import save_document

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document: Document, title: str = "Title", author: str = "A. Officer") -> bytes:
    return save_document(
        document, title=title, author=author, subject="Schools Forum", dated=date(2024, 10, 10)
    )


def test_properties_are_those_given_and_no_others() -> None:
    document = docx.Document()
    document.core_properties.keywords = "draft, mine"
    document.core_properties.last_modified_by = "somebody"
    document.core_properties.revision = 17
    read = docx.Document(BytesIO(saved(document))).core_properties
    assert (read.title, read.author, read.last_modified_by) == ("Title", "A. Officer", "A. Officer")
    assert (read.keywords, read.comments, read.revision) == ("", "", 1)


def test_nothing_tells_of_the_editor_or_the_machine() -> None:
    document = docx.Document()  # python-docx's own, with a picture of its first page
    settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    path = "file:///C:/Users/somebody/house.dotx"
    kind = f"{RELATIONS}/attachedTemplate"
    relation = settings.relate_to(path, kind, is_external=True)
    template = OxmlElement("w:attachedTemplate", {qn("r:id"): relation})
    document.settings.element.insert(0, template)
    with ZipFile(BytesIO(saved(document))) as package:
        names = package.namelist()
        everything = b"".join(package.read(name) for name in names)
    assert "docProps/app.xml" not in names
    assert "docProps/thumbnail.jpeg" not in names
    assert b"somebody" not in everything
    assert b"attachedTemplate" not in everything
    assert b"python-docx" not in everything


def test_long_title_is_cut_to_what_word_allows() -> None:
    document = docx.Document(BytesIO(saved(docx.Document(), "word " * 100, "bell\x07")))
    assert len(document.core_properties.title) == 255
    assert document.core_properties.author == "bell"


def test_bytes_are_the_same_and_without_times() -> None:
    first = saved(docx.Document())
    with ZipFile(BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = package.namelist()
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    assert saved(docx.Document()) == first

"""The package of a Word document: its properties, and its parts in a zip (ECMA-376 part 2)."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from papergen.ooxml.text import without_forbidden

_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_PROPERTY = 255  # characters that Word allows

# What Word notes of the machine and the last editor: company, minutes spent, a picture of page 1.
_PERSONAL = {
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
}


def save_document(
    document: Document,
    *,
    title: str,
    author: str,
    subject: str,
    dated: date,
    language: str = "en-GB",
) -> bytes:
    """Return the bytes of a ``.docx`` file, the same for the same document.

    Its properties are those given and no others; nothing tells of the machine, or of whoever
    edited the house style or form that it began as.

    :param dated: stands as the time of creation and of the last change, at midnight UTC.
    :param language: BCP 47 tag, of the properties and of all text whose style names no other.
    """
    _set_properties(document, title, author, subject, dated, language)
    _set_language(document, language)
    _forget_editor(document)
    written = BytesIO()
    document.save(written)
    return _zip_again(written)


def _set_properties(
    document: Document, title: str, author: str, subject: str, dated: date, language: str
) -> None:
    properties = document.core_properties
    properties.title = _property(title)
    properties.author = properties.last_modified_by = _property(author)
    properties.subject = _property(subject)
    properties.language = language
    properties.created = properties.modified = datetime.combine(dated, time())
    properties.revision = 1
    kept = {"title", "creator", "lastModifiedBy", "subject", "language"}
    kept |= {"created", "modified", "revision"}
    element = properties._element  # python-docx can empty a property, but not take it away
    for each in list(element):
        if each.tag.partition("}")[2] not in kept:
            element.remove(each)


def _forget_editor(document: Document) -> None:
    """Take away what the house style or form tells of whoever edited it last, and where."""
    relations = document.part.package.rels
    for relation in list(relations.values()):
        if relation.reltype in _PERSONAL:
            del relations[relation.rId]
    settings = document.settings.element
    for template in settings.findall(qn("w:attachedTemplate")):  # a path on somebody's disk
        document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).drop_rel(template.get(qn("r:id")))
        settings.remove(template)


def _property(text: str) -> str:
    return without_forbidden(text)[:_LONGEST_PROPERTY]


def _set_language(document: Document, language: str) -> None:
    """Set the language of the document's defaults (ECMA-376 part 1, 17.7.5.5)."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    if defaults is None:
        return
    for named in defaults.iter(qn("w:lang")):
        named.set(qn("w:val"), language)


def _zip_again(written: BytesIO) -> bytes:
    """Return a zip of the same files without times, the content types first, then by name."""
    zipped = BytesIO()
    with ZipFile(written) as source, ZipFile(zipped, "w", ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name))
        for name in names:
            entry = ZipInfo(name)  # dated 1980-01-01, the first day that a zip knows
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # as on Windows, wherever it is made
            target.writestr(entry, source.read(name))
    return zipped.getvalue()

"""A Word document part by part, for changing little of it and leaving all else as it is."""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from papergen.ooxml.figure_store import read_store
from papergen.ooxml.package_copy import UnreadablePackage, with_parts

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONSHIP = f"{{{_RELATIONSHIPS}}}Relationship"
_PROPERTIES = RELATIONSHIP_TYPE.CUSTOM_XML_PROPS
_STORIES = {
    RELATIONSHIP_TYPE.HEADER: "page header",
    RELATIONSHIP_TYPE.FOOTER: "page footer",
    RELATIONSHIP_TYPE.FOOTNOTES: "footnote",
    RELATIONSHIP_TYPE.ENDNOTES: "endnote",
}
_DAMAGED = "it is damaged, or protected by a password"
_START = re.compile(rb"\A(\xef\xbb\xbf)?(\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to by a relationship (ECMA-376 part 2, 9.3).

    :param target: the name of the part in the zip, or an address outside.
    """

    id: str
    kind: str
    target: str
    is_external: bool


@dataclass(slots=True)
class _Part:
    """A part that was parsed: what stood before its root, and its root as it was."""

    start: bytes
    root: _Element
    before: bytes


class WordFile:
    """A Word document whose parts are read as they are asked for, and may be changed.

    :param content: of the file.
    :raises UnreadablePackage: if it is no Word document, or is protected by a password.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._parts: dict[str, _Part] = {}
        self._replaced: dict[str, bytes] = {}
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, NotImplementedError) as error:
            raise UnreadablePackage(_DAMAGED) from error
        self._names = set(self._zip.namelist())
        self.main = self._main()
        self.document = self.xml(self.main)

    def _main(self) -> str:
        for relation in self.relations(""):
            if relation.kind == RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
                return relation.target
        raise UnreadablePackage("it has no document in it")

    def read(self, part: str) -> bytes:
        """Return the content of a part as it was.

        :raises UnreadablePackage: if there is no such part, or it is damaged.
        """
        try:
            return self._zip.read(part)
        except (KeyError, BadZipFile, zlib.error, RuntimeError, EOFError) as error:
            raise UnreadablePackage(_DAMAGED) from error

    def has(self, part: str) -> bool:
        """Return whether there is a part of some name."""
        return part in self._names

    def relations(self, part: str) -> Iterator[Relation]:
        """Yield what a part refers to; what the package does, for the part ``""``."""
        folder, name = posixpath.split(part)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(file):
            return
        for each in _parsed(self.read(file)).iter(_RELATIONSHIP):
            target, external = each.get("Target", ""), each.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield Relation(each.get("Id", ""), each.get("Type", ""), target, external)

    def xml(self, part: str) -> _Element:
        """Return the root of a part: always the same, so that it may be changed in place.

        :raises UnreadablePackage: if there is no such part, or it is no XML.
        """
        if part not in self._parts:
            content = self.read(part)
            found = _START.match(content)
            start = found[0] if found else b""
            if _OTHER_ENCODING.search(start):
                start = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            root = _parsed(content)
            self._parts[part] = _Part(start, root, etree.tostring(root, encoding="UTF-8"))
        return self._parts[part].root

    def stories(self) -> Iterator[tuple[str, _Element]]:
        """Yield the root of each part with text, and what it is in words; nothing for the body."""
        yield "", self.document
        for relation in self.relations(self.main):
            if relation.kind in _STORIES and self.has(relation.target):
                yield _STORIES[relation.kind], self.xml(relation.target)

    def store(self) -> _Element | None:
        """Return the ``p:figures`` that the document's controls are bound to, if there is one."""
        part = self._store_part()
        return self.xml(part) if part else None

    def _store_part(self) -> str:
        for relation in self.relations(self.main):
            if relation.kind != RELATIONSHIP_TYPE.CUSTOM_XML or not self.has(relation.target):
                continue
            if read_store(self.read(relation.target)) is not None:
                return relation.target
        return ""

    def mend_store(self) -> None:
        """Relate the store to its properties, by which programs know it, if it is not any more.

        LibreOffice 7 leaves the relationship out, and loses the store when it saves the next time.
        """
        store = self._store_part()
        folder, name = posixpath.split(store)
        properties = posixpath.join(folder, name.replace("item", "itemProps", 1))
        known = any(each.kind == _PROPERTIES for each in self.relations(store))
        if store and not known and self.has(properties):
            self._replaced[posixpath.join(folder, "_rels", f"{name}.rels")] = _related(properties)

    def styles(self) -> frozenset[str]:
        """Return the ids of the document's styles."""
        return frozenset(
            style.get(qn("w:styleId"), "")
            for relation in self.relations(self.main)
            if relation.kind == RELATIONSHIP_TYPE.STYLES and self.has(relation.target)
            for style in _parsed(self.read(relation.target)).iter(qn("w:style"))
        )

    def replace(self, part: str, content: bytes) -> None:
        """Give a part another content."""
        self._replaced[part] = content

    def saved(self) -> bytes:
        """Return the file with what was changed; if nothing was, the very bytes that it was."""
        parts = {
            name: content
            for name, content in self._replaced.items()
            if not self.has(name) or content != self.read(name)
        }
        for name, part in self._parts.items():
            now = etree.tostring(part.root, encoding="UTF-8")
            if now != part.before:
                parts[name] = part.start + now
        return with_parts(self._content, parts) if parts else self._content


def _related(properties: str) -> bytes:
    """Return the relationships of a store: one, with its properties."""
    root = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
    target = posixpath.basename(properties)
    etree.SubElement(root, _RELATIONSHIP, Id="rId1", Type=_PROPERTIES, Target=target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parsed(content: bytes) -> _Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadablePackage(_DAMAGED) from error

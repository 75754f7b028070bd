"""Names and ids that a document may hold only once, made unique after a loop has repeated them."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml.etree import _Element

_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def keep_unique(root: _Element) -> None:
    """Take out of a story, in place, every name and id that it holds already.

    Bookmarks (ECMA-376 part 1, 17.13.6.2) keep the first of a name, content controls (17.5.2.18)
    the first of an id, and paragraphs theirs. What refers to them still finds the first.
    """
    _keep_bookmarks(root)
    _keep_ids(root)


def _keep_bookmarks(root: _Element) -> None:
    names: set[str] = set()
    opened: dict[str, str | None] = {}
    for element in list(root.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        key = element.get(qn("w:id"), "")
        if element.tag == qn("w:bookmarkEnd"):
            new = opened.pop(key, None)
        else:
            name = element.get(qn("w:name"), "")
            new = opened[key] = None if name in names else str(len(names))
            names.add(name)
        if new is None:
            _remove(element)
        else:
            element.set(qn("w:id"), new)


def _keep_ids(root: _Element) -> None:
    controls: set[str] = set()
    for properties in root.iter(qn("w:sdtPr")):
        for element in properties.findall(qn("w:id")):
            if element.get(qn("w:val")) in controls:
                properties.remove(element)
            controls.add(element.get(qn("w:val"), ""))
    paragraphs: set[str] = set()
    for element in root.iter(qn("w:p"), qn("w:tr")):
        if element.get(_PARAGRAPH_ID) in paragraphs:
            del element.attrib[_PARAGRAPH_ID]
        paragraphs.add(element.get(_PARAGRAPH_ID, ""))


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

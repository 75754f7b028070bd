"""Tracked changes, all of them accepted (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.tracking import DELETED, INSERTED


def accept_changes(story: _Element) -> None:
    """Take away what is deleted in a story, and let what is inserted stand, in place.

    :param story: the body, or the root of a header, a footer or the notes.
    """
    _delete(story, "w:tc", "w:tcPr", (qn("w:cellDel"),))
    _delete(story, "w:tr", "w:trPr", (qn("w:del"),))
    for table in list(story.iter(qn("w:tbl"))):
        if next(table.iter(qn("w:tc")), None) is None:
            _remove(table)
    for paragraph in list(story.iter(qn("w:p"))):
        if any(_mark_is(paragraph, tag) for tag in DELETED):
            _join_to_next(paragraph)
    for deleted in list(story.iter(*DELETED)):
        _remove(deleted)
    for inserted in list(story.iter(*INSERTED)):
        _unwrap(inserted)


def _delete(story: _Element, tag: str, properties: str, marks: tuple[str, ...]) -> None:
    """Remove the rows or cells that are marked as deleted."""
    for element in list(story.iter(qn(tag))):
        found = element.find(qn(properties))
        if found is not None and any(found.find(mark) is not None for mark in marks):
            _remove(element)


def _mark_is(paragraph: _Element, tag: str) -> bool:
    """Return whether the mark that ends a paragraph is deleted or moved away (17.13.5.15)."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{tag}") is not None


def _join_to_next(paragraph: _Element) -> None:
    """Let the content of a paragraph begin the next, whose mark, and so whose style, stays."""
    following = paragraph.getnext()
    while following is not None and following.tag in {
        qn("w:bookmarkStart"),
        qn("w:bookmarkEnd"),
        qn("w:proofErr"),
    }:
        following = following.getnext()
    content = [child for child in paragraph if child.tag != qn("w:pPr")]
    if following is None or following.tag != qn("w:p"):
        return
    place = 1 if following.find(qn("w:pPr")) is not None else 0
    following[place:place] = content
    _remove(paragraph)


def _unwrap(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

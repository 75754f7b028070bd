"""Numbering: the levels of lists, which Word counts by itself (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list.

    :param list_id: of the list that it is a level of.
    :param number: of the level, from 0.
    :param format: how it counts: ``decimal``, ``lowerLetter``, ``lowerRoman``, ``bullet``.
    :param text: what is printed: ``(%2)`` for a number in parentheses at level 1.
    """

    list_id: str
    number: int
    format: str
    text: str


def level_of_style(document: Document, style: ParagraphStyle) -> Level | None:
    """Return the level of a list that a style is linked to, itself or by what it is based on."""
    based: ParagraphStyle | None = style
    while based is not None:
        properties = based.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is not None:
            return _level(document, properties)
        based = based.base_style if isinstance(based.base_style, ParagraphStyle) else None
    return None


def _level(document: Document, properties: _Element) -> Level | None:
    """Return the level that a ``w:numPr`` names, as its list or its abstract list defines it."""
    list_id, number = _value(properties, "w:numId"), _value(properties, "w:ilvl") or "0"
    named = _by_id(numbering_of(document), "w:num", "w:numId", list_id)
    if named is None:
        return None
    override = _by_id(named, "w:lvlOverride", "w:ilvl", number)
    level = _by_id(override, "w:lvl", "w:ilvl", number)
    if level is None:
        abstract = _abstract(numbering_of(document), _value(named, "w:abstractNumId"))
        level = _by_id(abstract, "w:lvl", "w:ilvl", number)
    if level is None:
        return None
    return Level(list_id, int(number), _value(level, "w:numFmt"), _value(level, "w:lvlText"))


def numbering_of(document: Document) -> _Element | None:
    """Return the root of the numbering part, or nothing if the document has none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            element: _Element = document.part.numbering_part.element
            return element
    return None


def _abstract(numbering: _Element | None, identity: str) -> _Element | None:
    """Return a ``w:abstractNum``, or the one of the list style that it leaves its levels to."""
    abstract = _by_id(numbering, "w:abstractNum", "w:abstractNumId", identity)
    link = "" if abstract is None else _value(abstract, "w:numStyleLink")
    if numbering is None or not link:
        return abstract
    others = numbering.iterchildren(qn("w:abstractNum"))
    return next((each for each in others if _value(each, "w:styleLink") == link), None)


def _by_id(parent: _Element | None, tag: str, attribute: str, value: str) -> _Element | None:
    children = () if parent is None else parent.iterchildren(qn(tag))
    return next((child for child in children if child.get(qn(attribute)) == value), None)


def _value(parent: _Element, tag: str) -> str:
    child = parent.find(qn(tag))
    return "" if child is None else child.get(qn("w:val"), "")

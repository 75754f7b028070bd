"""Putting values in the place of placeholders in a story of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

from papergen.ooxml.paragraph import drawing_run
from papergen.ooxml.paragraph import run as text_run
from papergen.ooxml.text import without_forbidden
from papergen.paper.document import Chart, Inline, Picture, Printed, plain_text
from papergen.paper.placeholder import OPEN, Content, Passage

Split = Callable[[str], Iterable[str | Content]]
Draw = Callable[[Chart | Picture], _Element]
Bind = Callable[[Printed, _Element], _Element]

_ONCE = {qn("w:sectPr"), qn("w:pageBreakBefore")}  # what only one of several paragraphs may have


def fill_story(root: _Element, split: Split, draw: Draw, bind: Bind, bullet_style: str) -> None:
    """Fill in every placeholder in a story (body, header, footer) in place.

    Values take the format of the text in which their placeholder stands. The alternative text of a
    drawing may hold placeholders too.

    :param split: parts a text into strings and what its placeholders stand for.
    :param draw: returns the ``w:drawing`` of a chart or picture.
    :param bind: returns what stands for a run that prints a value: a content control, or the run.
    :param bullet_style: id of the paragraph style for the bullets of a narrative.
    """
    for text in list(root.iter(qn("w:t"))):
        if OPEN in (text.text or ""):
            _fill_text(text, split, draw, bind, bullet_style)
    for properties in root.iter(qn("wp:docPr")):
        words = properties.get("descr", "")
        if OPEN in words:
            filled = "".join(map(_plain, split(words)))
            properties.set("descr", without_forbidden(filled))


def unfilled(root: _Element) -> Iterator[str]:
    """Yield the text of each element that still holds a placeholder: where none can be filled in,
    such as the code of a field."""
    for element in root.iter("*"):
        if any(OPEN in text for text in (element.text or "", *map(str, element.attrib.values()))):
            yield element.text or ""


def _fill_text(text: _Element, split: Split, draw: Draw, bind: Bind, bullet_style: str) -> None:
    run = _parent(text)
    before = [child for child in text.itersiblings(preceding=True) if child.tag != qn("w:rPr")]
    if before:
        earlier = OxmlElement("w:r")
        earlier.extend(reversed(before))
        run.addprevious(_formatted(earlier, run))
    for piece in list(split(text.text or "")):
        # Each is put into the story before the next is made: a drawing takes the next free id.
        match piece:
            case str():
                run.addprevious(_formatted(text_run(piece), run))
            case Chart() | Picture():
                run.addprevious(_formatted(drawing_run(draw(piece)), run))
            case Passage():
                _fill_passage(run, piece, bind, bullet_style)
            case _:
                for inline in piece:
                    run.addprevious(_inline(inline, run, bind))
    run.remove(text)
    if all(child.tag == qn("w:rPr") for child in run):
        _parent(run).remove(run)


def _inline(inline: Inline, run: _Element, bind: Bind) -> _Element:
    """Return an inline in the format of a run; a value that has words is bound."""
    words = plain_text((inline,))
    new = _formatted(text_run(words), run)
    return bind(inline, new) if isinstance(inline, Printed) and words else new


def _plain(piece: str | Content) -> str:
    match piece:
        case str():
            return piece
        case Chart() | Picture():
            return piece.alternative
        case Passage(paragraphs):
            return " ".join(str(each.content) for each in paragraphs)
        case _:
            return plain_text(piece)


def _formatted(new: _Element, run: _Element) -> _Element:
    """Return a new run in the format of another."""
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        new.insert(0, deepcopy(properties))
    return new


def _fill_passage(run: _Element, passage: Passage, bind: Bind, bullet_style: str) -> None:
    """Put the paragraphs of a narrative before a run, each a paragraph like the one it stands in.

    What stands before the run in its paragraph begins the first, and the run and what stands after
    it end the last. In a table, whose cells have no room for bullets, and in a link, they are lines
    of one paragraph.
    """
    paragraph = _parent(run)
    in_table = any(each.tag == qn("w:tc") for each in run.iterancestors())
    if paragraph.tag != qn("w:p") or in_table:
        _fill_lines(run, passage, bind)
        return
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = OxmlElement("w:pPr")
        paragraph.insert(0, properties)
    alike = deepcopy(properties)
    for child in list(alike):
        if child.tag in _ONCE:
            alike.remove(child)
    rest = [run, *run.itersiblings()]
    section = properties.find(qn("w:sectPr"))
    begun = any(each.tag != qn("w:pPr") for each in run.itersiblings(preceding=True))
    for index, each in enumerate(passage.paragraphs):
        if index or (begun and each.bullet):
            following = OxmlElement("w:p")
            following.append(deepcopy(alike))
            paragraph.addnext(following)
            paragraph = following
        if each.bullet:
            _set_style(paragraph, bullet_style)
        paragraph.append(_inline(each.content, run, bind))
    paragraph.extend(rest)
    if section is not None:
        paragraph[0].append(section)


def _fill_lines(run: _Element, passage: Passage, bind: Bind) -> None:
    for index, each in enumerate(passage.paragraphs):
        start = ("\n" if index else "") + ("• " if each.bullet else "")
        if start:
            run.addprevious(_formatted(text_run(start), run))
        run.addprevious(_inline(each.content, run, bind))


def _set_style(paragraph: _Element, style: str) -> None:
    """Give a paragraph a style, and nothing else of its own."""
    properties = OxmlElement("w:pPr")
    properties.append(OxmlElement("w:pStyle", {qn("w:val"): style}))
    paragraph.replace(paragraph[0], properties)


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent

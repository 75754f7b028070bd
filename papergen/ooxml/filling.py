"""Putting values in the place of placeholders in the runs of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import assert_never

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

from papergen.paper.document import (
    Chart,
    Emphasis,
    Inline,
    Link,
    Picture,
    Printed,
    Reference,
    Strong,
    Text,
    plain_text,
)
from papergen.paper.placeholder import OPEN, Content, Passage

Split = Callable[[str], Iterable[str | Content]]
Draw = Callable[[Chart | Picture], _Element]


def fill_story(root: _Element, split: Split, draw: Draw, bullet_style: str) -> None:
    """Fill in every placeholder in a story (body, header, footer) in place.

    :param split: parts a text into strings and what its placeholders stand for.
    :param draw: returns the ``w:drawing`` of a chart or picture.
    :param bullet_style: id of the paragraph style for the bullets of a narrative.
    """
    for text in list(root.iter(qn("w:t"))):
        if OPEN in (text.text or ""):
            _fill_text(text, split, draw, bullet_style)


def _fill_text(text: _Element, split: Split, draw: Draw, bullet_style: str) -> None:
    run = text.getparent()
    if run is None or run.getparent() is None:
        return
    pieces = list(split(text.text or ""))
    passages = [piece for piece in pieces if isinstance(piece, Passage)]
    if passages:
        _fill_passage(run, passages[0], bullet_style)
        return
    holder = run.getparent()
    place = holder.index(run)
    before, after = _parted(run, text)
    new = [
        *([before] if before is not None else []),
        *_runs(pieces, run, draw),
        *([after] if after is not None else []),
    ]
    holder.remove(run)
    for offset, element in enumerate(new):
        holder.insert(place + offset, element)


def _parted(run: _Element, text: _Element) -> tuple[_Element | None, _Element | None]:
    """Return what stands in a run before and after one of its texts, each as a run of its own."""
    contents = [child for child in run if child.tag != qn("w:rPr")]
    position = contents.index(text)
    return _run_of(run, contents[:position]), _run_of(run, contents[position + 1 :])


def _run_of(run: _Element, contents: list[_Element]) -> _Element | None:
    if not contents:
        return None
    new = _empty_run(run)
    for content in contents:
        new.append(content)
    return new


def _empty_run(run: _Element) -> _Element:
    new = OxmlElement("w:r")
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        new.append(deepcopy(properties))
    return new


def _runs(pieces: Iterable[str | Content], run: _Element, draw: Draw) -> Iterator[_Element]:
    for piece in pieces:
        match piece:
            case str():
                yield _text_run(piece, run)
            case Chart() | Picture():
                new = _empty_run(run)
                new.append(draw(piece))
                yield new
            case Passage():
                raise AssertionError("a passage fills a paragraph")
            case _:
                for inline in piece:
                    yield _inline_run(inline, run)


def _inline_run(inline: Inline, run: _Element) -> _Element:
    match inline:
        case Text(text) | Printed(text):
            return _text_run(text, run)
        case Strong() | Emphasis():
            new = _text_run(plain_text((inline,)), run)
            _switch_on(new, "w:b" if isinstance(inline, Strong) else "w:i")
            return new
        case Link() | Reference():
            return _text_run(plain_text((inline,)), run)
        case _:
            assert_never(inline)


def _switch_on(run: _Element, tag: str) -> None:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    if properties.find(qn(tag)) is None:
        # w:b and w:i come after the style and the fonts (ECMA-376 part 1, 17.3.2.28).
        first = properties.findall(qn("w:rStyle")) + properties.findall(qn("w:rFonts"))
        properties.insert(len(first), OxmlElement(tag))


def _text_run(text: str, run: _Element) -> _Element:
    new = _empty_run(run)
    for index, line in enumerate(text.split("\n")):
        if index:
            new.append(OxmlElement("w:br"))
        element = OxmlElement("w:t")
        element.text = without_forbidden(line)
        element.set(qn("xml:space"), "preserve")
        new.append(element)
    return new


def _fill_passage(run: _Element, passage: Passage, bullet_style: str) -> None:
    """Let each paragraph of a narrative be a paragraph like the one that asked for it."""
    paragraph = run
    while paragraph.tag != qn("w:p"):
        paragraph = paragraph.getparent()
    for part in passage.paragraphs:
        new = OxmlElement("w:p")
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            new.append(deepcopy(properties))
        if part.bullet:
            _set_style(new, bullet_style)
        new.append(_inline_run(part.content, run))
        paragraph.addprevious(new)
    paragraph.getparent().remove(paragraph)


def _set_style(paragraph: _Element, style: str) -> None:
    properties = paragraph.find(qn("w:pPr"))
    if properties is not None:
        paragraph.remove(properties)
    properties = OxmlElement("w:pPr")
    reference = OxmlElement("w:pStyle")
    reference.set(qn("w:val"), style)
    properties.append(reference)
    paragraph.insert(0, properties)

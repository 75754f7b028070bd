"""Reading a filled Word form into a paper, from which its PDF and HTML are made.

What a paragraph is, its style says: the names are those of the house style, and Word's own. What no
paper can hold, and what Word shows otherwise than the paper would, is a fault of the form: the
formats agree, or there is no build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Literal, cast

import docx

from papergen.finding import Findings
from papergen.forms.captions import NUMBER, Caption, Captions
from papergen.forms.inlines import read_inlines
from papergen.forms.printed import printed_values
from papergen.forms.reading import BULLETS, NUMBERED, Reading, Target, check_paragraph
from papergen.forms.tables import read_table
from papergen.ooxml.chart_part import read_chart
from papergen.ooxml.story import Drawing, Grid, Run, StyledParagraph, read_body
from papergen.paper.compose import TitlePage
from papergen.paper.document import (
    Block,
    Bullet,
    Chart,
    Detail,
    Heading,
    Illustration,
    Note,
    NumberedParagraph,
    Origin,
    PageBreak,
    Paper,
    Picture,
    PlainParagraph,
    Recommendation,
    plain_text,
)
from papergen.paper.numbering import number_paper

_HEADING = re.compile(r"Heading ([1-9])\Z")
_TERM = re.compile(r"\s*(?P<term>[^:\t]+)(?::\s*|\t\s*)")
_IMAGE_TYPES = {"image/png", "image/jpeg"}


def read_form(document: bytes, form: str, page: TitlePage, findings: Findings) -> Paper:
    """Return the numbered paper that a filled form holds.

    :param document: the bytes of a ``.docx``.
    :param form: file name of the form, for findings.
    :param page: what the paper says of itself.
    :param findings: takes what the form holds and no paper can, such as merged cells.
    """
    word = docx.Document(BytesIO(document))
    elements = list(read_body(word))
    captions = Captions(form, findings)
    reading = Reading(form, findings, _targets(elements), printed_values(word), captions)
    blocks = tuple(block for element in elements for block in _blocks(element, reading))
    captions.put(None)
    _check_title(blocks, reading)
    section = word.sections[0]
    paper = Paper(
        page.title,
        page.header,
        page.author,
        page.subject,
        page.dated,
        blocks,
        landscape=(section.page_width or 0) > (section.page_height or 0),
        key=page.key,
    )
    return number_paper(paper, findings)


def _targets(elements: Iterable[StyledParagraph | Grid]) -> dict[str, Target]:
    """Return what each bookmark is that is referred to, and stands where a paper has a label."""
    elements = tuple(elements)
    referred = {run.bookmark for paragraph in _paragraphs(elements) for run in paragraph.runs}
    targets: dict[str, Target] = {}
    for element in elements:
        if isinstance(element, Grid):
            continue
        numbered = element.style in {*NUMBERED, "Caption", "Recommendation"}
        if numbered or _heading_level(element.style):
            names = [name for name in element.bookmarks if name in referred]
            targets.update((name, Target(names[0], numbered)) for name in names)
    return targets


def _paragraphs(elements: Iterable[StyledParagraph | Grid]) -> Iterator[StyledParagraph]:
    """Yield all paragraphs, those in cells too."""
    for element in elements:
        if isinstance(element, Grid):
            yield from (paragraph for row in element.rows for cell in row for paragraph in cell)
        else:
            yield element


def _check_title(blocks: tuple[Block, ...], reading: Reading) -> None:
    titles = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    if len(titles) != 1:
        reading.fault(
            "one-title",
            plain_text(titles[1].content) if titles else "",
            found=f"{len(titles)} titles",
            expected="one paragraph in the style Heading 1 or Title",
            mend="Make the others Heading 2." if titles else "Begin the form with its title.",
        )


# --- Paragraphs ---------------------------------------------------------------------------------


def _blocks(element: StyledParagraph | Grid, reading: Reading) -> Iterator[Block]:
    if isinstance(element, Grid):
        yield from read_table(element, reading)
        return
    if element.begins_page:
        yield PageBreak()
    check_paragraph(element, reading)
    for run in element.runs:
        if run.drawing is not None:
            yield from _illustration(run.drawing, reading)
    if element.text.strip():
        yield from _paragraph(element, reading)
    if element.ends_page:
        yield PageBreak()


def _heading_level(style: str) -> int:
    """Return the level of a heading's style, or 0 for another style."""
    if style == "Title":
        return 1
    heading = _HEADING.match(style)
    return min(int(heading[1]), 4) if heading else 0


def _paragraph(element: StyledParagraph, reading: Reading) -> Iterator[Block]:
    style, content, targets = element.style, read_inlines(element.runs, reading), reading.targets
    label = next((targets[name].label for name in element.bookmarks if name in targets), "")
    origin = Origin(reading.form)
    level = _heading_level(style)
    if level:
        yield Heading(cast(Literal[1, 2, 3, 4], level), content, label, origin)
    elif style in NUMBERED:
        deep = cast(Literal[0, 1, 2], NUMBERED[style])
        yield NumberedParagraph(content, deep, label, origin=origin)
    elif style == "Recommendation":
        yield Recommendation(content, label, origin=origin)
    elif style in BULLETS:
        yield Bullet(content, cast(Literal[0, 1], BULLETS[style]))
    elif style == "Caption":
        reading.captions.put(_caption(element, reading, label))
    elif style == "Note":
        yield Note(content)
    elif style == "Detail" and (term := _TERM.match(element.text)):
        rest = read_inlines(_from(element.runs, term.end()), reading)
        yield Detail(term["term"].strip(), rest)
    else:
        yield PlainParagraph(content)


def _caption(element: StyledParagraph, reading: Reading, label: str) -> Caption:
    number = NUMBER.match(element.text)
    runs = tuple(_from(element.runs, number.end())) if number else element.runs
    return Caption(
        number["number"] if number else "", read_inlines(runs, reading), label, element.text
    )


def _from(runs: Iterable[Run], position: int) -> Iterator[Run]:
    """Yield the runs without so many characters of their text."""
    for run in runs:
        yield replace(run, text=run.text[position:])
        position = max(position - len(run.text), 0)


def _illustration(drawing: Drawing, reading: Reading) -> Iterator[Block]:
    shown = _shown(drawing)
    what = "a picture" if isinstance(shown, Picture) else "a chart"
    caption = reading.captions.take("Figure", what)
    near = caption.near or drawing.alternative
    if shown is None:
        reading.fault(
            "not-in-papers",
            near,
            found=f"a chart or picture of a kind that papers do not have ({drawing.kind})",
            expected="a chart of lines or of columns side by side, or a PNG or JPEG picture",
            mend="Change the chart's type, or save the picture as PNG.",
        )
        return
    if not shown.alternative.strip():
        reading.fault(
            "missing-alternative",
            near,
            found=f"{what} without alternative text",
            expected="words for readers who cannot see it",
            mend="In Word, right-click it and choose View Alt Text; in a tag, give alternative=….",
        )
    yield Illustration(shown, caption.content, caption.label, origin=Origin(reading.form))


def _shown(drawing: Drawing) -> Chart | Picture | None:
    if drawing.kind in _IMAGE_TYPES:
        media_type = cast(Literal["image/png", "image/jpeg"], drawing.kind)
        return Picture(drawing.part.blob, media_type, drawing.alternative, drawing.width)
    if drawing.is_chart:
        return read_chart(drawing.part, drawing.title, drawing.alternative)
    return None

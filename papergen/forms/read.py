"""Reading a filled Word form into a paper, from which its PDF and HTML are made.

What a paragraph is, its style says: the names are those of the house style, and Word's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, cast

import docx

from papergen.finding import Findings, Place
from papergen.ooxml.chart_part import read_chart
from papergen.ooxml.story import Drawing, Grid, Run, StyledParagraph, read_body
from papergen.paper.compose import TitlePage
from papergen.paper.document import (
    Block,
    Bullet,
    Chart,
    Detail,
    Emphasis,
    Heading,
    Illustration,
    Inline,
    Inlines,
    Link,
    Note,
    NumberedParagraph,
    PageBreak,
    Paper,
    Picture,
    PlainParagraph,
    Strong,
    Table,
    TableColumn,
    Text,
    plain_text,
)
from papergen.paper.numbering import number_paper

_HEADING = re.compile(r"Heading ([1-9])\Z")
_NUMBERED = {"Numbered Paragraph": 0, "Numbered Paragraph 2": 1, "Numbered Paragraph 3": 2}
_BULLETS = {"Bullet": 0, "Bullet 2": 1, "List Bullet": 0, "List Bullet 2": 1}
_CAPTION = re.compile(r"(?:Table|Figure)\s+[0-9]+\s*[:.]\s*")
_IMAGE_TYPES = {"image/png", "image/jpeg"}


@dataclass(slots=True)
class _Reading:
    """Where the reading of a form has come to."""

    form: str
    findings: Findings
    caption: Inlines = ()
    tables: int = 0


def read_form(document: bytes, form: str, page: TitlePage, findings: Findings) -> Paper:
    """Return the numbered paper that a filled form holds.

    :param document: the bytes of a ``.docx``.
    :param form: file name of the form, for findings.
    :param findings: takes what the form has and no paper can, such as merged cells.
    """
    reading = _Reading(form, findings)
    word = docx.Document(BytesIO(document))
    blocks = tuple(
        block for element in read_body(word) for block in _blocks(element, reading)
    )
    section = word.sections[0]
    landscape = (section.page_width or 0) > (section.page_height or 0)
    paper = Paper(
        page.title,
        page.header,
        page.author,
        page.subject,
        page.dated,
        _with_title(blocks, page),
        landscape=landscape,
    )
    return number_paper(paper, findings)


def _with_title(blocks: tuple[Block, ...], page: TitlePage) -> tuple[Block, ...]:
    if any(isinstance(block, Heading) and block.level == 1 for block in blocks):
        return blocks
    return (Heading(1, (Text(page.title),)), *blocks)


def _blocks(element: StyledParagraph | Grid, reading: _Reading) -> Iterator[Block]:
    if isinstance(element, Grid):
        yield from _table(element, reading)
        return
    drawings = [run.drawing for run in element.runs if run.drawing is not None]
    for drawing in drawings:
        shown = _shown(drawing)
        if shown is not None:
            yield Illustration(shown, reading.caption or (Text(_title_of(shown)),))
            reading.caption = ()
    if not element.text.strip():
        if element.begins_page:
            yield PageBreak()
        return
    if element.begins_page:
        yield PageBreak()
    yield from _paragraph(element, _inlines(element.runs), reading)


def _paragraph(
    element: StyledParagraph, content: Inlines, reading: _Reading
) -> Iterator[Block]:
    heading = _HEADING.match(element.style)
    if heading or element.style == "Title":
        level = min(int(heading[1]), 4) if heading else 1
        yield Heading(cast(Literal[1, 2, 3, 4], level), (Text(plain_text(content)),))
    elif element.style in _NUMBERED:
        yield NumberedParagraph(content, cast(Literal[0, 1, 2], _NUMBERED[element.style]))
    elif element.style in _BULLETS:
        yield Bullet(content, cast(Literal[0, 1], _BULLETS[element.style]))
    elif element.style == "Caption":
        reading.caption = (Text(_CAPTION.sub("", plain_text(content), count=1)),)
    elif element.style == "Note":
        yield Note(content)
    elif element.style == "Detail" and ":" in plain_text(content):
        yield _detail(content)
    else:
        yield PlainParagraph(content)


def _detail(content: Inlines) -> Detail:
    term, _, rest = plain_text(content[:1]).partition(":")
    if rest.strip() or len(content) == 1:
        return Detail(term.strip(), _strip_start((Text(rest), *content[1:])))
    return Detail(term.strip(), _strip_start(content[1:]))


def _strip_start(content: Inlines) -> Inlines:
    if content and isinstance(content[0], Text):
        first = content[0].text.lstrip(": \t")
        return (Text(first), *content[1:]) if first else content[1:]
    return content


def _table(grid: Grid, reading: _Reading) -> Iterator[Block]:
    reading.tables += 1
    if not grid.rows:
        return
    place = Place(reading.form, near=f"table {reading.tables}")
    widest = max(len(row) for row in grid.rows)
    if grid.merged or any(len(row) != widest for row in grid.rows):
        reading.findings.error(
            "merged-cells",
            place,
            found="merged or missing cells in a table",
            expected="as many cells in each row as there are columns",
            mend="Split the merged cells in Word (Layout, Split cells).",
        )
        return
    head, *body = grid.rows
    whole = sum(grid.widths)
    columns = tuple(
        TableColumn(
            _cell(cell, heading=True),
            "right" if body and _is_number_column(body, index) else "left",
            grid.widths[index] / whole if whole and index < len(grid.widths) else None,
        )
        for index, cell in enumerate(head)
    )
    if any(not plain_text(column.heading).strip() for column in columns[1:]):
        reading.findings.error(
            "empty-heading",
            place,
            found="a column without a heading",
            expected="one header row with a heading for each column",
            mend="Write a heading into the first row of the column.",
        )
    yield Table(
        reading.caption,
        columns,
        tuple(tuple(_cell(cell) for cell in row) for row in body),
    )
    reading.caption = ()


def _is_number_column(
    rows: list[tuple[tuple[StyledParagraph, ...], ...]], index: int
) -> bool:
    return all(
        paragraph.style == "Table Number" for row in rows for paragraph in row[index]
    )


def _cell(paragraphs: tuple[StyledParagraph, ...], heading: bool = False) -> Inlines:
    inlines: list[Inline] = []
    for paragraph in paragraphs:
        content = _inlines(paragraph.runs)
        if inlines and content:
            inlines.append(Text("\n"))
        inlines.extend(content)
    return (Text(plain_text(tuple(inlines))),) if heading else tuple(inlines)


def _inlines(runs: tuple[Run, ...]) -> Inlines:
    return tuple(_inline(run) for run in _joined(runs) if run.text)


def _joined(runs: tuple[Run, ...]) -> Iterator[Run]:
    """Yield the runs with neighbours of one format made one."""
    last: Run | None = None
    for run in runs:
        if run.drawing is not None:
            continue
        alike = last is not None and (last.bold, last.italic, last.link) == (
            run.bold,
            run.italic,
            run.link,
        )
        if last is not None and alike:
            last = Run(last.text + run.text, run.bold, run.italic, run.link)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _inline(run: Run) -> Inline:
    inline: Inline = Text(run.text)
    if run.italic:
        inline = Emphasis((inline,))
    if run.bold:
        inline = Strong((inline,))
    return Link(run.link, (inline,)) if run.link else inline


def _shown(drawing: Drawing) -> Chart | Picture | None:
    kind = drawing.part.content_type
    if kind in _IMAGE_TYPES:
        media_type = cast(Literal["image/png", "image/jpeg"], kind)
        return Picture(drawing.part.blob, media_type, drawing.alternative, drawing.width)
    return read_chart(drawing.part, drawing.title, drawing.alternative)


def _title_of(shown: Chart | Picture) -> str:
    """Return what a chart or picture shows, where there is no caption."""
    return shown.title if isinstance(shown, Chart) else shown.alternative

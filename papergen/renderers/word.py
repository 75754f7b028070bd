"""A paper as a Word document: counted, referenced and styled by Word's own means.

How it all looks, the house style says; what is written here names its styles only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Literal, assert_never

from docx.shared import Length
from lxml.etree import _Element

from papergen.ooxml.bookmark import bookmark_names, bookmarked
from papergen.ooxml.chart_part import chart_drawing, chart_height
from papergen.ooxml.drawing import picture_drawing
from papergen.ooxml.field import number_reference, sequence_number, text_reference
from papergen.ooxml.figure_store import FigureStore
from papergen.ooxml.house_style import BODY_STYLES, HouseStyle, open_house_style
from papergen.ooxml.hyperlink import external_hyperlink, internal_hyperlink
from papergen.ooxml.package import save_document
from papergen.ooxml.paragraph import begin_page, drawing_run, paragraph, run, space_before
from papergen.ooxml.section import fill_headers, text_width, turn_pages
from papergen.ooxml.table import column_widths, row, table
from papergen.paper.document import (
    Alignment,
    Appendix,
    Block,
    Bullet,
    Chart,
    Detail,
    Emphasis,
    Heading,
    Illustration,
    Inlines,
    Link,
    Note,
    NumberedParagraph,
    PageBreak,
    Paper,
    Picture,
    PlainParagraph,
    Printed,
    Recommendation,
    Reference,
    Strong,
    Table,
    Text,
    plain_text,
)
from papergen.paper.imprint import imprint

_BULLETS = ("Bullet", "Bullet 2")
_NUMBER = "{number}"
_SHORT = 12  # rows of a table that is kept on one page

# The style of cells, and how they are aligned where the style does not say.
_HEADER_CELLS: Mapping[Alignment, tuple[str, str]] = {
    "left": ("Table Heading", ""),
    "right": ("Table Heading", "right"),
    "centre": ("Table Heading", "center"),
}
_BODY_CELLS: Mapping[Alignment, tuple[str, str]] = {
    "left": ("Table Text", ""),
    "right": ("Table Number", ""),
    "centre": ("Table Text", "center"),
}


@dataclass(frozen=True, slots=True)
class _Look:
    """How runs look beside their paragraph: strong, emphasised, part of a link."""

    strong: bool = False
    emphasis: bool = False
    link: bool = False


_PLAIN = _Look()


@dataclass(slots=True)
class _Writing:
    """What is known while a paper is written.

    :param width: of the text on a page.
    :param bookmarks: the name of each label's bookmark.
    :param headings: the words of each labelled heading.
    :param figures: the figures printed so far, for the part that they are bound to.
    :param marked: how many bookmarks are set so far.
    """

    house: HouseStyle
    width: Length
    bookmarks: Mapping[str, str]
    headings: Mapping[str, str]
    figures: FigureStore
    marked: int = 0

    def style(self, name: str) -> str:
        """Return the id of a style."""
        return self.house.ids[name]

    def mark(self, label: str, content: Iterable[_Element]) -> Iterable[_Element]:
        """Return the content in the bookmark of its label, if it has one."""
        if not label:
            return content
        self.marked += 1
        return bookmarked(self.bookmarks[label], self.marked, content)


def render_docx(paper: Paper, house_style: Path) -> bytes:
    """Return a numbered paper as the bytes of a ``.docx`` file.

    Word counts paragraphs, recommendations, tables and figures by itself, and comes to the numbers
    that they have in the paper; references are fields, which follow what they refer to.

    :param house_style: the Word document with the styles, lists, margins, header and footer.
    :raises BadInput: if the house style lacks something that papers need.
    """
    house = open_house_style(house_style)
    document = house.document
    section = document.sections[-1]
    turn_pages(section, paper.landscape)
    fill_headers(section, paper.header)
    labelled = {label: block for block in paper.blocks if (label := _label(block))}
    headings = {
        label: plain_text(block.content)
        for label, block in labelled.items()
        if isinstance(block, Heading)
    }
    writing = _Writing(
        house, text_width(section), bookmark_names(labelled), headings, FigureStore()
    )
    end = document.element.body.sectPr
    for element in _body(paper.blocks, writing):
        end.addprevious(element)
    if paper.key is not None:
        writing.figures.attach(document, paper.key)
    return save_document(
        document,
        title=paper.title,
        author=paper.author,
        subject=paper.subject,
        dated=paper.dated,
        language=paper.language,
    )


def _label(block: Block) -> str:
    match block:
        case PlainParagraph() | Bullet() | Detail() | Note() | PageBreak():
            return ""
        case _:
            return block.label


# --- Blocks -------------------------------------------------------------------------------------


def _body(blocks: tuple[Block, ...], writing: _Writing) -> Iterator[_Element]:
    """Yield the paragraphs and tables of the body."""
    before: Block | None = None
    for block, after in zip_longest(blocks, blocks[1:]):
        if not isinstance(block, PageBreak):
            first, *others = _block(block, isinstance(after, Note), writing)
            if isinstance(before, PageBreak):
                begin_page(first)
            elif isinstance(before, Table) and not isinstance(block, (Heading, Note)):
                space_before(first, writing.house.space_above("Caption"))
            yield first
            yield from others
        before = block


def _block(block: Block, has_note: bool, writing: _Writing) -> Iterator[_Element]:
    """Yield the paragraphs and the table of a block; a paragraph comes first.

    :param has_note: whether a note follows, which stays on the page of its table or figure.
    """
    match block:
        case Heading():
            yield _paragraph(f"Heading {block.level}", block.content, writing, block.label)
        case NumberedParagraph():
            yield _paragraph(BODY_STYLES[block.level], block.content, writing, block.label)
        case PlainParagraph():
            yield _paragraph("Body Text", block.content, writing)
        case Bullet():
            yield _paragraph(_BULLETS[block.level], block.content, writing)
        case Detail():
            content = (Strong((Text(f"{block.term}:"),)), Text("\t"), *block.content)
            yield _paragraph("Detail", content, writing)
        case Recommendation():
            yield _paragraph("Recommendation", block.content, writing, block.label)
        case Table():
            yield _caption("Table", block, writing)
            yield _table(block, has_note, writing)
        case Illustration():
            yield _caption("Figure", block, writing)
            drawing = drawing_run(_drawing(block.shows, writing))
            yield paragraph(writing.style("Body Text"), [drawing], keep_next=has_note)
        case Note():
            yield _paragraph("Note", block.content, writing)
        case Appendix():
            yield _paragraph("Appendix Entry", _appendix(block), writing, block.label)
        case PageBreak():
            return
        case _:
            assert_never(block)


def _paragraph(style: str, content: Inlines, writing: _Writing, label: str = "") -> _Element:
    marked = writing.mark(label, _inlines(content, _PLAIN, writing))
    return paragraph(writing.style(style), marked)


def _appendix(appendix: Appendix) -> Inlines:
    title = Text(appendix.title)
    return (
        Text(f"Appendix {appendix.number}: "),
        Link(appendix.file, (title,)) if appendix.file else title,
    )


def _caption(
    kind: Literal["Table", "Figure"], block: Table | Illustration, writing: _Writing
) -> _Element:
    """Return a caption, with its label's bookmark around the number alone."""
    number = sequence_number(kind, [run(block.number)])
    content = [run(f"{kind} "), *writing.mark(block.label, [number])]
    if block.caption:
        content += [run(": "), *_inlines(block.caption, _PLAIN, writing)]
    return paragraph(writing.style("Caption"), content, keep_next=True)


def _table(block: Table, has_note: bool, writing: _Writing) -> _Element:
    widths = column_widths(block, writing.width.twips)
    headings = [plain_text(column.heading) for column in block.columns]
    element = table(
        writing.style("Paper Table"),
        widths,
        title=f"Table {block.number}: {plain_text(block.caption)}".removesuffix(": "),
        description="Columns: " + "; ".join(filter(None, headings)),
    )
    header = tuple(column.heading for column in block.columns)
    element.append(row(_cells(header, _HEADER_CELLS, block, True, writing), widths, header=True))
    last = len(block.rows) - 1
    for index, contents in enumerate(block.rows):
        keep_next = has_note if index == last else last < _SHORT
        element.append(row(_cells(contents, _BODY_CELLS, block, keep_next, writing), widths))
    return element


def _cells(
    contents: tuple[Inlines, ...],
    looks: Mapping[Alignment, tuple[str, str]],
    block: Table,
    keep_next: bool,
    writing: _Writing,
) -> Iterator[_Element]:
    """Yield the paragraph of each cell of a row."""
    for content, column in zip(contents, block.columns, strict=True):
        style, alignment = looks[column.alignment]
        yield paragraph(
            writing.style(style),
            _inlines(content, _PLAIN, writing),
            alignment=alignment,
            keep_next=keep_next,
        )


def _drawing(shows: Chart | Picture, writing: _Writing) -> _Element:
    part = writing.house.document.part
    width = writing.width.mm
    if isinstance(shows, Picture):
        return picture_drawing(part, replace(shows, width=min(shows.width, width)))
    return chart_drawing(part, shows, width, chart_height(width))


# --- Inlines ------------------------------------------------------------------------------------


def _inlines(content: Inlines, look: _Look, writing: _Writing) -> Iterator[_Element]:
    """Yield the runs, fields and hyperlinks of some inlines."""
    for inline in content:
        match inline:
            case Text():
                yield _run(inline.text, look, writing)
            case Printed():
                yield _printed(inline, look, writing)
            case Strong():
                yield from _inlines(inline.children, replace(look, strong=True), writing)
            case Emphasis():
                yield from _inlines(inline.children, replace(look, emphasis=True), writing)
            case Link():
                linked = _inlines(inline.children, replace(look, link=True), writing)
                yield external_hyperlink(writing.house.document.part, inline.target, linked)
            case Reference():
                yield from _reference(inline, look, writing)
            case _:
                assert_never(inline)


def _run(text: str, look: _Look, writing: _Writing) -> _Element:
    style = ""
    if look != _PLAIN:
        name = "Hyperlink" if look.link else "Strong" if look.strong else "Emphasis"
        style = writing.style(name)
    return run(text, style=style, bold=look.strong, italic=look.emphasis)


def _printed(printed: Printed, look: _Look, writing: _Writing) -> _Element:
    """Return a value in a content control, by which Word knows it for what it is."""
    shown = _run(printed.text, look, writing)
    return writing.figures.control(imprint(printed), [shown]) if printed.id else shown


def _reference(reference: Reference, look: _Look, writing: _Writing) -> Iterator[_Element]:
    """Yield the words of a reference, as far as possible in fields that Word keeps up to date."""
    bookmark = writing.bookmarks.get(reference.target)
    words = _run(reference.words, look, writing)
    if bookmark is None or look.link:
        yield words
    elif writing.headings.get(reference.target) == reference.words:
        yield text_reference(bookmark, [words])
    elif reference.kind in {"paragraph", "table", "figure"} and _NUMBER in reference.text:
        field = number_reference if reference.kind == "paragraph" else text_reference
        for index, text in enumerate(reference.text.split(_NUMBER)):
            if index:
                yield field(bookmark, [_run(reference.number, look, writing)])
            if text:
                yield _run(text, look, writing)
    else:
        yield internal_hyperlink(bookmark, [words])

"""Reading a template's Markdown into blocks.

The Markdown is CommonMark with pipe tables, definition lists, attributes (``{#label}`` on a line of
its own before a block) and MyST's directives in colon fences, which :mod:`.directives` reads. Plain
paragraphs are numbered; items of ordered lists are numbered (a), (i) below them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin

from papergen.finding import Findings, Place
from papergen.paper.document import (
    Alignment,
    Appendix,
    Block,
    Bullet,
    Chart,
    Detail,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    NumberedParagraph,
    Origin,
    Picture,
    PlainParagraph,
    Reference,
    Strong,
    Table,
    TableColumn,
    Text,
    plain_text,
)
from papergen.paper.placeholder import Passage
from papergen.paper.template import RenderedText

_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_CELL_END = re.compile(r"(?<!\\)\|")
_LATE_LABEL = re.compile(r"\{#[A-Za-z][\w-]*\}")
_WEB_ADDRESS = re.compile(r"(https?://|mailto:)\S+\Z", re.IGNORECASE)

_parser = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .use(attrs_block_plugin)
    .use(colon_fence_plugin)
    .use(deflist_plugin)
)
# Placeholders in addresses must come out as they went in; addresses are checked when filled in.
_parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
_parser.validateLink = lambda url: True  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class Source:
    """Some Markdown, and what is needed to read it.

    :param read_directive: yields the blocks of a colon fence.
    :param first_line: of this piece within the rendered text, counted from 0.
    :param appendices: what an ``{appendices}`` directive lists.
    :param pictures: folders in which pictures are looked for, in order.
    """

    rendered: RenderedText
    findings: Findings
    read_directive: Callable[[SyntaxTreeNode, Source], Iterator[Block]]
    appendices: tuple[Appendix, ...] = ()
    pictures: tuple[Path, ...] = ()
    first_line: int = 0

    def origin(self, node: SyntaxTreeNode, offset: int = 0) -> Origin:
        """Return where a node stands in its template."""
        line = node.map[0] if node.map else 0
        return self.rendered.origin(self.first_line + line + offset)

    def line(self, number: int) -> str:
        """Return a line of this piece, counted from 0, as it stands before it is parsed."""
        return self.rendered.line(self.first_line + number)

    def at(self, line: int) -> Source:
        """Return the source for a piece that begins further down."""
        return replace(self, first_line=self.first_line + line)

    def fault(self, code: str, origin: Origin, *, found: str, expected: str, mend: str) -> None:
        """Report something in a template that no paper can have."""
        place = Place(origin.template, line=origin.line or None)
        self.findings.error(code, place, found=found, expected=expected, mend=mend)


def read_markdown(text: str, source: Source) -> list[Block]:
    """Return the blocks of some Markdown; what a paper cannot have is a finding with its line."""
    return list(_blocks(SyntaxTreeNode(_parser.parse(text)).children, source))


def read_inlines(text: str, source: Source) -> Inlines:
    """Return the inlines of a line of Markdown, such as a caption."""
    node = SyntaxTreeNode(_parser.parseInline(text)).children[0]
    return _inlines(node.children, source, source.rendered.origin(source.first_line))


def _blocks(nodes: Iterable[SyntaxTreeNode], source: Source) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield _heading(node, source)
            case "paragraph":
                yield from _paragraph(node, source)
            case "ordered_list":
                yield from _ordered_list(node, source, level=1)
            case "bullet_list":
                yield from _bullet_list(node, source, level=0)
            case "dl":
                yield from _details(node, source)
            case "table":
                yield read_table(node, source, caption=())
            case "colon_fence":
                yield from source.read_directive(node, source)
            case _:
                _no_such_block(node, source)


def _no_such_block(node: SyntaxTreeNode, source: Source) -> None:
    source.fault(
        "not-in-papers",
        source.origin(node),
        found=f"a {node.type.replace('_', ' ')}",
        expected="headings, paragraphs, lists, tables and directives",
        mend="Write it as one of these. A line that is indented by four spaces is a code block: "
        "take the spaces away.",
    )


def _heading(node: SyntaxTreeNode, source: Source) -> Heading:
    level = min(int(node.tag[1]), 4)
    content = _content(node, source)
    return Heading(
        cast(Literal[1, 2, 3, 4], level), content, _label(node, source), source.origin(node)
    )


def _paragraph(node: SyntaxTreeNode, source: Source) -> Iterator[Block]:
    content = _content(node, source)
    if "unnumbered" in str(node.attrs.get("class", "")).split():
        yield PlainParagraph(content)
    elif content:
        yield NumberedParagraph(content, 0, _label(node, source), origin=source.origin(node))


def _ordered_list(node: SyntaxTreeNode, source: Source, level: int) -> Iterator[Block]:
    if level > 2:
        source.fault(
            "list-too-deep",
            source.origin(node),
            found="a numbered list below (i)",
            expected="numbered paragraphs, with (a) and (i) below them",
            mend="Bring the list up a level.",
        )
        return
    deep = cast(Literal[1, 2], level)
    for item in node.children:
        for child in item.children:
            match child.type:
                case "paragraph":
                    yield NumberedParagraph(
                        _content(child, source),
                        deep,
                        _label(child, source),
                        origin=source.origin(child),
                    )
                case "ordered_list":
                    yield from _ordered_list(child, source, level + 1)
                case "bullet_list":
                    yield from _bullet_list(child, source, level=0)
                case _:
                    _no_such_block(child, source)


def _bullet_list(node: SyntaxTreeNode, source: Source, level: int) -> Iterator[Block]:
    for item in node.children:
        for child in item.children:
            match child.type:
                case "paragraph":
                    yield Bullet(_content(child, source), cast(Literal[0, 1], level))
                case "bullet_list" if level == 0:
                    yield from _bullet_list(child, source, level=1)
                case _:
                    _no_such_block(child, source)


def _details(node: SyntaxTreeNode, source: Source) -> Iterator[Block]:
    term = ""
    for child in node.children:
        if child.type == "dt":
            term = plain_text(_content(child, source))
            continue
        for paragraph in child.children:
            yield Detail(term, _content(paragraph, source))


def read_table(
    node: SyntaxTreeNode,
    source: Source,
    caption: Inlines,
    label: str = "",
    widths: Sequence[float] = (),
) -> Table:
    """Return a pipe table.

    :param widths: of the columns, in any unit; none for widths by content.
    """
    head, *bodies = node.children
    alignments = [_alignment(cell) for cell in head.children[0].children]
    whole = sum(widths)
    columns = tuple(
        TableColumn(
            _row_cell(cell, head.children[0], source),
            alignment,
            widths[index] / whole if whole and index < len(widths) else None,
        )
        for index, (cell, alignment) in enumerate(
            zip(head.children[0].children, alignments, strict=True)
        )
    )
    written = [row for body in bodies for row in body.children]
    for row in written:
        _check_cells(row, len(columns), source)
    rows = tuple(tuple(_row_cell(cell, row, source) for cell in row.children) for row in written)
    return Table(caption, columns, rows, label or _label(node, source), origin=source.origin(node))


def _check_cells(row: SyntaxTreeNode, columns: int, source: Source) -> None:
    """Report a row with more or fewer cells than columns: Markdown drops or adds them silently."""
    if not row.map:
        return
    cells = _CELL_END.split(source.line(row.map[0]).strip().removeprefix("|"))
    count = len(cells) - (not cells[-1].strip())  # after the bar that ends a row, nothing follows
    if count != columns:
        source.fault(
            "cells-of-row",
            source.origin(row),
            found=f"a row of {count} cell{'' if count == 1 else 's'}",
            expected=f"{columns}, as there are columns",
            mend="Part the cells by bars, and write \\| for a bar within a cell.",
        )


def _row_cell(cell: SyntaxTreeNode, row: SyntaxTreeNode, source: Source) -> Inlines:
    inline = cell.children[0]
    return _inlines(inline.children, source, source.origin(row))


def _alignment(cell: SyntaxTreeNode) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    if "right" in style:
        return "right"
    return "centre" if "center" in style else "left"


def _content(node: SyntaxTreeNode, source: Source) -> Inlines:
    inline = node.children[0]
    return _inlines(inline.children, source, source.origin(node))


def _label(node: SyntaxTreeNode, source: Source) -> str:
    return checked_label(str(node.attrs.get("id", "")), source, source.origin(node))


def checked_label(written: str, source: Source, origin: Origin) -> str:
    """Return a label, or nothing and a finding if it is not made of letters, digits and hyphens."""
    label = _filled_in_text(written, source)
    if label and not _LABEL.match(label):
        source.fault(
            "label-characters",
            origin,
            found=f"the label “{label}”",
            expected="a letter, then letters, digits, hyphens and underscores",
            mend="Rename the label, and the references to it.",
        )
        return ""
    return label


def _inlines(nodes: Sequence[SyntaxTreeNode], source: Source, origin: Origin) -> Inlines:
    return join_texts(_each_inline(nodes, source, origin))


def _each_inline(
    nodes: Sequence[SyntaxTreeNode], source: Source, origin: Origin
) -> Iterator[Inline]:
    line = origin
    for node in nodes:
        match node.type:
            case "text" | "code_inline":
                _check_no_label(node.content, source, line)
                yield from _filled_in(node.content, source, line)
            case "softbreak":
                line = Origin(line.template, line.line + 1)
                yield Text(" ")
            case "hardbreak":
                line = Origin(line.template, line.line + 1)
                yield Text("\n")
            case "strong":
                yield Strong(_inlines(node.children, source, line))
            case "em":
                yield Emphasis(_inlines(node.children, source, line))
            case "link":
                yield _link(node, source, line)
            case _:
                source.fault(
                    "not-in-text",
                    line,
                    found=f"{node.type.replace('_', ' ')} within a paragraph",
                    expected="text, emphasis, links and references",
                    mend="Put a picture or chart in a {figure} of its own.",
                )


def _check_no_label(text: str, source: Source, origin: Origin) -> None:
    """Report a label in the text itself, where it would be printed."""
    label = _LATE_LABEL.search(text)
    if label:
        source.fault(
            "label-in-text",
            origin,
            found=f"{label[0]} in the text, where it would be printed",
            expected="a label on a line of its own",
            mend="Put it on the line before the paragraph, heading or table; in a list, first.",
        )


def _filled_in(text: str, source: Source, origin: Origin) -> Iterator[Inline]:
    for piece in source.rendered.placeholders.fill_in(text):
        match piece:
            case str():
                yield Text(piece)
            case Chart() | Picture() | Passage():
                source.fault(
                    "chart-outside-figure",
                    origin,
                    found="a chart or picture within text",
                    expected="a chart on a line of its own in a {figure} with a caption",
                    mend="Put “:::{figure} Caption” before it and “:::” after it.",
                )
            case _:
                yield from piece


def _filled_in_text(text: str, source: Source) -> str:
    """Return an attribute, such as an address, with its placeholders filled in."""
    return "".join(
        piece if isinstance(piece, str) else plain_text(piece)
        for piece in source.rendered.placeholders.fill_in(text)
        if not isinstance(piece, (Chart, Picture, Passage))
    )


def _link(node: SyntaxTreeNode, source: Source, origin: Origin) -> Inline:
    target = _filled_in_text(str(node.attrs["href"]), source)
    children = _inlines(node.children, source, origin)
    if target.startswith("#"):
        return Reference(target[1:], plain_text(children), origin=origin)
    if not _WEB_ADDRESS.match(target):
        source.fault(
            "link-address",
            origin,
            found=f"a link to “{target}”",
            expected="an address that begins with https://, http:// or mailto:, or a #label",
            mend="Write the address in full.",
        )
    return Link(target, children or (Text(target),))


def join_texts(inlines: Iterable[Inline]) -> Inlines:
    """Return the inlines with neighbouring texts made one."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + inline.text)
        elif inline != Text(""):
            joined.append(inline)
    return tuple(joined)

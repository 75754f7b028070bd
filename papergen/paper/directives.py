"""MyST directives: tables and figures with captions, notes, recommendations, appendices.

A directive is a colon fence: ``:::{table} Caption``, options such as ``:name: label``, an empty
line, the content, ``:::``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

from markdown_it.tree import SyntaxTreeNode

from papergen.paper.document import (
    Block,
    Chart,
    Illustration,
    Inlines,
    Note,
    NumberedParagraph,
    Origin,
    PageBreak,
    Picture,
    PlainParagraph,
    Recommendation,
    Reference,
    Table,
    plain_text,
)
from papergen.paper.markdown import Source, checked_label, read_inlines, read_markdown
from papergen.paper.picture import TEXT_WIDTH, find_picture
from papergen.spelling import did_you_mean

_FENCE = re.compile(r"\{(?P<name>[a-z-]+)\}\s*(?P<argument>.*)\Z")
_OPTION = re.compile(r":(?P<name>[a-z-]+):\s*(?P<value>.*)\Z")
_PICTURE = re.compile(r"!\[(?P<alternative>[^\]]*)\]\((?P<file>[^)\s]+)\)\Z")


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive as it stands in a template.

    :param argument: the rest of the line that opens it, such as a caption.
    :param source: for its content, which begins ``first_line`` lines into the text.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    content: str
    source: Source
    opening: Source
    origin: Origin

    @property
    def argument_inlines(self) -> Inlines:
        """The argument as Markdown."""
        return read_inlines(self.argument, self.opening)

    @property
    def label(self) -> str:
        """The label that the directive's ``:name:`` gives."""
        return checked_label(self.options.get("name", ""), self.source, self.origin)


def read_directive(node: SyntaxTreeNode, source: Source) -> Iterator[Block]:
    """Yield the blocks that a colon fence stands for; an unknown directive is a finding."""
    origin = source.origin(node)
    fence = _FENCE.match(node.info.strip())
    name = fence["name"] if fence else node.info.strip()
    reader = _READERS.get(name) if fence else None
    if fence is None or reader is None:
        source.fault(
            "unknown-directive",
            origin,
            found=f"the directive “{node.info.strip()}”",
            expected="one of "
            + ", ".join(f"{{{known}}}" for known in _READERS)
            + did_you_mean(name, _READERS),
            mend="Correct the name in braces after the colons.",
        )
        return
    _check_closed(node, source, origin)
    options, content, skipped = _options(node.content)
    opening = source.at(node.map[0] if node.map else 0)
    yield from reader(
        Directive(
            name,
            fence["argument"],
            options,
            content,
            opening.at(1 + skipped),
            opening,
            origin,
        )
    )


def _check_closed(node: SyntaxTreeNode, source: Source, origin: Origin) -> None:
    """Report a directive that nothing closes: it would swallow the rest of the paper."""
    last = source.line(node.map[1] - 1).strip() if node.map else node.markup
    if set(last) != {":"} or len(last) < len(node.markup):
        source.fault(
            "unclosed-directive",
            origin,
            found=f"the directive “{node.info.strip()}” without an end",
            expected=f"a line with {node.markup} after its content",
            mend="Close it.",
        )


def _options(content: str) -> tuple[dict[str, str], str, int]:
    """Split a directive's options from its content, and count the lines that they take."""
    options: dict[str, str] = {}
    lines = content.split("\n")
    for skipped, line in enumerate(lines):
        option = _OPTION.match(line.strip())
        if option is None:
            return options, "\n".join(lines[skipped:]), skipped
        options[option["name"]] = option["value"]
    return options, "", len(lines)


def _table(directive: Directive) -> Iterator[Block]:
    widths = _sizes(directive, "widths")
    blocks = read_markdown(directive.content, directive.source)
    whole = sum(widths)
    for block in blocks:
        if not isinstance(block, Table):
            yield block
            continue
        columns = tuple(
            replace(column, width=width / whole)
            for column, width in zip(block.columns, widths, strict=False)
        )
        yield replace(
            block,
            caption=directive.argument_inlines,
            columns=columns if len(columns) == len(block.columns) else block.columns,
            label=directive.label,
            origin=directive.origin,
        )
    if not any(isinstance(block, Table) for block in blocks):
        _fault_content(directive, "a table with a header row")


def _figure(directive: Directive) -> Iterator[Block]:
    shown = _shown(directive)
    if shown is None:
        _fault_content(directive, "a chart, or a picture written ![words](file.png)")
        return
    if not shown.alternative:
        directive.source.fault(
            "missing-alternative",
            directive.origin,
            found=f"the figure “{plain_text(directive.argument_inlines)}” without alternative text",
            expected="words for readers who cannot see it",
            mend="Add a line “:alt: …” below the line that opens the figure.",
        )
    yield Illustration(shown, directive.argument_inlines, directive.label, origin=directive.origin)


def _shown(directive: Directive) -> Chart | Picture | None:
    text = directive.content.strip()
    alternative = plain_text(_alternative(directive))
    pieces = list(directive.source.rendered.placeholders.fill_in(text))
    if len(pieces) == 1 and isinstance(pieces[0], (Chart, Picture)):
        return replace(pieces[0], alternative=alternative or pieces[0].alternative)
    picture = _PICTURE.match(text)
    if picture is None:
        return None
    width = next(iter(_sizes(directive, "width")), TEXT_WIDTH)
    words = alternative or picture["alternative"]
    return find_picture(picture["file"], directive.source.pictures, words, width)


def _alternative(directive: Directive) -> Inlines:
    """Return the alternative text; a reference in it is a finding: it cannot be kept."""
    inlines = read_inlines(directive.options.get("alt", ""), directive.opening)
    if any(isinstance(inline, Reference) for inline in inlines):
        directive.source.fault(
            "reference-in-alternative",
            directive.origin,
            found="a reference in the alternative text",
            expected="words and figures only",
            mend="Say it in words, such as “the table below”.",
        )
    return inlines


def _sizes(directive: Directive, option: str) -> list[float]:
    """Return the numbers of an option; anything else than numbers above 0 is a finding."""
    written = directive.options.get(option, "")
    try:
        sizes = [float(size) for size in written.split()]
    except ValueError:
        sizes = [0.0]
    if all(0 < size < inf for size in sizes):
        return sizes
    directive.source.fault(
        "option-not-a-number",
        directive.origin,
        found=f":{option}: {written}",
        expected="numbers above 0, with spaces between them",
        mend="Correct the numbers, or take the line out.",
    )
    return []


def _note(directive: Directive) -> Iterator[Block]:
    for block in read_markdown(directive.content, directive.source):
        if isinstance(block, (NumberedParagraph, PlainParagraph)):
            yield Note(block.content)
        else:
            yield block


def _unnumbered(directive: Directive) -> Iterator[Block]:
    for block in read_markdown(directive.content, directive.source):
        if isinstance(block, NumberedParagraph) and block.level == 0:
            yield PlainParagraph(block.content)
        else:
            yield block


def _recommendations(directive: Directive) -> Iterator[Block]:
    for block in read_markdown(directive.content, directive.source):
        if isinstance(block, NumberedParagraph) and block.level == 0:
            yield PlainParagraph(block.content)
        elif isinstance(block, NumberedParagraph):
            yield Recommendation(block.content, block.label, origin=block.origin)
        else:
            yield block


def _appendices(directive: Directive) -> Iterator[Block]:
    yield from directive.source.appendices


def _page_break(directive: Directive) -> Iterator[Block]:
    yield PageBreak()


def _fault_content(directive: Directive, expected: str) -> None:
    directive.source.fault(
        f"no-{directive.name}",
        directive.origin,
        found=f"a {{{directive.name}}} directive that holds something else",
        expected=expected,
        mend="Put it between the colons, with an empty line before it.",
    )


_READERS: Mapping[str, Callable[[Directive], Iterator[Block]]] = {
    "table": _table,
    "figure": _figure,
    "note": _note,
    "unnumbered": _unnumbered,
    "recommendations": _recommendations,
    "appendices": _appendices,
    "page-break": _page_break,
}

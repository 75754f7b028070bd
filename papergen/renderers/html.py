"""A paper as one HTML page that needs nothing else, for browsers and for the PDF renderer.

What is in ``templates/page.html.jinja`` is escaped there; what is inline is escaped here.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import assert_never
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from papergen.paper.document import (
    Block,
    Chart,
    Emphasis,
    Inline,
    Link,
    PageBreak,
    Paper,
    Picture,
    Printed,
    Reference,
    Strong,
    Text,
    plain_text,
)
from papergen.paper.imprint import imprint
from papergen.renderers.chart import draw_chart
from papergen.renderers.nesting import nest_lists
from papergen.renderers.table_fit import has_fixed_columns, has_tall_rows

_BRIEF = 20
"""Letters of a reference that is kept on one line, such as “paragraph 8(b)”."""


def render_html(paper: Paper, templates: Path) -> str:
    """Return a paper as an accessible page, with its styles, charts and pictures within it.

    The page keeps to WCAG 2.2 AA, and prints as the PDF is. Labels of the paper are its anchors;
    other ids have a full stop in them, which no label has.

    :param templates: the folder with ``page.html.jinja``.
    """
    parts = [list(nest_lists(part)) for part in _parts(paper.blocks)]
    return _environment(templates).get_template("page.html.jinja").render(paper=paper, parts=parts)


@cache
def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",
        comment_end_string="##}",
    )
    environment.filters.update(
        inlines=render_inlines,
        plain=plain_text,
        kind=lambda node: type(node).__name__,
        drawn=draw_chart,
        has_fixed_columns=has_fixed_columns,
        has_tall_rows=has_tall_rows,
        alternative=_alternative,
        picture_address=_picture_address,
        file_address=quote,
    )
    return environment


def _parts(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the blocks that stand between page breaks."""
    part: list[Block] = []
    for block in blocks:
        if not isinstance(block, PageBreak):
            part.append(block)
        elif part:
            yield part
            part = []
    yield part


def _alternative(shows: Chart | Picture) -> str:
    """Return the alternative text of a chart, headed by its title, or of a picture."""
    if isinstance(shows, Chart):
        return ". ".join(filter(None, (shows.title.rstrip("."), shows.alternative)))
    return shows.alternative


def _picture_address(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"


def render_inlines(content: Iterable[Inline]) -> Markup:
    """Return inlines as HTML, all text in them escaped."""
    return Markup().join(_render_inline(inline) for inline in content)


def _render_inline(inline: Inline) -> Markup:
    match inline:
        case Text():
            return _render_text(inline)
        case Printed():
            return _render_printed(inline)
        case Strong():
            return _render_strong(inline)
        case Emphasis():
            return _render_emphasis(inline)
        case Link():
            return _render_link(inline)
        case Reference():
            return _render_reference(inline)
        case _:
            assert_never(inline)


def _render_text(text: Text) -> Markup:
    return _with_line_breaks(text.text)


def _render_printed(printed: Printed) -> Markup:
    """Return a value with its source; neither shows on the page."""
    words = _with_line_breaks(printed.text)
    if not printed.id:
        return words
    found = imprint(printed)
    return Markup(
        '<data class="figure" data-figure="{}" value="{}" data-unit="{}" data-cells="{}">{}</data>'
    ).format(
        found.id,
        found.text if found.kind == "text" else found.value,
        found.unit,
        "; ".join(map(str, found.cells)),
        words,
    )


def _render_strong(strong: Strong) -> Markup:
    return Markup("<strong>{}</strong>").format(render_inlines(strong.children))


def _render_emphasis(emphasis: Emphasis) -> Markup:
    return Markup("<em>{}</em>").format(render_inlines(emphasis.children))


def _render_link(link: Link) -> Markup:
    return Markup('<a href="{}">{}</a>').format(link.target, render_inlines(link.children))


def _render_reference(reference: Reference) -> Markup:
    kind = "reference brief" if len(reference.words) <= _BRIEF else "reference"
    words = _with_line_breaks(reference.words)
    return Markup('<a class="{}" href="#{}">{}</a>').format(kind, reference.target, words)


def _with_line_breaks(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))

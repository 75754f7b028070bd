"""The paper: what every template makes and every renderer reads.

A paper is a flat sequence of blocks, as Word knows it: an item below a numbered paragraph is a
numbered paragraph one level down, not a box in a box. Nothing here knows a format.

Numbers (of paragraphs, tables, figures) and the words of references are empty when a paper is
composed; :func:`papergen.paper.numbering.number_paper` fills them in, once, for all renderers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from papergen.cell import Entry
from papergen.figure import Figure

LabelKind = Literal["paragraph", "heading", "table", "figure", "appendix"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in a template something was written.

    :param line: counted from 1; 0 where it is not known.
    """

    template: str
    line: int = 0


# --- Inline -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text. A line feed in it is a line break."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Printed:
    """A value from a workbook as it is printed, with the figure or entry that it shows.

    :param wording: how it is worded: the filters and their arguments, such as ``millions 1``.
    :param id: by which it is known in every format; empty until numbered.
    """

    text: str
    value: Figure | Entry[Any]
    wording: str = ""
    id: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Strong:
    """Text of strong importance (bold)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text (italic)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page or a mail address.

    :param target: an ``https:``, ``http:`` or ``mailto:`` address.
    """

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to something with a label.

    :param target: the label.
    :param text: the words to print, with ``{number}`` where the number goes
        (``paragraph {number}``); empty until numbered for the usual words of the target's kind.
    :param kind: what the label stands for; known once numbered.
    :param number: ``8``, ``8(b)``, ``2``; empty for what has no number. Known once numbered.
    """

    target: str
    text: str = ""
    kind: LabelKind | None = None
    number: str = ""
    origin: Origin = field(default=Origin(""), compare=False)

    @property
    def words(self) -> str:
        """What is printed, number and all."""
        return self.text.replace("{number}", self.number)


Inline = Text | Printed | Strong | Emphasis | Link | Reference
Inlines = tuple[Inline, ...]

# --- Blocks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without a number. Level 1 is the title of the paper, and there is one."""

    level: Literal[1, 2, 3, 4]
    content: Inlines
    label: str = ""
    origin: Origin = field(default=Origin(""), compare=False)


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph of the body.

    :param level: 0 for 1, 2, 3 …; 1 for (a), (b) …; 2 for (i), (ii) …
    :param number: ``8``, ``(b)`` or ``(ii)``, without a full stop; empty until numbered.
    """

    content: Inlines
    level: Literal[0, 1, 2] = 0
    label: str = ""
    number: str = ""
    origin: Origin = field(default=Origin(""), compare=False)


@dataclass(frozen=True, slots=True)
class PlainParagraph:
    """A paragraph outside the numbering, such as the lead of the recommendations."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bulleted item. Neighbouring bullets make one list.

    :param level: 0 for a list of its own, 1 for a list within an item.
    """

    content: Inlines
    level: Literal[0, 1] = 0


@dataclass(frozen=True, slots=True)
class Detail:
    """A front-page detail: ``Report of``, and who that is. Neighbours make one list."""

    term: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the meeting is asked to do. Lettered (a), (b) … on its own, apart from the body.

    :param number: ``(a)``; empty until numbered.
    """

    content: Inlines
    label: str = ""
    number: str = ""
    origin: Origin = field(default=Origin(""), compare=False)


Alignment = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading and how its cells are set.

    :param width: share of the table's width (all columns' widths make up 1), or nothing.
    """

    heading: Inlines
    alignment: Alignment = "left"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; the first cell of each row is that row's heading.

    :param rows: as many cells in each as there are columns.
    :param number: ``2``, printed as "Table 2"; empty until numbered.
    """

    caption: Inlines
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    label: str = ""
    number: str = ""
    origin: Origin = field(default=Origin(""), compare=False)


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of columns of a chart: a point for each category, or a gap."""

    name: str
    points: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of figures of one unit over categories, drawn natively by each renderer.

    :param title: what the chart shows, as its accessible name; the caption is the figure's.
    :param alternative: what a reader who cannot see it should take from it.
    :param unit: what the value axis counts, in words: ``£m``, ``Plans issued``.
    :param decimals: decimal places on the value axis.
    """

    kind: Literal["line", "column"]
    title: str
    alternative: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its alternative text.

    :param content: the bytes of a PNG or JPEG file.
    :param width: on the page, in millimetres.
    """

    content: bytes = field(repr=False)
    media_type: Literal["image/png", "image/jpeg"]
    alternative: str
    width: float


@dataclass(frozen=True, slots=True)
class Illustration:
    """A chart or picture with its caption.

    :param number: ``1``, printed as "Figure 1"; empty until numbered.
    """

    shows: Chart | Picture
    caption: Inlines
    label: str = ""
    number: str = ""
    origin: Origin = field(default=Origin(""), compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A note in small type below a table or chart, such as where its figures come from."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Appendix:
    """An entry in the list of appendices: a document that goes with the paper.

    :param number: ``2``, printed as "Appendix 2"; given by the meeting, not counted.
    :param file: name of the published file that the entry links to; empty if it has none.
    """

    number: str
    title: str
    label: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Heading
    | NumberedParagraph
    | PlainParagraph
    | Bullet
    | Detail
    | Recommendation
    | Table
    | Illustration
    | Note
    | Appendix
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class PaperKey:
    """Which paper of which meeting a paper is.

    :param meeting: name of the meeting's folder.
    :param item: number of the agenda item.
    :param appendix: number of the appendix, or 0 for the item's own paper.
    """

    meeting: str
    item: int
    appendix: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    :param title: as in the document's properties; the visible title is the level 1 heading.
    :param header: short line at the top of each page: body, date and item.
    :param author: who the report is of.
    :param dated: the date of the meeting; also the date in the document's properties, so that
        two builds of the same inputs are alike.
    :param language: BCP 47 tag.
    :param landscape: whether the pages lie on their long side.
    :param key: which paper it is, for whoever brings it up to date later.
    :param untraced: phrases with numbers that come from no workbook, such as ``20 weeks``.
    """

    title: str
    header: str
    author: str
    subject: str
    dated: date
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    landscape: bool = False
    key: PaperKey | None = None
    untraced: tuple[str, ...] = ()


def plain_text(content: Inlines) -> str:
    """Return the words of some inlines, as a reader would read them out."""
    return "".join(_words(content))


def _words(content: Iterable[Inline]) -> Iterator[str]:
    for inline in content:
        match inline:
            case Text(text) | Printed(text):
                yield text
            case Strong(children) | Emphasis(children) | Link(children=children):
                yield from _words(children)
            case Reference():
                yield inline.words


def map_inlines(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """Return a block with each of its pieces of text changed."""
    match block:
        case Table():
            return replace(
                block,
                caption=change(block.caption),
                columns=tuple(
                    TableColumn(change(column.heading), column.alignment, column.width)
                    for column in block.columns
                ),
                rows=tuple(tuple(change(cell) for cell in row) for row in block.rows),
            )
        case Illustration():
            return replace(block, caption=change(block.caption))
        case Appendix() | PageBreak():
            return block
        case _:
            return replace(block, content=change(block.content))

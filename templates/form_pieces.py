"""Pieces of a Word form in the house style: paragraphs, captions, tables, with the tags in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from docx.shared import Mm
from lxml.etree import _Element

from papergen.ooxml.bookmark import bookmarked
from papergen.ooxml.field import sequence_number, text_reference
from papergen.ooxml.house_style import open_house_style
from papergen.ooxml.paragraph import paragraph, run
from papergen.ooxml.table import row, table

HOUSE = open_house_style(Path(__file__).with_name("house-style.docx"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    :param width: in millimetres; the text is 160 mm wide.
    """

    heading: str
    width: float
    number: bool = False


def styled(style: str, *content: str | _Element) -> _Element:
    """Return a paragraph in a style of the house."""
    runs = [run(each) if isinstance(each, str) else each for each in content]
    return paragraph(HOUSE.ids[style], runs, keep_next=style == "Caption")


def tag(text: str) -> _Element:
    """Return a paragraph of its own for a tag that goes around paragraphs."""
    return styled("Body Text", f"{{%p {text} %}}")


def numbered(*content: str | _Element) -> _Element:
    """Return a numbered paragraph."""
    return styled("Numbered Paragraph", *content)


def narrative(key: str) -> Iterator[_Element]:
    """Yield a text of the commentary, if there is one."""
    yield tag(f'if "{key}" in commentary')
    yield numbered(f"{{{{ commentary.{key}|narrative }}}}")
    yield tag("endif")


def detail(term: str, text: str) -> _Element:
    """Return a detail: a term, and what it is."""
    return styled("Detail", run(f"{term}:", style=HOUSE.ids["Strong"], bold=True), f"\t{text}")


def reference(kind: str, name: str) -> tuple[str, _Element]:
    """Return ``Table 1`` as a reference to a caption; Word keeps it up to date."""
    return f"{kind} ", text_reference(name, [run("1")])


BOOKMARKS = count(1)


def caption(kind: Literal["Table", "Figure"], name: str, text: str) -> _Element:
    """Return a caption whose number is in a bookmark, by which the text refers to it."""
    number = bookmarked(name, next(BOOKMARKS), [sequence_number(kind, [run("1")])])
    return styled("Caption", f"{kind} ", *number, f": {text}")


def grid(
    title: str,
    columns: Sequence[Column],
    *rows: Sequence[str] | str,
    totals: Sequence[Sequence[str]] = (),
    together: bool = False,
) -> _Element:
    """Return a table with one header row.

    :param rows: cells of a row, or a tag that goes around rows.
    :param totals: rows at the end, which stand out.
    :param together: whether the rows stay on one page, with what follows if there are no totals.
    """
    widths = [Mm(column.width).twips for column in columns]
    headings = [column.heading for column in columns]
    element = table(
        HOUSE.ids["Paper Table"],
        widths,
        title=title,
        description="Columns: " + "; ".join(each for each in headings if "{" not in each),
    )
    element.append(row(_cells(headings, columns, "Table Heading"), widths, header=True))
    for cells in rows:
        if isinstance(cells, str):
            cells = [f"{{%tr {cells} %}}", *[""] * (len(columns) - 1)]
        looks = _cells(cells, columns, "Table Text", keep_next=together)
        element.append(row(looks, widths))
    for cells in totals:
        element.append(
            row(_cells(cells, columns, "Table Text", strong=True, keep_next=False), widths)
        )
    return element


def _cells(
    texts: Sequence[str],
    columns: Sequence[Column],
    style: str,
    *,
    strong: bool = False,
    keep_next: bool = True,
) -> Iterator[_Element]:
    run_style = HOUSE.ids["Strong"] if strong else ""
    for text, column in zip(texts, columns, strict=True):
        number = column.number and not text.startswith("{%")
        alignment = "right" if number and style == "Table Heading" else ""
        name = "Table Number" if number and style == "Table Text" else style
        yield paragraph(
            HOUSE.ids[name],
            [run(text, style=run_style, bold=strong)],
            alignment=alignment,
            keep_next=keep_next,
        )


def or_dash(figure: str, wording: str) -> str:
    """Return the tag of a figure that may be missing."""
    return f"{{{{ {figure}|{wording} if {figure} is not none else '–' }}}}"

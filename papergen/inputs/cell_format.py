"""How the cells of a written workbook look: number formats by column, colours of the ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from papergen.inputs.condition_tracker import Rag
from papergen.inputs.layout import NOTES, Column, ColumnKind

INK = "#1F3864"
RATING_COLOURS = {
    Rag.RED: ("#F8CBCB", "#7A0000"),
    Rag.AMBER: ("#FFE3B0", "#5C3A00"),
    Rag.GREEN: ("#CDE8CF", "#0B4A12"),
    Rag.BLUE: ("#CFE0F5", "#0B3568"),
}
"""Ground and ink of each rating. The cell says the word too: colour never says anything alone."""

_NUMBER_FORMATS: Mapping[ColumnKind, str] = {
    "date": "dd/mm/yyyy",
    "month": "mmm yyyy",
    "percent": "0%",
    "count": "#,##0",
}

_DATES = frozenset({_NUMBER_FORMATS["date"], _NUMBER_FORMATS["month"]})
_TO_THE_LEFT = {"align": "left", "indent": 1}
_EVERY_CELL = {"valign": "top", "bottom": 1, "bottom_color": "#D0D7E3"}

_WIDTHS = {
    "Number": 9,
    "Reference": 11,
    "Condition number": 11,
    "Threshold year": 11,
    "Key": 25,
    "Short title": 20,
    "Condition": 42,
    "Owner": 21,
    "Evidence": 30,
    "Narrative": 42,
    "Line": 46,
    "Kind": 34,
    "Measure": 20,
    "Funding source": 27,
    "Fact": 42,
    "Value": 42,
    "Published in": 36,
    "Text": 100,
    "Notes": 42,
}
_KIND_WIDTHS: Mapping[ColumnKind, int] = {"text": 48, "choice": 13, "unit": 8}
_OTHER_WIDTH = 12

_NUMBERS: frozenset[ColumnKind] = frozenset({"count", "percent", "money"})
_LINE_HEIGHT = 13.0


class CellFormats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._cells: dict[tuple[str, bool, bool], Format] = {}
        self.title = workbook.add_format({"bold": True, "font_size": 14, "font_color": INK})
        self.guidance = workbook.add_format({"italic": True, "font_color": "#404040"})
        heading = {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "font_color": "#FFFFFF",
            "bg_color": INK,
        }
        self.heading = workbook.add_format({**heading, **_TO_THE_LEFT})
        self.number_heading = workbook.add_format({**heading, "align": "right"})
        self.ratings = {
            rating: workbook.add_format({"bg_color": ground, "font_color": text})
            for rating, (ground, text) in RATING_COLOURS.items()
        }

    def heading_of(self, column: Column) -> Format:
        """Return the format of a column's heading: over numbers it stands to the right."""
        return self.number_heading if column.kind in _NUMBERS else self.heading

    def of(self, column: Column, content: object, unit: object, *, strong: bool) -> Format:
        """Return the format of a cell by its column and what it holds.

        :param unit: the unit of the cell's row, if it has one.
        :param strong: whether the row is set in bold.
        """
        bold = strong and column is not NOTES
        key = (_number_format(column, content, unit), strong, bold)
        if key not in self._cells:
            look: dict[str, Any] = {"num_format": key[0], "bold": bold, **_EVERY_CELL}
            if key[0] == "General":
                look |= {"text_wrap": True, **_TO_THE_LEFT}
            elif key[0] in _DATES:
                look |= _TO_THE_LEFT
            if strong:
                look["bg_color"] = "#E4EAF4"
            self._cells[key] = self._workbook.add_format(look)
        return self._cells[key]


def _number_format(column: Column, content: object, unit: object) -> str:
    match column.kind, content:
        case "money", _:
            return "#,##0" if unit in ("£", "£000") else "#,##0.000"
        case "any", date():
            return _NUMBER_FORMATS["date"]
        case "any", int() | Decimal():
            return "#,##0.###"
    return _NUMBER_FORMATS.get(column.kind, "General")


def column_width(column: Column) -> int:
    """Return how wide a column is, in characters of the workbook's font."""
    return _WIDTHS.get(column.heading) or _KIND_WIDTHS.get(column.kind, _OTHER_WIDTH)


def row_height(columns: Iterable[Column], row: Mapping[str, object]) -> float | None:
    """Return how high a row is for all of its texts to be seen, in points; nothing for one line.

    Spreadsheets other than Excel do not fit the heights themselves when they open a workbook.
    """
    lines = max(
        _lines(row.get(column.heading), column_width(column))
        for column in columns
        if column.kind not in _NUMBERS
    )
    return None if lines == 1 else _LINE_HEIGHT * lines + 3


def _lines(content: object, width: int) -> int:
    """Return how many lines a text takes in a column, blank ones between paragraphs included.

    A column is measured in digits; letters are narrower on the whole.
    """
    if not isinstance(content, str):
        return 1
    return sum(len(wrap(paragraph, round(width * 1.1))) or 1 for paragraph in content.split("\n"))

"""Writing workbooks from layouts: the blank ones that are filled in, and the sample.

Each table gets a sheet of its own: a title, a line of guidance, and an Excel table whose headings
carry notes and whose cells take only what the layout allows. What a cell may be chosen from stands
on a hidden sheet. The same tables always make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from papergen.inputs.cell_format import CellFormats, column_width, row_height
from papergen.inputs.condition_tracker import Rag
from papergen.inputs.data_validation import choice_rule, choices_of, entry_rule
from papergen.inputs.layout import NOTES, Column, Layout

TITLE_ROW, GUIDANCE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 3, 4
LISTS = "Lists"
A4 = 9  # ECMA-376 part 1, 18.3.1.63, paperSize

Lists = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its equals sign, and the result that is stored with it."""

    text: str
    result: Decimal | int


Content = str | int | Decimal | date | Enum | Formula | None
RowContent = Mapping[str, Content]


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table to write: a layout and its rows, each by heading; blank where nothing is given.

    :param rows: at least one; a row may be empty.
    :param years: headings of the year columns, in order, if the layout has them.
    :param guidance: a line between the title and the table.
    :param strong: indices of the rows set in bold, such as totals.
    """

    layout: Layout
    rows: Sequence[RowContent]
    years: tuple[str, ...] = ()
    guidance: str = ""
    strong: frozenset[int] = frozenset()


def write_workbook(path: Path, title: str, tables: Iterable[FilledTable], dated: date) -> None:
    """Write an ``.xlsx`` with a sheet for each table and a hidden one for the choices.

    :param title: of the workbook, in its properties.
    :param dated: the date in the workbook's properties.
    """
    options = {"default_format_properties": {"font_name": "Arial", "font_size": 10}}
    with Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": title, "created": datetime.combine(dated, time())})
        formats = CellFormats(workbook)
        lists: Lists = {}
        for table in tables:
            _write_sheet(workbook.add_worksheet(table.layout.sheet), table, formats, lists)
        _write_lists(workbook.add_worksheet(LISTS), lists, formats)


def columns_in_order(layout: Layout, years: Sequence[str] = ()) -> tuple[Column, ...]:
    """Return a table's columns as they are written: the years stand before the notes."""
    by_year = [
        Column(year, "money", f"Figure for the financial year {year}, in the row's unit.")
        for year in years
    ]
    first = [column for column in layout.columns if column is not NOTES]
    return (*first, *by_year, *layout.columns[len(first) :])


def cell_address(
    layout: Layout, years: Sequence[str], heading: str, row: int, *, fixed_column: bool = False
) -> str:
    """Return where a cell is going to be written: ``D7``, or ``$D7``.

    :param row: index of the row in the table, from 0.
    """
    headings = [column.heading for column in columns_in_order(layout, years)]
    address: str = xl_rowcol_to_cell(FIRST_ROW + row, headings.index(heading), col_abs=fixed_column)
    return address


def _write_sheet(sheet: Worksheet, table: FilledTable, formats: CellFormats, lists: Lists) -> None:
    columns = columns_in_order(table.layout, table.years)
    last_row = FIRST_ROW + len(table.rows) - 1
    sheet.write_string(TITLE_ROW, 0, table.layout.title, formats.title)
    sheet.write_string(GUIDANCE_ROW, 0, table.guidance, formats.guidance)
    sheet.add_table(
        HEADER_ROW,
        0,
        last_row,
        len(columns) - 1,
        {
            "name": table.layout.name,
            "style": "Table Style Light 1",
            "autofilter": False,
            "columns": [
                {"header": column.heading, "header_format": formats.heading_of(column)}
                for column in columns
            ],
        },
    )
    for position, column in enumerate(columns):
        _set_up_column(sheet, position, column, last_row, formats, lists)
    for index, row in enumerate(table.rows):
        sheet.set_row(FIRST_ROW + index, row_height(columns, row))
        for position, column in enumerate(columns):
            content = row.get(column.heading)
            strong = index in table.strong
            look = formats.of(column, content, row.get("Unit"), strong=strong)
            _write_cell(sheet, FIRST_ROW + index, position, content, look)
    _set_up_page(sheet, table.layout)


def _write_cell(sheet: Worksheet, row: int, column: int, content: Content, look: Format) -> None:
    match content:
        case None:
            sheet.write_blank(row, column, None, look)
        case Formula(text, result):
            sheet.write_formula(row, column, text, look, result)
        case Enum():
            sheet.write_string(row, column, content.value, look)
        case str():
            sheet.write_string(row, column, content, look)
        case date():
            sheet.write_datetime(row, column, content, look)
        case int() | Decimal():
            sheet.write_number(row, column, content, look)


def _set_up_column(
    sheet: Worksheet,
    position: int,
    column: Column,
    last_row: int,
    formats: CellFormats,
    lists: Lists,
) -> None:
    """Give a column its width, the note on its heading, and the rule for what is entered."""
    sheet.set_column(position, position, column_width(column))
    note = column.help if column.required else f"{column.help} May be left blank."
    size = {"author": "papergen", "width": 210, "height": 31 + 15 * (len(note) // 32)}
    sheet.write_comment(HEADER_ROW, position, note, size)
    choices = choices_of(column)
    if choices:
        name, values = choices
        lists[name] = values
        letter = xl_col_to_name(list(lists).index(name), col_abs=True)
        rule = choice_rule(f"{LISTS}!{letter}$2:{letter}${len(values) + 1}")
    else:
        rule = entry_rule(column) or {}
    if rule:
        sheet.data_validation(FIRST_ROW, position, last_row, position, dict(rule))
    if column.choices is Rag:
        for rating, look in formats.ratings.items():
            value = f'"{rating.value}"'
            colour = {"type": "cell", "criteria": "==", "value": value, "format": look}
            sheet.conditional_format(FIRST_ROW, position, last_row, position, colour)


def _set_up_page(sheet: Worksheet, layout: Layout) -> None:
    """Freeze the header row and the first column; print on A4 landscape, one page wide."""
    sheet.set_row(HEADER_ROW, 32)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L{layout.title}&RPage &P of &N")


def _write_lists(sheet: Worksheet, lists: Lists, formats: CellFormats) -> None:
    for position, (name, values) in enumerate(lists.items()):
        sheet.write_string(0, position, name, formats.heading)
        sheet.write_column(1, position, values)
        sheet.set_column(position, position, 34)
    sheet.hide()

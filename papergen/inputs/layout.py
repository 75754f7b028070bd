"""Layouts: what a table of a workbook must hold, declared once.

A layout says what a reader expects, what a blank workbook offers, and what the documentation
lists. Its columns are found by their headings, in any order, among any others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

ColumnKind = Literal["text", "date", "month", "count", "percent", "money", "unit", "choice", "any"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    :param heading: as it stands in the header row; case and spacing do not matter.
    :param kind: what its cells hold. ``money`` takes its unit from the row's ``unit`` column;
        ``any`` takes text, a date or a number, as the row's ``unit`` says.
    :param help: what to enter, for the note on the header cell and for the documentation.
    :param required: whether a row may leave it blank.
    :param optional: whether the whole column may be missing.
    :param choices: for a ``choice``, the enum whose values may be entered.
    """

    heading: str
    kind: ColumnKind
    help: str
    required: bool = True
    optional: bool = False
    choices: type[Enum] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: the Excel table's name, the sheet it stands on in a blank workbook, its columns.

    :param name: of the Excel table; where there is none of that name, the header row is sought.
    :param by_year: whether it has a money column for each financial year, headed ``2024/25``,
        with at least one.
    :param optional: whether a workbook may do without the table.
    :param named_by: heading of the column by which people know a row; the first if it is empty.
    """

    name: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    by_year: bool = False
    optional: bool = False
    named_by: str = ""


NOTES = Column(
    "Notes",
    "text",
    "Where the figures come from and anything that colleagues should know. "
    "Begin with “Illustrative” if the figures are made up.",
    required=False,
    optional=True,
)

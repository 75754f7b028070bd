"""A cell of a workbook, and what one cell says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

CellValue = str | int | float | bool | date | datetime | None

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, and what it held.

    Two cells are equal when they stand in the same place; what they hold does not count.

    :param workbook: file name of the workbook, without folders: ``financial_profile.xlsx``.
    :param sheet: name of the sheet, as on its tab; empty for an entry of ``meeting.toml``.
    :param address: column letters and row number: ``D14``; of an entry of ``meeting.toml``, its
        path: ``items 7, title``.
    :param raw: the stored value (of a formula: its cached result).
    :param formula: the formula with its equals sign, or nothing.
    """

    workbook: str
    sheet: str
    address: str
    raw: CellValue = field(default=None, compare=False)
    formula: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        if not self.sheet:
            return f"{self.workbook}, {self.address}"
        return f"{self.workbook}, sheet {self.sheet}, cell {self.address}"


@dataclass(frozen=True, slots=True)
class Entry(Generic[T_co]):
    """What one cell says when it is no number: a text, a date or a choice, with its cell.

    :param name: what it is, in words: ``2, status (conditions)``.
    """

    value: T_co
    cell: Cell
    name: str = field(default="", compare=False)

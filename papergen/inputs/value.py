"""What a cell says: a text, a date, a choice or a number with its unit, as its column expects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from papergen.cell import Cell, Entry
from papergen.figure import Figure, Unit
from papergen.finding import Findings, Place
from papergen.inputs.layout import Column, ColumnKind
from papergen.inputs.workbook import UNREADABLE
from papergen.spelling import did_you_mean

Value = Entry[Any] | Figure | None

EXCEL_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
"""The error values of a cell (ECMA-376 part 1, 18.17.3)."""

MONEY_UNITS = {unit.value: unit for unit in Unit if unit.kind == "money"}

_MOST_DECIMALS = 9
"""Of a number in a cell: in £m, the ninth is a tenth of a penny."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell, what its column expects of it, and what a finding on it needs to know.

    :param number_format: the format of the cell's number, or nothing.
    :param unit: of money: what the row's unit cell says.
    :param name: what the figure or entry in the cell is called.
    """

    cell: Cell
    column: Column
    findings: Findings
    number_format: str = ""
    unit: Unit | None = None
    name: str = ""

    def fault(self, code: str, *, found: str, expected: str, mend: str) -> None:
        """Report what is wrong with the cell."""
        self.findings.error(code, Place.of(self.cell), found=found, expected=expected, mend=mend)


def read_value(asked: Asked) -> Value:
    """Return what a cell says; nothing if it is blank or says something else than expected.

    What it should not say, and a blank that may not be, are findings.
    """
    cell = asked.cell
    if cell.raw is None and cell.formula:
        asked.fault(
            "formula-without-result",
            found="a formula without a saved result",
            expected=_EXPECTED[asked.column.kind],
            mend="Open the workbook in Excel, let it recalculate, and save it.",
        )
        return None
    if isinstance(cell.raw, str) and cell.raw.strip() in EXCEL_ERRORS:
        asked.fault(
            "excel-error",
            found=f"the error {cell.raw.strip()}" + (f" of {cell.formula}" if cell.formula else ""),
            expected=_EXPECTED[asked.column.kind],
            mend="Mend the formula, or type the value.",
        )
        return None
    if is_blank(cell):
        if asked.column.required:
            asked.fault(
                "blank-cell",
                found="nothing",
                expected=_EXPECTED[asked.column.kind],
                mend=f"Fill it in: {asked.column.help}",
            )
        return None
    return _READERS[asked.column.kind](asked)


def is_blank(cell: Cell) -> bool:
    """Return whether a cell holds nothing, or nothing but spaces."""
    return (
        cell.raw is None
        and not cell.formula
        or (isinstance(cell.raw, str) and not cell.raw.strip())
    )


def exact(number: int | float) -> Decimal:
    """Return a cell's number as it is meant: at most 15 significant digits, nine of them decimals.

    Spreadsheets store binary fractions, so that a sum may be saved as 84.50000000000001 (ECMA-376
    part 1, 18.17.5.2: 15 digits of precision), and a difference as 9.49500000000001, or as 1E-14
    where it is nothing.
    """
    if isinstance(number, int):
        return Decimal(number)
    shown = Decimal(f"{number:.15g}")
    decimals = -int(shown.as_tuple().exponent)
    return shown if decimals <= _MOST_DECIMALS else round(shown, _MOST_DECIMALS).normalize()


def _text(asked: Asked) -> Value:
    match asked.cell.raw:
        case bool():
            return _unexpected(asked)
        case str() as words:
            if UNREADABLE in words:
                _warn_of_unreadable(asked)
            return Entry(words.strip(), asked.cell, asked.name)
        case int() | float() as number:
            return Entry(f"{exact(number).normalize():f}", asked.cell, asked.name)
        case _:
            return _unexpected(asked)


def _warn_of_unreadable(asked: Asked) -> None:
    asked.findings.warn(
        "unreadable-character",
        Place.of(asked.cell),
        found=f"{shown(asked.cell)}, in which {UNREADABLE} stands for what is no letter or sign",
        expected="letters and signs that every font has",
        mend="Type the text again where it was pasted in.",
    )


def _date(asked: Asked) -> Value:
    match asked.cell.raw:
        case datetime() as moment:
            return Entry(moment.date(), asked.cell, asked.name)
        case date() as day:
            return Entry(day, asked.cell, asked.name)
        case _:
            return _unexpected(
                asked, "Type it as 31/03/2025, and format the cell as a date in Excel."
            )


def _month(asked: Asked) -> Value:
    entry = _date(asked)
    return (
        Entry(entry.value.replace(day=1), asked.cell, asked.name)
        if isinstance(entry, Entry)
        else None
    )


def _count(asked: Asked) -> Value:
    number = _number(asked)
    if number is None:
        return None
    if number != number.to_integral_value():
        return _unexpected(asked, "Enter a whole number.")
    return Figure(number.to_integral_value(), Unit.COUNT, (asked.cell,), asked.name)


def _percent(asked: Asked) -> Value:
    number = _number(asked)
    if number is None:
        return None
    if "%" not in asked.number_format:
        return _unexpected(asked, "Format the cell as a percentage in Excel; 0.62 then shows 62%.")
    return Figure(number * 100, Unit.PERCENT, (asked.cell,), asked.name)


def _money(asked: Asked) -> Value:
    number = _number(asked)
    if number is None:
        return None
    if asked.unit is None:
        return None  # its unit cell is blank or wrong, which is a finding of its own
    return Figure(number, asked.unit, (asked.cell,), asked.name)


def _number(asked: Asked) -> Decimal | None:
    raw = asked.cell.raw
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        _unexpected(asked)
        return None
    return exact(raw)


def _unit(asked: Asked) -> Value:
    words = str(asked.cell.raw).strip()
    unit = MONEY_UNITS.get(words.replace(" ", "").replace("M", "m"))
    if unit is None:
        asked.fault(
            "wrong-unit",
            found=f"the unit “{words}”",
            expected=f"one of {', '.join(MONEY_UNITS)}",
            mend="Choose the unit that the figures in this row are in.",
        )
        return None
    return Entry(unit, asked.cell, asked.name)


def _choice(asked: Asked) -> Value:
    assert asked.column.choices is not None
    words = " ".join(str(asked.cell.raw).split())
    by_words = {str(choice.value).casefold(): choice for choice in asked.column.choices}
    choice = by_words.get(words.casefold())
    if choice is None:
        names = [str(each.value) for each in asked.column.choices]
        asked.fault(
            "unknown-choice",
            found=f"“{words}”",
            expected=f"one of {', '.join(names)}{did_you_mean(words, names)}",
            mend="Choose one from the list in the cell.",
        )
        return None
    return Entry(choice, asked.cell, asked.name)


def _any(asked: Asked) -> Value:
    """Read a cell of a column in which each row says for itself what it holds."""
    match asked.cell.raw:
        case datetime() | date():
            return _date(asked)
        case str():
            return _text(asked)
        case _:
            number = _number(asked)
            if number is None or asked.unit is None:
                return None
            shown_as_share = asked.unit is Unit.PERCENT and "%" in asked.number_format
            value = number * 100 if shown_as_share else number
            return Figure(value, asked.unit, (asked.cell,), asked.name)


def _unexpected(asked: Asked, mend: str = "") -> Value:
    """Report that a cell holds something else, and return that it says nothing."""
    asked.fault(
        f"not-a-{asked.column.kind}",
        found=shown(asked.cell),
        expected=_EXPECTED[asked.column.kind],
        mend=mend or _MEND[asked.column.kind].format(help=asked.column.help),
    )
    return None


def shown(cell: Cell) -> str:
    """Return what a cell holds, in words for a finding."""
    match cell.raw:
        case bool():
            return f"the logical value {str(cell.raw).upper()}"
        case str() as words:
            return f"the text “{words if len(words) <= 60 else words[:59] + '…'}”"
        case datetime() | date():
            return f"the date {cell.raw:%d/%m/%Y}"
        case None:
            return "nothing"
        case number:
            return f"the number {exact(number):f}"


_READERS: Mapping[ColumnKind, Callable[[Asked], Value]] = {
    "text": _text,
    "date": _date,
    "month": _month,
    "count": _count,
    "percent": _percent,
    "money": _money,
    "unit": _unit,
    "choice": _choice,
    "any": _any,
}

_EXPECTED: Mapping[ColumnKind, str] = {
    "text": "text",
    "date": "a date",
    "month": "a date in the month",
    "count": "a whole number",
    "percent": "a percentage, such as 62%",
    "money": "a number",
    "unit": f"one of {', '.join(MONEY_UNITS)}",
    "choice": "a choice from the list",
    "any": "a text, a date or a number",
}

_MEND: Mapping[ColumnKind, str] = {
    "text": "Type it as text.",
    "date": "Enter a date.",
    "month": "Enter a date in the month.",
    "count": "Enter a number, without words or signs, or leave the cell blank if it may be.",
    "percent": "Enter a number formatted as a percentage.",
    "money": "Enter a number, without words or signs; its unit stands in the column “Unit”.",
    "unit": "Choose the unit.",
    "choice": "Choose one from the list in the cell.",
    "any": "Enter what it is: {help}",
}


def unit_of(choice: Enum) -> Unit | None:
    """Return the unit that a choice such as ``£m`` stands for, or nothing (text, date)."""
    return next((unit for unit in Unit if unit.value == choice.value), None)

"""What the cells of a column take, as rules of Excel's data validation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from papergen.figure import Unit
from papergen.inputs.layout import Column, ColumnKind

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
MOST_MONEY = 1_000_000_000_000

_MONEY_UNITS = tuple(unit.value for unit in Unit if unit.kind == "money")

_RULES: Mapping[ColumnKind, Mapping[str, Any]] = {
    "date": {
        "validate": "date",
        "criteria": "between",
        "minimum": EARLIEST,
        "maximum": LATEST,
        "error_message": "Enter a date, such as 31/08/2024.",
    },
    "month": {
        "validate": "date",
        "criteria": "between",
        "minimum": EARLIEST,
        "maximum": LATEST,
        "error_message": "Enter any date in the month, such as 01/08/2024.",
    },
    "count": {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_message": "Enter a whole number, such as 12.",
    },
    "percent": {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 1,
        "error_message": "Enter a percentage from 0% to 100%.",
    },
    "money": {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -MOST_MONEY,
        "maximum": MOST_MONEY,
        "error_message": "Enter a number alone. The row's Unit says what it counts.",
    },
}


def entry_rule(column: Column) -> Mapping[str, Any] | None:
    """Return XlsxWriter's data validation for what is typed in a column; nothing if all goes.

    Columns whose entries are chosen from a list have :func:`choices_of` instead.
    """
    rule = _RULES.get(column.kind)
    return {**rule, "error_title": "Check this entry"} if rule else None


def choice_rule(source: str) -> Mapping[str, Any]:
    """Return XlsxWriter's data validation for a column that is chosen from a range of cells.

    :param source: the range: ``Lists!$A$2:$A$6``.
    """
    return {
        "validate": "list",
        "source": f"={source}",
        "error_title": "Check this entry",
        "error_message": "Choose from the list that opens at the arrow.",
    }


def choices_of(column: Column) -> tuple[str, tuple[str, ...]] | None:
    """Return the name of the list that a column's entries are chosen from, and what is in it."""
    if column.kind == "unit":
        return "Unit", _MONEY_UNITS
    if column.choices:
        return column.choices.__name__, tuple(choice.value for choice in column.choices)
    return None

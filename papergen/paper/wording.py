"""How values are worded in a paper: the filters that templates use.

Each filter takes a value of the context and returns what is printed, which still knows the value.
Rounding is half up, as accounts are rounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any

from papergen.cell import Entry
from papergen.figure import Figure, Unit
from papergen.paper.document import Inlines, Printed, Text, plain_text

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"


class WordingError(TypeError):
    """A value was given to a filter that cannot word it, such as a text to ``millions``."""


def rounded(value: Decimal, places: int | None) -> str:
    """Return a number with commas between thousands and a true minus sign.

    :param places: decimal places; nothing for as many as it has, up to three.
    """
    exact = value.quantize(Decimal(1).scaleb(-(3 if places is None else places)), ROUND_HALF_UP)
    words = f"{abs(exact):,f}"
    if places is None and "." in words:
        words = words.rstrip("0").rstrip(".")
    return f"{MINUS}{words}" if exact < 0 else words


def _figure(value: object, filter_name: str) -> Figure:
    if not isinstance(value, Figure):
        raise WordingError(f"“{filter_name}” words a figure, not {describe(value)}")
    return value


def describe(value: object) -> str:
    """Return in words what kind of value something is, for messages to template authors."""
    match value:
        case None:
            return "a blank cell"
        case Figure():
            return f"a figure ({value.name or value.unit.value})"
        case Entry(value=date() as day):
            return f"the date {day:%d/%m/%Y}"
        case Entry(value=Enum() as choice):
            return f"the choice “{choice.value}”"
        case Entry():
            return f"the text “{_brief(value.value)}”"
        case bool():
            return "a true or false"
        case int() | Decimal():
            return f"the bare number {value}"
        case str() | Text() | Printed():
            return f"the text “{_brief(value)}”"
        case Mapping():
            return "a collection of entries"
        case list() | tuple():
            return "a list"
        case _:
            return f"a whole {_spaced(type(value).__name__)}"


def _brief(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _spaced(name: str) -> str:
    """Return the name of a class in words: ``CapitalProject`` is a capital project."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _named(filter_name: str, places: int | None) -> str:
    """Return how a figure was worded: the filter, and the decimal places if it has any."""
    return filter_name if places is None else f"{filter_name} {places}"


def _money(value: object, filter_name: str, unit: Unit, places: int | None, suffix: str) -> Printed:
    figure = _figure(value, filter_name)
    words = rounded(figure.to(unit), places)
    sign, digits = (MINUS, words[1:]) if words.startswith(MINUS) else ("", words)
    return Printed(f"{sign}£{digits}{suffix}", figure, _named(filter_name, places))


def millions(value: object, places: int | None = None) -> Printed:
    """Word money in millions: ``£84.5m``, ``£10.156m``; with ``millions(1)``: ``£10.2m``."""
    return _money(value, "millions", Unit.MILLIONS, places, "m")


def thousands(value: object, places: int | None = 0) -> Printed:
    """Word money in thousands: ``£5,700k``."""
    return _money(value, "thousands", Unit.THOUSANDS, places, "k")


def pounds(value: object, places: int | None = 0) -> Printed:
    """Word money in pounds: ``£5,700,000``."""
    return _money(value, "pounds", Unit.POUNDS, places, "")


def in_millions(value: object, places: int = 3) -> Printed:
    """Word money as a bare number of millions, for a table that says £m: ``84.500``."""
    figure = _figure(value, "in_millions")
    words = rounded(figure.to(Unit.MILLIONS), places)
    return Printed(words, figure, _named("in_millions", places))


def number(value: object, places: int = 0) -> Printed:
    """Word a count: ``1,234``."""
    figure = _figure(value, "number")
    return Printed(rounded(figure.to(Unit.COUNT), places), figure, _named("number", places))


def percent(value: object, places: int = 0) -> Printed:
    """Word a share: ``62%``; with ``percent(1)``: ``62.4%``."""
    figure = _figure(value, "percent")
    words = rounded(figure.to(Unit.PERCENT), places)
    return Printed(f"{words}%", figure, _named("percent", places))


def signed(printed: object) -> Printed:
    """Put a plus sign before what is above nothing: ``{{ x|in_millions|signed }}``."""
    if not isinstance(printed, Printed):
        raise WordingError("“signed” comes after a filter that words a figure")
    figure = _figure(printed.value, "signed")
    plus = "+" if figure.value > 0 and any(digit in printed.text for digit in "123456789") else ""
    return Printed(f"{plus}{printed.text}", figure, f"{printed.wording} signed")


def figure_wording(figure: Figure) -> Printed:
    """Word a figure as its unit is usually worded, where a template asks for nothing else."""
    match figure.unit.kind:
        case "money":
            return millions(figure)
        case "count":
            return number(figure)
        case "share":
            return percent(figure)


def in_usual_unit(value: object) -> Printed:
    """Word a figure as its kind is usually worded: ``£1.2m``, ``1,234``, ``62%``."""
    return figure_wording(_figure(value, "in_usual_unit"))


Wording = Callable[..., Printed]

_WORDINGS: Mapping[str, Wording] = {
    "millions": millions,
    "thousands": thousands,
    "pounds": pounds,
    "number": number,
    "percent": percent,
}


def _size(figure: Figure, wording: str, places: int) -> Printed:
    """Word a movement without its sign."""
    words = _WORDINGS[wording] if wording else None
    return figure_wording(abs(figure)) if words is None else words(abs(figure), places)


def _is_nothing(size: Printed) -> bool:
    """Return whether a size is printed as nothing, however small it really is."""
    return not any(digit in size.text for digit in "123456789")


def change(value: object, wording: str = "", places: int = 0) -> Printed:
    """Word a movement: ``an increase of £1.2m``, ``a decrease of 14``, ``no change``."""
    figure = _figure(value, "change")
    size = _size(figure, wording, places)
    side = "an increase of" if figure.value > 0 else "a decrease of"
    words = "no change" if _is_nothing(size) else f"{side} {size.text}"
    return Printed(words, figure, f"change {size.wording}")


def above_or_below(value: object, wording: str = "", places: int = 0) -> Printed:
    """Word a variance: ``£10.156m above``, ``12 below``, ``in line with``."""
    figure = _figure(value, "above_or_below")
    size = _size(figure, wording, places)
    side = "above" if figure.value > 0 else "below"
    words = "in line with" if _is_nothing(size) else f"{size.text} {side}"
    return Printed(words, figure, f"above_or_below {size.wording}")


def _by_sign(value: object, filter_name: str, more: str, less: str, same: str) -> Printed:
    figure = _figure(value, filter_name)
    words = more if figure.value > 0 else less if figure.value < 0 else same
    return Printed(words, figure, filter_name)


def increase_or_decrease(value: object) -> Printed:
    """Return ``increase``, ``decrease`` or ``no change`` by the sign of a movement."""
    return _by_sign(value, "increase_or_decrease", "increase", "decrease", "no change")


def rose_or_fell(value: object) -> Printed:
    """Return ``rose``, ``fell`` or ``was unchanged`` by the sign of a movement."""
    return _by_sign(value, "rose_or_fell", "rose", "fell", "was unchanged")


def date_wording(value: object) -> Text | Printed:
    """Word a date: ``10 October 2024``."""
    return _date(value, "date", lambda day: f"{day.day} {day:%B %Y}")


def month_wording(value: object) -> Text | Printed:
    """Word the month of a date: ``June 2024``."""
    return _date(value, "month", lambda day: f"{day:%B %Y}")


def short_month_wording(value: object) -> Text | Printed:
    """Word the month of a date in brief, for tables and charts: ``Jun 2024``."""
    return _date(value, "short_month", lambda day: f"{day:%b %Y}")


def _date(value: object, filter_name: str, wording: Callable[[date], str]) -> Text | Printed:
    match value:
        case Entry(date() as day):
            return Printed(wording(day), value, filter_name)
        case date():
            return Text(wording(value))
        case _:
            raise WordingError(f"“{filter_name}” words a date, not {describe(value)}")


def entry_wording(entry: Entry[Any]) -> Printed:
    """Word an entry as the workbook has it; a date as ``10 October 2024``."""
    match entry.value:
        case date():
            return Printed(plain_text((date_wording(entry),)), entry, "date")
        case Enum():
            return Printed(str(entry.value.value), entry)
        case _:
            return Printed(str(entry.value), entry)


def lower_first(value: object) -> Text | Printed:
    """Begin a text with a small letter, for use within a sentence: ``not on track``.

    A first word of capitals only (``SEND``) stays as it is.
    """
    printed = _text(value, "lower_first")
    first = printed.text.split(" ", 1)[0]
    keep = len(first) > 1 and first[:2].isupper()
    text = printed.text if keep else printed.text[:1].lower() + printed.text[1:]
    return _reworded(printed, text, "lower_first")


def without_full_stop(value: object) -> Text | Printed:
    """Leave out a full stop at the end, for use within a sentence or a list."""
    printed = _text(value, "without_full_stop")
    return _reworded(printed, printed.text.rstrip().removesuffix("."), "without_full_stop")


def _reworded(printed: Text | Printed, text: str, filter_name: str) -> Text | Printed:
    if isinstance(printed, Printed):
        return Printed(text, printed.value, f"{printed.wording} {filter_name}".strip())
    return Text(text)


def _text(value: object, filter_name: str) -> Text | Printed:
    match value:
        case Entry():
            return entry_wording(value)
        case Text() | Printed():
            return value
        case str():
            return Text(value)
        case _:
            raise WordingError(f"“{filter_name}” words a text, not {describe(value)}")


def or_dash(value: object) -> object:
    """Print a dash where a cell is blank: ``{{ risk.owner|or_dash }}``."""
    return Text(DASH) if value is None else value


def listed(values: Iterable[object]) -> Inlines:
    """Word several values as a list: ``Design, Planning and Construction``."""
    worded = [_text(value, "listed") for value in values]
    inlines: list[Text | Printed] = []
    for index, item in enumerate(worded):
        if index:
            inlines.append(Text(" and " if index == len(worded) - 1 else ", "))
        inlines.append(item)
    return tuple(inlines)


def counted(values: Iterable[object], name: str, attribute: str = "", saying: str = "") -> Printed:
    """Count rows, as a figure that knows their cells: ``{{ conditions|counted("Conditions") }}``.

    ``conditions|counted("Conditions rated red", "rag", "Red")`` counts those whose rating says
    Red, and knows the ratings of all.

    :param name: what is counted, so that the figure can be found again.
    """
    rows = list(values)
    if attribute:
        entries = [getattr(row, attribute) for row in rows]
        number_of = sum(says(entry, saying) for entry in entries)
    else:
        entries = [entry for row in rows for entry in _entries(row)[:1]]
        number_of = len(rows)
    cells = dict.fromkeys(entry.cell for entry in entries if isinstance(entry, Entry))
    return number(Figure(Decimal(number_of), Unit.COUNT, tuple(cells), f"{name}, counted"))


def _entries(row: object) -> list[Entry[Any]]:
    """Return the entries of a row of the context, the one that it is known by first."""
    if not is_dataclass(row) or isinstance(row, type):
        return []
    values = (getattr(row, each.name) for each in fields(row))
    return [value for value in values if isinstance(value, Entry)]


def says(value: object, words: str) -> bool:
    """Test whether an entry holds some words: ``condition.status is saying("On track")``."""
    if value is None:
        return False
    return _text(value, "saying").text.casefold() == words.casefold()


FILTERS: Mapping[str, Callable[..., object]] = {
    **_WORDINGS,
    "in_millions": in_millions,
    "in_usual_unit": in_usual_unit,
    "signed": signed,
    "change": change,
    "increase_or_decrease": increase_or_decrease,
    "rose_or_fell": rose_or_fell,
    "above_or_below": above_or_below,
    "date": date_wording,
    "month": month_wording,
    "short_month": short_month_wording,
    "lower_first": lower_first,
    "without_full_stop": without_full_stop,
    "or_dash": or_dash,
    "listed": listed,
    "counted": counted,
}
"""The wording filters by the name that templates call them by."""

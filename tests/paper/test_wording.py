"""How figures, dates and texts are worded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergen.cell import Cell, Entry
from papergen.figure import Figure, Unit
from papergen.paper import wording
from papergen.paper.document import Printed, Text, plain_text

CELL = Cell("w.xlsx", "S", "A1")


def figure(value: str, unit: Unit = Unit.MILLIONS) -> Figure:
    return Figure(Decimal(value), unit, (CELL,))


@pytest.mark.parametrize(
    ("value", "unit", "places", "words"),
    [
        ("84.5", Unit.MILLIONS, None, "£84.5m"),
        ("84500", Unit.THOUSANDS, None, "£84.5m"),
        ("67", Unit.MILLIONS, None, "£67m"),
        ("10.156", Unit.MILLIONS, None, "£10.156m"),
        ("10.156", Unit.MILLIONS, 1, "£10.2m"),
        ("0.25", Unit.MILLIONS, 1, "£0.3m"),
        ("-1.2", Unit.MILLIONS, None, "−£1.2m"),
        ("-0.04", Unit.MILLIONS, 1, "£0.0m"),
        ("1234567", Unit.MILLIONS, 0, "£1,234,567m"),
    ],
)
def test_money_in_millions(value: str, unit: Unit, places: int | None, words: str) -> None:
    assert wording.millions(figure(value, unit), places).text == words


def test_other_wordings_of_figures() -> None:
    assert wording.in_millions(figure("84.5")).text == "84.500"
    assert wording.signed(wording.in_millions(figure("84.5"))).text == "+84.500"
    assert wording.signed(wording.in_millions(figure("0.0001"))).text == "0.000"
    assert wording.pounds(figure("5.7")).text == "£5,700,000"
    assert wording.number(figure("1234", Unit.COUNT)).text == "1,234"
    assert wording.percent(figure("62.4", Unit.PERCENT)).text == "62%"


@pytest.mark.parametrize(
    ("value", "change", "side"),
    [
        ("1.2", "an increase of £1.2m", "£1.2m above"),
        ("-1.2", "a decrease of £1.2m", "£1.2m below"),
        ("0", "no change", "in line with"),
    ],
)
def test_movements_and_variances(value: str, change: str, side: str) -> None:
    assert wording.change(figure(value)).text == change
    assert wording.above_or_below(figure(value)).text == side


def test_a_movement_too_small_to_print_is_no_change() -> None:
    assert wording.change(figure("0.004"), "millions", 1).text == "no change"


def test_dates_and_texts() -> None:
    day = Entry(date(2024, 3, 5), CELL)
    assert wording.date_wording(day) == Printed("5 March 2024", day, "date")
    assert wording.month_wording(day).text == "March 2024"
    assert wording.lower_first("Not on track").text == "not on track"
    assert wording.lower_first("SEND support").text == "SEND support"
    assert wording.without_full_stop("Reach balance. ").text == "Reach balance"
    assert plain_text(wording.listed(["a", "b", "c"])) == "a, b and c"
    assert wording.or_dash(None) == Text("–")


@pytest.mark.parametrize("filter_", [wording.millions, wording.number, wording.percent])
def test_a_filter_refuses_what_is_no_figure(filter_: Callable[[object], Printed]) -> None:
    with pytest.raises(wording.WordingError):
        filter_("84.5")


@given(st.decimals(-10_000, 10_000, places=6, allow_nan=False), st.integers(0, 4))
def test_what_is_printed_is_the_figure_rounded_half_up(value: Decimal, places: int) -> None:
    words = wording.rounded(value, places).replace(",", "").replace("−", "-")
    assert abs(Decimal(words) - value) * 2 <= Decimal(1).scaleb(-places)
    assert len(words.partition(".")[2]) == places

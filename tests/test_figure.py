"""Figures: units are checked, sources united, amounts exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergen.cell import Cell
from papergen.figure import Figure, Unit, UnitMismatch, total

MONEY = [Unit.POUNDS, Unit.THOUSANDS, Unit.MILLIONS]
values = st.decimals(-10_000, 10_000, places=3, allow_nan=False)
figures = st.builds(
    lambda value, unit, row: Figure(value, unit, (Cell("w.xlsx", "S", f"A{row}"),)),
    values,
    st.sampled_from(MONEY),
    st.integers(1, 9),
)


@given(figures, figures)
def test_sums_and_differences_are_exact_across_units(one: Figure, other: Figure) -> None:
    assert (one + other).amount == one.amount + other.amount
    assert (one - other).amount == one.amount - other.amount
    assert (one - other) + other == one


@given(st.lists(figures, min_size=1, max_size=6))
def test_a_total_has_every_source_once(several: list[Figure]) -> None:
    whole = total(several)
    assert whole.amount == sum(figure.amount for figure in several)
    assert set(whole.sources) == {cell for figure in several for cell in figure.sources}
    assert len(whole.sources) == len(set(whole.sources))
    assert sum(several[1:], several[0]) == whole


def test_figures_compare_by_amount() -> None:
    assert Figure(Decimal("84.5"), Unit.MILLIONS) == Figure(Decimal(84500), Unit.THOUSANDS)
    assert Figure(Decimal("84.5"), Unit.MILLIONS) > Figure(Decimal(84_499_999), Unit.POUNDS)


def test_pounds_are_not_added_to_pupils() -> None:
    money, pupils = Figure(Decimal(1), Unit.MILLIONS, name="Deficit"), Figure(
        Decimal(1), Unit.COUNT
    )
    with pytest.raises(UnitMismatch, match="Deficit is in £m, not in number"):
        _ = money + pupils
    with pytest.raises(UnitMismatch):
        _ = money < pupils
    assert money != pupils


def test_a_share_of_another_figure_is_a_percentage() -> None:
    share = Figure(Decimal("0.5"), Unit.MILLIONS).over(Figure(Decimal(2000), Unit.THOUSANDS))
    assert (share.value, share.unit) == (Decimal(25), Unit.PERCENT)

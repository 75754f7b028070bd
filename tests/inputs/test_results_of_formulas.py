"""Results of formulas are read as they are meant, not as binary fractions leave them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergen.inputs.value import exact


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        (84.50000000000001, "84.5"),
        (121.574 - 112.079, "9.495"),
        (0.1 + 0.2 - 0.3, "0"),
        (0.625, "0.625"),
        (123456789012.345, "123456789012.345"),
        (1e20, "100000000000000000000"),
        (-5, "-5"),
    ],
)
def test_leftovers_of_binary_fractions_are_dropped(stored: float, meant: str) -> None:
    assert exact(stored) == Decimal(meant)


thousandths = st.integers(-(10**9), 10**9).map(lambda count: Decimal(count) / 1000)


@given(st.lists(thousandths, min_size=1, max_size=30))
def test_sums_come_out_even(amounts: list[Decimal]) -> None:
    assert exact(sum(map(float, amounts))) == sum(amounts)

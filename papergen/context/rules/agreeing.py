"""Whether a figure agrees with what it should come to, and the finding if it does not."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from papergen.figure import Figure
from papergen.finding import Findings, Place

_TOLERANCE = Decimal(1)
"""In pounds, or ones: differences below it come from the rounding of cells, not from a slip."""


def expect(
    code: str, stated: Figure, expected: Figure, reason: str, mend: str, findings: Findings
) -> None:
    """Report a stated figure that differs from what it should come to.

    :param stated: what a cell says; the finding is on that cell.
    :param expected: what it should say, in any unit of its kind.
    :param reason: what the expected value is, in words: ``the sum of its lines``.
    """
    if abs(stated.amount - expected.amount) < _TOLERANCE:
        return
    cell = stated.sources[0]
    unit = stated.unit.value
    findings.warn(
        code,
        Place.of(cell),
        found=f"{_plain(stated.value)} ({unit})",
        expected=f"{_plain(expected.to(stated.unit))} ({unit}), {reason}",
        mend=mend,
    )


def cells_of(figures: Iterable[Figure]) -> str:
    """Return the addresses of the cells behind some figures: ``D5, D6 and D7``."""
    addresses = [figure.sources[0].address for figure in figures]
    if len(addresses) < 2:
        return "".join(addresses)
    return f"{', '.join(addresses[:-1])} and {addresses[-1]}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"

"""Figures: numbers that know their unit and the cells that they came from.

Arithmetic on figures gives figures: units are checked, sources are united, and the derivation is
kept, so that a difference made in a template is traced without anybody's help.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal

from papergen.cell import Cell

Kind = Literal["money", "count", "share"]


class Unit(Enum):
    """What a figure is counted in. The value is how a workbook writes it."""

    POUNDS = "£"
    THOUSANDS = "£000"
    MILLIONS = "£m"
    COUNT = "number"
    PERCENT = "%"

    @property
    def kind(self) -> Kind:
        """What may be added to what: money, a count, or a share of something."""
        match self:
            case Unit.COUNT:
                return "count"
            case Unit.PERCENT:
                return "share"
            case _:
                return "money"

    @property
    def size(self) -> Decimal:
        """How much one of the unit is in the smallest unit of its kind (£, one, 100%)."""
        sizes = {
            Unit.THOUSANDS: Decimal(1_000),
            Unit.MILLIONS: Decimal(1_000_000),
            Unit.PERCENT: Decimal("0.01"),
        }
        return sizes.get(self, Decimal(1))


class UnitMismatch(TypeError):
    """Figures of different kinds were added or compared, such as pounds with pupils."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a figure was worked out: an operation (``+``, ``−``, ``×``, ``÷``), operands in order."""

    operation: str
    operands: tuple[Figure | Decimal, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number with its unit and the cells behind it.

    Figures compare by amount: £84,500,000 equals £84.5m, whatever cells they came from.

    :param value: in the unit given; never a float.
    :param sources: the cells behind it, each once, in the order in which they were used.
    :param name: what it is, in words: ``Cumulative deficit 2024/25 (agreement)``.
    :param derivation: how it was worked out, unless it is what a single cell says.
    """

    value: Decimal
    unit: Unit
    sources: tuple[Cell, ...] = ()
    name: str = ""
    derivation: Derivation | None = None

    @property
    def amount(self) -> Decimal:
        """The value in the smallest unit of its kind: pounds, ones, or a share of 1."""
        return self.value * self.unit.size

    def to(self, unit: Unit) -> Decimal:
        """Return the value in another unit of the same kind.

        :raises UnitMismatch: if the kinds differ.
        """
        self._check(unit)
        return self.value if unit is self.unit else self.amount / unit.size

    def converted(self, unit: Unit) -> Figure:
        """Return the same figure in another unit of the same kind.

        :raises UnitMismatch: if the kinds differ.
        """
        return Figure(self.to(unit), unit, self.sources, self.name, self.derivation)

    def named(self, name: str) -> Figure:
        """Return the same figure under a name of its own."""
        return Figure(self.value, self.unit, self.sources, name, self.derivation)

    def over(self, other: Figure) -> Figure:
        """Return this figure as a percentage of another of the same kind.

        :raises UnitMismatch: if the kinds differ.
        :raises ZeroDivisionError: if the other is zero.
        """
        self._check(other.unit)
        share = self.amount / other.amount * 100
        return self._derived("÷", share, Unit.PERCENT, other)

    def __add__(self, other: Figure | int) -> Figure:
        if isinstance(other, int):
            return self._plus_nothing(other)
        self._check_figure(other)
        return self._derived("+", self.value + other.to(self.unit), self.unit, other)

    def __radd__(self, other: int) -> Figure:
        return self._plus_nothing(other)

    def __sub__(self, other: Figure) -> Figure:
        self._check_figure(other)
        return self._derived("−", self.value - other.to(self.unit), self.unit, other)

    def __mul__(self, factor: int | Decimal) -> Figure:
        return self._derived("×", self.value * factor, self.unit, Decimal(factor))

    __rmul__ = __mul__

    def __truediv__(self, divisor: int | Decimal) -> Figure:
        return self._derived("÷", self.value / divisor, self.unit, Decimal(divisor))

    def __neg__(self) -> Figure:
        return self._derived("−", -self.value, self.unit)

    def __abs__(self) -> Figure:
        return self if self.value >= 0 else self._derived("|x|", -self.value, self.unit)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Figure):
            return NotImplemented
        return self.unit.kind == other.unit.kind and self.amount == other.amount

    def __hash__(self) -> int:
        return hash((self.unit.kind, self.amount))

    def __lt__(self, other: Figure | int) -> bool:
        return self._comparable(other) < 0

    def __le__(self, other: Figure | int) -> bool:
        return self._comparable(other) <= 0

    def __gt__(self, other: Figure | int) -> bool:
        return self._comparable(other) > 0

    def __ge__(self, other: Figure | int) -> bool:
        return self._comparable(other) >= 0

    def __bool__(self) -> bool:
        return self.value != 0

    def _comparable(self, other: Figure | int) -> Decimal:
        """Return the difference in amount; nothing is nothing in every unit, so 0 will do."""
        if isinstance(other, int) and other == 0:
            return self.amount
        self._check_figure(other)
        assert isinstance(other, Figure)
        return self.amount - other.amount

    def _check_figure(self, other: object) -> None:
        """Check what a template hands over, which no type checker has seen."""
        if not isinstance(other, Figure):
            what = self.name or f"a figure in {self.unit.value}"
            raise UnitMismatch(f"{what} was put together with {other!r}, which is no figure")
        self._check(other.unit)

    def _check(self, unit: Unit) -> None:
        if unit.kind != self.unit.kind:
            what = self.name or f"a figure in {self.unit.value}"
            raise UnitMismatch(f"{what} is in {self.unit.value}, not in {unit.value}")

    def _plus_nothing(self, other: int) -> Figure:
        """Let ``sum()`` start from its 0; any other bare number has no unit."""
        if other != 0:
            raise UnitMismatch(f"{other} has no unit")
        return self

    def _derived(
        self, operation: str, value: Decimal, unit: Unit, *others: Figure | Decimal
    ) -> Figure:
        figures = [self, *(other for other in others if isinstance(other, Figure))]
        return Figure(
            value,
            unit,
            unite_sources(figures),
            derivation=Derivation(operation, (self, *others)),
        )


def unite_sources(figures: Iterable[Figure]) -> tuple[Cell, ...]:
    """Return the cells behind several figures, each once, in order."""
    return tuple(dict.fromkeys(cell for figure in figures for cell in figure.sources))


def total(figures: Iterable[Figure], name: str = "") -> Figure:
    """Return the sum of one or more figures of the same kind, in the unit of the first.

    :raises UnitMismatch: if the kinds differ.
    :raises ValueError: if there are none.
    """
    operands = tuple(figures)
    if not operands:
        raise ValueError("a total needs at least one figure")
    unit = operands[0].unit
    value = sum((figure.to(unit) for figure in operands), Decimal(0))
    if len(operands) == 1:
        return operands[0].named(name) if name else operands[0]
    return Figure(value, unit, unite_sources(operands), name, Derivation("+", operands))

"""Movements: printed values that are no longer what they were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from papergen.cell import Entry
from papergen.figure import Figure, Unit
from papergen.paper.document import Printed
from papergen.paper.imprint import Imprint
from papergen.paper.wording import figure_wording, signed

Movement = Literal["up", "down", "changed", "new", "gone"]

_SAID = {"figure", "status", "date"}  # texts are prose: they change without moving


@dataclass(frozen=True, slots=True)
class Change:
    """A value that moved between two papers.

    :param before: as it was; nothing if it is new.
    :param after: as it is; nothing if it is gone.
    """

    name: str
    before: Imprint | None
    after: Imprint | None

    @property
    def movement(self) -> Movement:
        """Up or down for a figure, ``changed`` for a status or date, ``new`` or ``gone``."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        if self.difference is None:
            return "changed"
        return "up" if self.difference.value > 0 else "down"

    @property
    def difference(self) -> Figure | None:
        """By how much a figure moved, knowing the cells on both sides; nothing for a status."""
        if self.before is None or self.after is None:
            return None
        before, after = figure_of(self.before), figure_of(self.after)
        if before is None or after is None or before.unit.kind != after.unit.kind:
            return None
        return (after - before).named(f"{self.name}, movement")

    @property
    def was(self) -> Printed | None:
        """The value as it was printed before."""
        return None if self.before is None else _printed_again(self.before, "before")

    @property
    def now(self) -> Printed | None:
        """The value as it is printed now."""
        return None if self.after is None else _printed_again(self.after, "now")

    @property
    def printed_difference(self) -> str:
        """The difference as it is worded: ``+£1.2m``; empty where there is none."""
        return "" if self.difference is None else signed(figure_wording(self.difference)).text


def changes_between(before: Iterable[Imprint], after: Iterable[Imprint]) -> list[Change]:
    """Return what moved, in the order of the later paper, then what is gone.

    A value that is printed in several wordings moves once.
    """
    old, new = _by_name(before), _by_name(after)
    changes = [
        Change(name, old.get(name), imprint)
        for name, imprint in new.items()
        if name not in old or not _is_same(old[name], imprint)
    ]
    return changes + [
        Change(name, imprint, None) for name, imprint in old.items() if name not in new
    ]


def _by_name(imprints: Iterable[Imprint]) -> dict[str, Imprint]:
    """Return figures, statuses and dates by name, each as it was worded first."""
    by_name: dict[str, Imprint] = {}
    for imprint in imprints:
        if imprint.kind in _SAID:
            by_name.setdefault(imprint.name, imprint)
    return by_name


def _is_same(before: Imprint, after: Imprint) -> bool:
    one, other = figure_of(before), figure_of(after)
    if one is not None and other is not None:
        return one == other
    return before.value == after.value


def figure_of(imprint: Imprint) -> Figure | None:
    """Return the figure that an imprint records, or nothing if it records none."""
    if imprint.kind != "figure":
        return None
    return Figure(Decimal(imprint.value), Unit(imprint.unit), imprint.cells, imprint.name)


def moved(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes of values that are on both sides."""
    return tuple(
        change for change in changes if change.before is not None and change.after is not None
    )


def _printed_again(imprint: Imprint, when: str) -> Printed:
    """Return a value for printing again, under a name that tells it from the first printing."""
    name = f"{imprint.name}, {when}"
    figure = figure_of(imprint)
    value: Figure | Entry[str] = (
        Entry(imprint.text, imprint.cells[0], name) if figure is None else figure.named(name)
    )
    return Printed(imprint.text, value, imprint.wording)

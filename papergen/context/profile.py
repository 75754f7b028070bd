"""A profile: income, expenditure and deficit by financial year, as agreed or as forecast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from papergen.cell import Entry
from papergen.figure import Figure, total
from papergen.finding import Findings, Place
from papergen.inputs.financial_profile import LineKind
from papergen.inputs.table import Row, Table


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A line of income, expenditure or mitigation, with its figure for each year."""

    name: Entry[str]
    kind: LineKind
    by_year: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class ProfileYear:
    """The profile's totals for a financial year. Deficits are positive, surpluses negative.

    :param year: ``2024/25``.
    :param cumulative_deficit: at the end of the year, before Safety Valve payments.
    :param payment: from the DfE under the agreement, in the year.
    """

    year: str
    total_income: Figure | None
    total_expenditure: Figure | None
    in_year_balance: Figure
    opening_deficit: Figure | None
    cumulative_deficit: Figure
    payment: Figure | None
    cumulative_deficit_after_payments: Figure | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile by year.

    :param name: ``agreement``, ``revised forecast`` or ``last report``.
    :param years: in order of time; there is at least one.
    """

    name: str
    years: tuple[ProfileYear, ...]
    income_lines: tuple[ProfileLine, ...]
    expenditure_lines: tuple[ProfileLine, ...]
    mitigation_lines: tuple[ProfileLine, ...]

    @property
    def by_year(self) -> dict[str, ProfileYear]:
        """The years by their names."""
        return {year.year: year for year in self.years}

    @property
    def first(self) -> ProfileYear:
        """The first year."""
        return self.years[0]

    @property
    def last(self) -> ProfileYear:
        """The last year."""
        return self.years[-1]

    @property
    def total_payments(self) -> Figure | None:
        """The payments of all years together, if the profile has any."""
        payments = [year.payment for year in self.years if year.payment is not None]
        return total(payments, f"Payments in all ({self.name})") if payments else None


DEFICIT = frozenset({LineKind.IN_YEAR_BALANCE, LineKind.CUMULATIVE_DEFICIT})
"""The lines that every profile has."""

WHOLE = DEFICIT | {
    LineKind.TOTAL_INCOME,
    LineKind.TOTAL_EXPENDITURE,
    LineKind.PAYMENT,
    LineKind.CUMULATIVE_DEFICIT_AFTER,
}
"""The lines that the agreement and the revised forecast have."""

_SINGLE = WHOLE | {LineKind.OPENING_DEFICIT}


def build_profile(
    table: Table, name: str, required: Iterable[LineKind], findings: Findings
) -> Profile | None:
    """Return a profile; nothing, and findings, if a line that it must have is missing or twice."""
    by_kind: dict[LineKind, list[Row]] = {kind: [] for kind in LineKind}
    for row in table.rows:
        by_kind[row.choice("Kind", LineKind).value].append(row)
    sound = True
    for kind in LineKind:
        rows = by_kind[kind]
        if kind in _SINGLE and len(rows) > 1:
            sound = False
            findings.error(
                "duplicate-line",
                Place.of(rows[1].first),
                found=f"a second line of the kind “{kind.value}”",
                expected=f"one; the first is in row of cell {rows[0].first.address}",
                mend="Correct the kind of one of the two.",
            )
        if kind in required and not rows:
            sound = False
            findings.error(
                "missing-line",
                table.place,
                found=f"no line of the kind “{kind.value}”",
                expected="one in each profile",
                mend="Add the line, or correct the kind of the line that it is.",
            )
    if not sound:
        return None
    return Profile(
        name,
        tuple(_year(year, name, by_kind) for year in table.years),
        _lines(by_kind[LineKind.INCOME], LineKind.INCOME),
        _lines(by_kind[LineKind.EXPENDITURE], LineKind.EXPENDITURE),
        _lines(by_kind[LineKind.MITIGATION], LineKind.MITIGATION),
    )


def _year(year: str, name: str, by_kind: Mapping[LineKind, Sequence[Row]]) -> ProfileYear:
    def figure(kind: LineKind) -> Figure:
        return by_kind[kind][0].by_year[year].named(f"{kind.value}, {year} ({name})")

    def figure_or_none(kind: LineKind) -> Figure | None:
        return figure(kind) if by_kind[kind] else None

    return ProfileYear(
        year,
        total_income=figure_or_none(LineKind.TOTAL_INCOME),
        total_expenditure=figure_or_none(LineKind.TOTAL_EXPENDITURE),
        in_year_balance=figure(LineKind.IN_YEAR_BALANCE),
        opening_deficit=figure_or_none(LineKind.OPENING_DEFICIT),
        cumulative_deficit=figure(LineKind.CUMULATIVE_DEFICIT),
        payment=figure_or_none(LineKind.PAYMENT),
        cumulative_deficit_after_payments=figure_or_none(LineKind.CUMULATIVE_DEFICIT_AFTER),
    )


def _lines(rows: Iterable[Row], kind: LineKind) -> tuple[ProfileLine, ...]:
    return tuple(ProfileLine(row.text("Line"), kind, row.by_year) for row in rows)

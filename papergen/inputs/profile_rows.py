"""The rows of a profile: the lines that are typed, and the totals among them as formulas.

Every formula carries its result, worked out exactly, so that a workbook says the same before and
after Excel has calculated it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from papergen.inputs.financial_profile import LineKind
from papergen.inputs.layout import Layout
from papergen.inputs.workbook_writer import FilledTable, Formula, RowContent, cell_address

SPENDING = (LineKind.EXPENDITURE, LineKind.MITIGATION)
NOTHING = Decimal(0)

YearContent = Decimal | Formula | None
Amounts = Mapping[LineKind, list[Decimal]]


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A line of a profile that is no total.

    :param by_year: a figure for each year, or nothing where it is still to be typed.
    """

    name: str
    kind: LineKind
    by_year: tuple[YearContent, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is typed of a profile: its lines, and the deficit that the first year opens with.

    :param lines: at least one each of income, spending and payments.
    :param total_notes: notes on the totals, by kind.
    """

    layout: Layout
    years: tuple[str, ...]
    lines: tuple[ProfileLine, ...]
    opening_deficit: Decimal | None = None
    total_notes: Mapping[LineKind, str] = field(default_factory=dict)
    unit: str = "£m"


def profile_table(profile: Profile, guidance: str) -> FilledTable:
    """Return a profile with its totals as formulas: income, spending, balance and deficits."""
    places = _Places(profile, _rows_in_order(profile))
    amounts = total_amounts(profile)
    rows: list[RowContent] = []
    for row in places.order:
        if isinstance(row, LineKind):
            name, kind, notes = row.value, row, profile.total_notes.get(row, "")
            by_year = _total_contents(row, amounts[row], places)
        else:
            name, kind, notes, by_year = row.name, row.kind, row.notes, row.by_year
        rows.append(
            {
                "Line": name,
                "Kind": kind,
                "Unit": profile.unit,
                **dict(zip(profile.years, by_year, strict=True)),
                "Notes": notes or None,
            }
        )
    totals = (row for row, what in enumerate(places.order) if isinstance(what, LineKind))
    return FilledTable(profile.layout, rows, profile.years, guidance, frozenset(totals))


def total_amounts(profile: Profile) -> Amounts:
    """Return the totals of a profile by kind, a figure for each year; blanks count as nothing."""

    def sums(*kinds: LineKind) -> list[Decimal]:
        lines = [line for line in profile.lines if line.kind in kinds]
        return [
            sum((amount_of(line.by_year[year]) for line in lines), NOTHING)
            for year in range(len(profile.years))
        ]

    income, spending, payments = sums(LineKind.INCOME), sums(*SPENDING), sums(LineKind.PAYMENT)
    balance = [spent - received for spent, received in zip(spending, income, strict=True)]
    opening, closing, after = [], [], []
    deficit, paid = profile.opening_deficit or NOTHING, NOTHING
    for year, overspent in enumerate(balance):
        opening.append(deficit)
        deficit += overspent
        closing.append(deficit)
        paid += payments[year]
        after.append(deficit - paid)
    return {
        LineKind.TOTAL_INCOME: income,
        LineKind.TOTAL_EXPENDITURE: spending,
        LineKind.IN_YEAR_BALANCE: balance,
        LineKind.OPENING_DEFICIT: opening,
        LineKind.CUMULATIVE_DEFICIT: closing,
        LineKind.CUMULATIVE_DEFICIT_AFTER: after,
    }


def amount_of(content: YearContent) -> Decimal:
    """Return the number that a cell shows; a blank counts as nothing."""
    match content:
        case None:
            return NOTHING
        case Formula(result=result):
            return Decimal(result)
        case _:
            return content


def _rows_in_order(profile: Profile) -> list[ProfileLine | LineKind]:
    """Return the lines and the kinds of the totals, from the top row down."""

    def of(*kinds: LineKind) -> list[ProfileLine]:
        return [line for kind in kinds for line in profile.lines if line.kind is kind]

    return [
        *of(LineKind.INCOME),
        LineKind.TOTAL_INCOME,
        *of(*SPENDING),
        LineKind.TOTAL_EXPENDITURE,
        LineKind.IN_YEAR_BALANCE,
        LineKind.OPENING_DEFICIT,
        LineKind.CUMULATIVE_DEFICIT,
        *of(LineKind.PAYMENT),
        LineKind.CUMULATIVE_DEFICIT_AFTER,
    ]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cells of a profile are going to stand.

    :param order: the lines and the kinds of the totals, from the top row down.
    """

    profile: Profile
    order: list[ProfileLine | LineKind]

    def total(self, kind: LineKind, year: int) -> str:
        """Return the address of a total."""
        return self._address(self.order.index(kind), year)

    def lines(self, kinds: tuple[LineKind, ...], year: int, *, since_first: bool = False) -> str:
        """Return the range of the lines of some kinds, in a year or from the first year to it."""
        rows = [
            index
            for index, row in enumerate(self.order)
            if isinstance(row, ProfileLine) and row.kind in kinds
        ]
        first = self._address(rows[0], 0 if since_first else year, fixed_column=since_first)
        return f"{first}:{self._address(rows[-1], year)}"

    def _address(self, row: int, year: int, *, fixed_column: bool = False) -> str:
        layout, years = self.profile.layout, self.profile.years
        return cell_address(layout, years, years[year], row, fixed_column=fixed_column)


def _total_contents(
    total: LineKind, amounts: list[Decimal], places: _Places
) -> tuple[YearContent, ...]:
    """Return what stands in the year columns of a total: formulas, but for the first opening."""
    if total is LineKind.OPENING_DEFICIT:
        later = (
            Formula(_formula(total, year, places), amounts[year]) for year in range(1, len(amounts))
        )
        return (places.profile.opening_deficit, *later)
    return tuple(
        Formula(_formula(total, year, places), amount) for year, amount in enumerate(amounts)
    )


def _formula(total: LineKind, year: int, places: _Places) -> str:
    """Return the formula of a total.

    The cumulative deficit after payments takes off all payments since the first year.
    """
    match total:
        case LineKind.TOTAL_INCOME:
            return f"=SUM({places.lines((LineKind.INCOME,), year)})"
        case LineKind.TOTAL_EXPENDITURE:
            return f"=SUM({places.lines(SPENDING, year)})"
        case LineKind.IN_YEAR_BALANCE:
            spent = places.total(LineKind.TOTAL_EXPENDITURE, year)
            return f"={spent}-{places.total(LineKind.TOTAL_INCOME, year)}"
        case LineKind.OPENING_DEFICIT:
            return f"={places.total(LineKind.CUMULATIVE_DEFICIT, year - 1)}"
        case LineKind.CUMULATIVE_DEFICIT:
            opening = places.total(LineKind.OPENING_DEFICIT, year)
            return f"={opening}+{places.total(LineKind.IN_YEAR_BALANCE, year)}"
        case _:
            paid = places.lines((LineKind.PAYMENT,), year, since_first=True)
            return f"={places.total(LineKind.CUMULATIVE_DEFICIT, year)}-SUM({paid})"

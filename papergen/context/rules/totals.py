"""Totals are what their components add up to."""

from __future__ import annotations

from collections.abc import Iterable

from papergen.context.mitigation import Mitigations
from papergen.context.profile import Profile, ProfileLine
from papergen.context.rules.agreeing import cells_of, expect
from papergen.figure import Figure, total
from papergen.finding import Findings, Place

_MEND = "Correct the total, or the line that is wrong; in Excel, let a formula add the lines up."


def check_totals(profile: Profile, findings: Findings) -> None:
    """Report totals of a profile that are not the sum of their lines.

    Total income is the sum of the income lines; total expenditure that of expenditure and
    mitigations (entered as negative expenditure); the in-year balance is expenditure less income,
    so that a deficit is positive.
    """
    for year in profile.years:
        _check_sum(year.total_income, profile.income_lines, year.year, findings)
        spending = (*profile.expenditure_lines, *profile.mitigation_lines)
        _check_sum(year.total_expenditure, spending, year.year, findings)
        if year.total_income is not None and year.total_expenditure is not None:
            expect(
                "in-year-balance",
                year.in_year_balance,
                year.total_expenditure - year.total_income,
                f"total expenditure ({cells_of([year.total_expenditure])}) less total income "
                f"({cells_of([year.total_income])})",
                "Correct the balance or the totals; a deficit is positive.",
                findings,
            )


def check_mitigations(mitigations: Mitigations, forecast: Profile, findings: Findings) -> None:
    """Report a year in which the mitigations are not what the forecast takes off for them."""
    if not forecast.mitigation_lines:
        return
    for year in forecast.by_year:
        listed = mitigations.by_year.get(year)
        taken_off = [line.by_year[year] for line in forecast.mitigation_lines]
        if listed is not None:
            expect(
                "mitigations-differ",
                taken_off[0] if len(taken_off) == 1 else total(taken_off),
                -listed,
                f"the sum of the mitigations in {cells_of(_listed(mitigations, year))}",
                "Correct the mitigation, or the forecast's lines for them.",
                findings,
            )


def _listed(mitigations: Mitigations, year: str) -> list[Figure]:
    return [line.by_year[year] for line in mitigations.lines]


def _check_sum(
    stated: Figure | None, lines: Iterable[ProfileLine], year: str, findings: Findings
) -> None:
    figures = [line.by_year[year] for line in lines]
    if stated is not None and figures:
        reason = f"the sum of {cells_of(figures)}"
        expect("total-differs", stated, total(figures), reason, _MEND, findings)


def check_mitigation_signs(profile: Profile, findings: Findings) -> None:
    """Report a mitigation line that adds to spending: it is entered as negative expenditure."""
    for line in profile.mitigation_lines:
        for year, figure in line.by_year.items():
            if figure.value > 0:
                findings.warn(
                    "mitigation-adds",
                    Place.of(figure.sources[0]),
                    found=f"{figure.value.normalize():,f} for “{line.name.value}” in {year}",
                    expected="nothing or less: a mitigation is negative expenditure",
                    mend="Enter it with a minus, or give the line the kind Expenditure.",
                )

"""A deficit at a year's end is that of the year before, and what the year adds to it."""

from __future__ import annotations

from papergen.context.profile import Profile, ProfileYear
from papergen.context.rules.agreeing import cells_of, expect
from papergen.finding import Findings

_MEND = "Correct the cell, or the balance or payment that it comes from."


def check_roll_forward(profile: Profile, findings: Findings) -> None:
    """Report deficits that do not follow from the year before.

    Cumulative deficit = that of the year before + in-year balance; after Safety Valve payments,
    less the year's payment also (the DSG management plan template of the DfE carries deficits
    forward in this way).
    """
    first = profile.years[0]
    if first.opening_deficit is not None:
        expect(
            "roll-forward",
            first.cumulative_deficit,
            first.opening_deficit + first.in_year_balance,
            f"the opening deficit ({cells_of([first.opening_deficit])}) plus the in-year balance "
            f"({cells_of([first.in_year_balance])})",
            _MEND,
            findings,
        )
    for before, year in zip(profile.years, profile.years[1:], strict=False):
        _check_year(before, year, findings)


def _check_year(before: ProfileYear, year: ProfileYear, findings: Findings) -> None:
    if year.opening_deficit is not None:
        expect(
            "roll-forward",
            year.opening_deficit,
            before.cumulative_deficit,
            f"the cumulative deficit of {before.year} ({cells_of([before.cumulative_deficit])})",
            _MEND,
            findings,
        )
    expect(
        "roll-forward",
        year.cumulative_deficit,
        before.cumulative_deficit + year.in_year_balance,
        f"the deficit of {before.year} ({cells_of([before.cumulative_deficit])}) plus the in-year "
        f"balance ({cells_of([year.in_year_balance])})",
        _MEND,
        findings,
    )
    after, after_before = (
        year.cumulative_deficit_after_payments,
        before.cumulative_deficit_after_payments,
    )
    if after is None or after_before is None or year.payment is None:
        return
    expect(
        "roll-forward",
        after,
        after_before + year.in_year_balance - year.payment,
        f"the deficit of {before.year} ({cells_of([after_before])}) plus the in-year balance "
        f"({cells_of([year.in_year_balance])}) less the payment ({cells_of([year.payment])})",
        _MEND,
        findings,
    )

"""Profiles have a column for every year, so that deficits can be carried forward."""

from __future__ import annotations

from papergen.context.profile import Profile
from papergen.finding import Findings, Place
from papergen.inputs.financial_year import following


def check_consecutive_years(profile: Profile, findings: Findings) -> None:
    """Report a year that does not follow on the one before."""
    for before, year in zip(profile.years, profile.years[1:], strict=False):
        if year.year != following(before.year):
            findings.warn(
                "year-missing",
                Place.of(year.in_year_balance.sources[0]),
                found=f"a column for {year.year} after that for {before.year}",
                expected=f"a column for {following(before.year)}",
                mend="Add the years in between.",
            )

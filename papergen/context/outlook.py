"""The outlook: the revised forecast against the agreement, year by year and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from papergen.cell import Entry
from papergen.context.profile import Profile, ProfileLine, ProfileYear
from papergen.figure import Figure
from papergen.finding import Findings, Place


@dataclass(frozen=True, slots=True)
class OutlookYear:
    """A year's forecast against the agreement. Above nothing is worse than agreed.

    :param variance_in_year: in-year balance, forecast less agreement.
    :param variance_cumulative: cumulative deficit before payments, forecast less agreement.
    :param movement_cumulative: forecast of the cumulative deficit less that of the last report, if
        there was one for the year.
    :param change_cumulative: forecast of the cumulative deficit less that of the year before, if
        the profile has it.
    """

    year: str
    agreement: ProfileYear
    forecast: ProfileYear
    variance_in_year: Figure
    variance_cumulative: Figure
    movement_cumulative: Figure | None
    change_cumulative: Figure | None


@dataclass(frozen=True, slots=True)
class OutlookLine:
    """A line of income or expenditure in the current year, forecast against agreement.

    :param agreement: nothing if only the forecast has the line.
    :param forecast: nothing if only the agreement has the line.
    :param variance: forecast less agreement, where both have the line.
    """

    name: Entry[str]
    agreement: Figure | None
    forecast: Figure | None
    variance: Figure | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The revised forecast against the agreement.

    :param years: in order of time.
    :param current: the year that the papers speak of as this year.
    :param current_lines: income, then expenditure, then mitigations.
    """

    years: tuple[OutlookYear, ...]
    current: OutlookYear
    current_lines: tuple[OutlookLine, ...]

    @property
    def final(self) -> OutlookYear:
        """The last year, in which balance is due."""
        return self.years[-1]


def build_outlook(
    agreement: Profile,
    forecast: Profile,
    last_report: Profile | None,
    current: str,
    place: Place,
    findings: Findings,
) -> Outlook | None:
    """Return the outlook; nothing, and findings, if the profiles' years differ or lack this one.

    :param current: the current year, ``2024/25``.
    :param place: of the forecast's header row.
    """
    agreed, forecasted = list(agreement.by_year), list(forecast.by_year)
    if agreed != forecasted:
        findings.error(
            "years-differ",
            place,
            found=f"a forecast for {', '.join(forecasted)}",
            expected=f"the years of the agreement, {', '.join(agreed)}",
            mend="Give both tables a column for each of the years.",
        )
        return None
    if current not in forecasted:
        findings.error(
            "current-year",
            place,
            found=f"no figures for the current year, {current}",
            expected=f"one of the forecast's years, {', '.join(forecasted)}",
            mend="Add the year's column, or set current_year in meeting.toml.",
        )
        return None
    years = tuple(
        _year(ours, theirs, before, last_report)
        for ours, theirs, before in zip(
            agreement.years, forecast.years, (None, *forecast.years), strict=False
        )
    )
    return Outlook(
        years,
        next(year for year in years if year.year == current),
        (
            *_lines(agreement.income_lines, forecast.income_lines, current),
            *_lines(agreement.expenditure_lines, forecast.expenditure_lines, current),
            *_lines(agreement.mitigation_lines, forecast.mitigation_lines, current),
        ),
    )


def _year(
    agreed: ProfileYear, forecast: ProfileYear, before: ProfileYear | None, last: Profile | None
) -> OutlookYear:
    year = agreed.year
    reported = last.by_year.get(year) if last is not None else None
    return OutlookYear(
        year,
        agreed,
        forecast,
        (forecast.in_year_balance - agreed.in_year_balance).named(
            f"In-year balance, forecast less agreement, {year}"
        ),
        (forecast.cumulative_deficit - agreed.cumulative_deficit).named(
            f"Cumulative deficit, forecast less agreement, {year}"
        ),
        (
            (forecast.cumulative_deficit - reported.cumulative_deficit).named(
                f"Cumulative deficit, movement since the last report, {year}"
            )
            if reported is not None
            else None
        ),
        (
            (forecast.cumulative_deficit - before.cumulative_deficit).named(
                f"Cumulative deficit, {year} less {before.year}"
            )
            if before is not None
            else None
        ),
    )


def _lines(
    agreed: Sequence[ProfileLine], forecast: Sequence[ProfileLine], year: str
) -> list[OutlookLine]:
    """Return the lines of both, matched by name, those of the agreement first."""
    ours = {line.name.value.casefold(): line for line in agreed}
    theirs = {line.name.value.casefold(): line for line in forecast}
    lines = []
    for name in dict.fromkeys([*ours, *theirs]):
        mine, other = ours.get(name), theirs.get(name)
        before = mine.by_year[year] if mine else None
        now = other.by_year[year] if other else None
        shown = mine or other
        assert shown is not None
        variance = (
            (now - before).named(f"{shown.name.value}, forecast less agreement, {year}")
            if now is not None and before is not None
            else None
        )
        lines.append(OutlookLine(shown.name, before, now, variance))
    return lines

"""What breaks an accounting rule is found, on the right cell, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergen.cell import Cell, Entry
from papergen.context.condition import Condition
from papergen.context.mitigation import MitigationLine, Mitigations
from papergen.context.profile import Profile, ProfileLine, ProfileYear
from papergen.context.risk import Risk
from papergen.context.rules.condition_status import check_condition_status
from papergen.context.rules.consecutive_years import check_consecutive_years
from papergen.context.rules.risk_score import check_risk_score
from papergen.context.rules.roll_forward import check_roll_forward
from papergen.context.rules.totals import check_mitigation_signs, check_mitigations, check_totals
from papergen.figure import Figure, Unit
from papergen.finding import Finding, Findings
from papergen.inputs.condition_tracker import Direction, Measure, Rag, Status
from papergen.inputs.financial_profile import LineKind

YEARS = ("2023/24", "2024/25", "2025/26")
ROWS = (
    "income grant spend therapies mitigation total_income total_expenditure in_year_balance "
    "opening_deficit cumulative_deficit payment cumulative_deficit_after_payments"
).split()


def figure(value: Decimal, row: str, year: str) -> Figure:
    """A figure in the cell of its row and year: column C is the first year's."""
    address = f"{'CDE'[YEARS.index(year)]}{ROWS.index(row) + 5}"
    return Figure(value, Unit.MILLIONS, (Cell("profile.xlsx", "Agreement", address),))


def profile(amounts: Mapping[str, list[Decimal]], opening: Decimal) -> Profile:
    """A profile that keeps every rule, over the given lines."""
    years = []
    cumulative = opening
    after = opening
    for index, year in enumerate(YEARS):
        income = amounts["income"][index] + amounts["grant"][index]
        spending = sum((amounts[row][index] for row in ROWS[2:5]), Decimal(0))
        payment = amounts["payment"][index]
        balance = spending - income
        values = {
            "total_income": income,
            "total_expenditure": spending,
            "in_year_balance": balance,
            "opening_deficit": cumulative,
            "cumulative_deficit": (cumulative := cumulative + balance),
            "payment": payment,
            "cumulative_deficit_after_payments": (after := after + balance - payment),
        }
        figures = {row: figure(value, row, year) for row, value in values.items()}
        years.append(ProfileYear(year, **figures))

    def lines(kind: LineKind, *rows: str) -> tuple[ProfileLine, ...]:
        return tuple(
            ProfileLine(
                Entry(row, Cell("profile.xlsx", "Agreement", f"A{ROWS.index(row) + 5}")),
                kind,
                {year: figure(amounts[row][i], row, year) for i, year in enumerate(YEARS)},
            )
            for row in rows
        )

    return Profile(
        "agreement",
        tuple(years),
        lines(LineKind.INCOME, "income", "grant"),
        lines(LineKind.EXPENDITURE, "spend", "therapies"),
        lines(LineKind.MITIGATION, "mitigation"),
    )


money = st.decimals(-500, 500, places=3, allow_nan=False)
AMOUNTS = st.fixed_dictionaries(
    {row: st.lists(money, min_size=3, max_size=3) for row in (*ROWS[:5], "payment")}
)
SOUND = profile(
    {
        "income": [Decimal(100)] * 3,
        "grant": [Decimal(2)] * 3,
        "spend": [Decimal(110)] * 3,
        "therapies": [Decimal(10)] * 3,
        "mitigation": [Decimal(0), Decimal(-1), Decimal(-5)],
        "payment": [Decimal(20), Decimal(5), Decimal(5)],
    },
    Decimal(30),
)


def check(checked: Profile) -> list[Finding]:
    findings = Findings()
    check_consecutive_years(checked, findings)
    check_totals(checked, findings)
    check_roll_forward(checked, findings)
    return list(findings)


def with_year(index: int, **changes: Decimal) -> Profile:
    """The sound profile with some totals of a year put wrong."""
    year = SOUND.years[index]
    wrong = {row: figure(value, row, year.year) for row, value in changes.items()}
    years = list(SOUND.years)
    years[index] = replace(year, **wrong)
    return replace(SOUND, years=tuple(years))


@given(AMOUNTS, money)
def test_what_adds_up_is_not_found_fault_with(
    amounts: dict[str, list[Decimal]], opening: Decimal
) -> None:
    assert check(profile(amounts, opening)) == []


@given(
    st.sampled_from(["total_income", "total_expenditure", "cumulative_deficit_after_payments"]),
    st.integers(1, 2),
    st.decimals("0.001", 100, places=3),
    st.booleans(),
)
def test_a_total_that_is_off_by_any_amount_is_found_on_its_cell(
    row: str, index: int, off: Decimal, above: bool
) -> None:
    value = getattr(SOUND.years[index], row).value + (off if above else -off)
    found = check(with_year(index, **{row: value}))
    address = f"{'CDE'[index]}{ROWS.index(row) + 5}"
    assert address in [finding.place.cell for finding in found]
    assert all(finding.place.sheet == "Agreement" for finding in found)


def test_a_total_says_what_it_should_be_and_of_which_cells() -> None:
    (finding,) = [
        finding
        for finding in check(with_year(1, total_income=Decimal(103)))
        if finding.code == "total-differs"
    ]
    assert finding.found == "103 (£m)"
    assert finding.expected == "102 (£m), the sum of D5 and D6"


def test_a_deficit_that_does_not_follow_from_the_year_before_is_found() -> None:
    found = check(with_year(2, cumulative_deficit=Decimal(80)))
    assert {finding.code for finding in found} == {"roll-forward"}
    assert [finding.place.cell for finding in found] == ["E14"]
    assert "D14" in found[0].expected and "E12" in found[0].expected


def test_differences_of_pence_are_let_be() -> None:
    assert check(with_year(1, total_income=Decimal("102.0000004"))) == []


def test_a_year_left_out_is_found() -> None:
    gap = replace(SOUND, years=(SOUND.years[0], SOUND.years[2]))
    assert "year-missing" in [finding.code for finding in check(gap)]


@pytest.mark.parametrize(("reduction", "found"), [(Decimal(5), []), (Decimal(4), ["E9"])])
def test_mitigations_are_what_the_forecast_takes_off(reduction: Decimal, found: list[str]) -> None:
    by_year = {
        "2023/24": Figure(Decimal(0), Unit.MILLIONS, (Cell("p.xlsx", "Mitigations", "D5"),)),
        "2024/25": Figure(Decimal(1000), Unit.THOUSANDS, (Cell("p.xlsx", "Mitigations", "E5"),)),
        "2025/26": Figure(reduction, Unit.MILLIONS, (Cell("p.xlsx", "Mitigations", "F5"),)),
    }
    words = Entry("Places", Cell("p.xlsx", "Mitigations", "B5"))
    listed = Mitigations((MitigationLine(words, words, words, by_year),), YEARS, by_year)
    findings = Findings()
    check_mitigations(listed, SOUND, findings)
    assert [finding.place.cell for finding in findings] == found


def test_a_mitigation_that_adds_to_spending_is_found() -> None:
    findings = Findings()
    check_mitigation_signs(SOUND, findings)
    assert not len(findings)
    (line,) = SOUND.mitigation_lines
    wrong = replace(
        line, by_year={**line.by_year, "2024/25": figure(Decimal(3), "mitigation", "2024/25")}
    )
    check_mitigation_signs(replace(SOUND, mitigation_lines=(wrong,)), findings)
    assert [(finding.code, finding.place.cell) for finding in findings] == [
        ("mitigation-adds", "D9")
    ]


def condition(status: Status, measured: str, rag: Rag = Rag.AMBER) -> Condition:
    cell = Cell("tracker.xlsx", "Conditions", "E6")
    words = Entry("2", cell)
    threshold = Figure(Decimal("84.5"), Unit.MILLIONS, (Cell("tracker.xlsx", "Conditions", "P6"),))
    forecast = Figure(Decimal(measured), Unit.THOUSANDS, (Cell("p.xlsx", "Forecast", "E14"),))
    return Condition(
        number=words,
        title=words,
        text=words,
        status=Entry(status, cell),
        rag=Entry(rag, Cell("tracker.xlsx", "Conditions", "F6")),
        rag_before=None,
        direction=Entry(Direction.WORSENED, cell),
        owner=words,
        due=Entry(date(2025, 3, 31), cell),
        evidence=words,
        narrative=words,
        measure=Entry(Measure.CUMULATIVE_DEFICIT, cell),
        threshold_year=Entry("2024/25", cell),
        threshold=threshold,
        measured=forecast,
        variance=forecast - threshold,
    )


@pytest.mark.parametrize(
    ("status", "measured", "codes"),
    [
        (Status.ON_TRACK, "94656", ["status-contradicts-figure"]),
        (Status.COMPLETE, "84501", ["status-contradicts-figure"]),
        (Status.ON_TRACK, "84500", []),
        (Status.NOT_ON_TRACK, "94656", []),
        (Status.AT_RISK, "94656", []),
    ],
)
def test_a_condition_on_track_whose_figure_misses_its_threshold_is_found(
    status: Status, measured: str, codes: list[str]
) -> None:
    findings = Findings()
    check_condition_status(condition(status, measured), findings)
    assert [finding.code for finding in findings] == codes
    assert all(finding.place.cell == "E6" for finding in findings)
    assert all("84.5 (£m)" in finding.expected for finding in findings)


def test_red_and_on_track_contradict_each_other() -> None:
    findings = Findings()
    check_condition_status(condition(Status.ON_TRACK, "80000", Rag.RED), findings)
    assert [(finding.code, finding.place.cell) for finding in findings] == [
        ("status-contradicts-rating", "F6")
    ]


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 25))
def test_a_score_is_likelihood_times_impact(likelihood: int, impact: int, score: int) -> None:
    cell = Cell("tracker.xlsx", "Risks", "F5")
    words = Entry("R1", cell)
    risk = Risk(
        words,
        words,
        Figure(Decimal(likelihood), Unit.COUNT, (cell,)),
        Figure(Decimal(impact), Unit.COUNT, (cell,)),
        Figure(Decimal(score), Unit.COUNT, (cell,)),
        words,
        Entry(Direction.UNCHANGED, cell),
        words,
    )
    findings = Findings()
    check_risk_score(risk, findings)
    assert bool(list(findings)) == (likelihood * impact != score)

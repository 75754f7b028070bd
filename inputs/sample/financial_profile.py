"""The sample's financial profile, in £m: agreement, revised forecast, last report, mitigations."""

from collections.abc import Iterator
from decimal import Decimal

from sample.activity import activity_table
from sample.sources import (
    CABINET_APRIL,
    CABINET_OCTOBER,
    CAPITAL,
    COMMISSIONING,
    FINANCE_LEAD,
    FORUM,
    ILLUSTRATIVE,
    INCLUSION,
    SEND_LEAD,
)

from papergen.inputs.financial_profile import (
    AGREEMENT,
    FORECAST,
    LAST_REPORT,
    MITIGATIONS,
    LineKind,
)
from papergen.inputs.profile_rows import Profile, ProfileLine, YearContent, profile_table
from papergen.inputs.workbook_writer import FilledTable, Formula, cell_address

YEARS = ("2023/24", "2024/25", "2025/26", "2026/27", "2027/28", "2028/29")
MITIGATED_YEARS = YEARS[1:]
OPENING_DEFICIT = Decimal("35.412")
GUIDANCE = (
    "£m, before rounding. Deficits are positive. 2023/24 is the outturn. "
    "The Notes say which figures are illustrative."
)

AFTER_AGREED = "Expenditure is after the mitigations in the agreement, at the pace now expected."
ALL_ILLUSTRATIVE = {
    kind: ILLUSTRATIVE
    for kind in LineKind
    if kind not in {LineKind.INCOME, LineKind.EXPENDITURE, LineKind.MITIGATION, LineKind.PAYMENT}
}


def _line(name: str, kind: LineKind, figures: str, notes: str = ILLUSTRATIVE) -> ProfileLine:
    return ProfileLine(name, kind, _amounts(figures), notes)


def _amounts(figures: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(figure) for figure in figures.split())


ALLOCATION = _line(
    "High needs block allocation",
    LineKind.INCOME,
    "66.842 69.516 72.296 75.188 78.196 81.324",
    "Illustrative. After recoupment; growth of 4% a year from 2024/25.",
)
TRANSFER = _line(
    "Transfer from the schools block", LineKind.INCOME, "1.612 1.668 1.718 1.770 1.823 1.878"
)
PAYMENT = _line(
    "Safety Valve payment",
    LineKind.PAYMENT,
    "26.800 8.040 8.040 8.040 8.040 8.040",
    f"Illustrative by year. £67m in all is published: {CABINET_APRIL}.",
)

AGREEMENT_PROFILE = Profile(
    AGREEMENT,
    YEARS,
    (
        ALLOCATION,
        TRANSFER,
        _line(
            "Contributions from health and others",
            LineKind.INCOME,
            "0.940 1.120 1.450 1.780 2.060 2.240",
        ),
        _line(
            "Top-up funding: mainstream schools",
            LineKind.EXPENDITURE,
            "18.214 21.150 23.890 26.240 28.310 29.870",
        ),
        _line(
            "Special schools and resource bases",
            LineKind.EXPENDITURE,
            "27.466 30.212 33.480 36.910 39.760 41.930",
        ),
        _line(
            "Independent and non-maintained special schools",
            LineKind.EXPENDITURE,
            "22.913 26.740 28.960 30.480 31.520 32.150",
        ),
        _line("Alternative provision", LineKind.EXPENDITURE, "5.318 5.790 6.020 6.210 6.370 6.500"),
        _line(
            "Post-16 and further education",
            LineKind.EXPENDITURE,
            "9.872 11.230 12.480 13.640 14.590 15.320",
        ),
        _line(
            "Therapies, inclusion and support services",
            LineKind.EXPENDITURE,
            "6.446 7.180 7.610 7.960 8.240 8.480",
        ),
        _line(
            "Early intervention and inclusion",
            LineKind.MITIGATION,
            "0 -0.780 -4.915 -10.240 -15.480 -20.310",
        ),
        _line(
            "Local places in place of independent placements",
            LineKind.MITIGATION,
            "0 -0.520 -4.360 -9.870 -15.120 -19.840",
        ),
        _line(
            "Reviews of plans and of contracts",
            LineKind.MITIGATION,
            "0 -0.445 -2.561 -4.527 -6.616 -8.658",
        ),
        PAYMENT,
    ),
    OPENING_DEFICIT,
    {
        **ALL_ILLUSTRATIVE,
        LineKind.IN_YEAR_BALANCE: "Illustrative, except that balance is due by 2028/29: "
        f"{FORUM}.",
        LineKind.CUMULATIVE_DEFICIT: "Illustrative, except: 2023/24, £56.247m, and 2028/29, "
        f"£137.2m ({CABINET_APRIL}); 2024/25, £84.5m ({FORUM}).",
        LineKind.CUMULATIVE_DEFICIT_AFTER: "Illustrative, except 2028/29: £70.2m falls to the "
        f"Council ({CABINET_APRIL}).",
    },
)

_LAST_LINES = (
    ALLOCATION,
    TRANSFER,
    _line(
        "Contributions from health and others",
        LineKind.INCOME,
        "0.940 1.120 1.450 1.780 2.060 2.240",
    ),
    _line(
        "Top-up funding: mainstream schools",
        LineKind.EXPENDITURE,
        "18.214 22.140 24.120 24.660 24.020 22.960",
    ),
    _line(
        "Special schools and resource bases",
        LineKind.EXPENDITURE,
        "27.466 30.690 33.480 35.620 36.760 37.220",
    ),
    _line(
        "Independent and non-maintained special schools",
        LineKind.EXPENDITURE,
        "22.913 28.010 28.640 27.420 25.310 23.240",
    ),
    _line(
        "Alternative provision",
        LineKind.EXPENDITURE,
        "5.318 5.850 5.930 5.890 5.720 5.560",
    ),
    _line(
        "Post-16 and further education",
        LineKind.EXPENDITURE,
        "9.872 11.480 11.960 12.210 12.280 12.220",
    ),
    _line(
        "Therapies, inclusion and support services",
        LineKind.EXPENDITURE,
        "6.446 7.240 7.460 7.580 7.640 7.670",
    ),
    _line(
        "Further mitigations",
        LineKind.MITIGATION,
        "0 -1.139 -6.646 -12.882 -18.311 -23.428",
        "Illustrative. As then expected.",
    ),
    PAYMENT,
)

_FORECAST_LINES = (
    ALLOCATION,
    TRANSFER,
    _line(
        "Contributions from health and others",
        LineKind.INCOME,
        "0.940 0.890 1.150 1.480 1.800 2.050",
        "Illustrative. Contributions are agreed later than the agreement assumed.",
    ),
    _line(
        "Top-up funding: mainstream schools",
        LineKind.EXPENDITURE,
        "18.214 23.846 25.410 25.380 24.210 22.830",
    ),
    _line(
        "Special schools and resource bases",
        LineKind.EXPENDITURE,
        "27.466 31.905 34.220 36.140 37.050 37.420",
    ),
    _line(
        "Independent and non-maintained special schools",
        LineKind.EXPENDITURE,
        "22.913 30.112 30.240 28.360 25.680 23.160",
    ),
    _line(
        "Alternative provision",
        LineKind.EXPENDITURE,
        "5.318 5.984 6.010 5.950 5.740 5.530",
    ),
    _line(
        "Post-16 and further education",
        LineKind.EXPENDITURE,
        "9.872 11.906 12.230 12.420 12.424 12.290",
    ),
    _line(
        "Therapies, inclusion and support services",
        LineKind.EXPENDITURE,
        "6.446 7.370 7.530 7.620 7.660 7.670",
    ),
)

_MITIGATIONS = (
    (
        "MT1",
        "Early support in mainstream schools, without the need for a plan",
        INCLUSION,
        "0.150 0.980 2.610 4.820 7.240",
    ),
    (
        "MT2",
        "Special school places near home in place of independent ones",
        CAPITAL,
        "0 0.640 2.035 4.110 6.480",
    ),
    (
        "MT3",
        "Annual reviews held on time, with support changed as needs change",
        SEND_LEAD,
        "0.210 0.860 1.720 2.590 3.680",
    ),
    (
        "MT4",
        "New contracts and fees with independent schools",
        COMMISSIONING,
        "0.180 0.594 1.120 1.760 2.430",
    ),
    (
        "MT5",
        "Local colleges, internships and work after 16",
        COMMISSIONING,
        "0.040 0.310 0.860 1.480 2.318",
    ),
    (
        "MT6",
        "Fair shares of the cost of joint packages",
        FINANCE_LEAD,
        "0.060 0.280 0.640 0.920 1.500",
    ),
)


def _mitigations_table() -> FilledTable:
    rows = [
        {
            "Reference": reference,
            "Mitigation": mitigation,
            "Owner": owner,
            "Unit": "£m",
            **dict(zip(MITIGATED_YEARS, _amounts(figures), strict=True)),
            "Notes": ILLUSTRATIVE,
        }
        for reference, mitigation, owner, figures in _MITIGATIONS
    ]
    guidance = "£m. Reductions are positive here; the revised forecast takes their sum off."
    return FilledTable(MITIGATIONS, rows, MITIGATED_YEARS, guidance)


def _forecast_profile() -> Profile:
    """Return the revised forecast, whose line of mitigations is the sum of their sheet."""
    sums = [
        sum((_amounts(figures)[year] for *_, figures in _MITIGATIONS), Decimal(0))
        for year in range(len(MITIGATED_YEARS))
    ]
    taken_off: list[YearContent] = [Decimal(0)]
    for year, amount in zip(MITIGATED_YEARS, sums, strict=True):
        first, last = (
            cell_address(MITIGATIONS, MITIGATED_YEARS, year, row)
            for row in (0, len(_MITIGATIONS) - 1)
        )
        taken_off.append(Formula(f"=-SUM({MITIGATIONS.sheet}!{first}:{last})", -amount))
    further = ProfileLine(
        "Further mitigations",
        LineKind.MITIGATION,
        tuple(taken_off),
        "Illustrative. From the sheet Mitigations.",
    )
    return Profile(
        FORECAST,
        YEARS,
        (*_FORECAST_LINES, further, PAYMENT),
        OPENING_DEFICIT,
        {
            **ALL_ILLUSTRATIVE,
            LineKind.IN_YEAR_BALANCE: "Illustrative, except that 2024/25 is £10.156m above the "
            f"agreement ({CABINET_OCTOBER}), and that balance is due by 2028/29 ({FORUM}).",
            LineKind.CUMULATIVE_DEFICIT: "Illustrative, except 2023/24, £56.247m: "
            f"{CABINET_APRIL}.",
            LineKind.CUMULATIVE_DEFICIT_AFTER: "Illustrative. Supposes that all payments are made.",
        },
    )


def profile_tables() -> Iterator[FilledTable]:
    """Yield the tables of the financial profile, in the order of the sheets."""
    last_report = Profile(LAST_REPORT, YEARS, _LAST_LINES, OPENING_DEFICIT, ALL_ILLUSTRATIVE)
    yield profile_table(AGREEMENT_PROFILE, GUIDANCE)
    yield profile_table(_forecast_profile(), f"{GUIDANCE} {AFTER_AGREED}")
    yield profile_table(last_report, f"At the first monitoring report. {GUIDANCE} {AFTER_AGREED}")
    yield _mitigations_table()
    yield activity_table()

"""The figures and dates that are public stand in the papers, in the sentence that says them."""

from __future__ import annotations

import pytest
from published import FORMATS, Paper, numbered, words_of

FACTS = (
    ("2", "“Meeting Needs Together – Ambitious for All”, was approved by Cabinet on 17 September"),
    ("5", "signed the Safety Valve agreement on 12 March 2024"),
    ("5", "the DfE pays the Council £67m from 2023/24 to 2028/29"),
    ("5", "to an in-year balance by 2028/29"),
    ("6", "high needs deficit stood at £56.247m at the end of 2023/24"),
    ("6", "it reaches £137.2m by the end of 2028/29, before Safety Valve payments"),
    ("6", "£70.2m of this falls to the Council"),
    ("9", "second monitoring report was sent to the DfE on 28 August 2024"),
    ("9", "covers activity and figures from June 2024 to August 2024"),
    ("11", "more plans have been issued than it assumed"),
    ("11", "Since January 2024 requests have been stable"),
    ("14", "not on track to meet Condition 2"),
    ("14", "cumulative deficit for 2024/25, before Safety Valve payments, is £84.5m"),
    (
        "17",
        "overspend of £10.156m against the plan for 2024/25 is reported to Cabinet on 8 October",
    ),
    ("18", "bid on 5 January 2024 for the additional High Needs Provision Capital Allocation"),
    ("18", "The bid succeeded and brings a further £5.7m."),
    ("18", "special school places in the south of the county"),
    ("(a)", "note the progress"),
)

IN_THE_APPENDIX = (
    "The second monitoring report under the Safety Valve agreement of 12 March 2024",
    "1 June 2024 to 31 August 2024",
    "Sent to the DfE: 28 August 2024",
    "agreed £84.5m, forecast £94.656m, £10.156m above what was agreed",
    "2023/24 56.247 56.247 0.000",
    "2024/25 84.500 94.656 +10.156",
    "2028/29 137.200",
    "2028/29 8.040 70.200",
    "special school places in the south of the county",
)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(("paragraph", "fact"), FACTS, ids=[fact[-30:] for _, fact in FACTS])
def test_the_report_says_what_is_public(
    report: Paper, paragraph: str, fact: str, kind: str
) -> None:
    assert fact in numbered(report.pieces[kind])[paragraph]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("fact", IN_THE_APPENDIX)
def test_the_report_to_the_dfe_says_what_is_public(appendix: Paper, fact: str, kind: str) -> None:
    assert fact in " ".join(words_of(appendix.pieces[kind]))

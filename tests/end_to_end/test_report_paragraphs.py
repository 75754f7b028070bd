"""The report has the paragraphs that the Forum's minutes refer to by number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from published import FORMATS, Paper, after, numbered
from spreadsheets import rows_of

YEARS = ("2023/24", "2024/25", "2025/26", "2026/27", "2027/28", "2028/29")


@pytest.fixture(scope="module")
def conditions(sample: Path) -> list[dict[str, Any]]:
    """The conditions as they stand in the tracker."""
    book = load_workbook(sample / "condition_tracker.xlsx", data_only=True)
    return rows_of(book, "Conditions")


def in_a_sentence(words: str) -> str:
    return words[0].lower() + words[1:].rstrip(".")


@pytest.mark.parametrize("kind", FORMATS)
def test_paragraph_8_lists_the_conditions(
    report: Paper, conditions: list[dict[str, Any]], kind: str
) -> None:
    said = numbered(report.pieces[kind])
    assert said["8"] == "The conditions of the agreement are:"
    letters = [number for number in said if number.startswith("8(")]
    assert letters == [f"8({letter})" for letter in "abcdefgh"]
    for letter, condition in zip(letters, conditions, strict=True):
        title, text = condition["Short title"], condition["Condition"]
        assert said[letter].rstrip(";.") == (
            f"Condition {condition['Number']}, {in_a_sentence(title)}: {in_a_sentence(text)}"
        )


@pytest.mark.parametrize("kind", FORMATS)
def test_paragraph_13_gives_their_status(
    report: Paper, conditions: list[dict[str, Any]], kind: str
) -> None:
    pieces = report.pieces[kind]
    table = numbered(pieces)["13"].split(" gives the status of each condition")[0]
    assert table == "Table 3"
    cells = after(pieces, f"{table}: Status of the conditions", 5 * 9)
    rows = [cells[start : start + 5] for start in range(0, len(cells), 5)]
    assert rows[0] == [
        "Condition",
        "Status",
        "RAG rating",
        "RAG at the last report",
        "Direction of travel",
    ]
    assert rows[1:] == [
        [
            f"{condition['Number']}. {condition['Short title']}",
            condition["Status"],
            condition["RAG"],
            condition["RAG at last report"],
            condition["Direction of travel"],
        ]
        for condition in conditions
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_paragraphs_15_and_16_give_the_revised_forecast_and_the_mitigations(
    report: Paper, kind: str
) -> None:
    pieces = report.pieces[kind]
    said = numbered(pieces)
    assert "set the revised forecast against the profile in the agreement" in said["15"]
    assert "Commitments that are entered into this year carry through" in said["15"]
    assert "further mitigations" in said["16"] and "by 2028/29" in said["16"]
    heading = "Revised forecast and mitigations"
    assert after(pieces, heading, 1) == [said["15"]]
    forecast = after(pieces, "Table 4: Revised forecast", 6 * 7)
    assert tuple(forecast[6::6]) == YEARS
    mitigations = after(pieces, "Table 5: Further mitigations", 6 * 8)
    assert tuple(mitigations[1:6]) == YEARS[1:]
    assert mitigations[-6:] == ["Total", "0.640", "3.664", "8.985", "15.680", "23.648"]


@pytest.mark.parametrize("kind", FORMATS)
def test_paragraphs_17_to_19_give_the_financial_considerations(report: Paper, kind: str) -> None:
    pieces = report.pieces[kind]
    said = numbered(pieces)
    assert after(pieces, "Financial considerations", 4) == [
        said["17"],
        said["18"],
        said["19"],
        "Options considered",
    ]
    assert "forecast overspend" in said["17"]
    assert "High Needs Provision Capital Allocation" in said["18"]
    assert "payments by the DfE depend on progress with the conditions" in said["19"]


@pytest.mark.parametrize("kind", FORMATS)
def test_paragraphs_are_referred_to_by_the_numbers_that_they_have(report: Paper, kind: str) -> None:
    said = numbered(report.pieces[kind])
    assert "(paragraph 13)" in said["(a)"] and "(Appendix 2)" in said["(a)"]
    assert "(paragraphs 15 and 16)" in said["(b)"]
    assert said["2"].endswith("It is attached as Appendix 1.")
    assert said["9"].endswith("It is attached as Appendix 2.")

"""Which numbers in prose come from nowhere, and which are none, or are allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergen.proof.shown import Passage, Span
from papergen.proof.typed_numbers import Allowed, typed_numbers, units_in

NUMBERS = {"paragraph": frozenset({"8", "8(b)", "9"}), "table": frozenset({"4"})}


def typed(*words: str | Span, phrases: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    spans = tuple(each if isinstance(each, Span) else Span(each) for each in words)
    found = typed_numbers(Passage("paragraph 1", spans), Allowed(phrases, NUMBERS))
    return [(each.kind, each.text) for each in found]


@pytest.mark.parametrize(
    "number",
    (
        "£84.5m",
        "£5 million",
        "£84,500,000",
        "62%",
        "12.5%",
        "1,234",
        "12.5",
        "−5.2",
        "+3",
        "2024-08-28",
        "28/08/2024",
        "12 March 2024",
        "3rd March 2024",
        "March 2024",
        "12 March",
        "2024",
        "3rd",
        "12A",
        "10:30",
        "5–10",
    ),
)
def test_a_typed_number_is_found_whole(number: str) -> None:
    assert typed(f"It was {number} in all.") == [("number", number)]


@pytest.mark.parametrize(
    "words",
    (
        "COVID-19 and MMR-2",
        "Key Stage KS2, Q1 and A4",
        "2024/25, 2024–25 and 2024/2025",
        "officer2@example.org, https://example.org/2024/5 and www.example.org/7",
        "m² and H₂O",
        "no number at all",
    ),
)
def test_names_addresses_and_financial_years_are_no_numbers(words: str) -> None:
    assert typed(words) == []


def test_years_that_do_not_follow_each_other_are_no_financial_year() -> None:
    assert typed("from 2024/27 on") == [("number", "2024/27")]


def test_figures_and_what_is_worked_out_are_not_typed() -> None:
    assert (
        typed("It is ", Span("£84.5m", "deficit-0a1b2c3d"), " on page ", Span("7", made=True)) == []
    )


def test_a_digit_typed_beside_a_figure_is_found() -> None:
    figure = Span("84.5", "deficit-0a1b2c3d")
    assert typed("It is 1", figure, "7 in all") == [("number", "1"), ("number", "7")]


def test_what_the_template_lists_is_allowed_and_no_part_of_another_number() -> None:
    allowed = ("over 20 weeks",)
    assert typed("assessments over 20 weeks, or\nover 20 weeks", phrases=allowed) == []
    assert typed("over 20 weekss", phrases=allowed) == [("number", "20")]
    assert typed("over 120 weeks", phrases=("20 weeks",)) == [("number", "120")]
    assert typed("over 1.20 weeks", phrases=("20 weeks",)) == [("number", "1.20")]


def test_references_that_are_right_are_allowed_and_others_lead_nowhere() -> None:
    assert typed("See paragraphs 8(b) and 9, Table 4 and paragraph (b).") == []
    assert typed("See paragraphs 8 and 99.") == [("reference", "paragraphs 8 and 99")]
    assert typed("See table 5.") == [("reference", "table 5")]


@pytest.mark.parametrize("unit", ("£m", "£000", "£k", "£bn", "£’000", "%", "£"))
def test_units_without_a_number_are_units_and_no_numbers(unit: str) -> None:
    caption = Passage(
        "Table 1, caption", (Span(f"Revised forecast ({unit}; a deficit is positive)"),)
    )
    assert dict(units_in(caption)) == {unit: 1}
    assert typed(caption.text) == []


def test_a_unit_typed_beside_a_figure_is_one() -> None:
    figure = Span("84.5", "deficit-0a1b2c3d")
    assert dict(units_in(Passage("", (Span("£"), figure, Span("m"))))) == {"£": 1, "m": 1}


@given(st.text())
def test_whatever_is_typed_is_read_and_found_where_it_has_digits(words: str) -> None:
    found = typed(words)
    if not any(letter in "0123456789" for letter in words):
        assert found == []

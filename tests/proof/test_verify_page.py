"""Verify finds each fault that is put into a page, at its place, and nothing else."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import page_faults
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml.html import document_fromstring
from page_faults import FaultyPage
from papers import full_paper, numbered_papers
from verified_papers import APPENDIX, REPORT, amiss, paper_of, told, with_key

from papergen.drafts import DraftedMeeting
from papergen.paper.document import Paper
from papergen.paper.occurrence import occurrences
from papergen.proof.compare import fresh_paper
from papergen.proof.verify import verify_file
from papergen.proof.verify_html import verify_page
from papergen.renderers.html import render_html

SEEDS = 13
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture(scope="module")
def pages(drafted: DraftedMeeting) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name and content of the report and its appendix, and where the values in each stand."""
    found = []
    for stem in (REPORT, APPENDIX):
        paper = paper_of(drafted, stem).paper
        assert paper is not None
        places = [(each.imprint.id, each.place) for each in occurrences(paper) if each.imprint.id]
        found.append((f"{stem}.html", render_html(paper, drafted.shipped), places))
    return found


@pytest.mark.parametrize("fault", page_faults.FAULTS, ids=lambda fault: str(fault.__name__))
def test_a_fault_is_found_at_its_place_and_nothing_else(
    fault: Any, pages: list[tuple[str, str, list[tuple[str, str]]]], drafted: DraftedMeeting
) -> None:
    wrong: list[str] = []
    for seed in range(SEEDS):
        name, content, places = pages[0] if seed % 3 else pages[1]
        faulty = FaultyPage(content, places, Random(f"{fault.__name__} {seed}"))
        expected = fault(faulty)
        found = list(verify_file(faulty.save(), name, drafted))
        wrong += [f"seed {seed}: {each}" for each in amiss(expected, found)]
    assert wrong == []


def test_pages_as_they_are_built_agree(
    pages: list[tuple[str, str, list[tuple[str, str]]]], drafted: DraftedMeeting
) -> None:
    for name, content, _ in pages:
        assert [told(each) for each in verify_file(content.encode(), name, drafted)] == []


def verify_paper(paper: Paper) -> list[str]:
    page = document_fromstring(render_html(paper, TEMPLATES))
    return [told(each) for each in verify_page(page, fresh_paper(paper))]


def test_a_page_with_all_that_papers_may_have_agrees() -> None:
    assert verify_paper(with_key(full_paper())) == []


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(paper=numbered_papers())
def test_any_page_as_it_is_built_agrees(paper: Paper) -> None:
    assert verify_paper(with_key(paper)) == []


def test_a_page_without_its_key_is_known_by_its_name_or_its_title(
    pages: list[tuple[str, str, list[tuple[str, str]]]], drafted: DraftedMeeting
) -> None:
    (name, content, _), _ = pages
    without = content.replace("papergen:paper", "another:name")
    assert list(verify_file(without.encode(), name, drafted)) == []
    assert list(verify_file(without.encode(), "printed.html", drafted)) == []

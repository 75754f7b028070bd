"""The sample meeting, drafted once, and its papers in the formats that are verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from verified_papers import APPENDIX, REPORT, WordPaper, paper_of, word_paper

from papergen.drafts import DraftedMeeting, Order, drafting
from papergen.finding import Findings


@pytest.fixture(scope="session")
def sample(checkout: Path) -> Path:
    """The inputs of the sample meeting."""
    return checkout / "inputs" / "2024-10-10"


@pytest.fixture(scope="session")
def drafted(sample: Path) -> Iterator[DraftedMeeting]:
    """The sample meeting, as its workbooks give it now."""
    with drafting(sample, Order(), Findings()) as meeting:
        yield meeting


@pytest.fixture(scope="session")
def word_papers(drafted: DraftedMeeting) -> tuple[WordPaper, WordPaper]:
    """The report and its appendix."""
    report, appendix = (paper_of(drafted, stem) for stem in (REPORT, APPENDIX))
    return word_paper(drafted, report), word_paper(drafted, appendix)

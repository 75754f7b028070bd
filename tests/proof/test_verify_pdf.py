"""Verify finds in a PDF what was amiss with the paper that it was built from, and nothing else."""

from __future__ import annotations

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import paper_faults
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from papers import full_paper, numbered_papers
from pypdf import PdfReader
from verified_papers import APPENDIX, REPORT, WordPaper, amiss, paper_of, told, with_key

from papergen.drafts import DraftedMeeting
from papergen.finding import Finding
from papergen.paper.document import Paper
from papergen.proof.compare import fresh_paper
from papergen.proof.pdf_text import read_pdf
from papergen.proof.verify import verify_file
from papergen.proof.verify_pdf import verify_pdf
from papergen.renderers.html import render_html
from papergen.renderers.pdf import render_pdf

SEEDS = 5
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def build(paper: Paper) -> bytes:
    return render_pdf(render_html(paper, TEMPLATES))


@cache
def paper_with_everything() -> Paper:
    return with_key(full_paper())


def verify(content: bytes, paper: Paper) -> list[Finding]:
    return list(verify_pdf(read_pdf(PdfReader(BytesIO(content))), fresh_paper(paper)))


@pytest.mark.parametrize("fault", paper_faults.FAULTS, ids=lambda fault: str(fault.__name__))
def test_a_fault_is_found_at_its_place_and_nothing_else(fault: Any) -> None:
    paper = paper_with_everything()
    wrong: list[str] = []
    for seed in range(SEEDS):
        faulty, expected = fault(paper, Random(f"{fault.__name__} {seed}"))
        found = verify(build(faulty), paper)
        wrong += [f"seed {seed}: {each}" for each in amiss(expected, found)]
    assert wrong == []


@pytest.mark.parametrize("stem", (REPORT, APPENDIX))
def test_a_pdf_as_it_is_built_agrees(stem: str, drafted: DraftedMeeting) -> None:
    paper = paper_of(drafted, stem).paper
    assert paper is not None
    content = build(paper)
    assert [told(each) for each in verify_file(content, f"{stem}.pdf", drafted)] == []
    assert list(verify_file(content, "as-downloaded.pdf", drafted)) == []


def test_a_pdf_with_all_that_papers_may_have_agrees() -> None:
    paper = paper_with_everything()
    assert [told(each) for each in verify(build(paper), paper)] == []


@settings(max_examples=30, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(paper=numbered_papers())
def test_any_pdf_as_it_is_built_agrees(paper: Paper) -> None:
    paper = with_key(paper)
    assert [told(each) for each in verify(build(paper), paper)] == []


def test_a_pdf_that_another_program_makes_of_the_word_paper_agrees(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting, tmp_path: Path
) -> None:
    files = [tmp_path / paper.name for paper in word_papers]
    for path, paper in zip(files, word_papers, strict=True):
        path.write_bytes(paper.content)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for path in files:
        pdf = path.with_suffix(".pdf")
        assert [told(each) for each in verify_file(pdf.read_bytes(), pdf.name, drafted)] == []


def test_a_finished_appendix_has_to_be_the_meetings_own(drafted: DraftedMeeting) -> None:
    (draft,) = (each for each in drafted.drafts if each.finished is not None)
    assert draft.finished is not None
    name = f"{draft.stem}.pdf"
    assert list(verify_file(draft.finished, name, drafted)) == []
    (found,) = verify_file(draft.finished + b"\n", name, drafted)
    assert found.code == "other-file"

"""What is built, and what it is built from, passes the checkers of its formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from checkers import (
    DESKTOP,
    PHONE,
    faults_of_office_file,
    faults_of_page,
    faults_of_pdf,
    running_browser,
)
from playwright.sync_api import Browser, ViewportSize

PAPERS = ("07-send-transformation-update", "07-appendix-2-dfe-monitoring-report")
OFFICE_FILES = (
    "templates/house-style.docx",
    "templates/dfe-monitoring-report.docx",
    "inputs/2024-10-10/condition_tracker.xlsx",
    "inputs/2024-10-10/financial_profile.xlsx",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.mark.parametrize("name", [*PAPERS, "07-appendix-1-*"])
def test_pdfs_are_accessible(built: Path, name: str) -> None:
    (path,) = (built / "public").glob(f"{name}.pdf")
    assert faults_of_pdf(path) == []


@pytest.mark.parametrize("name", PAPERS)
def test_word_documents_are_valid(built: Path, name: str) -> None:
    assert faults_of_office_file(built / "public" / f"{name}.docx") == []


@pytest.mark.parametrize("name", OFFICE_FILES)
def test_what_papers_are_built_from_is_valid(checkout: Path, name: str) -> None:
    assert faults_of_office_file(checkout / name) == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAPERS)
def test_pages_are_accessible(
    built: Path, browser: Browser, name: str, width: ViewportSize
) -> None:
    page = browser.new_page(viewport=width)
    page.goto((built / "public" / f"{name}.html").as_uri())
    assert faults_of_page(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    page.close()

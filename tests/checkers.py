"""Checkers of published files, none of them papergen's: what each finds wrong, for people to read.

An empty list means that nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import outloud
import pdfua
from axe_playwright_python.sync_playwright import Axe
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=320, height=640)


def faults_of_pdf(path: Path) -> list[str]:
    """Return what keeps a PDF from PDF/UA-1 and WCAG, as two checkers see it."""
    heard = outloud.check(str(path))
    report = pdfua.validate(str(path))
    return [
        *([f"outloud: {heard.error}"] if heard.error else []),
        *(
            f"outloud {each.rule}, page {each.page}: {each.message}"
            for each in heard.findings
            if each.severity == "error"
        ),
        *(
            f"pdfua {each.rule_id}, {each.location.describe()}: {each.message}"
            for each in report.findings
            if each.severity is pdfua.Severity.ERROR
        ),
    ]


def faults_of_office_file(path: Path) -> list[str]:
    """Return what is wrong with a Word document or Excel workbook by the schemas of its format."""
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def faults_of_page(page: Page) -> list[str]:
    """Return the rules of accessibility that axe-core finds broken, with what breaks them."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Have Debian's Chromium run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        try:
            yield browser
        finally:
            browser.close()

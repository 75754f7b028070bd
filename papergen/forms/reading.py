"""What is known while a form is read, and where what is wrong with it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from papergen.finding import Findings, Place
from papergen.forms.captions import Captions
from papergen.forms.faults import short_words
from papergen.ooxml.story import StyledParagraph
from papergen.paper.document import Printed

NUMBERED = {"Numbered Paragraph": 0, "Numbered Paragraph 2": 1, "Numbered Paragraph 3": 2}
BULLETS = {"Bullet": 0, "Bullet 2": 1, "List Bullet": 0, "List Bullet 2": 1}


@dataclass(frozen=True, slots=True)
class Target:
    """What a bookmark that fields refer to is in the paper: a label, with a number or without."""

    label: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading needs to know: what bookmarks and ids of values stand for, where faults go."""

    form: str
    findings: Findings
    targets: Mapping[str, Target]
    values: Mapping[str, Printed]
    captions: Captions

    def fault(self, code: str, near: str, *, found: str, expected: str, mend: str) -> None:
        """Add a finding at some words of the form."""
        place = Place(self.form, near=short_words(near))
        self.findings.error(code, place, found=found, expected=expected, mend=mend)


def check_paragraph(element: StyledParagraph, reading: Reading) -> None:
    """Find the fault with what a paragraph holds and no paper can."""
    for run in element.runs:
        if run.lost:
            reading.fault(
                "not-in-papers",
                element.text,
                found=run.lost,
                expected="paragraphs, tables, charts and pictures",
                mend="Say it in a paragraph, or take it out.",
            )
    if element.in_list and element.style not in {*NUMBERED, *BULLETS, "Recommendation"}:
        reading.fault(
            "list-by-hand",
            element.text,
            found=f"a list in the style “{element.style}”",
            expected="the styles Bullet or Numbered Paragraph",
            mend="Give the items one of these styles in Word.",
        )

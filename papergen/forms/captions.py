"""Captions of a form: each stands above its table or chart, and says the number that it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from papergen.finding import Findings, Place
from papergen.forms.faults import short_words
from papergen.paper.document import Inlines

Counted = Literal["Table", "Figure"]

NUMBER = re.compile(r"(?P<number>(?:Table|Figure)\s+[^\s:.]+)[:.]?(?:\s+|\Z)")
"""What begins a caption, such as ``Table 2:``."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption as it stands in a form.

    :param number: its word and number, ``Table 2``; empty if it has none.
    :param content: what follows them.
    """

    number: str
    content: Inlines
    label: str = ""
    near: str = ""


@dataclass(slots=True)
class Captions:
    """The caption that waits for its table or chart, and how many of each there have been."""

    form: str
    findings: Findings
    waiting: Caption | None = None
    counts: dict[Counted, int] = field(default_factory=lambda: {"Table": 0, "Figure": 0})

    def put(self, caption: Caption | None) -> None:
        """Let a caption wait; none at the end of the form. Another that still waits is a fault."""
        if self.waiting is not None:
            self.findings.error(
                "caption-without-table",
                Place(self.form, near=short_words(self.waiting.near)),
                found="a caption with no table, chart or picture below it",
                expected="each caption above what it belongs to",
                mend="Move the caption in Word, or take it out.",
            )
        self.waiting = caption

    def take(self, kind: Counted, what: str) -> Caption:
        """Return the caption of a table or chart; without one, or with a wrong number, a fault.

        :param what: is to have a caption, in words.
        """
        self.counts[kind] += 1
        expected = f"{kind} {self.counts[kind]}"
        caption, self.waiting = self.waiting, None
        if caption is None:
            caption = Caption("", ())
            self.findings.error(
                "missing-caption",
                Place(self.form, near=expected),
                found=f"{what} without a caption",
                expected=f"a paragraph in the style Caption above it, “{expected}: …”",
                mend="In Word, choose References, Insert Caption, above the selected item.",
            )
        elif " ".join(caption.number.split()) != expected:
            self.findings.error(
                "caption-number",
                Place(self.form, near=short_words(caption.near)),
                found=f"the caption of {what} " + (f"called {caption.number}" or "without number"),
                expected=f"{expected}, as it is counted in the PDF",
                mend="In Word, let References, Insert Caption, number each caption.",
            )
        return caption

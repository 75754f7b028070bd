"""Faults of a form, told to whoever edits it in Word by the words near them, not by lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from papergen.finding import Findings, Place
from papergen.paper.placeholder import CLOSE, OPEN
from papergen.paper.template import known_names, template_findings

_LONGEST = 80  # characters by which somebody finds a place
_PARAGRAPH_END = "</w:p>"
_MARKUP = re.compile(r"<[^>]*>?")
_PRINTED = re.compile(f"{OPEN}[0-9]+{CLOSE}")
_LAST_WORDS = 10


def short_words(text: str) -> str:
    """Return a text on one line, with its end left out if it is long."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


class FormEnvironment(ImmutableSandboxedEnvironment):
    """Remembers the XML of the part at work, in which docxtpl begins a line with each paragraph,
    so that the number of a line can be told as the paragraph's words."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(autoescape=True, undefined=known_names(names))
        self.part = ""

    def from_string(self, source: Any, *args: Any, **options: Any) -> Template:
        self.part = str(source)
        return super().from_string(source, *args, **options)

    def words_near(self, line: int | None) -> str:
        """Return the words of the paragraph on a line of the part at work."""
        lines = self.part.split("\n")
        if line is None or not 0 < line <= len(lines):
            return ""
        return short_words(_words(lines[line - 1]))


class TagsAcross(Exception):
    """The tags of a form have left elements that do not close; ``str()`` is the words before."""


def words_before(xml: str, error: etree.XMLSyntaxError) -> str:
    """Return the last words of some XML before the place of an error in it."""
    _, column = error.position
    words = _words(_PRINTED.sub("…", xml[:column])).split()
    return " ".join(words[-_LAST_WORDS:])


def _words(xml: str) -> str:
    return _MARKUP.sub("", xml.replace(_PARAGRAPH_END, " "))


def form_findings(error: Exception, form: str, environment: FormEnvironment) -> Findings:
    """Return what a form's failure means for whoever edits it, who knows words and not lines."""
    if isinstance(error, (TagsAcross, etree.XMLSyntaxError)):
        findings = Findings()
        findings.error(
            "tags-across",
            Place(form, near=str(error) if isinstance(error, TagsAcross) else ""),
            found="a tag that opens in one place and closes in another, such as another cell",
            expected="{%tr … %} in rows of their own around rows, {%p … %} in paragraphs of their "
            "own around paragraphs",
            mend="Look at each “for” and “if” that was changed last.",
        )
        return findings
    return Findings(
        replace(finding, place=Place(form, near=environment.words_near(finding.place.line)))
        for finding in template_findings(error, form)
    )

"""A disagreement: a finding about a document that does not say what the workbooks say."""

from __future__ import annotations

from papergen.finding import Finding, Place, Severity
from papergen.proof.shown import plain

_LONGEST = 100


def disagreement(
    code: str, part: str, near: str, *, found: str, expected: str, mend: str
) -> Finding:
    """Return a finding whose file is still to be named.

    :param part: of the document, as a reader finds it: ``paragraph 8(b)``.
    :param near: a few words by which somebody finds the place.
    """
    place = Place("", part=part, near=shortened(near))
    return Finding(code, Severity.ERROR, place, found, expected, mend)


def quoted(text: str) -> str:
    """Return a text in quotation marks, its end left out if it is long."""
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """Return a text on one line, its end left out if it is long."""
    words = plain(text)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"

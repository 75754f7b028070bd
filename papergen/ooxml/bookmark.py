"""Bookmarks: names for places in a document (ECMA-376 part 1, 17.13.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

_LONGEST = 40  # characters that Word allows in a name
_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_]")


def bookmark_names(labels: Iterable[str]) -> dict[str, str]:
    """Return a name that Word allows for each label, unlike all others in whatever case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for label in dict.fromkeys(labels):
        name = _NOT_IN_NAMES.sub("_", label)
        if not name[:1].isalpha():
            name = f"to_{name}"
        name = _untaken(name, taken)
        taken.add(name.lower())
        names[label] = name
    return names


def _untaken(name: str, taken: set[str]) -> str:
    candidate, count = name[:_LONGEST], 1
    while candidate.lower() in taken:
        count += 1
        suffix = f"_{count}"
        candidate = name[: _LONGEST - len(suffix)] + suffix
    return candidate


def bookmarked(name: str, number: int, content: Iterable[_Element]) -> Iterator[_Element]:
    """Yield the content between the ``w:bookmarkStart`` and ``w:bookmarkEnd`` of a bookmark.

    :param number: its ``w:id``, unlike all others in the document.
    """
    identity = {qn("w:id"): str(number)}
    yield OxmlElement("w:bookmarkStart", {**identity, qn("w:name"): name})
    yield from content
    yield OxmlElement("w:bookmarkEnd", identity)

"""How published files are called: by item number and title, fit for any web server."""

from __future__ import annotations

from pathlib import PurePath

from slugify import slugify

from papergen.inputs.meeting import AppendixSource, Item

_LONGEST = 60  # characters of a title; Windows allows 260 for a whole path


def paper_stem(item: Item) -> str:
    """Return the name of an item's paper without its ending: ``07-send-transformation-update``."""
    return f"{item.number:02d}-{_slug(item.title)}"


def appendix_stem(item: Item, appendix: AppendixSource) -> str:
    """Return the name of an appendix: ``07-appendix-2-dfe-monitoring-report``.

    An appendix made from a template is called by the template, whose name stays the same from
    meeting to meeting; a finished one by its title.
    """
    words = PurePath(appendix.template).stem if appendix.template else appendix.title
    return f"{item.number:02d}-appendix-{appendix.number}-{_slug(words)}"


def _slug(words: str) -> str:
    return slugify(words, max_length=_LONGEST, word_boundary=True, save_order=True)

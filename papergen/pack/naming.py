"""How published files are called: by item number and title, fit for any web server."""

from __future__ import annotations

from pathlib import PurePath

from slugify import slugify

from papergen.inputs.meeting import AppendixSource, Item


def paper_stem(item: Item) -> str:
    """Return the name of an item's paper without its ending: ``07-send-transformation-update``."""
    return f"{item.number:02d}-{slugify(item.title)}"


def appendix_stem(item: Item, appendix: AppendixSource) -> str:
    """Return the name of an appendix: ``07-appendix-2-dfe-monitoring-report``.

    An appendix made from a template is called by the template, whose name stays the same from
    meeting to meeting; a finished one by its title.
    """
    words = PurePath(appendix.template).stem if appendix.template else appendix.title
    return f"{item.number:02d}-appendix-{appendix.number}-{slugify(words)}"

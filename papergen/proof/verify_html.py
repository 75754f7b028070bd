"""Verifying a page: as papergen built it, or as somebody has edited it since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from papergen.finding import Finding
from papergen.paper.document import PaperKey
from papergen.paper.imprint import Imprint
from papergen.proof.compare import Fresh, compare
from papergen.proof.figures import Record
from papergen.proof.page_references import numbers_amiss, references_amiss
from papergen.proof.shown_html import show_page

_KEY = "papergen:paper"


def verify_page(page: HtmlElement, fresh: Fresh) -> Iterator[Finding]:
    """Yield all in which a page disagrees with the paper.

    :param page: its root element.
    """
    shown = show_page(page)
    yield from compare(shown.showing, fresh, _record(page, fresh.due))
    yield from references_amiss(page, shown)
    yield from numbers_amiss(shown)


def page_key(page: HtmlElement) -> PaperKey | None:
    """Return which paper a page says that it is, or nothing if it does not say."""
    for meta in page.iter("meta"):
        match meta.get("name"), meta.get("content", "").rsplit("/", 2):
            case str(name), [meeting, item, appendix] if name == _KEY:
                if item.isdecimal() and appendix.isdecimal():
                    return PaperKey(meeting, int(item), int(appendix))
    return None


def _record(page: HtmlElement, due: Mapping[str, Imprint]) -> Record:
    """Return what papergen printed of each figure, as far as its value on the page tells.

    Where the value is not that of the workbooks, papergen printed what the page shows.
    """
    printed: dict[str, str] = {}
    for element in page.iter("data"):
        figure, value = element.get("data-figure", ""), element.get("value", "")
        imprint = due.get(figure)
        if imprint is None:
            continue
        said = imprint.text if imprint.kind == "text" else imprint.value
        if (value, element.get("data-unit", "")) == (said, imprint.unit):
            printed[figure] = imprint.text
        else:
            words = value if imprint.kind == "text" else str(element.text_content())
            printed.setdefault(figure, words)
    return Record(printed)

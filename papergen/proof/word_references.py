"""References and captions of a Word document: whether they give the numbers that there are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docx.document import Document
from lxml.etree import _Element

from papergen.finding import Finding
from papergen.ooxml.counted_fields import CountedField, anchored_links, counted_fields
from papergen.ooxml.list_numbers import ListNumber
from papergen.proof.disagreement import disagreement, quoted
from papergen.proof.shown import APPENDIX, Passage, plain

_UPDATE = "In Word, select all (Ctrl+A) and update the fields (F9)."


def references_amiss(
    document: Document,
    numbers: Mapping[_Element, ListNumber],
    places: Mapping[_Element, Passage],
) -> Iterator[Finding]:
    """Yield the references and captions that show another number than is due.

    :param numbers: of the paragraphs of the body.
    :param places: the passage of each paragraph.
    """
    body = document.element.body
    for field in counted_fields(body, numbers):
        passage = places.get(field.paragraph, Passage("text of the paper", ()))
        if field.lost:
            yield _lost(passage, field.shown)
        elif field.due is not None and _solid(field.shown) != _solid(field.due):
            yield _stale(passage, field)
    for link in anchored_links(body):
        passage = places.get(link.paragraph, Passage("text of the paper", ()))
        named = APPENDIX.match(plain(link.text))
        leads_to = APPENDIX.match(plain(link.target or ""))
        if link.target is None:
            yield _lost(passage, link.text)
        elif named and leads_to and named["number"] != leads_to["number"]:
            yield disagreement(
                "stale-reference",
                passage.place,
                passage.text,
                found=quoted(named[0]),
                expected=f"{quoted(leads_to[0])}, to which it leads",
                mend="Correct the number.",
            )


def _solid(text: str) -> str:
    """Return a text without white space, of which programs make what they like."""
    return "".join(text.split())


def _lost(passage: Passage, shown: str) -> Finding:
    return disagreement(
        "stale-reference",
        passage.place,
        passage.text,
        found=f"{quoted(shown)}, which refers to a place that is no more",
        expected="a reference to something in the paper",
        mend="In Word, insert the cross-reference anew, or take it out.",
    )


def _stale(passage: Passage, field: CountedField) -> Finding:
    is_caption = field.kind == "SEQ"
    return disagreement(
        "stale-number" if is_caption else "stale-reference",
        passage.place,
        passage.text,
        found=f"{field.name} {field.shown}" if is_caption else quoted(field.shown),
        expected=f"{field.name} {field.due}" if is_caption else quoted(field.due or ""),
        mend=_UPDATE,
    )

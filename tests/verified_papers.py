"""Papers to verify: those of the sample meeting, and any other with a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import docx
from docx.oxml.ns import qn
from word_faults import Expected, control_id

from papergen.drafts import Draft, DraftedMeeting
from papergen.finding import Finding
from papergen.paper.document import (
    Detail,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Paper,
    PaperKey,
    Printed,
    Reference,
    Strong,
    Text,
    map_inlines,
)
from papergen.paper.occurrence import occurrences

REPORT, APPENDIX = "07-send-transformation-update", "07-appendix-2-dfe-monitoring-report"


@dataclass(frozen=True)
class WordPaper:
    """A Word document as papergen writes it.

    :param places: id of each value in a content control, and where the paper says that it stands.
    """

    name: str
    content: bytes
    places: tuple[tuple[str, str], ...]


def paper_of(drafted: DraftedMeeting, stem: str) -> Draft:
    """The draft of some name."""
    return next(draft for draft in drafted.drafts if draft.stem == stem)


def word_paper(drafted: DraftedMeeting, draft: Draft) -> WordPaper:
    """A draft as a Word document."""
    assert draft.paper is not None
    content = drafted.word(draft)
    body = docx.Document(BytesIO(content)).element.body
    bound = [control_id(control) for control in body.iter(qn("w:sdt"))]
    return WordPaper(f"{draft.stem}.docx", content, tuple(_placed(draft.paper, bound)))


def _placed(paper: Paper, bound: list[str]) -> Iterator[tuple[str, str]]:
    """Where the values stand that are in controls: all but those in links."""
    left = iter(bound)
    due = next(left, "")
    for occurrence in occurrences(paper):
        if occurrence.imprint.id == due:
            yield due, occurrence.place
            due = next(left, "")
    assert not due


def with_key(paper: Paper) -> Paper:
    """A paper that says which it is, and lists all numbers that are typed in it."""
    return replace(paper, key=PaperKey("2024-10-10", 7), untraced=tuple(typed_phrases(paper)))


def typed_phrases(paper: Paper) -> Iterator[str]:
    """The stretches of text with digits that come from no figure."""
    pieces: list[str | None] = []

    def look(content: Inlines) -> Inlines:
        pieces.extend((*_pieces(content, False), None))
        return content

    for block in paper.blocks:
        map_inlines(block, look)
        if isinstance(block, Detail):
            pieces.extend((block.term, None))
    run = ""
    for piece in pieces:
        if piece is not None:
            run += piece
            continue
        if any(letter.isdigit() for letter in run):
            yield run
        run = ""


def _pieces(content: tuple[Inline, ...], linked: bool) -> Iterator[str | None]:
    for inline in content:
        match inline:
            case Text(words):
                yield words
            case Printed(words):
                yield words if linked else None
            case Strong(children) | Emphasis(children):
                yield from _pieces(children, linked)
            case Link(children=children):
                yield from _pieces(children, True)
            case Reference() if inline.number:
                for index, words in enumerate(inline.text.split("{number}")):
                    if index:
                        yield None
                    yield words
            case Reference():
                yield None


# --- What is found --------------------------------------------------------------------------------


def told(finding: Finding) -> str:
    """A finding in one line."""
    return f"{finding.code} {finding.place}: {finding.found}; expected {finding.expected}"


def amiss(expected: Expected, findings: list[Finding]) -> list[str]:
    """What was not found of what should be, and what was found besides."""
    missed = [
        f"missed: {code} {part or ''}"
        for code, part in expected
        if not any(each.code == code and part in {None, each.place.part} for each in findings)
    ]
    return missed + [
        told(each)
        for each in findings
        if not any(each.code == code and part in {None, each.place.part} for code, part in expected)
    ]

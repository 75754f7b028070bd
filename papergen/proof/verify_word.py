"""Verifying a Word document: as papergen wrote it, or as somebody has edited it since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from papergen.finding import Finding
from papergen.ooxml.figure_store import StoredFigures, read_figures
from papergen.ooxml.list_numbers import list_numbers
from papergen.ooxml.shown_text import (
    TextReader,
    drop_fallbacks,
    shown_blocks,
    stories_apart,
)
from papergen.ooxml.titled_controls import figure_of
from papergen.ooxml.tracked_changes import accept_changes
from papergen.proof.compare import Fresh, compare
from papergen.proof.figures import Record
from papergen.proof.shown_word import show_word
from papergen.proof.word_references import references_amiss


def verify_word(
    document: Document, stored: StoredFigures | None, fresh: Fresh, furniture: Iterable[str]
) -> Iterator[Finding]:
    """Yield all in which a document disagrees with the paper, once all changes are accepted.

    :param document: is changed: its tracked changes are accepted.
    :param stored: what its custom XML part says of its figures.
    :param furniture: lines of headers and footers that are the house style's.
    """
    body = document.element.body
    drop_fallbacks(body)
    accept_changes(body)
    numbers = list_numbers(document)
    figures = {**fresh.due, **stored.figures} if stored else fresh.due
    shown = show_word(document, numbers, figure_of(figures))
    yield from compare(shown.showing, fresh, _record(stored), furniture)
    yield from references_amiss(document, numbers, shown.places)


def stored_in(document: Document) -> StoredFigures | None:
    """Return what a document's custom XML part says of its figures, or nothing without one."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and not relation.is_external:
            stored = read_figures(relation.target_part.blob)
            if stored is not None:
                return stored
    return None


def _record(stored: StoredFigures | None) -> Record:
    if stored is None:
        return Record()
    printed = {key: imprint.text for key, imprint in stored.figures.items() if key}
    return Record(printed, stored.current, stored.uses)


@lru_cache(maxsize=16)
def lines_apart(content: bytes) -> tuple[str, ...]:
    """Return the lines in the headers and footers of a Word document."""
    document = docx.Document(BytesIO(content))
    lines = (
        "".join(piece.text for piece in TextReader().pieces(paragraph)).strip()
        for _, story in stories_apart(document)
        for paragraph in shown_blocks(story)
    )
    return tuple(line for line in lines if line)

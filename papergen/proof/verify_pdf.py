"""Verifying a PDF: its text, in which nothing marks figures, is held against the paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from papergen.finding import Finding
from papergen.paper.imprint import Imprint
from papergen.proof.compare import Fresh, allowed_in, typed_amiss
from papergen.proof.disagreement import disagreement, quoted
from papergen.proof.drawings import drawings_amiss
from papergen.proof.pdf_blocks import blocks_of, gaps_between, heads_of, solid, solid_text
from papergen.proof.pdf_differences import BlockDifference, Stretch, differences
from papergen.proof.pdf_references import numbers_amiss, references_amiss
from papergen.proof.pdf_text import PdfText
from papergen.proof.shown import Passage, Span
from papergen.proof.typed_numbers import Allowed, units_in

_FIGURE_CAPTION = re.compile("Figure .*, caption")  # after which other programs have its words
_AGAIN = "Build the paper again, and publish that."


def verify_pdf(pdf: PdfText, fresh: Fresh) -> Iterator[Finding]:
    """Yield all in which a PDF disagrees with the paper."""
    blocks = list(blocks_of(fresh.showing))
    text = solid_text(pdf, heads_of(fresh.showing))
    gaps = [differences(gap) for gap in gaps_between(text, blocks)]
    allowed = allowed_in(fresh.showing, fresh)
    for gap in gaps:
        for block in gap.blocks:
            yield from _amiss(block, gap.text, fresh.due, allowed)
        for words, place in gap.added:
            if pdf.is_built or not _FIGURE_CAPTION.match(place):
                yield from _added(words, place, allowed)
    for passage in fresh.showing.passages():
        yield from typed_amiss(passage, allowed)
    yield from numbers_amiss(gaps)
    yield from references_amiss(blocks, gaps)
    yield from _header(pdf, fresh.paper.header)
    if pdf.is_built:
        yield from drawings_amiss(pdf.drawings, fresh.showing.drawings)


def _amiss(
    difference: BlockDifference, text: str, due: Mapping[str, Imprint], allowed: Allowed
) -> Iterator[Finding]:
    """Yield what is wrong with a block, but for its number and the references in it."""
    block = difference.block
    if difference.is_missing:
        words = Passage(block.place, block.spans).text
        yield disagreement(
            "missing-text",
            block.place,
            words,
            found="no such text",
            expected=quoted(words),
            mend=_AGAIN,
        )
        return
    for stretch in difference.stretches:
        if stretch.kind == "figure" and not stretch.agrees(text):
            yield _stale(difference, stretch, text, due)
    typed = [each for each in difference.stretches if each.kind == "typed"]
    numbers = [found for words in difference.added for found in _added(words, block.place, allowed)]
    yield from numbers
    if any(not each.agrees(text) for each in typed) or (difference.added and not numbers):
        yield _changed(difference, typed, text)


def _stale(
    difference: BlockDifference, stretch: Stretch, text: str, due: Mapping[str, Imprint]
) -> Finding:
    shown, cells = stretch.shown(text), due[stretch.figure].cells
    source = f", from {cells[0]}" if cells else ""
    return disagreement(
        "stale-figure" if shown else "deleted-figure",
        difference.block.place,
        difference.words(text),
        found=quoted(shown) if shown else "no such figure",
        expected=f"{quoted(stretch.due)}{source}",
        mend=_AGAIN,
    )


def _changed(difference: BlockDifference, typed: Iterable[Stretch], text: str) -> Finding:
    """Return what is wrong with the words of a block: a unit, or others."""
    shown, due = (
        sum((units_in(Passage("", (Span(each),))) for each in texts), start=units_in(_NOTHING))
        for texts in zip(*((each.shown(text), each.due) for each in typed), strict=True)
    )
    place = difference.block.place
    return disagreement(
        "changed-text" if shown == due else "changed-unit",
        place,
        difference.words(text),
        found=quoted(difference.words(text)),
        expected=quoted(Passage(place, difference.block.spans).text),
        mend=_AGAIN,
    )


_NOTHING = Passage("", ())


def _added(words: str, place: str, allowed: Allowed) -> Iterator[Finding]:
    yield from typed_amiss(Passage(place, (Span(words),)), allowed)


def _header(pdf: PdfText, header: str) -> Iterator[Finding]:
    if pdf.apart and solid(header) not in solid("".join(pdf.apart)):
        yield disagreement(
            "changed-text",
            "page header",
            pdf.apart[0],
            found=quoted(pdf.apart[0]),
            expected=quoted(header),
            mend=_AGAIN,
        )

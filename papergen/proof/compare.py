"""Comparing what a Word document or a page shows with the paper that the workbooks give now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from papergen.finding import Finding
from papergen.paper.document import Appendix, Paper
from papergen.paper.imprint import Imprint
from papergen.paper.occurrence import occurrences
from papergen.proof.alignment import Pair, align_passages, align_tables
from papergen.proof.disagreement import disagreement, quoted
from papergen.proof.drawings import drawings_amiss
from papergen.proof.figures import (
    Record,
    deleted_figures,
    figures_amiss,
    missing_figures,
    moved_in_prose,
    new_figures,
)
from papergen.proof.rows import RowPair, pair_rows, rows_amiss, tell_of
from papergen.proof.shown import Passage, Showing, ShownTable
from papergen.proof.shown_paper import show_paper
from papergen.proof.typed_numbers import Allowed, Typed, typed_numbers, units_in


@dataclass(frozen=True, slots=True)
class Fresh:
    """The paper that the workbooks give now.

    :param due: the figures that it prints, by id.
    """

    paper: Paper
    showing: Showing
    due: Mapping[str, Imprint]


def fresh_paper(paper: Paper) -> Fresh:
    """Return a numbered paper ready to be compared with."""
    imprints = (occurrence.imprint for occurrence in occurrences(paper))
    return Fresh(paper, show_paper(paper), {each.id: each for each in imprints if each.id})


def compare(
    showing: Showing, fresh: Fresh, record: Record, furniture: Iterable[str] = ()
) -> Iterator[Finding]:
    """Yield all in which a document disagrees with the paper, but for its references.

    :param showing: what the document shows.
    :param record: what the document keeps of its own making.
    :param furniture: lines that may stand in headers and footers.
    """
    missing = missing_figures(showing, fresh.showing)
    prose = align_passages(showing.prose, fresh.showing.prose)
    tables = align_tables(showing.tables, fresh.showing.tables)
    rows = [
        (pair.fresh, pair_rows(pair.shown, pair.fresh))
        for pair in tables
        if pair.shown and pair.fresh
    ]
    yield from figures_amiss(showing, fresh.due, record)
    yield from moved_in_prose(prose, fresh.due, missing)
    for table in (pair.fresh for pair in tables if pair.fresh and not pair.shown):
        tell_of(table.figures, missing)
        yield _missing_table(table)
    for table, pairs in rows:
        yield from rows_amiss(pairs, table, frozenset(fresh.due), missing)
    all_rows = [row for _, pairs in rows for row in pairs]
    is_new = new_figures(showing, record)
    yield from deleted_figures(prose, all_rows, fresh.due, is_new, missing)
    for passages in (*prose, *_cells(all_rows)):
        yield from _other_units(passages)
    yield from _untraced(showing, fresh, furniture)
    yield from drawings_amiss(showing.drawings, fresh.showing.drawings)


def _missing_table(table: ShownTable) -> Finding:
    caption = table.caption.text if table.caption else table.place
    return disagreement(
        "missing-table",
        table.place,
        caption,
        found="no such table",
        expected=f"the table {quoted(caption)}",
        mend="Undo the deletion, or build the paper again.",
    )


# --- What is typed --------------------------------------------------------------------------------


def _cells(rows: Iterable[RowPair]) -> Iterator[Pair[Passage]]:
    """Yield the cells that stand in the same column, but for labels and headings."""
    for row in rows:
        if row.shown and row.fresh and not row.is_head and len(row.shown) == len(row.fresh):
            for cell, fresh in zip(row.shown[1:], row.fresh[1:], strict=True):
                yield Pair(cell, fresh)


def _other_units(pair: Pair[Passage]) -> Iterator[Finding]:
    """Yield what is wrong with the units that a passage names apart from its numbers.

    That they are left out of prose is no fault; a caption has to name them.
    """
    if pair.shown is None:
        return
    units = units_in(pair.shown)
    due = units_in(pair.fresh) if pair.fresh else units - units
    is_caption = pair.fresh is not None and pair.fresh.place.endswith(", caption")
    if units - due or (is_caption and due - units):
        yield disagreement(
            "changed-unit" if pair.fresh else "untraced-number",
            pair.shown.place,
            pair.shown.text,
            found=", ".join(map(quoted, (units - due) or ["no unit"])),
            expected=", ".join(map(quoted, due)) or "no unit without a figure of the workbooks",
            mend="Put the unit back in which the figures are.",
        )


def _untraced(showing: Showing, fresh: Fresh, furniture: Iterable[str]) -> Iterator[Finding]:
    """Yield the numbers that come from no workbook, and the references that lead nowhere."""
    allowed = allowed_in(showing, fresh)
    for passage in showing.passages():
        yield from typed_amiss(passage, allowed)
    apart = replace(allowed, phrases=(*furniture, fresh.paper.header, *allowed.phrases))
    for passage in showing.apart:
        yield from typed_amiss(passage, apart)


def allowed_in(showing: Showing, fresh: Fresh) -> Allowed:
    """Return what may be typed in a document: what the paper lists, and references that land."""
    appendices = [block for block in fresh.paper.blocks if isinstance(block, Appendix)]
    numbers = {
        **showing.numbers,
        "appendix": frozenset(each.number for each in appendices),
    }
    titles = (appendix.title for appendix in appendices)
    linked = (
        span.text
        for passage in fresh.showing.passages()
        for span in passage.spans
        if span.linked and span.figure
    )
    return Allowed((*fresh.paper.untraced, *titles, *linked), numbers)


def typed_amiss(passage: Passage, allowed: Allowed) -> Iterator[Finding]:
    """Yield what is typed in a passage and should not be."""
    return (_typed(passage, each) for each in typed_numbers(passage, allowed))


def _typed(passage: Passage, typed: Typed) -> Finding:
    if typed.kind == "reference":
        return disagreement(
            "stale-reference",
            passage.place,
            typed.near,
            found=f"{quoted(typed.text)}, typed",
            expected="a number that something in the paper has",
            mend="Correct it, or insert a cross-reference, which follows what it refers to.",
        )
    return disagreement(
        "untraced-number",
        passage.place,
        typed.near,
        found=f"{quoted(typed.text)}, typed",
        expected="numbers that come from the workbooks",
        mend=(
            "Print it from a workbook; or list it in a comment of the template, "
            f"{{## untraced: {typed.text} … ##}}, with a word or two beside it."
        ),
    )

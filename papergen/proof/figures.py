"""Figures that a document shows, held against those that the workbooks give now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from papergen.finding import Finding
from papergen.ooxml.text import without_forbidden
from papergen.paper.imprint import Imprint
from papergen.proof.alignment import Pair
from papergen.proof.disagreement import disagreement, quoted
from papergen.proof.rows import RowPair, tell_of, whole_row, words_of
from papergen.proof.shown import Passage, Showing, ShownTable, Span, plain

_REFRESH = "Run “papergen refresh”, or build the paper again."


@dataclass(frozen=True, slots=True)
class Record:
    """What a document keeps of its own making.

    :param printed: the text that papergen printed of each figure, by its id, where it is known.
    :param current: the text that a Word document would fill each with when it is opened.
    :param uses: how many times papergen printed each.
    """

    printed: Mapping[str, str] = field(default_factory=dict)
    current: Mapping[str, str] = field(default_factory=dict)
    uses: Mapping[str, int] = field(default_factory=dict)


def figures_amiss(
    showing: Showing, due: Mapping[str, Imprint], record: Record
) -> Iterator[Finding]:
    """Yield the figures that are stale, typed over, or no longer printed.

    :param due: what the paper prints now, by id.
    """
    for passage, row in _with_rows(showing):
        for index, span in enumerate(passage.spans):
            if not span.figure:
                continue
            near = row or passage.near(index)
            imprint = due.get(span.figure)
            if imprint is None:
                yield _gone(passage, span, near)
            else:
                yield from _other_text(passage, span, near, imprint, record)


def _with_rows(showing: Showing) -> Iterator[tuple[Passage, str]]:
    """Yield each passage with the words of its row, if it is a cell."""
    for shown in showing.body:
        match shown:
            case Passage():
                yield shown, ""
            case ShownTable():
                for row in shown.rows:
                    yield from ((cell, words_of(row)) for cell in row)
    yield from ((passage, "") for passage in showing.apart)


def _gone(passage: Passage, span: Span, near: str) -> Finding:
    return disagreement(
        "gone-figure",
        passage.place,
        near,
        found=f"{quoted(span.text)}, a figure that the paper no longer prints",
        expected="only figures that the workbooks and templates give",
        mend="Run “papergen refresh”, or take out the words that the figure stands in.",
    )


def _other_text(
    passage: Passage, span: Span, near: str, imprint: Imprint, record: Record
) -> Iterator[Finding]:
    """Yield what is wrong with the text of a figure, if it is not that of the workbooks."""
    expected = _comparable(imprint.text)
    shown = _comparable(span.text)
    kept = _comparable(record.current.get(imprint.id, imprint.text))
    if shown == expected == kept:
        return
    printed = record.printed.get(imprint.id)
    amiss = shown if shown != expected else kept
    stale = printed is None or amiss == _comparable(printed)
    hidden = "" if shown != expected else ", which Word puts there when it opens the document"
    source = f", from {imprint.cells[0]}" if imprint.cells else ""
    yield disagreement(
        "stale-figure" if stale else "typed-over-figure",
        passage.place,
        near,
        found=(quoted(amiss) if amiss else "nothing") + hidden,
        expected=f"{quoted(expected)}{source}",
        mend=(
            _REFRESH
            if stale
            else "Correct it here; or, if it is right, enter it in the workbook and build again."
        ),
    )


def _comparable(text: str) -> str:
    return plain(without_forbidden(text))


# --- Missing and moved ----------------------------------------------------------------------------


def missing_figures(showing: Showing, fresh: Showing) -> Counter[str]:
    """Return how many times each figure is missing that the paper prints."""
    return _counted(fresh) - _counted(showing)


def new_figures(showing: Showing, record: Record) -> Callable[[str], bool]:
    """Return what tells of a missing figure whether papergen has never printed it there."""
    there = _counted(showing)
    return lambda figure: bool(record.uses) and there[figure] >= record.uses.get(figure, 0)


def _counted(showing: Showing) -> Counter[str]:
    return Counter(each for passage in showing.passages() for each in passage.figures)


def moved_in_prose(
    pairs: Iterable[Pair[Passage]], due: Mapping[str, Imprint], missing: Counter[str]
) -> Iterator[Finding]:
    """Yield the passages whose words are the paper's, but with other figures in them.

    :param missing: how often each figure is missing; what is told here is taken from it.
    """
    for pair in pairs:
        shown, fresh = pair.shown, pair.fresh
        if shown is None or fresh is None or shown.typed != fresh.typed:
            continue
        ids, wanted = shown.figures, fresh.figures
        foreign = [each for each in ids if each in due and each not in wanted]
        if ids == wanted or not (foreign or Counter(ids) == Counter(wanted)):
            continue
        tell_of((Counter(wanted) - Counter(ids)).elements(), missing)
        yield disagreement(
            "moved-figure",
            shown.place,
            shown.near(),
            found=", ".join(quoted(span.text) for span in shown.spans if span.figure),
            expected=", ".join(quoted(span.text) for span in fresh.spans if span.figure),
            mend="Put the figures back in the order in which the sentence needs them.",
        )


def deleted_figures(
    pairs: Iterable[Pair[Passage]],
    rows: Iterable[RowPair],
    due: Mapping[str, Imprint],
    is_new: Callable[[str], bool],
    missing: Counter[str],
) -> Iterator[Finding]:
    """Yield the figures that are missing, each where it should stand.

    :param is_new: whether a figure was never there.
    :param missing: how often each figure is missing; what is told here is taken from it.
    """
    whole = [
        Pair(whole_row(row.shown), whole_row(row.fresh)) for row in rows if row.shown and row.fresh
    ]
    for pair in (*pairs, *whole):
        if pair.fresh is None:
            continue
        there = Counter(pair.shown.figures) if pair.shown else Counter[str]()
        lacking = Counter(pair.fresh.figures) - there
        lost = [each for each in lacking.elements() if missing[each] > 0]
        tell_of(lost, missing)
        if lost and pair.shown is None:
            yield _lost_passage(pair.fresh, [due[figure] for figure in lost])
        elif pair.shown is not None:
            for figure in lost:
                yield _deleted(pair.fresh, pair.shown, due[figure], is_new(figure))


def _deleted(fresh: Passage, shown: Passage, imprint: Imprint, new: bool) -> Finding:
    index = next(index for index, span in enumerate(fresh.spans) if span.figure == imprint.id)
    return disagreement(
        "new-figure" if new else "deleted-figure",
        shown.place,
        fresh.near(index),
        found="no such figure",
        expected=f"{quoted(imprint.text)}, {imprint.name}",
        mend=_REFRESH if new else "Undo the deletion, or run “papergen refresh”.",
    )


def _lost_passage(fresh: Passage, lost: list[Imprint]) -> Finding:
    return disagreement(
        "deleted-figure",
        fresh.place,
        fresh.text,
        found="no such text, nor the figures in it",
        expected=", ".join(quoted(imprint.text) for imprint in lost),
        mend="Undo the deletion, or run “papergen refresh”.",
    )

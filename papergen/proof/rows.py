"""Rows of tables: which row of a document is which of the paper, and what is amiss in it.

A row is known by its figures and by its label, the first cell. Rows in another order are no fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from papergen.finding import Finding
from papergen.proof.alignment import best_pairs
from papergen.proof.disagreement import disagreement, quoted
from papergen.proof.shown import Passage, ShownTable, Span, row_figures

Row = tuple[Passage, ...]

_LABEL_WEIGHT, _FIGURE_WEIGHT, _WORD_WEIGHT = 100.0, 2.0, 0.1


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row of a document, and the row that it should be; one of them may be missing.

    :param is_head: whether it is the row of headings.
    """

    shown: Row | None
    fresh: Row | None
    is_head: bool = False


def pair_rows(shown: ShownTable, fresh: ShownTable) -> list[RowPair]:
    """Return each row of a table with the row that it should be."""
    head = RowPair(_head(shown), _head(fresh), True)
    rows, wanted = shown.rows[1:], fresh.rows[1:]
    pairs = _same_rows(rows, wanted)
    left = [index for index in range(len(rows)) if index not in pairs]
    others = sorted(set(range(len(wanted))) - set(pairs.values()))
    scores = {
        (index, other): _likeness(rows[index], wanted[other]) for index in left for other in others
    }
    pairs.update(best_pairs({pair: score for pair, score in scores.items() if score > 0}))
    there = set(pairs.values())
    return [
        head,
        *(
            RowPair(row, wanted[pairs[index]] if index in pairs else None)
            for index, row in enumerate(rows)
        ),
        *(RowPair(None, row) for index, row in enumerate(wanted) if index not in there),
    ]


def _head(table: ShownTable) -> Row | None:
    return table.rows[0] if table.rows else None


def _same_rows(rows: Sequence[Row], wanted: Sequence[Row]) -> dict[int, int]:
    """Return the rows that are just as they should be, wherever they stand."""
    places: dict[object, list[int]] = {}
    for other, row in enumerate(wanted):
        places.setdefault(_identity(row), []).append(other)
    pairs: dict[int, int] = {}
    for index, row in enumerate(rows):
        found = places.get(_identity(row))
        if found:
            pairs[index] = found.pop(0)
    return pairs


def _identity(row: Row) -> object:
    return tuple((cell.typed, cell.figures) for cell in row)


def _label(row: Row) -> object:
    return (row[0].typed, row[0].figures) if row else None


def _likeness(row: Row, other: Row) -> float:
    score = _FIGURE_WEIGHT * (Counter(row_figures(row)) & Counter(row_figures(other))).total()
    words, others = (Counter(_words(each)) for each in (row, other))
    score += _WORD_WEIGHT * (words & others).total()
    return score + (_LABEL_WEIGHT if _label(row) == _label(other) else 0)


def _words(row: Row) -> Iterator[str]:
    return (word for cell in row for word in cell.typed.split())


# --- What is amiss --------------------------------------------------------------------------------


def rows_amiss(
    pairs: Iterable[RowPair], fresh: ShownTable, printed: frozenset[str], missing: Counter[str]
) -> Iterator[Finding]:
    """Yield what is amiss in the rows of a table.

    :param fresh: the table as it should be.
    :param printed: ids of the figures that the paper prints anywhere.
    :param missing: how often each figure is missing; what is told here is taken from it.
    """
    for pair in pairs:
        if pair.shown is None:
            yield from _missing_row(pair, fresh, missing)
        elif pair.fresh is None:
            yield _new_row(pair.shown)
        else:
            yield from _moved_figures(pair.shown, pair.fresh, printed, missing)
            yield from _changed_labels(pair, pair.shown, pair.fresh)


def _missing_row(pair: RowPair, fresh: ShownTable, missing: Counter[str]) -> Iterator[Finding]:
    if pair.fresh is None:
        return
    tell_of(row_figures(pair.fresh), missing)
    yield disagreement(
        "missing-row",
        fresh.place,
        words_of(pair.fresh),
        found="no such row in the table",
        expected=f"a row {quoted(words_of(pair.fresh))}",
        mend="Run “papergen refresh”, which puts it in, or build the paper again.",
    )


def _new_row(row: Row) -> Finding:
    return disagreement(
        "new-row",
        row[0].place if row else "",
        words_of(row),
        found=f"a row {quoted(words_of(row))}",
        expected="only rows that the workbooks give",
        mend="Enter it in the workbook, or take it out.",
    )


def _moved_figures(
    row: Row, wanted: Row, printed: frozenset[str], missing: Counter[str]
) -> Iterator[Finding]:
    """Yield what is amiss where a row holds figures of another, or its own in another order."""
    ids, due = row_figures(row), row_figures(wanted)
    foreign = Counter(each for each in ids if each in printed) - Counter(due)
    if not foreign and (Counter(ids) != Counter(due) or ids == due):
        return
    if foreign:
        tell_of((Counter(due) - Counter(ids)).elements(), missing)
    yield disagreement(
        "moved-figure",
        row[0].place,
        words_of(row),
        found=(
            f"{_texts(row, foreign)} from elsewhere" if foreign else f"the order {_texts(row, ids)}"
        ),
        expected=_texts(wanted, due),
        mend="Put the figures back, or undo the change to the table.",
    )


def _changed_labels(pair: RowPair, row: Row, wanted: Row) -> Iterator[Finding]:
    if pair.is_head:
        shown, due = ([cell.typed for cell in each] for each in (row, wanted))
        if shown != due:
            yield _changed_label(row, "headings", words_of(row), words_of(wanted))
    elif row[:1] and wanted[:1] and row[0].typed != wanted[0].typed:
        yield _changed_label(row, "the label", row[0].text, wanted[0].text)


def _changed_label(row: Row, what: str, found: str, expected: str) -> Finding:
    return disagreement(
        "changed-label",
        row[0].place,
        words_of(row),
        found=f"{what} {quoted(found)} with these figures",
        expected=quoted(expected),
        mend="Put the words back with which these figures belong, or change the template.",
    )


def whole_row(row: Row) -> Passage:
    """Return the cells of a row as one passage."""
    spans = (span for cell in row for span in (*cell.spans, Span(" ")))
    return Passage(row[0].place, tuple(spans))


def tell_of(figures: Iterable[str], missing: Counter[str]) -> None:
    """Take figures from those that are missing, once it is told of them."""
    for figure in figures:
        missing[figure] = max(missing[figure] - 1, 0)


def words_of(row: Row) -> str:
    """Return what a row says, cell by cell."""
    return " | ".join(cell.text for cell in row)


def _texts(row: Row, ids: Iterable[str]) -> str:
    wanted = set(ids)
    texts = (span.text for cell in row for span in cell.spans if span.figure in wanted)
    return ", ".join(quoted(text) for text in texts)

"""Rows of an edited table: new ones are put in, and those that are gone are taken out.

A row is known by the figures printed in it. Rows stay where somebody has put them, and one that
somebody has deleted stays away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.content_control import bound_controls, number_control
from papergen.ooxml.control_text import shown_text
from papergen.ooxml.new_row import Neighbour, new_row, track_deleted_row, track_new_row
from papergen.ooxml.passage import Passage
from papergen.ooxml.table_rows import remove_row
from papergen.ooxml.tracking import row_mark
from papergen.proof.pairing import pairs
from papergen.proof.refreshing import Refreshing, Update, is_same, short
from papergen.proof.whereabouts import table_title

_BY_HAND = tuple(
    qn(tag)
    for tag in (
        "w:ins w:del w:moveFrom w:moveTo w:trPrChange w:commentRangeStart w:commentReference "
        "w:footnoteReference w:endnoteReference w:drawing w:pict w:object w:vMerge w:tbl"
    ).split()
)


@dataclass(slots=True)
class EditedTable:
    """A table of the edited document, and the same as it is written now.

    :param rows: those that are not deleted by a tracked change.
    :param fresh: the rows as they are written now.
    :param before: the rows as papergen last wrote them.
    :param here: the row of the edited table for each fresh one, as far as it has any.
    :param earlier: the row before for each fresh one, as far as there was any.
    """

    element: _Element
    rows: Sequence[Passage]
    fresh: Sequence[Passage]
    before: Sequence[Passage]
    here: dict[int, Passage] = field(default_factory=dict)
    earlier: dict[int, Passage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        fresh = _figures(self.fresh)
        found = pairs(fresh, _figures(self.rows))
        self.here = {number: self.rows[index] for number, index in found.items()}
        found = pairs(fresh, _figures(self.before))
        self.earlier = {number: self.before[index] for number, index in found.items()}
        for words, number in _plain(self.fresh).items():
            index = _plain(self.rows).get(words)
            if index is not None:
                self.here[number] = self.rows[index]

    @property
    def title(self) -> str:
        """What the table is called."""
        return table_title(self.element)


def _figures(rows: Sequence[Passage]) -> list[frozenset[str]]:
    return [row.figures for row in rows]


def _plain(rows: Sequence[Passage]) -> dict[str, int]:
    """Return the rows without figures by their words, if no other has the same."""
    words = [" ".join(row.words.split()) for row in rows]
    return {
        text: index
        for index, text in enumerate(words)
        if not rows[index].figures and words.count(text) == 1
    }


def refresh_rows(table: EditedTable, written: frozenset[str], work: Refreshing) -> list[Passage]:
    """Bring the rows of a table up to date, and return what is known of them now.

    The figures in the rows that stay are left to whoever brings all figures up to date.

    :param written: the words of each row that papergen has written into the document.
    """
    _find_plain_rows(table, work)
    for number, fresh in enumerate(table.fresh):
        if number in table.here or not fresh.figures:
            continue
        if number in table.earlier:
            _tell_of_deleted(fresh, table, work)
        else:
            _put_in(number, table, work)
    staying = {id(row) for row in table.here.values()}
    left = [row for row in table.rows if row.figures and id(row) not in staying]
    for row in left:
        if not row.figures <= work.printed.keys():
            _take_out(row, table, written, work)
    return list(_check_wording(table, work))


def _check_wording(table: EditedTable, work: Refreshing) -> Iterator[Passage]:
    """Tell of the rows that are worded otherwise now, and yield what is known of each row.

    What is told of stays known as it was, so that it is told of until somebody has changed it.
    """
    otherwise: list[str] = []
    plain_before = {" ".join(row.words.split()) for row in table.before if not row.figures}
    for number, fresh in enumerate(table.fresh):
        was, now = table.earlier.get(number), table.here.get(number)
        if not fresh.figures:
            if now is not None or " ".join(fresh.words.split()) in plain_before:
                yield fresh
            else:
                otherwise.append(work.words_of(fresh))
        elif was is None or now is None or was.reads_like(fresh) or now.reads_like(fresh):
            yield fresh
        else:
            work.tell_apart(now, fresh)
            otherwise.append(work.words_of(fresh))
            yield was
    if otherwise:
        more = f", and {len(otherwise) - 3} more rows" if len(otherwise) > 3 else ""
        work.findings.warn(
            "worded-otherwise",
            work.place(table.title),
            found="words or columns that papergen wrote before",
            expected="; ".join(f"“{short(words)}”" for words in otherwise[:3]) + more,
            mend="Change the words or columns of the table by hand.",
        )


# --- Rows that a tracked change put in ------------------------------------------------------------


def _find_plain_rows(table: EditedTable, work: Refreshing) -> None:
    """Find the rows that papergen put in as a tracked change, which has no controls.

    Once the change is accepted they get their controls; until then, their text is kept up to date.
    """
    plain = _plain(table.rows)
    for number, before in table.earlier.items():
        text = before.text(lambda figure: _printed_before(figure, work))
        index = plain.get(" ".join(text.split()))
        if number in table.here or index is None:
            continue
        row, fresh = table.rows[index], table.fresh[number]
        assert row.element is not None
        tracked = row_mark(row.element) == "w:ins"
        moved = [figure for figure in fresh.figures if not _is_up_to_date(figure, work)]
        place = work.where.of(row.element)
        table.here[number] = row
        if moved or not tracked:
            table.here[number] = _built_again(row, fresh, tracked, work)
        if tracked:
            work.pending.update(fresh.printed)
        for figure in moved:
            now = work.printed[figure]
            work.updates.append(
                Update("figure", now.name, _printed_before(figure, work), now.text, (place,))
            )


def _printed_before(figure: str, work: Refreshing) -> str:
    imprint = work.store.imprint(figure)
    return "" if imprint is None else imprint.text


def _is_up_to_date(figure: str, work: Refreshing) -> bool:
    return is_same(_printed_before(figure, work), work.printed[figure].text)


def _built_again(row: Passage, fresh: Passage, tracked: bool, work: Refreshing) -> Passage:
    """Put a row in the place of another that says the same in plain text."""
    assert row.element is not None and fresh.element is not None
    like = Neighbour(row.element, fresh.element, lambda control: "")
    built = new_row(fresh.element, like, work.styles).element
    row.element.addprevious(built)
    remove_row(row.element)
    _number(built, work)
    if tracked and work.tracking is not None:
        track_new_row(built, work.tracking)
    return Passage(fresh.words, built)


def _number(row: _Element, work: Refreshing) -> None:
    for control, _ in bound_controls(row):
        number_control(control, next(work.numbers))


# --- Rows that are new ----------------------------------------------------------------------------


def _put_in(number: int, table: EditedTable, work: Refreshing) -> None:
    """Put a new row beside the row that it stands beside in the fresh table."""
    fresh = table.fresh[number]
    like = _neighbour(number, table, work)
    assert fresh.element is not None
    if like is None:
        _tell_of_unplaced(fresh, table, work)
        return
    built = new_row(fresh.element, like, work.styles)
    row = built.element
    _place(row, number, table)
    table.here[number] = Passage(fresh.words, row)
    placed = [figure for _, figure in bound_controls(row)]
    work.told.update(fresh.printed)
    work.told.subtract(placed)
    _number(row, work)
    if work.tracking is not None:
        track_new_row(row, work.tracking)
        work.pending.update(placed)
    words = short(work.words_of(fresh))
    work.updates.append(Update("row added", f"row of {table.title}", "", words, (table.title,)))
    if built.left_out:
        work.findings.warn(
            "row-incomplete",
            work.place(f"{table.title}, row “{words}”"),
            found="a table without a column for "
            + ", ".join(f"“{each}”" for each in built.left_out),
            expected="a column for each value of a new row",
            mend="Fill the row in by hand.",
        )


def _place(row: _Element, number: int, table: EditedTable) -> None:
    after = max((each for each in table.here if each < number), default=None)
    before = min((each for each in table.here if each > number), default=None)
    if after is not None and (before is None or number - after <= before - number):
        _element(table.here[after]).addnext(row)
    elif before is not None:
        _element(table.here[before]).addprevious(row)
    else:
        _element(table.rows[-1]).addnext(row)


def _neighbour(number: int, table: EditedTable, work: Refreshing) -> Neighbour | None:
    """Return the row that a new one is to look like: the nearest that is no heading."""
    nearest = sorted(table.here, key=lambda each: (abs(each - number), each > number))
    with_figures = [each for each in nearest if table.fresh[each].figures]
    for each in with_figures:
        if not _is_heading(_element(table.here[each])):
            return _as_neighbour(table.here[each], table.fresh[each], work)
    for row in table.rows:
        if row.figures and not _is_heading(_element(row)):
            return _as_neighbour(row, table.fresh[number], work)
    return None


def _as_neighbour(row: Passage, fresh: Passage, work: Refreshing) -> Neighbour:
    return Neighbour(_element(row), _element(fresh), work.known)


def _is_heading(row: _Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def _element(row: Passage) -> _Element:
    assert row.element is not None
    return row.element


# --- Rows that are gone ---------------------------------------------------------------------------


def _take_out(row: Passage, table: EditedTable, written: frozenset[str], work: Refreshing) -> None:
    """Take a row out that the paper has no more, unless somebody has worked in it."""
    element = _element(row)
    if len(table.rows) == 1 or not _is_untouched(row, written, work):
        work.findings.warn(
            "row-gone",
            work.place(work.where.of(element)),
            found="a row that the paper has no more, and that was changed by hand",
            expected="no such row",
            mend="Delete the row if nobody needs it.",
        )
        return
    words = short(row.text(lambda figure: _printed_before(figure, work)))
    work.updates.append(Update("row removed", f"row of {table.title}", words, "", (table.title,)))
    work.removed.update(row.figures - work.printed.keys())
    if work.tracking is None:
        remove_row(element)
    else:
        track_deleted_row(element, work.tracking)


def _is_untouched(row: Passage, written: frozenset[str], work: Refreshing) -> bool:
    element = _element(row)
    around = element.getparent()
    if row.words not in written or around is None or around.tag != qn("w:tbl"):
        return False
    if next(element.iter(*_BY_HAND), None) is not None:
        return False
    return all(_is_as_printed(control, work) for control in element.iter(qn("w:sdt")))


def _is_as_printed(control: _Element, work: Refreshing) -> bool:
    imprint = work.store.imprint(work.known(control))
    return imprint is not None and is_same(imprint.text, shown_text(control))


# --- Telling --------------------------------------------------------------------------------------


def _tell_of_deleted(fresh: Passage, table: EditedTable, work: Refreshing) -> None:
    work.told.update(fresh.printed)
    words = short(work.words_of(fresh))
    work.findings.warn(
        "row-deleted",
        work.place(table.title),
        found="no row that papergen knows where it wrote one",
        expected=f"the row “{words}”",
        mend="Leave it so if somebody deleted it; if it still stands, check it by hand.",
    )


def _tell_of_unplaced(fresh: Passage, table: EditedTable, work: Refreshing) -> None:
    work.told.update(fresh.printed)
    words = short(work.words_of(fresh))
    work.findings.warn(
        "row-not-added",
        work.place(table.title),
        found="no row that a new one could be made like",
        expected=f"the row “{words}”, which the paper has now",
        mend="Add the row by hand, or build the paper and copy it from there.",
    )

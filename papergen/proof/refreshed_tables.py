"""Tables of an edited paper, each brought up to date from the same table as it is written now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from papergen.ooxml.passage import Passage
from papergen.ooxml.table_rows import TableOfFigures, retitle, tables_of_figures
from papergen.ooxml.tracking import row_mark
from papergen.proof.pairing import pairs
from papergen.proof.refreshed_rows import EditedTable, refresh_rows
from papergen.proof.refreshing import Refreshing, Update
from papergen.proof.whereabouts import table_title


def refresh_tables(before: Iterable[TableOfFigures], work: Refreshing) -> list[TableOfFigures]:
    """Bring the rows of all tables up to date, and return the tables as they are written now.

    The alternative texts of the tables follow, unless somebody has edited them.

    Tables are known by the figures in them, wherever they stand; a table all of whose figures are
    new, by its alternative text.

    :param before: the tables as papergen last wrote them.
    """
    matched = _Matched(
        tables_of_figures(work.edited.document, work.known),
        tables_of_figures(work.fresh.document),
        list(before),
    )
    written = frozenset(row.words for table in matched.before for row in table.rows)
    known: list[TableOfFigures] = []
    for number, fresh in enumerate(matched.fresh):
        edited, earlier = matched.edited_for(number), matched.before_for(number)
        if edited is None:
            _tell_of_missing(fresh, earlier is not None, work)
            known += [] if earlier is None else [fresh]
            continue
        assert edited.element is not None
        rows = [row for row in edited.rows if not _is_deleted(row)]
        then = () if earlier is None else earlier.rows
        table = EditedTable(edited.element, rows, fresh.rows, then)
        known.append(replace(fresh, rows=tuple(refresh_rows(table, written, work))))
        if earlier is not None:
            _retitle(edited, earlier, fresh, work)
    return known


@dataclass(slots=True)
class _Matched:
    """The tables of the edited document, of the fresh one, and as papergen wrote them before.

    :param here: which edited table each fresh one is; ``earlier``: which one before.
    """

    edited: list[TableOfFigures]
    fresh: list[TableOfFigures]
    before: list[TableOfFigures]
    here: dict[int, int] = field(default_factory=dict)
    earlier: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        live = [
            _figures(row for row in table.rows if not _is_deleted(row)) for table in self.edited
        ]
        fresh = [table.figures for table in self.fresh]
        before = [table.figures for table in self.before]
        self.here = pairs(fresh, live)
        self.earlier = pairs(fresh, before)
        titles = [table.title for table in self.before]
        for number, table in enumerate(self.fresh):
            if number not in self.earlier and titles.count(table.title) == 1:
                index = titles.index(table.title)
                if index not in self.earlier.values():
                    self.earlier[number] = index
        now = pairs(before, live)
        for number, index in self.earlier.items():
            if number not in self.here and index in now and now[index] not in self.here.values():
                self.here[number] = now[index]

    def edited_for(self, number: int) -> TableOfFigures | None:
        """Return the edited table that a fresh one is."""
        return self.edited[self.here[number]] if number in self.here else None

    def before_for(self, number: int) -> TableOfFigures | None:
        """Return the table that a fresh one was when papergen last wrote it."""
        return self.before[self.earlier[number]] if number in self.earlier else None


def _figures(rows: Iterable[Passage]) -> frozenset[str]:
    return frozenset().union(*(row.figures for row in rows))


def _is_deleted(row: Passage) -> bool:
    return row.element is not None and row_mark(row.element) == "w:del"


def _retitle(
    edited: TableOfFigures, before: TableOfFigures, fresh: TableOfFigures, work: Refreshing
) -> None:
    """Have an alternative text follow that papergen wrote and nobody has edited."""
    title = fresh.title if edited.title == before.title else edited.title
    description = (
        fresh.description if edited.description == before.description else edited.description
    )
    for old, new in ((edited.title, title), (edited.description, description)):
        if old != new:
            table: _Element | None = edited.element
            assert table is not None
            place = table_title(table)
            update = Update("alternative text", "alternative text of a table", old, new, (place,))
            work.updates.append(update)
            retitle(table, title, description)


def _tell_of_missing(fresh: TableOfFigures, was_there: bool, work: Refreshing) -> None:
    for row in fresh.rows:
        work.told.update(row.printed)
    assert fresh.element is not None
    title = table_title(fresh.element)
    if was_there:
        work.findings.warn(
            "table-deleted",
            work.place(title),
            found=f"no table {title} that papergen knows",
            expected="the table, whose figures may have changed",
            mend="Leave it so if somebody deleted it; if it still stands, check it by hand.",
        )
    else:
        work.findings.warn(
            "new-table",
            work.place(title),
            found="no such table",
            expected=f"the table {title}, which the paper has now",
            mend="Build the paper, and copy the table from there.",
        )

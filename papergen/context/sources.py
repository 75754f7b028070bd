"""Where the figures come from, for the note on sources that papers carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papergen.inputs.table import Table


@dataclass(frozen=True, slots=True)
class Sources:
    """The workbooks that the context was read from.

    :param illustrative: whether any row's notes say that its figures are made up.
    """

    workbooks: tuple[str, ...]
    illustrative: bool


def build_sources(tables: Iterable[Table]) -> Sources:
    """Return where the rows of some tables come from."""
    rows = [row for table in tables for row in table.rows]
    notes = [note.value for row in rows if (note := row.text_or_none("Notes")) is not None]
    return Sources(
        tuple(dict.fromkeys(row.first.workbook for row in rows)),
        any(note.casefold().startswith("illustrative") for note in notes),
    )

"""How a table fits a printed page: estimates by the letters in it.

A column without a width of its own is as wide as its words ask for, where there is room.
"""

from __future__ import annotations

from papergen.paper.document import Table, plain_text

_LETTERS_ACROSS = 60
_LETTERS_ACROSS_LANDSCAPE = 95
_TALL = 20


def has_fixed_columns(table: Table, landscape: bool) -> bool:
    """Tell whether columns are as wide as the paper says; or, if words were too long, all alike."""
    columns = zip(*([column.heading for column in table.columns], *table.rows), strict=True)
    longest = [
        max(map(len, " ".join(map(plain_text, column)).split()), default=0) for column in columns
    ]
    return all(column.width for column in table.columns) or sum(longest) > _across(landscape)


def has_tall_rows(table: Table, landscape: bool) -> bool:
    """Tell whether a row may be too tall to be kept on one page, at more than some 20 lines."""
    shares = [column.width or 1 / len(table.columns) for column in table.columns]
    return any(
        len(words := plain_text(cell)) / (share * _across(landscape)) + words.count("\n") > _TALL
        for row in table.rows
        for cell, share in zip(row, shares, strict=True)
    )


def _across(landscape: bool) -> int:
    return _LETTERS_ACROSS_LANDSCAPE if landscape else _LETTERS_ACROSS

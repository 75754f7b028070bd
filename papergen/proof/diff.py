"""What moved between two meetings, builds or manifests."""

from __future__ import annotations

from papergen.paper.imprint import Imprint
from papergen.paper.movement import Change

_HEADINGS = ("What", "Before", "After", "Change")


def change_cells(change: Change) -> tuple[str, str, str, str]:
    """Return a change in words: what moved, what it was, what it is, and by how much."""
    return (
        change.name,
        change.before.text if change.before else "",
        change.after.text if change.after else "",
        change.printed_difference or change.movement,
    )


def as_markdown(changes: list[Change]) -> str:
    """Return the changes as a Markdown table."""
    rows = [_HEADINGS, ("---", "--:", "--:", "--:"), *map(change_cells, changes)]
    return "\n".join(f"| {' | '.join(_escaped(cell) for cell in row)} |" for row in rows)


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def as_table(changes: list[Change]) -> str:
    """Return the changes in columns, for a terminal."""
    rows = [_HEADINGS, *map(change_cells, changes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def as_json(change: Change) -> dict[str, object]:
    """Return a change for machines to read."""
    difference = change.difference
    return {
        "name": change.name,
        "movement": change.movement,
        "before": None if change.before is None else _side(change.before),
        "after": None if change.after is None else _side(change.after),
        "difference": None if difference is None else f"{difference.value.normalize():f}",
        "unit": None if difference is None else difference.unit.value,
    }


def _side(imprint: Imprint) -> dict[str, object]:
    return {
        "text": imprint.text,
        "value": imprint.value,
        "unit": imprint.unit,
        "cells": [str(cell) for cell in imprint.cells],
    }

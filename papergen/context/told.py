"""What ``meeting.toml`` says, as templates name it: each value with its place in the file."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel

from papergen.cell import Cell, Entry
from papergen.inputs.meeting import MEETING_FILE


class Told:
    """A part of ``meeting.toml`` whose texts, numbers and dates are entries, as a workbook's are.

    What was left empty is None; true and false stay what they are.
    """

    def __init__(self, part: BaseModel, place: str = "") -> None:
        self._part = part
        self._place = place

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(self._part, name)
        if name not in type(self._part).model_fields:
            return value
        return _told(value, f"{self._place}, {name}" if self._place else name)

    def __dir__(self) -> list[str]:
        return sorted(type(self._part).model_fields)


def _told(value: Any, place: str) -> Any:
    match value:
        case BaseModel():
            return Told(value, place)
        case tuple():
            return tuple(
                Told(part, f"{place} {getattr(part, 'number', index)}")
                for index, part in enumerate(value, 1)
            )
        case bool():
            return value
        case "" | None:
            return None
        case str() | int() | date():
            return Entry(value, Cell(MEETING_FILE, "", place, value), place)
        case _:
            return value

"""Printed values of a filled form, as they come back from the custom XML part that knows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from papergen.cell import Entry
from papergen.figure import Figure, Unit
from papergen.inputs.condition_tracker import Direction, Measure, Rag, Stage, Status
from papergen.ooxml.figure_store import read_figures
from papergen.paper.document import Printed
from papergen.paper.imprint import Imprint

_CHOICES: tuple[type[Enum], ...] = (Status, Rag, Direction, Stage, Measure)


def printed_values(document: Document) -> Mapping[str, Printed]:
    """Return the values that a document prints, by their ids, each as it was printed first."""
    for relation in document.part.rels.values():
        if relation.reltype != RELATIONSHIP_TYPE.CUSTOM_XML or relation.is_external:
            continue
        stored = read_figures(relation.target_part.blob)
        if stored is not None:
            return {key: _printed(imprint) for key, imprint in stored.figures.items()}
    return {}


def _printed(imprint: Imprint) -> Printed:
    return Printed(imprint.text, _value(imprint), imprint.wording, imprint.id)


def _value(imprint: Imprint) -> Figure | Entry[object]:
    if imprint.kind == "figure":
        return Figure(Decimal(imprint.value), Unit(imprint.unit), imprint.cells, imprint.name)
    return Entry(_said(imprint), imprint.cells[0], imprint.name)


def _said(imprint: Imprint) -> object:
    match imprint.kind:
        case "date":
            return date.fromisoformat(imprint.value)
        case "status":
            return next(
                choice for kind in _CHOICES for choice in kind if choice.value == imprint.value
            )
        case _:
            return imprint.value

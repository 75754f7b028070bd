"""The tables of a form, which are to be as those of all papers: one header row, no merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from papergen.finding import Place
from papergen.forms.faults import short_words
from papergen.forms.inlines import read_inlines
from papergen.forms.reading import Reading, check_paragraph
from papergen.ooxml.story import Cell, Grid, Run, StyledParagraph
from papergen.paper.document import Alignment, Inlines, Origin, Table, TableColumn


def read_table(grid: Grid, reading: Reading) -> Iterator[Table]:
    """Yield the table, unless it is one that papers cannot have, which is a fault."""
    caption = reading.captions.take("Table", "a table")
    if not _check_grid(grid, caption.near, reading):
        return
    head, *body = grid.rows
    whole = sum(grid.widths)
    columns = tuple(
        TableColumn(
            _cell(cell, reading),
            _alignment([row[index] for row in body]),
            grid.widths[index] / whole if whole else None,
        )
        for index, cell in enumerate(head)
    )
    rows = tuple(tuple(_cell(cell, reading) for cell in row) for row in body)
    yield Table(caption.content, columns, rows, caption.label, origin=Origin(reading.form))


def _check_grid(grid: Grid, near: str, reading: Reading) -> bool:
    """Return whether a table is one that papers can have; if it is not, that is a fault."""
    if grid.merged or grid.nested or any(len(row) != len(grid.widths) for row in grid.rows):
        reading.fault(
            "merged-cells",
            near,
            found="merged or missing cells, or a table within a table",
            expected="as many cells in each row as there are columns",
            mend="In Word, split the merged cells (Layout, Split Cells).",
        )
        return False
    if grid.headers != 1 or not grid.rows:
        reading.fault(
            "header-row",
            near,
            found=f"{grid.headers or 'no'} header rows",
            expected="one, the first",
            mend="In Word, select the first row alone and choose Layout, Repeat Header Rows.",
        )
        return False
    for row in grid.rows:
        for cell in row:
            _check_cell(cell, near, reading)
    return True


def _check_cell(cell: Cell, near: str, reading: Reading) -> None:
    for paragraph in cell:
        check_paragraph(paragraph, reading)
        if any(run.drawing is not None for run in paragraph.runs):
            reading.fault(
                "not-in-papers",
                near,
                found="a chart or picture in a table",
                expected="text in cells",
                mend="Put it in a paragraph of its own, below a caption.",
            )
    if not any(paragraph.text.strip() for paragraph in cell):
        reading.findings.warn(
            "empty-cell",
            Place(reading.form, near=short_words(near)),
            found="an empty cell",
            expected="text in each cell, since a screen reader says nothing of an empty one",
            mend="Write what it means, or print a dash: {{ …|or_dash }}.",
        )


def _alignment(cells: list[Cell]) -> Alignment:
    """Return how a column is set, if all of its cells below the heading are set so."""
    settings = {_set(paragraph) for cell in cells for paragraph in cell}
    return settings.pop() if len(settings) == 1 else "left"


def _set(paragraph: StyledParagraph) -> Alignment:
    if paragraph.alignment == "center":
        return "centre"
    if paragraph.alignment in {"right", "end"} or paragraph.style == "Table Number":
        return "right"
    return "left"


def _cell(cell: Cell, reading: Reading) -> Inlines:
    runs: list[Run] = []
    for paragraph in cell:
        if runs:
            runs.append(Run("\n"))
        runs.extend(paragraph.runs)
    return read_inlines(runs, reading)

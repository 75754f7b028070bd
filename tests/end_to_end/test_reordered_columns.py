"""Columns may stand in any order: that is no fault, and changes nothing in the papers."""

from __future__ import annotations

import shutil
from pathlib import Path

from command_line import papergen
from openpyxl import Workbook, load_workbook
from published import read_page
from spreadsheets import table_of


def test_columns_in_another_order_give_the_same_papers(
    sample: Path, built: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(sample, tmp_path / sample.name))
    for path in folder.glob("*.xlsx"):
        book = load_workbook(path, data_only=True)
        turn_round(book)
        book.save(path)
    run = papergen("build", folder, "--out", tmp_path / "build", "--format", "html")
    assert (run.status, run.err) == (0, "")
    for path in sorted((built / "public").glob("*.html")):
        made = tmp_path / "build" / sample.name / "public" / path.name
        assert read_page(made.read_text("utf-8")) == read_page(path.read_text("utf-8"))


def turn_round(book: Workbook) -> None:
    """Let the columns of every table stand from right to left."""
    for sheet in book.worksheets:
        for name in sheet.tables:
            _, (left, top, right, bottom) = table_of(book, name)
            for row in sheet.iter_rows(top, bottom, left, right):
                contents = [(cell.value, cell.number_format) for cell in row]
                for cell, (value, number_format) in zip(row, reversed(contents), strict=True):
                    cell.value, cell.number_format = value, number_format

"""Workbooks as other programs see them: openpyxl reads them, LibreOffice works them out anew."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries


def recalculate(workbooks: Iterable[Workbook], folder: Path) -> list[Workbook]:
    """Return workbooks with the results that LibreOffice works out for their formulas."""
    return [load_workbook(path, data_only=True) for path in save_recalculated(workbooks, folder)]


def save_recalculated(workbooks: Iterable[Workbook], folder: Path) -> list[Path]:
    """Return the files of workbooks that LibreOffice has worked out and saved.

    openpyxl saves formulas without results, so that every result is LibreOffice's own.
    """
    given, made = folder / "given", folder / "recalculated"
    given.mkdir(parents=True)
    paths: list[Path] = []
    for number, book in enumerate(workbooks):
        paths.append(given / f"{number}.xlsx")
        book.save(paths[-1])
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", made, *paths], check=True, capture_output=True, timeout=120
    )
    return [made / path.name for path in paths]


def table_of(book: Workbook, name: str) -> tuple[Any, tuple[int, int, int, int]]:
    """Return the sheet of an Excel table, and its first column and row, last column and row."""
    for sheet in book.worksheets:
        if name in sheet.tables:
            left, top, right, bottom = range_boundaries(sheet.tables[name].ref)
            return sheet, (left, top, right, bottom)
    raise AssertionError(f"no table {name}")


def rows_of(book: Workbook, name: str) -> list[dict[str, Any]]:
    """Return the rows of an Excel table, each by heading, with the values of its cells."""
    sheet, (left, top, right, bottom) = table_of(book, name)
    headings = [sheet.cell(top, column).value for column in range(left, right + 1)]
    return [
        dict(
            zip(
                headings,
                (sheet.cell(row, column).value for column in range(left, right + 1)),
                strict=True,
            )
        )
        for row in range(top + 1, bottom + 1)
    ]

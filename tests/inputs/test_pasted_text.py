"""Text that was pasted into a cell says what it said where it came from, or there is a warning."""

from pathlib import Path

from openpyxl import Workbook as Book

from papergen.finding import Findings, Severity
from papergen.inputs.layout import Column, Layout
from papergen.inputs.table import read_tables
from papergen.inputs.workbook import read_workbook

NOTES = Layout("Remarks", "Remarks", "Remarks", (Column("Remark", "text", "What is remarked."),))


def read(folder: Path, words: str) -> tuple[str, Findings]:
    book = Book()
    sheet = book.worksheets[0]
    sheet.title = "Remarks"
    sheet["A1"], sheet["A2"] = "Remark", words
    book.save(folder / "w.xlsx")
    findings = Findings()
    workbook = read_workbook(folder / "w.xlsx", findings)
    assert workbook is not None
    (row,) = read_tables(workbook, (NOTES,), findings)["Remarks"].rows
    return row.text("Remark").value, findings


def test_bullets_of_word_stay_bullets_and_tabs_are_spaces(tmp_path: Path) -> None:
    words, findings = read(tmp_path, "\uf0b7\tfirst\n\uf0a7\tsecond")
    assert words == "• first\n• second"
    assert not list(findings)


def test_what_only_some_font_can_draw_is_a_warning(tmp_path: Path) -> None:
    words, findings = read(tmp_path, "done \ue001")
    assert words == "done \N{REPLACEMENT CHARACTER}"
    (finding,) = findings
    assert (finding.severity, finding.place.cell) == (Severity.WARNING, "A2")
    assert finding.code == "unreadable-character"

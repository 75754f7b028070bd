"""Rows of an edited paper's tables come and go with the workbooks' rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from checkers import faults_of_office_file
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from edited_papers import (
    Report,
    body,
    bound,
    codes,
    controls,
    edited,
    entry,
    rows,
    said,
    stored,
    unlike,
)
from papers import text

from papergen.paper.document import Table, TableColumn
from papergen.proof.refresh import Refreshed, refresh_document

BEFORE = Report()
ADDED = replace(BEFORE, months={**BEFORE.months, "September": (65, 1060)})
FIRST = replace(BEFORE, months={"May": (61, 60), **BEFORE.months})
WITHOUT = replace(BEFORE, months={"June": (72, 70), "August": (62, 62)})
ROLLED = replace(
    BEFORE,
    months={"July": (74, 81), "August": (62, 62), "September": (65, 66), "October": (66, 67)},
)


def refresh(content: bytes, report: Report) -> Refreshed:
    """Bring a document up to date; a second time changes nothing."""
    refreshed = refresh_document(content, report.built(), "paper.docx")
    again = refresh_document(refreshed.content, report.built(), "paper.docx")
    assert not again.changed and not again.updates
    return refreshed


@pytest.mark.parametrize("report", [ADDED, FIRST, WITHOUT, ROLLED])
def test_rows_of_a_table_that_nobody_edited_are_those_of_a_fresh_one(
    report: Report, tmp_path: Path
) -> None:
    refreshed = refresh(BEFORE.built(), report)
    assert rows(refreshed.content) == rows(report.built())
    assert stored(refreshed.content).keys() == stored(report.built()).keys()
    assert all(one == other for one, other in bound(refreshed.content))
    assert not refreshed.findings
    (tmp_path / "refreshed.docx").write_bytes(refreshed.content)
    assert faults_of_office_file(tmp_path / "refreshed.docx") == []


def test_rows_that_came_and_went_are_told_of() -> None:
    told = [
        (each.kind, each.before, each.after) for each in refresh(BEFORE.built(), ROLLED).updates
    ]
    assert ("row added", "", "September 65 66") in told
    assert ("row added", "", "October 66 67") in told
    assert ("row removed", "June 72 70", "") in told


def test_new_figures_have_controls_with_numbers_of_their_own() -> None:
    root = body(refresh(BEFORE.built(), ADDED).content)
    (control,) = controls(root, "September, actual")
    assert said(control) == "1,060"
    numbers = [each.get(qn("w:val")) for each in root.iterfind(f".//{qn('w:sdtPr')}/{qn('w:id')}")]
    assert len(set(numbers)) == len(numbers)


def test_row_that_comes_back_is_put_in_again() -> None:
    without = refresh(BEFORE.built(), WITHOUT).content
    assert rows(refresh(without, BEFORE).content) == rows(BEFORE.built())


def test_new_row_looks_as_its_neighbours_were_made_to_look() -> None:
    def edit(document: Document) -> None:
        for row in document.tables[0].rows[1:4]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.space_after = Pt(9)
                for run in cell._tc.iter(qn("w:r")):
                    properties = run.get_or_add_rPr()
                    properties.insert(0, properties.makeelement(qn("w:i")))

    refreshed = refresh(edited(BEFORE.built(), edit), ADDED)
    new = list(body(refreshed.content).iter(qn("w:tr")))[4]
    assert said(new) == "September651,060"
    for cell in new.iter(qn("w:tc")):
        assert cell.find(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:after")) == "180"
        assert all(
            run.find(f"{qn('w:rPr')}/{qn('w:i')}") is not None for run in cell.iter(qn("w:r"))
        )


def test_new_row_follows_the_row_that_it_follows_in_the_paper() -> None:
    def sort(document: Document) -> None:
        june, july, august = (row._tr for row in document.tables[0].rows[1:4])
        june.addprevious(august)

    refreshed = refresh(edited(BEFORE.built(), sort), ADDED)
    assert [row[0] for row in rows(refreshed.content)] == [
        *("Month", "August", "September", "June", "July", "Total")
    ]


def test_rows_stay_where_somebody_moved_them() -> None:
    def sort(document: Document) -> None:
        document.tables[0].rows[1]._tr.addprevious(document.tables[0].rows[3]._tr)

    now = replace(BEFORE, months={"June": (72, 71), "July": (74, 81), "August": (62, 63)})
    assert rows(refresh(edited(BEFORE.built(), sort), now).content) == [
        ["Month", "Forecast", "Actual"],
        ["August", "62", "63"],
        ["June", "72", "71"],
        ["July", "74", "81"],
        ["Total", "208", "215"],
    ]


def test_row_that_somebody_deleted_stays_away_and_is_told_of() -> None:
    def delete(document: Document) -> None:
        row = document.tables[0].rows[2]._tr
        row.getparent().remove(row)

    now = replace(ADDED, months={**ADDED.months, "July": (74, 99)})
    refreshed = refresh(edited(BEFORE.built(), delete), now)
    assert [row[0] for row in rows(refreshed.content)] == [
        *("Month", "June", "August", "September", "Total")
    ]
    (finding,) = refreshed.findings
    assert finding.code == "row-deleted" and "July 74 99" in finding.expected


def test_row_that_somebody_worked_in_is_left_and_told_of() -> None:
    def note(document: Document) -> None:
        document.tables[0].cell(2, 0).paragraphs[0].add_run(" (see the note)")

    refreshed = refresh(edited(BEFORE.built(), note), WITHOUT)
    assert rows(refreshed.content)[2] == ["July (see the note)", "74", "81"]
    assert sorted(codes(refreshed.findings)) == ["figure-gone", "row-gone"]


def test_row_with_a_comment_is_left_and_told_of() -> None:
    def comment(document: Document) -> None:
        cell = document.tables[0].cell(2, 0)
        document.add_comment(cell.paragraphs[0].runs, "Why so many?", "A. Reader", "AR")

    refreshed = refresh(edited(BEFORE.built(), comment), WITHOUT)
    assert rows(refreshed.content)[2] == ["July", "74", "81"]
    assert "row-gone" in codes(refreshed.findings)


def test_row_with_a_figure_typed_over_is_left_and_told_of() -> None:
    def type_over(document: Document) -> None:
        (control,) = controls(document.element, "July, actual")
        next(control.iter(qn("w:t"))).text = "80"

    refreshed = refresh(edited(BEFORE.built(), type_over), WITHOUT)
    assert rows(refreshed.content)[2] == ["July", "74", "80"]
    assert "row-gone" in codes(refreshed.findings)


def test_rows_that_somebody_added_stay() -> None:
    def add(document: Document) -> None:
        table = document.tables[0]
        row = table.add_row()
        for cell, words in zip(row.cells, ("Mean", "69", "71"), strict=True):
            cell.text = words
        table.rows[2]._tr.addnext(row._tr)

    refreshed = refresh(edited(BEFORE.built(), add), ROLLED)
    assert [row[0] for row in rows(refreshed.content)] == [
        *("Month", "July", "Mean", "August", "September", "October", "Total")
    ]
    assert not refreshed.findings


def test_columns_that_somebody_moved_and_added_are_found() -> None:
    def edit(document: Document) -> None:
        table = document.tables[0]
        for row in table.rows:
            month, forecast, actual = row._tr.tc_lst
            month.addnext(actual)
        column = table.add_column(Pt(60))
        column.cells[0].text = "Remark"
        column.cells[2].text = "As expected"

    refreshed = refresh(edited(BEFORE.built(), edit), ADDED)
    assert rows(refreshed.content) == [
        ["Month", "Actual", "Forecast", "Remark"],
        ["June", "70", "72", ""],
        ["July", "81", "74", "As expected"],
        ["August", "62", "62", ""],
        ["September", "1,060", "65", ""],
        ["Total", "1,273", "273", ""],
    ]


def test_value_without_a_column_is_told_of() -> None:
    def delete(document: Document) -> None:
        for row in document.tables[0].rows:
            row._tr.remove(row._tr.tc_lst[1])

    refreshed = refresh(edited(BEFORE.built(), delete), ADDED)
    assert rows(refreshed.content)[4] == ["September", "1,060"]
    assert "row-incomplete" in codes(refreshed.findings)


def test_table_is_found_wherever_it_was_moved_and_whatever_its_caption() -> None:
    def move(document: Document) -> None:
        table = document.tables[0]._tbl
        caption = table.getprevious()
        document.add_table(2, 2)
        document.paragraphs[0]._p.addnext(table)
        caption.getparent().remove(caption)
        table.tblPr.remove(table.tblPr.find(qn("w:tblCaption")))

    refreshed = refresh(edited(BEFORE.built(), move), ADDED)
    assert rows(refreshed.content, 0) == rows(ADDED.built())
    assert rows(refreshed.content, 1) == [["", ""], ["", ""]]


def test_table_whose_rows_are_all_new_is_found_by_its_title() -> None:
    now = replace(BEFORE, months={"November": (1, 2), "December": (3, 4)}, total=False)
    before = replace(BEFORE, total=False)
    refreshed = refresh(before.built(), now)
    assert rows(refreshed.content) == rows(now.built())
    assert not refreshed.findings


def test_table_that_somebody_deleted_is_told_of_once() -> None:
    def delete(document: Document) -> None:
        table = document.tables[0]._tbl
        table.getparent().remove(table)

    refreshed = refresh(edited(BEFORE.built(), delete), ADDED)
    assert codes(refreshed.findings) == ["table-deleted"]


def test_alternative_text_of_a_table_follows_unless_somebody_has_edited_it() -> None:
    now = replace(BEFORE, heading="Month of 2024")
    content = BEFORE.built()
    refreshed = refresh(content, now)
    description = next(body(refreshed.content).iter(qn("w:tblDescription")))
    assert description.get(qn("w:val")) == "Columns: Month of 2024; Forecast; Actual"
    assert [each.kind for each in refreshed.updates] == ["alternative text"]

    def describe(document: Document) -> None:
        next(document.element.iter(qn("w:tblDescription"))).set(qn("w:val"), "Plans by month")

    refreshed = refresh(edited(content, describe), now)
    description = next(body(refreshed.content).iter(qn("w:tblDescription")))
    assert description.get(qn("w:val")) == "Plans by month"


def test_rows_change_the_document_and_the_store_alone() -> None:
    content = replace(BEFORE, total=False).built()
    now = replace(ROLLED, total=False)
    charts = {"word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Sheet1.xlsx"}
    assert unlike(content, refresh(content, now).content) - charts == {
        "word/document.xml",
        "customXml/item1.xml",
    }


def test_other_heading_of_a_column_is_told_of_until_somebody_writes_it() -> None:
    now = replace(BEFORE, heading="Month of 2024")
    refreshed = refresh(BEFORE.built(), now)
    (finding,) = refreshed.findings
    assert finding.code == "worded-otherwise"
    assert finding.expected == "“Month of 2024 Forecast Actual”"
    assert codes(refresh(refreshed.content, now).findings) == ["worded-otherwise"]

    def write(document: Document) -> None:
        document.tables[0].cell(0, 0).paragraphs[0].runs[0].text = "Month of 2024"

    assert not refresh(edited(refreshed.content, write), now).findings


def test_rows_that_share_a_figure_are_told_apart_by_the_others() -> None:
    """Each row prints the year, say, and its own figures."""

    class Yearly(Report):
        def table(self) -> Table:
            table = super().table()
            year = (entry("year", "2024/25"),)
            with_year = tuple((year, *row) for row in table.rows)
            return replace(
                table, columns=(TableColumn(text("Year")), *table.columns), rows=with_year
            )

    before = Yearly(months={"June": (72, 70), "July": (74, 81)}, total=False)
    now = Yearly(months={"July": (74, 81), "August": (62, 62)}, total=False)
    refreshed = refresh(before.built(), now)
    assert rows(refreshed.content) == rows(now.built())
    assert {each.kind for each in refreshed.updates} >= {"row added", "row removed"}
    assert not refreshed.findings


def test_other_words_in_a_row_are_told_of_until_somebody_writes_them() -> None:
    class Named(Report):
        def table(self) -> Table:
            table = super().table()
            first, *others = table.rows
            return replace(table, rows=((text("June 2024"), *first[1:]), *others))

    refreshed = refresh(BEFORE.built(), Named())
    for _ in range(2):
        assert codes(refreshed.findings) == ["worded-otherwise"]
        assert refreshed.findings[0].expected == "“June 2024 72 70”"
        refreshed = refresh(refreshed.content, Named())


def test_bookmark_that_begins_in_a_row_that_goes_keeps_both_ends(tmp_path: Path) -> None:
    def mark(document: Document) -> None:
        first = document.tables[0].cell(1, 0).paragraphs[0]._p
        start = first.makeelement(qn("w:bookmarkStart"), {qn("w:id"): "77", qn("w:name"): "mine"})
        end = first.makeelement(qn("w:bookmarkEnd"), {qn("w:id"): "77"})
        first.append(start)
        document.tables[0].cell(2, 0).paragraphs[0]._p.append(end)

    refreshed = refresh(edited(BEFORE.built(), mark), ROLLED).content
    (tmp_path / "refreshed.docx").write_bytes(refreshed)
    assert faults_of_office_file(tmp_path / "refreshed.docx") == []
    root = body(refreshed)
    ends = [
        each
        for each in root.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
        if each.get(qn("w:id")) == "77"
    ]
    assert [each.tag for each in ends] == [qn("w:bookmarkStart"), qn("w:bookmarkEnd")]

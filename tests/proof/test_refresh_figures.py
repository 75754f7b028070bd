"""Figures of an edited paper follow the workbooks, and nothing else in it changes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from checkers import faults_of_office_file
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from edited_papers import (
    Report,
    body,
    bound,
    codes,
    controls,
    edited,
    paragraphs,
    part,
    said,
    shown,
    stored,
    type_over,
    unlike,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from papergen.paper.document import NumberedParagraph, Text
from papergen.paper.imprint import identify_paper
from papergen.proof.refresh import Refreshed, refresh_document
from papergen.proof.refreshing import NotRefreshable

BEFORE = Report()
AFTER = replace(
    BEFORE,
    figures={"deficit": "94.91", "balance": "28.253", "payments": "60"},
    status="On track",
    narrative="Cabinet approved it, and <b> is text.",
)
BUILT, BUILT_AFTER = BEFORE.built(), AFTER.built()


def refresh(content: bytes, report: Report = AFTER, *, force: bool = False) -> Refreshed:
    """Bring a document up to date; a second time changes nothing."""
    refreshed = refresh_document(content, report.built(), "paper.docx", force=force)
    again = refresh_document(refreshed.content, report.built(), "paper.docx")
    assert not again.changed and not again.updates
    assert again.content == refreshed.content
    return refreshed


# --- As it was built ----------------------------------------------------------------------------


def test_paper_that_nobody_edited_says_what_a_fresh_one_does() -> None:
    refreshed = refresh(BEFORE.built())
    assert paragraphs(refreshed.content) == paragraphs(AFTER.built())
    assert stored(refreshed.content) == stored(AFTER.built())
    assert not refreshed.findings


def test_paper_whose_figures_stay_is_the_same_file() -> None:
    content = BEFORE.built()
    refreshed = refresh(content, BEFORE)
    assert refreshed.content == content and not refreshed.changed


def test_each_figure_is_told_of_once_with_all_its_places() -> None:
    refreshed = refresh(BEFORE.built())
    told = {each.name: (each.before, each.after, each.places) for each in refreshed.updates}
    assert told["deficit"] == (
        "£84.5m",
        "£94.91m",
        (
            "“The deficit is £84.5m, and the status is At …”",
            "“In-year the balance is £28.253m; the deficit of …”",
        ),
    )
    assert told["status"][:2] == ("At risk", "On track")
    assert told.keys() == {"deficit", "payments", "status", "narrative"}


def test_only_the_document_and_the_store_change() -> None:
    content = BEFORE.built()
    assert unlike(content, refresh(content).content) == {"word/document.xml", "customXml/item1.xml"}


def test_refreshed_paper_is_valid(tmp_path: Path) -> None:
    (tmp_path / "refreshed.docx").write_bytes(refresh(BEFORE.built()).content)
    assert faults_of_office_file(tmp_path / "refreshed.docx") == []


def test_what_controls_show_is_what_the_store_holds() -> None:
    pairs = bound(refresh(BEFORE.built()).content)
    assert len(pairs) > 8 and all(one == other for one, other in pairs)


def test_text_that_libreoffice_could_not_save_is_not_bound() -> None:
    """An ampersand in a bound control would have LibreOffice lose the whole store."""
    (before,) = controls(body(BEFORE.built()), "narrative")
    assert before.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is None
    calm = replace(AFTER, narrative="Cabinet approved it.")
    (after,) = controls(body(refresh(BEFORE.built(), calm).content), "narrative")
    assert after.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None
    (again,) = controls(body(refresh(calm.built(), BEFORE).content), "narrative")
    assert again.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is None


# --- Edited -------------------------------------------------------------------------------------


def test_paragraphs_that_were_moved_added_and_reworded_stay() -> None:
    def edit(document: Document) -> None:
        second = document.paragraphs[3]
        document.paragraphs[1]._p.addprevious(second._p)
        document.paragraphs[0].insert_paragraph_before("Draft for comment")
        document.paragraphs[3].runs[0].text = "Our deficit stands at "
        document.add_paragraph("Added at the end.")

    refreshed = refresh(edited(BEFORE.built(), edit))
    texts = paragraphs(refreshed.content)
    assert texts[0] == "Draft for comment" and texts[-1] == "Added at the end."
    assert (
        texts[2]
        == "In-year the balance is £28.253m; the deficit of £94.91m comes before payments of £60m."
    )
    assert texts[3] == "Our deficit stands at £94.91m, and the status is On track."
    assert not refreshed.findings


def test_format_of_the_first_run_is_kept() -> None:
    def edit(document: Document) -> None:
        (control,) = controls(document.element, "payments")
        run = next(control.iter(qn("w:r")))
        paragraph = next(each for each in document.paragraphs if run in each._p.iter(qn("w:r")))
        wrapped = paragraph.add_run("x")
        wrapped.font.bold, wrapped.font.size = True, Pt(20)
        wrapped.font.color.rgb = RGBColor(0xC0, 0, 0)
        run.insert(0, wrapped._r.rPr)
        wrapped._r.getparent().remove(wrapped._r)
        next(run.iter(qn("w:t"))).text = "£6"
        second = run.makeelement(qn("w:r"))
        second.append(run.makeelement(qn("w:t")))
        second[0].text = "7m"
        run.addnext(second)

    refreshed = refresh(edited(BEFORE.built(), edit))
    (control,) = controls(body(refreshed.content), "payments")
    (run,) = control.iter(qn("w:r"))
    assert said(control) == "£60m"
    assert run.find(f"{qn('w:rPr')}/{qn('w:color')}").get(qn("w:val")) == "C00000"
    assert run.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val")) == "40"


def test_comments_on_figures_stay() -> None:
    def edit(document: Document) -> None:
        (control,) = controls(document.element, "payments")
        paragraph = document.paragraphs[3]
        comment = document.add_comment(paragraph.runs, "Is this right?", "A. Reader", "AR")
        content = control.find(qn("w:sdtContent"))
        for mark in list(paragraph._p.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"))):
            content.insert(0 if mark.tag == qn("w:commentRangeStart") else len(content), mark)
        reference = next(paragraph._p.iter(qn("w:commentReference"))).getparent()
        content.append(reference)
        assert comment.comment_id == 0

    content = edited(BEFORE.built(), edit)
    refreshed = refresh(content).content
    assert "word/comments.xml" not in unlike(content, refreshed)
    (control,) = controls(body(refreshed), "payments")
    assert [child.tag for child in control.find(qn("w:sdtContent"))] == [
        qn("w:commentRangeStart"),
        qn("w:r"),
        qn("w:commentRangeEnd"),
        qn("w:r"),
    ]
    assert said(control) == "£60m"


def test_figures_in_headers_and_footnotes_follow() -> None:
    def edit(document: Document) -> None:
        (control,) = controls(document.element, "payments")
        document.sections[0].header.paragraphs[0]._p.append(control)

    refreshed = refresh(edited(BEFORE.built(), edit))
    header = part(refreshed.content, "word/header1.xml")
    assert "£60m".encode() in header and "£67m".encode() not in header
    (update,) = (each for each in refreshed.updates if each.name == "payments")
    assert update.places[0].startswith("page header, ")


def test_control_that_was_copied_is_brought_up_to_date_in_both_places() -> None:
    def edit(document: Document) -> None:
        document.paragraphs[-1]._p.addnext(deepcopy(document.paragraphs[1]._p))

    assert shown(refresh(edited(BEFORE.built(), edit)).content, "deficit") == ["£94.91m"] * 3


def test_control_that_word_made_one_of_a_whole_cell_or_paragraph_is_brought_up_to_date() -> None:
    """As Word does when a control is all that a cell or a paragraph holds."""

    def edit(document: Document) -> None:
        (control,) = controls(document.element, "June, actual")
        cell = next(control.iterancestors(qn("w:tc")))
        run = next(control.iter(qn("w:r")))
        control.addprevious(run)
        cell.addprevious(control)
        control.find(qn("w:sdtContent")).append(cell)
        (control,) = controls(document.element, "narrative")
        paragraph = control.getparent()
        control.addprevious(next(control.iter(qn("w:r"))))
        paragraph.addprevious(control)
        control.find(qn("w:sdtContent")).append(paragraph)

    after = replace(AFTER, months={**BEFORE.months, "June": (72, 71)})
    refreshed = refresh(edited(BEFORE.built(), edit), after)
    assert shown(refreshed.content, "June, actual") == ["71"]
    assert shown(refreshed.content, "narrative") == [AFTER.narrative]
    assert not refreshed.findings


# --- Typed over ---------------------------------------------------------------------------------


@pytest.mark.parametrize("in_word", [True, False])
def test_figure_that_was_typed_over_is_left_and_told_of(in_word: bool) -> None:
    content = edited(BEFORE.built(), type_over("payments", "some £67m", in_word=in_word))
    refreshed = refresh(content)
    assert shown(refreshed.content, "payments") == ["some £67m"]
    (finding,) = refreshed.findings
    assert finding.code == "typed-over"
    assert "some £67m" in finding.found and "£67m" in finding.found
    assert finding.expected == "“£60m”"
    assert shown(refreshed.content, "deficit") == ["£94.91m"] * 2
    assert stored(refreshed.content)["payments"] == [("£67m", "some £67m")]


def test_typed_over_figure_is_overwritten_by_force() -> None:
    content = edited(BEFORE.built(), type_over("payments", "some £67m"))
    refreshed = refresh(content, force=True)
    assert shown(refreshed.content, "payments") == ["£60m"]
    assert stored(refreshed.content)["payments"] == [("£60m", "£60m")]
    assert not refreshed.findings


def test_figure_typed_over_in_one_of_two_places_is_left_there_alone() -> None:
    """In Word all controls that are bound to one element show the same."""
    content = edited(BEFORE.built(), type_over("deficit", "over £84m", which=1))
    refreshed = refresh(content)
    assert shown(refreshed.content, "deficit") == ["£94.91m", "over £84m"]
    assert all(one == other for one, other in bound(refreshed.content))
    assert codes(refreshed.findings) == ["typed-over"]
    forced = refresh(refreshed.content, force=True)
    assert shown(forced.content, "deficit") == ["£94.91m"] * 2
    assert all(one == other for one, other in bound(forced.content))


def test_typed_over_with_the_new_value_is_up_to_date() -> None:
    content = edited(BEFORE.built(), type_over("payments", "£60m"))
    refreshed = refresh(content)
    assert not refreshed.findings
    assert stored(refreshed.content)["payments"] == [("£60m", "£60m")]
    assert "payments" not in {update.name for update in refreshed.updates}


def test_figure_that_was_emptied_in_word_is_left() -> None:
    def edit(document: Document) -> None:
        (control,) = controls(document.element, "payments")
        properties = control.find(qn("w:sdtPr"))
        properties.insert(0, properties.makeelement(qn("w:showingPlcHdr")))
        next(control.iter(qn("w:t"))).text = "Click or tap here to enter text."

    content = edited(BEFORE.built(), edit)
    refreshed = refresh(content)
    assert codes(refreshed.findings) == ["typed-over"]
    assert shown(refreshed.content, "payments") == ["Click or tap here to enter text."]
    forced = refresh(content, force=True)
    assert shown(forced.content, "payments") == ["£60m"]
    (control,) = controls(body(forced.content), "payments")
    assert control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is None


def test_text_that_the_store_alone_has_is_what_word_will_show() -> None:
    def write(document: Document) -> None:
        type_over("payments", "£70m", in_word=True)(document)
        type_over("payments", "£67m")(document)

    refreshed = refresh(edited(BEFORE.built(), write))
    (finding,) = refreshed.findings
    assert finding.code == "typed-over" and "£70m" in finding.found
    assert stored(refreshed.content)["payments"] == [("£67m", "£70m")]


def test_figure_that_somebody_moved_by_a_tracked_change_is_no_text_there() -> None:
    def move(document: Document) -> None:
        (control,) = controls(document.element, "payments")
        run = next(control.iter(qn("w:r")))
        moved = run.makeelement(
            qn("w:moveFrom"),
            {qn("w:id"): "900", qn("w:author"): "R", qn("w:date"): "2024-09-01T09:00:00Z"},
        )
        run.addprevious(moved)
        moved.append(run)

    content = edited(BEFORE.built(), move)
    refreshed = refresh(content)
    (control,) = controls(body(refreshed.content), "payments")
    assert [text.text for text in control.iter(qn("w:t"))] == ["£67m"]
    assert "figure-not-linked" in codes(refreshed.findings)


def test_figure_that_others_track_changes_in_is_left_and_told_of() -> None:
    def edit(document: Document) -> None:
        (control,) = controls(document.element, "payments")
        run = next(control.iter(qn("w:r")))
        marks = {
            qn("w:id"): "900",
            qn("w:author"): "A. Reader",
            qn("w:date"): "2024-09-01T09:00:00Z",
        }
        deleted = run.makeelement(qn("w:del"), marks)
        run.addprevious(deleted)
        deleted.append(run)
        next(run.iter(qn("w:t"))).tag = qn("w:delText")
        inserted = run.makeelement(qn("w:ins"), {**marks, qn("w:id"): "901"})
        new = run.makeelement(qn("w:r"))
        new.append(run.makeelement(qn("w:t")))
        new[0].text = "£70m"
        inserted.append(new)
        deleted.addnext(inserted)

    refreshed = refresh(edited(BEFORE.built(), edit))
    assert shown(refreshed.content, "payments") == ["£70m"]
    assert codes(refreshed.findings) == ["typed-over"]


# --- Gone, and never linked ---------------------------------------------------------------------


def test_figure_that_the_paper_prints_no_more_is_left_and_told_of() -> None:
    class Less(Report):
        def paper(self):  # type: ignore[no-untyped-def]
            paper = super().paper()
            blocks = [each for each in paper.blocks if "payments" not in repr(each)]
            return replace(paper, blocks=tuple(blocks))

    refreshed = refresh(BEFORE.built(), Less(figures={**BEFORE.figures, "deficit": "90"}))
    assert shown(refreshed.content, "payments") == ["£67m"]
    assert shown(refreshed.content, "deficit") == ["£90m"] * 2
    (finding,) = refreshed.findings
    assert finding.code == "figure-gone"
    assert "£67m" in finding.found and "£28.253m" in finding.found


def test_figure_whose_paragraph_was_deleted_is_told_of() -> None:
    def edit(document: Document) -> None:
        paragraph = document.paragraphs[3]._p
        paragraph.getparent().remove(paragraph)

    refreshed = refresh(edited(BEFORE.built(), edit))
    assert set(codes(refreshed.findings)) == {"figure-not-linked"}
    told = " ".join(finding.found for finding in refreshed.findings)
    assert "£60m" in told and "£28.253m" in told and "£94.91m" in told


def test_figure_that_became_plain_text_is_told_of() -> None:
    def edit(document: Document) -> None:
        (control,) = controls(document.element, "payments")
        control.addprevious(next(control.iter(qn("w:r"))))
        control.getparent().remove(control)

    refreshed = refresh(edited(BEFORE.built(), edit))
    (finding,) = refreshed.findings
    assert finding.code == "figure-not-linked" and "£60m" in finding.found
    assert "check it by hand" in finding.mend


def test_passage_that_is_worded_otherwise_now_is_told_of() -> None:
    class Better(Report):
        def paper(self):  # type: ignore[no-untyped-def]
            paper = super().paper()
            first = paper.blocks[1]
            words = [
                (
                    replace(each, text="The deficit has fallen to ")
                    if getattr(each, "text", "") == "The deficit is "
                    else each
                )
                for each in first.content
            ]
            return replace(
                paper,
                blocks=(paper.blocks[0], replace(first, content=tuple(words)), *paper.blocks[2:]),
            )

    content = BEFORE.built()
    refreshed = refresh(content, Better())
    (finding,) = refreshed.findings
    assert finding.code == "worded-otherwise"
    assert finding.expected == "“The deficit has fallen to £84.5m, and the status is At risk.”"

    def reword(document: Document) -> None:
        document.paragraphs[1].runs[0].text = "The deficit has fallen to "

    assert not refresh(edited(content, reword), Better()).findings


def test_control_copied_from_a_fresh_paper_is_linked_again() -> None:
    class More(Report):
        def paper(self):  # type: ignore[no-untyped-def]
            paper = super().paper()
            extra = NumberedParagraph(
                (Text("Capital of "), self.money("capital"), Text(".")), number="9"
            )
            return identify_paper(replace(paper, blocks=(*paper.blocks, extra)))

    more = More(figures={**BEFORE.figures, "capital": "4.2"})
    told = refresh(BEFORE.built(), more)
    assert codes(told.findings) == ["new-figure"]
    assert "£4.2m" in told.findings[0].found

    def copy(document: Document) -> None:
        (control,) = controls(body(more.built()), "capital")
        document.paragraphs[-1]._p.append(control)

    refreshed = refresh(edited(BEFORE.built(), copy), more)
    assert not refreshed.findings
    assert stored(refreshed.content)["capital"] == [("£4.2m", "£4.2m")]


# --- No such paper ------------------------------------------------------------------------------


def test_document_without_a_store_is_refused() -> None:
    saved = BytesIO()
    docx.Document().save(saved)
    with pytest.raises(NotRefreshable, match="does not say which figures"):
        refresh_document(saved.getvalue(), BEFORE.built(), "other.docx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200])
def test_file_that_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(NotRefreshable, match="cannot be read"):
        refresh_document(content, BEFORE.built(), "other.docx")


@settings(max_examples=60)
@given(st.data())
def test_damaged_file_is_refused_or_brought_up_to_date(data: st.DataObject) -> None:
    content = bytearray(BUILT)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=9)):
        content[place] ^= data.draw(st.integers(1, 255))
    try:
        refreshed = refresh_document(bytes(content), BUILT_AFTER, "damaged.docx")
    except NotRefreshable:
        return
    assert shown(refreshed.content, "payments") in (["£60m"], ["£67m"])

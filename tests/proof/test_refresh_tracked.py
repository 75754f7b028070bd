"""Changes that a refresh makes can be tracked: rejected, the paper says what it said before."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from checkers import faults_of_office_file
from docx.document import Document
from docx.oxml.ns import qn
from edited_papers import (
    Report,
    body,
    bound,
    codes,
    controls,
    edited,
    paragraphs,
    rows,
    saved_again,
    shown,
    stored,
    type_over,
)
from libreoffice import LibreOffice, running_libreoffice

from papergen.proof.refresh import Refreshed, refresh_document

NOON = datetime(2024, 10, 1, 12, 30, tzinfo=UTC)
BEFORE = Report()
AFTER = replace(
    BEFORE,
    figures={"deficit": "94.91", "balance": "28.253", "payments": "60"},
    narrative="Cabinet approved it, & <b> is text.",
    months={"July": (74, 99), "August": (62, 62), "September": (65, 66)},
)
LATER = replace(
    AFTER,
    figures={"deficit": "99", "balance": "30", "payments": "60"},
    months={"July": (74, 99), "August": (62, 62), "September": (65, 77)},
)
MARKS = {qn("w:ins"), qn("w:del")}


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    with running_libreoffice(tmp_path_factory.mktemp("tracked")) as libreoffice:
        yield libreoffice


def track(content: bytes, report: Report = AFTER, *, force: bool = False) -> Refreshed:
    return refresh_document(content, report.built(), "paper.docx", tracked_at=NOON, force=force)


def settled(content: bytes, accept: bool) -> bytes:
    """The document with all changes accepted or rejected, as Word does it: controls stay."""
    gone, kept = ("w:del", "w:ins") if accept else ("w:ins", "w:del")

    def settle(document: Document) -> None:
        root = document.element
        for row in list(root.iter(qn("w:tr"))):
            if row.find(f"{qn('w:trPr')}/{qn(gone)}") is not None:
                row.getparent().remove(row)
            for mark in row.findall(f"{qn('w:trPr')}/{qn(kept)}"):
                mark.getparent().remove(mark)
        for mark in list(root.iter(qn(gone))):
            mark.getparent().remove(mark)
        for mark in list(root.iter(qn(kept))):
            for child in list(mark):
                mark.addprevious(child)
            mark.getparent().remove(mark)
        for text in root.iter(qn("w:delText")):
            text.tag = qn("w:t")

    return edited(content, settle)


# --- As the file has it -------------------------------------------------------------------------


def test_each_change_bears_author_and_time(tmp_path: Path) -> None:
    content = track(BEFORE.built()).content
    marks = list(body(content).iter(*MARKS))
    assert len(marks) > 10
    assert {mark.get(qn("w:author")) for mark in marks} == {"papergen"}
    assert {mark.get(qn("w:date")) for mark in marks} == {"2024-10-01T12:30:00Z"}
    numbers = [mark.get(qn("w:id")) for mark in marks]
    assert len(set(numbers)) == len(numbers)
    (tmp_path / "tracked.docx").write_bytes(content)
    assert faults_of_office_file(tmp_path / "tracked.docx") == []


def test_accepted_changes_say_what_a_fresh_paper_does() -> None:
    accepted = settled(track(BEFORE.built()).content, accept=True)
    assert paragraphs(accepted) == paragraphs(AFTER.built())


def test_rejected_changes_say_what_the_paper_said() -> None:
    rejected = settled(track(BEFORE.built()).content, accept=False)
    assert paragraphs(rejected) == paragraphs(BEFORE.built())


def test_second_refresh_changes_nothing() -> None:
    content = track(BEFORE.built()).content
    assert track(content).content == content
    again = refresh_document(content, AFTER.built(), "paper.docx")
    assert again.content == content and not again.findings


def test_accepted_changes_are_bound_again_by_the_next_refresh() -> None:
    accepted = settled(track(BEFORE.built()).content, accept=True)
    again = refresh_document(accepted, AFTER.built(), "paper.docx")
    assert not again.updates and not again.findings
    assert sorted(bound(again.content)) == sorted(bound(AFTER.built()))
    assert refresh_document(again.content, AFTER.built(), "paper.docx").content == again.content
    later = refresh_document(again.content, LATER.built(), "paper.docx")
    assert paragraphs(later.content) == paragraphs(LATER.built())


def test_rejected_changes_are_told_of_by_the_next_refresh() -> None:
    rejected = settled(track(BEFORE.built()).content, accept=False)
    again = refresh_document(rejected, AFTER.built(), "paper.docx")
    assert paragraphs(again.content) == paragraphs(BEFORE.built())
    found = codes(again.findings)
    assert found.count("typed-over") == 7  # deficit twice, payments, narrative, July and two totals
    assert found.count("row-deleted") == 1


def test_later_refresh_follows_in_the_changes_that_are_still_tracked() -> None:
    once = track(BEFORE.built()).content
    for content in (track(once, LATER).content, refresh_document(once, LATER.built(), "p").content):
        assert paragraphs(settled(content, accept=True)) == paragraphs(LATER.built())
    rejected = paragraphs(settled(track(once, LATER).content, accept=False))
    assert rejected == paragraphs(BEFORE.built())


def test_typed_over_figure_that_is_overwritten_by_force_can_be_had_back() -> None:
    content = edited(BEFORE.built(), type_over("payments", "some £67m"))
    assert shown(track(content).content, "payments") == ["some £67m"]
    forced = track(content, force=True).content
    assert shown(forced, "payments") == ["£60m"]
    assert shown(settled(forced, accept=False), "payments") == ["some £67m"]


def test_figure_in_what_somebody_else_has_put_in_is_changed_there() -> None:
    def insert(document: Document) -> None:
        (control,) = controls(document.element, "payments")
        marks = {
            qn("w:id"): "900",
            qn("w:author"): "A. Reader",
            qn("w:date"): "2024-09-01T09:00:00Z",
        }
        inserted = control.makeelement(qn("w:ins"), marks)
        copy = deepcopy(control)
        copy.find(f"{qn('w:sdtPr')}/{qn('w:id')}").set(qn("w:val"), "9000")
        inserted.append(copy)
        document.paragraphs[-1]._p.append(inserted)

    content = track(edited(BEFORE.built(), insert)).content
    assert shown(content, "payments") == ["£60m", "£60m"]
    (other,) = (
        each for each in body(content).iter(qn("w:ins")) if each.get(qn("w:author")) != "papergen"
    )
    assert not list(other.iter(qn("w:del")))


# --- As LibreOffice sees it ---------------------------------------------------------------------


def test_libreoffice_accepts_and_rejects_the_changes(libreoffice: LibreOffice) -> None:
    content = track(BEFORE.built()).content
    (accepted,) = saved_again(libreoffice, "accept", content)
    (rejected,) = saved_again(libreoffice, "reject", content)
    for saved, report in ((accepted, AFTER), (rejected, BEFORE)):
        assert rows(saved) == rows(report.built())
        assert [each for each in paragraphs(saved) if each] == [
            each for each in paragraphs(report.built()) if each
        ]


def test_row_that_libreoffice_accepted_is_linked_again(libreoffice: LibreOffice) -> None:
    months = replace(BEFORE, months={**BEFORE.months, "September": (65, 66)}, total=False)
    before = replace(BEFORE, total=False)
    (accepted,) = saved_again(libreoffice, "accept", track(before.built(), months).content)
    again = refresh_document(accepted, months.built(), "paper.docx")
    assert not again.findings and shown(again.content, "September, actual") == ["66"]
    assert stored(again.content)["September, actual"] == [("66", "66")]


def test_figures_whose_link_libreoffice_lost_are_told_of(libreoffice: LibreOffice) -> None:
    """It forgets the title of a control in which changes were tracked."""
    now = replace(BEFORE, figures={**BEFORE.figures, "payments": "60"})
    (accepted,) = saved_again(libreoffice, "accept", track(BEFORE.built(), now).content)
    again = refresh_document(accepted, now.built(), "paper.docx")
    assert codes(again.findings) == ["figure-not-linked"]
    assert "£60m" in again.findings[0].found

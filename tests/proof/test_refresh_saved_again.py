"""Papers that LibreOffice has saved again, all of them rewritten, can be brought up to date."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from edited_papers import (
    Report,
    body,
    bound,
    chart_values,
    codes,
    controls,
    edited,
    paragraphs,
    part,
    rows,
    saved_again,
    shown,
    stored,
    type_over,
)
from libreoffice import LibreOffice, running_libreoffice
from lxml import etree

from papergen.proof.refresh import Refreshed, refresh_document
from papergen.proof.refreshing import NotRefreshable

NAMES = {"w": qn("w:p")[1:-2]}
BEFORE = Report()
AFTER = replace(
    BEFORE,
    figures={"deficit": "94.91", "balance": "28.253", "payments": "60"},
    status="On track",
    narrative="Cabinet approved it, & <b> is text.",
    months={"July": (74, 99), "August": (62, 62), "September": (65, 66)},
)


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    with running_libreoffice(tmp_path_factory.mktemp("saved-again")) as libreoffice:
        yield libreoffice


def refresh(content: bytes, report: Report = AFTER) -> Refreshed:
    """Bring a document up to date; a second time changes nothing."""
    refreshed = refresh_document(content, report.built(), "paper.docx")
    again = refresh_document(refreshed.content, report.built(), "paper.docx")
    assert not again.changed and again.content == refreshed.content
    return refreshed


def converted(content: bytes, folder: Path) -> bytes:
    """The document as a LibreOffice without a window saves it: with one, comments crash it."""
    (folder / "edited.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    saved = [*command, "--outdir", folder / "saved", folder / "edited.docx"]
    subprocess.run(saved, check=True, capture_output=True, timeout=120)
    return (folder / "saved" / "edited.docx").read_bytes()


def words(content: bytes) -> list[str]:
    return [text for text in paragraphs(content) if text]


def test_saved_paper_knows_what_it_prints(libreoffice: LibreOffice) -> None:
    (saved,) = saved_again(libreoffice, "save", BEFORE.built())
    assert stored(saved) == stored(BEFORE.built())
    assert sorted(bound(saved)) == sorted(bound(BEFORE.built()))
    refreshed = refresh(saved, BEFORE)
    assert not refreshed.updates and not refreshed.findings


def test_saved_paper_is_brought_up_to_date(libreoffice: LibreOffice) -> None:
    (saved,) = saved_again(libreoffice, "save", BEFORE.built())
    refreshed = refresh(saved)
    assert words(refreshed.content) == words(AFTER.built())
    assert rows(refreshed.content) == rows(AFTER.built())
    assert chart_values(refreshed.content) == chart_values(AFTER.built())
    assert all(one == other for one, other in bound(refreshed.content))
    assert not refreshed.findings


def test_papers_may_go_back_and_forth(libreoffice: LibreOffice) -> None:
    content = BEFORE.built()
    for report in (AFTER, BEFORE, AFTER):
        (content,) = saved_again(libreoffice, "save", content)
        refreshed = refresh(content, report)
        assert words(refreshed.content) == words(report.built())
        assert not refreshed.findings
        content = refreshed.content


def test_what_was_refreshed_reads_the_same_in_libreoffice(libreoffice: LibreOffice) -> None:
    refreshed = refresh(BEFORE.built()).content
    one, other = libreoffice.read(refreshed, AFTER.built())
    assert one.paragraphs == other.paragraphs
    assert one.pages() == other.pages()


def test_new_rows_look_like_the_others_as_libreoffice_saved_them(libreoffice: LibreOffice) -> None:
    (saved,) = saved_again(libreoffice, "save", BEFORE.built())
    refreshed = refresh(saved).content
    august, september = list(body(refreshed).iter(qn("w:tr")))[2:4]
    for path in ("w:tcPr", "w:p/w:pPr", ".//w:r/w:rPr"):
        looks = [
            [etree.tostring(cell.find(path, NAMES), method="c14n") for cell in row.iter(qn("w:tc"))]
            for row in (august, september)
        ]
        assert looks[0] == looks[1]


def test_typed_over_figure_is_still_kept_after_libreoffice_has_saved(
    libreoffice: LibreOffice,
) -> None:
    """LibreOffice shows what the store holds: a refresh has the store hold what was typed."""
    content = edited(BEFORE.built(), type_over("deficit", "over £84m", which=1))
    (saved,) = saved_again(libreoffice, "save", refresh(content).content)
    assert shown(saved, "deficit") == ["£94.91m", "over £84m"]
    assert codes(refresh(saved).findings) == ["typed-over"]


def test_edits_and_comments_are_kept(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.add_comment(document.paragraphs[1].runs, "Is it?", "A. Reader", "AR")
        document.paragraphs[0].insert_paragraph_before("Draft for comment")

    saved = converted(edited(BEFORE.built(), edit), tmp_path)
    refreshed = refresh(saved)
    assert words(refreshed.content)[0] == "Draft for comment"
    assert part(refreshed.content, "word/comments.xml") == part(saved, "word/comments.xml")
    assert shown(refreshed.content, "deficit") == ["£94.91m"] * 2


def test_paper_whose_store_libreoffice_lost_is_refused(libreoffice: LibreOffice) -> None:
    """It writes an empty store where somebody has typed an ampersand over a bound figure."""

    def bind_ampersand(document: Document) -> None:
        type_over("status", "On track & ahead", in_word=True)(document)

    content = edited(BEFORE.built(), bind_ampersand)
    (control,) = controls(body(content), "status")
    assert control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None
    (saved,) = saved_again(libreoffice, "save", content)
    with pytest.raises(NotRefreshable, match="another program has saved it since"):
        refresh(saved)


def test_refreshing_before_libreoffice_saves_keeps_such_a_store(libreoffice: LibreOffice) -> None:
    content = edited(BEFORE.built(), type_over("status", "On track & ahead"))
    (saved,) = saved_again(libreoffice, "save", refresh(content).content)
    assert shown(refresh(saved).content, "status") == ["On track & ahead"]
    assert codes(refresh(saved).findings) == ["typed-over"]

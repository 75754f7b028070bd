"""A build takes the place of the one before, and loses nothing that somebody wrote by hand."""

from __future__ import annotations

from pathlib import Path

import docx
from command_line import papergen
from docx.document import Document

PAPER = "07-send-transformation-update.docx"


def words(path: Path) -> str:
    document: Document = docx.Document(str(path))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_paper_edited_by_hand_is_kept_and_told_of(sample: Path, tmp_path: Path) -> None:
    assert papergen("build", sample, "--out", tmp_path).status == 0
    folder = tmp_path / sample.name
    paper = folder / "public" / PAPER
    document = docx.Document(str(paper))
    document.add_paragraph("A sentence that a colleague added.")
    document.save(str(paper))
    (folder / "public" / "notes.txt").write_text("To be looked at again.")

    again = papergen("build", sample, "--out", tmp_path)
    assert again.status == 1
    assert again.out.count("that was edited, or put there, since the last build") == 2
    assert "A sentence that a colleague added." not in words(paper)
    assert "A sentence that a colleague added." in words(folder / "edited" / PAPER)
    assert (folder / "edited" / "notes.txt").read_text() == "To be looked at again."

    third = papergen("build", sample, "--out", tmp_path, "--format", "html")
    assert third.status == 0, third.out
    assert "A sentence that a colleague added." in words(folder / "edited" / PAPER)


def test_an_edited_paper_stays_where_it_is_if_nothing_takes_its_place(
    sample: Path, tmp_path: Path
) -> None:
    papergen("build", sample, "--out", tmp_path, "--format", "docx,html")
    paper = tmp_path / sample.name / "public" / PAPER
    document = docx.Document(str(paper))
    document.add_paragraph("A sentence that a colleague added.")
    document.save(str(paper))
    run = papergen("build", sample, "--out", tmp_path, "--format", "html")
    assert run.status == 0, run.out
    assert "A sentence that a colleague added." in words(paper)


def test_what_word_leaves_while_a_paper_is_open_is_not_kept(sample: Path, tmp_path: Path) -> None:
    papergen("build", sample, "--out", tmp_path, "--format", "html")
    folder = tmp_path / sample.name
    (folder / "public" / f"~${PAPER[2:]}").write_bytes(b"owner")
    assert papergen("build", sample, "--out", tmp_path, "--format", "html").status == 0
    assert not (folder / "edited").exists()

"""Verify finds each fault that is put into a Word paper, at its place, and nothing else."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest
import word_faults
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from hypothesis import HealthCheck, Phase, given, settings
from papers import full_paper, numbered_papers
from verified_papers import REPORT, WordPaper, amiss, told, with_key
from word_faults import FIELD, Faulty, run

from papergen.drafts import DraftedMeeting
from papergen.paper.document import Paper
from papergen.proof.compare import fresh_paper
from papergen.proof.verify import verify_file
from papergen.proof.verify_word import stored_in, verify_word
from papergen.renderers.word import render_docx

SEEDS = 10
HOUSE_STYLE = Path(__file__).resolve().parents[2] / "templates" / "house-style.docx"


@pytest.mark.parametrize("fault", word_faults.FAULTS, ids=lambda fault: str(fault.__name__))
def test_a_fault_is_found_at_its_place_and_nothing_else(
    fault: Any, word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, appendix = word_papers
    wrong: list[str] = []
    for seed in range(SEEDS):
        # Word works out the appendix's references when it opens it, whatever they show.
        lasting = fault.__name__ in {"new_paragraph", "stale_reference", "lost_bookmark"}
        paper = report if lasting or seed % 3 else appendix
        faulty = Faulty(paper.content, paper.places, Random(f"{fault.__name__} {seed}"))
        try:
            expected = fault(faulty)
        except IndexError:  # the appendix has nothing to do it to
            faulty = Faulty(report.content, report.places, faulty.random)
            paper, expected = report, fault(faulty)
        found = list(verify_file(faulty.save(), paper.name, drafted))
        wrong += [f"seed {seed}: {each}" for each in amiss(expected, found)]
    assert wrong == []


def test_papers_as_they_are_built_agree(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    for paper in word_papers:
        assert [told(each) for each in verify_file(paper.content, paper.name, drafted)] == []


def verify_paper(content: bytes, paper: Paper) -> list[str]:
    document = docx.Document(BytesIO(content))
    found = verify_word(document, stored_in(document), fresh_paper(paper), ())
    return [told(each) for each in found]


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(paper=numbered_papers())
def test_any_paper_as_it_is_built_agrees(paper: Paper) -> None:
    paper = with_key(paper)
    assert verify_paper(render_docx(paper, HOUSE_STYLE), paper) == []


def test_papers_that_libreoffice_saves_again_agree(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting, tmp_path: Path
) -> None:
    papers: list[Paper] = [with_key(full_paper())]

    @settings(max_examples=15, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(paper=numbered_papers())
    def collect(paper: Paper) -> None:
        papers.append(with_key(paper))

    collect()
    given_files = [tmp_path / paper.name for paper in word_papers]
    for path, built in zip(given_files, word_papers, strict=True):
        path.write_bytes(built.content)
    made = [tmp_path / f"{number}.docx" for number in range(len(papers))]
    for path, paper in zip(made, papers, strict=True):
        path.write_bytes(render_docx(paper, HOUSE_STYLE))
    saved = tmp_path / "saved"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "docx", "--outdir", str(saved)]
    subprocess.run([*command, *given_files, *made], check=True, capture_output=True, timeout=120)
    for path in given_files:
        found = verify_file((saved / path.name).read_bytes(), path.name, drafted)
        assert [told(each) for each in found] == []
    for path, paper in zip(made, papers, strict=True):
        assert verify_paper((saved / path.name).read_bytes(), paper) == []


# --- Edits that do no harm ------------------------------------------------------------------------


def saved(document: Document) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def test_edits_that_touch_no_figure_are_no_disagreement(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    document = docx.Document(BytesIO(report.content))
    body = [each for each in document.paragraphs if each.style.name == "Numbered Paragraph"]
    body[4].add_run(" Members have asked for this before.").bold = True
    body[9]._p.insert(1, run("Since the spring: "))
    body[-1].insert_paragraph_before("Officers thank all who took part.", style="Body Text")
    body[5].insert_paragraph_before("A heading of somebody’s own", style="Heading 3")
    document.add_comment(body[0].runs, text="Is this 12% or 14%?", author="A. Clerk")
    for control in document.element.body.iter(qn("w:sdt")):
        for written in control.iter(qn("w:r")):
            colour = OxmlElement("w:color", {qn("w:val"): str(RGBColor(0, 0, 120))})
            properties = written.find(qn("w:rPr"))
            if properties is None:
                properties = OxmlElement("w:rPr")
                written.insert(0, properties)
            properties.append(colour)
    found = verify_file(saved(document), report.name, drafted)
    assert [told(each) for each in found] == []


def test_figures_whose_letters_are_in_several_runs_agree(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    document = docx.Document(BytesIO(report.content))
    for text in list(document.element.body.iter(qn("w:t"))):
        if text.text and len(text.text) > 2 and text.getparent().getparent().tag != FIELD:
            first, rest = text.text[:2], text.text[2:]
            text.text = first
            text.getparent().addnext(run(rest))
    found = verify_file(saved(document), report.name, drafted)
    assert [told(each) for each in found] == []


def test_a_paragraph_put_in_is_no_fault_once_the_fields_are_updated(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    document = docx.Document(BytesIO(report.content))
    first = next(each for each in document.paragraphs if each.style.name == "Numbered Paragraph")
    first.insert_paragraph_before("A word before all others.", style="Numbered Paragraph")
    for field in document.element.body.iter(FIELD):
        if "\\w" in field.get(qn("w:instr")):
            (text,) = field.iter(qn("w:t"))
            text.text = str(int(text.text) + 1)
    assert [told(each) for each in verify_file(saved(document), report.name, drafted)] == []


def test_rows_in_another_order_are_no_fault(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    document = docx.Document(BytesIO(report.content))
    for table in document.tables:
        head, *rows = table._tbl.tr_lst
        for row in rows:
            head.addnext(row)
    assert [told(each) for each in verify_file(saved(document), report.name, drafted)] == []


def test_what_is_typed_in_a_control_that_word_keeps_equal_to_its_store_is_found(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    faulty = Faulty(report.content, report.places, Random(1))
    part, root = faulty.store()
    figure = next(each for each in root if each.get("printed") == "£84.5m")
    figure[0].text = "£85.4m"
    part._blob = word_faults.etree.tostring(root)
    shown = [each for each in faulty.controls if each.id == figure.get("id")]
    hidden = list(verify_file(faulty.save(), report.name, drafted))
    assert {each.code for each in hidden} == {"typed-over-figure"}
    assert all("when it opens" in each.found for each in hidden)
    for control in shown:
        control.show("£85.4m")
    found = list(verify_file(faulty.save(), report.name, drafted))
    assert [(each.code, each.place.part) for each in found] == [
        ("typed-over-figure", control.part) for control in shown
    ]


def test_numbers_in_footnotes_are_found_and_what_is_deleted_in_headers_is_not(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    document = docx.Document(BytesIO(report.content))
    notes = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        f"""<w:footnotes {nsdecls("w")}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>
        <w:footnote w:id="1"><w:p><w:r><w:t>In 2023 there were 17.</w:t></w:r></w:p></w:footnote>
        </w:footnotes>""".encode(),
        document.part.package,
    )
    document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    header = document.sections[0].header.paragraphs[0]
    deletion = OxmlElement("w:del", {qn("w:id"): "90003", qn("w:author"): "A. Clerk"})
    deletion.append(run(", version 14"))
    header._p.append(deletion)
    found = list(verify_file(saved(document), report.name, drafted))
    assert [(each.code, each.place.part) for each in found] == [
        ("untraced-number", "footnote 1"),
        ("untraced-number", "footnote 1"),
    ]


def test_a_table_of_contents_repeats_headings_with_their_figures(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    document = docx.Document(BytesIO(report.content))
    entry = document.paragraphs[1].insert_paragraph_before()
    for kind, code in (("begin", ""), ("", r' TOC \o "1-3" \h '), ("separate", "")):
        entry._p.append(field_piece(kind, code))
    entry._p.append(run("Progress to 31 August 2024\t3"))
    entry._p.append(field_piece("end"))
    assert [told(each) for each in verify_file(saved(document), report.name, drafted)] == []


def field_piece(kind: str, code: str = "") -> Any:
    piece = OxmlElement("w:r")
    if kind:
        piece.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
    else:
        text = OxmlElement("w:instrText")
        text.text = code
        piece.append(text)
    return piece


def test_a_finding_says_where_it_is_what_is_there_and_which_cell_it_should_come_from(
    word_papers: tuple[WordPaper, WordPaper], drafted: DraftedMeeting
) -> None:
    report, _ = word_papers
    faulty = Faulty(report.content, report.places, Random(1))
    control = next(each for each in faulty.controls if each.text == "£56.247m")
    control.show("£65.247m")
    (found,) = verify_file(faulty.save(), report.name, drafted)
    assert str(found.place).startswith(f"{REPORT}.docx, paragraph 6, near “")
    assert "£65.247m" in found.place.near
    assert found.found == "“£65.247m”"
    assert found.expected.startswith("“£56.247m”, from financial_profile.xlsx, sheet ")

"""Verifying published papers: all in which a file disagrees with the workbooks of its meeting."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePath
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree
from lxml.html import document_fromstring
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from papergen.drafts import Draft, DraftedMeeting
from papergen.finding import BadInput, Finding, Findings, Place
from papergen.paper.document import Paper, PaperKey
from papergen.proof.compare import fresh_paper
from papergen.proof.disagreement import disagreement
from papergen.proof.pdf_text import read_pdf
from papergen.proof.verify_html import page_key, verify_page
from papergen.proof.verify_pdf import verify_pdf
from papergen.proof.verify_word import lines_apart, stored_in, verify_word

# What readers of files raise when they come upon what no such file may hold.
_DAMAGED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
    BadZipFile,
    PackageNotFoundError,
    PyPdfError,
    etree.LxmlError,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of a file, in words if it is printed.

    :param is_read: whether it could be read, as a paper of the meeting.
    """

    file: str
    findings: tuple[Finding, ...]
    is_read: bool = True

    def __str__(self) -> str:
        if not self.is_read:
            return "not verified"
        count = len(self.findings)
        if not count:
            return "agrees with the workbooks"
        return f"{count} disagreement{'s' if count > 1 else ''} with the workbooks"


def verdict_on(file: Path, drafted: DraftedMeeting) -> Verdict:
    """Return what is found of a file; that it cannot be read, or is of another meeting, too."""
    try:
        return Verdict(str(file), tuple(verify_file(file.read_bytes(), str(file), drafted)))
    except OSError as error:
        refused = _unreadable(str(file), error.strerror or "nothing that can be read")
    except BadInput as error:
        refused = error
    return Verdict(str(file), tuple(refused.findings), is_read=False)


def verify_file(content: bytes, name: str, drafted: DraftedMeeting) -> Iterator[Finding]:
    """Yield all in which a file disagrees with the papers that the workbooks give now.

    :param content: of a Word document, a page or a PDF, as papergen built it or edited since.
    :param name: of the file, by whose ending it is known which of these it is.
    :raises BadInput: if it cannot be read, or is no paper of the meeting.
    """
    verify = _FORMATS.get(PurePath(name).suffix.lower())
    if verify is None:
        raise _unreadable(name, "a file of another kind")
    try:
        found = list(verify(content, name, drafted))
    except _DAMAGED as error:
        raise _unreadable(name, f"a damaged file ({type(error).__name__}: {error})") from error
    for finding in found:
        yield replace(finding, place=replace(finding.place, file=name))


def _verify_word(content: bytes, name: str, drafted: DraftedMeeting) -> Iterator[Finding]:
    document = docx.Document(BytesIO(content))
    stored = stored_in(document)
    title = document.core_properties.title
    draft, paper = _find(stored.key if stored else None, name, title, drafted)
    style = draft.word or drafted.house_style.read_bytes()
    return verify_word(document, stored, fresh_paper(paper), lines_apart(style))


def _verify_page(content: bytes, name: str, drafted: DraftedMeeting) -> Iterator[Finding]:
    page = document_fromstring(content.decode("utf-8"))
    title = page.findtext("head/title") or ""
    _, paper = _find(page_key(page), name, title, drafted)
    return verify_page(page, fresh_paper(paper))


def _verify_pdf(content: bytes, name: str, drafted: DraftedMeeting) -> Iterator[Finding]:
    finished = [draft for draft in drafted.drafts if draft.finished is not None]
    for draft in finished:
        if draft.finished == content:
            return iter(())
        if draft.stem == PurePath(name).stem:
            return iter((_other_file(draft),))
    reader = PdfReader(BytesIO(content))
    text = read_pdf(reader)
    title = (reader.metadata.title if reader.metadata else "") or ""
    _, paper = _find(None, name, title, drafted)
    return verify_pdf(text, fresh_paper(paper))


def _other_file(draft: Draft) -> Finding:
    return disagreement(
        "other-file",
        "",
        "",
        found=f"another file than the meeting's {draft.stem}.pdf",
        expected="the file in the meeting's folder, byte for byte",
        mend="Build the meeting again, or put the new file in its folder.",
    )


_FORMATS: Mapping[str, Callable[[bytes, str, DraftedMeeting], Iterator[Finding]]] = {
    ".docx": _verify_word,
    ".html": _verify_page,
    ".htm": _verify_page,
    ".pdf": _verify_pdf,
}


# --- Which paper it is ----------------------------------------------------------------------------


def _find(
    key: PaperKey | None, name: str, title: str, drafted: DraftedMeeting
) -> tuple[Draft, Paper]:
    """Return the draft of which a file is.

    :param key: that the file has; without one, its name and then its title tell.
    :raises BadInput: if it is none of the meeting's.
    """
    papers = [(draft, draft.paper) for draft in drafted.drafts if draft.paper is not None]
    stem = PurePath(name).stem
    by_key = [each for each in papers if key is not None and each[1].key == key]
    by_name = [each for each in papers if key is None and each[0].stem == stem]
    by_title = [each for each in papers if key is None and each[1].title == title]
    for found in (by_key, by_name, by_title if len(by_title) == 1 else []):
        if found:
            return found[0]
    raise _unknown(name, key, papers, drafted)


def _unknown(
    name: str,
    key: PaperKey | None,
    papers: list[tuple[Draft, Paper]],
    drafted: DraftedMeeting,
) -> BadInput:
    known = "; ".join(f"{draft.stem}, “{paper.title}”" for draft, paper in papers)
    return _bad_input(
        "unknown-paper",
        name,
        found=f"a paper of {_words(key)}" if key else "a file that does not say which paper it is",
        expected=f"one of the papers of {drafted.meeting.folder.resolve().name}: {known}",
        mend="Give the meeting that the paper is of, or name the file as papergen named it.",
    )


def _words(key: PaperKey) -> str:
    appendix = f", appendix {key.appendix}" if key.appendix else ""
    return f"{key.meeting}, item {key.item}{appendix}"


def _unreadable(name: str, found: str) -> BadInput:
    return _bad_input(
        "unreadable-file",
        name,
        found=found,
        expected="a Word document (.docx), a page (.html) or a PDF",
        mend="Give a file that papergen built, or one that was saved from it.",
    )


def _bad_input(code: str, name: str, *, found: str, expected: str, mend: str) -> BadInput:
    findings = Findings()
    findings.error(code, Place(name), found=found, expected=expected, mend=mend)
    return BadInput(findings)

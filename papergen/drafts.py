"""Drafting a meeting: its inputs become a context, and the context papers; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal, get_args

from papergen.context.context import Context, build_context
from papergen.finding import BadInput, Findings, Place
from papergen.forms.fill import fill_form, untraced_in_form
from papergen.forms.read import read_form
from papergen.inputs.meeting import MEETING_FILE, AppendixSource, Item, Meeting, read_meeting
from papergen.inputs.workbook import Workbook, read_workbook
from papergen.ooxml.house_style import open_house_style
from papergen.pack.manifest import MANIFEST, read_imprints
from papergen.pack.naming import appendix_stem, paper_stem
from papergen.paper.compose import compose_paper, template_names, title_page
from papergen.paper.document import Paper
from papergen.paper.imprint import Imprint
from papergen.paper.movement import changes_between, moved
from papergen.paper.occurrence import occurrences
from papergen.renderers.word import render_docx

Format = Literal["docx", "pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)

HOUSE_STYLE = "house-style.docx"

Announce = Callable[[str], None]


def say_nothing(step: str) -> None:
    """Announce no step."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: which formats, which items (none for all), and where templates are.

    :param templates: a folder that is looked in before papergen's own templates.
    """

    formats: tuple[Format, ...] = FORMATS
    items: tuple[int, ...] = ()
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document of the meeting before it is rendered.

    :param stem: file name without its ending: ``07-send-transformation-update``.
    :param paper: what html and pdf are made from, and docx unless there is a filled form.
    :param word: the filled Word form, if it is one.
    :param finished: a finished PDF that goes into the pack as it is; then there is no paper.
    """

    item: int
    stem: str
    paper: Paper | None = None
    word: bytes | None = None
    finished: bytes | None = None


@dataclass(frozen=True, slots=True)
class DraftedMeeting:
    """A meeting with its drafts.

    :param template_folders: where templates were looked for: the meeting's own come first,
        papergen's last.
    """

    meeting: Meeting
    drafts: tuple[Draft, ...]
    template_folders: tuple[Path, ...]

    @property
    def house_style(self) -> Path:
        """The Word document with the styles of papers: the meeting's own, or else papergen's."""
        return _house_style(self.template_folders)

    @property
    def shipped(self) -> Path:
        """The folder of papergen's own templates."""
        return self.template_folders[-1]

    def papers(self) -> Iterator[tuple[str, Paper]]:
        """Yield the papers, each with the name of its published file."""
        for draft in self.drafts:
            if draft.paper is not None:
                yield draft.stem, draft.paper

    def workbooks(self) -> Iterator[Workbook]:
        """Yield the workbooks of the meeting, as they stand."""
        names = self.meeting.workbooks
        for name in (names.condition_tracker, names.financial_profile):
            workbook = read_workbook(self.meeting.folder / name, Findings())
            if workbook is not None:
                yield workbook

    def word(self, draft: Draft) -> bytes:
        """Return a draft as a Word document: the filled form, or the paper in the house style."""
        if draft.word is not None:
            return draft.word
        assert draft.paper is not None
        return render_docx(draft.paper, self.house_style)


def _house_style(folders: tuple[Path, ...]) -> Path:
    """Return the house style: the meeting's own, or else papergen's."""
    found = (folder / HOUSE_STYLE for folder in folders)
    return next((path for path in found if path.is_file()), folders[-1] / HOUSE_STYLE)


def _check_house_style(path: Path, findings: Findings) -> None:
    try:
        open_house_style(path)
    except BadInput as error:
        for finding in error.findings:
            findings.add(finding)


@contextmanager
def drafting(
    folder: Path, order: Order, findings: Findings, announce: Announce = say_nothing
) -> Iterator[DraftedMeeting]:
    """Give the drafts of a meeting.

    :param folder: with ``meeting.toml`` and the workbooks.
    :param findings: takes what was found on the way; warnings do not stop it.
    :param announce: is told each step, in words.
    :raises BadInput: with all findings, if any of them is an error.
    """
    with as_file(files("papergen.templates")) as shipped:
        yield _draft_meeting(folder, order, shipped, findings, announce)


class NotComparable(ValueError):
    """What was to be compared is no meeting, build or manifest."""


def printed_values(place: Path, findings: Findings) -> list[Imprint]:
    """Return the values that a meeting's papers print.

    :param place: a meeting's folder, a build's folder or a manifest.
    :param findings: takes what is wrong with a meeting.
    :raises BadInput: if the meeting cannot be drafted.
    :raises NotComparable: if the place is none of these.
    """
    if (place / MEETING_FILE).is_file():
        with as_file(files("papergen.templates")) as shipped:
            drafted = _draft_meeting(place, Order(), shipped, findings, say_nothing, compared=False)
        return [
            occurrence.imprint
            for _, paper in drafted.papers()
            for occurrence in occurrences(paper)
            if occurrence.imprint.id
        ]
    manifest = place / MANIFEST if place.is_dir() else place
    try:
        return read_imprints(manifest)
    except (OSError, ValueError):
        raise NotComparable(
            f"{place} is no meeting's folder (with {MEETING_FILE}), no build's folder (with "
            f"{MANIFEST}) and no manifest that papergen wrote"
        ) from None


def _draft_meeting(
    folder: Path,
    order: Order,
    shipped: Path,
    findings: Findings,
    announce: Announce,
    compared: bool = True,
) -> DraftedMeeting:
    """Return the drafts of a meeting.

    :param compared: whether papers may say what has changed since the meeting before.
    """
    announce("reading the workbooks")
    meeting = read_meeting(folder, findings)
    context = build_context(meeting, findings)
    items = _chosen_items(meeting, order, findings)
    before = _before(meeting, findings) if compared and meeting.previous else None
    folders = (
        meeting.folder / "templates",
        *([] if order.templates is None else [order.templates]),
        shipped,
    )
    if "docx" in order.formats:
        _check_house_style(_house_style(folders), findings)
    drafts: list[Draft] = []
    for item in items:
        announce(f"composing item {item.number}, {item.title}")
        for draft in _documents(item, context, folders, order.formats, before, findings):
            try:
                drafts.append(draft())
            except BadInput as error:  # the other documents are drafted, so that all is said
                for finding in error.findings:
                    findings.add(finding)
    if findings.stop:
        raise BadInput(findings)
    return DraftedMeeting(meeting, tuple(drafts), folders)


def _before(meeting: Meeting, findings: Findings) -> list[Imprint]:
    """Return what the papers of the meeting before printed, its cells under that meeting's name."""
    try:
        imprints = printed_values(meeting.folder / meeting.previous, findings)
    except NotComparable as error:
        findings.error(
            "previous-meeting",
            Place(MEETING_FILE, near="previous"),
            found=str(error),
            expected="the meeting of the last report: its folder, or the manifest of its build",
            mend="Correct “previous”, or take the line out.",
        )
        raise BadInput(findings) from None
    name = Path(meeting.previous).name
    return [
        replace(
            imprint,
            cells=tuple(
                replace(cell, workbook=f"{name}/{cell.workbook}") for cell in imprint.cells
            ),
        )
        for imprint in imprints
    ]


def _chosen_items(meeting: Meeting, order: Order, findings: Findings) -> tuple[Item, ...]:
    known = {item.number: item for item in meeting.items if item.template is not None}
    for number in order.items:
        if number not in known:
            findings.error(
                "no-such-item",
                Place("meeting.toml"),
                found=f"no paper for item {number}",
                expected="one of the items with a template, "
                + ", ".join(str(each) for each in known),
                mend="Ask for one of these, or give the item a template in meeting.toml.",
            )
    if findings.stop:
        raise BadInput(findings)
    return tuple(known[number] for number in order.items or known)


def _documents(
    item: Item,
    context: Context,
    folders: tuple[Path, ...],
    formats: tuple[Format, ...],
    before: list[Imprint] | None,
    findings: Findings,
) -> Iterator[Callable[[], Draft]]:
    """Yield what drafts each document of an item: its report, then its appendices."""
    published = {
        appendix.number: f"{appendix_stem(item, appendix)}.{_linked_format(appendix, formats)}"
        for appendix in item.appendices
    }
    yield partial(_draft_report, item, context, folders, published, before, findings)
    for appendix in item.appendices:
        yield partial(_draft_appendix, item, appendix, context, folders, findings)


def _draft_report(
    item: Item,
    context: Context,
    folders: tuple[Path, ...],
    published: Mapping[int, str],
    before: list[Imprint] | None,
    findings: Findings,
) -> Draft:
    paper = compose_paper(item, context, folders, published, (), findings)
    if before is not None:
        now = [occurrence.imprint for occurrence in occurrences(paper)]
        changes = moved(changes_between(before, now))
        paper = compose_paper(item, context, folders, published, changes, findings)
    return Draft(item.number, paper_stem(item), paper)


def _linked_format(appendix: AppendixSource, formats: tuple[Format, ...]) -> Format:
    """Return the format of an appendix that papers link to: PDF, unless it is not made."""
    return "pdf" if appendix.template is None or "pdf" in formats else formats[0]


def _draft_appendix(
    item: Item,
    appendix: AppendixSource,
    context: Context,
    folders: tuple[Path, ...],
    findings: Findings,
) -> Draft:
    stem = appendix_stem(item, appendix)
    if appendix.template is None:
        content = (context.meeting.folder / str(appendix.file)).read_bytes()
        return Draft(item.number, stem, finished=content)
    page = title_page(item, context, appendix)
    names = template_names(item, context, appendix)
    word = fill_form(appendix.template, folders, names, page)
    paper = replace(
        read_form(word, appendix.template, page, findings),
        untraced=untraced_in_form(appendix.template, folders),
    )
    return Draft(item.number, stem, paper, word)

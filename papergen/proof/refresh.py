"""Refreshing: an edited Word paper is brought up to date, and everything else in it stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from papergen.drafts import Announce, Order, drafting, say_nothing
from papergen.finding import Finding, Findings
from papergen.inputs.meeting import MEETING_FILE
from papergen.ooxml.content_control import bound_controls, unused_numbers
from papergen.ooxml.open_store import OpenStore
from papergen.ooxml.package_copy import UnreadablePackage
from papergen.ooxml.tracking import Tracking, highest_id
from papergen.ooxml.word_file import WordFile
from papergen.ooxml.written import Written
from papergen.paper.document import PaperKey
from papergen.proof.edited_file import read_edited, replace_file
from papergen.proof.refreshed_charts import refresh_charts
from papergen.proof.refreshed_figures import refresh_figures
from papergen.proof.refreshed_tables import refresh_tables
from papergen.proof.refreshed_wording import check_wording
from papergen.proof.refreshing import NotRefreshable, Refreshing, Update


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of a refresh.

    :param content: of the Word file now.
    :param updates: what was brought up to date, in the order of the document.
    :param findings: what was left as it is, and why.
    :param changed: whether the content is another than it was.
    """

    content: bytes
    updates: tuple[Update, ...]
    findings: tuple[Finding, ...]
    changed: bool


def refresh_file(
    file: Path,
    meeting: Path,
    findings: Findings,
    *,
    templates: Path | None = None,
    dry_run: bool = False,
    tracked_at: datetime | None = None,
    force: bool = False,
    announce: Announce = say_nothing,
) -> Refreshed:
    """Bring the figures of a Word file up to date from the meeting that it was built from.

    :param file: a paper that papergen built and that was edited since; replaced once the new one is
        complete, and not touched if nothing in it changes.
    :param meeting: its folder.
    :param findings: takes what was found in the meeting, and then in the file.
    :param dry_run: whether to write nothing.
    :param tracked_at: when changes are tracked, the time that they bear.
    :param force: whether what was typed over is overwritten.
    :raises NotRefreshable: if the file is no paper of the meeting, or cannot be read or written.
    :raises BadInput: if the meeting cannot be drafted.
    """
    content = read_edited(file, dry_run)
    key = _opened(content, file.name)[1].key
    fresh = _fresh(key, file, meeting, templates, findings, announce)
    announce(f"comparing {file.name} with it")
    refreshed = refresh_document(content, fresh, file.name, tracked_at=tracked_at, force=force)
    for finding in refreshed.findings:
        findings.add(finding)
    if refreshed.changed and not dry_run:
        replace_file(file, content, refreshed.content)
    return refreshed


def _fresh(
    key: PaperKey,
    file: Path,
    meeting: Path,
    templates: Path | None,
    findings: Findings,
    announce: Announce,
) -> bytes:
    """Return the paper as it is built now."""
    if not (meeting / MEETING_FILE).is_file():
        raise NotRefreshable(f"{meeting} is no meeting's folder: it has no {MEETING_FILE}.")
    here = meeting.resolve().name
    if key.meeting != here:
        raise NotRefreshable(
            f"{file.name} is a paper of the meeting {key.meeting}, and this is the meeting {here}."
        )
    with drafting(
        meeting, Order(items=(key.item,), templates=templates), findings, announce
    ) as drafted:
        for draft in drafted.drafts:
            if draft.paper is not None and draft.paper.key == key:
                announce(f"rendering {draft.stem}")
                return drafted.word(draft)
    raise NotRefreshable(
        f"{file.name} is appendix {key.appendix} of item {key.item}, which the meeting has no more."
    )


def refresh_document(
    content: bytes,
    fresh: bytes,
    name: str,
    *,
    tracked_at: datetime | None = None,
    force: bool = False,
) -> Refreshed:
    """Return an edited Word document with the figures of a fresh one.

    :param content: of the edited document, which stays as it is but for figures, rows and charts.
    :param fresh: the same paper as it is built now.
    :param name: of the file, for what is told of it.
    :param tracked_at: when changes are tracked, the time that they bear.
    :param force: whether what was typed over is overwritten.
    :raises NotRefreshable: if either is no Word document that papergen built.
    """
    edited, store = _opened(content, name)
    new, new_store = _opened(fresh, f"{name} as it is built now")
    try:
        edited.mend_store()
        work = _begun(name, edited, new, store, new_store, tracked_at, force)
        before = store.written
        paragraphs = check_wording(before.paragraphs, work)
        tables = refresh_tables(before.tables, work)
        refresh_figures(work)
        charts = refresh_charts(before.charts, work)
        store.record(Written(tuple(paragraphs), tuple(tables), tuple(charts)))
        saved = edited.saved()
    except UnreadablePackage as error:
        raise _unreadable(name, error) from error
    return Refreshed(saved, tuple(work.updates), tuple(work.findings), saved != content)


def _begun(
    name: str,
    edited: WordFile,
    fresh: WordFile,
    store: OpenStore,
    fresh_store: OpenStore,
    tracked_at: datetime | None,
    force: bool,
) -> Refreshing:
    """Return what is known before anything is changed."""
    stories = [root for _, root in edited.stories()]
    return Refreshing(
        name,
        edited,
        fresh,
        store,
        {id: imprint for id in fresh_store.ids if (imprint := fresh_store.imprint(id))},
        Counter(id for _, root in fresh.stories() for _, id in bound_controls(root)),
        Tracking(tracked_at, highest_id(stories)) if tracked_at else None,
        unused_numbers(stories),
        edited.styles(),
        force,
    )


def _opened(content: bytes, name: str) -> tuple[WordFile, OpenStore]:
    try:
        file = WordFile(content)
        root = file.store()
    except UnreadablePackage as error:
        raise _unreadable(name, error) from error
    if root is None:
        raise NotRefreshable(
            f"{name} does not say which figures it prints. Either papergen did not build it, or "
            "another program has saved it since and lost them: go back to an earlier version of "
            "it, or build the paper and edit that."
        )
    store = OpenStore(root)
    if not store.is_sound:
        raise NotRefreshable(
            f"{name} has been damaged: what it says of its figures makes no sense."
        )
    return file, store


def _unreadable(name: str, error: UnreadablePackage) -> NotRefreshable:
    return NotRefreshable(f"{name} cannot be read as a Word document: {error}.")

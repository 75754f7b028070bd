"""Building a meeting: drafts, renderings, publication, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from papergen.context.timetable import check_timetable
from papergen.drafts import FORMATS, Announce, DraftedMeeting, Format, Order, drafting, say_nothing
from papergen.finding import BadInput, Findings, Place
from papergen.inputs.meeting import Meeting
from papergen.pack.edited import keep_edits
from papergen.pack.manifest import (
    MANIFEST,
    FileRecord,
    earlier_outputs,
    inputs_digest,
    manifest_text,
    record_file,
)
from papergen.pack.publish import publication
from papergen.paper.imprint import Imprint
from papergen.paper.occurrence import occurrences
from papergen.renderers.html import render_html
from papergen.renderers.pdf import render_pdf

PUBLIC = "public"
_TEMPLATE_FILES = {".docx", ".css", ".jinja", ".png", ".jpg", ".jpeg"}


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: its folder, and the records of its outputs."""

    folder: Path
    outputs: tuple[FileRecord, ...]


def check_meeting(
    folder: Path, order: Order, today: date, findings: Findings, announce: Announce = say_nothing
) -> None:
    """Read a meeting's inputs, compose its papers, look at its timetable, and write nothing.

    :raises BadInput: with all findings, if any of them stops a build.
    """
    with drafting(folder, order, findings, announce) as drafted:
        check_timetable(drafted.meeting, today, findings)


def build_meeting(
    folder: Path,
    out: Path,
    order: Order,
    findings: Findings,
    announce: Announce = say_nothing,
) -> Built:
    """Build a meeting's papers into ``out/MEETING``, all or none.

    :param folder: with ``meeting.toml`` and the workbooks.
    :param findings: takes what was found on the way; warnings do not stop a build.
    :param announce: is told each step, in words.
    :raises BadInput: with all findings, if any of them stops the build. What was built before
        still stands.
    """
    target = out / folder.resolve().name
    _check_target(target, folder, findings)
    with drafting(folder, order, findings, announce) as drafted:
        inputs = _input_records(drafted.meeting, drafted.template_folders, target)
        digest = inputs_digest(inputs)
        whole = not order.items and set(order.formats) == set(FORMATS)
        untouched = earlier_outputs(target)
        kept = {} if whole else untouched
        with publication(target) as new:
            made = {}
            for name, content in _render_drafts(drafted, order.formats, announce):
                made[name] = record_file(name, content, digest)
                _write(new / name, content)
            for name in kept.keys() - made.keys():
                _write(new / name, (target / name).read_bytes())
            keep_edits(target, untouched, new, whole, findings)
            _warn_of_stale(kept, made, digest, findings)
            outputs = tuple({**kept, **made}.values())
            manifest = manifest_text(
                _meeting_words(drafted.meeting), inputs, outputs, findings, _imprints(drafted)
            )
            _write(new / MANIFEST, manifest.encode())
    return Built(target, outputs)


def _check_target(target: Path, folder: Path, findings: Findings) -> None:
    """Check that nothing but an earlier build would be replaced.

    :raises BadInput: if the outputs would take the place of the inputs, or of anything else.
    """
    place = target.resolve()
    if folder.resolve().is_relative_to(place):
        found = "the folder of the meeting itself"
    elif place.is_dir() and any(place.iterdir()) and not (place / MANIFEST).is_file():
        found = f"a folder with other files in it, and no {MANIFEST}"
    else:
        return
    findings.error(
        "output-folder",
        Place(str(target)),
        found=found,
        expected="a folder that is new, empty, or left by an earlier build: it is replaced",
        mend="Choose another folder with --out.",
    )
    raise BadInput(findings)


def _render_drafts(
    drafted: DraftedMeeting, formats: tuple[Format, ...], announce: Announce
) -> Iterator[tuple[str, bytes]]:
    """Yield each output's path within the meeting's folder, and its content."""
    for draft in drafted.drafts:
        if draft.finished is not None:
            yield f"{PUBLIC}/{draft.stem}.pdf", draft.finished
        if draft.paper is None:
            continue
        announce(f"rendering {draft.stem}")
        page = render_html(draft.paper, drafted.shipped)
        for kind in formats:
            name = f"{PUBLIC}/{draft.stem}.{kind}"
            match kind:
                case "docx":
                    yield name, drafted.word(draft)
                case "html":
                    yield name, page.encode()
                case "pdf":
                    yield name, render_pdf(page)


def _imprints(drafted: DraftedMeeting) -> Iterable[tuple[str, Imprint]]:
    """Yield the values that the papers print, each with the name of its paper."""
    for stem, paper in drafted.papers():
        for occurrence in occurrences(paper):
            yield stem, occurrence.imprint


def _input_records(meeting: Meeting, folders: tuple[Path, ...], target: Path) -> list[FileRecord]:
    """Return the records of all that the build reads: the meeting's folder and the templates.

    :param target: where the build goes; what an earlier one left there is no input, even if it is
        within the meeting's folder.
    """
    records = []
    for path in sorted(meeting.folder.rglob("*")):
        name = path.relative_to(meeting.folder)
        hidden = any(part.startswith((".", "~$")) for part in name.parts)
        if path.is_file() and not hidden and not path.resolve().is_relative_to(target.resolve()):
            records.append(record_file(name.as_posix(), path.read_bytes()))
    for folder in folders[1:]:
        records += [
            record_file(f"templates/{path.name}", path.read_bytes())
            for path in sorted(folder.glob("*"))
            if path.suffix.lower() in _TEMPLATE_FILES
        ]
    return records


def _warn_of_stale(
    kept: dict[str, FileRecord], made: dict[str, FileRecord], digest: str, findings: Findings
) -> None:
    stale = [name for name, record in kept.items() if record.made_from != digest]
    stale = sorted(set(stale) - made.keys())
    if stale:
        findings.warn(
            "outputs-from-other-inputs",
            Place(stale[0] if len(stale) == 1 else PUBLIC),
            found=f"{', '.join(stale)} from an earlier build, whose inputs have changed since",
            expected="all papers of a meeting built from the same inputs",
            mend="Build the whole meeting, without --item and --format, before you publish.",
        )


def _meeting_words(meeting: Meeting) -> dict[str, str]:
    return {
        "folder": meeting.folder.resolve().name,
        "body": meeting.body,
        "date": meeting.date.isoformat(),
        "place": meeting.place,
    }


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

"""Building a meeting: inputs, context, papers, renderings, publication, in that order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal, get_args

from papergen.context.context import Context, build_context
from papergen.finding import BadInput, Findings, Place
from papergen.forms.fill import fill_form
from papergen.forms.read import read_form
from papergen.inputs.meeting import AppendixSource, Item, Meeting, read_meeting
from papergen.pack.manifest import (
    MANIFEST,
    FileRecord,
    earlier_outputs,
    inputs_digest,
    manifest_text,
    record_file,
)
from papergen.pack.naming import appendix_stem, paper_stem
from papergen.pack.publish import publication
from papergen.paper.compose import compose_paper, template_names, title_page
from papergen.paper.document import Paper
from papergen.renderers.html import render_html
from papergen.renderers.pdf import render_pdf
from papergen.renderers.word import render_docx

Format = Literal["docx", "pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)

PUBLIC = "public"
HOUSE_STYLE = "house-style.docx"

Announce = Callable[[str], None]


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
class Order:
    """What is asked of a build: which formats, which items (none for all), templates, where to."""

    out: Path
    formats: tuple[Format, ...] = FORMATS
    items: tuple[int, ...] = ()
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: its folder, and the records of its outputs."""

    folder: Path
    outputs: tuple[FileRecord, ...]


def check_meeting(
    folder: Path, order: Order, findings: Findings, announce: Announce = lambda step: None
) -> None:
    """Read a meeting's inputs and compose its papers, and write nothing.

    :raises BadInput: with all findings, if any of them stops a build.
    """
    with as_file(files("papergen.templates")) as shipped:
        _draft_meeting(folder, order, shipped, findings, announce)


def build_meeting(
    folder: Path, order: Order, findings: Findings, announce: Announce = lambda step: None
) -> Built:
    """Build a meeting's papers into ``order.out/MEETING``, all or none.

    :param folder: with ``meeting.toml`` and the workbooks.
    :param findings: takes what was found on the way; warnings do not stop a build.
    :param announce: is told each step, in words.
    :raises BadInput: with all findings, if any of them stops the build. What was built before
        still stands.
    """
    with as_file(files("papergen.templates")) as shipped:
        meeting, drafts = _draft_meeting(folder, order, shipped, findings, announce)
        inputs = _input_records(meeting, _template_folders(meeting, order, shipped))
        target = order.out / meeting.folder.resolve().name
        digest = inputs_digest(inputs)
        whole = not order.items and set(order.formats) == set(FORMATS)
        kept = {} if whole else earlier_outputs(target)
        with publication(target) as new:
            made = {}
            for name, content in _render_drafts(drafts, order, shipped, announce):
                made[name] = record_file(name, content, digest)
                _write(new / name, content)
            for name in kept.keys() - made.keys():
                _write(new / name, (target / name).read_bytes())
            _warn_of_stale(kept, made, digest, findings)
            outputs = tuple({**kept, **made}.values())
            manifest = manifest_text(_meeting_words(meeting), inputs, outputs, findings)
            _write(new / MANIFEST, manifest.encode())
    return Built(target, outputs)


def _draft_meeting(
    folder: Path, order: Order, shipped: Path, findings: Findings, announce: Announce
) -> tuple[Meeting, list[Draft]]:
    announce("reading the workbooks")
    meeting = read_meeting(folder, findings)
    context = build_context(meeting, findings)
    items = _chosen_items(meeting, order, findings)
    folders = _template_folders(meeting, order, shipped)
    drafts: list[Draft] = []
    for item in items:
        announce(f"composing item {item.number}, {item.title}")
        try:
            drafts.extend(_draft_item(item, context, folders, order.formats, findings))
        except BadInput as error:
            for finding in error.findings:
                findings.add(finding)
    if findings.stop:
        raise BadInput(findings)
    return meeting, drafts


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


def _template_folders(meeting: Meeting, order: Order, shipped: Path) -> tuple[Path, ...]:
    """Return where templates are looked for: the meeting's own come first, papergen's last."""
    chosen = [meeting.folder / "templates"]
    if order.templates is not None:
        chosen.append(order.templates)
    return (*chosen, shipped)


def _draft_item(
    item: Item,
    context: Context,
    folders: tuple[Path, ...],
    formats: tuple[Format, ...],
    findings: Findings,
) -> Iterator[Draft]:
    published = {
        appendix.number: f"{appendix_stem(item, appendix)}.{_linked_format(appendix, formats)}"
        for appendix in item.appendices
    }
    paper = compose_paper(item, context, folders, published, findings)
    yield Draft(item.number, paper_stem(item), paper)
    for appendix in item.appendices:
        yield _draft_appendix(item, appendix, context, folders, findings)


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
    return Draft(item.number, stem, read_form(word, appendix.template, page, findings), word)


def _render_drafts(
    drafts: list[Draft], order: Order, shipped: Path, announce: Announce
) -> Iterator[tuple[str, bytes]]:
    """Yield each output's path within the meeting's folder, and its content."""
    for draft in drafts:
        if draft.finished is not None:
            yield f"{PUBLIC}/{draft.stem}.pdf", draft.finished
        if draft.paper is None:
            continue
        announce(f"rendering {draft.stem}")
        page = render_html(draft.paper, shipped)
        for kind in order.formats:
            name = f"{PUBLIC}/{draft.stem}.{kind}"
            match kind:
                case "docx":
                    yield name, draft.word or render_docx(draft.paper, shipped / HOUSE_STYLE)
                case "html":
                    yield name, page.encode()
                case "pdf":
                    yield name, render_pdf(page)


def _input_records(meeting: Meeting, folders: tuple[Path, ...]) -> list[FileRecord]:
    """Return the records of all that the build reads: the meeting's folder and the templates."""
    records = [
        record_file(path.relative_to(meeting.folder).as_posix(), path.read_bytes())
        for path in sorted(meeting.folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "~$"))
    ]
    for folder in folders[1:]:
        records += [
            record_file(f"templates/{path.name}", path.read_bytes())
            for path in sorted(folder.glob("*"))
            if path.suffix in {".docx", ".css", ".jinja"}
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

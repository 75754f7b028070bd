"""Composing a paper: a template over the context becomes a numbered paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from papergen.context.context import Context
from papergen.context.told import Told
from papergen.finding import BadInput, Findings, Place
from papergen.inputs.meeting import AppendixSource, Item
from papergen.paper.directives import read_directive
from papergen.paper.document import Appendix, Heading, Paper, PaperKey, plain_text
from papergen.paper.markdown import Source, read_markdown
from papergen.paper.movement import Change
from papergen.paper.numbering import number_paper
from papergen.paper.template import render_text
from papergen.paper.wording import date_wording


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What a paper says of itself: its properties, and the line at the top of each page."""

    title: str
    header: str
    author: str
    subject: str
    dated: date
    landscape: bool = False
    key: PaperKey | None = None


def title_page(item: Item, context: Context, appendix: AppendixSource | None = None) -> TitlePage:
    """Return what the paper of an item, or one of its appendices, says of itself."""
    meeting = context.meeting
    header = f"{meeting.body}, {date_wording(meeting.date)}, item {item.number}"
    key = PaperKey(meeting.folder.resolve().name, item.number)
    if appendix is None:
        return TitlePage(
            item.title, header, item.author, meeting.body, meeting.date, item.landscape, key
        )
    return TitlePage(
        appendix.title,
        f"{header}, appendix {appendix.number}",
        item.author,
        item.title,
        meeting.date,
        key=replace(key, appendix=appendix.number),
    )


def template_names(
    item: Item, context: Context, appendix: AppendixSource | None = None
) -> dict[str, object]:
    """Return what a template may name: the parts of the context, the item and the appendix."""
    names: dict[str, object] = {part.name: getattr(context, part.name) for part in fields(context)}
    names["meeting"] = Told(context.meeting)
    names["period"] = Told(context.period, "reporting")
    names["item"] = Told(item, f"items {item.number}")
    if appendix is not None:
        place = f"items {item.number}, appendices {appendix.number}"
        names["appendix"] = Told(appendix, place)
    return names


def compose_paper(
    item: Item,
    context: Context,
    folders: Iterable[Path],
    appendix_files: Mapping[int, str],
    changes: tuple[Change, ...],
    findings: Findings,
) -> Paper:
    """Return the numbered paper of an item.

    :param folders: where templates and pictures are looked for, in order.
    :param appendix_files: name of the published file of each appendix, by its number.
    :param changes: what has moved since the last report, for a template to include.
    :param findings: takes what is wrong with the template, each with its line.
    :raises BadInput: if the template cannot be rendered, or holds what a paper cannot have.
    """
    template = str(item.template)
    folders = tuple(folders)
    names = {**template_names(item, context), "changes": changes}
    rendered = render_text(template, folders, names)
    appendices = tuple(
        Appendix(
            str(appendix.number),
            appendix.title,
            appendix.reference,
            appendix_files.get(appendix.number, ""),
        )
        for appendix in item.appendices
    )
    source = Source(rendered, findings, read_directive, appendices, folders)
    blocks = tuple(read_markdown(rendered.text, source))
    titles = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    if len(titles) != 1:
        findings.error(
            "one-title",
            Place(template, line=titles[1].origin.line if len(titles) > 1 else None),
            found=f"{len(titles)} headings of level 1",
            expected="one, the title of the paper, written “# Title”",
            mend=(
                "Make the others “##”." if titles else "Begin the paper with “# {{ item.title }}”."
            ),
        )
    page = title_page(item, context)
    paper = Paper(
        plain_text(titles[0].content) if titles else page.title,
        page.header,
        page.author,
        page.subject,
        page.dated,
        blocks,
        landscape=page.landscape,
        key=page.key,
        untraced=rendered.untraced,
    )
    numbered = number_paper(paper, findings)
    if findings.stop:
        raise BadInput(findings)
    return numbered

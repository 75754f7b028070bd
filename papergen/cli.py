"""The command line: meetings made, checked and built, and papers held against their workbooks.

Exit status 0 means all is well, 1 that something was found that does not stop a build, and 2 that
the input was bad: then nothing was written, and what stood before still stands.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from papergen.finding import Findings

WELL, FOUND, BAD = 0, 1, 2

_existing_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_meeting = click.argument("meeting", type=_existing_folder)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object for machines.")
_templates = click.option(
    "--templates",
    type=_existing_folder,
    help="Look for templates here before papergen's own (after MEETING/templates).",
)
_item = click.option(
    "--item", "items", type=int, multiple=True, help="Only this item; may be given again."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="papergen")
def main() -> None:
    """Make committee papers in Word, PDF and HTML from Excel workbooks."""


@main.command()
@_meeting
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="What is late is told by this day. [default: today]",
)
@_templates
@_item
@_json
def check(
    meeting: Path,
    today: datetime | None,
    templates: Path | None,
    items: tuple[int, ...],
    as_json: bool,
) -> None:
    """Read MEETING's workbooks and templates and say what is wrong with them.

    Nothing is written.
    """
    from papergen.build import check_meeting
    from papergen.drafts import Order

    order = Order(items=items, templates=templates)
    day = (today or datetime.now()).date()
    sys.exit(_run(lambda *spoken: check_meeting(meeting, order, day, *spoken), meeting, as_json))


@main.command()
@_meeting
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="build",
    show_default=True,
    help="Folder in which the meeting gets a folder of its own.",
)
@click.option(
    "--format",
    "formats",
    default="docx,pdf,html",
    show_default=True,
    help="Formats to make, with commas between them.",
)
@_templates
@_item
@_json
def build(
    meeting: Path,
    out: Path,
    formats: str,
    templates: Path | None,
    items: tuple[int, ...],
    as_json: bool,
) -> None:
    """Build MEETING's papers, all of them or none.

    MEETING is a folder with meeting.toml and two workbooks, such as inputs/2024-10-10. The papers
    appear in build/2024-10-10/public, with a manifest beside.
    """
    from papergen.build import build_meeting
    from papergen.drafts import Order

    order = Order(_formats(formats), items, templates)
    sys.exit(_run(lambda *spoken: build_meeting(meeting, out, order, *spoken), meeting, as_json))


@main.command()
@click.argument("meeting", type=click.Path(path_type=Path))
@click.option(
    "--date",
    "held",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the meeting. [default: the name of the folder]",
)
def new(meeting: Path, held: datetime | None) -> None:
    """Make the folder MEETING, with meeting.toml and blank workbooks to fill in."""
    from papergen.inputs.new_meeting import create_meeting

    try:
        day = held.date() if held else datetime.strptime(meeting.name, "%Y-%m-%d").date()
    except ValueError:
        raise click.UsageError(
            f"“{meeting.name}” is not a date such as 2024-10-10. Name the folder by the date of "
            "the meeting, or give the date with --date."
        ) from None
    try:
        create_meeting(meeting, day)
    except FileExistsError as error:
        raise click.UsageError(f"{error.filename or meeting} is there already.") from None
    except OSError as error:
        raise click.UsageError(f"{error.filename or meeting}: {error.strerror}.") from None
    click.echo(f"{meeting} is ready: fill in the workbooks, then run “papergen check {meeting}”.")


@main.command()
@_meeting
@click.argument("asked", metavar="[FIGURE|CELL]", default="")
@_templates
@_json
def trace(meeting: Path, asked: str, templates: Path | None, as_json: bool) -> None:
    """Say where figures of MEETING's papers are printed, and which cells they come from.

    FIGURE is an id, the text printed, or words of the figure's name. CELL, such as D14,
    'Revised forecast!D14' or financial_profile.xlsx!Agreement!D14, asks the other way round: which
    paragraphs, tables and charts change if that cell changes.
    """
    from papergen.console import say_json
    from papergen.drafts import Order, drafting
    from papergen.proof.formulas import read_formulas
    from papergen.proof.trace import as_text, find_printings, printing_as_json, trace_papers

    def work(findings: Findings) -> None:
        with drafting(meeting, Order(templates=templates), findings) as drafted:
            printings = trace_papers(drafted.papers())
            formulas = read_formulas(drafted.workbooks())
        found = find_printings(printings, asked, formulas) if asked else printings
        if as_json:
            say_json({"printings": [printing_as_json(printing) for printing in found]})
        else:
            click.echo(as_text(found, formulas))

    sys.exit(_attempt(work, meeting, as_json))


@main.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
)
def diff(old: Path, new: Path, shown_as: str) -> None:
    """Say which figures and statuses moved from OLD to NEW, by how much and in what direction.

    Each is a meeting's folder, a build's folder, or a manifest.json.
    """
    from papergen.console import say_json
    from papergen.drafts import NotComparable, printed_values
    from papergen.paper.movement import changes_between
    from papergen.proof.diff import as_json, as_markdown, as_table

    def work(findings: Findings) -> None:
        try:
            before, after = (printed_values(place, findings) for place in (old, new))
        except NotComparable as error:
            raise click.UsageError(f"{error}.") from None
        changes = changes_between(before, after)
        match shown_as:
            case "json":
                say_json({"changes": [as_json(change) for change in changes]})
            case "markdown":
                click.echo(as_markdown(changes))
            case _ if changes:
                click.echo(as_table(changes))
            case _:
                click.echo("Nothing moved.")

    sys.exit(_attempt(work, new, shown_as == "json"))


@main.command()
@_meeting
@click.option(
    "--ics", "calendar", type=click.Path(path_type=Path), help="Write it as a calendar file, too."
)
def timetable(meeting: Path, calendar: Path | None) -> None:
    """Say when MEETING's reports are due, and by when its agenda must be published."""
    from papergen.context.timetable import plan_timetable
    from papergen.inputs.meeting import read_meeting
    from papergen.pack.calendar import calendar_of

    def work(findings: Findings) -> None:
        plan = plan_timetable(read_meeting(meeting, findings))
        for deadline in plan:
            click.echo(
                f"{deadline.day:%A} {deadline.day.day} {deadline.day:%B %Y}  {deadline.what}"
            )
        if calendar is not None:
            calendar.write_bytes(calendar_of(plan, meeting.resolve().name))

    sys.exit(_attempt(work, meeting, as_json=False))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--from", "meeting", type=_existing_folder, required=True, help="Folder of the meeting."
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--track", is_flag=True, help="Track the changes, but those in charts.")
@click.option("--force", is_flag=True, help="Overwrite what somebody typed over, too.")
@_templates
@_json
def refresh(
    file: Path,
    meeting: Path,
    dry_run: bool,
    track: bool,
    force: bool,
    templates: Path | None,
    as_json: bool,
) -> None:
    """Bring the figures in FILE up to date, and touch nothing else in it.

    FILE is a Word paper that papergen built and that was edited since. Figures, rows of tables and
    charts follow the meeting's workbooks; what somebody typed over is left, and told of.
    """
    from datetime import UTC

    from papergen.console import say, say_findings, say_json
    from papergen.proof.refresh import refresh_file
    from papergen.proof.refresh_report import as_json as report
    from papergen.proof.refresh_report import as_lines, summary

    refreshed = None
    with _outcome(file) as outcome:
        refreshed = refresh_file(
            file,
            meeting,
            outcome.findings,
            templates=templates,
            dry_run=dry_run,
            tracked_at=datetime.now(UTC) if track else None,
            force=force,
        )
    findings, fault = outcome.findings, outcome.fault
    status = BAD if refreshed is None else FOUND if len(findings) else WELL
    if as_json:
        say_json({"file": str(file), "exit": status, **report(refreshed, findings, fault, dry_run)})
        sys.exit(status)
    for line in as_lines(refreshed.updates if refreshed else ()):
        say(line)
    say_findings(findings)
    if fault:
        say(fault, "bold red")
    elif refreshed:
        say(summary(file.name, refreshed, dry_run), "bold")
    else:
        say(f"{file.name} was left as it is.", "bold")
    sys.exit(status)


@main.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--against", "meeting", type=_existing_folder, required=True, help="The meeting's folder."
)
@_templates
@_json
def verify(files: tuple[Path, ...], meeting: Path, templates: Path | None, as_json: bool) -> None:
    """Say where FILES disagree with a meeting's workbooks.

    FILES are Word documents, pages or PDFs that papergen built, edited since or not.
    """
    from papergen.console import say, say_findings, say_json
    from papergen.drafts import Order, drafting
    from papergen.pack.manifest import finding_as_json
    from papergen.proof.verify import verdict_on

    def work(findings: Findings) -> int:
        with drafting(meeting, Order(templates=templates), findings) as drafted:
            verdicts = [verdict_on(file, drafted) for file in files]
        unread = any(not verdict.is_read for verdict in verdicts)
        status = BAD if unread else FOUND if any(each.findings for each in verdicts) else WELL
        if as_json:
            said = [
                {"file": each.file, "findings": [finding_as_json(found) for found in each.findings]}
                for each in verdicts
            ]
            say_json({"meeting": str(meeting), "exit": status, "files": said})
            return status
        for verdict in verdicts:
            say(f"{verdict.file}: {verdict}.", "bold")
        for verdict in verdicts:
            say_findings(verdict.findings)
        return status

    sys.exit(_attempt(work, meeting, as_json))


def _formats(words: str) -> tuple[Any, ...]:
    from papergen.drafts import FORMATS

    chosen = tuple(word.strip().lower() for word in words.split(",") if word.strip())
    unknown = [word for word in chosen if word not in FORMATS]
    if unknown or not chosen:
        raise click.BadParameter(
            f"{', '.join(unknown) or 'nothing'} is not among {', '.join(FORMATS)}.",
            param_hint="--format",
        )
    return tuple(kind for kind in FORMATS if kind in chosen)


@dataclass
class _Outcome:
    """What came of some work: the findings, and what stopped it if that is none of them."""

    findings: Findings
    fault: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether the work could not be done."""
        return bool(self.fault) or self.findings.stop

    def as_json(self) -> dict[str, object]:
        """Return it for machines to read."""
        from papergen.pack.manifest import finding_as_json

        findings = [finding_as_json(finding) for finding in self.findings]
        return {"findings": findings, **({"fault": self.fault} if self.fault else {})}


@contextmanager
def _outcome(place: Path) -> Iterator[_Outcome]:
    """Give what takes the findings of some work; whatever stops the work is in it, too.

    :param place: what is worked on, for a fault that names no file.
    """
    from papergen.finding import BadInput, Findings, Refusal

    outcome = _Outcome(Findings())
    try:
        yield outcome
    except BadInput as error:
        for finding in error.findings:
            outcome.findings.add(finding)
    except OSError as error:
        outcome.fault = f"{error.filename or place}: {error.strerror or error}"
    except Refusal as error:
        outcome.fault = str(error)
    except click.ClickException:
        raise
    except Exception as error:
        if os.environ.get("PAPERGEN_DEBUG"):
            raise
        outcome.fault = (
            f"papergen failed on something it should have coped with ({type(error).__name__}: "
            f"{error}). Please report it, with what PAPERGEN_DEBUG=1 prints."
        )


def _attempt(work: Callable[[Findings], int | None], meeting: Path, as_json: bool) -> int:
    """Do work that prints its own result; say what is wrong if it cannot, and return the status.

    :param work: returns the status, if it may be another than that all is well.
    """
    from papergen.console import say, say_findings, say_json

    status = None
    with _outcome(meeting) as outcome:
        status = work(outcome.findings)
    if not outcome.is_bad:
        return status or WELL
    if as_json:
        say_json({"meeting": str(meeting), "exit": BAD, **outcome.as_json()})
        return BAD
    say_findings(outcome.findings)
    if outcome.fault:
        say(outcome.fault, "bold red")
    return BAD


def _run(work: Callable[..., Any], meeting: Path, as_json: bool) -> int:
    """Do the work, say what came of it, and return the exit status."""
    from papergen.console import announcing, count_of, say, say_findings, say_json

    built = None
    with _outcome(meeting) as outcome, announcing(quiet=as_json) as announce:
        built = work(outcome.findings, announce)
    findings, fault = outcome.findings, outcome.fault
    status = BAD if outcome.is_bad else FOUND if len(findings) else WELL
    if as_json:
        said = {
            "meeting": str(meeting),
            "exit": status,
            "outputs": [record.as_json() for record in built.outputs] if built else [],
        }
        say_json({**said, **outcome.as_json()})
        return status
    say_findings(findings)
    if fault:
        say(fault, "bold red")
    elif status == BAD:
        say(f"{meeting}: {count_of(findings)}; nothing was written.", "bold")
    elif built:
        files = f"{len(built.outputs)} file{'s' if len(built.outputs) > 1 else ''}"
        say(f"{files} in {built.folder}; {count_of(findings)}.", "bold")
    else:
        say(f"{meeting}: {count_of(findings)}.", "bold")
    return status

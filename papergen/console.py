"""What papergen says on a terminal, in a pipe, and to machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from papergen.finding import Finding, Severity, grouped

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


@contextmanager
def announcing(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that tells the user each step.

    On a terminal the step at work is shown with a spinner; in a pipe each step is a plain line.

    :param quiet: whether to say nothing, because standard output is for machines.
    """
    if quiet:
        yield lambda step: None
    elif not sys.stdout.isatty():
        yield lambda step: print(step, flush=True)
    else:
        console = _console()
        with console.status("starting") as status:

            def show(step: str) -> None:
                status.update(step)

            yield show


def say(words: str, style: str = "") -> None:
    """Print a line, in a colour where the terminal has them and ``NO_COLOR`` is not set."""
    _console().print(words, style=style or None)


def say_findings(findings: Iterable[Finding]) -> None:
    """Print findings for people: where, what was found, what was expected, how to mend it.

    What is wrong in the same way with several cells of a sheet is said once.
    """
    for finding in grouped(findings):
        say(f"{finding.severity.value}: {finding.place}", _COLOURS[finding.severity])
        say(f"  found:    {finding.found}")
        say(f"  expected: {finding.expected}")
        say(f"  to mend:  {finding.mend}")


def say_json(summary: dict[str, Any]) -> None:
    """Print a summary for machines, as one JSON object."""
    print(json.dumps(summary, indent=2, ensure_ascii=False))


def count_of(findings: Iterable[Finding]) -> str:
    """Return how many findings there are, in words: ``1 error and 2 warnings``."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    words = [
        f"{count} {severity.value}{'' if count == 1 else 's'}"
        for severity, count in counts.items()
        if count
    ]
    return " and ".join(words) or "no findings"


def _console() -> Any:
    from rich.console import Console

    return Console(markup=False, highlight=False, soft_wrap=True)

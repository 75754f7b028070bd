"""On a terminal papergen uses colours, unless it is asked not to; in a pipe it is plain."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import PAPERGEN, papergen

COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7])(?:;[0-9]+)*m")


def on_a_terminal(*arguments: object, **environment: str) -> str:
    """What a terminal receives from papergen."""
    keyboard, screen = pty.openpty()
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "FORCE_COLOR", "TERM", "CI"}
    }
    process = subprocess.Popen(
        [PAPERGEN, *map(str, arguments)],
        stdin=screen,
        stdout=screen,
        stderr=screen,
        env={**kept, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(screen)
    received = b""
    while True:
        try:
            part = os.read(keyboard, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        received += part
    process.wait()
    os.close(keyboard)
    return received.decode()


@pytest.fixture(scope="module")
def faulty(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A meeting without one of its workbooks."""
    folder = tmp_path_factory.mktemp("faulty") / sample.name
    shutil.copytree(sample, folder)
    (folder / "condition_tracker.xlsx").unlink()
    return folder


def test_findings_are_coloured_on_a_terminal(faulty: Path) -> None:
    seen = on_a_terminal("check", faulty)
    assert "condition_tracker.xlsx" in seen
    assert COLOUR.search(seen)


def test_no_color_takes_the_colours_away(faulty: Path) -> None:
    seen = on_a_terminal("check", faulty, NO_COLOR="1")
    assert "condition_tracker.xlsx" in seen
    assert not COLOUR.search(seen)


def test_a_pipe_gets_plain_lines(faulty: Path, sample: Path) -> None:
    for run in (
        papergen("check", faulty, TERM="xterm-256color"),
        papergen("check", sample, TERM="xterm-256color"),
    ):
        assert "\x1b" not in run.out + run.err
        assert "\r" not in run.out
        assert run.lines[0] == "reading the workbooks"


def test_long_findings_are_not_broken_in_a_pipe(faulty: Path) -> None:
    run = papergen("check", faulty, COLUMNS="40")
    assert (
        "  to mend:  Put the workbook there, or correct its name under [workbooks] in meeting.toml."
        in run.lines
    )

"""What the README shows works as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from command_line import papergen

COMMANDS = "new check build trace diff verify refresh timetable".split()


@pytest.fixture(scope="module")
def readme(checkout: Path) -> str:
    return (checkout / "README.md").read_text("utf-8")


def test_the_example_of_a_template_makes_a_paper(
    readme: str, checkout: Path, tmp_path: Path
) -> None:
    (example,) = [block for block in readme.split("```")[1::2] if ":::" in block]
    meeting = tmp_path / "2024-10-10"
    shutil.copytree(checkout / "inputs" / "2024-10-10", meeting)
    (meeting / "templates").mkdir()
    template = meeting / "templates" / "send-transformation-update.md.jinja"
    template.write_text(f"# {{{{ item.title }}}}\n{example}", "utf-8")
    run = papergen("build", meeting, "--out", tmp_path / "build", "--format", "html")
    assert run.status == 0, run.out
    page = (tmp_path / "build/2024-10-10/public/07-send-transformation-update.html").read_text()
    assert "paragraph 1" in page and "Table 1: Cumulative deficit" in page


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told_of_and_says_what_it_does(readme: str, command: str) -> None:
    assert f"papergen {command} " in readme
    run = papergen(command, "--help")
    assert run.status == 0 and "Usage: papergen" in run.out


def test_the_map_names_what_there_is(readme: str, checkout: Path) -> None:
    for path in re.findall(r"^\| `(papergen/[\w/]+)/?`", readme, re.MULTILINE):
        assert (checkout / path).is_dir(), path
    for folder in (path for path in (checkout / "papergen").iterdir() if path.is_dir()):
        assert folder.name == "__pycache__" or f"`papergen/{folder.name}/`" in readme, folder

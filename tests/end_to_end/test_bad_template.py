"""What is wrong with a template is said with its line, and with what was probably meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import papergen


@pytest.fixture
def copy(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample meeting, free to have a template of its own."""
    return Path(shutil.copytree(sample, tmp_path / sample.name))


def add_to_template(meeting: Path, checkout: Path, sentence: str) -> tuple[str, int]:
    """Let a meeting have its report's template with a sentence more; return its name and line."""
    name = "send-transformation-update.md.jinja"
    text = (checkout / "templates" / name).read_text("utf-8")
    (meeting / "templates").mkdir()
    (meeting / "templates" / name).write_text(f"{text}\n{sentence}\n", "utf-8")
    return name, text.count("\n") + 2


def test_missing_label_is_said_with_its_line(copy: Path, checkout: Path) -> None:
    name, line = add_to_template(copy, checkout, "See [](#conditons).")
    run = papergen("check", copy, "--json")
    (finding,) = run.json["findings"]
    assert (run.status, finding["code"]) == (2, "missing-label")
    assert finding["place"] == {"file": name, "line": line}
    assert "did you mean “conditions”?" in finding["expected"]


def test_unknown_name_is_said_with_its_line_and_the_names_that_there_are(
    copy: Path, checkout: Path
) -> None:
    name, line = add_to_template(copy, checkout, "The year is {{ outlook.curent.year }}.")
    run = papergen("check", copy, "--json")
    (finding,) = run.json["findings"]
    assert (run.status, finding["code"]) == (2, "unknown-name")
    assert finding["place"] == {"file": name, "line": line}
    assert "“curent”, which is not among current, current_lines, final, years" in finding["found"]
    assert "did you mean “current”?" in finding["found"]

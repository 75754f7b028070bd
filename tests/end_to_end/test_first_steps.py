"""The first steps of a new user: help, a new meeting, its first check, completion in the shell."""

from __future__ import annotations

import subprocess
from pathlib import Path

from command_line import PAPERGEN, papergen


def test_a_new_meeting_is_ready_to_fill_in_and_says_what_lacks(tmp_path: Path) -> None:
    made = papergen("new", "inputs/2026-01-15", folder=tmp_path)
    assert (made.status, made.err) == (0, "")
    assert "papergen check inputs/2026-01-15" in made.out
    checked = papergen("check", "inputs/2026-01-15", "--json", folder=tmp_path)
    assert (checked.status, checked.err) == (2, "")
    findings = checked.json["findings"]
    assert {finding["place"]["file"] for finding in findings} >= {
        "condition_tracker.xlsx",
        "financial_profile.xlsx",
    }
    assert all(finding["mend"] for finding in findings)


def test_a_meeting_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    papergen("new", "2026-01-15", folder=tmp_path)
    toml = tmp_path / "2026-01-15" / "meeting.toml"
    toml.write_text("mine")
    again = papergen("new", "2026-01-15", folder=tmp_path)
    assert again.status == 2
    assert "2026-01-15 is there already." in again.err
    assert toml.read_text() == "mine"


def test_a_folder_that_names_no_date_needs_one(tmp_path: Path) -> None:
    run = papergen("new", "january", folder=tmp_path)
    assert run.status == 2
    assert "“january” is not a date such as 2024-10-10." in run.err
    assert papergen("new", "january", "--date", "2026-01-15", folder=tmp_path).status == 0


def test_completion_script_names_the_commands() -> None:
    script = papergen(_PAPERGEN_COMPLETE="bash_source")
    assert script.status == 0
    subprocess.run(["bash", "-n", "-c", script.out], check=True)
    offered = papergen(_PAPERGEN_COMPLETE="bash_complete", COMP_WORDS="papergen b", COMP_CWORD="1")
    assert "plain,build" in offered.out


def test_help_names_the_commands_and_their_options() -> None:
    overview = papergen("--help").out
    for command in ("build", "check", "new"):
        assert command in overview
        assert papergen(command, "-h").status == 0
    said = papergen("build", "--help").out
    assert all(option in said for option in ("--out", "--format", "--item", "--json"))


def test_the_version_is_said() -> None:
    run = subprocess.run([PAPERGEN, "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("papergen, version ")

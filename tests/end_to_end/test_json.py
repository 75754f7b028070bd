"""With --json, standard output is one JSON object that says all, and nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from command_line import papergen


def test_check_says_that_nothing_was_found(sample: Path) -> None:
    run = papergen("check", sample, "--json")
    assert (run.status, run.err) == (0, "")
    assert run.json == {"meeting": str(sample), "exit": 0, "findings": [], "outputs": []}
    assert run.out.startswith("{") and run.out.endswith("}\n")


def test_build_lists_its_outputs_as_they_are(sample: Path, tmp_path: Path) -> None:
    run = papergen("build", sample, "--out", tmp_path, "--format", "docx", "--json")
    said = run.json
    assert (run.status, run.err, said["findings"]) == (0, "", [])
    assert len(said["outputs"]) == 3
    for output in said["outputs"]:
        content = (tmp_path / sample.name / output["file"]).read_bytes()
        assert output["sha256"] == hashlib.sha256(content).hexdigest()
        assert output["bytes"] == len(content)


def test_faults_of_the_command_are_no_json(sample: Path) -> None:
    run = papergen("build", sample, "--format", "doc", "--json")
    assert (run.status, run.out) == (2, "")
    assert "doc is not among docx, pdf, html." in run.err


def test_what_stops_a_build_otherwise_is_in_the_object_too(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("")
    run = papergen("build", sample, "--out", tmp_path / "occupied" / "build", "--json")
    said = run.json
    assert (run.status, said["exit"], said["findings"], said["outputs"]) == (2, 2, [], [])
    assert said["fault"].endswith("Not a directory")

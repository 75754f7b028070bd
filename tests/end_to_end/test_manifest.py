"""The manifest says what a build was made from, what it made, with what, and what it found."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def manifest(built: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((built / "manifest.json").read_text("utf-8"))
    return said


def record_of(path: Path) -> dict[str, object]:
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def test_every_file_of_the_meeting_is_an_input(manifest: dict[str, Any], sample: Path) -> None:
    listed = {each["file"]: each for each in manifest["inputs"]}
    files = {path.relative_to(sample).as_posix(): path for path in sample.rglob("*.*")}
    assert {name for name in listed if not name.startswith("templates/")} == set(files)
    for name, path in files.items():
        assert listed[name] == {"file": name, **record_of(path)}


def test_every_template_is_an_input(manifest: dict[str, Any], checkout: Path) -> None:
    listed = {each["file"]: each for each in manifest["inputs"]}
    templates = checkout / "templates"
    paths = [path for path in templates.iterdir() if path.suffix in {".docx", ".css", ".jinja"}]
    assert {name for name in listed if name.startswith("templates/")} == {
        f"templates/{path.name}" for path in paths
    }
    for path in paths:
        name = f"templates/{path.name}"
        assert listed[name] == {"file": name, **record_of(path)}


def test_every_file_that_was_made_is_an_output(manifest: dict[str, Any], built: Path) -> None:
    made = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    listed = {each["file"]: each for each in manifest["outputs"]}
    assert set(listed) == made - {"manifest.json"}
    for name, output in listed.items():
        assert {"sha256": output["sha256"], "bytes": output["bytes"]} == record_of(built / name)


def test_outputs_say_what_they_were_made_from(manifest: dict[str, Any]) -> None:
    lines = sorted(f"{each['sha256']}  {each['file']}\n" for each in manifest["inputs"])
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert {output["made_from"] for output in manifest["outputs"]} == {digest}


def test_versions_are_those_that_are_installed(manifest: dict[str, Any]) -> None:
    versions = dict(manifest["versions"])
    assert versions.pop("python") == platform.python_version()
    assert {"papergen", "docxtpl", "openpyxl", "python-docx", "weasyprint"} <= set(versions)
    assert versions == {library: version(library) for library in versions}


def test_the_meeting_and_the_findings_are_told(manifest: dict[str, Any]) -> None:
    assert manifest["meeting"] == {
        "folder": "2024-10-10",
        "body": "Schools Forum",
        "date": "2024-10-10",
        "place": "Council Chamber, County Hall",
    }
    assert manifest["findings"] == []


def test_no_time_and_no_place_of_this_machine_is_told(built: Path, sample: Path) -> None:
    text = (built / "manifest.json").read_text("utf-8")
    assert str(sample.parent) not in text and str(built.parent) not in text

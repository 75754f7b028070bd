"""A meeting that cannot be drafted is said as what it is, to people and to machines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import papergen


@pytest.fixture
def broken(sample: Path, tmp_path: Path) -> Path:
    """The sample meeting without one of its workbooks."""
    folder = Path(shutil.copytree(sample, tmp_path / sample.name))
    (folder / "financial_profile.xlsx").unlink()
    return folder


@pytest.mark.parametrize("command", ["trace", "verify", "diff"])
def test_machines_are_told_in_one_object(command: str, broken: Path, tmp_path: Path) -> None:
    page = tmp_path / "paper.html"
    page.write_text("<title>A paper</title>")
    arguments = {
        "trace": ("trace", broken, "--json"),
        "verify": ("verify", page, "--against", broken, "--json"),
        "diff": ("diff", broken, broken, "--format", "json"),
    }[command]
    run = papergen(*arguments)
    assert run.status == 2
    assert run.json["exit"] == 2
    (finding,) = run.json["findings"]
    assert finding["code"] == "missing-workbook"
    assert finding["place"]["file"] == "financial_profile.xlsx"


def test_what_is_not_traced_is_told_to_machines_too(sample: Path) -> None:
    run = papergen("trace", sample, "Nowhere!A1", "--json")
    assert run.status == 2
    assert "There is no sheet “Nowhere”" in run.json["fault"]

"""Data flows one way: what setup.cfg says of imports holds, and would be missed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"docx", "docxtpl", "openpyxl", "pptx", "pydantic", "weasyprint", "xlsxwriter"}


@pytest.fixture
def copy(checkout: Path, tmp_path: Path) -> Path:
    """A copy of the package, free to be spoilt."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(checkout / "papergen", tmp_path / "papergen", ignore=ignored)
    shutil.copy(checkout / "setup.cfg", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )


def test_imports_follow_the_flow(copy: Path) -> None:
    linted = lint(copy)
    assert linted.returncode == 0, linted.stdout
    assert "2 kept, 0 broken" in linted.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("inputs/layout.py", "import papergen.context", "papergen.inputs is not allowed to import"),
        ("paper/document.py", "import papergen.ooxml", "papergen.paper is not allowed to import"),
        ("renderers/__init__.py", "import papergen.forms", "papergen.renderers is not allowed"),
        ("paper/compose.py", "import docx", "papergen.paper is not allowed to import docx"),
        ("context/__init__.py", "import weasyprint", "papergen.context is not allowed to import"),
        ("common.py", "", "common"),
    ],
)
def test_import_against_the_flow_is_found(copy: Path, module: str, line: str, broken: str) -> None:
    with (copy / "papergen" / module).open("a") as source:
        source.write(f"\n{line}\n")
    linted = lint(copy)
    assert linted.returncode == 1
    assert broken in linted.stdout


def test_help_is_given_without_loading_what_only_a_build_needs() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import papergen.cli, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert HEAVY.isdisjoint(loaded.stdout.split())

"""What the set-up does with a machine's own packages, on machines made of a few small commands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PYTHON_WITHOUT_VENV = "[[ $2 == *ensurepip* ]] && exit 1; echo 3.11"


def command(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/bash\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of commands that hide this machine's own; apt-get and sudo note what is asked."""
    command(tmp_path, "apt-get", f'echo "apt-get $*" >> {tmp_path}/asked')
    command(tmp_path, "sudo", "exit 1")
    return tmp_path


def set_up(checkout: Path, machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / ".ci" / "system-packages", *arguments],
        env={"PATH": f"{machine}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )


def test_nothing_is_asked_of_apt_when_nothing_is_missing(checkout: Path, machine: Path) -> None:
    done = set_up(checkout, machine, sys.executable, "--tests")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (machine / "asked").exists()


def test_root_has_what_is_missing_installed(checkout: Path, machine: Path) -> None:
    command(machine, "id", "echo 0")
    python = command(machine, "python3.11", PYTHON_WITHOUT_VENV)
    done = set_up(checkout, machine, str(python))
    assert done.returncode == 0
    assert done.stdout == "Installing python3.11-venv\n"
    update, install = (machine / "asked").read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends python3.11-venv")


def test_others_are_told_what_an_administrator_must_run(checkout: Path, machine: Path) -> None:
    command(machine, "id", "echo 1000")
    python = command(machine, "python3.11", PYTHON_WITHOUT_VENV)
    done = set_up(checkout, machine, str(python))
    assert done.returncode == 1
    assert "apt-get install --no-install-recommends python3.11-venv" in done.stderr
    assert not (machine / "asked").exists()

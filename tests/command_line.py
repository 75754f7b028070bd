"""papergen as its users call it: as a command of its own, in a folder, with an environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAPERGEN = Path(sys.executable).with_name("papergen")


@dataclass(frozen=True)
class Run:
    """What came of a command: its exit status, and all that it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it said for machines, if that is all that it said."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def papergen(*arguments: object, folder: Path | None = None, **environment: str) -> Run:
    """Run papergen, and say what came of it.

    :param folder: in which it is run.
    :param environment: variables that are added to those of the tests.
    """
    done = subprocess.run(
        [PAPERGEN, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    return Run(done.returncode, done.stdout, done.stderr)

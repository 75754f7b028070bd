"""Publishing: a meeting's outputs appear together or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def publication(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write outputs into; they take their place when all is written.

    If anything fails before that, what stood in ``folder`` still stands, whole.

    :param folder: the meeting's folder under ``build/``.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new = workplace / "new"
        new.mkdir()
        yield new
        _replace(folder, new, workplace / "old")
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _replace(folder: Path, new: Path, old: Path) -> None:
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise

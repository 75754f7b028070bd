"""A Word file on disk that somebody edits: read it, and put another in its place, or leave it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from papergen.proof.refreshing import NotRefreshable

_UNSHORTENED = 6  # characters of a name that Word does not shorten for its lock file


def read_edited(file: Path, only_read: bool = False) -> bytes:
    """Return the content of a Word file.

    :param only_read: whether it may be open in another program, as nothing will be written.
    :raises NotRefreshable: if it cannot be read, or seems to be open in another program.
    """
    if not only_read:
        for lock in _locks(file):
            if lock.exists():
                raise NotRefreshable(
                    f"{file.name} is open in Word or LibreOffice: close it first. If it is not, "
                    f"delete {lock.name} beside it."
                )
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotRefreshable(f"{file} cannot be read: {error.strerror}.") from error


def _locks(file: Path) -> tuple[Path, ...]:
    """Return the files by which Word and LibreOffice say that they have a file open.

    Word puts ``~$`` before a short name, and in the place of the first letters of a longer one.
    """
    long = file.name[2:] if len(file.stem) > _UNSHORTENED + 1 else file.name[1:]
    names = (f"~${file.name}", f"~${long}", f".~lock.{file.name}#")
    return tuple(file.parent / name for name in names)


def replace_file(file: Path, before: bytes, content: bytes) -> None:
    """Put a new content in the place of a file's, all of it or none.

    :param before: what the file held when it was read.
    :raises NotRefreshable: if it holds something else by now, or cannot be written.
    """
    file = file.resolve()
    new = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=file.parent, prefix=f".{file.stem}-", suffix=".tmp", delete=False
        ) as written:
            new = Path(written.name)
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        shutil.copymode(file, new)
        if file.read_bytes() != before:
            raise NotRefreshable(f"{file.name} was saved meanwhile: try again.")
        os.replace(new, file)
    except PermissionError as error:
        raise NotRefreshable(
            f"{file.name} cannot be written: it is open in Word, or protected."
        ) from error
    except OSError as error:
        raise NotRefreshable(f"{file.name} cannot be written: {error.strerror}.") from error
    finally:
        if new is not None:
            new.unlink(missing_ok=True)

"""Pictures beside the templates: files that a paper takes in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from papergen.paper.document import Picture

TEXT_WIDTH = 160.0  # millimetres between the margins of an A4 page

_BEGINNINGS: dict[Literal["image/png", "image/jpeg"], bytes] = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}


def find_picture(
    file: str, folders: Iterable[Path], alternative: str, width: float = TEXT_WIDTH
) -> Picture | None:
    """Return the picture of a file name, or nothing if no folder holds a PNG or JPEG file of it.

    :param folders: where it is looked for, in order; never outside them.
    :param width: on the page, in millimetres.
    """
    for folder in folders:
        path = (folder / file).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            continue
        content = path.read_bytes()
        for media_type, beginning in _BEGINNINGS.items():
            if content.startswith(beginning):
                return Picture(content, media_type, alternative, width)
    return None

"""What somebody edited, or put beside the papers, since they were built: a build keeps it."""

from __future__ import annotations

import shutil
from collections.abc import Container
from pathlib import Path

from papergen.finding import Findings, Place
from papergen.pack.manifest import MANIFEST

EDITED = "edited"

_LOCKS = ("~$", ".~lock.")  # left by Word and LibreOffice while a file is open


def keep_edits(
    folder: Path, untouched: Container[str], new: Path, whole: bool, findings: Findings
) -> None:
    """Copy to ``new/edited`` what is in a build's folder and the build did not leave so.

    A build of some papers or formats only leaves what it does not replace where it is.

    :param folder: where papers were built before; nothing is kept if it is not there.
    :param untouched: the outputs that stand as they were built, by their paths in the folder.
    :param new: the folder of the build that is to take its place, its papers in it.
    :param whole: whether the build is of all papers and formats.
    :param findings: is told of each file that was not in ``edited`` before.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name == MANIFEST or name in untouched:
            continue
        if path.name.startswith(_LOCKS):
            continue
        stays = name.startswith(f"{EDITED}/") or not (whole or (new / name).exists())
        kept = name if stays else f"{EDITED}/{path.name}"
        (new / kept).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, new / kept)
        if kept != name:
            findings.warn(
                "edited-by-hand",
                Place(str(folder / name)),
                found="a file that was edited, or put there, since the last build",
                expected="the papers as they were built",
                mend=f"It is kept as {folder / kept}. “papergen refresh” brings the figures of an "
                "edited Word paper up to date.",
            )

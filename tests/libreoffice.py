"""LibreOffice as a reader of Word documents that knows nothing of papergen."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pdfplumber

READER = Path(__file__).with_name("libreoffice_reader.py")


@dataclass(frozen=True)
class Reading:
    """What LibreOffice makes of a document.

    :param paragraphs: each with the number before it, those in tables too.
    :param repeated: of each table, whether its first row is repeated on every page.
    """

    paragraphs: list[tuple[str, str]]
    repeated: list[bool]
    pdf: bytes

    def pages(self) -> list[str]:
        """The words on each page."""
        with pdfplumber.open(BytesIO(self.pdf)) as pdf:
            return [page.extract_text() for page in pdf.pages]


@dataclass(frozen=True)
class LibreOffice:
    """A LibreOffice that listens for documents to read, in a folder of its own."""

    pipe: str
    folder: Path

    def read(self, *documents: bytes, insert_before: str = "") -> list[Reading]:
        """Read documents once all their fields have been worked out anew.

        :param insert_before: words that begin a paragraph before which another is put in first.
        """
        paths = [self.folder / f"{number}.docx" for number in range(len(documents))]
        for path, document in zip(paths, documents, strict=True):
            path.write_bytes(document)
        insertion = ["--insert", insert_before] if insert_before else []
        read = subprocess.run(
            ["/usr/bin/python3", READER, self.pipe, *paths, *insertion],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return [
            Reading(
                [(number, words) for number, words in said["paragraphs"]],
                said["repeated"],
                Path(f"{path}.pdf").read_bytes(),
            )
            for said, path in zip(json.loads(read.stdout), paths, strict=True)
        ]


@contextmanager
def running_libreoffice(folder: Path) -> Iterator[LibreOffice]:
    """Have a LibreOffice run that shares neither its settings nor its pipe with any other."""
    pipe = f"papergen-{os.getpid()}-{folder.name}"
    office = subprocess.Popen(
        [
            *("soffice", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield LibreOffice(pipe, folder)
    finally:
        os.killpg(office.pid, 15)  # soffice is a script, and what it started goes with it
        office.wait()

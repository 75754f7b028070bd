"""The manifest: what a build was made from, what it made, and what it found."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from papergen.cell import Cell
from papergen.finding import Finding
from papergen.paper.imprint import Imprint

MANIFEST = "manifest.json"

_LIBRARIES = (
    "docxtpl jinja2 lxml markdown-it-py openpyxl python-docx python-pptx weasyprint"
).split()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file that went in or came out.

    :param file: inputs by their name; outputs by their path within the meeting's folder.
    :param made_from: of an output, the SHA-256 over the digests of all inputs of its build.
    """

    file: str
    sha256: str
    size: int
    made_from: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the record as the manifest writes it."""
        record: dict[str, object] = {"file": self.file, "sha256": self.sha256, "bytes": self.size}
        if self.made_from:
            record["made_from"] = self.made_from
        return record


def record_file(name: str, content: bytes, made_from: str = "") -> FileRecord:
    """Return the record of a file's content."""
    return FileRecord(name, hashlib.sha256(content).hexdigest(), len(content), made_from)


def inputs_digest(inputs: Iterable[FileRecord]) -> str:
    """Return one SHA-256 that changes if any input changes."""
    lines = sorted(f"{record.sha256}  {record.file}\n" for record in inputs)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def finding_as_json(finding: Finding) -> dict[str, object]:
    """Return a finding for machines to read."""
    place = finding.place
    where = {
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "part": place.part,
        "near": place.near,
    }
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": {name: value for name, value in where.items() if value},
        "found": finding.found,
        "expected": finding.expected,
        "mend": finding.mend,
    }


def manifest_text(
    meeting: Mapping[str, str],
    inputs: Iterable[FileRecord],
    outputs: Iterable[FileRecord],
    findings: Iterable[Finding],
    imprints: Iterable[tuple[str, Imprint]],
) -> str:
    """Return the manifest as JSON. It holds no time of day: two builds alike have one manifest.

    :param imprints: the values printed, each with the name of its paper.
    """
    by_name = {"inputs": inputs, "outputs": outputs}
    manifest = {
        "meeting": dict(meeting),
        "versions": {
            "papergen": version("papergen"),
            "python": platform.python_version(),
            **{library: version(library) for library in _LIBRARIES},
        },
        **{
            name: [record.as_json() for record in sorted(records, key=lambda each: each.file)]
            for name, records in by_name.items()
        },
        "findings": [finding_as_json(finding) for finding in findings],
        "figures": _figures_as_json(imprints),
    }
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _figures_as_json(imprints: Iterable[tuple[str, Imprint]]) -> list[dict[str, object]]:
    """Return each printed value once a paper."""
    once = dict.fromkeys((paper, imprint) for paper, imprint in imprints if imprint.id)
    return [{"paper": paper, **imprint_as_json(imprint)} for paper, imprint in once]


def imprint_as_json(imprint: Imprint) -> dict[str, object]:
    """Return a printed value for machines to read."""
    return {
        "id": imprint.id,
        "kind": imprint.kind,
        "name": imprint.name,
        "wording": imprint.wording,
        "text": imprint.text,
        "value": imprint.value,
        "unit": imprint.unit,
        "cells": [[cell.workbook, cell.sheet, cell.address] for cell in imprint.cells],
    }


def read_imprints(manifest: Path) -> list[Imprint]:
    """Return the values that a build's papers print, as its manifest lists them.

    :raises ValueError: if the file is no manifest, or one without figures.
    :raises OSError: if it cannot be read.
    """
    try:
        figures = json.loads(manifest.read_text("utf-8"))["figures"]
        return [
            Imprint(
                figure["id"],
                figure["kind"],
                figure["name"],
                figure["wording"],
                figure["text"],
                figure["value"],
                figure["unit"],
                tuple(Cell(*place) for place in figure["cells"]),
            )
            for figure in figures
        ]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{manifest} is not a manifest that papergen wrote") from error


def earlier_outputs(folder: Path) -> dict[str, FileRecord]:
    """Return the outputs that an earlier build lists and that still stand as it left them."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        listed = {
            output["file"]: FileRecord(
                output["file"], output["sha256"], output["bytes"], output["made_from"]
            )
            for output in manifest["outputs"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {
        file: record
        for file, record in listed.items()
        if (folder / file).is_file()
        and hashlib.sha256((folder / file).read_bytes()).hexdigest() == record.sha256
    }

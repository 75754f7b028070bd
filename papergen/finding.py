"""Findings: what is wrong, where, and how to mend it. Values, never prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from papergen.cell import Cell


class Severity(Enum):
    """How much a finding matters: an error stops the build, a warning is reported with it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is: a file and, as far as known, a sheet and cell, or a line.

    :param file: name of the file as the user knows it.
    :param sheet: sheet of a workbook.
    :param cell: address of a cell or a range: ``D14``, ``B5:D5``.
    :param line: line of a text file, counted from 1.
    :param near: nearby text by which somebody finds the place in a Word file.
    :param part: of a paper, as a reader finds it: ``paragraph 8(b)``, ``Table 2, row 3``.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    near: str = ""
    part: str = ""

    @classmethod
    def of(cls, cell: Cell) -> Place:
        """Return the place of a cell."""
        return cls(cell.workbook, cell.sheet, cell.address)

    def __str__(self) -> str:
        words = [self.file]
        if self.sheet:
            words.append(f"sheet “{self.sheet}”")
        if self.cell:
            words.append(f"cell {self.cell}" if ":" not in self.cell else f"cells {self.cell}")
        if self.line is not None:
            words.append(f"line {self.line}")
        if self.part:
            words.append(self.part)
        if self.near:
            words.append(f"near “{self.near}”")
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, in words for the person who can mend it.

    :param code: short stable name, for filters and tests: ``missing-column``.
    :param found: what stands there.
    :param expected: what should stand there.
    :param mend: what to do about it, in the imperative.
    """

    code: str
    severity: Severity
    place: Place
    found: str
    expected: str
    mend: str


class Findings:
    """The findings of a run, in the order in which they were made, each once."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings: dict[Finding, None] = dict.fromkeys(findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    def error(self, code: str, place: Place, *, found: str, expected: str, mend: str) -> None:
        """Add a finding that stops the build."""
        self.add(Finding(code, Severity.ERROR, place, found, expected, mend))

    def warn(self, code: str, place: Place, *, found: str, expected: str, mend: str) -> None:
        """Add a finding that is reported while the build goes on."""
        self.add(Finding(code, Severity.WARNING, place, found, expected, mend))

    def add(self, finding: Finding) -> None:
        """Add a finding unless it is there already."""
        self._findings[finding] = None

    @property
    def stop(self) -> bool:
        """Whether any of the findings is an error."""
        return any(finding.severity is Severity.ERROR for finding in self)


class BadInput(Exception):
    """What was given cannot be built from; ``findings`` says everything that is wrong with it."""

    def __init__(self, findings: Findings) -> None:
        super().__init__("; ".join(f"{finding.place}: {finding.found}" for finding in findings))
        self.findings = findings

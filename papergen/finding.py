"""Findings: what is wrong, where, and how to mend it. Values, never prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
            several = ":" in self.cell or "," in self.cell
            words.append(f"{'cells' if several else 'cell'} {self.cell}")
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


class Refusal(Exception):
    """What was asked cannot be done; the message says why, for the person who asked."""


class BadInput(Exception):
    """What was given cannot be built from; ``findings`` says everything that is wrong with it."""

    def __init__(self, findings: Findings) -> None:
        super().__init__("; ".join(f"{finding.place}: {finding.found}" for finding in findings))
        self.findings = findings


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with those that say the same of cells of one sheet made one.

    Its place lists the cells: ``D5:D16, F5``.
    """
    cells: dict[Finding, list[str]] = {}
    for finding in findings:
        alike = replace(finding, place=replace(finding.place, cell=""))
        cells.setdefault(alike, []).append(finding.place.cell)
    return [
        replace(alike, place=replace(alike.place, cell=", ".join(_ranges(addresses))))
        for alike, addresses in cells.items()
    ]


def _ranges(addresses: Iterable[str]) -> Iterator[str]:
    """Yield the cells of some addresses, runs down a column as one range."""
    first = last = ""
    for address in addresses:
        if last and _below(last) == address:
            last = address
            continue
        if last:
            yield first if first == last else f"{first}:{last}"
        first = last = address
    yield first if first == last else f"{first}:{last}"


def _below(address: str) -> str:
    """Return the address of the cell below: ``D15`` for ``D14``."""
    column = address.rstrip("0123456789")
    row = address[len(column) :]
    return f"{column}{int(row) + 1}" if row else ""

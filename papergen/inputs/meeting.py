"""The meeting: what ``meeting.toml`` says of the body, the date, the items and their papers."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from papergen.finding import BadInput, Findings, Place
from papergen.inputs.financial_year import financial_year, year_of
from papergen.spelling import did_you_mean

MEETING_FILE = "meeting.toml"

_TO_FILL_IN = re.compile(r"""^[^#]*=\s*"(?P<words>\[[^\]"]+\])\s*"\s*(?:\#.*)?$""")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Part(BaseModel):
    """A part of meeting.toml; what it does not know, it refuses."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class AppendixSource(_Part):
    """A document that goes with a paper: a finished PDF, or a Word form to be filled in."""

    number: int = Field(ge=1, le=99, description="printed as “Appendix 2”")
    title: Words
    label: str = Field("", pattern=r"^([A-Za-z][A-Za-z0-9_-]*)?$")
    file: str | None = Field(None, description="a finished PDF in the meeting's folder")
    template: str | None = Field(None, description="a Word form with Jinja tags")

    @property
    def reference(self) -> str:
        """The label by which templates refer to it: its own, or ``appendix-2``."""
        return self.label or f"appendix-{self.number}"

    @model_validator(mode="after")
    def _has_one_source(self) -> AppendixSource:
        if (self.file is None) == (self.template is None):
            raise ValueError("an appendix without a file or template, or with both")
        return self


class Item(_Part):
    """An item of the agenda; without a template it has no paper."""

    number: int = Field(ge=1, le=99)
    title: Words
    author: str = ""
    job_title: str = ""
    telephone: str = ""
    email: str = ""
    purpose: Literal["information", "decision"] = "information"
    wards: str = "All"
    release: str = "For general release"
    template: str | None = Field(None, description="a text template: Jinja over Markdown")
    landscape: bool = False
    appendices: tuple[AppendixSource, ...] = Field((), strict=False)

    @model_validator(mode="after")
    def _is_whole(self) -> Item:
        if self.template is not None and not (self.author and self.job_title):
            raise ValueError("an item with a template, but without author or job_title")
        _check_once([appendix.number for appendix in self.appendices], "appendix number")
        _check_once([appendix.reference for appendix in self.appendices], "appendix label")
        if self.template is None and self.appendices:
            raise ValueError("an item with appendices, but without a template")
        return self


class ReportingPeriod(_Part):
    """The months that the report to the DfE covers: first and last day, and when it was sent."""

    report: Words = Field(description="which report it is: second")
    start: date
    end: date
    sent: date

    @model_validator(mode="after")
    def _is_in_order(self) -> ReportingPeriod:
        if self.start > self.end:
            raise ValueError("the reporting period ends before it starts")
        return self


class Notice(_Part):
    """How long before a meeting things are done, in working days.

    :param clear_days: between publication and the meeting, both left out.
    :param reports_due: before publication.
    """

    clear_days: int = Field(default=5, ge=0, le=60)
    reports_due: int = Field(default=3, ge=0, le=60)


class WorkbookNames(_Part):
    """File names of the meeting's two workbooks."""

    condition_tracker: Words = "condition_tracker.xlsx"
    financial_profile: Words = "financial_profile.xlsx"


class Meeting(_Part):
    """A meeting, with its items in the order of the agenda.

    :param folder: where meeting.toml was read.
    :param previous: the meeting of the last report, for what has changed since: its folder or the
        manifest of its build, from this meeting's folder: ``../2024-06-20``.
    :param current_year: the financial year that the papers speak of as this year; that of the
        meeting's date unless meeting.toml says another.
    """

    folder: Path
    body: Words
    date: date
    time: str = ""
    place: Words
    current_year: str = ""
    previous: str = ""
    reporting: ReportingPeriod
    notice: Notice = Notice()
    workbooks: WorkbookNames = WorkbookNames()
    items: tuple[Item, ...] = Field(strict=False)

    @field_validator("current_year")
    @classmethod
    def _names_a_year(cls, words: str) -> str:
        year = financial_year(words) if words else ""
        if year is None:
            raise ValueError(f"“{words}” is no financial year such as 2024/25")
        return year

    @model_validator(mode="after")
    def _has_each_item_once(self) -> Meeting:
        if not self.items:
            raise ValueError("a meeting without items")
        _check_once([item.number for item in self.items], "item number")
        return self

    @property
    def year(self) -> str:
        """The current financial year, ``2024/25``."""
        return self.current_year or year_of(self.date)


_PARTS: dict[str, type[_Part]] = {
    "items": Item,
    "appendices": AppendixSource,
    "reporting": ReportingPeriod,
    "notice": Notice,
    "workbooks": WorkbookNames,
}
"""The tables of meeting.toml by their names."""


def _check_once(values: list[Any], what: str) -> None:
    for value in values:
        if values.count(value) > 1:
            raise ValueError(f"the {what} {value} stands twice")


def read_meeting(folder: Path, findings: Findings) -> Meeting:
    """Return the meeting that a folder holds.

    :raises BadInput: if ``meeting.toml`` is missing, is no TOML, or says what no meeting can be;
        every finding names its line.
    """
    path = folder / MEETING_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
        said = tomllib.loads(text)
    except FileNotFoundError:
        findings.error(
            "missing-meeting",
            Place(MEETING_FILE),
            found=f"no {MEETING_FILE} in {folder}",
            expected="a folder that “papergen new” made, or one like it",
            mend="Name the meeting's folder, such as inputs/2024-10-10.",
        )
        raise BadInput(findings) from None
    except UnicodeDecodeError as error:
        findings.error(
            "not-toml",
            Place(MEETING_FILE),
            found=f"a byte that is not UTF-8, at {error.start}",
            expected="text saved as UTF-8",
            mend="Save the file again as UTF-8.",
        )
        raise BadInput(findings) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line ([0-9]+)", str(error))
        findings.error(
            "not-toml",
            Place(MEETING_FILE, line=int(line[1]) if line else None),
            found=str(error),
            expected="TOML: a name, an equals sign, and a value, texts in double quotes",
            mend="Mend that line.",
        )
        raise BadInput(findings) from None
    try:
        meeting = Meeting(folder=folder, **said)
    except ValidationError as error:
        for fault in error.errors():
            _report(fault, text, findings)
        raise BadInput(findings) from None
    _check_files(meeting, text, findings)
    _check_filled_in(text, findings)
    return meeting


def _check_filled_in(text: str, findings: Findings) -> None:
    """Report what stands in square brackets, as a new meeting's file has it, for it is printed."""
    for number, line in enumerate(text.splitlines(), 1):
        blank = _TO_FILL_IN.search(line)
        if blank:
            findings.error(
                "to-fill-in",
                Place(MEETING_FILE, line=number),
                found=blank["words"],
                expected="what it stands for",
                mend="Fill it in.",
            )


def _check_files(meeting: Meeting, text: str, findings: Findings) -> None:
    """Report the finished appendices that are not there."""
    home = meeting.folder.resolve()
    for index, item in enumerate(meeting.items):
        for number, appendix in enumerate(item.appendices):
            if appendix.file is None:
                continue
            path = (home / appendix.file).resolve()
            if path.is_relative_to(home) and path.is_file() and path.suffix.lower() == ".pdf":
                continue
            place = ("items", index, "appendices", number, "file")
            findings.error(
                "missing-appendix",
                Place(MEETING_FILE, line=_line_of(place, text)),
                found=f"the appendix “{appendix.file}”, which is not in the meeting's folder",
                expected="the name of a PDF file beside meeting.toml",
                mend="Put the file there, or correct its name.",
            )


def _report(fault: Any, text: str, findings: Findings) -> None:
    """Word a fault that validation found."""
    place = tuple(part for part in fault["loc"])
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    where = Place(MEETING_FILE, line=_line_of(place, text), near=_words_of(place))
    match fault["type"]:
        case "missing":
            header = {"items": "[[items]]", "reporting": "[reporting]"}.get(key, f"{key} = …")
            found, expected, mend = f"no “{key}”", header, f"Add {header}."
        case "extra_forbidden":
            names = _names_at(place[:-1])
            found, expected = f"“{key}”", f"one of {', '.join(names)}{did_you_mean(key, names)}"
            mend = "Correct the name, or take the line out."
        case "value_error":
            found, expected = str(fault["ctx"]["error"]), "entries that go together"
            mend = "Correct the entry, or add what is missing."
        case _:
            found = f"{key} = {fault['input']!r}"
            expected = str(fault["msg"]).removeprefix("Input should be ")
            mend = "Correct the value."
    findings.error("meeting-entry", where, found=found, expected=expected, mend=mend)


def _words_of(place: tuple[int | str, ...]) -> str:
    """Return a path into the file as one would write it: ``items 7, appendices 2, title``."""
    words: list[str] = []
    for part in place:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)


def _names_at(place: tuple[int | str, ...]) -> list[str]:
    """Return the names that a part of the file may hold."""
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    return [field for field in _PARTS.get(name, Meeting).model_fields if field != "folder"]


def _line_of(place: tuple[int | str, ...], text: str) -> int | None:
    """Return the line, from 1, on which a part of the file stands, as near as it can be told.

    tomllib tells no lines; the headers of tables are counted instead.
    """
    lines = text.splitlines()
    counts = [part for part in place if isinstance(part, int)]
    names = [part for part in place if isinstance(part, str)]
    tables = [name for name in names if name in _PARTS]
    start = 0
    for depth in range(len(tables)):
        header = ".".join(tables[: depth + 1])
        wanted = counts[depth] + 1 if depth < len(counts) else 1
        for index in range(start, len(lines)):
            if re.match(rf"\s*\[\[?\s*{re.escape(header)}\s*\]\]?", lines[index]):
                wanted -= 1
                if wanted == 0:
                    start = index
                    break
        else:
            return start + 1 if tables and depth else None
    key = names[-1] if names else ""
    for index in range(start + 1 if tables else 0, len(lines)):
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[index]):
            return index + 1
        if lines[index].lstrip().startswith("["):
            break
    return start + 1 if tables else None

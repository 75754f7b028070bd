"""meeting.toml: what it says, and what is wrong with it, line by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from papergen.finding import BadInput, Finding, Findings
from papergen.inputs.meeting import Meeting, read_meeting

WRITTEN = """\
body = "Schools Forum"
date = 2024-10-10
place = "Council Chamber"

[reporting]
report = "second"
start = 2024-06-01
end = 2024-08-31
sent = 2024-08-28

[[items]]
number = 1
title = "Apologies for absence"

[[items]]
number = 7
title = "SEND Transformation Update"
author = "Liz Williams"
job_title = "Finance Lead"
template = "report.md.jinja"

[[items.appendices]]
number = 1
title = "Strategy"
label = "strategy"
file = "strategy.pdf"

[[items.appendices]]
number = 2
title = "Monitoring report"
template = "report.docx"
"""


def meeting(folder: Path, text: str = WRITTEN) -> Meeting:
    (folder / "meeting.toml").write_text(text, "utf-8")
    findings = Findings()
    found = read_meeting(folder, findings)
    if findings.stop:
        raise BadInput(findings)
    return found


def faults(folder: Path, text: str) -> list[Finding]:
    with pytest.raises(BadInput) as caught:
        meeting(folder, text)
    return list(caught.value.findings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "strategy.pdf").write_bytes(b"%PDF-1.7")
    return tmp_path


def test_a_meeting_is_read(folder: Path) -> None:
    found = meeting(folder)
    assert (found.body, found.date, found.year) == ("Schools Forum", date(2024, 10, 10), "2024/25")
    assert [item.number for item in found.items] == [1, 7]
    assert found.items[0].template is None
    assert [appendix.reference for appendix in found.items[1].appendices] == [
        "strategy",
        "appendix-2",
    ]
    assert found.workbooks.financial_profile == "financial_profile.xlsx"


def test_a_meeting_in_spring_is_in_the_year_before_april(folder: Path) -> None:
    assert meeting(folder, WRITTEN.replace("2024-10-10", "2025-03-31")).year == "2024/25"
    written = 'current_year = "2023-24"\n' + WRITTEN
    assert meeting(folder, written).year == "2023/24"


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ('place = "Council Chamber"\n', "", None, "place"),
        ("date = 2024-10-10", 'date = "soon"', 2, "soon"),
        ("end = 2024-08-31", "end = 2024-05-31", 5, "ends before it starts"),
        ("number = 7", "number = 1", None, "item number 1 stands twice"),
        ("number = 7", 'number = "7"', 16, "'7'"),
        ('author = "Liz Williams"\n', "", 15, "without author"),
        ("job_title", "jobtitle", 19, "“jobtitle”"),
        ('template = "report.docx"\n', "", 28, "without a file or template"),
        ("number = 2", "number = 1", 15, "appendix number 1 stands twice"),
        ('file = "strategy.pdf"', 'file = "strategies.pdf"', 26, "strategies.pdf"),
        ('file = "strategy.pdf"', 'file = "../strategy.pdf"', 26, "../strategy.pdf"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    folder: Path, before: str, after: str, line: int | None, words: str
) -> None:
    finding, *_ = faults(folder, WRITTEN.replace(before, after))
    assert finding.place.file == "meeting.toml"
    assert finding.place.line == line
    assert words in finding.found


def test_what_a_new_meeting_leaves_to_fill_in_is_found(folder: Path) -> None:
    (finding,) = faults(folder, WRITTEN.replace('"Liz Williams"', '"[Name of the author]"  # who'))
    assert (finding.code, finding.place.line) == ("to-fill-in", 18)


def test_a_misspelt_name_says_what_may_be_meant(folder: Path) -> None:
    finding, *_ = faults(folder, WRITTEN.replace("job_title", "jobtitle"))
    assert "did you mean “job_title”?" in finding.expected


def test_all_faults_come_at_once(folder: Path) -> None:
    text = WRITTEN.replace('body = "Schools Forum"\n', "").replace("number = 1\n", "number = 0\n")
    assert len(faults(folder, text)) == 3


def test_what_is_no_toml_names_its_line(folder: Path) -> None:
    (finding,) = faults(folder, WRITTEN.replace('"Council Chamber"', "Council Chamber"))
    assert (finding.code, finding.place.line) == ("not-toml", 3)


def test_a_folder_without_a_meeting_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read_meeting(tmp_path, Findings())
    (finding,) = caught.value.findings
    assert finding.code == "missing-meeting"

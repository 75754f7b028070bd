"""Another council's meeting is built with no change to code or templates, and says its own figures.

The figures that are expected here are worked out by hand from those in ``another_council.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from another_council import write_other_meeting
from checkers import (
    DESKTOP,
    PHONE,
    faults_of_office_file,
    faults_of_page,
    faults_of_pdf,
    running_browser,
)
from command_line import Run, papergen
from libreoffice import LibreOffice
from playwright.sync_api import Browser
from published import FORMATS, Paper, after, numbered, read_papers, without_spaces, words_of

REPORT = "05-safety-valve-agreement-progress"
APPENDIX = "05-appendix-1-dfe-monitoring-report"


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_other_meeting(tmp_path_factory.mktemp("other") / "2024-01-18")


@pytest.fixture(scope="module")
def run(meeting: Path) -> Run:
    return papergen("build", meeting, "--out", meeting.parent / "build", "--json")


@pytest.fixture(scope="module")
def public(meeting: Path, run: Run) -> Path:
    return meeting.parent / "build" / meeting.name / "public"


@pytest.fixture(scope="module")
def theirs(public: Path, libreoffice: LibreOffice) -> dict[str, Paper]:
    return read_papers(public, libreoffice)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


def test_it_is_built_without_a_finding(run: Run, public: Path) -> None:
    assert (run.status, run.err, run.json["findings"]) == (0, "", [])
    assert {path.name for path in public.iterdir()} == {
        f"{name}.{kind}" for name in (REPORT, APPENDIX) for kind in FORMATS
    }


@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_its_formats_agree(theirs: dict[str, Paper], name: str) -> None:
    pieces, alternatives = theirs[name].pieces, theirs[name].alternatives
    assert pieces["docx"] == pieces["html"]
    assert without_spaces(pieces["pdf"]) == without_spaces(pieces["html"])
    assert alternatives["docx"] == alternatives["html"] == alternatives["pdf"]


@pytest.mark.parametrize("name", [REPORT, APPENDIX])
def test_its_papers_pass_the_checkers(public: Path, browser: Browser, name: str) -> None:
    assert faults_of_pdf(public / f"{name}.pdf") == []
    assert faults_of_office_file(public / f"{name}.docx") == []
    for width in (DESKTOP, PHONE):
        page = browser.new_page(viewport=width)
        page.goto((public / f"{name}.html").as_uri())
        assert faults_of_page(page) == []
        page.close()


@pytest.mark.parametrize("kind", FORMATS)
def test_report_says_its_figures_in_sentences(theirs: dict[str, Paper], kind: str) -> None:
    said = numbered(theirs[REPORT].pieces[kind])
    for paragraph, sentence in (
        ("2", "signed the Safety Valve agreement on 24 March 2022"),
        ("2", "the DfE pays the Council £15m from 2021/22 to 2025/26"),
        ("3", "high needs deficit stood at £13m at the end of 2021/22"),
        ("3", "it reaches £21.8m by the end of 2025/26, before Safety Valve payments"),
        ("3", "After the payments, £6.8m of this falls to the Council."),
        ("6", "The fourth monitoring report was sent to the DfE on 10 January 2024"),
        ("6", "from October 2023 to December 2023. It is attached as Appendix 1."),
        ("7", "received 90 requests for assessment, in line with the plan"),
        ("7", "issued 51 education, health and care (EHC) plans, 3 below the plan"),
        ("7", "backlog of assessments over 20 weeks rose from 1 to 3"),
        ("7", "in each of the last 9 months"),
        ("9", "On the revised forecast the Council meets Condition 1."),
        ("9", "is £21.1m, and the forecast is £20.1m."),
        ("10", "in-year deficit for 2023/24 is now forecast at £2.2m, £1.1m below the plan"),
        ("10", "at the end of 2025/26 at £19.15m, £2.65m below the plan."),
        ("11", "£2.35m in all in 2025/26. Savings are coming sooner:"),
        ("12", "at £10.1m at the end of 2023/24 and £4.15m at the end of 2025/26"),
        ("12", "against £6.8m in the agreement"),
    ):
        assert sentence in said[paragraph]
    assert "last report" not in said["10"]
    assert "overspend" not in said["12"]


@pytest.mark.parametrize("kind", FORMATS)
def test_report_gives_its_figures_in_tables(theirs: dict[str, Paper], kind: str) -> None:
    pieces = theirs[REPORT].pieces[kind]
    rows = " ".join(after(pieces, "Table 4: Revised forecast", 36)[6:])
    assert rows == (
        "2021/22 5.000 5.000 13.000 13.000 0.000 "
        "2022/23 4.800 4.900 17.800 17.900 +0.100 "
        "2023/24 3.300 2.200 21.100 20.100 −1.000 "
        "2024/25 1.300 0.450 22.400 20.550 −1.850 "
        "2025/26 −0.600 −1.400 21.800 19.150 −2.650"
    )
    rows = " ".join(after(pieces, "Table 5: Further mitigations", 20)[4:])
    assert rows == (
        "Fees 0.400 0.700 1.000 Transport to college 0.350 0.400 0.450 "
        "Places in resource bases 0.500 0.600 0.900 Total 1.250 1.700 2.350"
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_report_lists_its_seven_conditions_as_they_were_typed(
    theirs: dict[str, Paper], kind: str
) -> None:
    said = numbered(theirs[REPORT].pieces[kind])
    assert [number for number in said if number.startswith("5(")] == [
        f"5({letter})" for letter in "abcdefg"
    ]
    assert said["5(b)"] == ("Condition 2, SEND places: SEND places are *planned* | for each area;")
    assert said["5(c)"].endswith("help families sooner <b>and</b> nearer home;")
    assert said["5(d)"].endswith("review each plan {{ every }} year;")
    assert said["5(g)"].endswith("report to the Forum each term.")


def test_report_has_no_heading_without_a_text(theirs: dict[str, Paper]) -> None:
    words = [piece.words for piece in theirs[REPORT].pieces["html"]]
    assert "The SEND and alternative provision strategy" not in words
    assert "Legal implications" not in words
    assert words[words.index("Financial considerations") + 1].startswith("After the Safety Valve")


@pytest.mark.parametrize("kind", FORMATS)
def test_report_to_the_dfe_says_its_figures(theirs: dict[str, Paper], kind: str) -> None:
    said = " ".join(words_of(theirs[APPENDIX].pieces[kind]))
    for words in (
        "0 red, 2 amber, 4 green and 1 blue",
        "agreed £21.1m, forecast £20.1m, £1m below what was agreed",
        "2023/24 2.000 11.100 10.100",
        "High needs grant 44.000 44.100 +0.100",
        "Agreed savings −0.900 – –",
        "Further mitigations – −1.250 –",
        "Total expenditure 47.800 46.800 −1.000",
        "Whole period 90 90 60 59",
        "December 2023 18 17 – 3",
        "Base at Hill School 12 0.85 Basic need",
        "8 (2 × 4)",
        "A. Places opened 2 1 September 2023 – Complete",
    ):
        assert words in said

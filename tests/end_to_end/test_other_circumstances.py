"""The report reads right when things stand otherwise: a surplus, one request, nothing to quote."""

from __future__ import annotations

import re

import pytest
from another_council import MEETING, PROFILE, TRACKER, write_other_meeting
from command_line import papergen
from openpyxl import load_workbook
from published import Pieces, numbered, read_page


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Pieces:
    """The report of a council in the last year of its agreement, with all that is optional gone."""
    folder = write_other_meeting(tmp_path_factory.mktemp("last-year") / "2024-01-18")
    toml = MEETING.partition("[[items.appendices]]")[0]
    (folder / "meeting.toml").write_text(f'current_year = "2025-26"\n{toml}', "utf-8")
    tracker = load_workbook(folder / TRACKER)
    del tracker["Facts"], tracker["Commentary"]
    conditions = tracker["Agreement conditions"]
    conditions["D4"], conditions["N4"], conditions["P4"] = "At risk", 19_000, "2025-26"
    tracker.save(folder / TRACKER)
    profile = load_workbook(folder / PROFILE)
    activity = profile["Activity"]
    for row, requests in ((8, 0), (9, 1), (10, 0)):
        activity.cell(row, 3).value = requests
    activity["H10"] = 1
    profile.save(folder / PROFILE)
    out = folder.parent / "build"
    run = papergen("build", folder, "--out", out, "--format", "html", "--json")
    assert (run.status, run.err) == (0, ""), run.out
    (page,) = (out / folder.name / "public").glob("*.html")
    return read_page(page.read_text("utf-8"))


def test_sentences_fit_what_they_say(report: Pieces) -> None:
    said = numbered(report)
    for paragraph, sentence in (
        ("2", "The Council and the DfE have a Safety Valve agreement. Under it the DfE pays"),
        ("6", "figures from October 2023 to December 2023."),
        ("7", "received 1 request for assessment, 89 below the plan, and issued 51"),
        ("7", "The backlog of assessments over 20 weeks stayed at 1."),
        ("8", "at the end of the period."),
        ("9", "On the revised forecast the Council would not meet Condition 1."),
        ("9", "£19m. The forecast is now £19.15m, which is £0.15m above it."),
        ("10", "For 2025/26 a surplus of £1.4m is now forecast, against a surplus of £0.6m in"),
        ("10", "the end of 2025/26 at £19.15m, £2.65m below the plan."),
        ("11", "£2.35m in all in 2025/26."),
        ("12", "is forecast at £4.15m at the end of 2025/26, against £6.8m in the agreement."),
    ):
        assert sentence in said[paragraph]
    assert all("Appendix" not in words for words in said.values())
    assert list(said)[-1] == "12"


def test_no_heading_stands_without_a_text(report: Pieces) -> None:
    words = [piece.words for piece in report]
    for missing in ("The SEND and alternative provision strategy", "Appendices", "Conclusion"):
        assert missing not in words


def test_no_sentence_has_a_gap(report: Pieces) -> None:
    for piece in report:
        assert not re.search(r" [.,;:)]|\( |\.\.|,\.|“”|None", piece.words), piece
        if piece.number:
            assert re.search(r"[.;:]\Z|; and\Z", piece.words), piece

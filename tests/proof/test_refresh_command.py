"""``papergen refresh`` writes a whole file or none, and says what it did and what it left."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from command_line import papergen
from edited_papers import edited, paragraphs, shown, type_over

from papergen.finding import BadInput, Findings
from papergen.proof.refresh import refresh_file
from papergen.proof.refreshing import NotRefreshable

NAME = "07-send-transformation-update.docx"
TITLE = "items 7, title"
CHANGED = "SEND Transformation: an Update"


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report of the sample meeting."""
    out = tmp_path_factory.mktemp("build")
    sample = checkout / "inputs" / "2024-10-10"
    run = papergen("build", sample, "--out", out, "--format", "docx")
    assert run.status == 0, run.out + run.err
    return (out / sample.name / "public" / NAME).read_bytes()


@pytest.fixture
def meeting(checkout: Path, tmp_path: Path) -> Path:
    """The sample meeting with another title of the report."""
    copy = tmp_path / "inputs" / "2024-10-10"
    shutil.copytree(checkout / "inputs" / "2024-10-10", copy)
    told = copy / "meeting.toml"
    text = told.read_text("utf-8")
    assert 'title = "SEND Transformation Update"' in text
    told.write_text(
        text.replace('title = "SEND Transformation Update"', f'title = "{CHANGED}"'), "utf-8"
    )
    return copy


@pytest.fixture
def file(built: bytes, tmp_path: Path) -> Path:
    """The report as a user keeps it."""
    path = tmp_path / "papers" / NAME
    path.parent.mkdir()
    path.write_bytes(built)
    return path


def beside(file: Path) -> list[str]:
    return sorted(path.name for path in file.parent.iterdir())


# --- What it does and says ------------------------------------------------------------------------


def test_each_update_is_a_line_and_the_last_line_counts_them(file: Path, meeting: Path) -> None:
    run = papergen("refresh", file, "--from", meeting)
    assert (run.status, run.err) == (0, "")
    assert f"{TITLE}: SEND Transformation Update → {CHANGED}, in “SEND" in run.lines[0]
    assert run.lines[-1] == f"{NAME}: 1 figure; written."
    assert paragraphs(file.read_bytes())[0] == CHANGED
    assert beside(file) == [NAME]


def test_second_refresh_does_not_write(file: Path, meeting: Path) -> None:
    papergen("refresh", file, "--from", meeting)
    before = file.stat()
    run = papergen("refresh", file, "--from", meeting)
    assert run.status == 0
    assert run.lines == [f"{NAME} is up to date; nothing was written."]
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_dry_run_says_the_same_and_writes_nothing(file: Path, meeting: Path, built: bytes) -> None:
    run = papergen("refresh", file, "--from", meeting, "--dry-run")
    assert run.status == 0
    assert CHANGED in run.lines[0]
    assert run.lines[-1] == f"{NAME}: 1 figure; nothing was written."
    assert file.read_bytes() == built


def test_json_says_all(file: Path, meeting: Path) -> None:
    said = papergen("refresh", file, "--from", meeting, "--json").json
    assert (said["exit"], said["changed"], said["written"]) == (0, True, True)
    (update,) = said["updates"]
    assert (update["kind"], update["name"]) == ("figure", TITLE)
    assert (update["before"], update["after"]) == ("SEND Transformation Update", CHANGED)
    assert said["findings"] == []


def test_typed_over_is_told_of_and_overwritten_only_by_force(file: Path, meeting: Path) -> None:
    file.write_bytes(edited(file.read_bytes(), type_over(TITLE, "Our own title")))
    run = papergen("refresh", file, "--from", meeting)
    assert run.status == 1
    assert "Our own title" in run.out and CHANGED in run.out and "--force" in run.out
    assert shown(file.read_bytes(), TITLE) == ["Our own title"]
    assert papergen("refresh", file, "--from", meeting, "--force").status == 0
    assert shown(file.read_bytes(), TITLE) == [CHANGED]


def test_tracked_changes_are_dated_now(file: Path, meeting: Path) -> None:
    run = papergen("refresh", file, "--from", meeting, "--track")
    assert run.status == 0
    xml = docx.Document(str(file)).element.xml
    assert 'w:author="papergen"' in xml and 'w:date="20' in xml


def test_mode_and_links_of_the_file_are_kept(file: Path, meeting: Path) -> None:
    file.chmod(0o640)
    link = file.parent / "link.docx"
    link.symlink_to(file)
    refresh_file(link, meeting, Findings())
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert paragraphs(file.read_bytes())[0] == CHANGED


# --- What it refuses ------------------------------------------------------------------------------


def refused(file: Path, meeting: Path, *words: str) -> None:
    before = file.read_bytes()
    with pytest.raises((NotRefreshable, BadInput)) as refusal:
        refresh_file(file, meeting, Findings())
    for each in words:
        assert each in str(refusal.value)
    assert file.read_bytes() == before


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_refusal_is_said_in_words_with_status_2(
    file: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    run = papergen("refresh", file, "--from", tmp_path, *options)
    assert (run.status, run.err) == (2, "")
    assert "no meeting's folder" in (run.json["fault"] if options else run.out)


def test_faults_of_the_meeting_are_said_with_status_2(file: Path, meeting: Path) -> None:
    (meeting / "financial_profile.xlsx").unlink()
    run = papergen("refresh", file, "--from", meeting)
    assert (run.status, run.err) == (2, "")
    assert "financial_profile.xlsx" in run.out
    assert run.lines[-1] == f"{NAME} was left as it is."


def test_paper_of_another_meeting_is_refused(file: Path, meeting: Path) -> None:
    other = meeting.rename(meeting.with_name("2024-12-12"))
    refused(file, other, "2024-10-10", "2024-12-12")


def test_item_that_the_meeting_has_no_more_is_refused(file: Path, meeting: Path) -> None:
    told = meeting / "meeting.toml"
    told.write_text(told.read_text("utf-8").replace("number = 7", "number = 77"), "utf-8")
    refused(file, meeting, "item 7")


def test_folder_that_is_no_meeting_is_refused(file: Path, tmp_path: Path) -> None:
    refused(file, tmp_path, "meeting.toml")


def test_document_that_papergen_did_not_build_is_refused(file: Path, meeting: Path) -> None:
    docx.Document().save(str(file))
    refused(file, meeting, "does not say which figures")


def test_file_that_is_no_document_is_refused(file: Path, meeting: Path) -> None:
    file.write_text("not a document")
    refused(file, meeting, "cannot be read as a Word document")


@pytest.mark.parametrize("lock", ["~$-send-transformation-update.docx", f".~lock.{NAME}#"])
def test_file_that_is_open_is_refused(file: Path, meeting: Path, lock: str) -> None:
    (file.parent / lock).write_bytes(b"A. Reader")
    refused(file, meeting, "close it", lock)
    assert refresh_file(file, meeting, Findings(), dry_run=True).changed


# --- What fails -----------------------------------------------------------------------------------


def fail(*arguments: object) -> None:
    raise PermissionError(13, "Permission denied")


def full(*arguments: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("name", "failure", "words"),
    [("replace", fail, "open in Word"), ("fsync", full, "No space left")],
)
def test_failing_write_leaves_the_original(
    file: Path,
    meeting: Path,
    built: bytes,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    failure: Callable[..., None],
    words: str,
) -> None:
    monkeypatch.setattr(os, name, failure)
    with pytest.raises(NotRefreshable, match=words):
        refresh_file(file, meeting, Findings())
    assert file.read_bytes() == built
    assert beside(file) == [NAME]


def test_file_that_was_saved_meanwhile_is_left(
    file: Path, meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync
    saved = BytesIO()
    docx.Document().save(saved)

    def save_meanwhile(number: int) -> None:
        sync(number)
        file.write_bytes(saved.getvalue())

    monkeypatch.setattr(os, "fsync", save_meanwhile)
    with pytest.raises(NotRefreshable, match="saved meanwhile"):
        refresh_file(file, meeting, Findings())
    assert file.read_bytes() == saved.getvalue()


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_killed_refresh_leaves_the_original(
    file: Path, meeting: Path, built: bytes, moment: str
) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from papergen.finding import Findings\n"
        "from papergen.proof.refresh import refresh_file\n"
        f"os.{moment} = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)\n"
        "refresh_file(Path(sys.argv[1]), Path(sys.argv[2]), Findings())\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, file, meeting])
    assert killed.returncode == -9
    assert file.read_bytes() == built
    assert refresh_file(file, meeting, Findings()).changed
    assert paragraphs(file.read_bytes())[0] == CHANGED

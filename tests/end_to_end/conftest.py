"""The sample meeting, built once as a user builds it, and a LibreOffice to read papers with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import papergen
from libreoffice import LibreOffice, running_libreoffice
from published import Paper, read_papers

REPORT = "07-send-transformation-update"
APPENDIX = "07-appendix-2-dfe-monitoring-report"


@pytest.fixture(scope="session")
def sample(checkout: Path) -> Path:
    """The inputs of the sample meeting."""
    return checkout / "inputs" / "2024-10-10"


@pytest.fixture(scope="session")
def built(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that papergen built of the sample meeting."""
    out = tmp_path_factory.mktemp("build")
    run = papergen("build", sample, "--out", out)
    assert run.status == 0, run.out + run.err
    return out / sample.name


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    with running_libreoffice(tmp_path_factory.mktemp("end-to-end")) as libreoffice:
        yield libreoffice


@pytest.fixture(scope="session")
def papers(built: Path, libreoffice: LibreOffice) -> dict[str, Paper]:
    """The papers of the sample meeting, read back in all formats."""
    return read_papers(built / "public", libreoffice)


@pytest.fixture(scope="session")
def report(papers: dict[str, Paper]) -> Paper:
    """The report to Schools Forum."""
    return papers[REPORT]


@pytest.fixture(scope="session")
def appendix(papers: dict[str, Paper]) -> Paper:
    """The report to the DfE, an appendix of the other."""
    return papers[APPENDIX]

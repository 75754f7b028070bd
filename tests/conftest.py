"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine, however slow it is.
settings.register_profile("papergen", deadline=None, derandomize=True)
settings.load_profile("papergen")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder with setup.cfg, papergen, templates and inputs."""
    return Path(__file__).resolve().parent.parent

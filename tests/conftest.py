"""What every test shares: how hard Hypothesis tries, and where the gazette texts are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# No deadline: a machine that is busy would fail tests that are right.
settings.register_profile("quick", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("deep", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("XIXIA_HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def gazette() -> Path:
    """Return the folder of the gazette texts: `XIXIA_GAZETTE`, else the one beside the repository.

    Without it a test cannot compare anchors: that is a failure where CI=true, a skip elsewhere.
    """
    named = os.environ.get("XIXIA_GAZETTE")
    folder = Path(named) if named else ROOT.parent / "shared" / "gazette"
    if not (folder / "2024-3.txt").is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"gazette text not found: {folder}; name its folder in XIXIA_GAZETTE")
        pytest.skip("gazette text not found")
    return folder

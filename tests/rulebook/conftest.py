"""The gazette texts, which are not part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def gazette_folder() -> Path:
    """Return the folder of the gazette texts: `XIXIA_GAZETTE`, else the one beside the repository.

    Where continuous integration runs, missing texts fail; elsewhere the test says it did not run.
    """
    named = os.environ.get("XIXIA_GAZETTE")
    folder = Path(named) if named else ROOT.parent / "shared" / "gazette"
    if not (folder / "2024-3.txt").is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"gazette text not found in {folder}")
        pytest.skip("gazette text not found")
    return folder

"""The shipped rulebook, loaded once."""

from __future__ import annotations

import pytest

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook()

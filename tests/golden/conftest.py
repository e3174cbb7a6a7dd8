"""The vocabulary of Example District, whose rulebook is the good one that each bad file is put into."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from xixia_gov.vocabulary.vocabulary import Vocabulary

DISTRICT = Path(__file__).parents[1] / "district"


@pytest.fixture
def vocabulary(monkeypatch: pytest.MonkeyPatch) -> Vocabulary:
    """Return the vocabulary as a program would find it: on the import path."""
    monkeypatch.syspath_prepend(DISTRICT)
    found = importlib.import_module("example_district").VOCABULARY
    assert isinstance(found, Vocabulary)
    return found

"""A made-up district with a vocabulary and a rulebook of its own."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook

HERE = Path(__file__).parent


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module of the vocabulary, found on the import path as a program would find it."""
    monkeypatch.syspath_prepend(HERE)
    return importlib.import_module("example_district")


@pytest.fixture
def book(district: ModuleType) -> Rulebook:
    return load_rulebook(HERE / "rules", vocabulary=district.VOCABULARY)

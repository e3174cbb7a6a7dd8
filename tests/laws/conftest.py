"""Laws run on thousands of generated cases: measuring their coverage too would double their time."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, for pytest-cov."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("no_cover")

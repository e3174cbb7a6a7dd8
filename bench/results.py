"""What was measured, as one JSON document that the page and the chart are made from."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeAlias

Results: TypeAlias = dict[str, Any]

PACKAGES: Final = (
    "attrs",
    "cattrs",
    "polars",
    "narwhals",
    "numpy",
    "common-expression-language",
    "zen-engine",
    "panzi-json-logic",
    "rule-engine",
    "OpenFisca-Core",
)


def surroundings(*, quick: bool) -> dict[str, Any]:
    """Return what the numbers were measured with: no more of the machine than its number of processors."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "quick": quick,
        "packages": {name: version(name) for name in PACKAGES},
    }


def read(path: Path) -> Results:
    """Return results written before, none where there is no such file."""
    if not path.exists():
        return {}
    found: Results = json.loads(path.read_text("utf-8"))
    return found


def write(path: Path, results: Mapping[str, Any]) -> None:
    """Write results whole: to a temporary file first, which then takes the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_rounded(results), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    replace(path, text)


def replace(path: Path, text: str) -> None:
    """Write a file whole."""
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _rounded(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a value with no more digits than the measurement has."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, Mapping):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value

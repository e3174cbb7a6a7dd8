"""Where the built-in rules are: inside the wheel, or beside pyproject.toml in a source tree."""

from __future__ import annotations

from pathlib import Path

from xixia_gov.errors import InputError, Problem
from xixia_gov.text import Text


def built_in_rules() -> Path:
    """Return the folder of the built-in rules; raises `InputError` naming both places tried."""
    package = Path(__file__).resolve().parent.parent
    bundled = package / "_rules"
    if bundled.is_dir():
        return bundled
    root = package.parent.parent
    beside = root / "rules"
    if beside.is_dir() and (root / "pyproject.toml").is_file():
        return beside
    raise InputError(
        [
            Problem(
                Text(
                    zh=f"找不到内置规则: {bundled} 与 {beside} 都不存在",
                    en=f"the built-in rules are missing: neither {bundled} nor {beside} is there",
                )
            )
        ]
    )

"""Where the built-in rules are: inside the wheel, or beside pyproject.toml in a source tree."""

# ruff: noqa: PTH112, PTH113, PTH118, PTH120
# Every command looks for the rules, and importing pathlib takes longer than that.

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from xixia_gov.errors import InputError, Problem
from xixia_gov.text import Text

if TYPE_CHECKING:
    from pathlib import Path


def built_in_rules() -> Path:
    """Return the folder of the built-in rules; raises `InputError` naming both places tried."""
    from pathlib import Path  # noqa: PLC0415 - as said above

    return Path(built_in_folder())


def built_in_folder() -> str:
    """Return the path of the folder of the built-in rules; raises `InputError` naming both places tried."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    bundled = os.path.join(package, "_rules")
    if os.path.isdir(bundled):
        return bundled
    root = os.path.dirname(os.path.dirname(package))
    beside = os.path.join(root, "rules")
    if os.path.isdir(beside) and os.path.isfile(os.path.join(root, "pyproject.toml")):
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

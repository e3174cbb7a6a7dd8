"""What the batch commands need beside the core: told in one sentence where it is not installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from xixia_gov.errors import InputError, Problem
from xixia_gov.text import Text

TABLES: Final = ("polars", "narwhals")
"""The packages that every registry needs."""
WORKBOOKS: Final = ("openpyxl",)
"""The packages that an xlsx needs beside them."""


def need(*packages: str) -> None:
    """Raise `InputError` with the extra to install where one of these packages is missing.

    >>> need("attrs")
    """
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        names = ", ".join(missing)
        message = Text(
            zh=f"没有安装 {names}; 请运行 pip install 'xixia-gov[batch]'",
            en=f"{names} is not installed; run pip install 'xixia-gov[batch]'",
        )
        raise InputError([Problem(message)])


__all__ = ["TABLES", "WORKBOOKS", "need"]

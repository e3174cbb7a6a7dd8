"""Registries are tested where polars is installed; elsewhere nothing here is collected."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import xixia_gov as xg
from xixia_gov.engine.decide import decide
from xixia_gov.engine.verdict import Verdict, verdict_of
from xixia_gov.errors import InputError
from xixia_gov.model.determination import MatterRef
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject

collect_ignore_glob = (
    [] if find_spec("polars") and find_spec("narwhals") and find_spec("openpyxl") else ["test_*.py"]
)

AS_OF = dt.date(2024, 12, 31)
Batch = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return xg.load_rulebook()


@pytest.fixture
def batch() -> Batch:
    """Return what runs `xixia-gov batch` as a process of its own, in English, on a day of its own."""

    def start(*words: str | Path, as_of: str | None = "2024-12-31") -> subprocess.CompletedProcess[str]:
        day = [] if as_of is None else ["--as-of", as_of]
        return subprocess.run(
            [sys.executable, "-m", "xixia_gov.cli", "batch", *map(str, words), "--lang", "en", *day],
            capture_output=True,
            text=True,
            env={**os.environ, "COLUMNS": "120"},
            check=False,
        )

    return start


def answered_by_interpreter(  # noqa: PLR0913 - as the executor
    book: Rulebook,
    frame: Any,
    *,
    matter: type[Matter],
    subject: type[Subject],
    as_of: dt.date,
    rules: Sequence[str],
    settle: Mapping[str, str],
    key: str,
    masks: bool,
) -> Any:
    """Answer a frame row by row through the reference interpreter, in the form of the executor's answers."""
    import polars as pl  # noqa: PLC0415 - not where polars is not installed

    from xixia_gov.batch.record import Builder  # noqa: PLC0415 - as above

    own = {name: book.facts[name] for name in frame.columns if name.startswith("own.")}
    builder = Builder(matter, subject, own)
    columns: dict[str, list[Any]] = {key: frame.get_column(key).to_list()}
    for row in frame.iter_rows(named=True):
        case = builder.case_of(row, as_of, settle)
        for id_ in rules:
            place = MatterRef(matter.__name__, 0, 1)
            try:
                verdict = verdict_of(book, decide(book, id_, case, case.matters[0], place))
            except InputError:
                verdict = Verdict(0, 0, None, None, None, 0, 0, 0)
                columns.setdefault(f"{id_}.clash", []).append(True)
            else:
                columns.setdefault(f"{id_}.clash", []).append(False)
            for part, value in verdict._asdict().items():
                if masks or part not in {"failed", "missing", "waiting"}:
                    columns.setdefault(f"{id_}.{part}", []).append(value)
    types = {name: pl.Boolean() if name.endswith(".clash") else pl.Int64() for name in columns}
    return pl.DataFrame(columns, schema=types)

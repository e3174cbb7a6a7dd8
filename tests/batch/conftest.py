"""Registries are tested where polars is installed; elsewhere nothing here is collected."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
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

collect_ignore_glob = (
    [] if find_spec("polars") and find_spec("narwhals") and find_spec("openpyxl") else ["test_*.py"]
)

AS_OF = dt.date(2024, 12, 31)
Batch = Callable[..., "subprocess.CompletedProcess[str]"]
Make = Callable[..., Any]


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return xg.load_rulebook()


@pytest.fixture
def make(book: Rulebook, tmp_path: Path) -> Make:
    """Return what runs a registry in this process: a file, or text for a CSV, and the words of a `Job`."""
    from xixia_gov.batch.executor import by_columns  # noqa: PLC0415 - not where polars is not installed
    from xixia_gov.batch.heads import Wanted  # noqa: PLC0415 - as above
    from xixia_gov.batch.run import Job, run  # noqa: PLC0415 - as above

    def start(source: str | Path, target: str = "out.parquet", **more: Any) -> Any:
        if isinstance(source, str):
            text, source = source, tmp_path / "in.csv"
            source.write_text(text, encoding="utf-8")
        about = {name: more.pop(name) for name in ("key", "subject_key", "ignored") if name in more}
        kind, who = more.pop("matter", "家电"), more.pop("subject", None)
        wanted = Wanted(
            matter=None if kind is None else book.vocabulary.matter(kind),
            subject=None if who is None else book.vocabulary.subject(who),
            **about,
        )
        executor = more.pop("executor", by_columns)
        words = {"today": AS_OF, "lang": "en", "as_of": AS_OF, **more}
        out = tmp_path / target
        side = tmp_path / "rejected.csv"
        return run(Job(book=book, source=source, target=out, rejected=side, wanted=wanted, **words), executor)

    return start


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


def by_interpreter(book: Rulebook, part: Any, question: Any) -> Any:
    """Answer rows one by one through the reference interpreter, in the form of the executor's answers."""
    import polars as pl  # noqa: PLC0415 - not where polars is not installed

    from xixia_gov.batch.executor import Answers  # noqa: PLC0415 - as above
    from xixia_gov.batch.record import Builder  # noqa: PLC0415 - as above

    own = {name: book.facts[name] for name in part.facts if name.startswith("own.")}
    builder = Builder(part.matter, part.subject, own)
    columns: dict[str, list[Any]] = {"line": part.frame.get_column("line").to_list()}
    for row in part.frame.iter_rows(named=True):
        case = builder.case_of(row, question.as_of, question.settle)
        for id_ in question.rules:
            place = MatterRef(part.matter.__name__, 0, 1)
            try:
                verdict = verdict_of(book, decide(book, id_, case, case.matters[0], place))._asdict()
            except InputError:
                verdict = dict.fromkeys(Verdict._fields)
            columns.setdefault(f"{id_}.clash", []).append(verdict["outcome"] is None)
            for name, value in verdict.items():
                columns.setdefault(f"{id_}.{name}", []).append(value)
    types = {name: pl.Boolean() if name.endswith(".clash") else pl.Int64() for name in columns}
    return Answers(pl.DataFrame(columns, schema=types), {})


@pytest.fixture
def interpreter() -> Any:
    """Return the executor that stands for the columnar one."""
    return by_interpreter

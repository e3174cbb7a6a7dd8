"""Columns are tested where narwhals and polars are installed; elsewhere nothing here is collected."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook

ENGINES = ("polars", "lazy", "duckdb", "spark")
collect_ignore_glob = [] if find_spec("polars") and find_spec("narwhals") else ["test_*.py"]
_HERE = {
    "polars": True,
    "lazy": True,
    "duckdb": find_spec("duckdb") is not None,
    "spark": find_spec("pyspark") is not None,
}
Run = Callable[..., Any]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `engine` once on every engine that is installed."""
    if "engine" in metafunc.fixturenames:
        params = [
            pytest.param(name, marks=pytest.mark.spark) if name == "spark" else name
            for name in ENGINES
            if _HERE[name]
        ]
        metafunc.parametrize("engine", params)


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook()


def java() -> int:
    """Return the version of Java that is found first, 0 for none."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=f"{home}/bin" if home else None) or shutil.which("java")
    if program is None:
        return 0
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(version[1]) if version else 0


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Yield a session of Spark on this machine; without Java 17 a failure where CI=true, a skip elsewhere."""
    if java() < 17:
        if os.environ.get("CI") == "true":
            pytest.fail("Java 17 or later not found: Spark cannot be tested")
        pytest.skip("Java 17 or later not found")
    from pyspark.sql import SparkSession  # noqa: PLC0415 - not where it is not installed

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.memory", "3g")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture
def native(engine: str, request: pytest.FixtureRequest) -> Run:
    """Return what makes a Polars frame one of the engine."""
    if engine == "duckdb":
        import duckdb  # noqa: PLC0415 - as above

        connection = duckdb.connect()
        return lambda frame: connection.from_arrow(frame.to_arrow())
    if engine == "spark":
        session = request.getfixturevalue("spark")
        return lambda frame: session.createDataFrame(frame.to_arrow())
    return (lambda frame: frame.lazy()) if engine == "lazy" else (lambda frame: frame)


@pytest.fixture
def answer(engine: str, native: Run) -> Run:
    """Return what answers a Polars frame on the engine, and gives the answer as a Polars frame."""
    import polars as pl  # noqa: PLC0415 - as above

    from xixia_gov.columns import evaluate  # noqa: PLC0415 - as above

    def run(book: Rulebook, frame: pl.DataFrame, **words: Any) -> pl.DataFrame:
        said: pl.DataFrame = collected(engine, evaluate(book, native(frame), **words))
        return said

    return run


def collected(engine: str, frame: Any) -> Any:
    """Return a frame of an engine as a Polars frame."""
    import polars as pl  # noqa: PLC0415 - as above

    match engine:
        case "lazy":
            return frame.collect()
        case "duckdb":
            return pl.from_arrow(frame.to_arrow_table())
        case "spark":
            return pl.from_arrow(frame.toArrow())
        case _:
            return frame


@pytest.fixture
def collect(engine: str) -> Run:
    """Return what makes a frame of the engine a Polars frame."""
    return lambda frame: collected(engine, frame)

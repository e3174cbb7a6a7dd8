"""What a million rows of the built-in rules cost: `python -m bench.scale`, with the engines installed.

Rows are drawn around the rules' figures, a fifth of their facts missing. Each way runs in a process of its
own, so that its memory is its own; processor seconds count both cores.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

AS_OF: Final = dt.date(2024, 9, 30)
DRAWN: Final = 20_000
KINDS: Final = (("AppliancePurchase", "Citizen"), ("CarReplacement", "Citizen"), ("OutdoorFire", "Citizen"))


def registry(folder: Path, matter: str, subject: str, rows: int) -> Path:
    """Write a registry in Parquet, as `xixia-gov batch` reads it, and return its path."""
    import polars as pl  # noqa: PLC0415 - only the process that needs an engine reads it

    from xixia_gov.columns.schema import schema_of  # noqa: PLC0415 - as above
    from xixia_gov.rulebook.load import load_rulebook  # noqa: PLC0415 - as above
    from xixia_gov.testing.agreement import Asked  # noqa: PLC0415 - as above
    from xixia_gov.testing.rows import Rows  # noqa: PLC0415 - as above

    book = load_rulebook()
    schema = schema_of(book, _matter(book, matter), _subject(book, subject))
    drawn = Rows(book, schema, seed=1).columns(DRAWN, nulls=0.2)
    # A register has facts; what somebody has found out about open terms is in hardly any.
    facts = {name: values for name, values in drawn.items() if not name.startswith("findings.")}
    part = Asked(schema, facts, AS_OF, {}).frame().drop("key")
    money = {name: f"{name} (fen)" for name, column in schema.columns.items() if column.money}
    part = part.rename({name: head for name, head in money.items() if name in part.columns})
    whole = pl.concat([part] * -(-rows // DRAWN)).head(rows)
    path = folder / f"{matter}.parquet"
    whole.with_columns(pl.int_range(rows).alias("ref").cast(pl.String)).write_parquet(path)
    return path


def _matter(book: Any, name: str) -> Any:  # noqa: ANN401 - a class of the vocabulary
    return book.vocabulary.matter(name)


def _subject(book: Any, name: str) -> Any:  # noqa: ANN401 - as above
    return book.vocabulary.subject(name)


def by_command(path: Path, matter: str, target: Path) -> None:
    """Answer a registry with the command, as a user does."""
    words = ["xixia_gov.cli", "batch", str(path), str(target), "--matter", matter, "--subject", "Citizen"]
    done = subprocess.run(  # noqa: S603 - this interpreter and the project's own command
        [sys.executable, "-m", *words, "--as-of", AS_OF.isoformat(), "--lang", "en", "--key", "ref"],
        check=False,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode not in (0, 1):
        sys.exit(done.returncode)


def by_frame(engine: str, path: Path, matter: str, target: Path) -> None:
    """Answer a registry on an engine through `xixia_gov.columns.evaluate`, and write what comes out."""
    from xixia_gov.columns import evaluate  # noqa: PLC0415 - as above
    from xixia_gov.rulebook.load import load_rulebook  # noqa: PLC0415 - as above

    book = load_rulebook()
    words: dict[str, Any] = {
        "matter": _matter(book, matter),
        "subject": _subject(book, "Citizen"),
        "as_of": AS_OF,
        "key": "ref",
    }
    if engine == "duckdb":
        import duckdb  # noqa: PLC0415 - as above

        frame = duckdb.connect().read_parquet(str(path))
        heads = {name: name.removesuffix(" (fen)") for name in frame.columns}
        frame = frame.project(", ".join(f'"{name}" AS "{head}"' for name, head in heads.items()))
        evaluate(book, frame, **words).write_parquet(str(target))
        return
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = session.config("spark.driver.memory", "4g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    table = spark.read.parquet(str(path))
    for name in table.columns:
        if name.endswith(" (fen)"):
            table = table.withColumnRenamed(name, name.removesuffix(" (fen)"))
    evaluate(book, table, **words).write.mode("overwrite").parquet(str(target))


def measured(way: str, path: Path, matter: str, target: Path) -> dict[str, float]:
    """Run one way in a process of its own: seconds, processor seconds, and the most memory in MiB."""
    words = [
        "bench.scale",
        "--way",
        way,
        "--registry",
        str(path),
        "--matter",
        matter,
        "--target",
        str(target),
    ]
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", *words], check=True)  # noqa: S603 - as above
    spent = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = json.loads((target.parent / f"{target.name}.memory").read_text(encoding="utf-8"))
    return {"seconds": round(spent, 1), "processor": round(used, 1), "mib": peak}


def main(arguments: list[str] | None = None) -> int:
    """Print a table of what so many rows cost, for each matter and way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, default=1e6)
    parser.add_argument("--ways", default="batch,duckdb,spark")
    parser.add_argument("--matters", default=",".join(matter for matter, _ in KINDS))
    for name in ("--way", "--registry", "--matter", "--target"):
        parser.add_argument(name)
    said = parser.parse_args(arguments)
    if said.way:
        path, target = Path(said.registry), Path(said.target)
        if said.way == "batch":
            by_command(path, said.matter, target)
        else:
            by_frame(said.way, path, said.matter, target)
        # Of the command it is the child that counts; of Spark the Java machine is one.
        most = max(
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        (target.parent / f"{target.name}.memory").write_text(str(most // 1024), encoding="utf-8")
        return 0
    rows = int(said.rows)
    print(f"{rows:,} rows; seconds, processor seconds, MiB of memory at most, MiB in, MiB out")
    for matter, subject in KINDS:
        if matter not in said.matters.split(","):
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = registry(Path(folder), matter, subject, rows)
            for way in said.ways.split(","):
                target = Path(folder) / f"{way}.parquet"
                found = measured(way, path, matter, target)
                out = sum(
                    one.stat().st_size
                    for one in ([target] if target.is_file() else target.rglob("*.parquet"))
                )
                sizes = [round(size / 2**20) for size in (path.stat().st_size, out)]
                print(matter, way, *found.values(), *sizes, sep="\t", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

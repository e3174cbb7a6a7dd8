"""Measuring: `python -m bench` from the root of the project, in an environment that has the peers.

Each stage runs in a process of its own, one after the other. A full run writes `docs/benchmarks.json` and
makes the tables and the chart of `docs/benchmarks.md` anew; a quick one writes the same below `build/bench`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import attrs

from bench import batch, cold, growth, loads, page, parquet, results, single, starting
from bench.agree import DisagreementError
from bench.bars import bars
from bench.settings import FULL, QUICK, Settings

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "benchmarks.md"

STAGES: Final[dict[str, Callable[[Settings], Iterable[Any]]]] = {
    "agreement": single.agreements,
    "single": single.measures,
    "growth": growth.measures,
    "loads": loads.measures,
    "cold": cold.measures,
    "start": starting.measures,
    "agreement_of_tables": batch.agreements,
    "batch": batch.measures,
    "parquet": parquet.measures,
}
"""What is measured, in this order; agreement comes first."""


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for; returns 1 where two ways of deciding disagree."""
    said = _parser().parse_args(arguments)
    settings = QUICK if said.quick else FULL
    if said.rows:
        settings = attrs.evolve(settings, rows=tuple(int(float(rows)) for rows in said.rows.split(",")))
    if said.stage:
        return _stage(said.stage, settings, Path(said.into))
    chosen = said.only.split(",") if said.only else list(STAGES)
    folder = ROOT / "build" / "bench" if said.quick or said.rows else PAGE.parent
    found = results.read(folder / "benchmarks.json")
    if not said.report:
        if not _measured(found, chosen, said.quick, said.rows):
            return 1
        found["surroundings"] = results.surroundings(quick=said.quick)
        results.write(folder / "benchmarks.json", found)
    _report(found, folder)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the engine against its bars."
    )
    parser.add_argument("--quick", action="store_true", help="fewer pairs, smaller tables")
    parser.add_argument("--rows", help="sizes of the tables, as in 100000,1000000")
    parser.add_argument("--only", help=f"some of these stages: {','.join(STAGES)}")
    parser.add_argument("--report", action="store_true", help="measure nothing, make the page anew")
    parser.add_argument("--stage", choices=list(STAGES), help=argparse.SUPPRESS)
    parser.add_argument("--into", help=argparse.SUPPRESS)
    return parser


def _stage(name: str, settings: Settings, into: Path) -> int:
    """Run one stage in this process and write what it found."""
    entries = []
    try:
        for entry in STAGES[name](settings):
            entries.append(attrs.asdict(entry))
            print(f"  {_line(entries[-1])}", flush=True)
    except DisagreementError as error:
        print(f"The answers differ. {error}", file=sys.stderr)
        return 1
    into.write_text(json.dumps(entries), "utf-8")
    return 0


def _line(entry: dict[str, Any]) -> str:
    """Return an entry in one line."""
    ratio = entry.get("ratio", entry.get("clock"))
    if ratio is None:
        return ", ".join(f"{name} {page.plain(value)}" for name, value in entry.items())
    said = ", ".join(f"{value}" for value in entry.values() if isinstance(value, str | int))
    quartiles = f"{page.number(ratio['low'])} to {page.number(ratio['high'])}"
    return f"{said}: {page.number(ratio['median'])} ({quartiles}, {ratio['pairs']} pairs)"


def _measured(found: results.Results, chosen: list[str], quick: bool, rows: str | None) -> bool:  # noqa: FBT001 - one call
    """Run some stages, each in a process of its own, and keep what they found; False where one failed."""
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            print(f"{name}:", flush=True)
            started = time.perf_counter()
            into = Path(folder) / "found.json"
            command = [sys.executable, "-m", "bench", "--stage", name, "--into", str(into)]
            command += ["--quick"] if quick else []
            command += ["--rows", rows] if rows else []
            done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 - this module again
            if done.returncode:
                return False
            found[name] = json.loads(into.read_text("utf-8"))
            print(f"  {time.perf_counter() - started:.0f} s", flush=True)
    return True


def _report(found: results.Results, folder: Path) -> None:
    """Write the page and the chart of what was found, and say which bars are met."""
    if set(STAGES) <= set(found):
        results.replace(folder / "benchmarks.svg", page.picture(found))
        results.replace(folder / "benchmarks.md", page.page_with(PAGE.read_text("utf-8"), found))
    for bar in bars(found):
        state = {True: "met", False: "NOT MET", None: "not measured"}[bar.met]
        measured = "" if bar.measured is None else f", measured {page.number(bar.measured)}"
        print(f"{state:>12}  {bar.what}: {bar.wanted}{measured}")


if __name__ == "__main__":
    sys.exit(main())

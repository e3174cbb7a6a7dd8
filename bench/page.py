"""The page of results: its tables and its chart are made from what was measured, its prose is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from bench.bars import Bar, bars
from bench.chart import Mark, Panel, chart
from bench.results import Results

_MARKED: Final = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def page_with(text: str, results: Results) -> str:
    """Return a page with its marked tables made anew.

    Raises `KeyError` for a mark that no table has, `ValueError` where a table has no mark.
    """
    wanted = set(TABLES)
    marked = {found[2] for found in _MARKED.finditer(text)}
    if marked != wanted:
        raise ValueError(sorted(marked ^ wanted))
    return _MARKED.sub(lambda found: f"{found[1]}\n{TABLES[found[2]](results)}\n\n{found[3]}", text)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    right = ["---" if not number else "---:" for number in range(len(head))]
    lines = [head, right, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value: float) -> str:
    """Return a number with three digits that count.

    >>> number(0.98765), number(12.345), number(1234.5)
    ('0.988', '12.3', '1,230')
    """
    return f"{float(f'{value:.3g}'):,g}"


def plain(value: object) -> str:
    """Return a value as it is printed in a line."""
    return number(value) if isinstance(value, float) else str(value)


def _spread(ratio: dict[str, Any]) -> list[str]:
    return [number(ratio["median"]), f"{number(ratio['low'])}–{number(ratio['high'])}", str(ratio["pairs"])]


def nanoseconds(value: float) -> str:
    """Return a time with its unit.

    >>> nanoseconds(512.3), nanoseconds(2040), nanoseconds(3400000)
    ('512 ns', '2.04 µs', '3.4 ms')
    """
    for size, unit in ((1e9, "s"), (1e6, "ms"), (1e3, "µs")):
        if value >= size:
            return f"{number(value / size)} {unit}"
    return f"{number(value)} ns"


def _bars(results: Results) -> str:
    return _table(("bar", "wanted", "measured", ""), (_bar(bar) for bar in bars(results)))


def _bar(bar: Bar) -> tuple[str, str, str, str]:
    if bar.measured is None:
        return bar.what, bar.wanted, "not measured", ""
    return bar.what, bar.wanted, f"{number(bar.measured)} {bar.unit}", "met" if bar.met else "**not met**"


def _single(results: Results) -> str:
    entries = [entry for entry in results["single"] if entry["against"] == "baseline"]
    rows = [
        (entry["way"], *_spread(entry["ratio"]), nanoseconds(entry["ratio"]["one_ns"]))
        for entry in sorted(entries, key=lambda entry: entry["ratio"]["median"])
    ]
    return _table(("way", "× baseline", "quartiles", "pairs", "a case"), rows)


def _rivals(results: Results) -> str:
    rows = [
        (f"{entry['way']} / {entry['against']}", *_spread(entry["ratio"]))
        for entry in results["single"]
        if entry["against"] != "baseline"
    ]
    return _table(("ways", "ratio", "quartiles", "pairs"), rows)


def _growth(results: Results) -> str:
    rows = [
        (entry["way"], str(entry["rules"]), *_spread(entry["ratio"]))
        for entry in sorted(results["growth"], key=lambda entry: (entry["way"], entry["times"]))
    ]
    return _table(("way", "rules in the rulebook", "× alone", "quartiles", "pairs"), rows)


def _batch(results: Results) -> str:
    rows = [
        (
            f"{entry['way']} / {entry['against']}",
            f"{entry['rows']:,}",
            *_spread(entry["ratio"]),
            nanoseconds(entry["ratio"]["one_ns"]),
            nanoseconds(entry["ratio"]["other_ns"]),
        )
        for entry in results["batch"]
    ]
    return _table(("ways", "rows", "ratio", "quartiles", "pairs", "a row", "the other"), rows)


def _parquet(results: Results) -> str:
    rows = [
        (f"{entry['rows']:,}", f"{number(entry['seconds'])} s", f"{number(entry['peak_mib'])} MiB")
        for entry in results["parquet"]
    ]
    return _table(("rows", "time", "most memory"), rows)


def _loads(results: Results) -> str:
    rows = [(entry["what"], f"{number(entry['milliseconds'])} ms") for entry in results["loads"]]
    return _table(("rules", "median"), rows)


def _cold(results: Results) -> str:
    rows = [(entry["what"], f"{number(entry['milliseconds'])} ms") for entry in results["cold"]]
    return _table(("process", "median"), rows)


def _start(results: Results) -> str:
    rows = [
        (
            f"`{entry['what']}` / `{entry['against']}`",
            *_spread(entry["clock"]),
            number(entry["processor"]["median"]),
            nanoseconds(entry["clock"]["one_ns"]),
        )
        for entry in results["start"]
    ]
    return _table(("processes", "ratio", "quartiles", "pairs", "of the processor", "a process"), rows)


def _agreement(results: Results) -> str:
    entries = (*results["agreement"], *results["agreement_of_tables"])
    rows = [(entry["way"], f"{entry['cases']:,}") for entry in entries]
    return _table(("way", "cases or rows, all in agreement"), rows)


def _versions(results: Results) -> str:
    said = results["surroundings"]
    packages = ", ".join(
        f"{name} {said['packages'][name]}" for name in sorted(said["packages"], key=str.lower)
    )
    quick = "A quick look, with few pairs. " if said["quick"] else ""
    return f"{quick}Python {said['python']} on {said['system']}, {said['processors']} processors. {packages}."


TABLES: Final[dict[str, Callable[[Results], str]]] = {
    "bars": _bars,
    "single": _single,
    "rivals": _rivals,
    "growth": _growth,
    "batch": _batch,
    "parquet": _parquet,
    "loads": _loads,
    "cold": _cold,
    "start": _start,
    "agreement": _agreement,
    "versions": _versions,
}


def picture(results: Results) -> str:
    """Return the chart of what was measured, as SVG."""
    single = sorted(
        (entry for entry in results["single"] if entry["against"] == "baseline"),
        key=lambda entry: entry["ratio"]["median"],
    )
    one_case = [
        Mark(
            entry["way"],
            entry["ratio"]["median"],
            f"{number(entry['ratio']['median'])} ×",
            ours=_is_ours(entry["way"]),
        )
        for entry in single
    ]
    table = sorted(_beside_polars(results).items(), key=lambda pair: pair[1])
    rows = [Mark(way, value, f"{number(value)} ×", ours=_is_ours(way)) for way, value in table]
    below = "time as a multiple of hand-written"
    return chart(
        [
            Panel("One case, eight rules", f"{below} Python with Decimal; this engine in red", one_case),
            Panel(
                f"A table of {_CHARTED:,} rows, eight rules",
                f"{below} Polars that gives sums alone; this engine in red",
                rows,
            ),
        ]
    )


_CHARTED: Final = 1_000_000


def _is_ours(way: str) -> bool:
    return way.startswith(("verdicts", "assessment", "columns"))


def _beside_polars(results: Results) -> dict[str, float]:
    """Return what each way takes as a multiple of hand-written Polars, by way of what it was paired with."""
    entries = [entry for entry in results["batch"] if entry["rows"] == _CHARTED]
    found = {"Polars": 1.0}
    for _ in entries:
        for entry in entries:
            if entry["against"] in found:
                found.setdefault(entry["way"], entry["ratio"]["median"] * found[entry["against"]])
    return found

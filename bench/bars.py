"""The bars: what each ratio should be, and whether what was measured meets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs

from bench.results import Results

ROWS: Final = 1_000_000
"""The size of table on which the bars of the columns are judged."""


@attrs.frozen
class Bar:
    """A limit on one measure; `most` if it is a ceiling, else a floor."""

    what: str
    limit: float
    most: bool
    measured: float | None
    unit: str = "×"

    @property
    def met(self) -> bool | None:
        """Whether it is met; None where nothing was measured."""
        if self.measured is None:
            return None
        return self.measured <= self.limit if self.most else self.measured >= self.limit

    @property
    def wanted(self) -> str:
        """The limit in words."""
        return f"{'≤' if self.most else '≥'} {self.limit:g} {self.unit}"


def bars(results: Results) -> list[Bar]:
    """Return every bar with what was measured."""
    return [*_single(results), *_growth(results), *_batch(results), *_start(results)]


def _median(entries: list[dict[str, Any]], **wanted: object) -> float | None:
    for entry in entries:
        if all(entry.get(name) == value for name, value in wanted.items()):
            found: float = entry["ratio"]["median"]
            return found
    return None


def _single(results: Results) -> Iterator[Bar]:
    entries = results.get("single", [])

    def ratio(way: str, against: str = "baseline") -> float | None:
        return _median(entries, way=way, against=against)

    yield Bar("verdicts (outcome, bounds, masks) / baseline", 1.5, most=True, measured=ratio("verdicts"))
    for way in ("assessment", "assessment, every failure read"):
        yield Bar(f"full typed {way} / baseline", 5, most=True, measured=ratio(way))
    yield Bar("assessment from JSON text / baseline", 10, most=True, measured=ratio("assessment from JSON"))
    for zen in ("an expression for each rule", "decision graph", "all in one expression"):
        measured = ratio(f"zen, {zen}", "assessment")
        yield Bar(f"zen-engine ({zen}) / full typed assessment", 10, most=False, measured=measured)


def _growth(results: Results) -> Iterator[Bar]:
    entries = results.get("growth", [])
    for way in ("verdicts", "assessment"):
        measured = _median(entries, way=way, times=100)
        what = f"{way} among 100 times as many rules about other matters / alone"
        yield Bar(what, 1.1, most=True, measured=measured)


def _batch(results: Results) -> Iterator[Bar]:
    entries = [entry for entry in results.get("batch", []) if entry["rows"] == ROWS]

    def ratio(way: str, against: str) -> float | None:
        return _median(entries, way=way, against=against)

    with_masks, amounts = "columns, with masks", "columns, amounts"
    yield Bar(
        "columns with masks, a tenth null / hand-written staged Polars",
        1.3,
        most=True,
        measured=ratio(with_masks, "staged Polars"),
    )
    yield Bar(
        "columns, outcome and amounts / hand-written Polars",
        1.2,
        most=True,
        measured=ratio(amounts, "Polars"),
    )
    for form in ("words", "codes"):
        against = amounts if form == "words" else f"{amounts}, from codes"
        measured = ratio(f"OpenFisca, from {form}", against)
        yield Bar(
            f"OpenFisca / columns, outcome and amounts, both from {form}", 4, most=False, measured=measured
        )
    memory = results.get("parquet", [])
    peak = memory[0]["peak_mib"] / 1024 if memory and memory[0]["rows"] == 10 * ROWS else None
    yield Bar("10^7 rows from Parquet to Parquet: memory", 1, most=True, measured=peak, unit="GiB")


def _start(results: Results) -> Iterator[Bar]:
    entries = results.get("start", [])
    for what, program, limit in (
        ("import xixia_gov / import attrs", "import", 1.25),
        ("check --format json, the slowest example / import attrs, cattrs, click", "check", 2),
    ):
        found = [entry["clock"]["median"] for entry in entries if entry["what"].startswith(program)]
        yield Bar(what, limit, most=True, measured=max(found, default=None))

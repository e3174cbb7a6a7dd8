"""Loading rules, in one process: how long until the rules of each engine can be asked."""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Iterator

import attrs

from bench.cases import load_book
from bench.settings import Settings
from bench.ways import PEERS
from xixia_gov import load_rulebook


@attrs.frozen
class Load:
    """The median milliseconds to load rules, over some rounds."""

    what: str
    milliseconds: float
    rounds: int


def measures(settings: Settings) -> Iterator[Load]:
    """Yield how long each takes; imports are not counted, since they are paid once."""
    loads: list[tuple[str, Callable[[], object]]] = [
        ("the built-in rulebook", load_rulebook),
        ("the rulebook of the fixed work", load_book),
    ]
    for module in PEERS:
        peer = importlib.import_module(f"bench.peers.{module}")
        loads.append((peer.NAME, peer.load))
    taken: dict[str, list[float]] = {what: [] for what, _ in loads}
    for _ in range(settings.starts):
        for what, load in loads:
            started = time.perf_counter()
            load()
            taken[what].append(1000 * (time.perf_counter() - started))
    for what, times in taken.items():
        yield Load(what, statistics.median(times), len(times))

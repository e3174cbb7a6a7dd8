"""What starting costs, as a stage of the measurement: see `bench.start`, which measures it."""

from __future__ import annotations

from collections.abc import Iterator

from hatch_build import make_ready

from bench.settings import Settings
from bench.start import Started, measured, programs


def measures(settings: Settings) -> Iterator[Started]:
    """Yield what each program takes beside the imports it is held against, all being as installed."""
    make_ready()
    for program in programs():
        yield measured(program, settings.starts)

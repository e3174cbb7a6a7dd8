"""Rules in columns: many rows at once, on Polars, DuckDB or Spark, as the interpreter would decide each.

The names here are fetched when they are first used, so that nothing is read of an engine before.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xixia_gov.columns.cast import cast_frame
    from xixia_gov.columns.frames import evaluate
    from xixia_gov.columns.legends import Legend, OpenReading, Reasons, RuleLegend, decode, legend
    from xixia_gov.columns.over import over_bound
    from xixia_gov.columns.schema import Column, Schema, schema_of

_HOMES: Final = {
    "Column": "schema",
    "Legend": "legends",
    "OpenReading": "legends",
    "Reasons": "legends",
    "RuleLegend": "legends",
    "Schema": "schema",
    "cast_frame": "cast",
    "decode": "legends",
    "evaluate": "frames",
    "legend": "legends",
    "over_bound": "over",
    "schema_of": "schema",
}

__all__ = [
    "Column",
    "Legend",
    "OpenReading",
    "Reasons",
    "RuleLegend",
    "Schema",
    "cast_frame",
    "decode",
    "evaluate",
    "legend",
    "over_bound",
    "schema_of",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name is
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{home}"), name)

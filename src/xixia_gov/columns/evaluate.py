"""Rules over a frame: every row decided at once, by the engine that holds the frame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import narwhals as nw

from xixia_gov.columns.lower import lower
from xixia_gov.columns.program import program
from xixia_gov.columns.schema import schema_of
from xixia_gov.columns.term import Term
from xixia_gov.frozen import FrozenMap
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject


def evaluate(
    book: Rulebook,
    frame: Any,
    *,
    matter: type[Matter],
    subject: type[Subject],
    as_of: dt.date,
    rules: Collection[str] | None = None,
    settle: Mapping[str, str] = FrozenMap(),
    key: str = "key",
    masks: bool = True,
) -> Any:
    schema = schema_of(book, matter, subject, rules)
    native = nw.from_native(frame)
    names = native.collect_schema().names()
    present = [name for name in names if name in schema.columns]
    made = program(book, schema, present, as_of=as_of, settle=settle, masks=masks)
    outputs: dict[str, Term] = {}
    pool = made.pool
    for name, term in made.outputs.items():
        clash = made.clashes[name.rpartition(".")[0]]
        null = pool.constant(None, term.kind)
        outputs[name] = pool.choose(clash, null, term)
    for id_, term in made.clashes.items():
        outputs[f"{id_}.clash"] = term
    lowered = lower(outputs, small=True)
    for layer in lowered.layers:
        native = native.with_columns(*layer)
    return native.select(nw.col(key), *lowered.outputs).to_native()

"""A legend says what the columns, the words and the bits of an output mean, and from which law they come."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from xixia_gov.batch.output import Shape
from xixia_gov.columns import legend
from xixia_gov.text import Text

SCHEMA: Final = "xixia-gov/registry-legend/1"
"""The name of the form of a legend; keys are only added within it."""


def legend_of(shape: Shape, settle: Mapping[str, str], *, fen: bool) -> dict[str, Any]:
    """Return the legend of an output, ready for JSON; `fen` says that sums are whole fen.

    It is that of the columns, and what else their meaning rests on.
    """
    book = shape.book
    read = {one for id_ in shape.all_rules for rule in book.rules[id_] for one in rule.readings}
    return {
        **legend(book, shape.all_rules).json(),
        "schema": SCHEMA,
        "as_of": None if shape.as_of is None else shape.as_of.isoformat(),
        "settle": {id_: settle[id_] for id_ in sorted(read) if id_ in settle},
        "sums": "fen" if fen else "yuan",
        "presumed": _both(_known_through(book.known_through)),
        "advice": _both(_ADVICE),
        "matters": {one.__name__: list(rules) for one, rules in shape.rules.items()},
    }


_ADVICE: Final = Text(
    zh="这些结论供参考, 不是主管机关的决定。", en="These answers are advice, not the authority's decision."
)


def _known_through(day: dt.date) -> Text:
    return Text(
        zh=f"规则库只知道截至 {day} 的法律; force 为 presumed 的, 那一天以后的法律这里并不知道。",
        en=f"The rulebook knows the law through {day}; where force is presumed, "
        "the law after that day is not known here.",
    )


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def dumped(legend: Mapping[str, Any]) -> str:
    """Return a legend as JSON text, its keys sorted.

    >>> dumped({"b": 1, "a": "字"})
    '{"a":"字","b":1}'
    """
    return json.dumps(legend, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_legend(path: Path, legend: Mapping[str, Any], output: Path, name: str) -> None:
    """Write a legend with the sha256 of the file it belongs to, so that it is never taken for another's."""
    with output.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    whole = {**legend, "of": {"file": name, "sha256": digest, "bytes": output.stat().st_size}}
    path.write_text(json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=2) + "\n", encoding="utf-8")


__all__ = ["SCHEMA", "dumped", "legend_of", "write_legend"]

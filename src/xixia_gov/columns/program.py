"""A program is some rules about one matter made into columns once, for as many frames as there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

import attrs

from xixia_gov.columns.answer import Answer, answer, read_rule
from xixia_gov.columns.branch import Rules
from xixia_gov.columns.facts import Facts
from xixia_gov.columns.meaning import Meaning
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.refuse import RefusedError
from xixia_gov.columns.schema import Schema
from xixia_gov.columns.term import Term
from xixia_gov.engine.verdict import layout_of
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

MAX_BITS: Final = 62
"""Bits that a mask can hold and stay positive, one left to spare."""
MASKS: Final = ("failed", "missing", "waiting")


@attrs.frozen(eq=False)
class Program:
    """The columns of an answer as terms, by their names; and by its rule, where each clashes."""

    schema: Schema
    pool: Pool
    outputs: Mapping[str, Term]
    clashes: Mapping[str, Term]


def program(  # noqa: PLR0913 - what an answer depends on beside the rows
    book: Rulebook,
    schema: Schema,
    present: Collection[str],
    *,
    as_of: dt.date,
    settle: Mapping[str, str],
    masks: bool,
) -> Program:
    """Return the answers of all rules of a schema as terms, given which columns there are.

    Raises `InputError` with every rule that columns cannot hold.
    """
    pool = Pool()
    facts = Facts(pool, book, schema, frozenset(present), as_of)
    rules: Rules
    meaning = Meaning(facts, lambda name, rule, place: read_rule(rules, name, rule, place))
    rules = Rules(meaning, settle)
    gates = facts.gate_clash()
    outputs: dict[str, Term] = {}
    clashes: dict[str, Term] = {}
    problems: list[Problem] = []
    for id_ in schema.rules:
        too_many = _too_many(book, id_) if masks else None
        if too_many is not None:
            problems.append(Problem(too_many, Place(field=id_)))
            continue
        try:
            said = answer(rules, id_)
        except RefusedError as refused:
            problems.append(Problem(_refused(id_, refused.why), Place(field=id_)))
            continue
        clashes[id_] = pool.any(said.clash, gates)
        outputs |= {f"{id_}.{name}": term for name, term in _columns(book, pool, said, masks=masks).items()}
    if problems:
        raise InputError(problems)
    return Program(schema, pool, outputs, clashes)


def _refused(rule: str, why: Text) -> Text:
    return Text(
        zh=f"规则“{rule}”不能按列计算: {why.zh}",
        en=f"rule {rule!r} cannot be worked out in columns: {why.en}",
    )


def _too_many(book: Rulebook, rule: str) -> Text | None:
    """Return what is wrong with a rule that has more conditions or facts than a mask has bits."""
    layout = layout_of(book, rule)
    for name in MASKS:
        count = len(getattr(layout, name))
        if count > MAX_BITS:
            return Text(
                zh=f"规则“{rule}”的 {name} 有 {count} 位, 一列最多 {MAX_BITS} 位; 可用 rules= 略去",
                en=f"rule {rule!r} has {count} bits in {name!r}, a column holds {MAX_BITS}; "
                "leave it out with rules=",
            )
    return None


def _columns(book: Rulebook, pool: Pool, said: Answer, *, masks: bool) -> dict[str, Term]:
    columns = {"outcome": said.outcome, "force": said.force}
    if said.check is not None:
        columns["check"] = said.check
    if said.least is not None and said.most is not None:
        columns |= {"least": said.least, "most": said.most}
    if masks:
        layout = layout_of(book, said.rule)
        for name in MASKS:
            order: tuple[str, ...] = getattr(layout, name)
            bits: Mapping[str, Term] = getattr(said, name)
            columns[name] = pool.mask({order.index(id_): term for id_, term in bits.items()})
    return columns


__all__ = ["MASKS", "MAX_BITS", "Program", "program"]

"""A program is some rules about one matter made into columns once, for as many frames as there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

import attrs

from xixia_gov.columns.answer import Answer, answer, read_rule
from xixia_gov.columns.branch import Rules
from xixia_gov.columns.facts import Facts
from xixia_gov.columns.limits import limits_of
from xixia_gov.columns.meaning import Meaning
from xixia_gov.columns.pool import Pool
from xixia_gov.columns.refuse import RefusedError
from xixia_gov.columns.schema import Column, Holds, Schema
from xixia_gov.columns.term import Term
from xixia_gov.engine.verdict import layout_of
from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.expression.nodes import Comparison
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

MAX_BITS: Final = 62
"""Bits that a mask can hold and stay positive, one left to spare."""
MASKS: Final = ("failed", "missing", "waiting")


@attrs.frozen(eq=False)
class Program:
    """The columns of an answer as terms, by their names.

    `outputs` has the columns as they are where a row does not clash, `clashes` by rule where it does;
    `limits` the largest absolute value of each column of numbers; `strange` where a column holds what its
    fact cannot, never null.
    """

    schema: Schema
    pool: Pool
    outputs: Mapping[str, Term]
    clashes: Mapping[str, Term]
    limits: Mapping[str, int]
    strange: Mapping[str, Term]

    def columns(self, *, checked: bool) -> dict[str, Term]:
        """Return every column of the answer, null where a row clashes.

        Unless the values were checked before, a row with a strange one clashes in every rule.
        """
        pool = self.pool
        strange = pool.false if checked else pool.any(*self.strange.values())
        clashes = {id_: pool.any(clash, strange) for id_, clash in self.clashes.items()}
        found: dict[str, Term] = {}
        for name, term in self.outputs.items():
            null = pool.constant(None, term.kind)
            found[name] = pool.choose(clashes[name.rpartition(".")[0]], null, term)
        return found | {f"{id_}.clash": clash for id_, clash in clashes.items()}


def program(  # noqa: PLR0913 - what an answer depends on beside the rows
    book: Rulebook,
    schema: Schema,
    present: Collection[str],
    *,
    as_of: dt.date,
    settle: Mapping[str, str],
    masks: bool,
    complete: Collection[str] = (),
) -> Program:
    """Return the answers of all rules of a schema as terms, given which columns there are.

    `complete` are the columns that have no null: what only nulls would need is left out.

    Raises `InputError` with every rule that columns cannot hold.
    """
    pool = Pool()
    facts = Facts(pool, book, schema, frozenset(present), as_of, frozenset(complete))
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
    limits = limits_of([*outputs.values(), *clashes.values()], pool.domains)
    return Program(schema, pool, outputs, clashes, limits, _strange(facts, limits))


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
                zh=f"规则“{rule}”的 {name} 有 {count} 位, 一列最多 {MAX_BITS} 位; "
                "可只列出其他规则 (命令行 --rule, Python rules=), 或不要掩码 (--no-masks, masks=False)",
                en=f"rule {rule!r} has {count} bits in {name!r}, a column holds {MAX_BITS}; "
                "name the other rules alone (--rule on the command line, rules= in Python), "
                "or leave the masks out (--no-masks, masks=False)",
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


def ends(column: Column, limit: int | None) -> tuple[int | None, int | None]:
    """Return the least and the most that a column of numbers may hold: its domain, within its limit."""
    least, most = column.least, column.most
    if limit is not None:
        least = -limit if least is None else max(least, -limit)
        most = limit if most is None else min(most, limit)
    return least, most


def _strange(facts: Facts, limits: Mapping[str, int]) -> dict[str, Term]:
    """Return where a column holds what its fact cannot: out of its domain or limit, or no option of it."""
    pool = facts.pool
    found: dict[str, Term] = {}
    for name, column in facts.schema.columns.items():
        term = facts.column(name)
        if term is None:
            continue
        if column.holds is Holds.NUMBER:
            least, most = ends(column, limits.get(name))
            bad = [
                pool.fill(pool.compare(operator, term, pool.number(end)), pool.false)
                for operator, end in ((Comparison.LT, least), (Comparison.GT, most))
                if end is not None
            ]
            found[name] = pool.any(*bad)
        elif column.options:
            found[name] = pool.no(pool.fill(pool.among(term, column.options), pool.true))
    return found


__all__ = ["MASKS", "MAX_BITS", "Program", "ends", "program"]

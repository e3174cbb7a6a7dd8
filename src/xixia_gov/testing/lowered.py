"""One expression by its compiled form, in the values of the interpreter, to be held against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from xixia_gov.engine.compiled.causes import Causes
from xixia_gov.engine.compiled.facts import Facts, Places
from xixia_gov.engine.compiled.lower import CannotCompileError
from xixia_gov.engine.compiled.rule import RuleCode
from xixia_gov.engine.compiled.runtime import asserted_in
from xixia_gov.engine.compiled.source import made
from xixia_gov.engine.compiled.terms import ChoiceTerm, NumberTerm, Term, TruthTerm
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.engine.value import Options, Value
from xixia_gov.engine.verdict import Layout
from xixia_gov.expression.nodes import Node
from xixia_gov.interval import Interval
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth
from xixia_gov.unknown import Cause

_TRUTHS = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}


def lowered(
    book: Rulebook, node: Node, case: Case, day: dt.date, settings: Mapping[str, str]
) -> tuple[Value, frozenset[Cause]] | None:
    """Return what the compiled form of a checked expression gives, and why it is open.

    None where the expression has no compiled form, or leaves the case to the interpreter.
    """
    matter = case.matters[0]
    writer = Writer()
    places = Places(book, type(case.subject), type(matter))
    every = sorted(set(book.facts) | {f"{path}_complete" for path in book.facts})
    causes = Causes(Layout("", (), tuple(every), ()))

    def finding(key: str) -> str:
        find = writer.constant(asserted_in, "R")
        return writer.let(f"{find}(of_matter, of_case, {key!r})", "a")

    facts = Facts(writer, places, known=False)
    code = RuleCode(book, writer, facts, finding, causes)
    try:
        term = code.lowering(settings, writer.constant(day, "D")).term(node)
    except CannotCompileError:
        return None
    writer.line(f"return {_written(term)}, {term.causes}")
    function, _ = made("expression", "def rule(subject, matter, as_of, of_matter, of_case):", writer)
    found, mask = function(case.subject, matter, case.as_of, matter.findings, case.findings)
    return _value(term, found), causes.named(mask)


def _written(term: Term) -> str:
    match term:
        case NumberTerm(least=least, most=most):
            return f"({least.text}, {most.text})"
        case _:
            return term.text


def _value(term: Term, found: Any) -> Value:  # noqa: ANN401 - whatever the function gives
    match term:
        case TruthTerm():
            return _TRUTHS[found]
        case NumberTerm(den=den):
            least, most = (
                end if end is None or isinstance(end, dt.date) else Fraction(end) / den for end in found
            )
            between: Any = Interval[Any](least, most)
            known: Value = between
            return known
        case ChoiceTerm(many=True):
            return Options(found)
        case ChoiceTerm(universe=universe):
            return Options(universe if found is None else frozenset({found}))
        case _:
            value: Value = found
            return value


__all__ = ["lowered"]

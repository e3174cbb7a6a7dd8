"""A rule rests on documents that were in force while it was: none repealed before, none issued after."""

from __future__ import annotations

from collections.abc import Iterator

from xixia_gov.engine.findings import reach_of
from xixia_gov.errors import Place, Problem
from xixia_gov.model.instrument import Instrument
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text


def instrument_problems(book: Rulebook) -> Iterator[Problem]:
    """Yield each rule that cites a document which another one had repealed, or which came too late.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> list(instrument_problems(load_rulebook()))
    []
    """
    for versions in book.rules.values():
        for rule in versions:
            for id_ in sorted(_cited(book, rule)):
                yield from _repealed(book, rule, book.instruments[id_])
                yield from _too_late(rule, book.instruments[id_])


def _cited(book: Rulebook, rule: Rule) -> set[str]:
    """Return the documents that a rule, its clauses and its figures are read from."""
    cited = {rule.cite.instrument, rule.window.cite.instrument}
    for condition in (*rule.conditions, *rule.check):
        cited.add(condition.cite.instrument)
        cited |= {alternative.cite.instrument for alternative in condition.alternatives}
    for key in reach_of(book, rule).figures:
        # Of a figure that changed, the versions of other times are read from other documents.
        for version in book.figures[key].versions[-1:]:
            cited.add(version.cite.instrument)
    return {id_ for id_ in cited if id_ in book.instruments}


def _repealed(book: Rulebook, rule: Rule, cited: Instrument) -> Iterator[Problem]:
    last = rule.window.last
    for other in book.instruments.values():
        if not {cited.id, cited.number} & set(other.repeals):
            continue
        if last is not None and (other.issued is None or last < other.issued):
            continue
        since = "" if other.issued is None else f" ({other.issued})"
        yield Problem(
            Text(
                zh=f"规则依据的文件“{cited.id}”已被“{other.id}”废止{since}",
                en=f"the rule cites {cited.id!r}, which {other.id!r} has repealed{since}",
            ),
            Place(rule.path, field=rule.id),
        )


def _too_late(rule: Rule, cited: Instrument) -> Iterator[Problem]:
    last, issued = rule.window.last, cited.issued
    if last is not None and issued is not None and last < issued:
        yield Problem(
            Text(
                zh=f"规则止于 {last}, 所依据的文件“{cited.id}”却在 {issued} 才印发",
                en=f"the rule ended on {last}, but {cited.id!r}, which it cites, was issued on {issued}",
            ),
            Place(rule.path, field=rule.id),
        )


__all__ = ["instrument_problems"]

"""Which rules columns cannot answer, and why: those that count working days."""

from __future__ import annotations

from collections.abc import Iterator

from xixia_gov.engine.findings import reach_of
from xixia_gov.expression.nodes import Call, Node, walk
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

WORKING_DAYS = Text(
    zh="工作日按逐年公布的放假安排计算, 列式计算没有日历",
    en="working days follow a calendar issued year by year, which columns do not have",
)
_COUNTING = ("add_working_days", "working_days_between")


def without_columns(book: Rulebook, rule_id: str) -> Text | None:
    """Return why columns cannot answer a rule, None where they can.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> without_columns(load_rulebook(), "trade_in.appliance") is None
    True
    """
    counts = any(
        isinstance(part, Call) and part.function in _COUNTING
        for node in _nodes(book, rule_id)
        for part in walk(node)
    )
    return WORKING_DAYS if counts else None


def _nodes(book: Rulebook, rule_id: str) -> Iterator[Node]:
    """Yield every expression that decides a rule, those of definitions, tables and other rules included."""
    for rule in book.rules[rule_id]:
        yield from rule.nodes()
        read = reach_of(book, rule)
        for key in read.definitions:
            node = book.definitions[key].node
            if node is not None:
                yield node
        for name in read.tables:
            for row in book.tables[name].rows:
                yield from row.gives.values()
        for other in read.rules - {rule_id}:
            for version in book.rules[other]:
                yield from version.nodes()


__all__ = ["WORKING_DAYS", "without_columns"]

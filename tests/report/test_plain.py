"""Readings that are settled are taken out of an expression before it is said."""

from __future__ import annotations

import pytest

from xixia_gov.expression.nodes import Name, Node, ReadingRef, with_children
from xixia_gov.expression.parse import parse
from xixia_gov.expression.text import to_source
from xixia_gov.report.plain import settled_node


def expression(source: str) -> Node:
    """Parse with `readings.x` turned into references, as the checker does."""

    def bound(node: Node) -> Node:
        if isinstance(node, Name) and node.name.startswith("readings."):
            return ReadingRef(node.name.removeprefix("readings."))
        from xixia_gov.expression.nodes import children  # noqa: PLC0415 - only here

        return with_children(node, tuple(bound(child) for child in children(node)))

    return bound(parse(source))


@pytest.mark.parametrize(
    ("source", "settings", "plain"),
    [
        ("(a if readings.r == 'x' else b) >= c", {"r": "x"}, "a >= c"),
        ("(a if readings.r == 'x' else b) >= c", {"r": "y"}, "b >= c"),
        ("a or readings.r == 'x'", {"r": "y"}, "a"),
        ("a or readings.r == 'x'", {"r": "x"}, True),
        ("a and readings.r != 'x'", {"r": "x"}, False),
        ("a and (b and readings.r == 'x')", {"r": "x"}, "a and b"),
        ("not (readings.r == 'x')", {"r": "x"}, False),
        ("not (a or readings.r == 'x')", {"r": "y"}, "not a"),
        ("a or readings.r == 'x'", {}, "a or readings.r == 'x'"),
        ("a if readings.r == 'x' else b", {"s": "x"}, "a if readings.r == 'x' else b"),
        ("min(a if readings.r == 'x' else b, c)", {"r": "x"}, "min(a, c)"),
    ],
)
def test_a_settled_reading_leaves_what_it_decides(
    source: str, settings: dict[str, str], plain: object
) -> None:
    result = settled_node(expression(source), settings)
    assert (result if isinstance(result, bool) else to_source(result)) == plain

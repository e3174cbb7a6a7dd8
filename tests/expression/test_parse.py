"""What is an expression of the language, what is not, and the exact column where it stops being one."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.expression.nodes import (
    And,
    Arithmetic,
    Call,
    Choice,
    Compare,
    Comparison,
    IfElse,
    In,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Or,
    children,
    walk,
    with_children,
)
from xixia_gov.expression.parse import MAX_DEPTH, MAX_LENGTH, ExpressionError, parse
from xixia_gov.expression.text import to_source

A, B, C = Name("a"), Name("b"), Name("c")
GE = Comparison.GE


@pytest.mark.parametrize(
    ("source", "node"),
    [
        ("a", A),
        ("purchase.unit_price", Name("purchase.unit_price")),
        ("a.b.c", Name("a.b.c")),
        ("单价", Name("单价")),
        ("0", Literal(0)),
        ("1", Literal(1)),
        ("'refrigerator'", Choice("refrigerator")),
        ('"冰箱"', Choice("冰箱")),
        ("a == b", Compare(Comparison.EQ, A, B)),
        ("a != b", Compare(Comparison.NE, A, B)),
        ("a < b", Compare(Comparison.LT, A, B)),
        ("a <= b", Compare(Comparison.LE, A, B)),
        ("a > b", Compare(Comparison.GT, A, B)),
        ("a >= b", Compare(GE, A, B)),
        ("a <= b <= c", And((Compare(Comparison.LE, A, B), Compare(Comparison.LE, B, C)))),
        ("a in b", In(A, B)),
        ("a not in b", Not(In(A, B))),
        ("'x' in b == c", And((In(Choice("x"), B), Compare(Comparison.EQ, B, C)))),
        ("a and b and c", And((A, B, C))),
        ("a or b and c", Or((A, And((B, C))))),
        ("(a or b) and c", And((Or((A, B)), C))),
        ("not a", Not(A)),
        ("not a and b", And((Not(A), B))),
        ("a + b", Arithmetic(Operation.ADD, A, B)),
        ("a - b - c", Arithmetic(Operation.SUB, Arithmetic(Operation.SUB, A, B), C)),
        ("a - (b - c)", Arithmetic(Operation.SUB, A, Arithmetic(Operation.SUB, B, C))),
        ("a * b / c", Arithmetic(Operation.DIV, Arithmetic(Operation.MUL, A, B), C)),
        ("a + b * c", Arithmetic(Operation.ADD, A, Arithmetic(Operation.MUL, B, C))),
        ("a if b else c", IfElse(B, A, C)),
        ("min(a, b)", Call("min", (A, B))),
        ("holds(trade_in.appliance)", Call("holds", (Name("trade_in.appliance"),))),
        ("  a  ", A),
        ("\u3000a", A),
        ("((a))", A),
    ],
)
def test_the_forms_of_the_language(source: str, node: Node) -> None:
    assert parse(source) == node


FORM = "this form ({}) is not allowed here"
BARE = "a bare {} (a number must be a figure with its source) is not allowed here"


@pytest.mark.parametrize(
    ("source", "column", "found"),
    [
        ("", 1, "the expression is empty"),
        ("   ", 1, "the expression is empty"),
        ("2", 1, BARE.format("2")),
        ("a >= 1000", 6, BARE.format("1000")),
        ("单价 >= 1000", 7, BARE.format("1000")),  # two characters, six bytes
        ("'冰箱' == 2", 9, BARE.format("2")),
        ("  单价 >= 1000", 9, BARE.format("1000")),
        ("\u3000单价 >= 1000", 8, BARE.format("1000")),
        ("𠮷 >= 2", 6, BARE.format("2")),  # one character outside the basic plane
        ("a >= 1.0", 6, BARE.format("1.0")),
        ("a >= 1e400", 6, BARE.format("inf")),
        ("a == True", 6, BARE.format("True")),
        ("a == None", 6, BARE.format("None")),
        ("a == ...", 6, BARE.format("Ellipsis")),
        ("a == b'x'", 6, BARE.format("b'x'")),
        ("a == 1j", 6, BARE.format("1j")),
        ("a is b", 1, "a comparison with is is not allowed here"),
        ("单价 and a is None", 13, BARE.format("None")),
        ("a[0]", 1, FORM.format("Subscript")),
        ("b + a[0]", 5, FORM.format("Subscript")),
        ("-a", 1, FORM.format("UnaryOp")),
        ("+a", 1, FORM.format("UnaryOp")),
        ("~a", 1, FORM.format("UnaryOp")),
        ("a ** b", 1, FORM.format("BinOp")),
        ("a // b", 1, FORM.format("BinOp")),
        ("a % b", 1, FORM.format("BinOp")),
        ("a | b", 1, FORM.format("BinOp")),
        ("a & b", 1, FORM.format("BinOp")),
        ("lambda: a", 1, FORM.format("Lambda")),
        ("[a for a in b]", 1, FORM.format("ListComp")),
        ("any(a for a in b)", 4, FORM.format("GeneratorExp")),
        ("{a: b}", 1, FORM.format("Dict")),
        ("{a}", 1, FORM.format("Set")),
        ("[a]", 1, FORM.format("List")),
        ("a in ('x', 'y')", 6, FORM.format("Tuple")),
        ("a, b", 1, FORM.format("Tuple")),
        ("(a := b)", 2, FORM.format("NamedExpr")),
        ("f'{a}'", 1, FORM.format("JoinedStr")),
        ("f(x=1)", 1, FORM.format("Call")),
        ("f(**a)", 1, FORM.format("Call")),
        ("f(*a)", 3, FORM.format("Starred")),
        ("a.f(b)", 1, FORM.format("Call")),
        ("f(a)(b)", 1, FORM.format("Call")),
        ("f(a).b", 1, "a dot after this form is not allowed here"),
        ("'x'.upper", 1, "a dot after this form is not allowed here"),
        ("await a", 1, None),
        ("a +", 4, None),
        ("a b", 3, None),
        ("a ≥ b", 3, None),
        ("单价 ≥ 上限", 4, None),
        ("a = b", 3, None),
        ("import os", 1, None),
        ("a; b", 2, None),
        ("(a", 1, None),
        ("a)", 2, None),
        ("'x", 1, None),
        ("a\nb", 2, "an expression stands on one line and holds no NUL"),
        ("a\r", 2, "an expression stands on one line and holds no NUL"),
        ("a\0", 2, "an expression stands on one line and holds no NUL"),
    ],
)
def test_what_is_no_expression_is_refused_at_its_column(source: str, column: int, found: str | None) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse(source)
    fault = raised.value.fault
    assert fault.start + 1 == column, str(raised.value)
    assert str(raised.value).startswith(f"column {column}: ")
    assert found is None or fault.message.en.startswith(found)
    assert fault.message.zh


def test_an_expression_has_at_most_300_characters() -> None:
    longest = "a + " + "b" * (MAX_LENGTH - 4)
    assert MAX_LENGTH == 300
    assert len(longest) == 300
    assert parse(longest) == Arithmetic(Operation.ADD, A, Name("b" * 296))
    with pytest.raises(ExpressionError) as raised:
        parse(longest + "b")
    assert str(raised.value) == (
        "column 301: the expression has 301 characters, at most 300 are allowed; split it into definitions"
    )
    assert parse("单" * 300) == Name("单" * 300)  # characters count, not bytes


def test_an_expression_is_at_most_so_deep() -> None:
    deepest = "not " * MAX_DEPTH + "a"
    assert sum(1 for _ in walk(parse(deepest))) == MAX_DEPTH + 1
    with pytest.raises(ExpressionError, match=f"nested more than {MAX_DEPTH} deep") as raised:
        parse("not " + deepest)
    assert raised.value.fault.start == 4 * (MAX_DEPTH + 1)


@pytest.mark.parametrize(
    "source", ["(" * 149 + "a" + ")" * 149, "(" * 300, "-" * 300, "a." * 149 + "a", "f(" * 149 + ")" * 149]
)
def test_what_is_nested_beyond_reason_is_answered_not_crashed_on(source: str) -> None:
    try:
        assert parse(source) in (A, Name(source))
    except ExpressionError as error:
        assert 0 <= error.fault.start <= len(source)  # noqa: PT017 - either answer will do


def test_a_lone_surrogate_is_refused_like_any_other_text() -> None:
    with pytest.raises(ExpressionError):
        parse("\ud800")


@pytest.mark.parametrize("source", [r"a == '\d'", "a == '\\", "0or a", "1if a else b"])
def test_parsing_warns_of_nothing(source: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            parse(source)
        except ExpressionError:
            return


def test_each_node_remembers_the_character_it_begins_at() -> None:
    node = parse("  单价 >= 下限 and 'x' in 类别")
    starts = [(type(part).__name__, part.start) for part in walk(node)]
    assert starts == [
        ("And", 2),
        ("Compare", 2),
        ("Name", 2),
        ("Name", 8),
        ("In", 15),
        ("Choice", 15),
        ("Name", 22),
    ]


# --- writing and reading back -----------------------------------------------------------------------

NAMES = st.sampled_from(["a", "b.c", "fire.place", "单价", "readings.x"]).map(Name)
LEAVES = (
    NAMES
    | st.sampled_from([Literal(0), Literal(1)])
    | st.sampled_from(["x", "冰箱", "it's", '"', "\\", "\n"]).map(Choice)
)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Compare, st.sampled_from(Comparison), inner, inner),
        st.builds(In, inner, inner),
        st.builds(And, parts),
        st.builds(Or, parts),
        st.builds(Not, inner),
        st.builds(Arithmetic, st.sampled_from(Operation), inner, inner),
        st.builds(IfElse, inner, inner, inner),
        st.builds(Call, st.sampled_from(["min", "f"]), st.lists(inner, max_size=2).map(tuple)),
    )


NODES: st.SearchStrategy[Node] = st.recursive(LEAVES, _grown, max_leaves=10)


@given(NODES.filter(lambda node: len(to_source(node)) <= MAX_LENGTH))
def test_what_is_written_is_parsed_into_the_same_nodes(node: Node) -> None:
    assert parse(to_source(node)) == node


@given(NODES.filter(lambda node: len(to_source(node)) <= MAX_LENGTH))
def test_writing_twice_changes_nothing(node: Node) -> None:
    once = to_source(node)
    assert to_source(parse(once)) == once


@pytest.mark.parametrize(
    "source",
    [
        "a and (b or c)",
        "a or b and c",
        "not (a and b)",
        "a - (b - c)",
        "a - b - c",
        "(a if b else c) + a",
        "a if b else c if a else b",
    ],
)
def test_no_bracket_is_written_that_is_not_needed(source: str) -> None:
    assert to_source(parse(source)) == source
    assert to_source(parse(f"({source})")) == source


@given(NODES)
def test_a_node_is_its_children_put_back(node: Node) -> None:
    assert with_children(node, children(node)) == node
    assert next(walk(node)) is node


@given(st.text(max_size=60))
def test_any_text_at_all_is_parsed_or_refused(source: str) -> None:
    try:
        parse(source)
    except ExpressionError as error:
        assert 0 <= error.fault.start <= len(source)  # noqa: PT017 - either answer will do


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "单价",
                "'x'",
                "0",
                "2",
                "(",
                ")",
                "and",
                "or",
                "not",
                "if",
                "else",
                "in",
                ">=",
                "==",
                "+",
                "/",
                ",",
                ".",
                "f(",
            ]
        ),
        max_size=14,
    )
)
def test_any_string_of_words_is_parsed_or_refused_inside_it(words: list[str]) -> None:
    source = " ".join(words)
    try:
        node = parse(source)
    except ExpressionError as error:
        assert 0 <= error.fault.start <= len(source)  # noqa: PT017 - either answer will do
    else:
        assert all(0 <= part.start < len(source) for part in walk(node))

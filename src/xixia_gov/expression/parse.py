"""Parsing turns a leaf's text into our own nodes: Python's grammar, and a short list of allowed forms."""

from __future__ import annotations

import ast
from typing import Final

import attrs

from xixia_gov.errors import XixiaError
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
)
from xixia_gov.text import Text

MAX_LENGTH: Final = 300
MAX_DEPTH: Final = 40

_COMPARISONS: Final[dict[type[ast.cmpop], Comparison]] = {
    ast.Eq: Comparison.EQ,
    ast.NotEq: Comparison.NE,
    ast.Lt: Comparison.LT,
    ast.LtE: Comparison.LE,
    ast.Gt: Comparison.GT,
    ast.GtE: Comparison.GE,
}
_OPERATIONS: Final[dict[type[ast.operator], Operation]] = {
    ast.Add: Operation.ADD,
    ast.Sub: Operation.SUB,
    ast.Mult: Operation.MUL,
    ast.Div: Operation.DIV,
}
_ALLOWED: Final = Text(
    zh="允许: 名称、比较、in、and or not、+ - * /、a if c else b、函数、0 和 1、选项文字",
    en="allowed: names, comparisons, in, and or not, + - * /, a if c else b, calls, 0 and 1, option texts",
)


@attrs.frozen
class Fault:
    """One thing wrong with an expression, and the character (from 0) where it stands."""

    message: Text
    start: int


class ExpressionError(XixiaError):
    """The text is no expression of the language."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return f"column {self.fault.start + 1}: {self.fault.message.en}"


def parse(source: str) -> Node:
    """Return the nodes of an expression; its names are not yet resolved.

    Raises `ExpressionError` with the character where the text leaves the language.

    >>> parse("price >= floor")
    Compare(operator=<Comparison.GE: '>='>, left=Name(name='price'), right=Name(name='floor'))
    """
    if len(source) > MAX_LENGTH:
        raise ExpressionError(
            Fault(
                Text(
                    zh=f"表达式有 {len(source)} 个字符, 最多 {MAX_LENGTH}; 请拆成几个定义",
                    en=f"the expression has {len(source)} characters, at most {MAX_LENGTH} are "
                    "allowed; split it into definitions",
                ),
                MAX_LENGTH,
            )
        )
    if not source.strip():
        raise ExpressionError(Fault(Text(zh="表达式为空", en="the expression is empty"), 0))
    if any("\ud800" <= char <= "\udfff" for char in source):
        start = next(index for index, char in enumerate(source) if "\ud800" <= char <= "\udfff")
        message = Text(zh="表达式含有不能编码的字符", en="the expression holds a character no file can hold")
        raise ExpressionError(Fault(message, start))
    if "\n" in source or "\r" in source or "\0" in source:
        start = min(source.index(char) for char in "\n\r\0" if char in source)
        raise ExpressionError(
            Fault(
                Text(
                    zh="表达式须写在一行内, 不含空字符",
                    en="an expression stands on one line and holds no NUL",
                ),
                start,
            )
        )
    lead = len(source) - len(source.lstrip())
    return _Reader(source.lstrip(), lead).read()


class _Reader:
    """Holds the source while its tree is read, to turn byte offsets into characters."""

    def __init__(self, source: str, lead: int) -> None:
        self.source = source
        self.lead = lead

    def read(self) -> Node:
        try:
            tree = ast.parse(self.source, mode="eval")
        except SyntaxError as error:
            offset = error.offset - 1 if error.offset else len(self.source)  # no offset: at the end
            raise ExpressionError(
                Fault(
                    Text(
                        zh=f"无法解析的表达式; {_ALLOWED.zh}",
                        en=f"this is no expression ({error.msg}); {_ALLOWED.en}",
                    ),
                    min(offset, len(self.source)) + self.lead,
                )
            ) from None
        except (RecursionError, MemoryError):
            raise self._too_deep(0) from None
        return self.node(tree.body, 0)

    def start(self, tree: ast.expr) -> int:
        before = self.source.encode()[: tree.col_offset]
        return len(before.decode()) + self.lead

    def _too_deep(self, start: int) -> ExpressionError:
        return ExpressionError(
            Fault(
                Text(
                    zh=f"嵌套超过 {MAX_DEPTH} 层; 请拆成几个定义",
                    en=f"nested more than {MAX_DEPTH} deep; split it into definitions",
                ),
                start,
            )
        )

    def refuse(self, tree: ast.expr, found: Text) -> ExpressionError:
        return ExpressionError(
            Fault(
                Text(
                    zh=f"此处不允许{found.zh}; {_ALLOWED.zh}",
                    en=f"{found.en} is not allowed here; {_ALLOWED.en}",
                ),
                self.start(tree),
            )
        )

    def node(self, tree: ast.expr, depth: int) -> Node:
        start = self.start(tree)
        if depth > MAX_DEPTH:
            raise self._too_deep(start)
        below = depth + 1
        match tree:
            case ast.Constant(value=value):
                return self.constant(tree, value, start)
            case ast.Name() | ast.Attribute():
                return Name(self.dotted(tree), start=start)
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self.node(value, below) for value in values)
                return And(parts, start=start) if isinstance(op, ast.And) else Or(parts, start=start)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.node(operand, below), start=start)
            case ast.Compare():
                return self.compare(tree, below, start)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
                return Arithmetic(
                    _OPERATIONS[type(op)],
                    self.node(left, below),
                    self.node(right, below),
                    start=start,
                )
            case ast.IfExp(test=test, body=body, orelse=other):
                return IfElse(
                    self.node(test, below),
                    self.node(body, below),
                    self.node(other, below),
                    start=start,
                )
            case ast.Call(func=ast.Name(id=function), args=args, keywords=[]):
                arguments = tuple(self.node(argument, below) for argument in args)
                return Call(function, arguments, start=start)
            case _:
                form = type(tree).__name__
                raise self.refuse(tree, Text(zh=f"这种写法 ({form})", en=f"this form ({form})"))

    def constant(self, tree: ast.expr, value: object, start: int) -> Node:
        if isinstance(value, str):
            return Choice(value, start=start)
        if type(value) is int and value in (0, 1):
            return Literal(value, start=start)
        written = Text(
            zh=f"直接写出的 {value!r} (数值须是带出处的数值项)",
            en=f"a bare {value!r} (a number must be a figure with its source)",
        )
        raise self.refuse(tree, written)

    def dotted(self, tree: ast.expr) -> str:
        match tree:
            case ast.Name(id=name):
                return name
            case ast.Attribute(value=value, attr=attribute):
                return f"{self.dotted(value)}.{attribute}"
            case _:
                raise self.refuse(tree, Text(zh="这种点号写法", en="a dot after this form"))

    def compare(self, tree: ast.Compare, depth: int, start: int) -> Node:
        operands = [tree.left, *tree.comparators]
        parts: list[Node] = []
        for operator, left, right in zip(tree.ops, operands, operands[1:], strict=False):
            where = self.start(left)
            one, two = self.node(left, depth), self.node(right, depth)
            match operator:
                case ast.In():
                    parts.append(In(one, two, start=where))
                case ast.NotIn():
                    parts.append(Not(In(one, two, start=where), start=where))
                case _ if type(operator) in _COMPARISONS:
                    parts.append(Compare(_COMPARISONS[type(operator)], one, two, start=where))
                case _:
                    raise self.refuse(left, Text(zh="is 比较", en="a comparison with is"))
        return parts[0] if len(parts) == 1 else And(tuple(parts), start=start)

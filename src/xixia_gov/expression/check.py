"""Checking resolves every name, and refuses what cannot mean anything: yuan beside days, an unguarded fact.

`check` never stops at the first fault; a faulty part yields `WrongType`, which goes with anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from xixia_gov.dates import months_in
from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.expression.functions import (
    AGGREGATES,
    CHOOSING,
    FIXED,
    NAMES,
    PERIOD_ENDS,
    RULE_READERS,
    WHOLE_MODES,
)
from xixia_gov.expression.nodes import (
    And,
    Arithmetic,
    Call,
    Choice,
    Compare,
    Comparison,
    FactRef,
    IfElse,
    In,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Or,
    RuleRef,
)
from xixia_gov.expression.parse import Fault
from xixia_gov.expression.scope import Scope
from xixia_gov.expression.types import (
    ChoiceType,
    CodeType,
    DateType,
    EachType,
    FlagsType,
    ItemsType,
    NumberType,
    SetType,
    TruthType,
    Type,
    WordType,
    WrongType,
    describe,
)
from xixia_gov.text import Text
from xixia_gov.units import RATIO

_EQUALITY: Final = (Comparison.EQ, Comparison.NE)
_TRUTH: Final = TruthType()
_WRONG: Final = WrongType()
_NO_GATES: Final[frozenset[str]] = frozenset()


@attrs.frozen
class Checked:
    """A node with its names resolved, its type, and all that is wrong with it."""

    node: Node
    type: Type
    faults: tuple[Fault, ...]


def check(node: Node, scope: Scope) -> Checked:
    """Return the resolved node with its type and every fault found in it."""
    checker = _Checker(scope)
    resolved, kind = checker.visit(node, _NO_GATES)
    return Checked(resolved, kind, tuple(checker.faults))


def established(node: Node, *, holds: bool) -> frozenset[str]:
    """Return the gates that are open where `node` holds (or, with `holds=False`, does not)."""
    match node:
        case FactRef(path=path) if holds:
            return frozenset({path})
        case Compare(operator, FactRef(path=path), Choice(option=option)) | Compare(
            operator, Choice(option=option), FactRef(path=path)
        ) if operator is (Comparison.EQ if holds else Comparison.NE):
            return frozenset({f"{path} == '{option}'"})
        case Not(part=part):
            return established(part, holds=not holds)
        case And(parts=parts) if holds:
            return frozenset().union(*(established(part, holds=True) for part in parts))
        case Or(parts=parts) if not holds:
            return frozenset().union(*(established(part, holds=False) for part in parts))
        case _:
            return _NO_GATES


class _Checker:
    """Visits nodes with the gates established so far, and gathers faults."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.faults: list[Fault] = []

    def fault(self, node: Node, zh: str, en: str) -> Type:
        self.faults.append(Fault(Text(zh=zh, en=en), node.start))
        return _WRONG

    def visit(self, node: Node, gates: frozenset[str]) -> tuple[Node, Type]:
        match node:
            case Literal():
                return node, NumberType(unit=None, nonzero=node.value != 0)
            case Choice():
                return node, WordType()
            case Name():
                return self.name(node, gates)
            case Compare():
                return self.compare(node, gates)
            case In():
                return self.membership(node, gates)
            case And() | Or():
                return self.connective(node, gates)
            case Not(part=part):
                inside, kind = self.visit(part, gates)
                self.want_truth(part, kind)
                return attrs.evolve(node, part=inside), _TRUTH
            case Arithmetic():
                return self.arithmetic(node, gates)
            case IfElse():
                return self.if_else(node, gates)
            case Call():
                return self.call(node, gates)
            case _:
                return node, _WRONG

    def name(self, node: Name, gates: frozenset[str]) -> tuple[Node, Type]:
        symbol = self.scope.names.get(node.name)
        if symbol is None:
            message = unknown_name(Text(zh="名称", en="name"), node.name, self._near(node.name))
            return node, self.fault(node, message.zh, message.en)
        if symbol.gate is not None and symbol.gate not in gates:
            self.fault(
                node,
                f"“{node.name}”可能不存在; 须先在同一表达式中确认: {symbol.gate} and …",
                f"{node.name!r} may not exist; establish it first in the same expression: "
                f"{symbol.gate} and …",
            )
        return attrs.evolve(symbol.refers_to, start=node.start), symbol.type

    def _near(self, name: str) -> list[str]:
        """Names worth suggesting: all, or those with the same first word where there are any."""
        root = name.partition(".")[0]
        same = [known for known in self.scope.names if known.partition(".")[0] == root]
        return same if "." in name and same else list(self.scope.names)

    def want_truth(self, node: Node, kind: Type) -> None:
        if kind not in (_TRUTH, _WRONG):
            found = describe(kind)
            self.fault(node, f"此处应为是否判断, 却是{found.zh}", f"a truth is wanted here, not {found.en}")

    def connective(self, node: And | Or, gates: frozenset[str]) -> tuple[Node, Type]:
        parts: list[Node] = []
        for part in node.parts:
            resolved, kind = self.visit(part, gates)
            self.want_truth(part, kind)
            parts.append(resolved)
            gates |= established(resolved, holds=isinstance(node, And))
        return attrs.evolve(node, parts=tuple(parts)), _TRUTH

    def if_else(self, node: IfElse, gates: frozenset[str]) -> tuple[Node, Type]:
        test, kind = self.visit(node.test, gates)
        self.want_truth(node.test, kind)
        then, one = self.visit(node.then, gates | established(test, holds=True))
        other, two = self.visit(node.other, gates | established(test, holds=False))
        joined = self.same(node, one, two)
        return attrs.evolve(node, test=test, then=then, other=other), joined

    def same(self, node: Node, one: Type, two: Type) -> Type:
        """Return the one type two branches share."""
        if isinstance(one, WrongType) or isinstance(two, WrongType):
            return _WRONG
        if isinstance(one, NumberType) and isinstance(two, NumberType):
            if one.unit is None or two.unit is None or one.unit == two.unit:
                unit = two.unit if one.unit is None else one.unit
                return NumberType(unit, nonzero=one.nonzero and two.nonzero)
        elif one == two and isinstance(one, TruthType | DateType | ChoiceType | CodeType):
            return one
        return self.mixed(node, one, two)

    def mixed(self, node: Node, one: Type, two: Type) -> Type:
        first, second = describe(one), describe(two)
        return self.fault(
            node,
            f"{first.zh}与{second.zh}不能放在一起",
            f"{first.en} and {second.en} do not go together",
        )

    def compare(self, node: Compare, gates: frozenset[str]) -> tuple[Node, Type]:
        left, one = self.visit(node.left, gates)
        right, two = self.visit(node.right, gates)
        equality = node.operator in _EQUALITY
        match one, two:
            case (WrongType(), _) | (_, WrongType()):
                pass
            case (ChoiceType() as choice, WordType()) | (WordType(), ChoiceType() as choice):
                self.option(node.right if isinstance(two, WordType) else node.left, choice)
                if not equality and not choice.ordered:
                    self.unordered(node)
            case (CodeType(), WordType() | CodeType()) | (WordType(), CodeType()):
                if not equality:
                    self.unordered(node)
            case (ChoiceType(), ChoiceType()) if one == two:
                if not equality and not one.ordered:
                    self.unordered(node)
            case (NumberType(), NumberType()):
                self.same(node, one, two)
            case (DateType(), DateType()):
                pass
            case _:
                self.mixed(node, one, two)
        return attrs.evolve(node, left=left, right=right), _TRUTH

    def unordered(self, node: Compare) -> None:
        self.fault(
            node,
            "这些选项没有高低之分, 只能用 == 或 !=",
            "these options have no rank; only == and != compare them",
        )

    def option(self, node: Node, choice: ChoiceType | FlagsType) -> None:
        if isinstance(node, Choice) and node.option not in choice.options:
            message = unknown_name(Text(zh="选项", en="option"), node.option, choice.options)
            self.fault(node, message.zh, message.en)

    def membership(self, node: In, gates: frozenset[str]) -> tuple[Node, Type]:
        item, one = self.visit(node.item, gates)
        group, two = self.visit(node.group, gates)
        match one, two:
            case (WrongType(), _) | (_, WrongType()):
                pass
            case (WordType(), FlagsType() as flags):
                self.option(node.item, flags)
            case (ChoiceType() | FlagsType(), SetType(options=options)):
                strange = sorted(set(options) - set(one.options))
                if strange:
                    self.fault(
                        node.group,
                        f"清单中的“{strange[0]}”不是该事实的选项",
                        f"{strange[0]!r} in the list is no option of this fact",
                    )
            case (CodeType(), SetType()):
                pass
            case _:
                self.mixed(node, one, two)
        return attrs.evolve(node, item=item, group=group), _TRUTH

    def arithmetic(self, node: Arithmetic, gates: frozenset[str]) -> tuple[Node, Type]:
        left, one = self.visit(node.left, gates)
        right, two = self.visit(node.right, gates)
        resolved = attrs.evolve(node, left=left, right=right)
        if isinstance(one, WrongType) or isinstance(two, WrongType):
            return resolved, _WRONG
        if not isinstance(one, NumberType) or not isinstance(two, NumberType):
            return resolved, self.mixed(node, one, two)
        if node.operator in (Operation.ADD, Operation.SUB):
            joined = self.same(node, one, two)
            return resolved, NumberType(joined.unit) if isinstance(joined, NumberType) else joined
        if node.operator is Operation.MUL:
            unit = (one.unit or RATIO) * (two.unit or RATIO)
            return resolved, NumberType(unit, nonzero=one.nonzero and two.nonzero)
        if not two.nonzero:
            self.fault(
                node.right,
                "除数可能为0; 只能除以定义域不含0的数",
                "the divisor could be 0; divide only by what cannot be 0",
            )
        return resolved, NumberType((one.unit or RATIO) / (two.unit or RATIO), nonzero=one.nonzero)

    def call(self, node: Call, gates: frozenset[str]) -> tuple[Node, Type]:
        name, arguments = node.function, node.arguments
        if name in RULE_READERS:
            return self.read_rule(node)
        if name not in NAMES:
            message = unknown_name(Text(zh="函数", en="function"), name, NAMES)
            return node, self.fault(node, message.zh, message.en)
        visited = [self.visit(argument, gates) for argument in arguments]
        resolved = attrs.evolve(node, arguments=tuple(argument for argument, _ in visited))
        kinds = [kind for _, kind in visited]
        if any(isinstance(kind, WrongType) for kind in kinds):
            return resolved, _WRONG
        if name in FIXED:
            return resolved, self.fixed(node, kinds)
        if name in PERIOD_ENDS:
            return resolved, self.period_end(node, kinds)
        if name in CHOOSING:
            return resolved, self.choosing(node, kinds)
        if name in AGGREGATES:
            return resolved, self.aggregate(node, kinds)
        return resolved, self.whole(node, kinds)

    def count_of(self, node: Call, kinds: Sequence[Type], wanted: int) -> bool:
        if len(kinds) == wanted:
            return True
        self.fault(
            node,
            f"{node.function} 需要 {wanted} 个参数, 却有 {len(kinds)} 个",
            f"{node.function} takes {wanted} arguments, not {len(kinds)}",
        )
        return False

    def fixed(self, node: Call, kinds: Sequence[Type]) -> Type:
        signature = FIXED[node.function]
        if not self.count_of(node, kinds, len(signature.takes)):
            return _WRONG
        for argument, kind, wanted in zip(node.arguments, kinds, signature.takes, strict=True):
            self.want(argument, kind, wanted)
        return signature.gives

    def want(self, argument: Node, kind: Type, wanted: Type) -> None:
        bare = isinstance(kind, NumberType) and kind.unit is None
        if kind != wanted and not (bare and isinstance(wanted, NumberType)):
            need, found = describe(wanted), describe(kind)
            self.fault(
                argument,
                f"此处应为{need.zh}, 却是{found.zh}",
                f"{need.en} is wanted here, not {found.en}",
            )

    def period_end(self, node: Call, kinds: Sequence[Type]) -> Type:
        if not self.count_of(node, kinds, 2):
            return _WRONG
        day, period = node.arguments
        self.want(day, kinds[0], DateType())
        if not isinstance(period, Choice):
            self.fault(
                period,
                "期间应为 'month'、'quarter'、'half_year' 或 'year'",
                "the period is 'month', 'quarter', 'half_year' or 'year'",
            )
            return DateType()
        try:
            months_in(period.option)
        except ValueProblem as problem:
            self.fault(period, problem.message.zh, problem.message.en)
        return DateType()

    def choosing(self, node: Call, kinds: Sequence[Type]) -> Type:
        if len(kinds) < 2:  # noqa: PLR2004 - there is nothing to choose among fewer
            self.count_of(node, kinds, 2)
            return _WRONG
        joined = kinds[0]
        for kind in kinds[1:]:
            joined = self.same(node, joined, kind)
        if isinstance(joined, NumberType | WrongType):
            return joined
        return self.mixed(node, joined, NumberType())

    def whole(self, node: Call, kinds: Sequence[Type]) -> Type:
        if not self.count_of(node, kinds, 3):
            return _WRONG
        value, step, _ = kinds
        mode = node.arguments[2]
        if not isinstance(mode, Choice) or mode.option not in WHOLE_MODES:
            self.fault(
                mode,
                "取整方式应为 'down'、'up' 或 'half_up'",
                "the mode of rounding is 'down', 'up' or 'half_up'",
            )
        self.same(node, value, step)
        if not isinstance(step, NumberType) or not step.nonzero:
            self.fault(node.arguments[1], "步长不能为0", "the step must not be 0")
        return NumberType(RATIO)

    def aggregate(self, node: Call, kinds: Sequence[Type]) -> Type:
        if not self.count_of(node, kinds, 1):
            return _WRONG
        kind, name = kinds[0], node.function
        if name == "count" and isinstance(kind, ItemsType):
            return NumberType(RATIO)
        if isinstance(kind, EachType):
            if name in ("some", "every") and kind.each == _TRUTH:
                return _TRUTH
            if name in ("total", "least", "most") and isinstance(kind.each, NumberType):
                return kind.each
        found = describe(kind)
        return self.fault(node, f"{name} 不能用于{found.zh}", f"{name} cannot read {found.en}")

    def read_rule(self, node: Call) -> tuple[Node, Type]:
        gives = RULE_READERS[node.function][0]
        if len(node.arguments) != 1 or not isinstance(node.arguments[0], Name):
            return node, self.fault(
                node,
                f"{node.function} 需要一个规则编号",
                f"{node.function} takes the id of one rule",
            )
        argument = node.arguments[0]
        if argument.name not in self.scope.rules:
            message = unknown_name(Text(zh="规则", en="rule"), argument.name, sorted(self.scope.rules))
            return node, self.fault(argument, message.zh, message.en)
        reference = RuleRef(argument.name, start=argument.start)
        return attrs.evolve(node, arguments=(reference,)), gives


__all__ = ["Checked", "check", "established"]

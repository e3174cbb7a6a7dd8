"""Numbers and days in generated code: intervals whose ends are whole numbers over one denominator."""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction

import attrs

from xixia_gov.engine.compiled import runtime
from xixia_gov.engine.compiled.terms import FALSE, NO_LIMIT, TRUE, End, NumberTerm, TruthTerm, union
from xixia_gov.engine.compiled.writer import Writer
from xixia_gov.expression.nodes import Comparison, Operation
from xixia_gov.model.figure import FigureValue

_OPPOSITE = {Comparison.GE: Comparison.LT, Comparison.LE: Comparison.GT, Comparison.NE: Comparison.EQ}


def constant(writer: Writer, least: FigureValue, most: FigureValue) -> NumberTerm:
    """Return a figure, or the hull of its versions."""
    if isinstance(least, dt.date) or isinstance(most, dt.date):
        ends = [End(writer.constant(day, "D"), day) for day in (least, most) if isinstance(day, dt.date)]
        return NumberTerm(ends[0], ends[0] if least == most else ends[1])
    den = math.lcm(least.denominator, most.denominator)
    low, high = (_whole(end * den) for end in (least, most))
    return NumberTerm(low, low if least == most else high, den, positive=least >= 0)


def _whole(number: Fraction) -> End:
    return End(str(number.numerator), number.numerator)


def scaled(one: NumberTerm, den: int) -> NumberTerm:
    """Return the same number over a multiple of its denominator."""
    factor = den // one.den
    if factor == 1:
        return one
    least = _by(one.least, factor)
    return attrs.evolve(
        one, least=least, most=least if one.most is one.least else _by(one.most, factor), den=den
    )


def level(*terms: NumberTerm) -> list[NumberTerm]:
    """Return numbers over one denominator."""
    den = math.lcm(*(term.den for term in terms))
    return [scaled(term, den) for term in terms]


def _by(end: End, factor: int) -> End:
    if end.open or factor == 1:
        return end
    if isinstance(end.const, int):
        return _whole(Fraction(end.const * factor))
    text = f"{end.text} * {factor}"
    return End(f"(None if {end.text} is None else {text})", null=True) if end.null else End(f"({text})")


def settle(  # noqa: PLR0913 - a number is that much
    writer: Writer, least: End, most: End, den: int, causes: str, *, positive: bool = False
) -> NumberTerm:
    """Return a number whose ends have names, with causes only where it is open."""
    low = _named(writer, least)
    high = low if most is least else _named(writer, most)
    return NumberTerm(low, high, den, union_if_open(writer, low, high, causes), positive)


def _named(writer: Writer, end: End) -> End:
    return end if end.const is not None or end.open else attrs.evolve(end, text=writer.let(end.text))


def union_if_open(writer: Writer, low: End, high: End, causes: str) -> str:
    """Return causes as they count for an interval: none where one value is left."""
    if causes == "0" or (low is high and not low.null):
        return "0"
    if low.open or high.open:
        return writer.let(causes, "k")
    settled = (
        f"{low.text} is not None and {low.text} == {high.text}" if low.null else f"{low.text} == {high.text}"
    )
    return writer.let(f"0 if {settled} else {causes}", "k")


def arithmetic(writer: Writer, operation: Operation, one: NumberTerm, two: NumberTerm) -> NumberTerm:
    """Return a sum, difference, product or quotient."""
    causes = union(one.causes, two.causes)
    if operation in (Operation.ADD, Operation.SUB):
        left, right = level(one, two)
        sign = "+" if operation is Operation.ADD else "-"
        other = (right.least, right.most) if operation is Operation.ADD else (right.most, right.least)
        least = _sum(left.least, sign, other[0])
        most = least if one.point and two.point else _sum(left.most, sign, other[1])
        return settle(writer, least, most, left.den, causes)
    if operation is Operation.DIV:
        return divided(writer, one, two)
    for left, right in ((one, two), (two, one)):
        factor = _constant_of(left)
        if factor is not None:
            return _multiplied(writer, right, factor, causes)
    if one.point and two.point:
        product = End(f"({one.least.text} * {two.least.text})")
        return settle(writer, product, product, one.den * two.den, causes)
    return _pair(writer, runtime.times, one, two, one.den * two.den, causes)


def divided(writer: Writer, one: NumberTerm, two: NumberTerm) -> NumberTerm:
    """Return a quotient; no limit is known where the divisor could be 0."""
    causes = union(one.causes, two.causes)
    divisor = _constant_of(two)
    if divisor is None or divisor == 0:
        writer.fractions = True
        return _pair(writer, runtime.over, _exact(writer, one), _exact(writer, two), 1, causes)
    return _multiplied(writer, one, 1 / divisor, causes)


def _constant_of(one: NumberTerm) -> Fraction | None:
    if one.point and isinstance(one.least.const, int):
        return Fraction(one.least.const, one.den)
    return None


def _exact(writer: Writer, one: NumberTerm) -> NumberTerm:
    """Return a number over 1, as fractions where it needs them."""
    if one.den == 1:
        return one
    fraction = writer.constant(Fraction, "Fraction")
    ends = [
        end
        if end.open
        else End(f"(None if {end.text} is None else {fraction}({end.text}, {one.den}))", null=True)
        for end in (one.least, one.most)
    ]
    return NumberTerm(ends[0], ends[1], 1, one.causes)


def _multiplied(writer: Writer, one: NumberTerm, factor: Fraction, causes: str) -> NumberTerm:
    if factor == 0:
        return NumberTerm(End("0", 0), End("0", 0))
    least, most = (one.least, one.most) if factor > 0 else (one.most, one.least)
    low = _by(least, factor.numerator)
    high = low if one.most is one.least else _by(most, factor.numerator)
    positive = factor > 0 and one.positive
    return settle(writer, low, high, one.den * factor.denominator, causes, positive=positive)


def _pair(  # noqa: PLR0913, PLR0917 - two numbers and what they become
    writer: Writer, function: object, one: NumberTerm, two: NumberTerm, den: int, causes: str
) -> NumberTerm:
    name = writer.constant(function, "R")
    ends = ", ".join(end.text for end in (one.least, one.most, two.least, two.most))
    pair = writer.let(f"{name}({ends})")
    return settle(writer, End(f"{pair}[0]", null=True), End(f"{pair}[1]", null=True), den, causes)


def _sum(one: End, sign: str, two: End) -> End:
    if one.open or two.open:
        return NO_LIMIT
    if isinstance(one.const, int) and isinstance(two.const, int):
        return _whole(Fraction(one.const + two.const if sign == "+" else one.const - two.const))
    nulls = [end.text for end in (one, two) if end.null]
    text = f"{one.text} {sign} {two.text}"
    if not nulls:
        return End(f"({text})")
    return End(f"(None if {' or '.join(f'{name} is None' for name in nulls)} else {text})", null=True)


def chosen(writer: Writer, name: str, terms: list[NumberTerm]) -> NumberTerm:
    """Return the smallest or the largest of some numbers; an unknown one never lifts a cap."""
    parts = level(*terms)
    one = parts[0]
    for two in parts[1:]:
        causes = union(one.causes, two.causes)
        # The least of a minimum has a limit only if both have one; its most is the nearer of the two.
        wide, near = (one.least, two.least), (one.most, two.most)
        if name == "max":
            wide, near = near, wide
        far = _both(writer, name, *wide)
        positive = one.positive and two.positive
        ends = (far, far)
        if not one.point or not two.point:
            close = _nearer(writer, name, *near)
            ends = (far, close) if name == "min" else (close, far)
        one = settle(writer, *ends, one.den, causes, positive=positive)
    return one


def _both(writer: Writer, name: str, one: End, two: End) -> End:
    if one.open or two.open:
        return NO_LIMIT
    if not one.null and not two.null:
        return _choose(name, one, two)
    function = writer.constant(runtime.lower if name == "min" else runtime.higher, "R")
    return End(f"{function}({one.text}, {two.text})", null=True)


def _nearer(writer: Writer, name: str, one: End, two: End) -> End:
    if one.open or two.open:
        return two if one.open else one
    if not one.null and not two.null:
        return _choose(name, one, two)
    function = writer.constant(runtime.nearer_low if name == "min" else runtime.nearer_high, "R")
    return End(f"{function}({one.text}, {two.text})", null=one.null and two.null)


def _choose(name: str, one: End, two: End) -> End:
    if isinstance(one.const, int) and isinstance(two.const, int):
        return _whole(Fraction(min(one.const, two.const) if name == "min" else max(one.const, two.const)))
    sign = "<" if name == "min" else ">"
    return End(f"({one.text} if {one.text} {sign} {two.text} else {two.text})")


def hull(writer: Writer, terms: list[NumberTerm]) -> tuple[End, End, int]:
    """Return the ends of the hull of some numbers and their denominator."""
    parts = level(*terms)
    least, most = parts[0].least, parts[0].most
    for part in parts[1:]:
        if part.least is not least:
            least = _both(writer, "min", least, part.least)
        if part.most is not most:
            most = _both(writer, "max", most, part.most)
    return least, most, parts[0].den


def compared(writer: Writer, operator: Comparison, one: NumberTerm, two: NumberTerm) -> TruthTerm:
    """Return how two numbers or two days compare."""
    left, right = level(one, two)
    causes = union(one.causes, two.causes)
    if left.point and right.point:
        a, b = left.least, right.least
        if a.const is not None and b.const is not None:
            return TRUE if _holds(operator, a.const, b.const) else FALSE
        return TruthTerm(f"({a.text} {operator.value} {b.text})")
    match operator:
        case Comparison.LT:
            return below(writer, left, right, causes, negated=False)
        case Comparison.GT:
            return below(writer, right, left, causes, negated=False)
        case Comparison.GE:
            return below(writer, left, right, causes, negated=True)
        case Comparison.LE:
            return below(writer, right, left, causes, negated=True)
        case _:
            return _equal(writer, left, right, causes, negated=operator is Comparison.NE)


def _holds(operator: Comparison, one: int | dt.date, two: int | dt.date) -> bool:
    less, equal = one < two, one == two  # type: ignore[operator] # two numbers or two days
    return {
        Comparison.LT: less,
        Comparison.LE: less or equal,
        Comparison.GT: not less and not equal,
        Comparison.GE: not less,
        Comparison.EQ: equal,
        Comparison.NE: not equal,
    }[operator]


def below(writer: Writer, one: NumberTerm, two: NumberTerm, causes: str, *, negated: bool) -> TruthTerm:
    """Return whether one number is certainly below another, or certainly not."""
    surely = _ordered(one.most, "<", two.least)
    never = _ordered(one.least, ">=", two.most)
    if surely is None and never is None:
        return TruthTerm("None", open=True, causes=causes)
    yes, no = ("False", "True") if negated else ("True", "False")
    text = "None"
    if never is not None:
        text = f"{no} if {never} else {text}"
    if surely is not None:
        text = f"{yes} if {surely} else {text}"
    return three(writer, f"({text})", causes)


def _ordered(one: End, sign: str, two: End) -> str | None:
    if one.open or two.open:
        return None
    nulls = [f"{end.text} is not None" for end in (one, two) if end.null]
    return " and ".join([*nulls, f"{one.text} {sign} {two.text}"])


def _equal(writer: Writer, one: NumberTerm, two: NumberTerm, causes: str, *, negated: bool) -> TruthTerm:
    yes, no = ("False", "True") if negated else ("True", "False")
    apart = [
        text for text in (_ordered(one.most, "<", two.least), _ordered(two.most, "<", one.least)) if text
    ]
    text = "None"
    if apart:
        text = f"{no} if {' or '.join(f'({each})' for each in apart)} else {text}"
    ends = (one.least, one.most, two.least, two.most)
    if not any(end.open for end in ends):
        nulls = [f"{name} is not None" for name in dict.fromkeys(end.text for end in ends if end.null)]
        equals = " == ".join(dict.fromkeys(end.text for end in ends))
        if "==" in equals:
            text = f"{yes} if {' and '.join([*nulls, equals])} else {text}"
    return three(writer, f"({text})", causes)


def three(writer: Writer, text: str, causes: str) -> TruthTerm:
    """Return a truth that can be open, with causes only where it is."""
    name = writer.let(text, "t")
    if name == "None":
        return TruthTerm(name, open=True, causes=causes)
    return TruthTerm(
        name,
        open=True,
        causes="0" if causes == "0" else writer.let(f"({causes}) if {name} is None else 0", "k"),
    )

"""A change as people write it, `RULE.FIGURE=VALUE`: the figure it names, and its value with its unit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov.dates import parse_iso
from xixia_gov.engine.findings import reach_of
from xixia_gov.engine.words import date_text, number_text
from xixia_gov.errors import InputError, Place, Problem, ValueProblem, unknown_name
from xixia_gov.model.figure import Figure, FigureValue
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text
from xixia_gov.units import NAMES, RATIO, Unit

Written = int | str | dt.date
"""A value as a rule file has it: a whole number, a percentage or another number as text, a date."""

_NUMBER: Final = re.compile(
    r"(?P<number>-?[0-9]{1,15}(?:\.[0-9]{1,15}|/[0-9]{1,15})?)(?P<percent>\s*%)?\s*(?P<unit>[^0-9.,/+\-].*)?",
    re.DOTALL,
)
_DECIMALS: Final = 4
"""A ratio is told as a percentage where that takes no more decimals than these."""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_FORMS: Final = Text(
    zh="应为整数、10%、13/3、0.5 或日期 2024-07-01",
    en="write a whole number, 10%, 13/3, 0.5 or a date 2024-07-01",
)


@attrs.frozen
class Change:
    """One figure with another value: its key, the value as a rule file would have it, and as it was said."""

    key: str
    value: Written
    said: str

    @property
    def place(self) -> Place:
        """Where a problem with it stands: on the command line."""
        return Place(f"--set {self.said}")

    def exact(self, figure: Figure) -> FigureValue:
        """Return the value in the figure's own unit, money in fen.

        >>> from xixia_gov.units import YUAN
        >>> cap = Figure("r/cap", YUAN, ())
        >>> Change("r/cap", "0.5", "r.cap=0.5").exact(cap)
        Fraction(50, 1)
        """
        if isinstance(self.value, dt.date):
            return self.value
        text = str(self.value)
        number = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        return number * 100 if in_money(figure.unit) else number


def in_money(unit: Unit | None) -> bool:
    """Whether numbers of a unit are sums, by whatever they are counted, and kept in fen.

    >>> from xixia_gov.units import YUAN
    >>> in_money(YUAN), in_money(RATIO)
    (True, False)
    """
    return unit is not None and ("yuan", 1) in unit.powers


def value_text(value: FigureValue, unit: Unit | None) -> Text:
    """Return the value of a figure in words.

    >>> value_text(Fraction(12, 100), RATIO).en, value_text(Fraction(1, 8), RATIO).en
    ('12%', '12.5%')
    """
    if isinstance(value, dt.date):
        return date_text(value)
    percent = value * 100
    if unit == RATIO and (percent * 10**_DECIMALS).denominator == 1:
        written = f"{Decimal(percent.numerator) / Decimal(percent.denominator):f}%"
        return Text(zh=written, en=written)
    return number_text(value, unit)


def read_changes(book: Rulebook, written: Sequence[str]) -> tuple[Change, ...]:
    """Return the changes written `RULE.FIGURE=VALUE`, in the order they are written.

    Raises `InputError` with all that is wrong with them: no such figure, a value that is none or of another
    unit, one figure twice.

    >>> import xixia_gov as xg
    >>> read_changes(xg.load_rulebook(), ["trade_in.appliance.cap=1500元"])
    (Change(key='trade_in.appliance/cap', value=1500, said='trade_in.appliance.cap=1500元'),)
    """
    changes, problems = understood(book, written)
    if problems:
        raise InputError(problems)
    return changes


def understood(book: Rulebook, written: Sequence[str]) -> tuple[tuple[Change, ...], list[Problem]]:
    """Return the changes that can be read, as they are written, and what is wrong with the others."""
    names = {key.replace("/", "."): key for key in book.figures} | {key: key for key in book.figures}
    problems: list[Problem] = []
    changes: list[Change] = []
    told: dict[str, str] = {}
    for said in written:
        name, sign, value = (part.strip() for part in said.partition("="))
        here = Place(f"--set {said}")
        key = names.get(name)
        if not sign or not value:
            message = Text(
                zh="应写成 规则.数值=新值, 如 trade_in.appliance.cap=1500",
                en="write RULE.FIGURE=VALUE, such as trade_in.appliance.cap=1500",
            )
            problems.append(Problem(message, here))
        elif key is None:
            problems.append(Problem(_no_figure(book, name, names), here))
        elif key in told:
            message = Text(
                zh=f"“{name}”改了两次: 另见 {told[key]}",
                en=f"{name!r} is set twice: see {told[key]}",
            )
            problems.append(Problem(message, here))
        else:
            # A faulty value still says that the figure is changed, so that a second one is told.
            told[key] = said
            found, wrong = _value(value, book.figures[key])
            problems += [Problem(message, here) for message in wrong]
            if found is not None and not wrong:
                changes.append(Change(key, found, said))
    return tuple(changes), problems


def _no_figure(book: Rulebook, name: str, names: Mapping[str, str]) -> Text:
    """Return that there is no such figure: the nearest, or the shared one that the rule reads."""
    rule, _, last = name.replace("/", ".").rpartition(".")
    if rule in book.rules:
        read = {key for one in book.rules[rule] for key in reach_of(book, one).figures}
        shared = [key.replace("/", ".") for key in read if key.rpartition("/")[2] == last]
        if shared:
            return Text(
                zh=f"“{last}”是几条规则共用的数值; 应写 {shared[0]}",
                en=f"{last!r} is a figure that rules share; write {shared[0]}",
            )
        if read:
            own = sorted(key.replace("/", ".") for key in read)
            return unknown_name(Text(zh=f"“{rule}”的数值", en=f"figure of {rule}"), name, own)
    dotted = sorted({one for one in names if "/" not in one})
    return unknown_name(Text(zh="数值", en="figure"), name, dotted)


def _value(written: str, figure: Figure) -> tuple[Written | None, list[Text]]:
    """Return a value as a rule file has it, or what is wrong with it."""
    wanted = _wanted(figure)
    if _DAY.fullmatch(written):
        if figure.unit is not None:
            return None, [
                Text(
                    zh=f"应为{wanted.zh}, 却是日期 {written}",
                    en=f"expected {wanted.en}, found the date {written}",
                )
            ]
        try:
            return parse_iso(written), []
        except ValueProblem as error:
            return None, [error.message]
    match = _NUMBER.fullmatch(written)
    if match is None or match["number"].endswith("/0"):
        return None, [
            Text(zh=f"“{written}”不是数值; {_FORMS.zh}", en=f"{written!r} is no figure; {_FORMS.en}")
        ]
    if figure.unit is None:
        return None, [
            Text(zh=f"应为{wanted.zh}, 却是 {written}", en=f"expected {wanted.en}, found {written}")
        ]
    wrong = list(_unit_faults((match["unit"] or "").strip(), figure.unit))
    if match["percent"] and figure.unit != RATIO:
        wrong.append(
            Text(
                zh=f"单位是{figure.unit.label.zh}, 不能写成百分数 {written}",
                en=f"it counts {figure.unit.label.en}, so it cannot be the percentage {written}",
            )
        )
    number = match["number"]
    if match["percent"]:
        return f"{number}%", wrong
    return (int(number) if re.fullmatch(r"-?[0-9]+", number) else number), wrong


def _wanted(figure: Figure) -> Text:
    """Return what the value of a figure is, with the one it has as an example."""
    now = value_text(figure.versions[-1].value, figure.unit)
    if figure.unit is None:
        return Text(
            zh=f"日期, 如 {figure.versions[-1].value}", en=f"a date such as {figure.versions[-1].value}"
        )
    return Text(zh=f"数, 如 {now.zh}", en=f"a number such as {now.en}")


def _unit_faults(written: str, unit: Unit) -> Iterator[Text]:
    """Yield what is wrong with a unit written after a number; none need be written."""
    own = _words(unit)
    if not written or written.lower() in own:
        return
    other = next((name for name in NAMES if written.lower() in _words(Unit(((name, 1),)))), None)
    label = unit.label if unit != RATIO else Text(zh="比例 (没有单位)", en="a ratio (no unit)")
    if other is not None:
        yield Text(
            zh=f"单位应为{label.zh}, 却是{NAMES[other].zh}",
            en=f"the unit is {label.en}, found {NAMES[other].en}",
        )
    else:
        yield unknown_name(Text(zh="单位", en="unit"), written, sorted(own) or ["%"])


def _words(unit: Unit) -> frozenset[str]:
    """Return how a unit may be written: its name in rule files, and its words."""
    if unit == RATIO:
        return frozenset()
    words = {str(unit), unit.label.zh, unit.label.en, unit.label.en.removesuffix("s")}
    return frozenset(word.lower() for word in words if word)


__all__ = ["Change", "Written", "in_money", "read_changes", "understood", "value_text"]

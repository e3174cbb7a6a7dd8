"""What an example expects is checked when it is loaded: a misspelt outcome would be an example never met."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

import attrs

from xixia_gov.errors import unknown_name
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, OTHERS, YES, Check, Force, Outcome
from xixia_gov.model.rule import Kind
from xixia_gov.rulebook.positions import KeyPath
from xixia_gov.text import Text

_MONEY: Final = re.compile(r"[0-9]+\.[0-9]{2}")
NO_LIMIT: Final = "none"
"""The upper end of a sum without a known limit."""

Fault = tuple[KeyPath, Text]
"""What is wrong with a part of `expect`, and where below it."""


@attrs.frozen
class Known:
    """What an example of a rule may name: the outcomes of its kind, its facts, clauses and readings.

    `outputs` has the options of each output, none for a number or a day; `steps` are those of a procedure.
    """

    kind: Kind
    conditions: Collection[str]
    readings: Collection[str]
    facts: Collection[str]
    outputs: Mapping[str, Collection[str]] = attrs.field(factory=dict)
    steps: Collection[str] = ()


_NOTHING: Final = Known(Kind.STATUS, (), (), ())


def expectation_faults(expect: dict[str, Any], known: Known) -> Iterator[Fault]:
    """Yield all that is wrong with the `expect` of an example."""
    for key, written in expect.items():
        if key not in _CHECKS:
            yield (key,), unknown_name(Text(zh="期望的键", en="key of `expect`"), key, list(_CHECKS))
        else:
            yield from (((key, *path), message) for path, message in _CHECKS[key](written, known))


def _one_of(what: Text, allowed: Callable[[Known], list[str]]) -> Callable[[Any, Known], Iterator[Fault]]:
    def check(written: Any, known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
        if written not in allowed(known):
            yield (), unknown_name(what, str(written), allowed(known))

    return check


def _names(
    what: Text, allowed: Callable[[Known], Collection[str]]
) -> Callable[[Any, Known], Iterator[Fault]]:
    def check(written: Any, known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
        if not isinstance(written, list):
            yield (), Text(zh="应为名称的列表", en="a list of names is wanted")
            return
        names = sorted(allowed(known))
        for index, name in enumerate(written):
            if name not in names:
                yield (index,), unknown_name(what, str(name), names)

    return check


def _sum(written: Any, _known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
    ends = written if isinstance(written, list) else []
    good = len(ends) == 2 and all(isinstance(end, str) for end in ends)  # noqa: PLR2004 - two ends
    if not good or not _MONEY.fullmatch(ends[0]) or not (_MONEY.fullmatch(ends[1]) or ends[1] == NO_LIMIT):
        yield (
            (),
            Text(
                zh='金额应写成 ["最低", "最高"], 如 ["0.00", "1000.00"], '
                f'没有上限写 "{NO_LIMIT}"; 却是 {written!r}',
                en='a sum is ["least", "most"], such as ["0.00", "1000.00"], '
                f'with "{NO_LIMIT}" for no limit; found {written!r}',
            ),
        )


def _truth(written: Any, _known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
    if not isinstance(written, bool):
        yield (
            (),
            Text(zh=f"应为 true 或 false, 却是 {written!r}", en=f"expected true or false, found {written!r}"),
        )


def _preferred(written: Any, known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
    if not isinstance(written, dict):
        yield (), Text(zh="应为表", en="a table is wanted")
        return
    for key, value in written.items():
        if key == "settings":
            yield from (((key, *path), message) for path, message in _settings(value, known))
        elif key not in ("outcome", "amount"):
            yield (key,), unknown_name(Text(zh="键", en="key"), key, ["outcome", "amount", "settings"])
        else:
            yield from (((key, *path), message) for path, message in _CHECKS[key](value, known))


def _settings(written: Any, known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
    if not isinstance(written, dict):
        yield (), Text(zh="应为表", en="a table is wanted")
        return
    for reading in written:
        if reading not in known.readings:
            yield (reading,), unknown_name(Text(zh="读法", en="reading"), reading, sorted(known.readings))


def _outcomes(known: Known) -> list[str]:
    more = OTHERS.get(known.kind, ())
    return [one.value for one in (YES[known.kind], NO[known.kind], *more, Outcome.UNDETERMINED)]


def _ends(written: Any, _known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
    if not isinstance(written, list) or len(written) != 2 or not all(isinstance(end, str) for end in written):  # noqa: PLR2004 - two ends
        yield (
            (),
            Text(
                zh=f'应写成 ["最早", "最晚"], 没有限度写 "{NO_LIMIT}"; 却是 {written!r}',
                en=f'both ends are wanted, ["least", "most"], "{NO_LIMIT}" for no limit; found {written!r}',
            ),
        )


def _gives(written: Any, known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
    if not isinstance(written, dict):
        yield (), Text(zh="应为表", en="a table is wanted")
        return
    for name, value in written.items():
        if name not in known.outputs:
            yield (name,), unknown_name(Text(zh="给出的项", en="output"), name, sorted(known.outputs))
        elif known.outputs[name]:
            yield from (((name, *path), message) for path, message in _options(value, known.outputs[name]))
        else:
            yield from (((name, *path), message) for path, message in _ends(value, known))


def _options(written: Any, options: Collection[str]) -> Iterator[Fault]:  # noqa: ANN401 - as written
    yield from _names(Text(zh="选项", en="option"), lambda _: options)(written, _NOTHING)


STATES: Final = ("done", "next", "blocked", "aside", "open", "wrong")
"""How steps of a procedure stand, as an example may expect it."""


def _stage(written: Any, known: Known) -> Iterator[Fault]:  # noqa: ANN401 - as written
    if not isinstance(written, dict):
        yield (), Text(zh="应为表", en="a table is wanted")
        return
    for state, steps in written.items():
        if state not in STATES:
            yield (state,), unknown_name(Text(zh="步骤状态", en="state of steps"), state, STATES)
        else:
            named = _names(Text(zh="步骤", en="step"), lambda one: one.steps)(steps, known)
            yield from (((state, *path), message) for path, message in named)


_CHECKS: Final[dict[str, Callable[[Any, Known], Iterator[Fault]]]] = {
    "outcome": _one_of(Text(zh="结论", en="outcome"), _outcomes),
    "force": _one_of(Text(zh="有效状态", en="force"), lambda _: [one.value for one in Force]),
    "strength": _one_of(Text(zh="约束力", en="strength"), lambda _: [one.value for one in Strength]),
    "check": _one_of(Text(zh="履行情况", en="check"), lambda _: [one.value for one in Check]),
    "amount": _sum,
    "if_eligible": _sum,
    "missing": _names(Text(zh="事实", en="fact"), lambda known: known.facts),
    "failed": _names(Text(zh="条件", en="condition"), lambda known: known.conditions),
    "readings": _names(Text(zh="读法", en="reading"), lambda known: known.readings),
    "referred": _truth,
    "preferred": _preferred,
    "due": _ends,
    "gives": _gives,
    "steps": _stage,
}

__all__ = ["NO_LIMIT", "STATES", "Known", "expectation_faults"]

"""What a rule gives beside its outcome, worked out by the interpreter over all ways of settling readings."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

import attrs

from xixia_gov.engine.branch import day_of
from xixia_gov.engine.frame import Frame
from xixia_gov.engine.interpret import ContradictionError, evaluate, truth_of
from xixia_gov.engine.trace import Traced
from xixia_gov.expression.types import DateType, NumberType
from xixia_gov.interval import Interval
from xixia_gov.model.case import Case
from xixia_gov.model.output import End, Given, Output
from xixia_gov.model.reading import Settings
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.truth import Truth
from xixia_gov.units import YUAN, Unit
from xixia_gov.vocabulary.base import Matter

ReadRule = Callable[[str, str, Frame], Traced]


@attrs.frozen
class Asked:
    """A matter of a case, with the versions of a rule and the settings under which it may apply to it."""

    book: Rulebook
    case: Case
    matter: Matter
    under: Sequence[tuple[Rule, Settings]]
    read_rule: ReadRule

    def frames(self) -> Iterable[tuple[Rule, Settings, Frame]]:
        """Yield each version of the rule with a frame for it, the day that selects the law worked out."""
        for rule, settings in self.under:
            frame = Frame(self.book, self.case, self.matter, settings, None, self.read_rule)
            yield rule, settings, attrs.evolve(frame, day=day_of(evaluate(rule.window.on, frame)))


def given_outputs(asked: Asked) -> tuple[Given, ...]:
    """Return what a rule gives beside its outcome, joined over the settings under which it may apply.

    Settings that the case contradicts drop out. Raises `ContradictionError` where none is left.
    """
    found: dict[str, list[tuple[Settings, Given]]] = {}
    clash: ContradictionError | None = None
    for rule, settings, frame in asked.frames():
        try:
            given = [_given(output, frame) for output in rule.outputs]
        except ContradictionError as error:
            clash = error
            continue
        for one in given:
            found.setdefault(one.id, []).append((settings, one))
    if clash is not None and not found:
        raise clash
    return tuple(
        attrs.evolve(_joined([one for _, one in some]), readings=_deciding(some)) for some in found.values()
    )


def _deciding(some: Sequence[tuple[Settings, Given]]) -> tuple[str, ...]:
    """Return the readings by which alone two ways of settling them all give something else."""
    found: set[str] = set()
    for (settings, one), (others, other) in itertools.combinations(some, 2):
        apart = [id_ for id_ in settings if settings[id_] != others.get(id_)]
        if len(apart) == 1 and _said(one) != _said(other):
            found.update(apart)
    return tuple(sorted(found))


def _said(one: Given) -> Given:
    return attrs.evolve(one, causes=())


def _given(output: Output, frame: Frame) -> Given:
    if output.node is None:
        return _choice(output, frame)
    trace = evaluate(output.node, frame)
    kind, unit = _kind(output)
    least, most = _ends(trace)
    return Given(
        output.id, output.text, output.cite, kind, unit, least, most, causes=tuple(sorted(trace.causes))
    )


def _kind(output: Output) -> tuple[str, Unit | None]:
    match output.type:
        case DateType():
            return "date", None
        case NumberType(unit=unit):
            return ("money", None) if unit == YUAN else ("number", unit)
        case _:
            message = f"{output.id} gives neither a number nor a day"
            raise TypeError(message)


def _ends(trace: Traced) -> tuple[End, End]:
    value = trace.value
    assert isinstance(value, Interval)  # noqa: S101 - of a number or a day
    return value.least, value.most


def _choice(output: Output, frame: Frame) -> Given:
    traces = [(way, evaluate(way.node, frame)) for way in output.ways]
    open_ = frozenset(cause for _, trace in traces for cause in trace.causes)
    return Given(
        output.id,
        output.text,
        output.cite,
        "choice",
        possible=tuple((way.id, way.text) for way, trace in traces if truth_of(trace) is not Truth.FALSE),
        sure=tuple(way.id for way, trace in traces if truth_of(trace) is Truth.TRUE),
        causes=tuple(sorted(open_)),
    )


def _joined(some: Sequence[Given]) -> Given:
    """Return all that an output could be, whichever settings are right."""
    first = some[0]
    if len(some) == 1:
        return first
    causes = tuple(sorted({cause for one in some for cause in one.causes}))
    if first.kind == "choice":
        sure = tuple(id_ for id_ in first.sure if all(id_ in one.sure for one in some))
        possible = dict(pair for one in some for pair in one.possible)
        return attrs.evolve(first, possible=tuple(possible.items()), sure=sure, causes=causes)
    least, most = _least([one.least for one in some]), _most([one.most for one in some])
    return attrs.evolve(first, least=least, most=most, causes=causes)


def _least(ends: Sequence[End]) -> End:
    known = [end for end in ends if end is not None]
    return min(known) if len(known) == len(ends) else None


def _most(ends: Sequence[End]) -> End:
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


__all__ = ["Asked", "given_outputs"]

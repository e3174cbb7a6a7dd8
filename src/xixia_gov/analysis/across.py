"""Claims about rules together: exceptions and groups that do something, and one figure for one phrase."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping

import attrs

from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.parts import Role
from xixia_gov.analysis.study import Study, holds, study
from xixia_gov.engine.findings import reach_of
from xixia_gov.model.case import Case
from xixia_gov.model.figure import Figure, FigureValue
from xixia_gov.model.rule import Group
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.numerals import numbers_in
from xixia_gov.text import Text


def exception_claims(study: Study) -> Iterator[Claim]:
    """Yield for each exception to a rule that it can lift it: the rule says yes, and the exception holds."""
    for worked, exemption in zip(study.of(Role.EXCEPTION), study.rule.exemptions, strict=True):
        case = study.case(study.find([*study.yes(), (worked, holds)]))
        if case is not None:
            text = Text(
                zh=f"“{exemption.by}”的例外可以起作用", en=f"the exception of {exemption.by} can apply"
            )
            yield Claim(study.rule.id, Sort.EXCEPTION, exemption.by, Standing.PROVED, study.cells, text, case)
            continue
        text = Text(
            zh=f"“{exemption.by}”的例外从不改变任何结论",
            en=f"the exception of {exemption.by} overrides nothing: it never holds where the rule does",
        )
        witness = study.case(study.find([(worked, holds)])) or study.case(study.find(study.yes()))
        yield Claim(study.rule.id, Sort.EXCEPTION, exemption.by, Standing.FAILED, study.cells, text, witness)


def book_claims(book: Rulebook, studies: Mapping[str, Study]) -> Iterator[Claim]:
    """Yield what is claimed of rules together; `studies` holds those that were worked out."""
    for group in book.groups.values():
        if all(rule in studies for rule in group.rules):
            yield _group(group, studies)
    yield from _one_figure(book, studies)


def _group(group: Group, studies: Mapping[str, Study]) -> Claim:
    """Claim that two members of a group can both pay in one case."""
    cells = sum(studies[rule].cells for rule in group.rules)
    for one, two in itertools.combinations(group.rules, 2):
        case = _both_say_yes(studies[one], studies[two])
        if case is not None:
            text = Text(
                zh=f"组“{group.id}”的两项可以同时支付", en=f"two rules of group {group.id} can both pay"
            )
            return Claim("", Sort.GROUP, group.id, Standing.PROVED, cells, text, case)
    first = studies[group.rules[0]]
    text = Text(
        zh=f"组“{group.id}”的各项从不同时支付",
        en=f"no two rules of group {group.id} ever pay in one case, so it combines nothing",
    )
    witness = first.case(first.find(first.yes()))
    return Claim("", Sort.GROUP, group.id, Standing.FAILED, cells, text, witness)


def _both_say_yes(one: Study, two: Study) -> Case | None:
    axes = dict(one.axes)
    for name, axis in two.axes.items():
        mine = axes.get(name)
        merged = axis.values if mine is None else tuple(dict.fromkeys((*mine.values, *axis.values)))
        axes[name] = attrs.evolve(axis, values=merged)
    both = [study(one.book, each.rule, axes=axes) for each in (one, two)]
    cell = both[0].find([*both[0].yes(), *both[1].yes()])
    if cell is None:
        return None
    case, other = both[0].case(cell), both[1].case(cell)
    if case is None or other is None:
        return None
    same = one.rule.matter == two.rule.matter
    matters = case.matters if same else (*case.matters, *other.matters)
    return attrs.evolve(case, matters=matters, settle={**other.settle, **case.settle})


def _one_figure(book: Rulebook, studies: Mapping[str, Study]) -> Iterator[Claim]:
    """Yield for each phrase that several figures of one kind cite that they have one value."""
    cited: dict[tuple[str, str, str, str], list[Figure]] = {}
    for figure in book.figures.values():
        for version in figure.versions:
            unit = "date" if figure.unit is None else str(figure.unit)
            key = (version.cite.instrument, version.cite.at, version.anchor, unit)
            cited.setdefault(key, []).append(figure)
    for (_, at, anchor, unit), figures in sorted(cited.items()):
        values = {version.value for figure in figures for version in figure.versions}
        if len(figures) == 1 or _ends_of_a_span(anchor, values):
            continue
        names = ", ".join(sorted(figure.key for figure in figures))
        if len(values) == 1:
            text = Text(zh=f"“{anchor}”处处取同一数值", en=f"“{anchor}” has one value everywhere")
            yield Claim("", Sort.FIGURE, f"{at} {unit}", Standing.PROVED, len(figures), text)
            continue
        text = Text(
            zh=f"同一短语“{anchor}”取了不同数值: {names}",
            en=f"one phrase, “{anchor}”, has different values: {names}",
        )
        witness = _case_reading(book, studies, figures)
        yield Claim("", Sort.FIGURE, f"{at} {unit}", Standing.FAILED, len(figures), text, witness)


def _ends_of_a_span(anchor: str, values: set[FigureValue]) -> bool:
    """Whether a phrase prints as many values: the two ends of a range, or of a month or a year."""
    if any(isinstance(value, dt.date) for value in values):
        return len(values) <= 2  # noqa: PLR2004 - a first and a last day
    return len(numbers_in(anchor)) >= len(values)


def _case_reading(book: Rulebook, studies: Mapping[str, Study], figures: list[Figure]) -> Case | None:
    keys = {figure.key for figure in figures}
    for one in studies.values():
        if keys & reach_of(book, one.rule).figures:
            return one.case(one.find(one.yes()))
    return None


__all__ = ["book_claims", "exception_claims"]

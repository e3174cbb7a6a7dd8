"""Claims about rules together: exceptions and groups that do something, and one figure for one phrase."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from xixia_gov.analysis.axes import axes_of
from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.parts import Role
from xixia_gov.analysis.study import Study, holds, study
from xixia_gov.engine.findings import reach_of
from xixia_gov.model.case import Case
from xixia_gov.model.figure import Figure, FigureValue
from xixia_gov.model.rule import Group, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.numerals import numbers_in
from xixia_gov.text import Text


def exception_claims(study: Study) -> Iterator[Claim]:
    """Yield for each exception to a rule that it can lift it: the rule says yes, and the exception holds."""
    for worked, exemption in zip(study.of(Role.EXCEPTION), study.rule.exemptions, strict=True):
        case = study.case(study.find([*study.yes(), (worked, holds)]))
        if case is not None:
            text = Text(
                zh=f"“{exemption.name}”的例外可以起作用", en=f"the exception of {exemption.name} can apply"
            )
            yield Claim(
                study.rule.id, Sort.EXCEPTION, exemption.name, Standing.PROVED, study.cells, text, case
            )
            continue
        text = Text(
            zh=f"“{exemption.name}”的例外从不改变任何结论",
            en=f"the exception of {exemption.name} overrides nothing: it never holds where the rule does",
        )
        witness = study.case(study.find([(worked, holds)])) or study.nearest_yes()
        yield Claim(
            study.rule.id, Sort.EXCEPTION, exemption.name, Standing.FAILED, study.cells, text, witness
        )


def group_claim(book: Rulebook, group: Group) -> Claim:
    """Return the claim that two members of a group can both pay in one case."""
    cells = 0
    for one, two in itertools.combinations(group.rules, 2):
        case, looked_at = _both_say_yes(book, book.latest(one), book.latest(two))
        cells += looked_at
        if case is not None:
            text = Text(
                zh=f"组“{group.id}”的两项可以同时支付", en=f"two rules of group {group.id} can both pay"
            )
            return Claim("", Sort.GROUP, group.id, Standing.PROVED, cells, text, case)
    first = study(book, book.latest(group.rules[0]))
    text = Text(
        zh=f"组“{group.id}”的各项从不同时支付",
        en=f"no two rules of group {group.id} ever pay in one case, so it combines nothing",
    )
    return Claim("", Sort.GROUP, group.id, Standing.FAILED, cells, text, first.nearest_yes())


def _both_say_yes(book: Rulebook, one: Rule, two: Rule) -> tuple[Case | None, int]:
    """Return a case in which both rules say yes, and how many cells were looked at for it."""
    axes = axes_of(book, one)
    for name, axis in axes_of(book, two).items():
        mine = axes.get(name)
        merged = axis.values if mine is None else tuple(dict.fromkeys((*mine.values, *axis.values)))
        axes[name] = attrs.evolve(axis, values=merged)
    both = [study(book, each, axes=axes) for each in (one, two)]
    cells = sum(each.cells for each in both)
    cell = both[0].find([*both[0].yes(), *both[1].yes()])
    case, other = both[0].case(cell), both[1].case(cell)
    if case is None or other is None:
        return None, cells
    matters = case.matters if one.matter == two.matter else (*case.matters, *other.matters)
    return attrs.evolve(case, matters=matters, settle={**other.settle, **case.settle}), cells


def figure_claims(book: Rulebook, rules: Collection[str], known: Mapping[str, Study]) -> Iterator[Claim]:
    """Yield for each phrase that several figures of one kind cite that they have one value.

    Only phrases that one of the rules reads are looked at; `known` holds rules that were worked out.
    """
    read = {key for id_ in rules for rule in book.rules[id_] for key in reach_of(book, rule).figures}
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
        if read.isdisjoint(figure.key for figure in figures):
            continue
        keys = sorted({figure.key for figure in figures})
        if len(values) == 1:
            text = Text(zh=f"“{anchor}”处处取同一数值", en=f"“{anchor}” has one value everywhere")
            yield Claim("", Sort.FIGURE, f"{at} {unit}", Standing.PROVED, len(figures), text)
            continue
        text = Text(
            zh=f"同一短语“{anchor}”取了不同数值：{'、'.join(f'“{key}”' for key in keys)}",
            en=f"one phrase, “{anchor}”, has different values: {', '.join(keys)}",
        )
        witness = _case_reading(book, rules, known, figures)
        yield Claim("", Sort.FIGURE, f"{at} {unit}", Standing.FAILED, len(figures), text, witness)


def _ends_of_a_span(anchor: str, values: set[FigureValue]) -> bool:
    """Whether a phrase prints as many values: the two ends of a range, or of a month or a year."""
    if any(isinstance(value, dt.date) for value in values):
        return len(values) <= 2  # noqa: PLR2004 - a first and a last day
    return len(numbers_in(anchor)) >= len(values)


def _case_reading(
    book: Rulebook, rules: Iterable[str], known: Mapping[str, Study], figures: list[Figure]
) -> Case | None:
    """Return a case to which the first rule that reads one of the figures says yes."""
    keys = {figure.key for figure in figures}
    for id_ in rules:
        if keys & reach_of(book, book.latest(id_)).figures:
            one = known.get(id_) or study(book, book.latest(id_))
            return one.nearest_yes()
    return None


__all__ = ["exception_claims", "figure_claims", "group_claim"]

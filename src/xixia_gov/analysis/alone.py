"""Claims about conditions: each can fail alone, each alternative can be the only one that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.join import Wanted
from xixia_gov.analysis.parts import Result, Role, Worked
from xixia_gov.analysis.study import Study, fails, holds
from xixia_gov.expression.nodes import TableRef
from xixia_gov.model.case import Case
from xixia_gov.model.condition import Condition
from xixia_gov.text import Text
from xixia_gov.truth import Truth


def condition_claims(study: Study) -> Iterator[Claim]:
    """Yield that the rule can say yes, and for each condition that it can be what decides."""
    yield _satisfiable(study)
    for worked in study.of(Role.CONDITION):
        condition = worked.part.condition
        assert condition is not None  # noqa: S101 - such a part has one
        if condition.implied_by:
            yield _implied(study, worked, condition)
        else:
            yield _alone(study, worked, condition)
        if len(condition.alternatives) > 1:
            for alternative in condition.alternatives:
                yield _only(study, worked, condition, alternative.id)


def _satisfiable(study: Study) -> Claim:
    case = study.case(study.find(study.yes()))
    if case is not None:
        text = Text(zh="可以得出“是”的结论", en="the answer can be yes")
        return _claim(study, Sort.SATISFIABLE, "", Standing.PROVED, text, case)
    text = Text(zh="在任何情形下都得不出“是”的结论", en="the answer is yes in no case")
    return _claim(study, Sort.SATISFIABLE, "", Standing.FAILED, text, study.nearest_yes())


def _alone(study: Study, worked: Worked, condition: Condition) -> Claim:
    case = study.case(study.find([*study.yes(but=[worked]), (worked, fails)]))
    if case is not None:
        text = Text(zh=f"条件“{condition.id}”可以单独不符合", en=f"{condition.id} can be all that fails")
        return _claim(study, Sort.ALONE, condition.id, Standing.PROVED, text, case)
    if isinstance(condition.node, TableRef):
        return _always_a_row(study, worked, condition)
    witness, others = _failing_with_fewest(study, worked)
    beside = _listed(others)
    if witness is None:
        witness = study.nearest_yes()
        text = Text(zh=f"条件“{condition.id}”总是符合", en=f"{condition.id} never fails")
    elif others:
        text = Text(
            zh=f"条件“{condition.id}”从不单独不符合，只与{beside.zh}同时不符合",
            en=f"{condition.id} never fails alone, only together with {beside.en}",
        )
    else:
        text = Text(
            zh=f"没有找到“{condition.id}”单独不符合的情形",
            en=f"no case was found in which {condition.id} fails alone",
        )
    return _claim(study, Sort.ALONE, condition.id, Standing.FAILED, text, witness)


def _always_a_row(study: Study, worked: Worked, condition: Condition) -> Claim:
    """Claim what a table does that has a row for all that the other clauses let through: it never decides."""
    parts = [worked, *(part for part, _ in study.yes(but=[worked]))]
    standing = Standing.PROVED if all(part.whole for part in parts) else Standing.CHECKED
    text = Text(
        zh=f"其他条件都符合时，“{condition.id}”总能查到一行",
        en=f"{condition.id} holds wherever all else does: the table has a row for it",
    )
    return _claim(study, Sort.ALONE, condition.id, standing, text, study.nearest_yes())


def _only(study: Study, worked: Worked, condition: Condition, id_: str) -> Claim:
    name = f"{condition.id}.{id_}"

    def by_it_alone(result: Result) -> bool:
        return result.truth is Truth.TRUE and result.holding == (id_,)

    case = study.case(study.find([*study.yes(but=[worked]), (worked, by_it_alone)]))
    if case is not None:
        text = Text(zh=f"可以只靠“{name}”符合", en=f"{name} can be the only way in which it holds")
        return _claim(study, Sort.ALTERNATIVE, name, Standing.PROVED, text, case)
    witness = study.case(study.find([(worked, lambda result: id_ in result.holding)]))
    text = Text(zh=f"“{name}”从不单独起作用", en=f"{name} is never the only alternative that holds")
    return _claim(study, Sort.ALTERNATIVE, name, Standing.FAILED, text, witness)


def _implied(study: Study, worked: Worked, condition: Condition) -> Claim:
    names = ("force" if name == "in_force" else name for name in condition.implied_by)
    by_name = {part.part.name: part for part in study.of(Role.FORCE, Role.CONDITION)}
    givers = [by_name[name] for name in names if name in by_name]
    listed = _listed(condition.implied_by)
    wanted: list[tuple[Worked, Wanted]] = [(part, holds) for part in givers]
    witness = study.case(study.find([*wanted, (worked, lambda result: result.truth is not Truth.TRUE)]))
    if witness is not None:
        text = Text(
            zh=f"条件“{condition.id}”并不由{listed.zh}推出",
            en=f"{condition.id} does not follow from {listed.en}",
        )
        return _claim(study, Sort.IMPLIED, condition.id, Standing.FAILED, text, witness)
    whole = worked.whole and all(part.whole for part in givers)
    text = Text(zh=f"条件“{condition.id}”由{listed.zh}推出", en=f"{condition.id} follows from {listed.en}")
    standing = Standing.PROVED if whole else Standing.CHECKED
    return _claim(study, Sort.IMPLIED, condition.id, standing, text, None)


def _failing_with_fewest(study: Study, worked: Worked) -> tuple[Case | None, tuple[str, ...]]:
    """Return a case in which a condition fails with as few others as can be, and those others."""
    others = [part for part, _ in study.yes(but=[worked])]
    for left_out in _subsets(others):
        wanted: list[tuple[Worked, Wanted]] = [(part, holds) for part in others if part not in left_out]
        case = study.case(study.find([*wanted, (worked, fails)]))
        if case is not None:
            return case, tuple(part.part.name for part in left_out)
    return None, ()


def _subsets(parts: list[Worked]) -> Iterator[list[Worked]]:
    yield []
    yield from ([part] for part in parts)
    yield from ([one, two] for place, one in enumerate(parts) for two in parts[place + 1 :])
    yield parts


def _listed(names: Iterable[str]) -> Text:
    return Text(zh="、".join(f"“{name}”" for name in names), en=", ".join(names))


def _claim(  # noqa: PLR0913, PLR0917 - the parts of one claim
    study: Study, sort: Sort, about: str, standing: Standing, text: Text, witness: Case | None
) -> Claim:
    return Claim(study.rule.id, sort, about, standing, study.cells, text, witness)


__all__ = ["condition_claims"]

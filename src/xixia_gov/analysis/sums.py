"""Claims about money: sums are in order, what is declared to bound one does, what grows never shrinks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.parts import Role, Worked
from xixia_gov.analysis.study import Study
from xixia_gov.engine.findings import reach_of
from xixia_gov.expression.nodes import Call, FigureRef, walk
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Amount
from xixia_gov.model.figure import FigureValue
from xixia_gov.money import Money
from xixia_gov.text import Text

_BOUNDS: Final = ("min", "max")


def sum_claims(study: Study) -> Iterator[Claim]:
    """Yield that the sums of a rule are in order, and that what it declares of them is so."""
    payment = study.rule.payment
    if payment is None:
        return
    [worked] = study.of(Role.PAYS)
    yield _bounded(study, worked, "least", None, None)
    if payment.never_over is not None:
        yield _bounded(study, worked, "never_over", None, _ends(study, payment.never_over))
    if payment.never_under is not None:
        yield _bounded(study, worked, "never_under", _ends(study, payment.never_under), None)
    if payment.never_over is not None and payment.never_under is not None:
        yield _cap_below_floor(study, payment.never_under, payment.never_over)
    yield from _nested_bounds(study)
    for path in payment.grows_with:
        yield _grows(study, worked, path)


def _ends(study: Study, key: str) -> tuple[Money, Money]:
    """Return the least and the greatest value a figure of money has had."""
    values = [version.value for version in study.book.figures[key].versions]
    fen = sorted(int(value) for value in values if isinstance(value, Fraction))
    return Money(fen[0]), Money(fen[-1])


def _bounded(
    study: Study,
    worked: Worked,
    name: str,
    floor: tuple[Money, Money] | None,
    cap: tuple[Money, Money] | None,
) -> Claim:
    """Claim that no sum is upside down, above a cap, or below a floor."""
    for cell, result in worked.cells.items():
        amount = result.amount
        if amount is None or _in_order(amount, floor, cap):
            continue
        witness = study.case(study.find(study.yes(), dict(zip(worked.names, cell, strict=True))))
        if witness is None:
            continue  # no yes is paid so
        return _claim(study, Sort.SUM, name, Standing.FAILED, worked, _broken(name, amount), witness)
    texts = {
        "least": Text(zh="最低额从不高于最高额", en="the least sum is never above the greatest"),
        "never_over": Text(zh="金额从不超过所写的上限", en="no sum is over the cap"),
        "never_under": Text(zh="金额从不低于所写的下限", en="no sum is under the floor"),
    }
    standing = Standing.PROVED if worked.whole else Standing.CHECKED
    return _claim(study, Sort.SUM, name, standing, worked, texts[name], None)


def _in_order(amount: Amount, floor: tuple[Money, Money] | None, cap: tuple[Money, Money] | None) -> bool:
    if floor is not None:
        return amount.least >= floor[0]
    if cap is not None:
        return amount.most is not None and amount.most <= cap[1]
    return amount.most is None or amount.least <= amount.most


def _broken(name: str, amount: Amount) -> Text:
    most = "∞" if amount.most is None else amount.most
    if name == "least":
        return Text(
            zh=f"最低额 {amount.least} 高于最高额 {most}",
            en=f"the least sum {amount.least} is above the greatest {most}",
        )
    if name == "never_over":
        return Text(zh=f"金额 {most} 超过上限", en=f"a sum of {most} is over the cap")
    return Text(zh=f"金额 {amount.least} 低于下限", en=f"a sum of {amount.least} is under the floor")


def _cap_below_floor(study: Study, floor: str, cap: str) -> Claim:
    low, high = _ends(study, floor)[1], _ends(study, cap)[0]
    if low <= high:
        text = Text(zh="下限不高于上限", en="the floor is not above the cap")
        return Claim(study.rule.id, Sort.SUM, "never_under", Standing.PROVED, 1, text)
    text = Text(zh=f"上限 {high} 低于下限 {low}", en=f"the cap {high} is below the floor {low}")
    witness = study.nearest_yes()
    return Claim(study.rule.id, Sort.SUM, "never_under", Standing.FAILED, 1, text, witness)


def _nested_bounds(study: Study) -> Iterator[Claim]:
    """Yield a failed claim for each cap below a floor, as in `min(max(x, floor), cap)`."""
    told: set[tuple[str, str]] = set()
    for outer in _calls(study):
        other = "max" if outer.function == "min" else "min"
        for inner in outer.arguments:
            if not isinstance(inner, Call) or inner.function != other:
                continue
            caps, floors = (outer, inner) if outer.function == "min" else (inner, outer)
            for cap, floor in itertools.product(_figures(study, caps), _figures(study, floors)):
                pair = cap[0], floor[0]
                if pair in told or cap[1] >= floor[1]:  # type: ignore[operator] # of one unit, says the checker
                    continue
                told.add(pair)
                text = Text(
                    zh=f"上限“{cap[0]}”低于下限“{floor[0]}”",
                    en=f"the cap {cap[0]} is below the floor {floor[0]}",
                )
                yield Claim(study.rule.id, Sort.SUM, cap[0], Standing.FAILED, 1, text, study.nearest_yes())


def _calls(study: Study) -> Iterator[Call]:
    """Yield each `min` and `max` of a rule and of the definitions it reads."""
    read = reach_of(study.book, study.rule).definitions
    defined = [node for key in sorted(read) if (node := study.book.definitions[key].node) is not None]
    for node in (inner for outer in (*study.rule.nodes(), *defined) for inner in walk(outer)):
        if isinstance(node, Call) and node.function in _BOUNDS:
            yield node


def _figures(study: Study, call: Call) -> list[tuple[str, FigureValue]]:
    keys = [node.key for node in call.arguments if isinstance(node, FigureRef)]
    return [(key, study.book.figures[key].versions[-1].value) for key in keys]


def _grows(study: Study, worked: Worked, path: str) -> Claim:
    """Claim that a larger value of a fact never gives a smaller sum, everything else the same."""
    if path not in worked.names:
        text = Text(zh=f"金额不取决于“{path}”", en=f"no sum depends on {path}")
        witness = study.nearest_yes()
        return _claim(study, Sort.SUM, path, Standing.FAILED, worked, text, witness)
    place = worked.names.index(path)
    by_rest: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for cell in worked.cells:
        by_rest.setdefault(cell[:place] + cell[place + 1 :], []).append(cell)
    for same in by_rest.values():
        ordered = sorted(same, key=lambda cell: cell[place])
        for one, two in itertools.pairwise(ordered):
            before, after = worked.cells[one].amount, worked.cells[two].amount
            if before is None or after is None or not _shrinks(before, after):
                continue
            witness = _paid(study, worked, two)
            if witness is not None and _paid(study, worked, one) is not None:
                text = Text(
                    zh=f"“{path}”由 {one[place]} 增至 {two[place]}，金额却减少",
                    en=f"the sum shrinks while {path} grows from {one[place]} to {two[place]}",
                )
                return _claim(study, Sort.SUM, path, Standing.FAILED, worked, text, witness)
    text = Text(zh=f"“{path}”增加时金额从不减少", en=f"the sum never shrinks while {path} grows")
    standing = Standing.PROVED if worked.whole else Standing.CHECKED
    return _claim(study, Sort.SUM, path, standing, worked, text, None)


def _shrinks(before: Amount, after: Amount) -> bool:
    if after.least < before.least:
        return True
    return after.most is not None and (before.most is None or after.most < before.most)


def _paid(study: Study, worked: Worked, cell: tuple[Any, ...]) -> Case | None:
    return study.case(study.find(study.yes(), dict(zip(worked.names, cell, strict=True))))


def _claim(  # noqa: PLR0913, PLR0917 - the parts of one claim
    study: Study, sort: Sort, about: str, standing: Standing, worked: Worked, text: Text, witness: Case | None
) -> Claim:
    return Claim(study.rule.id, sort, about, standing, len(worked.cells), text, witness)


__all__ = ["sum_claims"]

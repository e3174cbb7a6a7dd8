"""A comparison of two rulebooks as lines of sums, which the page, CSV, JSON and chart all show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from xixia_gov.batch.counts import TotalKey
from xixia_gov.engine.words import date_text
from xixia_gov.model.condition import Strength
from xixia_gov.model.figure import Figure
from xixia_gov.report.amount import paid_to
from xixia_gov.report.words import EVERY, STRENGTHS, listed
from xixia_gov.simulate.difference import FigureDifference
from xixia_gov.simulate.result import TRUTHS, By, Move, Result, Sums, added
from xixia_gov.simulate.written import value_text
from xixia_gov.text import Text

MOVES: Final = {
    Move.GAINS: Text(zh="必定增加", en="gains for sure"),
    Move.MAY_GAIN: Text(zh="可能增加，不会减少", en="may gain, cannot lose"),
    Move.SAME: Text(zh="不变", en="the same"),
    Move.MAY_LOSE: Text(zh="可能减少，不会增加", en="may lose, cannot gain"),
    Move.LOSES: Text(zh="必定减少", en="loses for sure"),
    Move.OPEN: Text(zh="增减不定", en="may gain or lose"),
}
"""The moves in words, in the order in which they are shown."""
NOT_GIVEN: Final = Text(zh="未写明", en="not given")
NO_BOUND: Final = Text(zh="没有已知的上限", en="no limit known")
NO_LOW_BOUND: Final = Text(zh="没有已知的下限", en="no limit known")
_TRUTHS: Final = dict(zip(TRUTHS, (Text(zh="是", en="yes"), Text(zh="否", en="no")), strict=True))
_ALL: Final = Text(zh="合计", en="Together")


@attrs.frozen
class Line:
    """One line of sums: of a rule, of a total, of a move, or of a category of a fact.

    `what` is `rule`, `total`, `move`, `subjects` (a total of all subjects), `subject_move`, `category` or
    `category_move`.
    """

    what: str
    name: Text
    sums: Sums
    rule: str | None = None
    move: Move | None = None
    by: By | None = None
    category: str | None = None
    total: TotalKey | None = None


def lines_of(result: Result) -> Iterator[Line]:
    """Yield every line, in the order in which the page has them."""
    for rule in result.paying:
        yield Line("rule", result.title(rule), result.of_rule(rule), rule)
    for key, sums in result.totals():
        yield Line("total", total_text(key), sums, total=key)
    for rule in shown_rules(result):
        yield from _moves("move", result.moves(rule), rule=rule)
    if result.subjects is not None:
        for key in result.subjects.keys():  # noqa: SIM118 - a method of its own
            yield Line("subjects", total_text(key), result.subjects.total(key), total=key)
            found = {move: sums for (one, move), sums in result.subjects.sums.items() if one == key}
            yield from _moves("subject_move", found, total=key)
    for rule in shown_rules(result):
        for by in result.by:
            for category, moves in result.categories(rule, by).items():
                name = category_text(by, category)
                yield Line("category", name, added(moves.values()), rule, None, by, category)
                for line in _moves("category_move", moves, rule=rule):
                    yield attrs.evolve(line, by=by, category=category)


def shown_rules(result: Result) -> list[str]:
    """Return the rules whose gains and losses are shown: those that pay and differ."""
    return [rule for rule in result.paying if result.rules[rule].difference.touched]


def _moves(
    what: str, moves: Mapping[Move, Sums], rule: str | None = None, total: TotalKey | None = None
) -> Iterator[Line]:
    for move in MOVES:
        if move in moves:
            yield Line(what, MOVES[move], moves[move], rule, move, total=total)


def category_text(by: By, category: str | None) -> Text:
    """Return what a category is called."""
    if category is None:
        return NOT_GIVEN
    if category in _TRUTHS and not by.info.options:
        return _TRUTHS[category]
    return next((one.label for one in by.info.options if one.id == category), Text(zh=category, en=category))


def total_text(key: TotalKey) -> Text:
    """Return to whom a total is paid, by whom, how often and how binding.

    >>> total_text((None, None, "once", "soft")).en
    'Together: the text does not say to whom, once, soft words'
    """
    payee, payer, every, strength = key
    notes = [paid_to(payee)]
    notes += [Text(zh=f"由{payer.zh}支付", en=f"by {payer.en}")] if payer is not None else []
    notes += [EVERY[every]] if every is not None and every in EVERY else []
    notes += [STRENGTHS[Strength(strength)]] if strength != Strength.HARD.value else []
    said = listed(notes)
    return Text(zh=f"{_ALL.zh}：{said.zh}", en=f"{_ALL.en}: {said.en}")


# ---- what differs ----


def figure_lines(result: Result) -> list[Text]:
    """Return the figures that differ, each as it is and as it would be."""
    return [_figure_line(result, one) for one in result.figures]


def _figure_line(result: Result, one: FigureDifference) -> Text:
    now, then = (_worth(figure) for figure in (one.now, one.then))
    titles = listed(
        [result.title(rule) for rule in one.rules if rule in {*result.now.rules, *result.then.rules}]
    )
    read = Text(zh=f"（{titles.zh}）", en=f" ({titles.en})") if one.rules else Text(zh="", en="")
    return Text(
        zh=f"{one.name}：{now.zh} → {then.zh}{read.zh}", en=f"{one.name}: {now.en} → {then.en}{read.en}"
    )


def change_text(result: Result) -> Text:
    """Return the figures that differ in one line, without the rules."""
    parts = []
    for one in result.figures:
        now, then = (_worth(figure) for figure in (one.now, one.then))
        parts.append(Text(zh=f"{one.name} {now.zh} → {then.zh}", en=f"{one.name} {now.en} → {then.en}"))
    parts += [Text(zh=f"{rule} {word.zh}", en=f"{rule} {word.en}") for rule, word in rule_changes(result)]
    return Text(zh="；".join(one.zh for one in parts), en="; ".join(one.en for one in parts))


def rule_changes(result: Result) -> list[tuple[str, Text]]:
    """Return the rules that one rulebook alone has, and those that differ in more than figures."""
    moved = {rule for one in result.figures for rule in one.rules}
    found = []
    for rule, sides in sorted(result.rules.items()):
        one = sides.difference
        if not one.then:
            found.append((rule, Text(zh="取消", en="is gone")))
        elif not one.now:
            found.append((rule, Text(zh="新增", en="is new")))
        elif one.touched and rule not in moved:
            found.append((rule, Text(zh="条文有改动", en="has other words")))
    return found


def _worth(figure: Figure | None) -> Text:
    if figure is None:
        return Text(zh="没有", en="none")
    parts = []
    for version in figure.versions:
        said = value_text(version.value, figure.unit)
        if version.since is not None:
            day = date_text(version.since)
            said = Text(zh=f"{day.zh}起{said.zh}", en=f"{said.en} from {day.en}")
        parts.append(said)
    return listed(parts)


__all__ = [
    "MOVES",
    "NOT_GIVEN",
    "NO_BOUND",
    "NO_LOW_BOUND",
    "Line",
    "category_text",
    "change_text",
    "figure_lines",
    "lines_of",
    "rule_changes",
    "shown_rules",
    "total_text",
]

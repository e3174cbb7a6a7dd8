"""A summary of many cases counts as they come: how many, by rule what came out, what failed, what is missing.

Only counters are kept, so that a million cases take no more room than ten.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import attrs
from tabulate import tabulate

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, NOTHING, YES, Amount, Determination, Failure, Outcome
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.report.amount import amount_text
from xixia_gov.report.words import ADVICE, EVERY, STRENGTHS
from xixia_gov.report.wrap import wrap
from xixia_gov.text import Lang, Text

_MOST: Final = 5
"""How many of the commonest conditions and facts are shown for a rule."""
_COUNTS_WIDTH: Final = 64
_NARROWEST: Final = 16


@attrs.define
class RuleTally:
    """What came out under one rule, one count for each matter and unit.

    `amount` is the sum of what each could be paid.
    """

    title: Text
    yes: int = 0
    no: int = 0
    undetermined: int = 0
    other: int = 0
    pays: bool = False
    amount: Amount = NOTHING
    failed: Counter[str] = attrs.field(factory=Counter)
    missing: Counter[str] = attrs.field(factory=Counter)
    readings: Counter[str] = attrs.field(factory=Counter)
    open: Counter[str] = attrs.field(factory=Counter)

    def add(self, one: Determination, words: dict[str, Text]) -> None:
        """Count one answer."""
        if one.outcome is YES[one.kind]:
            self.yes += 1
        elif one.outcome is Outcome.UNDETERMINED:
            self.undetermined += 1
        elif one.outcome is NO[one.kind]:
            self.no += 1
        else:
            self.other += 1
        if one.amount is not None:
            self.pays = True
            self.amount = _plus(self.amount, one.amount)
        for failure in one.failed:
            words.setdefault(_key(one, failure), failure.text)
            self.failed[_key(one, failure)] += 1
        self.missing.update(one.missing)
        self.readings.update(one.readings)
        self.open.update(f"{one.rule}/{waiting.condition}" for waiting in one.open)


@attrs.define
class Tally:
    """The counters of a run; each case is added and forgotten."""

    cases: int = 0
    units: int = 0
    rejected: int = 0
    rules: dict[str, RuleTally] = attrs.field(factory=dict)
    totals: dict[tuple[Text, str | None, Strength], Amount] = attrs.field(factory=dict)
    words: dict[str, Text] = attrs.field(factory=dict)

    def reject(self) -> None:
        """Count a case that could not be read or answered; it is in no other count."""
        self.rejected += 1

    def add(self, assessment: Assessment) -> None:
        """Count a case that was answered."""
        self.cases += 1
        self.units += len({one.matter for one in assessment.determinations})
        for one in assessment.determinations:
            rule = self.rules.setdefault(one.rule, RuleTally(one.title))
            rule.add(one, self.words)
        for total in assessment.totals:
            key = (total.payee, total.every, total.strength)
            self.totals[key] = _plus(self.totals.get(key, NOTHING), total.amount)


def _key(one: Determination, failure: Failure) -> str:
    return f"{one.rule}/{failure.condition}"


def _plus(one: Amount, two: Amount) -> Amount:
    most = None if one.most is None or two.most is None else Money(one.most.fen + two.most.fen)
    return Amount(Money(one.least.fen + two.least.fen), most)


def summary(tally: Tally, book: Rulebook, lang: Lang, width: int = 100) -> str:
    """Return the counts as a page of at most about `width` cells.

    >>> import xixia_gov as xg
    >>> summary(Tally(rejected=2), xg.load_rulebook(), "en").splitlines()[0]
    'Cases answered: 0, of 0 units; rejected: 2 (in no count below)'
    """
    head = Text(
        zh=f"已作答 {tally.cases:,} 个情形，共 {tally.units:,} 项；"
        f"被拒 {tally.rejected:,} 个（不计入以下各数）",
        en=f"Cases answered: {tally.cases:,}, of {tally.units:,} units; "
        f"rejected: {tally.rejected:,} (in no count below)",
    )
    blocks = [head.in_(lang)]
    if tally.rules:
        blocks.append(_table(tally, lang, width))
    blocks.extend(_totals(tally, lang))
    for rule in sorted(tally.rules):
        blocks.extend(_reasons(tally.rules[rule], tally, book, lang))
    blocks.append(ADVICE.in_(lang))
    return "\n\n".join(blocks)


def _table(tally: Tally, lang: Lang, width: int) -> str:
    heads = [
        Text(zh="规则", en="Rule"),
        Text(zh="是", en="Yes"),
        Text(zh="否", en="No"),
        Text(zh="尚不能确定", en="Not settled"),
        Text(zh="最少（元）", en="Least (yuan)"),
        Text(zh="最多（元）", en="Most (yuan)"),
    ]
    excepted = any(rule.other for rule in tally.rules.values())
    if excepted:
        heads.insert(3, Text(zh="经批准可以", en="With approval"))
    room = max(width - _COUNTS_WIDTH, _NARROWEST)
    body = []
    for id_ in sorted(tally.rules):
        rule = tally.rules[id_]
        counts = [rule.yes, rule.no, *([rule.other] if excepted else []), rule.undetermined]
        body.append(
            [
                "\n".join(wrap(rule.title.in_(lang), room)),
                *(f"{count:,}" for count in counts),
                *(_ends(rule, lang) if rule.pays else ("", "")),
            ]
        )
    return tabulate(
        body,
        headers=[head.in_(lang) for head in heads],
        tablefmt="simple",
        colalign=["left", *["right"] * (len(heads) - 1)],
        disable_numparse=True,
    )


def _ends(rule: RuleTally, lang: Lang) -> tuple[str, str]:
    least, most = rule.amount.least, rule.amount.most
    unknown = Text(zh="没有已知的上限", en="no limit known").in_(lang)
    return f"{least.yuan:,}", unknown if most is None else f"{most.yuan:,}"


def _totals(tally: Tally, lang: Lang) -> list[str]:
    """Return what all cases come to together: groups and limits are taken into account case by case."""
    lines = []
    for (payee, every, strength), amount in sorted(
        tally.totals.items(), key=lambda item: (item[0][0].zh, item[0][1] or "", item[0][2].value)
    ):
        how = Text(zh="", en="") if every is None or every not in EVERY else EVERY[every]
        notes = [how.in_(lang)] if how.zh else []
        if strength is not Strength.HARD:
            notes.append(STRENGTHS[strength].in_(lang))
        note = (
            Text(zh=f"（{'，'.join(notes)}）", en=f" ({', '.join(notes)})") if notes else Text(zh="", en="")
        )
        line = Text(
            zh=f"合计付给{payee.zh}{note.zh}：{amount_text(amount).zh}",
            en=f"In all to {payee.en}{note.en}: {amount_text(amount).en}",
        )
        lines.append(line.in_(lang))
    return ["\n".join(lines)] if lines else []


def _reasons(rule: RuleTally, tally: Tally, book: Rulebook, lang: Lang) -> list[str]:
    parts = (
        (Text(zh="最常见的不符合", en="Commonest reasons for no"), rule.failed, tally.words),
        (
            Text(zh="最常缺少的事实", en="Facts most often missing"),
            rule.missing,
            {path: _label(book, path) for path in rule.missing},
        ),
        (
            Text(zh="未定的读法", en="Readings left open"),
            rule.readings,
            {id_: book.readings[id_].question for id_ in rule.readings if id_ in book.readings},
        ),
        (
            Text(zh="条文未写明或由其他文件、机关定的", en="Left open by the text or set elsewhere"),
            rule.open,
            {
                condition.key: condition.text
                for key in rule.open
                for condition in book.latest(key.partition("/")[0]).conditions
            },
        ),
    )
    lines = []
    for title, counts, words in parts:
        if not counts:
            continue
        lines.append(f"  {title.in_(lang)}:" if lang == "en" else f"  {title.zh}：")
        shown = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        for key, count in shown[:_MOST]:
            said = words[key].in_(lang) if key in words else key
            lines.append(f"    {count:>7,}  {said}" + (f" ({key})" if counts is rule.missing else ""))
        if len(shown) > _MOST:
            more = len(shown) - _MOST
            lines.append(Text(zh=f"    另有 {more} 种", en=f"    {more} more").in_(lang))
    return ["\n".join([rule.title.in_(lang), *lines])] if lines else []


def _label(book: Rulebook, path: str) -> Text:
    info = book.facts.get(path)
    return Text(zh=path, en=path) if info is None else info.label


__all__ = ["RuleTally", "Tally", "summary"]

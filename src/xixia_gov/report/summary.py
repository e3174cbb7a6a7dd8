"""A summary says what many cases came to: by rule how many yes and no, what failed, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs
from tabulate import tabulate

from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, YES
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.amount import amount_text, paid_to
from xixia_gov.report.readings import settling
from xixia_gov.report.tally import RuleTally, Tally, Waits
from xixia_gov.report.words import ADVICE, EVERY, STRENGTHS, known_through_text, outcome_text
from xixia_gov.report.wrap import wrap
from xixia_gov.text import Lang, Text

_MOST: Final = 5
"""How many of the commonest conditions and facts are shown for a rule."""
_COUNTS_WIDTH: Final = 72
_NARROWEST: Final = 16
_COUNT_WIDTH: Final = 13

_WAITS: Final = {
    Waits.FACTS: Text(zh="只缺事实，补上就能确定", en="facts alone are missing; they settle it"),
    Waits.READING: Text(zh="取决于条文的读法", en="it depends on how the text is read"),
    Waits.TEXT: Text(
        zh="条文没有写明，或由其他文件、机关定", en="the text leaves it open, or it is set elsewhere"
    ),
}
_ENDS: Final = Text(
    zh="各数按项计，数量为 2 的算 2 项；“最少”是已经确定的数额，“最多”还包括尚不能确定的结论和数额。",
    en="Every unit counts; 'least' is what is settled, 'most' includes the answers and sums that are not.",
)


@attrs.frozen
class _Page:
    """What every part of the page is written with."""

    tally: Tally
    book: Rulebook
    lang: Lang
    width: int

    def say(self, text: Text) -> str:
        return text.in_(self.lang)

    def pick(self, zh: str, en: str) -> str:
        return Text(zh=zh, en=en).in_(self.lang)

    def counted(self, count: int, words: str) -> str:
        """Return a line that begins with a count, broken under its words."""
        lines = wrap(words, max(self.width - _COUNT_WIDTH, _NARROWEST))
        return f"    {count:>7,}  " + f"\n{' ' * _COUNT_WIDTH}".join(lines)

    def titled(self, title: Text) -> str:
        return f"  {title.in_(self.lang)}" + self.pick("：", ":")


def summary(tally: Tally, book: Rulebook, lang: Lang, width: int = 100) -> str:
    """Return the counts as a page of at most about `width` cells.

    >>> import xixia_gov as xg
    >>> summary(Tally(rejected=2), xg.load_rulebook(), "en").splitlines()[0]
    'Cases answered: 0, of 0 units; rejected: 2 (in no count below)'
    """
    page = _Page(tally, book, lang, width)
    head = page.pick(
        f"已作答 {tally.cases:,} 个情形，共 {tally.units:,} 项；被拒 {tally.rejected:,} 个（不计入以下各数）",
        f"Cases answered: {tally.cases:,}, of {tally.units:,} units; "
        f"rejected: {tally.rejected:,} (in no count below)",
    )
    blocks = [head]
    if tally.rules:
        blocks.append(_table(page))
        if any(rule.pays for rule in tally.rules.values()):
            blocks.append("\n".join(wrap(page.say(_ENDS), width)))
    blocks.extend(_totals(page))
    for id_ in sorted(tally.rules):
        lines = list(_reasons(page, tally.rules[id_]))
        if lines:
            blocks.append("\n".join([page.say(tally.rules[id_].title), *lines]))
    known = page.say(known_through_text(book.known_through))
    known = f"{known}。" if lang == "zh" else f"{known[:1].upper()}{known[1:]}."
    blocks.append(f"{known}\n{page.say(ADVICE)}")
    return "\n\n".join(blocks)


def _table(page: _Page) -> str:
    rules = page.tally.rules
    heads = [
        Text(zh="规则", en="Rule"),
        *_yes_and_no(page),
        Text(zh="尚不能确定", en="Not settled"),
        Text(zh="最少（元）", en="Least (yuan)"),
        Text(zh="最多（元）", en="Most (yuan)"),
    ]
    excepted = any(rule.other for rule in rules.values())
    if excepted:
        heads.insert(3, Text(zh="经批准可以", en="With approval"))
    room = max(page.width - _COUNTS_WIDTH, _NARROWEST)
    body = []
    for id_ in sorted(rules):
        rule = rules[id_]
        counts = [rule.yes, rule.no, *([rule.other] if excepted else []), rule.undetermined]
        body.append(
            [
                "\n".join(wrap(page.say(rule.title), room)),
                *(f"{count:,}" for count in counts),
                *(_ends(page, rule) if rule.pays else ("", "")),
            ]
        )
    return tabulate(
        body,
        headers=[page.say(head) for head in heads],
        tablefmt="simple",
        colalign=["left", *["right"] * (len(heads) - 1)],
        disable_numparse=True,
    )


def _yes_and_no(page: _Page) -> tuple[Text, Text]:
    """Return the words for yes and no: those of the kind and strength, where all rules are of one."""
    kinds = {(rule.kind, page.book.latest(id_).strength) for id_, rule in page.tally.rules.items()}
    if len(kinds) > 1:
        return Text(zh="是", en="Yes"), Text(zh="否", en="No")
    ((kind, strength),) = kinds
    yes, no = (outcome_text(kind, outcome, strength) for outcome in (YES[kind], NO[kind]))
    return _capital(yes), _capital(no)


def _capital(text: Text) -> Text:
    return Text(zh=text.zh, en=text.en[:1].upper() + text.en[1:])


def _ends(page: _Page, rule: RuleTally) -> tuple[str, str]:
    least, most = rule.amount.least, rule.amount.most
    unknown = page.pick("没有已知的上限", "no limit known")
    return f"{least.yuan:,}", unknown if most is None else f"{most.yuan:,}"


def _totals(page: _Page) -> list[str]:
    """Return what all cases come to together: groups and limits are taken into account case by case."""
    lines = []
    for (payee, every, strength), amount in sorted(
        page.tally.totals.items(), key=lambda item: (str(item[0][0]), item[0][1] or "", item[0][2].value)
    ):
        notes = [page.say(paid_to(payee))]
        notes += [page.say(EVERY[every])] if every is not None and every in EVERY else []
        if strength is not Strength.HARD:
            notes.append(page.say(STRENGTHS[strength]))
        line = Text(
            zh=f"合计（{'，'.join(notes)}）：{amount_text(amount).zh}",
            en=f"In all ({', '.join(notes)}): {amount_text(amount).en}",
        )
        lines.append(page.say(line))
    return ["\n".join(lines)] if lines else []


def _reasons(page: _Page, rule: RuleTally) -> Iterator[str]:
    words = page.tally.words
    if rule.undetermined:
        count = f"{rule.undetermined:,}"
        yield page.titled(Text(zh=f"尚不能确定的 {count} 项", en=f"The {count} not settled"))
        for waits, said in _WAITS.items():
            if rule.waits[waits]:
                yield page.counted(rule.waits[waits], page.say(said))
    yield from _commonest(
        page,
        Text(zh="最常见的不符合", en="Commonest reasons for no"),
        rule.failed,
        {key: page.say(words[key]) for key in rule.failed},
    )
    yield from _commonest(
        page,
        Text(zh="最常缺少的事实", en="Facts most often missing"),
        rule.missing,
        {path: _fact(page, path) for path in rule.missing},
    )
    yield from _commonest(
        page,
        Text(zh="未定的读法", en="Readings left open"),
        rule.readings,
        {
            id_: page.say(settling(page.book.readings[id_]))
            for id_ in rule.readings
            if id_ in page.book.readings
        },
    )
    conditions = (
        condition
        for key in rule.open
        for version in page.book.rules.get(key.partition("/")[0], ())
        for condition in (*version.conditions, *version.check)
    )
    yield from _commonest(
        page,
        Text(zh="条文未写明或由其他文件、机关定的", en="Left open by the text or set elsewhere"),
        rule.open,
        {condition.key: page.say(condition.text) for condition in conditions},
    )


def _commonest(
    page: _Page, title: Text, counts: Mapping[str, int], words: Mapping[str, str]
) -> Iterator[str]:
    if not counts:
        return
    yield page.titled(title)
    shown = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for key, count in shown[:_MOST]:
        yield page.counted(count, words.get(key, key))
    more = len(shown) - _MOST
    if more > 0:
        yield page.pick(f"    另有 {more} 种", f"    {more} more")


def _fact(page: _Page, path: str) -> str:
    info = page.book.facts.get(path)
    return path if info is None else f"{page.say(info.label)} ({path})"


__all__ = ["summary"]

"""A page of counts for a registry: by rule how many yes and no, what failed, what is missing, the sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs
from tabulate import tabulate

from xixia_gov.batch.counts import Counts, RuleCounts, SubjectTotals
from xixia_gov.columns.without import without_columns
from xixia_gov.engine.verdict import IN_FORCE, SUM, outcomes_of
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import EXCEPTION, NO, YES, Amount
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.report.amount import amount_text, paid_to
from xixia_gov.report.readings import settling
from xixia_gov.report.words import (
    ADVICE,
    EVERY,
    STRENGTHS,
    known_through_text,
    outcome_text,
    quoted,
    sentence,
)
from xixia_gov.report.wrap import wrap
from xixia_gov.text import Lang, Text

_MOST: Final = 5
"""How many of the commonest conditions and facts are shown for a rule."""
_COUNTS_WIDTH: Final = 84
_NARROWEST: Final = 16
_COUNT_WIDTH: Final = 17
_IN_FORCE: Final = Text(zh="规则在那一天不在有效期内", en="the rule is not in force on the day")
_LIFTING: Final = Text(zh="是否适用例外或者另一结论", en="whether an exception, or another outcome, applies")
_SUM: Final = Text(zh="数额由条文之外决定", en="what fixes the sum is outside the text")
_READ: Final = Text(
    zh="只取决于条文读法的（其中一处或几处）",
    en="Open for nothing but how the text is read (one or more of)",
)
_ENDS: Final = Text(
    zh="各数按项计，数量为 2 的算 2 项；“最少”是已经确定的数额，“最多”还包括尚不能确定的结论和数额。",
    en="Every unit counts; 'least' is what is settled, 'most' includes the answers and sums that are not.",
)
_ROW_BY_ROW: Final = Text(
    zh="逐行相加，一人多行的限额和只给一项的规定没有计入；要计入，用 --subject-key 指明主体的编号列。",
    en="Rows are added one by one, without limits over several rows of one subject; "
    "to count those, name the column of the subject's key with --subject-key.",
)


@attrs.frozen
class _Page:
    counts: Counts
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
        return f"    {count:>11,}  " + f"\n{' ' * _COUNT_WIDTH}".join(lines)


def registry_page(
    counts: Counts, subjects: SubjectTotals | None, book: Rulebook, lang: Lang, width: int = 100
) -> str:
    """Return the counts of a registry as a page of at most about `width` cells.

    >>> import xixia_gov as xg
    >>> registry_page(Counts(rejected=2), None, xg.load_rulebook(), "en").splitlines()[0]
    'Rows answered: 0, of 0 units; rejected: 2 (in no count below)'
    """
    page = _Page(counts, book, lang, width)
    blocks = [
        page.pick(
            f"已作答 {counts.answered:,} 行，共 {counts.units:,} 项；"
            f"被拒 {counts.rejected:,} 行（不计入以下各数）",
            f"Rows answered: {counts.answered:,}, of {counts.units:,} units; "
            f"rejected: {counts.rejected:,} (in no count below)",
        )
    ]
    if counts.rules:
        blocks.append(_table(page))
        notes = [_ENDS] if any(one.pays for one in counts.rules.values()) else []
        if subjects is None and _limited(page):
            notes.append(_ROW_BY_ROW)
        blocks += ["\n".join(wrap(page.say(note), width)) for note in notes]
        blocks += ["\n".join(wrap(line, width, "  ")) for line in _left_out(page)]
    if subjects is not None:
        blocks.append("\n".join(_subjects(page, subjects)))
    for id_ in sorted(counts.rules):
        lines = list(_reasons(page, id_, counts.rules[id_]))
        if lines:
            blocks.append("\n".join([page.say(book.latest(id_).title), *lines]))
    known = page.say(sentence(known_through_text(book.known_through)))
    presumed = sum(one.presumed for one in counts.rules.values())
    if presumed:
        known += page.pick(
            f"有 {presumed:,} 个结论推定那以后法律没有变。",
            f" {presumed:,} answers presume that it stayed the same.",
        )
    return "\n\n".join([*blocks, f"{known}\n{page.say(ADVICE)}"])


def _left_out(page: _Page) -> Iterator[str]:
    """Yield which rules about the same matters are not answered in columns, and why."""
    matters = {page.book.latest(id_).matter for id_ in page.counts.rules}
    found: dict[Text, list[str]] = {}
    for id_ in page.book.rules:
        rule = page.book.latest(id_)
        if rule.matter in matters and id_ not in page.counts.rules:
            why = without_columns(page.book, id_)
            if why is not None:
                found.setdefault(why, []).append(quoted(page.say(rule.title)))
    for why, titles in found.items():
        listed = page.pick("、", ", ").join(titles)
        yield page.pick(
            f"这里没有作答的规则：{listed}。{page.say(why)}；请用 check。",
            f"Rules not answered here: {listed}. For {page.say(why)}; use `check`.",
        )


def _limited(page: _Page) -> bool:
    """Whether some rule that pays shares a group or pays once in a period."""
    grouped = {rule for group in page.book.groups.values() for rule in group.rules}
    paying = [id_ for id_, one in page.counts.rules.items() if one.pays]
    return any(id_ in grouped or page.book.latest(id_).once_per for id_ in paying)


def _table(page: _Page) -> str:
    rules = page.counts.rules
    others = _others(page)
    heads = [
        Text(zh="规则", en="Rule"),
        *_yes_and_no(page),
        *(head for head, _ in others),
        Text(zh="尚不能确定", en="Not settled"),
        Text(zh="最少（元）", en="Least (yuan)"),
        Text(zh="最多（元）", en="Most (yuan)"),
    ]
    room = max(page.width - _COUNTS_WIDTH, _NARROWEST)
    body = []
    for id_ in sorted(rules):
        one = rules[id_]
        numbers = [one.yes, one.no, *(sum(one.others[code] for code in codes) for _, codes in others)]
        numbers.append(one.undetermined)
        unknown = page.pick("没有已知的上限", "no limit known")
        most = unknown if one.most is None else f"{Money(one.most).yuan:,}"
        body.append(
            [
                "\n".join(wrap(page.say(page.book.latest(id_).title), room)),
                *(f"{number:,}" for number in numbers),
                *((f"{Money(one.least).yuan:,}", most) if one.pays else ("", "")),
            ]
        )
    return tabulate(
        body,
        headers=[page.say(head) for head in heads],
        tablefmt="simple",
        colalign=["left", *["right"] * (len(heads) - 1)],
        disable_numparse=True,
    )


def _others(page: _Page) -> list[tuple[Text, tuple[int, ...]]]:
    """Return the words for outcomes beside yes and no that came out, and their codes.

    Rules of several kinds share one column.
    """
    found = {id_: set(+one.others) for id_, one in page.counts.rules.items()}
    kinds = {page.book.latest(id_).kind for id_ in page.counts.rules}
    codes = sorted(set().union(*found.values()))
    if len(kinds) > 1:
        return [(Text(zh="其他结论", en="Other outcome"), tuple(codes))] if codes else []
    return [
        (_capital(outcome_text(kind, outcomes_of(kind)[code])), (code,)) for kind in kinds for code in codes
    ]


def _yes_and_no(page: _Page) -> tuple[Text, Text]:
    """Return the words for yes and no: those of the kind and strength, where all rules are of one."""
    latest = [page.book.latest(id_) for id_ in page.counts.rules]
    kinds = {(rule.kind, rule.strength) for rule in latest}
    if len(kinds) > 1:
        return Text(zh="是", en="Yes"), Text(zh="否", en="No")
    ((kind, strength),) = kinds
    yes, no = (outcome_text(kind, outcome, strength) for outcome in (YES[kind], NO[kind]))
    return _capital(yes), _capital(no)


def _capital(text: Text) -> Text:
    return Text(zh=text.zh, en=text.en[:1].upper() + text.en[1:])


def _subjects(page: _Page, subjects: SubjectTotals) -> Iterator[str]:
    yield page.pick(
        f"按主体合计（共 {subjects.subjects:,} 个，{subjects.rejected:,} 个没有计算；已计入分组和限额）：",
        f"By subject ({subjects.subjects:,}, of which {subjects.rejected:,} not computed; "
        "groups and limits counted):",
    )
    order = sorted(subjects.sums.items(), key=lambda item: tuple(map(str, item[0])))
    for (payee, payer, every, strength), (least, most) in order:
        notes = [page.say(paid_to(payee))]
        notes += [page.pick(f"由{payer.zh}支付", f"by {payer.en}")] if payer is not None else []
        notes += [page.say(EVERY[every])] if every is not None and every in EVERY else []
        if strength != Strength.HARD.value:
            notes.append(page.say(STRENGTHS[Strength(strength)]))
        amount = amount_text(Amount(Money(least), None if most is None else Money(most)))
        yield f"    {page.pick('，', ', ').join(notes)}{page.pick('：', ': ')}{page.say(amount)}"


def _reasons(page: _Page, id_: str, one: RuleCounts) -> Iterator[str]:
    versions = page.book.rules[id_]
    conditions = {c.id: page.say(c.text) for rule in versions for c in (*rule.conditions, *rule.check)}
    conditions |= {
        IN_FORCE: page.say(_IN_FORCE),
        SUM: page.say(_SUM),
        EXCEPTION: page.say(_LIFTING),
    }
    facts = {path: f"{page.say(info.label)} ({path})" for path, info in page.book.facts.items()}
    yield from _commonest(
        page, Text(zh="最常见的不符合", en="Commonest reasons for no"), one.failed, conditions
    )
    yield from _commonest(page, Text(zh="最常缺少的事实", en="Facts most often missing"), one.missing, facts)
    title = Text(zh="条文未写明或由其他文件、机关定的", en="Left open by the text or set elsewhere")
    yield from _commonest(page, title, one.waiting, conditions)
    questions = {name: page.say(settling(page.book.readings[name])) for name in one.readings}
    yield from _commonest(page, _READ, one.readings, questions)


def _commonest(
    page: _Page, title: Text, counts: Mapping[str, int], words: Mapping[str, str]
) -> Iterator[str]:
    if not counts:
        return
    yield f"  {page.say(title)}{page.pick('：', ':')}"
    shown = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for key, count in shown[:_MOST]:
        yield page.counted(count, words.get(key, key))
    more = len(shown) - _MOST
    if more > 0:
        yield page.pick(f"    另有 {more} 种", f"    {more} more")


__all__ = ["registry_page"]

"""What follows the answers of a case: conclusions, groups, totals, and what the answers do not cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xixia_gov.model.assessment import Assessment, Conclusion, GroupResult, Total
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import NO, NOTHING, Outcome
from xixia_gov.model.rule import Kind
from xixia_gov.report.amount import amount_text, paid_to
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import (
    ADVICE,
    EVERY,
    NOT_BARRED,
    OTHER_LAW,
    PREFERRED,
    SOFT,
    known_through_text,
    outcome_text,
    sentence,
)
from xixia_gov.text import Text


def closing_lines(speaker: Speaker, assessment: Assessment) -> list[str]:
    """Return the lines after the answers, the weightiest first, the standing ones last.

    A sum of nothing is left out: the answers it is made of have said no already.
    """
    lines = [
        *conclusion_lines(speaker, assessment),
        *(_group(speaker, one, assessment) for one in assessment.groups if one.amount != NOTHING),
        *(_total(speaker, one) for one in assessment.totals if one.amount != NOTHING),
        *silence(speaker, assessment),
        standing(speaker, assessment),
        speaker.say(ADVICE),
    ]
    return [line for line in lines if line]


def conclusion_lines(speaker: Speaker, assessment: Assessment) -> Iterator[str]:
    """Yield what all prohibitions come to, for each matter once."""
    refs = {one.matter: one.ref for one in assessment.determinations}
    counts: dict[int, int] = {}
    for one in assessment.conclusions:
        counts[one.matter.index] = counts.get(one.matter.index, 0) + 1
    for one in assessment.conclusions:
        if one.matter.unit == 1:
            matter = speaker.matter(one.matter, refs.get(one.matter), counts[one.matter.index])
            yield speaker.pick(
                f"{matter}，综合各项禁止：{_conclusion(speaker, one)}",
                f"{matter}, over all prohibitions: {_conclusion(speaker, one)}",
            )


def _conclusion(speaker: Speaker, one: Conclusion) -> str:
    other = speaker.say(OTHER_LAW)
    if one.outcome is None:
        words = speaker.say(NOT_BARRED)
        return speaker.pick(f"{words}；{other}。", f"{words}; {other}.")
    words = speaker.say(outcome_text(Kind.PROHIBITION, one.outcome))
    if one.outcome is Outcome.UNDETERMINED:
        left = [NOT_BARRED if each is None else outcome_text(Kind.PROHIBITION, each) for each in one.possible]
        words += speaker.pick("，可能是", ": ") + speaker.pick("或者", " or ").join(map(speaker.say, left))
    titles = speaker.pick("、", ", ").join(speaker.title(rule) for rule in one.because)
    return speaker.pick(f"{words}（{titles}）；{other}。", f"{words} ({titles}); {other}.")


def _group(speaker: Speaker, one: GroupResult, assessment: Assessment) -> str:
    rules = speaker.book.groups[one.group].rules
    titles = speaker.pick("与", " and ").join(speaker.title(rule) for rule in rules)
    total = speaker.say(amount_text(one.amount))
    parts = []
    for under in one.under:
        taken, amount = speaker.settings(under.settings), speaker.say(amount_text(under.amount))
        mark = speaker.pick(f"（{PREFERRED.zh}）", f" ({PREFERRED.en})") if under.preferred else ""
        parts.append(speaker.pick(f"读作{taken}为{amount}{mark}", f"read as {taken}, {amount}{mark}"))
    paying = {each.rule for each in assessment.determinations if each.outcome is not NO[each.kind]}
    soft = [rule for rule in rules if rule in paying and speaker.book.latest(rule).strength is Strength.SOFT]
    if 0 < len(soft) < len(rules):
        named = speaker.pick("、", ", ").join(speaker.title(rule) for rule in soft)
        parts.append(
            speaker.pick(
                f"其中{named}的条文只是鼓励，不能据此申领",
                f"the words of {named} only encourage, and nobody can claim on them",
            )
        )
    more = speaker.pick("；", "; ").join(parts)
    return speaker.pick(
        f"{titles}合计：{total}" + (f"（{more}）。" if more else "。"),
        f"{titles} together: {total}" + (f" ({more})." if more else "."),
    )


def _total(speaker: Speaker, one: Total) -> str:
    say = speaker.pick
    parts = [speaker.say(paid_to(one.payee))]
    if one.payer is not None:
        parts.append(say(f"由{speaker.say(one.payer)}支付", f"by {speaker.say(one.payer)}"))
    if one.every is not None:
        parts.append(speaker.say(EVERY[one.every]))
    if one.strength is Strength.SOFT:
        soft = speaker.say(SOFT).rstrip("。")
        parts.append(soft[:1].lower() + soft[1:])
    about = say("，", ", ").join(parts)
    amount = speaker.say(amount_text(one.amount))
    return say(f"合计（{about}）：{amount}。", f"Total ({about}): {amount}.")


def silence(speaker: Speaker, assessment: Assessment) -> Iterator[str]:
    """Yield one line on what was not assessed; nothing where there is nothing to say."""
    say = speaker.pick
    kinds = list(dict.fromkeys(one.matter for one in assessment.not_assessed))
    parts = []
    if kinds:
        named = [speaker.matter_kind(kind) for kind in kinds] if len(kinds) <= _FEW_KINDS else []
        names = say("、", ", ").join(named or _areas(speaker, assessment))
        count = len(assessment.not_assessed)
        parts.append(
            say(
                f"情形中没有列出的事项未作判断：{names}（{count}条规则）",
                f"matters the case does not list were not assessed: {names} ({count} rules)",
            )
        )
    if assessment.not_encoded:
        count = len(assessment.not_encoded)
        parts.append(
            say(
                f"公报中还有{count}个方面没有编入规则库，没有写入的不等于没有规定",
                f"{count} areas of the gazettes are not in the rulebook, and silence about them is not a no",
            )
        )
    if parts:
        words = say("；", "; ").join(parts)
        yield sentence(Text(zh=words, en=words)).in_(speaker.lang)


_FEW_KINDS: Final = 12
"""So many kinds of matter are named one by one; of more, the areas of policy are."""


def _areas(speaker: Speaker, assessment: Assessment) -> list[str]:
    """Return the areas of the rules that were not asked, each with how many there are."""
    counts: dict[str, int] = {}
    for one in assessment.not_assessed:
        area = one.rule.partition(".")[0]
        counts[area] = counts.get(area, 0) + 1
    areas = speaker.book.areas
    return [
        speaker.pick(f"{name}{count}条", f"{name} {count}")
        for area in sorted(counts, key=list(areas).index if set(counts) <= set(areas) else str)
        for name, count in ((speaker.say(areas[area]) if area in areas else area, counts[area]),)
    ]


def standing(speaker: Speaker, assessment: Assessment) -> str:
    """Return the day of asking and the day after which law is not known here."""
    day = speaker.day(assessment.as_of)
    unknown = speaker.say(known_through_text(assessment.known_through))
    return speaker.pick(f"询问之日：{day}；{unknown}。", f"Day of asking: {day}; {unknown}.")

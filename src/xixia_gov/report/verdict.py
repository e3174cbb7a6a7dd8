"""A determination in sentences: whether it applies, what comes out, how much, and why it is open."""

from __future__ import annotations

import datetime as dt
from typing import Final

from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import Check, Determination, Force, Outcome
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.report.amount import amount_text
from xixia_gov.report.openings import open_words
from xixia_gov.report.outputs import output_lines
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.stage import turn_lines
from xixia_gov.report.words import (
    CAUSES,
    FORCES,
    check_text,
    known_through_text,
    outcome_text,
    strength_text,
)
from xixia_gov.text import Text
from xixia_gov.unknown import Cause, CauseKind

_FEW: Final = 3
"""So many missing facts are named in the reason; more are counted, and named where they are asked."""


def force_words(speaker: Speaker, one: Determination, known_through: dt.date) -> str | None:
    """Return whether the rule applied on the day that selects the law; None when it simply did."""
    if one.force is Force.IN_FORCE:
        return None
    words = speaker.say(FORCES[one.force])
    since = None if one.since is None else speaker.day(dt.date.fromisoformat(one.since))
    if one.force is Force.NOT_YET and since is not None:
        return speaker.pick(f"{words}，{since}起才适用", f"{words}: it applies from {since}")
    if one.force is Force.ENDED and since is not None:
        return speaker.pick(f"{words}，只适用到{since}", f"{words}: it applied through {since}")
    if one.force is Force.PRESUMED:
        why = speaker.say(known_through_text(known_through))
        return speaker.pick(
            f"{words}：公报没有写明终止日期，而{why}", f"{words}: the text prints no end, and {why}"
        )
    return words


def outcome_words(speaker: Speaker, one: Determination) -> str:
    """Return the outcome with what is still possible, and whether a duty is fulfilled."""
    words = speaker.say(outcome_text(one.kind, one.outcome, one.strength))
    if one.outcome is Outcome.UNDETERMINED and len(one.possible) > 1:
        possible = speaker.pick("、", ", ").join(
            speaker.say(outcome_text(one.kind, outcome, one.strength)) for outcome in one.possible
        )
        words = speaker.pick(f"{words}（可能：{possible}）", f"{words} (possible: {possible})")
    if one.check is not None:
        words += speaker.pick("；", "; ") + speaker.say(check_text(one.check, one.strength, one.kind))
    return words


def strength_words(speaker: Speaker, kind: Kind, strength: Strength) -> str | None:
    """Return what words that do not bind mean for a claim or a duty; None for binding ones."""
    text = strength_text(kind, strength)
    return None if text is None else speaker.say(text)


def amount_words(speaker: Speaker, one: Determination) -> str | None:
    """Return the sum, and the sum given yes where they differ; None where no money is paid."""
    if one.amount is None:
        return None
    words = speaker.say(amount_text(one.amount))
    if one.if_eligible is None or one.if_eligible == one.amount:
        return words
    given_yes = speaker.say(amount_text(one.if_eligible))
    return speaker.pick(
        f"{words}；如果可以享受，则为{given_yes}", f"{words}; if it may be claimed: {given_yes}"
    )


def because_words(speaker: Speaker, one: Determination) -> list[str]:
    """Return why the sum is open, one sentence for each reason."""
    rule = speaker.rule(one.rule, one.version)
    return [_because(speaker, rule, token) for token in one.because]


def _because(speaker: Speaker, rule: Rule, token: str) -> str:
    kind, _, name = token.partition(":")
    match kind:
        case "missing":
            label = speaker.label(name)
            return speaker.pick(f"没有给出“{label}”", f"not given: {label}")
        case "reading":
            question = speaker.question(name)
            return speaker.pick(
                f"条文有不同读法：{question}", f"the text can be read differently: {question}"
            )
        case "text":
            return open_words(speaker, rule, Cause(CauseKind.TEXT, name))
        case "authority":
            return speaker.say(CAUSES[CauseKind.AUTHORITY])
        case _:
            return speaker.say(CAUSES[CauseKind.ELSEWHERE])


def referral_words(speaker: Speaker, what: Text, to: str | None) -> str:
    """Return what another instrument sets, and which one; that the text names none where it does not."""
    said = speaker.say(what)
    where = (
        speaker.pick("公报没有写明是哪份文件", "the text names no instrument")
        if to is None
        else speaker.instrument(to)
    )
    return speaker.pick(f"{said}：{where}", f"{said}: {where}")


def reasons(speaker: Speaker, one: Determination, known_through: dt.date) -> list[str]:
    """Return what decided the answer, the weightiest first, for a cell of a table."""
    found: list[str] = output_lines(speaker, one)
    found.extend(turn_lines(speaker, one))
    said = len(found)
    force = force_words(speaker, one, known_through)
    rule = speaker.rule(one.rule, one.version)
    if force is not None and one.force in (Force.NOT_YET, Force.ENDED):
        found.append(force)
    for failure in one.failed:
        text = speaker.say(failure.text)
        far = "" if failure.distance is None else speaker.far(failure.distance)
        if far:
            text = speaker.pick(f"{text}（{far}）", f"{text} ({far})")
        found.append(speaker.pick(f"不符合：{text}", f"not met: {text}"))
    if len(found) == said:
        found.extend(_open_reasons(speaker, rule, one))
    if len(found) == said:
        found.extend(lifted_words(speaker, rule, one) or [_all_met(speaker, rule, one)])
    if one.force is Force.PRESUMED and force is not None:
        found.append(speaker.say(FORCES[Force.PRESUMED]))
    strength = strength_words(speaker, one.kind, one.strength)
    if strength is not None:
        found.append(strength)
    found.extend(_taken(speaker, rule, one))
    return found


def _taken(speaker: Speaker, rule: Rule, one: Determination) -> list[str]:
    """Return what the answer takes from the one who asks: findings asserted, readings settled."""
    found: list[str] = []
    if one.asserted:
        listed = speaker.pick("、", ", ").join(speaker.finding(rule, key) for key in one.asserted[:_FEW])
        more = speaker.pick("等", " and others") if len(one.asserted) > _FEW else ""
        found.append(speaker.pick(f"按情形中的认定：{listed}{more}", f"as the case asserts: {listed}{more}"))
    if len(one.settled) > _FEW:
        count = len(one.settled)
        found.append(speaker.pick(f"提问者选定了{count}处读法", f"the caller settled {count} readings"))
    found.extend(
        speaker.pick(
            f"按提问者选定的读法：{speaker.answered(id_, option)}",
            f"as the caller settled it: {speaker.answered(id_, option)}",
        )
        for id_, option in (one.settled if len(one.settled) <= _FEW else ())
    )
    return found


def _open_reasons(speaker: Speaker, rule: Rule, one: Determination) -> list[str]:
    found: list[str] = []
    if len(one.missing) > _FEW:
        count = len(one.missing)
        found.append(speaker.pick(f"有{count}项情况没有给出", f"{count} facts are not given"))
    elif one.missing:
        labels = speaker.pick("、", ", ").join(speaker.label(path) for path in one.missing)
        found.append(speaker.pick(f"没有给出：{labels}", f"not given: {labels}"))
    found.extend(
        speaker.pick(
            f"条文有不同读法：{speaker.question(id_)}",
            f"the text can be read differently: {speaker.question(id_)}",
        )
        for id_ in one.readings
    )
    said = {open_words(speaker, rule, cause): None for waiting in one.open for cause in waiting.causes}
    found.extend(said)
    if not found and one.because:
        found.extend(because_words(speaker, one))
    return found


def lifted_words(speaker: Speaker, rule: Rule, one: Determination) -> list[str]:
    """Return the exceptions that can have put an outcome in place."""
    return [speaker.say(each.text) for each in rule.exemptions if each.outcome == one.outcome.value]


def _all_met(speaker: Speaker, rule: Rule, one: Determination) -> str:
    if one.kind is Kind.PROHIBITION:
        return speaker.pick("这项禁止的各项要件都具备", "every element of the ban is there")
    if one.kind is Kind.PROCEDURE:
        return speaker.pick("没有还要做的步骤", "no step is left")
    if one.check is Check.NOT_MET:
        return _not_done(speaker, rule)
    return speaker.pick("各项条件都符合", "every condition is met")


def _not_done(speaker: Speaker, rule: Rule) -> str:
    """Return what is asked for and has not been done, or not all of it: an explanation tells which part."""
    asked = [speaker.say(each.text) for each in rule.check]
    if len(asked) == 1:
        return speaker.pick(f"没有做到：{asked[0]}", f"not done: {asked[0]}")
    if len(asked) > _FEW:
        count = len(asked)
        return speaker.pick(
            f"要求的{count}项没有全部做到", f"not all of the {count} things asked for are done"
        )
    listed = speaker.pick("；", "; ").join(asked)
    return speaker.pick(f"没有全部做到：{listed}", f"not all done: {listed}")

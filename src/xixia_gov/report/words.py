"""The fixed phrases people read, each once, in Chinese and English."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from xixia_gov.engine.words import date_text
from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import Check, Force, Outcome
from xixia_gov.model.rule import Kind, Policy
from xixia_gov.text import Text
from xixia_gov.unknown import CauseKind

KINDS: Final = {
    Kind.ENTITLEMENT: Text(zh="补贴", en="entitlement"),
    Kind.PROHIBITION: Text(zh="禁止", en="prohibition"),
    Kind.PERMIT: Text(zh="批准", en="permit"),
    Kind.DUTY: Text(zh="义务", en="duty"),
    Kind.STATUS: Text(zh="状态", en="status"),
    Kind.DEADLINE: Text(zh="期限", en="deadline"),
    Kind.VALUE: Text(zh="值", en="value"),
    Kind.PROCEDURE: Text(zh="程序", en="procedure"),
}

_OUTCOMES: Final = {
    Outcome.ELIGIBLE: Text(zh="可以享受", en="may be claimed"),
    Outcome.INELIGIBLE: Text(zh="不能享受", en="cannot be claimed"),
    Outcome.PROHIBITED: Text(zh="禁止", en="prohibited"),
    Outcome.NOT_REACHED: Text(zh="不在这项禁止之内", en="not reached by this ban"),
    Outcome.PERMITTED_WITH_APPROVAL: Text(zh="经批准可以实施", en="permitted with approval"),
    Outcome.APPROVAL_REQUIRED: Text(zh="须经批准", en="approval required"),
    Outcome.REQUIRED: Text(zh="必须履行", en="required"),
    Outcome.NOT_REQUIRED: Text(zh="没有这项义务", en="not required"),
    Outcome.HOLDS: Text(zh="是", en="holds"),
    Outcome.DOES_NOT_HOLD: Text(zh="不是", en="does not hold"),
    Outcome.ON_TIME: Text(zh="按期做到", en="done in time"),
    Outcome.OVERDUE: Text(zh="已经逾期", en="overdue"),
    Outcome.NOT_YET_DUE: Text(zh="尚未到期", en="not yet due"),
    Outcome.APPLIES: Text(zh="适用", en="applies"),
    Outcome.DOES_NOT_APPLY: Text(zh="不适用", en="does not apply"),
    Outcome.COMPLETE: Text(zh="各步骤都已完成", en="every step has been taken"),
    Outcome.UNDER_WAY: Text(zh="还在办理中", en="under way"),
    Outcome.UNDETERMINED: Text(zh="尚不能确定", en="not settled yet"),
}
_ENCOURAGED: Final = {
    Outcome.REQUIRED: Text(zh="条文鼓励、引导这样做（不是义务）", en="encouraged by the text (no duty)"),
    Outcome.NOT_REQUIRED: Text(zh="不在这项鼓励之内", en="not reached by this encouragement"),
}
_NO_DEADLINE: Final = Text(zh="没有这项期限", en="no such deadline")
_NO_PROCEDURE: Final = Text(zh="不适用这一程序", en="this procedure does not apply")
_NO_APPROVAL: Final = Text(zh="这一条不要求批准", en="no approval required by this rule")
_NOT_REQUIRED: Final = {Kind.DEADLINE: _NO_DEADLINE, Kind.PROCEDURE: _NO_PROCEDURE}
NOT_BARRED: Final = Text(zh="本规则库没有禁止", en="not barred by this rulebook")
OTHER_LAW: Final = Text(zh="其他法律可能另有禁止", en="other law may bar it")

FORCES: Final = {
    Force.IN_FORCE: Text(zh="有效", en="in force"),
    Force.NOT_YET: Text(zh="当时尚未施行", en="not yet in force"),
    Force.ENDED: Text(zh="已经失效", en="ended"),
    Force.PRESUMED: Text(zh="推定有效", en="presumed in force"),
    Force.UNKNOWN: Text(zh="是否有效尚不能确定", en="not known whether in force"),
}

STRENGTHS: Final = {
    Strength.HARD: Text(zh="确定性规定", en="binding words"),
    Strength.IN_PRINCIPLE: Text(zh="原则性规定", en="words in principle"),
    Strength.SOFT: Text(zh="鼓励性规定", en="soft words"),
}
SOFT: Final = Text(
    zh="条文用语是鼓励性的，任何人都不能据此申领",
    en="The words only encourage; nobody can claim on them",
)
_SOFT_DUTY: Final = Text(
    zh="条文用语是鼓励性的：不做不算违反，也没有人能据此要求",
    en="The words only encourage: leaving it undone breaks nothing, and nobody can demand it",
)
_SOFT_OTHER: Final = Text(
    zh="条文用语是鼓励性的，没有人能据此要求", en="The words only encourage: nobody can demand it"
)
IN_PRINCIPLE: Final = Text(
    zh="条文说的是原则上如此，可以有例外", en="The words say so in principle; exceptions are possible"
)

CHECKS: Final = {
    Check.MET: Text(zh="要求已经做到", en="what is asked for has been done"),
    Check.NOT_MET: Text(zh="要求没有做到", en="what is asked for has not been done"),
    Check.UNDETERMINED: Text(
        zh="要求是否做到尚不能确定", en="whether what is asked for has been done is not settled yet"
    ),
}

_ENCOURAGED_CHECKS: Final = {
    Check.MET: Text(zh="已做到", en="done"),
    Check.NOT_MET: Text(zh="没有做到（不算违反）", en="not done (no breach)"),
    Check.UNDETERMINED: Text(zh="是否做到尚不能确定", en="whether it was done is not settled yet"),
}

_IN_ORDER: Final = {
    Check.MET: Text(zh="已做的步骤次序无误", en="the steps taken are in order"),
    Check.NOT_MET: Text(
        zh="有步骤不合次序或者缺少条件", en="a step was taken out of order, or without what it needs"
    ),
    Check.UNDETERMINED: Text(
        zh="已做的步骤次序是否无误尚不能确定",
        en="whether the steps taken are in order is not settled yet",
    ),
}

CAUSES: Final = {
    CauseKind.CASE: Text(zh="情况没有给出", en="a fact is not given"),
    CauseKind.TEXT: Text(zh="条文没有写明", en="the text leaves it open"),
    CauseKind.AUTHORITY: Text(zh="由主管机关认定", en="left to the authority"),
    CauseKind.ELSEWHERE: Text(zh="由其他文件规定", en="set by another instrument"),
}

EVERY: Final = {
    "once": Text(zh="一次", en="once"),
    "month": Text(zh="每月", en="every month"),
    "year": Text(zh="每年", en="every year"),
}
PER: Final = {
    "unit": Text(zh="每件（台、辆）", en="each unit"),
    "person": Text(zh="每人", en="each person"),
    "household": Text(zh="每户", en="each household"),
    "month": Text(zh="每月", en="each month"),
    "year": Text(zh="每年", en="each year"),
}
POLICIES: Final = {
    Policy.SUM: Text(zh="各项都给", en="all of them are paid"),
    Policy.HIGHEST: Text(zh="只给最高的一项", en="only the highest is paid"),
}

NOT_STATED: Final = Text(zh="公报未写明", en="not stated in the text")
NO_AMOUNT: Final = Text(zh="不涉及金额", en="no money")
UNKNOWN_SUM: Final = Text(zh="数额未知，也没有已知的上限", en="not known, and no upper limit known")
PREFERRED: Final = Text(zh="倾向的读法", en="the preferred reading")
WHAT_IF: Final = Text(
    zh="这是假设推演：以下内容由提问者假定，不是由事实得出",
    en="This is a what-if: the following is supposed by the caller, not computed from the facts",
)
ADVICE: Final = Text(
    zh="以上是按规则库作出的参考意见，不是主管机关的决定。",
    en="This is advice from a rulebook, not the decision of the authority.",
)

HEADS: Final = {
    "matter": Text(zh="事项", en="Matter"),
    "outcome": Text(zh="结论", en="Outcome"),
    "amount": Text(zh="金额", en="Amount"),
    "reason": Text(zh="主要理由", en="Decisive reason"),
    "ask": Text(zh="还需了解", en="Still to ask"),
    "article": Text(zh="依据", en="Article"),
    "office": Text(zh="承办单位", en="Office"),
}
"""The columns of the check table, in order."""


def known_through_text(day: dt.date) -> Text:
    """Return that law after the day a rulebook is known through is not known.

    >>> known_through_text(dt.date(2024, 9, 30)).en
    'law after 30 September 2024 is not known here'
    """
    last = date_text(day)
    return Text(zh=f"{last.zh}以后的法律此处不知", en=f"law after {last.en} is not known here")


def outcome_text(kind: Kind, outcome: Outcome, strength: Strength = Strength.HARD) -> Text:
    """Return an outcome in words; that no approval is needed is said of the rule alone.

    What soft words ask for is encouraged, not owed.

    >>> outcome_text(Kind.ENTITLEMENT, Outcome.ELIGIBLE).zh
    '可以享受'
    >>> outcome_text(Kind.DUTY, Outcome.REQUIRED, Strength.SOFT).en
    'encouraged by the text (no duty)'
    """
    if kind is Kind.PERMIT and outcome is Outcome.NOT_REQUIRED:
        return _NO_APPROVAL
    if outcome is Outcome.NOT_REQUIRED and kind in _NOT_REQUIRED:
        return _NOT_REQUIRED[kind]
    if kind is Kind.DUTY and strength is Strength.SOFT and outcome in _ENCOURAGED:
        return _ENCOURAGED[outcome]
    return _OUTCOMES[outcome]


def check_text(check: Check, strength: Strength = Strength.HARD, kind: Kind = Kind.DUTY) -> Text:
    """Return in words whether what is asked for has been done; what is encouraged may be left undone.

    Of a procedure it is whether the steps were taken in order.

    >>> check_text(Check.NOT_MET, Strength.SOFT).en
    'not done (no breach)'
    """
    if kind is Kind.PROCEDURE:
        return _IN_ORDER[check]
    return _ENCOURAGED_CHECKS[check] if strength is Strength.SOFT else CHECKS[check]


def strength_text(kind: Kind, strength: Strength) -> Text | None:
    """Return what words that do not bind mean for a claim or a duty; None for binding ones.

    >>> strength_text(Kind.ENTITLEMENT, Strength.SOFT) == SOFT
    True
    """
    if strength is Strength.HARD:
        return None
    if strength is Strength.IN_PRINCIPLE:
        return IN_PRINCIPLE
    if kind is Kind.ENTITLEMENT:
        return SOFT
    return _SOFT_DUTY if kind in (Kind.DUTY, Kind.DEADLINE, Kind.PROCEDURE) else _SOFT_OTHER


def tidy(text: Text) -> Text:
    """Return a text whose Chinese has the full-width marks of Chinese print.

    Marks between digits (1,000 and 0.5) stay as they are. A label that begins like "the" or "what"
    gets no second article in English.

    >>> tidy(Text(zh="单价:1,000元; (含)", en="x")).zh
    '单价：1,000元；（含）'
    """
    return Text(zh=_full_width(text.zh), en=_ARTICLE.sub(r"\1", text.en))


def quoted(words: str) -> str:
    """Return words in quotation marks, those inside them turned into single ones.

    >>> quoted("“三类人员”补贴")
    '“‘三类人员’补贴”'
    """
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


_ARTICLE: Final = re.compile(r"\bthe (the|what)\b")
_WIDE: Final = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
# A full-width mark carries its own space.
_AFTER_WIDE: Final = re.compile(r"([，；：？！]) (?=\S)")


def _full_width(zh: str) -> str:
    wide = "".join(
        char if _between_digits(zh, index) else _WIDE.get(char, char) for index, char in enumerate(zh)
    )
    return _AFTER_WIDE.sub(r"\1", wide)


def _between_digits(zh: str, index: int) -> bool:
    return 0 < index < len(zh) - 1 and zh[index - 1].isdigit() and zh[index + 1].isdigit()


def listed(parts: list[Text]) -> Text:
    """Return several short texts as an enumeration.

    >>> listed([Text(zh="甲", en="a"), Text(zh="乙", en="b")]).zh
    '甲、乙'
    """
    return Text(zh="、".join(part.zh for part in parts), en=", ".join(part.en for part in parts))


def sentence(text: Text) -> Text:
    """Return a text that ends like a sentence, the English with a capital letter.

    >>> sentence(Text(zh="是", en="it is")).en
    'It is.'
    """
    return Text(zh=_ended(text.zh, "。", "。？！"), en=_capital(_ended(text.en, ".", ".?!")))


def _ended(words: str, stop: str, stops: str) -> str:
    return words if not words or words[-1] in stops else f"{words}{stop}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

"""What is open for a reason no fact of a case can settle, and who could settle it."""

from __future__ import annotations

from typing import Final

from xixia_gov.engine.calls import CALENDAR
from xixia_gov.model.definition import Opening
from xixia_gov.model.rule import Rule
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import CAUSES
from xixia_gov.text import Text
from xixia_gov.unknown import Cause, CauseKind

_ELSEWHERE: Final = Text(
    zh="由其他文件规定，公报没有写明是哪一份", en="set by another instrument, which the text does not name"
)


def open_words(speaker: Speaker, rule: Rule, cause: Cause) -> str:
    """Return what is open and who could settle it: the text, an authority, another instrument."""
    why = open_why(speaker, rule, cause)
    opening = speaker.opening(rule, cause.name)
    if opening is None:
        return why
    what = _what_is_open(speaker, cause, opening.what)
    return speaker.pick(f"{what}：{why}", f"{what}: {why}")


def open_why(speaker: Speaker, rule: Rule, cause: Cause) -> str:
    """Return who could settle something that is open."""
    if cause == CALENDAR:
        return speaker.pick("该年的工作日安排此处不知", "the working days of that year are not known here")
    opening = speaker.opening(rule, cause.name)
    if opening is None:
        return speaker.say(CAUSES[cause.kind])
    return opening_why(speaker, opening)


def opening_why(speaker: Speaker, opening: Opening) -> str:
    """Return why words of the text are open, with whom or what they are left to."""
    by = None if opening.by is None else speaker.say(opening.by)
    match opening.cause:
        case CauseKind.AUTHORITY if by is not None:
            return speaker.pick(f"由{by}认定", f"left to {by}")
        case CauseKind.ELSEWHERE:
            to = by if opening.to is None else speaker.instrument(opening.to)
            return speaker.say(_ELSEWHERE) if to is None else speaker.pick(f"依{to}而定", f"set by {to}")
        case _:
            return speaker.say(CAUSES[opening.cause])


def _what_is_open(speaker: Speaker, cause: Cause, what: Text) -> str:
    name, _, option = cause.name.partition("/")
    named = speaker.book.lists.get(name)
    if named is not None and option:
        called, group = speaker.listed_option(named, option), speaker.say(what)
        return speaker.pick(f"“{called}”是否属于{group}", f"whether “{called}” is among {group}")
    said = speaker.say(what)
    return said if speaker.lang == "zh" else said[:1].lower() + said[1:]


__all__ = ["open_why", "open_words", "opening_why"]

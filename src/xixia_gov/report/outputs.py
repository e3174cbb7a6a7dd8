"""What a rule gives beside its outcome, in words: a day, a number, a sum, an office."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from xixia_gov.engine.words import date_text, number_text
from xixia_gov.model.determination import Amount, Determination
from xixia_gov.model.output import End, Given
from xixia_gov.money import Money
from xixia_gov.report.amount import amount_text
from xixia_gov.report.openings import open_words
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import listed
from xixia_gov.text import Text
from xixia_gov.unknown import CauseKind

_OPEN = Text(zh="尚不能确定", en="not settled yet")
_NONE = Text(zh="没有一项符合", en="none of those named")


def output_lines(speaker: Speaker, one: Determination) -> list[str]:
    """Return a line for each thing that is given, with what keeps it open beside missing facts."""
    return [_line(speaker, one, given) for given in one.outputs]


def _line(speaker: Speaker, one: Determination, given: Given) -> str:
    name, words = speaker.say(given.text), speaker.say(given_text(given))
    rule = speaker.rule(one.rule, one.version)
    why = [open_words(speaker, rule, cause) for cause in given.causes if cause.kind is not CauseKind.CASE]
    why += [
        speaker.pick(
            f"条文有不同读法：{speaker.question(id_)}",
            f"the text can be read differently: {speaker.question(id_)}",
        )
        for id_ in given.readings
    ]
    if why:
        listed_ = speaker.pick("；", "; ").join(dict.fromkeys(why))
        words = speaker.pick(f"{words}（{listed_}）", f"{words} ({listed_})")
    return speaker.pick(f"{name}：{words}", f"{name}: {words}")


def given_text(one: Given) -> Text:
    """Return what is given, both ends where it is open.

    >>> from xixia_gov.model.instrument import Citation
    >>> due = Given("due", Text(zh="", en=""), Citation("", ""), "date", least=dt.date(2024, 2, 23))
    >>> given_text(due).en
    'not before 23 February 2024'
    """
    if one.kind == "choice":
        return _choice(one)
    if one.least is None and one.most is None:
        return _OPEN
    if one.kind == "money":
        return amount_text(
            Amount(_money(one.least or Fraction(0)), None if one.most is None else _money(one.most))
        )
    least = None if one.least is None else _end(one, one.least)
    most = None if one.most is None else _end(one, one.most)
    day = one.kind == "date"
    if most is None:
        assert least is not None  # noqa: S101 - an open pair was answered above
        return Text(
            zh=f"不{'早' if day else '少'}于{least.zh}", en=f"not {'before' if day else 'below'} {least.en}"
        )
    if least is None:
        return Text(
            zh=f"不{'晚' if day else '多'}于{most.zh}", en=f"not {'after' if day else 'above'} {most.en}"
        )
    return least if least == most else Text(zh=f"{least.zh}至{most.zh}", en=f"{least.en} to {most.en}")


def _money(end: End) -> Money:
    assert isinstance(end, Fraction)  # noqa: S101 - money is a number of fen
    return Money(round(end))


def _end(one: Given, end: Fraction | dt.date) -> Text:
    return number_text(end, one.unit) if isinstance(end, Fraction) else date_text(end)


def _choice(one: Given) -> Text:
    if not one.possible:
        return _NONE
    words = listed([text for _, text in one.possible])
    if one.settled:
        return words
    sure = [text for id_, text in one.possible if id_ in one.sure]
    if sure:
        named, rest = listed(sure), listed([text for id_, text in one.possible if id_ not in one.sure])
        return Text(zh=f"{named.zh}；还可能有{rest.zh}", en=f"{named.en}; perhaps also {rest.en}")
    return Text(zh=f"尚不能确定（可能：{words.zh}）", en=f"not settled yet (possible: {words.en})")


__all__ = ["given_text", "output_lines"]

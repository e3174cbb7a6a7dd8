"""The register of instruments: which documents the rules rest on, and from when to when these apply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

import attrs

from xixia_gov.engine.branch import force_on
from xixia_gov.engine.findings import openings_of, reach_of
from xixia_gov.model.determination import Force
from xixia_gov.model.instrument import Instrument
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.grid import grid
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import NOT_STATED, known_through_text, sentence
from xixia_gov.text import Lang, Text

SCHEMA: Final = "xixia-gov/instruments/1"
APPLYING: Final = (Force.IN_FORCE, Force.PRESUMED)

Window = tuple[dt.date | None, dt.date | None]
"""The first and the last day of a rule, both inside; None where the text prints none."""

HELD: Final = {
    "held": Text(zh="有原文", en="text held"),
    "unheld": Text(zh="无原文", en="text not held"),
}
_NO_DAY: Final = Text(zh="公报未写明日期", en="day not stated in the text")
_HEADS: Final = (
    Text(zh="编号", en="Id"),
    Text(zh="文号与标题", en="Number and title"),
    Text(zh="发文单位与日期", en="Issued by, on"),
    Text(zh="规则的有效期", en="Its rules apply"),
    Text(zh="规则", en="Rules"),
    Text(zh="提及", en="Named"),
)
"""`Named` counts the rules of other instruments that cite it or refer to it."""


@attrs.frozen
class Registered:
    """An instrument with the ids of the rules it holds, by their days, and of the others that name it."""

    instrument: Instrument
    windows: dict[Window, tuple[str, ...]]
    named_by: tuple[str, ...]
    presumed: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules printed in it."""
        return tuple(sorted({id_ for ids in self.windows.values() for id_ in ids}))


def applying(book: Rulebook, day: dt.date | None) -> Iterator[tuple[Rule, Force]]:
    """Yield each rule in the version of a day with its force, if it applies; the latest of all for none.

    A rule whose text prints no end applies after the day the rulebook is known through too, presumed.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> found = applying(load_rulebook(), dt.date(2024, 6, 1))
    >>> {force.value for rule, force in found if rule.id == "trade_in.appliance"}
    {'in_force'}
    """
    for id_ in sorted(book.rules):
        if day is None:
            yield book.latest(id_), Force.UNKNOWN
            continue
        for rule in book.rules[id_]:
            force = force_on(rule.window, day, book.known_through)
            if force in APPLYING:
                yield rule, force
                break


def registered(book: Rulebook, day: dt.date | None = None) -> list[Registered]:
    """Return the instruments by their ids; with `day` those that rules of that day rest on.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> [one.instrument.id for one in registered(load_rulebook()) if "trade_in.appliance" in one.rules]
    ['trade-in-2024']
    """
    rules = list(applying(book, day))
    named = {rule.id: _named(book, rule) for rule, _ in rules}
    found = []
    for id_ in sorted(book.instruments):
        windows: dict[Window, tuple[str, ...]] = {}
        for rule, _ in rules:
            if rule.cite.instrument == id_:
                window = (rule.window.first, rule.window.last)
                windows[window] = (*windows.get(window, ()), rule.id)
        named_by = tuple(r.id for r, _ in rules if id_ in named[r.id] and r.cite.instrument != id_)
        presumed = tuple(r.id for r, force in rules if force is Force.PRESUMED and r.cite.instrument == id_)
        if day is None or windows or named_by:
            found.append(Registered(book.instruments[id_], windows, named_by, presumed))
    return found


def _named(book: Rulebook, rule: Rule) -> frozenset[str]:
    """Return the instruments a rule cites or refers to, through all it reads."""
    read = reach_of(book, rule)
    cites = [rule.window.cite, *(one.cite for one in (*rule.conditions, *rule.check))]
    cites += [note.cite for note in rule.notes if note.cite is not None]
    cites += [exemption.cite for exemption in rule.exemptions]
    figures = [book.figures[key] for key in read.figures]
    cites += [version.cite for figure in figures for version in figure.versions]
    parts = [
        *(book.readings[id_].cite for id_ in rule.readings),
        *(book.definitions[key].cite for key in read.definitions),
        *(book.lists[key].cite for key in read.lists),
        *(book.tables[key].cite for key in read.tables),
    ]
    cites += [cite for cite in parts if cite is not None]
    names: set[str | None] = {cite.instrument for cite in cites}
    names |= {figure.source for figure in figures}
    names |= {opening.to for opening in openings_of(book, rule).values()}
    return frozenset(name for name in names if name is not None)


def instruments_table(book: Rulebook, lang: Lang, width: int = 110, day: dt.date | None = None) -> str:
    """Return the register as a table of at most `width` cells, with a word on later law where it matters."""
    speaker = Speaker(book, lang)
    found = registered(book, day)
    if not found:
        return speaker.pick("当日没有有效的规则。", "No rule applies on that day.")
    lines = [_grid(speaker, [_row(speaker, one) for one in found], width)]
    count = sum(len(one.rules) for one in found)
    lines.append(
        speaker.pick(f"共{len(found)}份文件，{count}条规则。", f"Instruments: {len(found)}. Rules: {count}.")
    )
    lines += presumed_words(speaker, sum(len(one.presumed) for one in found))
    return "\n".join(lines)


def presumed_words(speaker: Speaker, count: int) -> list[str]:
    """Return what to say of rules that are only presumed to apply; nothing where there is none."""
    if not count:
        return []
    later = known_through_text(speaker.book.known_through)
    how_many = Text(zh=f"其中{count}条为推定有效", en=f"Of these rules {count} are presumed in force")
    return [speaker.say(sentence(Text(zh=f"{how_many.zh}：{later.zh}", en=f"{how_many.en}: {later.en}")))]


def _row(speaker: Speaker, one: Registered) -> list[list[str]]:
    instrument = one.instrument
    issued = instrument.issued
    by_and_on = [*instrument.issuers, _NO_DAY.in_(speaker.lang) if issued is None else issued.isoformat()]
    if issued is None and not instrument.issuers:
        by_and_on = [speaker.say(NOT_STATED)]
    windows = [line for window, ids in _ordered(one) for line in _days(speaker, window, len(ids))]
    return [
        [instrument.id, speaker.say(HELD[instrument.text])],
        [*([instrument.number] if instrument.number else []), speaker.say(instrument.title)],
        by_and_on,
        windows or ["-"],
        [str(len(one.rules))],
        [str(len(one.named_by))],
    ]


def _ordered(one: Registered) -> list[tuple[Window, tuple[str, ...]]]:
    def key(pair: tuple[Window, tuple[str, ...]]) -> tuple[dt.date, dt.date]:
        first, last = pair[0]
        return first or dt.date.min, last or dt.date.max

    return sorted(one.windows.items(), key=key)


def _days(speaker: Speaker, window: Window, count: int) -> list[str]:
    """Return the days of some rules, both inside, and how many rules these are."""
    first, last = (None if end is None else end.isoformat() for end in window)
    if first is not None and last is not None:
        days = speaker.pick(f"{first}至\n{last}", f"{first} to\n{last}")
    elif first is not None:
        days = speaker.pick(f"{first}起", f"from {first}")
    elif last is not None:
        days = speaker.pick(f"至{last}", f"to {last}")
    else:
        days = speaker.say(NOT_STATED)
    return speaker.pick(f"{days}（{count}条）", f"{days} ({count})").split("\n")


def _grid(speaker: Speaker, rows: list[list[list[str]]], width: int) -> str:
    heads = [speaker.say(head) for head in _HEADS]
    return grid(heads, rows, width)


def instruments_json(book: Rulebook, day: dt.date | None = None) -> dict[str, Any]:
    """Return the register as plain dicts ready for `json.dumps`; days are YYYY-MM-DD or null."""
    return {
        "schema": SCHEMA,
        "rulebook": {"id": book.id, "known_through": book.known_through.isoformat()},
        "in_force": _iso(day),
        "instruments": [_plain(one) for one in registered(book, day)],
    }


def _plain(one: Registered) -> dict[str, Any]:
    instrument = one.instrument
    return {
        "id": instrument.id,
        "number": instrument.number,
        "title": {"zh": instrument.title.zh, "en": instrument.title.en},
        "issuers": list(instrument.issuers),
        "issued": _iso(instrument.issued),
        "text": instrument.text,
        "windows": [
            {"from": _iso(first), "through": _iso(last), "rules": list(ids)}
            for (first, last), ids in _ordered(one)
        ],
        "rules": list(one.rules),
        "presumed": list(one.presumed),
        "named_by": list(one.named_by),
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


__all__ = ["applying", "instruments_json", "instruments_table", "presumed_words", "registered"]

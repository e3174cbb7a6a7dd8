"""A speaker says what the ids of a rulebook stand for, in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from xixia_gov.engine.findings import openings_of
from xixia_gov.engine.words import BookNames, date_text
from xixia_gov.expression.nodes import Node
from xixia_gov.expression.sentence import say
from xixia_gov.model.definition import NamedList, Opening
from xixia_gov.model.determination import NO, Determination, MatterRef, Outcome
from xixia_gov.model.instrument import Citation
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.words import NOT_STATED, quoted, tidy
from xixia_gov.text import Lang, Text


@attrs.frozen
class Speaker:
    """Says things of one rulebook in one language."""

    book: Rulebook
    lang: Lang

    @property
    def names(self) -> BookNames:
        """The words for what expressions refer to."""
        return BookNames(self.book)

    def say(self, text: Text) -> str:
        """Return a text in the language, its marks those of print."""
        return tidy(text).in_(self.lang)

    def pick(self, zh: str, en: str) -> str:
        """Return the words of the language."""
        return zh if self.lang == "zh" else en

    def said(self, node: Node) -> str:
        """Return an expression as a clause."""
        return self.say(Text(zh=say(node, self.names, "zh"), en=say(node, self.names, "en")))

    def stated(self, text: Text | None) -> str:
        """Return a text, or that the gazette does not state it."""
        return self.say(NOT_STATED if text is None else text)

    def day(self, day: dt.date) -> str:
        """Return a day."""
        return date_text(day).in_(self.lang)

    def rule(self, id_: str, version: int) -> Rule:
        """Return a rule in the version that answered."""
        for one in self.book.rules[id_]:
            if one.version == version:
                return one
        return self.book.latest(id_)

    def matter(self, place: MatterRef, ref: str | None, units: int) -> str:
        """Return what the matter is called, with the caller's own number and how many there are."""
        cls = self.book.vocabulary.matter(place.kind)
        name = place.kind if cls is None else self.say(cls.LABEL)
        more = []
        if ref is not None:
            more.append(self.pick(f"编号{printable(ref)}", f"reference {printable(ref)}"))
        if units > 1:
            more.append(self.pick(f"数量{units}", f"{units} units"))
        if not more:
            return _capital(name)
        return _capital(self.pick(f"{name}（{'，'.join(more)}）", f"{name} ({', '.join(more)})"))

    def matter_kind(self, kind: str) -> str:
        """Return what a kind of matter is called."""
        cls = self.book.vocabulary.matter(kind)
        return kind if cls is None else self.say(cls.LABEL)

    def subject_kind(self, kind: str) -> str:
        """Return what a kind of subject is called."""
        cls = self.book.vocabulary.subject(kind)
        return kind if cls is None else self.say(cls.LABEL)

    def instrument(self, id_: str) -> str:
        """Return an instrument by its title and its number, where it has one."""
        one = self.book.instruments[id_]
        if self.lang == "zh":
            return f"《{one.title.zh}》" + ("" if one.number is None else f"（{one.number}）")
        return one.title.en + ("" if one.number is None else f" (“{one.number}”)")

    def at(self, locator: str) -> str:
        """Return a locator as printed."""
        return self.pick(locator, f"“{locator}”")

    def cite(self, cite: Citation, home: str | None = None) -> str:
        """Return a provision; the instrument is named unless it is `home`."""
        at = self.at(cite.at)
        if cite.instrument == home:
            return at
        return self.pick(
            f"{self.instrument(cite.instrument)}{at}", f"{self.instrument(cite.instrument)} {at}"
        )

    def far(self, distance: Text) -> str:
        """Return how far off something is."""
        words = self.say(distance)
        if self.lang == "zh":
            return words if words.startswith("相差") else f"相差{words}"
        return words if words.endswith("apart") else f"{words} apart"

    def behind(self, words: str, cite: Citation, home: str | None = None) -> str:
        """Return words with the provision they come from behind them."""
        at = self.cite(cite, home)
        return self.pick(f"{words}〔{at}〕", f"{words} ({at})")

    def title(self, rule: str) -> str:
        """Return the title of a rule, quoted."""
        return quoted(self.say(self.book.latest(rule).title))

    def cites(self, cites: Iterable[Citation]) -> str:
        """Return provisions, each instrument named once."""
        by_instrument: dict[str, list[str]] = {}
        for cite in cites:
            ats = by_instrument.setdefault(cite.instrument, [])
            if self.at(cite.at) not in ats:
                ats.append(self.at(cite.at))
        parts = [
            self.pick(f"{self.instrument(id_)}{'、'.join(ats)}", f"{self.instrument(id_)} {', '.join(ats)}")
            for id_, ats in by_instrument.items()
        ]
        return self.pick("；", "; ").join(parts)

    def short_cites(self, cites: Iterable[Citation]) -> str:
        """Return provisions by the instrument's number, or its title where it has none."""
        by_instrument: dict[str, list[str]] = {}
        for cite in cites:
            ats = by_instrument.setdefault(cite.instrument, [])
            if cite.at not in ats:
                ats.append(cite.at)
        parts = []
        for id_, ats in by_instrument.items():
            one = self.book.instruments[id_]
            number = one.number or one.title.zh
            if self.lang == "zh":
                parts.append(f"{number} {'、'.join(ats)}")
            else:
                name = f"“{one.number}”" if one.number is not None else one.title.en
                parts.append(f"{name} {', '.join(f'“{at}”' for at in ats)}")
        return self.pick("；", "; ").join(parts)

    def ask(self, path: str) -> str:
        """Return the question for a fact."""
        return self.say(self.book.facts[path].ask)

    def asked(self, paths: Iterable[str]) -> list[str]:
        """Return facts in the order of the vocabulary, which is that of an interview."""
        order = {path: place for place, path in enumerate(self.book.facts)}
        return sorted(set(paths), key=lambda path: (order.get(path, len(order)), path))

    def label(self, path: str) -> str:
        """Return what a fact is called."""
        return self.say(self.book.facts[path].label)

    def question(self, reading: str) -> str:
        """Return the question of a reading."""
        return self.say(self.book.readings[reading].question)

    def option(self, reading: str, option: str) -> str:
        """Return an option of a reading in words."""
        return self.say(self.book.readings[reading].options[option])

    def answered(self, reading: str, option: str) -> str:
        """Return the question of a reading with the option taken."""
        question, taken = self.question(reading), quoted(self.option(reading, option))
        return self.pick(f"{question}取{taken}", f"{question} Taken as: {taken}")

    def settings(self, settings: Mapping[str, str]) -> str:
        """Return the options taken, quoted."""
        taken = [quoted(self.option(id_, option)) for id_, option in sorted(settings.items())]
        return self.pick("、", " and ").join(taken)

    def opening(self, rule: Rule, key: str) -> Opening | None:
        """Return what a rule leaves open under a key of its causes."""
        openings = openings_of(self.book, rule)
        return openings.get(key) or openings.get(key.partition("/")[0])

    def finding(self, rule: Rule, key: str) -> str:
        """Return what a key of `findings` asserts, in words."""
        for condition in (*rule.conditions, *rule.check):
            if condition.key == key:
                return self.say(condition.text)
        if key in self.book.definitions:
            return self.say(self.book.definitions[key].label)
        name, _, option = key.partition("/")
        named = self.book.lists.get(name)
        opening = self.opening(rule, key)
        if named is not None:
            what = self.listed_option(named, option)
            group = self.say(opening.what) if opening is not None else self.pick("所列范围", "the list")
            return self.pick(f"“{what}”属于{group}", f"“{what}” is among {group}")
        for other in self.book.rules.values():
            for condition in (*other[-1].conditions, *other[-1].check):
                if condition.key == key:
                    return self.say(condition.text)
        return self.pick("一项认定", "a finding")

    def listed_option(self, named: NamedList, option: str) -> str:
        """Return what an option is called in the fact that its list is of."""
        for one in self.book.facts[named.fact].options:
            if one.id == option:
                return self.say(one.label)
        return option


def in_reading_order(determinations: Iterable[Determination]) -> list[Determination]:
    """Return one answer for each matter and rule: of each matter what applies, what is open, the rest.

    Among these what gives or forbids comes before the mere state of a day or a place.

    >>> in_reading_order([])
    []
    """
    first = [one for one in determinations if one.matter.unit == 1]
    place = {key: i for i, key in enumerate(dict.fromkeys(one.matter.index for one in first))}
    return sorted(first, key=lambda one: (place[one.matter.index], _rank(one), one.kind is Kind.STATUS))


def _rank(one: Determination) -> int:
    if one.outcome is Outcome.UNDETERMINED:
        return 1
    return 2 if one.outcome is NO[one.kind] else 0


def units_of(determinations: Iterable[Determination]) -> dict[tuple[int, str], int]:
    """Return how many equal units there are of each matter and rule.

    >>> units_of([])
    {}
    """
    counts: dict[tuple[int, str], int] = {}
    for one in determinations:
        key = (one.matter.index, one.rule)
        counts[key] = counts.get(key, 0) + 1
    return counts


def printable(text: str) -> str:
    r"""Return a caller's own text on one line, without anything a terminal would act on.

    >>> printable("a\x1b[2Jb")
    'a [2Jb'
    """
    return "".join(char if char.isprintable() else " " for char in text)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

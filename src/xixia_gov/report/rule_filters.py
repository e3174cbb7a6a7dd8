"""Rules by what a clerk sorts them by: area, subject, kind, who pays, and the day they apply on."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from xixia_gov.errors import ValueProblem, unknown_name
from xixia_gov.model.determination import Force
from xixia_gov.model.rule import Kind, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.instruments import applying
from xixia_gov.report.rules import Found
from xixia_gov.report.words import KINDS, NOT_STATED
from xixia_gov.text import Text

SCHEMA: Final = "xixia-gov/rules/1"


@attrs.frozen
class Wanted:
    """What rules are asked for; None asks for all. The words are those people write."""

    area: str | None = None
    subject: str | None = None
    kind: str | None = None
    payer: str | None = None
    day: dt.date | None = None


@attrs.frozen
class Kept:
    """The rules that fit, best first, and the force each has on the day asked for."""

    found: Found
    force: Mapping[str, Force]

    @property
    def presumed(self) -> int:
        """How many of them are only presumed to apply."""
        return sum(1 for rule in self.found.hits if self.force.get(rule.id) is Force.PRESUMED)


def kept(book: Rulebook, found: Found, wanted: Wanted) -> Kept:
    """Return the rules of `found` that fit everything wanted.

    Raises `ValueProblem` for a word that names no area, subject, kind or payer, with the nearest.

    >>> from xixia_gov.report.rules import find_rules
    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> book = load_rulebook()
    >>> [rule.id for rule in kept(book, find_rules(book, "冰箱"), Wanted(kind="补贴")).found.hits]
    ['trade_in.appliance']
    """
    area = _area(book, wanted.area)
    subject = _subject(book, wanted.subject)
    kind = _kind(wanted.kind)
    payers = _payers(book, wanted.payer)
    on_day = {rule.id: (rule, force) for rule, force in applying(book, wanted.day)}
    hits = []
    for latest in found.hits:
        if latest.id not in on_day:
            continue
        rule, _ = on_day[latest.id]
        fits = (
            (area is None or rule.area == area)
            and (subject is None or subject in rule.subjects)
            and (kind is None or rule.kind is kind)
            and (payers is None or (rule.payment is not None and rule.payment.payer in payers))
        )
        if fits:
            hits.append(rule)
    force = {} if wanted.day is None else {id_: one for id_, (_, one) in on_day.items()}
    return Kept(Found(tuple(hits), found.nearest), force)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip()


def _named(what: Text, written: str, words: Iterable[tuple[str, str]], listed: Sequence[str]) -> str:
    """Return what a word names, of pairs of a word and its meaning; raises for none, listing some."""
    known = {_folded(word): meaning for word, meaning in words}
    meaning = known.get(_folded(written))
    if meaning is None:
        raise ValueProblem(unknown_name(what, written, listed, known))
    return meaning


def _area(book: Rulebook, written: str | None) -> str | None:
    if written is None:
        return None
    used = sorted({rule.partition(".")[0] for rule in book.rules})
    labels = [(word, area) for area, text in book.areas.items() for word in (text.zh, text.en)]
    words = [*((area, area) for area in used), *labels]
    return _named(Text(zh="领域", en="area"), written, words, [*used, *(t.zh for t in book.areas.values())])


def _subject(book: Rulebook, written: str | None) -> str | None:
    if written is None:
        return None
    classes = book.vocabulary.subjects
    words = [
        (word, cls.__name__)
        for cls in classes
        for word in (cls.__name__, cls.LABEL.zh, cls.LABEL.en, *cls.WORDS)
    ]
    listed = [name for cls in classes for name in (cls.__name__, cls.LABEL.zh)]
    return _named(Text(zh="主体", en="subject"), written, words, listed)


def _kind(written: str | None) -> Kind | None:
    if written is None:
        return None
    words = [(word, one.value) for one, text in KINDS.items() for word in (one.value, text.zh, text.en)]
    listed = [name for one, text in KINDS.items() for name in (one.value, text.zh)]
    return Kind(_named(Text(zh="种类", en="kind"), written, words, listed))


def _payers(book: Rulebook, written: str | None) -> frozenset[Text | None] | None:
    """Return who pays: the payer of this name, else all whose name holds the word, else an error."""
    if written is None:
        return None
    payers = {
        rule.payment.payer
        for versions in book.rules.values()
        for rule in versions
        if rule.payment is not None
    }
    names = {payer: NOT_STATED if payer is None else payer for payer in payers}
    word = _folded(written)
    same = {payer for payer, text in names.items() if word in (_folded(text.zh), _folded(text.en))}
    inside = {payer for payer, text in names.items() if word and word in _folded(f"{text.zh}\n{text.en}")}
    if not same and not inside:
        listed = [text.zh for text in names.values()]
        also = [text.en for text in names.values()]
        raise ValueProblem(unknown_name(Text(zh="支付方", en="payer"), written, listed, also))
    return frozenset(same or inside)


def rules_json(book: Rulebook, kept_: Kept, day: dt.date | None) -> dict[str, Any]:
    """Return the rules found as plain dicts ready for `json.dumps`; days are YYYY-MM-DD or null."""
    return {
        "schema": SCHEMA,
        "rulebook": {"id": book.id, "known_through": book.known_through.isoformat()},
        "in_force": _iso(day),
        "rules": [_plain(rule, kept_.force.get(rule.id)) for rule in kept_.found.hits],
        "nearest": [rule.id for rule in kept_.found.nearest],
    }


def _plain(rule: Rule, force: Force | None) -> dict[str, Any]:
    payment = rule.payment
    payer = None if payment is None or payment.payer is None else _both(payment.payer)
    return {
        "id": rule.id,
        "version": rule.version,
        "title": _both(rule.title),
        "area": rule.area,
        "kind": rule.kind.value,
        "subjects": list(rule.subjects),
        "matter": rule.matter,
        "from": _iso(rule.window.first),
        "through": _iso(rule.window.last),
        "force": None if force is None else force.value,
        "strength": rule.strength.value,
        "payer": payer,
        "office": None if rule.office is None else _both(rule.office),
        "cite": {"instrument": rule.cite.instrument, "at": rule.cite.at},
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


__all__ = ["Kept", "Wanted", "kept", "rules_json"]

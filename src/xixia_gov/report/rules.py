"""Listing rules and finding them by everyday words: titles, keywords, matters, and the options they name."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

import attrs
from tabulate import tabulate

from xixia_gov.engine.findings import reach_of
from xixia_gov.expression.nodes import Choice, Node, walk
from xixia_gov.model.definition import OneOf
from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import KINDS
from xixia_gov.report.wrap import wrap
from xixia_gov.text import Lang

_NEAR: Final = 0.5
"""How alike a word must be to count as what was meant."""
_LONG_ENOUGH: Final = 2
"""A word inside a longer query counts from so many characters on."""


@attrs.frozen
class Found:
    """The rules that a query names, best first; where there is none, the nearest ones."""

    hits: tuple[Rule, ...]
    nearest: tuple[Rule, ...] = ()


def find_rules(book: Rulebook, query: str) -> Found:
    """Return the rules for everyday words; every word of the query must fit. All for none.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> [rule.id for rule in find_rules(load_rulebook(), "冰箱").hits]
    ['trade_in.appliance']
    """
    rules = [book.latest(id_) for id_ in sorted(book.rules)]
    words = _folded(query).split()
    if not words:
        return Found(tuple(rules))
    indexed = [(rule, _index(book, rule)) for rule in rules]
    for fits in (_named, _read, _mentioned, _inside):
        ranked = [(rank, rule) for rule, terms in indexed if (rank := fits(terms, words)) is not None]
        if ranked:
            ranked.sort(key=lambda one: (one[0], one[1].id))
            return Found(tuple(rule for _, rule in ranked))
    return Found((), tuple(_nearest(indexed, words)))


@attrs.frozen
class _Terms:
    """The words a rule is found by: its own, those of the options it names, those of the others it reads."""

    own: frozenset[str]
    options: frozenset[str]
    others: frozenset[str]


def _named(terms: _Terms, words: list[str]) -> int | None:
    """Rank by the rule's own words first, then by the options it names."""
    ranks = []
    for word in words:
        if any(word in term for term in terms.own):
            ranks.append(0)
        elif any(word in term for term in terms.options):
            ranks.append(1)
        else:
            return None
    return max(ranks)


def _read(terms: _Terms, words: list[str]) -> int | None:
    """Fit a query by any option of the facts a rule reads, though the rule does not name it."""
    every = terms.own | terms.options | terms.others
    return 0 if all(any(word in term for term in every) for word in words) else None


def _mentioned(terms: _Terms, words: list[str]) -> int | None:
    """Fit a query of which at least one word names the rule."""
    fitting = sum(1 for word in words if _named(terms, [word]) is not None)
    return len(words) - fitting if fitting else None


def _inside(terms: _Terms, words: list[str]) -> int | None:
    """Fit a query that has one of the rule's words inside it, as sentences without blanks do."""
    for rank, group in enumerate((terms.own, terms.options)):
        if any(term in word for term in group if len(term) >= _LONG_ENOUGH for word in words):
            return rank
    return None


def _nearest(indexed: list[tuple[Rule, _Terms]], words: list[str]) -> Iterator[Rule]:
    scored = []
    for rule, terms in indexed:
        score = max(
            difflib.SequenceMatcher(None, word, term).ratio()
            for word in words
            for term in (*terms.own, *terms.options)
        )
        if score >= _NEAR:
            scored.append((-score, rule.id, rule))
    for _, _, rule in sorted(scored, key=lambda one: one[:2])[:3]:
        yield rule


def _index(book: Rulebook, rule: Rule) -> _Terms:
    matter = book.vocabulary.matter(rule.matter)
    own = [rule.id, rule.title.zh, rule.title.en, *rule.keywords]
    if matter is not None:
        own += [matter.LABEL.zh, matter.LABEL.en, *matter.WORDS]
    area = book.areas.get(rule.area)
    if area is not None:
        own += [area.zh, area.en]
    named = _options(book, rule)
    options = _fold_all(word for id_, word in _option_words(book, rule) if id_ in named)
    others = _fold_all(word for id_, word in _option_words(book, rule) if id_ not in named)
    return _Terms(_fold_all(own), options, others)


def _option_words(book: Rulebook, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield each option of the facts a rule reads with each of its words."""
    for path in reach_of(book, rule).facts:
        info = book.facts.get(path)
        if info is None:
            continue
        for option in info.options:
            for word in (option.label.zh, option.label.en, *option.words):
                yield option.id, word


def _options(book: Rulebook, rule: Rule) -> set[str]:
    """Return the options a rule names: in its expressions, definitions, lists and tables."""
    read = reach_of(book, rule)
    nodes: list[Node] = list(rule.nodes())
    nodes += [node for key in read.definitions if (node := book.definitions[key].node) is not None]
    found = {node.option for root in nodes for node in walk(root) if isinstance(node, Choice)}
    for key in read.lists:
        found |= book.lists[key].items | book.lists[key].may
    for key in read.tables:
        for row in book.tables[key].rows:
            for cell in row.cells:
                if isinstance(cell, OneOf):
                    found |= cell.options
    return found


def _fold_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(folded for word in words if (folded := _folded(word)))


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip()


def rules_table(book: Rulebook, found: Found, query: str, lang: Lang, width: int = 100) -> str:
    """Return the rules found as a table; where none was, the nearest ones with a word about it."""
    speaker = Speaker(book, lang)
    shown = found.hits or found.nearest
    lines = []
    if not found.hits:
        lines.append(_none(speaker, query, near=bool(shown)))
    if shown:
        lines.append(_table(speaker, shown, width))
    count = len(found.hits)
    if count:
        lines.append(speaker.pick(f"共{count}条规则。", f"{count} rules." if count > 1 else "1 rule."))
    return "\n".join(lines)


def _none(speaker: Speaker, query: str, *, near: bool) -> str:
    more = speaker.pick("；最相近的是：", "; the nearest are:") if near else speaker.pick("。", ".")
    return speaker.pick(f"没有与“{query}”相符的规则{more}", f"no rule fits {query!r}{more}")


def _table(speaker: Speaker, rules: Iterable[Rule], width: int) -> str:
    heads = speaker.pick("规则编号 名称 种类 对象 事项", "Rule Title Kind For Matter").split()
    body = []
    for rule in rules:
        subjects = speaker.pick("、", ", ").join(speaker.subject_kind(kind) for kind in rule.subjects)
        room = max(width - 70, 20)
        body.append(
            [
                rule.id,
                "\n".join(wrap(speaker.say(rule.title), room)),
                speaker.say(KINDS[rule.kind]),
                "\n".join(wrap(subjects, 14)),
                "\n".join(wrap(speaker.matter_kind(rule.matter), 18)),
            ]
        )
    return tabulate(body, headers=heads, tablefmt="simple", disable_numparse=True)

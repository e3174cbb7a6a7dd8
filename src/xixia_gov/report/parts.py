"""What a rule reads, in words: figures with their phrases, tables, terms, lists, and its groups."""

from __future__ import annotations

import datetime as dt

from xixia_gov.engine.findings import openings_of, reach_of
from xixia_gov.engine.words import date_text, number_text
from xixia_gov.model.definition import Definition, NamedList, Table
from xixia_gov.model.figure import Figure, Version
from xixia_gov.model.rule import Policy, Rule
from xixia_gov.report.brackets import row_words
from xixia_gov.report.page import Item
from xixia_gov.report.plain import settled_node
from xixia_gov.report.readings import reading_item
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import CAUSES, POLICIES, quoted


def figure_items(speaker: Speaker, rule: Rule) -> list[Item]:
    """Return each figure a rule reads, with the phrase that carries it and its provision."""
    keys = sorted(reach_of(speaker.book, rule).figures)
    figures = [one for key in keys if not (one := speaker.book.figures[key]).assumed]
    lines = [_version(speaker, rule, figure, one) for figure in figures for one in figure.versions]
    return [Item(line) for line in dict.fromkeys(lines)]


def _version(speaker: Speaker, rule: Rule, figure: Figure, version: Version) -> str:
    value = version.value
    text = date_text(value) if isinstance(value, dt.date) else number_text(value, figure.unit)
    said = speaker.say(text)
    line = speaker.pick(f"{said}：{quoted(version.anchor)}", f"{said}: {quoted(version.anchor)}")
    if version.since is not None:
        since = speaker.day(version.since)
        line = speaker.pick(f"{since}起，{line}", f"from {since}, {line}")
    return speaker.behind(line, version.cite, rule.cite.instrument)


def table_items(speaker: Speaker, rule: Rule) -> list[Item]:
    """Return each table a rule reads, one line for each row."""
    tables = [speaker.book.tables[key] for key in sorted(reach_of(speaker.book, rule).tables)]
    return [_table(speaker, rule, table) for table in tables]


def _table(speaker: Speaker, rule: Rule, table: Table) -> Item:
    called = speaker.pick("表", "table") if table.label is None else speaker.say(table.label)
    rows = []
    for row in table.rows:
        when = row_words(speaker, table, row)
        gives = speaker.pick("，", ", ").join(speaker.said(row.gives[name]) for name in sorted(row.gives))
        line = speaker.pick(f"{when}：{gives}", f"{when}: {gives}") if when else gives
        rows.append(Item(speaker.behind(line, row.cite, rule.cite.instrument)))
    return Item(called, tuple(rows))


def definition_items(speaker: Speaker, rule: Rule) -> list[Item]:
    """Return each term a rule reads: what it means, or that the text does not say."""
    read = reach_of(speaker.book, rule)
    return [_definition(speaker, rule, speaker.book.definitions[key]) for key in sorted(read.definitions)]


def _definition(speaker: Speaker, rule: Rule, one: Definition) -> Item:
    label = speaker.say(one.label)
    if one.cite is not None:
        label = speaker.behind(label, one.cite, rule.cite.instrument)
    if one.node is None:
        why = CAUSES[one.opening.cause] if one.opening is not None else None
        return Item(label, () if why is None else (Item(speaker.say(why)),))
    settings = {
        id_: reading.preferred for id_ in rule.readings if (reading := speaker.book.readings[id_]).assumed
    }
    plain = settled_node(one.node, settings)
    if isinstance(plain, bool):
        return Item(label)
    said = speaker.said(plain)
    return Item(label, (Item(speaker.pick(f"即：{said}", f"that is: {said}")),))


def list_items(speaker: Speaker, rule: Rule) -> list[Item]:
    """Return each list a rule reads, and whether it is open at its end."""
    read = reach_of(speaker.book, rule)
    return [_list(speaker, rule, speaker.book.lists[key]) for key in sorted(read.lists)]


def _list(speaker: Speaker, rule: Rule, named: NamedList) -> Item:
    say = speaker.pick
    options = [speaker.listed_option(named, option) for option in _in_order(speaker, named)]
    line = say("、", ", ").join(options)
    opening = openings_of(speaker.book, rule).get(named.key)
    if opening is not None:
        line = say(f"{speaker.say(opening.what)}：{line}", f"{speaker.say(opening.what)}: {line}")
    if named.cite is not None:
        line = speaker.behind(line, named.cite, rule.cite.instrument)
    if named.opening is None:
        return Item(line, (Item(say("清单是封闭的", "the list is closed")),))
    why = speaker.say(CAUSES[named.opening.cause])
    words = say(f"清单没有列完，其余{why}", f"the list is open; the rest: {why}")
    if named.opening.anchor is not None:
        words += say(f"：{quoted(named.opening.anchor)}", f": {quoted(named.opening.anchor)}")
    below = [Item(words)]
    if named.count is not None:
        below.append(Item(say(f"共有{named.count}类", f"{named.count} kinds in all")))
    return Item(line, tuple(below))


def _in_order(speaker: Speaker, named: NamedList) -> list[str]:
    """Return the items of a list in the order of the vocabulary."""
    order = [option for info in speaker.book.facts.values() for option in info.option_ids]
    return sorted(named.items, key=order.index)


def group_items(speaker: Speaker, rule: Rule) -> list[Item]:
    """Return how a rule's payment goes together with those of other rules."""
    items = []
    for group in speaker.book.groups.values():
        if rule.id not in group.rules:
            continue
        others = speaker.pick("、", ", ").join(speaker.title(one) for one in group.rules if one != rule.id)
        if isinstance(group.policy, Policy):
            how = Item(speaker.say(POLICIES[group.policy]))
        else:
            how = reading_item(speaker, speaker.book.readings[group.policy])
        items.append(Item(speaker.pick(f"与{others}：{how.text}", f"with {others}: {how.text}"), how.below))
    return items

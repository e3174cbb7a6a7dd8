"""All that somebody had to choose, in one table: the readings left open, then what we assumed."""

from __future__ import annotations

from typing import Any, Final

from xixia_gov.engine.findings import reach_of
from xixia_gov.model.figure import Figure
from xixia_gov.model.instrument import Citation
from xixia_gov.model.reading import Reading
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.counter import figure_text
from xixia_gov.report.grid import grid
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import PREFERRED, quoted
from xixia_gov.text import Lang, Text

SCHEMA: Final = "xixia-gov/readings/1"

_MOST_RULES: Final = 4
"""How many rules a row names; JSON names all of them."""
_HEADS: Final = (
    Text(zh="读法", en="Reading"),
    Text(zh="问题", en="Question"),
    Text(zh="选项", en="Options"),
    Text(zh="涉及的规则", en="Rules"),
)


def rules_of_readings(book: Rulebook) -> dict[str, tuple[str, ...]]:
    """Return for each reading the rules whose answer, or whose total in a group, can depend on it.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> rules_of_readings(load_rulebook())["readings/car_stacking"]
    ('trade_in.car_replacement', 'trade_in.new_energy_car')
    """
    found: dict[str, set[str]] = {id_: set() for id_ in book.readings}
    for id_, versions in book.rules.items():
        for rule in versions:
            for reading in rule.readings:
                found[reading].add(id_)
    for group in book.groups.values():
        if isinstance(group.policy, str):
            found[group.policy].update(group.rules)
    return {id_: tuple(sorted(rules)) for id_, rules in found.items()}


def rules_of_figures(book: Rulebook) -> dict[str, tuple[str, ...]]:
    """Return for each figure that general law supplies the rules that read it."""
    found: dict[str, set[str]] = {key: set() for key, figure in book.figures.items() if figure.assumed}
    for id_, versions in book.rules.items():
        for rule in versions:
            for key in reach_of(book, rule).figures & found.keys():
                found[key].add(id_)
    return {key: tuple(sorted(rules)) for key, rules in found.items()}


def _in_order(book: Rulebook) -> tuple[list[Reading], list[Reading]]:
    """Return the readings left open and those settled by an assumption, each by their ids."""
    every = [book.readings[id_] for id_ in sorted(book.readings)]
    return [one for one in every if not one.assumed], [one for one in every if one.assumed]


def readings_table(book: Rulebook, lang: Lang, width: int = 110) -> str:
    """Return the readings and the assumptions as tables of at most `width` cells."""
    speaker = Speaker(book, lang)
    left_open, assumed = _in_order(book)
    rules = rules_of_readings(book)
    figures = rules_of_figures(book)
    blocks = []
    if left_open:
        blocks.append(speaker.pick("未定的读法：", "Readings left open:"))
        blocks.append(_grid(speaker, [_row(speaker, one, rules[one.id]) for one in left_open], width))
    rows = [_row(speaker, one, rules[one.id]) for one in assumed]
    rows += [_figure_row(speaker, book.figures[key], ids) for key, ids in sorted(figures.items())]
    if rows:
        blocks.append(speaker.pick("假定：", "Assumptions:"))
        blocks.append(_grid(speaker, rows, width))
    counts = len(left_open), len(rows)
    blocks.append(
        speaker.pick(
            f"共{counts[0]}个未定的读法，{counts[1]}个假定。",
            f"Readings left open: {counts[0]}. Assumptions: {counts[1]}.",
        )
    )
    return "\n".join(blocks)


def _grid(speaker: Speaker, rows: list[list[list[str]]], width: int) -> str:
    return grid([speaker.say(head) for head in _HEADS], rows, width)


def _row(speaker: Speaker, one: Reading, rules: tuple[str, ...]) -> list[list[str]]:
    options = []
    for id_, text in one.options.items():
        mark = ""
        if id_ == one.preferred:
            words = speaker.pick("假定取此", "assumed") if one.assumed else speaker.say(PREFERRED)
            mark = speaker.pick(f"（{words}）", f" ({words})")
        options.append(speaker.pick(f"{id_}：{speaker.say(text)}{mark}", f"{id_}: {speaker.say(text)}{mark}"))
    return [_id(one.id), [speaker.say(one.question)], options, _titles(speaker, rules)]


def _id(id_: str) -> list[str]:
    """Return an id on two lines: a long one would leave no room for the rest."""
    head, slash, name = id_.partition("/")
    return [f"{head}{slash}", name] if name else [head]


def _titles(speaker: Speaker, rules: tuple[str, ...]) -> list[str]:
    titles = [speaker.say(speaker.book.latest(id_).title) for id_ in rules[:_MOST_RULES]] or ["-"]
    more = len(rules) - _MOST_RULES
    return [*titles, speaker.pick(f"另有{more}条", f"and {more} more")] if more > 0 else titles


def _figure_row(speaker: Speaker, one: Figure, rules: tuple[str, ...]) -> list[list[str]]:
    version = one.versions[-1]
    name = speaker.instrument(one.source or version.cite.instrument)
    question = speaker.pick(
        f"{quoted(version.anchor)}是多少？公报没有写明",
        f"How much is {quoted(version.anchor)}? The gazette does not print it",
    )
    option = figure_text(speaker, one)
    value = speaker.pick(f"{option}，取自{name}（假定取此）", f"{option}, from the {name} (assumed)")
    return [_id(one.key), [question], [value], _titles(speaker, rules)]


def readings_json(book: Rulebook) -> dict[str, Any]:
    """Return readings and assumptions as plain dicts ready for `json.dumps`."""
    left_open, assumed = _in_order(book)
    rules = rules_of_readings(book)
    figures = rules_of_figures(book)
    return {
        "schema": SCHEMA,
        "rulebook": {"id": book.id, "known_through": book.known_through.isoformat()},
        "readings": [_plain(one, rules[one.id]) for one in left_open],
        "assumptions": [_plain(one, rules[one.id]) for one in assumed],
        "assumed_figures": [_figure(book.figures[key], ids) for key, ids in sorted(figures.items())],
    }


def _plain(one: Reading, rules: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": one.id,
        "question": _both(one.question),
        "options": {id_: _both(text) for id_, text in one.options.items()},
        "preferred": one.preferred,
        "why": None if one.why is None else _both(one.why),
        "cite": None if one.cite is None else _cite(one.cite),
        "anchor": one.anchor,
        "rules": list(rules),
    }


def _figure(one: Figure, rules: tuple[str, ...]) -> dict[str, Any]:
    version = one.versions[-1]
    return {
        "id": one.key,
        "value": str(version.value),
        "unit": None if one.unit is None else str(one.unit),
        "anchor": version.anchor,
        "cite": _cite(version.cite),
        "source": one.source,
        "rules": list(rules),
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _cite(cite: Citation) -> dict[str, str]:
    return {"instrument": cite.instrument, "at": cite.at}


__all__ = ["readings_json", "readings_table", "rules_of_figures", "rules_of_readings"]

"""Names given on the command line, held against the rulebook: rules, readings and their options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import unknown_name
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.model.rulebook import Rulebook


def known_rules(book: Rulebook, names: Iterable[str]) -> list[str]:
    """Return rule ids for ids or titles; an unknown one raises `UsageProblem` with the nearest."""
    titles = {}
    for id_ in book.rules:
        title = book.latest(id_).title
        titles.update({title.zh: id_, title.en: id_})
    found = []
    for name in names:
        rule = name if name in book.rules else titles.get(name)
        if rule is None:
            raise UsageProblem(unknown_name(Text(zh="规则", en="rule"), name, list(book.rules)))
        found.append(rule)
    return found


def settlements(book: Rulebook, written: Sequence[str]) -> tuple[dict[str, str], bool]:
    """Return the options taken by `READING=OPTION`, and whether `preferred` is asked for too.

    Raises `UsageProblem` for a word of another form, an unknown reading and an unknown option.
    """
    chosen: dict[str, str] = {}
    preferred = False
    for word in written:
        if word == "preferred":
            preferred = True
            continue
        id_, sign, option = word.partition("=")
        if not sign:
            raise UsageProblem(
                Text(
                    zh=f"--settle 应写成 读法=选项, 或 preferred, 却是“{word}”",
                    en=f"--settle takes READING=OPTION, or preferred, not {word!r}",
                )
            )
        reading = book.readings.get(id_)
        if reading is None:
            raise UsageProblem(unknown_name(Text(zh="读法", en="reading"), id_, list(book.readings)))
        if option not in reading.options:
            what = Text(zh=f"读法“{id_}”的选项", en=f"option of {id_}")
            raise UsageProblem(unknown_name(what, option, list(reading.options)))
        chosen[id_] = option
    return chosen, preferred

"""Numbers and days that are no figures are held against their phrases too."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from xixia_gov.frozen import FrozenMap
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.lint_printed import printed_problems
from xixia_gov.rulebook.load import load_rulebook

BOOK = load_rulebook()


def told(book: Rulebook) -> list[str]:
    return [problem.message.en for problem in printed_problems(book)]


def with_window(**changes: Any) -> Rulebook:
    rule = BOOK.latest("trade_in.electric_bicycle")
    moved = attrs.evolve(rule, window=attrs.evolve(rule.window, **changes))
    return attrs.evolve(BOOK, rules=FrozenMap({**BOOK.rules, rule.id: (moved,)}))


def test_the_first_and_the_last_day_of_a_period_are_those_its_phrase_prints() -> None:
    # 2024年6月—12月 prints no day: its first is 1 June and its last 31 December.
    assert told(with_window(first=dt.date(2024, 6, 1), last=dt.date(2024, 12, 31))) == []
    assert told(with_window(first=dt.date(2024, 5, 31))) == [
        "the phrase “2024年6月—12月” does not carry 2024-05-31"
    ]
    assert told(with_window(last=dt.date(2025, 1, 1))) == [
        "the phrase “2024年6月—12月” does not carry 2025-01-01"
    ]


def test_the_count_of_a_list_is_the_one_its_phrase_prints() -> None:
    named = BOOK.lists["appliance_categories"]
    assert named.count == 18
    wrong = attrs.evolve(named, count=17)
    book = attrs.evolve(BOOK, lists=FrozenMap({**BOOK.lists, named.key: wrong}))
    assert told(book) == ["the phrase “18大类” does not carry 17"]

"""Every node of the language in columns, on every engine: a small rulebook with a rule for each."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import attrs
import polars as pl
import pytest

from xixia_gov.columns import evaluate, schema_of
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.agreement import asked, differences
from xixia_gov.testing.small import AS_OF, HEAD, Claim, Person, figures, reading, small_book, value, when

FIGURES = figures(
    cap=100,
    low=10,
    rate='{ value = "10%", anchor = "…" }',
    third='{ value = "1/3", anchor = "…" }',
    two='{ value = 2, anchor = "…" }',
    three='{ value = 3, anchor = "…" }',
    four_people='{ value = 4, unit = "persons", anchor = "…" }',
    six='{ value = 6, unit = "months", anchor = "…" }',
    five_days='{ value = 5, unit = "days", anchor = "…" }',
    adults='{ value = 18, unit = "years", anchor = "…" }',
    opens='{ value = 2024-06-01, anchor = "…" }',
    floor='{ unit = "yuan", values = [{ value = 10, anchor = "…" }, '
    '{ from = 2024-07-01, value = 20, anchor = "…" }] }',
)
LISTS = """
[lists.warm_colours]
items = ["red"]
fact = "claim.colour"
open = { cause = "text", may = ["green"], anchor = "…" }
[lists.reds]
items = ["red"]
fact = "claim.colour"
[lists.marks]
items = ["x"]
fact = "claim.tags"
open = { cause = "text", may = ["y"], anchor = "…" }
"""
TABLES = """
[tables.band]
on = ["claim.price", "claim.colour", "claim.a"]
gives = { sum = "yuan", people = "persons" }
[[tables.band.row]]
id = "one"
when = { "claim.price" = { most = "low" } }
sum = "low"
people = "four_people"
[[tables.band.row]]
id = "two"
when = { "claim.price" = { over = "low", under = "cap" }, "claim.colour" = ["red", "green"] }
sum = "rate * claim.price"
people = "claim.heads"
[[tables.band.row]]
id = "three"
when = { "claim.price" = { least = "cap" }, "claim.a" = true }
sum = "cap"
people = "max(claim.heads, four_people)"
"""
VALUES = "\n".join(
    [
        value("step", "whole(claim.price, low, 'half_up')"),
        value("either", "claim.colour if claim.a else claim.other_colour"),
        value("later", "claim.due_on if claim.a else claim.made_on"),
        value("truth", "claim.b or claim.c"),
        value("rent", "room.rent", 'over = "home.rooms"'),
        value("lit", "room.lit", 'over = "home.rooms"'),
        value("balance", "room.balance", 'over = "home.rooms"'),
        '[terms.fit]\nzh = "适"\nen = "fit"\nopen = "authority"\n',
    ]
)
MORE = f"{FIGURES}\n{LISTS}"
SIDE = reading("side", "left", "right")
WAY = reading("way", "x", "y", settled=True)

EXPRESSIONS = {
    "kleene": "(claim.a and claim.b) or (not claim.c and claim.sent)",
    "price_fact": "claim.price > claim.paid",
    "price_same": "claim.price == claim.paid",
    "price_other": "claim.price != claim.paid",
    "sum": "claim.price + claim.paid >= cap",
    "difference": "claim.price - claim.paid < low",
    "product": "claim.price * claim.share >= cap",
    "product_of_signs": "claim.change * claim.share < 0",
    "per_head": "claim.heads >= four_people",
    "rate": "rate * claim.price > low",
    "third": "third * claim.price <= claim.paid",
    "quotient": "claim.price / three >= low",
    "smaller": "min(claim.price, claim.paid, cap) == cap",
    "larger": "max(claim.price, claim.paid) > cap",
    "whole_down": "whole(claim.price, low, 'down') >= three",
    "whole_up": "whole(claim.price, low, 'up') >= three",
    "whole_half": "step == two",
    "whole_signed": "whole(claim.change, three, 'half_up') != 0",
    "whole_signed_down": "whole(claim.change, three, 'down') >= 0",
    "whole_signed_up": "whole(claim.change, three, 'up') > 0",
    "chosen_sum": "(claim.price if claim.a else claim.paid) >= cap",
    "chosen_colour": "either == 'red'",
    "chosen_in_list": "either in reds",
    "chosen_truth": "(claim.b if claim.a else claim.c)",
    "chosen_day": "later >= opens",
    "colours": "claim.colour == claim.other_colour",
    "colours_differ": "claim.colour != 'blue'",
    "grade": "claim.grade >= 'middle'",
    "grades": "claim.grade < claim.other_grade",
    "chosen_grade": "(claim.grade if claim.a else claim.other_grade) <= 'low'",
    "serial": "claim.serial == 'A'",
    "serial_not": "claim.serial != 'B'",
    "warm": "claim.colour in warm_colours",
    "not_red": "not (claim.colour in reds)",
    "tag": "'x' in claim.tags",
    "tags": "claim.tags in marks",
    "gate": "claim.sent and claim.sent_on >= opens",
    "gate_of_two": "claim.way == 'red' and claim.red_size > 0",
    "days": "claim.made_on <= claim.due_on",
    "day": "claim.made_on == opens",
    "age": "age(person.born, claim.made_on) >= adults",
    "age_today": "age(person.born, as_of) >= adults",
    "age_below": "age(person.born, as_of) < adults",
    "age_same": "age(person.born, claim.made_on) == adults",
    "months": "months_between(claim.made_on, claim.due_on) >= six",
    "months_more": "months_between(claim.made_on, claim.due_on) > claim.months",
    "days_between": "days_between(claim.made_on, claim.due_on) == five_days",
    "add_months": "add_months(claim.made_on, six) >= claim.due_on",
    "add_own_months": "add_months(claim.made_on, claim.months) > claim.due_on",
    "add_days": "add_days(claim.made_on, five_days) <= claim.due_on",
    "add_both": "add_days(add_months(claim.made_on, six), five_days)"
    " > add_months(claim.due_on, claim.months)",
    "first_of_month": "first_day_of(claim.made_on, 'month') <= opens",
    "last_of_month": "last_day_of(claim.made_on, 'month') >= claim.due_on",
    "first_of_quarter": "first_day_of(claim.due_on, 'quarter') > claim.made_on",
    "last_of_half": "claim.due_on <= last_day_of(claim.made_on, 'half_year')",
    "last_of_year": "last_day_of(claim.made_on, 'year') == last_day_of(claim.due_on, 'year')",
    "last_of_chosen": "last_day_of(later, 'quarter') >= last_day_of(opens, 'month')",
    "last_of_added": "last_day_of(add_months(claim.made_on, claim.months), 'quarter')"
    " >= add_days(first_day_of(claim.due_on, 'month'), five_days)",
    "first_of_counted": "first_day_of(add_days(claim.made_on, five_days), 'half_year') <= claim.due_on",
    "dated": "claim.price >= floor",
    "band": "band.people >= four_people",
    "band_sum": "band.sum >= low",
    "count": "count(home.rooms) > 0",
    "total": "total(rent) >= 0",
    "total_more": "total(rent) >= low",
    "total_balance": "total(balance) >= 0",
    "least": "least(rent) >= low",
    "most": "most(rent) < cap",
    "some": "some(lit)",
    "every": "every(lit)",
    "fit": "fit and claim.a",
    "reads": "holds(t.kleene) and not holds(t.checked)",
    "reads_sum": "amount(t.pays) > 0",
    "reading": "claim.a if readings.side == 'left' else claim.b",
    "assumed": "claim.a or readings.way == 'x'",
}
CHECKED = ("serial", "serial_not", "chosen_grade")
"""Rules whose expression says whether a duty was done."""
PAYS = '[pays]\namount = "{0}"\n'
ROUND = 'round = { to = "fen", mode = "half_up", assumed = true }\n'
CHECK = '[check.done]\nzh = "做"\nen = "done"\nwhen = "claim.b"\n'


def head(name: str, **changes: str) -> str:
    lines = [line for line in HEAD.splitlines() if line.split()[0] not in {"id", *changes}]
    return "\n".join([f'id = "t.{name}"', *lines, *changes.values()])


def rule(name: str, *lines: str, **changes: str) -> str:
    return "\n".join([head(name, **changes), *lines])


ON_MADE = 'in_force = { on = "claim.made_on", from = 2024-01-01, through = 2024-12-31, anchor = "…" }'
OTHERS = [
    rule(
        "supplied",
        FIGURES,
        value("same_home", "claim.price", 'supplies = "home.income"'),
        when("one", "home.income >= cap"),
        when("warm", "home.warm"),
    ),
    rule("pays", MORE, when("a", "claim.a"), PAYS.format("min(rate * claim.price, cap)"), ROUND),
    rule("pays_signed", MORE, when("a", "claim.a"), PAYS.format("third * claim.price - claim.paid"), ROUND),
    rule(
        "range",
        MORE,
        when("a", "claim.a"),
        '[pays]\nleast = "low"\nmost = "max(low, claim.price)"\n',
        in_force=ON_MADE,
    ),
    rule("band_pays", MORE, TABLES, PAYS.format("band.sum"), ROUND, in_force=ON_MADE),
    rule("checked", when("a", "claim.a"), CHECK, kind='kind = "duty"'),
    rule("limited", when("b", "claim.b", 'only_if = "claim.a"'), when("c", "claim.c or claim.a")),
    rule(
        "any_of",
        '[conditions.who]\nzh = "谁"\nen = "who"\n'
        '[conditions.who.any_of.one]\nwhen = "claim.a"\nzh = "甲"\nen = "one"\n'
        '[conditions.who.any_of.two]\nwhen = "claim.b and claim.c"\nzh = "乙"\nen = "two"\n'
        '[[exceptions]]\noverrides = "t.owed"\nwhen = "claim.sent"\n'
        'outcome = "not_required"\nzh = "免"\nen = "excused"\n',
    ),
    rule("owed", when("a", "claim.a"), when("c", "claim.c"), CHECK, kind='kind = "duty"'),
    rule(
        "own",
        '[facts.depth]\nkind = "number"\nunit = "metres"\nzh = "深"\nen = "depth"\n'
        'ask = { zh = "?", en = "?" }\nleast = 0\n'
        '[facts.shape]\nkind = "one_of"\nzh = "形"\nen = "shape"\nask = { zh = "?", en = "?" }\n'
        'options = { round = { zh = "圆", en = "round" }, square = { zh = "方", en = "square" } }\n',
        when("deep", "own.depth > 0 and own.shape == 'round'"),
    ),
    rule("no_clause"),
    rule(
        "judged",
        '[conditions.good]\nzh = "好"\nen = "good"\njudged_by = { zh = "局", en = "the office" }\n',
        when("a", "claim.a"),
    ),
    rule("ban", when("a", "claim.a"), kind='kind = "prohibition"'),
    rule(
        "permit",
        when("b", "claim.b"),
        CHECK.replace("claim.b", "claim.c"),
        '[[exceptions]]\noverrides = "t.ban"\nwhen = "holds(t.permit)"\n'
        'outcome = "permitted_with_approval"\nzh = "可"\nen = "allowed"\n',
        kind='kind = "permit"',
    ),
    rule("first", FIGURES, when("a", "claim.a"), PAYS.format("low"), in_force=ON_MADE),
    rule(
        "first",
        FIGURES,
        reading("b_too", "yes", "no"),
        when("a", "claim.a and (claim.b or readings.b_too == 'no')"),
        PAYS.format("cap"),
        in_force="version = 2\n" + ON_MADE.replace("2024-", "2025-"),
    ),
    rule("reads_versions", when("one", "holds(t.first)")),
    rule(
        "by_a_day",
        '[figures]\ndays = { value = 30, unit = "days", anchor = "…" }',
        reading("longer", "yes", "no"),
        when("a", "claim.a"),
        '[values.shorter]\nzh = "短"\nen = "shorter"\nis = "claim.made_on"',
        "[deadline]\ndue = \"add_days(claim.made_on, days) if readings.longer == 'yes' else shorter\"",
        'done = "claim.sent"\non = "claim.sent_on"',
        kind='kind = "deadline"',
    ),
    rule(
        "valued",
        when("a", "claim.a or claim.b"),
        '[gives.sum]\nzh = "数"\nen = "sum"\nis = "claim.price"',
        kind='kind = "value"',
    ),
    rule(
        "step_by_step",
        when("a", "claim.a"),
        '[steps.one]\nzh = "一"\nen = "one"\ndone = "claim.sent"\non = "claim.sent_on"',
        '[steps.two]\nzh = "二"\nen = "two"\ndone = "claim.b"\nafter = ["one"]\nonly_if = "claim.c"',
        '[steps.two.needs.cheap]\nzh = "省"\nen = "cheap"\nwhen = "claim.price <= claim.paid"',
        kind='kind = "procedure"',
    ),
    rule(
        "two_days",
        FIGURES,
        reading("day", "made", "due"),
        when("enough", "claim.price >= floor"),
        in_force="in_force = { on = \"claim.made_on if readings.day == 'made' else claim.due_on\" }",
    ),
]


def needed(text: str) -> str:
    """Return the declarations that not every rule may have."""
    parts = (("readings.side", SIDE), ("readings.way", WAY), ("band.", TABLES))
    return "\n".join(lines for name, lines in parts if name in text)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Return a rulebook with a rule for each expression, and one for each way a rule can be made."""
    rules = [
        rule(name, MORE, needed(text), VALUES, when("one", text), when("sent", "claim.sent or claim.a"))
        for name, text in EXPRESSIONS.items()
        if name not in CHECKED
    ]
    rules += [
        rule(
            name,
            when("sent", "claim.sent or claim.a"),
            CHECK.replace("claim.b", EXPRESSIONS[name]),
            kind='kind = "duty"',
        )
        for name in CHECKED
    ]
    return small_book(tmp_path_factory.mktemp("small"), *rules, *OTHERS)


def test_every_node_means_in_columns_what_it_means_to_the_interpreter(small: Rulebook, answer: Any) -> None:
    schema = schema_of(small, Claim, Person)
    assert len(schema.rules) == len(EXPRESSIONS) + len(OTHERS) - 1  # one is there in two versions
    for one in asked(small, schema, 160, batch=160):
        said = answer(small, one.frame(), matter=Claim, subject=Person, as_of=one.as_of, settle=one.settle)
        assert list(differences(small, one, said)) == []


def test_a_column_that_is_not_there_is_unknown_in_every_row(small: Rulebook) -> None:
    schema = schema_of(small, Claim, Person)
    draw = random.Random(5)  # noqa: S311 - the same columns each time are the point
    for share in (0.0, 0.2, 0.5, 0.8):
        for one in asked(small, schema, 20, seed=int(share * 10), batch=20):
            kept = {name: values for name, values in one.columns.items() if draw.random() < share}
            thin = attrs.evolve(one, columns=kept or {"claim.a": [None] * one.count})
            said = evaluate(
                small, thin.frame(), matter=Claim, subject=Person, as_of=one.as_of, settle=one.settle
            )
            assert list(differences(small, thin, said)) == []


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("claim.price / claim.heads >= low_each", "it divides by what differs from row to row"),
        ("working_days_between(claim.made_on, claim.due_on) >= five_days", "working days follow a calendar"),
        ("(claim.serial if claim.a else claim.serial) == 'A'", None),
    ],
)
def test_what_whole_numbers_cannot_say_is_refused_with_the_rule_and_the_reason(
    tmp_path: Path, expression: str, why: str | None
) -> None:
    each = FIGURES + '\nlow_each = { value = 10, unit = "yuan/persons", anchor = "…" }'
    book = small_book(tmp_path, rule("one", each, LISTS, when("one", expression)))
    frame = pl.DataFrame({"key": [1]})

    def run() -> Any:
        return evaluate(book, frame, matter=Claim, subject=Person, as_of=AS_OF)

    if why is None:
        with pytest.raises(InputError, match="one of two codes is chosen"):
            run()
        return
    with pytest.raises(InputError, match=why) as refused:
        run()
    assert "'t.one'" in str(refused.value)

"""The register of provisions: read, held against the rules, counted, and complete for both gazettes."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.coverage import coverage_json, coverage_table
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.rulebook.register_entries import Disposition
from xixia_gov.rulebook.registers import (
    Register,
    coverage,
    read_register,
    register_anchors,
    register_problems,
)

ROOT = Path(__file__).parents[2]

RULES = {
    "rulebook.toml": """
id = "town"
title = { zh = "镇", en = "Town" }
known_through = 2024-12-31
[areas]
aid = { zh = "补助", en = "Aid" }
""",
    "instruments/aid.toml": """
id = "aid"
number = "1号"
title = { zh = "补助办法", en = "Aid rules" }
issued = 2024-01-01
text = "unheld"
""",
    "aid/rules.toml": """
family = "aid.all"
kind = "status"
subject = "Citizen"
matter = "AppliancePurchase"
in_force = { on = "as_of" }
cite = { instrument = "aid", at = "一" }

[[rules]]
id = "aid.one"
title = { zh = "其一", en = "One" }
covers = ["first", "second"]
[rules.conditions.buyer]
zh = "由个人购买"
en = "an individual buys it"
when = "purchase.buyer_is_individual"
[[rules.example]]
name = "yes"
given = { buyer_is_individual = true }
expect = { outcome = "holds" }
why = "An individual buys it."

[[rules]]
id = "aid.two"
title = { zh = "其二", en = "Two" }
covers = ["third"]
[rules.conditions.buyer]
zh = "由个人购买"
en = "an individual buys it"
when = "purchase.buyer_is_individual"
""",
}
HEAD = '[instruments.aid]\nnumber = "1号"\ntitle = { zh = "补助办法", en = "Aid rules" }\n[provisions.aid]\n'
GOOD = (
    'first  = { disposition = "encoded", by = ["aid.one"] }\n'
    'second = { disposition = "encoded", by = ["aid.one"] }\n'
    'third  = { disposition = "definition", by = ["aid.two"] }\n'
    'fourth = { disposition = "referred", quote = "按规定", at = "二" }\n'
    'fifth  = { disposition = "not_decidable", lost_in_print = true }\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a rules folder of two rules, the second without an example, and no register."""
    for name, text in RULES.items():
        path = tmp_path / "town" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "town"


def written(folder: Path, provisions: str, head: str = HEAD) -> Register:
    (folder / "provisions.toml").write_text(head + provisions, encoding="utf-8")
    return read_register(folder)


def refused(folder: Path, provisions: str, head: str = HEAD) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        written(folder, provisions, head)
    return caught.value.problems


def told(folder: Path, provisions: str, head: str = HEAD) -> list[tuple[str, str]]:
    register = written(folder, provisions, head)
    return [(str(one.place), one.message.en) for one in register_problems(load_rulebook(folder), register)]


def test_a_register_that_agrees_with_the_rules_has_no_problem(folder: Path) -> None:
    assert told(folder, GOOD) == []


def test_provisions_keep_the_order_of_the_file_and_all_that_is_written(folder: Path) -> None:
    register = written(folder, GOOD)
    assert list(register.provisions) == ["first", "second", "third", "fourth", "fifth"]
    fourth = register.provisions["fourth"]
    assert (fourth.instrument, fourth.disposition) == ("aid", Disposition.REFERRED)
    assert (fourth.by, fourth.quote, fourth.at, fourth.lost_in_print) == ((), "按规定", "二", False)
    assert register.provisions["fifth"].lost_in_print


def test_a_folder_without_a_register_is_told(folder: Path) -> None:
    with pytest.raises(InputError, match=r"^town/provisions\.toml: no such file$"):
        read_register(folder)


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ('{ disposition = "encode" }', 25, "unknown disposition 'encode'; did you mean 'encoded'?"),
        ('{ disposition = "encoded" }', 1, "`encoded` names its rules in `by`"),
        ('{ disposition = "later", by = ["aid.one"] }', 34, "`later` has no `by`"),
        ('{ disposition = "later", at = "一" }', 1, "`later` has no `quote`, `at` or `lost_in_print`"),
        (
            '{ disposition = "encoded", by = ["aid.one"], lost_in_print = true }',
            1,
            "`encoded` has no `quote`, `at` or `lost_in_print`",
        ),
        ('{ disposition = "soft" }', 1, "`soft` has `quote` and `at`, or else `lost_in_print = true`"),
        (
            '{ disposition = "soft", quote = "力争" }',
            1,
            "`soft` has `quote` and `at`, or else `lost_in_print = true`",
        ),
        (
            '{ disposition = "soft", quote = "力争", at = "一", lost_in_print = true }',
            1,
            "`soft` has `quote` and `at`, or else `lost_in_print = true`",
        ),
        (
            '{ disposition = "soft", quote = "一二三四五六七八九十百千万", at = "一" }',
            41,
            "a quote has 1 to 12 characters, this one 13",
        ),
        (
            '{ disposition = "soft", quote = "", at = "一" }',
            41,
            "a quote has 1 to 12 characters, this one 0",
        ),
    ],
)
def test_what_is_wrong_with_one_provision_is_told_where_it_stands(
    folder: Path, line: str, column: int, message: str
) -> None:
    (problem,) = refused(folder, f"first = {line}\n")
    assert problem.message.en == message
    assert problem.place == Place("town/provisions.toml", 5, column)


def test_a_quote_of_twelve_characters_is_taken(folder: Path) -> None:
    register = written(
        folder, 'a = { disposition = "soft", quote = "一二三四五六七八九十百千", at = "一" }\n'
    )
    assert register.provisions["a"].quote == "一二三四五六七八九十百千"


def test_an_id_under_two_instruments_and_an_unknown_instrument_are_told_together(folder: Path) -> None:
    twice = 'a = { disposition = "later" }\n[provisions.aids]\na = { disposition = "later" }\n'
    assert [(str(one.place), one.message.en) for one in refused(folder, twice)] == [
        ("town/provisions.toml:6:13", "unknown instrument 'aids'; did you mean 'aid'?"),
        ("town/provisions.toml:7:1", "'a' already stands under 'aid'"),
    ]


def test_an_id_twice_under_one_instrument_is_a_syntax_error(folder: Path) -> None:
    (problem,) = refused(folder, 'a = { disposition = "later" }\na = { disposition = "soft" }\n')
    assert problem.place.line == 6


def test_an_unknown_key_is_told(folder: Path) -> None:
    (problem,) = refused(folder, 'a = { disposition = "later", rules = ["aid.one"] }\n')
    assert problem.place == Place("town/provisions.toml", 5, 30)
    assert problem.message.en.startswith("unknown key 'rules'")


def test_a_rule_that_is_unknown_or_does_not_cover_the_provision_is_told(folder: Path) -> None:
    changed = GOOD.replace(
        'definition", by = ["aid.two"]', 'definition", by = ["aid.two", "aid.on", "aid.one"]'
    )
    assert told(folder, changed) == [
        ("town/provisions.toml:7:57", "unknown rule 'aid.on'; did you mean 'aid.one'?"),
        ("town/provisions.toml:7:67", "rule 'aid.one' does not cover 'third'"),
    ]


def test_an_encoded_provision_whose_rules_have_no_example_is_told(folder: Path) -> None:
    assert told(folder, GOOD.replace('"definition"', '"encoded"')) == [
        ("town/provisions.toml:7:1", "no rule of 'third' has an example")
    ]


def test_a_covered_provision_that_is_not_in_the_register_is_told_at_the_rule(folder: Path) -> None:
    without = "".join(GOOD.splitlines(keepends=True)[1:])
    assert told(folder, without) == [
        (
            "town/aid/rules.toml: aid.one: covers",
            "unknown provision 'first'; did you mean 'fifth'?",
        )
    ]


def test_a_covered_provision_that_is_said_not_to_be_encoded_is_told(folder: Path) -> None:
    changed = GOOD.replace('"encoded", by = ["aid.one"] }', '"later" }', 1)
    assert told(folder, changed) == [
        ("town/provisions.toml:5:26", "'first' is said to be `later`, but rule 'aid.one' covers it")
    ]


def test_a_rule_missing_among_those_of_a_provision_it_covers_is_told(folder: Path) -> None:
    assert told(folder, GOOD.replace('"definition", by = ["aid.two"]', '"definition"')) == [
        ("town/provisions.toml:7:10", "`by` of 'third' lacks rule 'aid.two'")
    ]


def test_an_instrument_with_another_number_or_title_than_the_rules_give_it_is_told(folder: Path) -> None:
    head = HEAD.replace("1号", "2号").replace("Aid rules", "Rules")
    assert told(folder, GOOD, head) == [
        ("town/provisions.toml:2:10", "`number` is not that of the rules' instrument"),
        ("town/provisions.toml:3:9", "`title` is not that of the rules' instrument"),
    ]


def test_every_quote_is_an_anchor_at_its_place(folder: Path) -> None:
    (anchor,) = register_anchors(written(folder, GOOD))
    assert (anchor.instrument, anchor.at, anchor.phrase) == ("aid", "二", "按规定")
    assert anchor.place == Place("town/provisions.toml", 8, 46)


def test_counts_are_given_for_each_instrument_in_order(folder: Path) -> None:
    more = '[instruments.law]\ntitle = { zh = "法", en = "Law" }\n'
    more += '[provisions.law]\nx = { disposition = "later" }\n'
    first, second = coverage(written(folder, GOOD + more))
    assert {kind.value: count for kind, count in first.counts.items()} == {
        "encoded": 2,
        "definition": 1,
        "referred": 1,
        "soft": 0,
        "not_decidable": 1,
        "later": 0,
    }
    assert (first.instrument.number, first.total) == ("1号", 5)
    assert (second.instrument.number, second.counts[Disposition.LATER], second.total) == (None, 1, 1)


def test_the_table_has_a_line_for_each_instrument_and_the_totals(folder: Path) -> None:
    register = written(folder, GOOD)
    rows = [line.split() for line in coverage_table(register, "en", 120).splitlines()]
    assert rows[-3:] == [
        ["Aid", "rules", "2", "1", "1", "0", "1", "0", "5"],
        ["“1号”"],
        ["total", "2", "1", "1", "0", "1", "0", "5"],
    ]
    rows = [line.split() for line in coverage_table(register, "zh", 120).splitlines()]
    assert rows[-1] == ["合计", "2", "1", "1", "0", "1", "0", "5"]


def test_the_json_has_the_counts_and_every_provision(folder: Path) -> None:
    data = coverage_json(written(folder, GOOD))
    assert data["schema"] == "xixia-gov/coverage/1"
    assert (data["total"], data["counts"]["encoded"], data["counts"]["later"]) == (5, 2, 0)
    assert [one["id"] for one in data["instruments"]] == ["aid"]
    assert data["provisions"][3] == {
        "id": "fourth",
        "instrument": "aid",
        "disposition": "referred",
        "by": [],
        "quote": "按规定",
        "at": "二",
        "lost_in_print": False,
    }


# The shipped register, for both gazettes.

MONEY_AND_FIRE = ("fire-order-2024", "employment-2024", "trade-in-2024")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def shipped() -> Register:
    return read_register()


def test_the_shipped_register_agrees_with_the_shipped_rules(book: Rulebook, shipped: Register) -> None:
    assert [one.render("en") for one in register_problems(book, shipped)] == []


def test_all_provisions_of_both_gazettes_have_a_disposition(shipped: Register) -> None:
    # 2024 No. 3: 171 entries and the 37 rows of the twelve actions; No. 1: 113 entries and 51 definitions.
    assert len(shipped.provisions) == 171 + 37 + 113 + 51


def test_the_seventy_provisions_on_money_and_fire_are_settled_and_most_are_encoded(shipped: Register) -> None:
    these = [one for one in shipped.provisions.values() if one.instrument in MONEY_AND_FIRE]
    these.append(shipped.provisions["ms-startup-subsidy"])
    assert Counter(one.instrument for one in these) == {
        "fire-order-2024": 18,
        "employment-2024": 36,
        "trade-in-2024": 15,
        "practical-matters-2024": 1,
    }
    kinds = Counter(one.disposition for one in these)
    assert kinds[Disposition.LATER] == 0
    assert kinds[Disposition.ENCODED] >= 45


@pytest.fixture(scope="module")
def inventory() -> Path:
    """Return the folder of the inventory: `XIXIA_PROVISIONS`, else the one beside the repository."""
    named = os.environ.get("XIXIA_PROVISIONS")
    folder = Path(named) if named else ROOT.parent / "shared" / "provisions"
    if not (folder / "2024-3.md").is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"provision inventory not found: {folder}; name its folder in XIXIA_PROVISIONS")
        pytest.skip("provision inventory not found")
    return folder


def listed(file: Path) -> list[str]:
    """Return the ids of Section A: the headed entries, the rows of actions and of definitions."""
    text = file.read_text(encoding="utf-8")
    section = re.split(r"^# Section [A-Z]\b", text, flags=re.MULTILINE)[1]
    headed = re.findall(r"^#{3,4} `([^`]+)`", section, re.MULTILINE)
    rows = re.findall(r"^\| `((?:care|def)-[^`]+)` \|", section, re.MULTILINE)
    return [*headed, *rows]


@pytest.mark.parametrize(("name", "count"), [("2024-3", 208), ("2024-1", 164)])
def test_the_register_has_every_id_of_the_inventory_and_no_other(
    shipped: Register, inventory: Path, name: str, count: int
) -> None:
    ids = listed(inventory / f"{name}.md")
    assert len(ids) == len(set(ids)) == count
    others = listed(inventory / ("2024-1.md" if name == "2024-3" else "2024-3.md"))
    assert set(shipped.provisions) - set(others) == set(ids)

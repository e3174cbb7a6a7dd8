"""Instruments, readings and filtered rules: exact on a rulebook of four rules, whole on the shipped one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from wcwidth import wcswidth

from xixia_gov.errors import ValueProblem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.instruments import applying, instruments_json, instruments_table
from xixia_gov.report.readings_table import readings_json, readings_table
from xixia_gov.report.rule_filters import Wanted, kept, rules_json
from xixia_gov.report.rules import find_rules
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.text import Lang

FILES = {
    "rulebook.toml": """
id = "town"
title = { zh = "镇", en = "Town" }
known_through = 2024-12-31
[areas]
aid = { zh = "补助", en = "Aid" }
ban = { zh = "禁令", en = "Bans" }
""",
    "instruments/aid.toml": """
id = "aid"
number = "1号"
title = { zh = "补助办法", en = "Aid rules" }
issuers = ["镇政府"]
issued = 2024-01-05
text = "unheld"
""",
    "instruments/ban.toml": """
id = "ban"
title = { zh = "禁令", en = "The ban" }
issued = 2024-03-01
text = "unheld"
""",
    "instruments/law.toml": """
id = "law"
title = { zh = "某法", en = "A law" }
text = "unheld"
""",
    "readings/all.toml": """
[readings.who]
question = { zh = "谁算买方？", en = "Who is the buyer?" }
options = { one = { zh = "个人", en = "A person" }, all = { zh = "任何人", en = "Anybody" } }
preferred = "all"
cite = { instrument = "aid", at = "一" }
""",
    "aid/rules.toml": """
family = "aid.all"
kind = "entitlement"
subject = "Citizen"
matter = "AppliancePurchase"
cite = { instrument = "aid", at = "一" }

[[rules]]
id = "aid.half_year"
title = { zh = "半年补助", en = "Aid of half a year" }
in_force = { from = 2024-01-10, through = 2024-06-30, on = "purchase.bought_on", anchor = "半年" }
[rules.conditions.buyer]
zh = "买方"
en = "the buyer"
when = "purchase.buyer_is_individual or readings.who == 'all'"
[rules.figures.sum]
value = 10
unit = "yuan"
anchor = "10元"
[rules.pays]
amount = "sum"
by = { zh = "镇政府", en = "the town" }
[[rules.example]]
name = "yes"
given = { buyer_is_individual = true, bought_on = 2024-02-01 }
expect = { outcome = "eligible" }
why = "An individual buys it."

[[rules]]
id = "aid.endless"
title = { zh = "长期补助", en = "Aid without end" }
in_force = { on = "as_of" }
[rules.conditions.conforms]
zh = "符合条件"
en = "it conforms"
undefined = "符合条件"
to = "law"
[rules.figures.sum]
value = 20
unit = "yuan"
anchor = "20元"
[rules.pays]
amount = "sum"
round = { to = "fen", mode = "down", assumed = true }
[[rules.example]]
name = "open"
given = { }
expect = { outcome = "undetermined" }
why = "The term is open."
""",
    "ban/rule.toml": """
id = "ban.sale"
title = { zh = "禁售", en = "No sale" }
kind = "prohibition"
subject = ["Enterprise", "Organisation"]
matter = "AppliancePurchase"
cite = { instrument = "ban", at = "二" }
in_force = { from = 2024-03-01, through = 2025-03-01, on = "as_of", anchor = "一年" }
[conditions.sold]
zh = "由个人购买"
en = "an individual buys it"
when = "purchase.buyer_is_individual"
[[example]]
name = "yes"
given = { buyer_is_individual = true }
expect = { outcome = "prohibited" }
why = "An individual buys it."
""",
}


@pytest.fixture
def town(tmp_path: Path) -> Rulebook:
    """Return a rulebook of three rules in two of its three instruments."""
    for name, text in FILES.items():
        path = tmp_path / "town" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_rulebook(tmp_path / "town")


def test_an_instrument_has_the_days_of_its_rules_and_those_that_name_it(town: Rulebook) -> None:
    listed = {one["id"]: one for one in instruments_json(town)["instruments"]}
    assert list(listed) == ["aid", "ban", "law"]
    assert listed["aid"] == {
        "id": "aid",
        "number": "1号",
        "title": {"zh": "补助办法", "en": "Aid rules"},
        "issuers": ["镇政府"],
        "issued": "2024-01-05",
        "text": "unheld",
        # Without a printed first day the rule begins on the day of its instrument.
        "windows": [
            {"from": "2024-01-05", "through": None, "rules": ["aid.endless"]},
            {"from": "2024-01-10", "through": "2024-06-30", "rules": ["aid.half_year"]},
        ],
        "rules": ["aid.endless", "aid.half_year"],
        "presumed": [],
        "named_by": [],
    }
    assert (listed["law"]["rules"], listed["law"]["named_by"]) == ([], ["aid.endless"])


@pytest.mark.parametrize(
    ("day", "rules", "instruments"),
    [
        ("2024-01-04", {}, []),
        ("2024-01-05", {"aid.endless": "in_force"}, ["aid", "law"]),
        ("2024-01-10", {"aid.endless": "in_force", "aid.half_year": "in_force"}, ["aid", "law"]),
        (
            "2024-06-30",
            {"aid.endless": "in_force", "aid.half_year": "in_force", "ban.sale": "in_force"},
            ["aid", "ban", "law"],
        ),
        ("2024-07-01", {"aid.endless": "in_force", "ban.sale": "in_force"}, ["aid", "ban", "law"]),
        # The law is known through 2024-12-31; a printed end is not presumed.
        ("2025-01-01", {"aid.endless": "presumed", "ban.sale": "in_force"}, ["aid", "ban", "law"]),
        ("2025-03-02", {"aid.endless": "presumed"}, ["aid", "law"]),
    ],
)
def test_both_ends_of_a_period_are_inside_it(
    day: str, rules: dict[str, str], instruments: list[str], town: Rulebook
) -> None:
    on = dt.date.fromisoformat(day)
    assert {rule.id: force.value for rule, force in applying(town, on)} == rules
    assert [one["id"] for one in instruments_json(town, on)["instruments"]] == instruments


def test_a_presumption_is_said_where_there_is_one(town: Rulebook) -> None:
    later = instruments_table(town, "en", 120, dt.date(2025, 1, 1))
    assert later.endswith(
        "Instruments: 3. Rules: 2.\n"
        "Of these rules 1 are presumed in force: law after 31 December 2024 is not known here."
    )
    assert instruments_table(town, "zh", 120, dt.date(2024, 12, 31)).endswith("共3份文件，2条规则。")
    assert instruments_table(town, "zh", 120, dt.date(2023, 1, 1)) == "当日没有有效的规则。"


def test_a_reading_names_its_rules_and_a_rounding_is_an_assumption(town: Rulebook) -> None:
    found = readings_json(town)
    assert [(one["id"], one["preferred"], one["rules"]) for one in found["readings"]] == [
        ("readings/who", "all", ["aid.half_year"])
    ]
    assert [(one["id"], one["preferred"], one["rules"]) for one in found["assumptions"]] == [
        ("aid.endless/rounding", "down", ["aid.endless"])
    ]
    assert found["assumed_figures"] == []


def test_the_table_of_readings_marks_the_preferred_option(town: Rulebook) -> None:
    table = readings_table(town, "en", 120)
    assert "all: Anybody (the preferred reading)" in table
    assert "Aid of half a year" in table
    assert table.endswith("Readings left open: 1. Assumptions: 1.")


def test_a_figure_that_general_law_supplies_stands_among_the_assumptions(book: Rulebook) -> None:
    found = {one["anchor"]: one for one in readings_json(book)["assumed_figures"]}
    assert set(found) == {"未成年人", "6月底前"}
    figure = found["未成年人"]
    assert (figure["anchor"], figure["value"], figure["unit"]) == ("未成年人", "18", "years")
    assert (figure["source"], figure["rules"]) == ("civil-code", ["fire.mobilising"])


def test_every_reading_of_the_rulebook_is_listed_once_with_a_rule(book: Rulebook) -> None:
    found = readings_json(book)
    listed = [*found["readings"], *found["assumptions"]]
    assert sorted(one["id"] for one in listed) == sorted(book.readings)
    assert [one["id"] for one in listed if not one["rules"]] == []


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), ["aid.endless", "aid.half_year", "ban.sale"]),
        (Wanted(area="ban"), ["ban.sale"]),
        (Wanted(area="补助"), ["aid.endless", "aid.half_year"]),
        (Wanted(area="BANS"), ["ban.sale"]),
        (Wanted(subject="Organisation"), ["ban.sale"]),
        (Wanted(subject="企业"), ["ban.sale"]),
        (Wanted(subject="公司"), ["ban.sale"]),
        (Wanted(kind="entitlement"), ["aid.endless", "aid.half_year"]),
        (Wanted(kind="禁止"), ["ban.sale"]),
        (Wanted(payer="镇政府"), ["aid.half_year"]),
        (Wanted(payer="town"), ["aid.half_year"]),
        (Wanted(payer="公报未写明"), ["aid.endless"]),
        (Wanted(day=dt.date(2025, 3, 1)), ["aid.endless", "ban.sale"]),
        (Wanted(area="aid", day=dt.date(2024, 6, 30)), ["aid.endless", "aid.half_year"]),
        (Wanted(area="aid", kind="prohibition"), []),
    ],
    ids=str,
)
def test_a_filter_keeps_the_rules_that_fit_all_of_it(wanted: Wanted, ids: list[str], town: Rulebook) -> None:
    assert [rule.id for rule in kept(town, find_rules(town, ""), wanted).found.hits] == ids


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(area="adi"), "unknown area 'adi'; did you mean 'aid'?"),
        (Wanted(subject="Citizn"), "unknown subject 'Citizn'; did you mean 'Citizen'?"),
        (Wanted(kind="prohibitions"), "unknown kind 'prohibitions'; did you mean 'prohibition'?"),
        (Wanted(payer="the twon"), "unknown payer 'the twon'; did you mean 'the town'?"),
    ],
    ids=str,
)
def test_a_misspelt_word_is_told_with_the_nearest(wanted: Wanted, told: str, town: Rulebook) -> None:
    with pytest.raises(ValueProblem) as caught:
        kept(town, find_rules(town, ""), wanted)
    assert caught.value.message.en == told


def test_rules_as_json_say_their_days_and_their_force_on_the_day_asked_for(town: Rulebook) -> None:
    day = dt.date(2025, 1, 1)
    found = rules_json(town, kept(town, find_rules(town, ""), Wanted(area="aid", day=day)), day)
    assert (found["in_force"], found["rulebook"]["known_through"]) == ("2025-01-01", "2024-12-31")
    (rule,) = found["rules"]
    assert (rule["id"], rule["from"], rule["through"], rule["force"]) == (
        "aid.endless",
        "2024-01-05",
        None,
        "presumed",
    )
    assert rule["payer"] is None


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 110, 160])
def test_no_line_is_wider_than_the_terminal(lang: Lang, width: int, book: Rulebook) -> None:
    for table in (instruments_table(book, lang, width), readings_table(book, lang, width)):
        assert max(wcswidth(line) for line in table.split("\n")) <= width

"""Another district, made up for these tests, is decided by the same engine with its own words and rules.

The expected values are derived by hand from the articles in `gazette/example-1.txt`.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import xixia_gov as xg
from xixia_gov.analysis.examples import check_examples
from xixia_gov.analysis.verify import verify
from xixia_gov.model.determination import Amount, Check, Determination, Force, Outcome
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.lint import lint
from xixia_gov.rulebook.load import load_rulebook

HERE = Path(__file__).parent
ASKED = dt.date(2025, 6, 1)


def day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)


def amount(least: str, most: str) -> Amount:
    return Amount(xg.yuan(least), xg.yuan(most))


def ask(book: Rulebook, rule: str, case: xg.Case) -> Determination:
    [one] = xg.assess(book, case, rules=[rule]).determinations
    return one


def planting(book: Rulebook, district: ModuleType, *metres: int, **facts: Any) -> Determination:
    """Ask about a hedge of some sections; where nothing else is said, listed in full and in the district."""
    facts = {"sections_complete": True, "in_district": True, **facts}
    sections = tuple(district.Section(length=length) for length in metres)
    matter = district.HedgePlanting(sections=sections, **facts)
    case = xg.Case(subject=district.Resident(), as_of=ASKED, matters=[matter])
    return ask(book, "hedge.planting", case)


def trimming(book: Rulebook, district: ModuleType, rule: str, **facts: Any) -> Determination:
    own = {"nest": facts.pop("nest")} if "nest" in facts else {}
    matter = district.HedgeTrimming(own=own, **facts)
    return ask(book, rule, xg.Case(subject=district.Shop(), as_of=ASKED, matters=[matter]))


def test_fifteen_metres_planted_in_2023_are_paid_at_12_yuan(book: Rulebook, district: ModuleType) -> None:
    one = planting(book, district, 8, 7, planted_on=day("2023-05-01"))
    assert (one.outcome, one.version, one.force) == (Outcome.ELIGIBLE, 1, Force.IN_FORCE)
    assert one.amount == amount("180", "180")  # 15 × 12


@pytest.mark.parametrize(
    ("planted_on", "sum_"),
    [("2023-12-31", "180"), ("2024-01-01", "225")],  # 15 × 12, 15 × 15
)
def test_the_rate_changes_with_the_year(
    planted_on: str, sum_: str, book: Rulebook, district: ModuleType
) -> None:
    one = planting(book, district, 15, planted_on=day(planted_on))
    assert one.amount == amount(sum_, sum_)


@pytest.mark.parametrize(
    ("planted_on", "outcome", "force"),
    [
        ("2023-02-28", Outcome.INELIGIBLE, Force.NOT_YET),
        ("2023-03-01", Outcome.ELIGIBLE, Force.IN_FORCE),
        ("2024-12-31", Outcome.ELIGIBLE, Force.IN_FORCE),
    ],
)
def test_the_first_and_the_last_day_of_the_old_version_are_inside(
    planted_on: str, outcome: Outcome, force: Force, book: Rulebook, district: ModuleType
) -> None:
    one = planting(book, district, 15, planted_on=day(planted_on))
    assert (one.outcome, one.version, one.force) == (outcome, 1, force)


@pytest.mark.parametrize(("metres", "outcome"), [(9, "ineligible"), (10, "eligible"), (11, "eligible")])
def test_ten_metres_are_long_enough(metres: int, outcome: str, book: Rulebook, district: ModuleType) -> None:
    one = planting(book, district, metres, planted_on=day("2024-05-01"))
    assert one.outcome is Outcome(outcome)
    assert [failure.condition for failure in one.failed] == ([] if metres > 9 else ["long_enough"])


@pytest.mark.parametrize(("metres", "sum_"), [(19, "285"), (20, "300"), (21, "300")])  # × 15, at most 300
def test_the_cap_of_the_old_version_is_300_yuan(
    metres: int, sum_: str, book: Rulebook, district: ModuleType
) -> None:
    one = planting(book, district, metres, planted_on=day("2024-05-01"))
    assert one.amount == amount(sum_, sum_)


def test_the_new_version_has_its_own_length_and_cap_and_leaves_the_old_ones_alone(
    book: Rulebook, district: ModuleType
) -> None:
    old = planting(book, district, 40, plant="box", planted_on=day("2024-12-31"))
    new = planting(book, district, 40, plant="box", planted_on=day("2025-01-01"))
    assert (old.version, old.amount) == (1, amount("300", "300"))
    assert (new.version, new.amount) == (2, amount("500", "500"))  # 40 × 15 = 600, at most 500


@pytest.mark.parametrize(("metres", "outcome"), [(19, "ineligible"), (20, "eligible"), (21, "eligible")])
def test_from_2025_on_twenty_metres_are_wanted(
    metres: int, outcome: str, book: Rulebook, district: ModuleType
) -> None:
    one = planting(book, district, metres, plant="privet", planted_on=day("2025-01-01"))
    assert (one.outcome.value, one.version) == (outcome, 2)


def test_law_after_the_day_the_rulebook_is_known_through_is_presumed(
    book: Rulebook, district: ModuleType
) -> None:
    assert book.known_through == day("2024-12-20")
    one = planting(book, district, 20, plant="privet", planted_on=day("2025-01-01"))
    assert (one.force, one.amount) == (Force.PRESUMED, amount("300", "300"))  # 20 × 15


def test_a_plant_that_an_open_list_does_not_name_is_neither_in_it_nor_out_of_it(
    book: Rulebook, district: ModuleType
) -> None:
    one = planting(book, district, 20, plant="bamboo", planted_on=day("2025-01-01"))
    assert (one.outcome, one.missing) == (Outcome.UNDETERMINED, ())
    assert (one.amount, one.if_eligible) == (amount("0", "300"), amount("300", "300"))
    found = planting(
        book,
        district,
        20,
        plant="bamboo",
        planted_on=day("2025-01-01"),
        findings={"native_plants/bamboo": True},
    )
    assert (found.outcome, found.asserted) == (Outcome.ELIGIBLE, ("native_plants/bamboo",))


def test_sections_that_may_be_missing_leave_the_sum_open_upwards_as_far_as_the_cap(
    book: Rulebook, district: ModuleType
) -> None:
    one = planting(book, district, 8, 7, planted_on=day("2023-05-01"), sections_complete=xg.UNKNOWN)
    assert one.outcome is Outcome.ELIGIBLE  # 15 metres are enough, whatever is not listed
    assert one.amount == amount("180", "300")
    assert one.missing == ("planting.sections_complete",)


def test_a_hedge_planted_on_an_unknown_day_is_paid_by_one_of_the_rates_or_not_at_all(
    book: Rulebook, district: ModuleType
) -> None:
    one = planting(book, district, 15, plant="box")
    assert one.outcome is Outcome.UNDETERMINED  # enough until 2024, too short from 2025 on
    assert one.amount == amount("0", "225")
    assert one.missing == ("planting.planted_on",)


@pytest.mark.parametrize(
    ("done_on", "outcome", "force"),
    [
        ("2024-02-29", Outcome.NOT_REACHED, Force.NOT_YET),
        ("2024-03-01", Outcome.PROHIBITED, Force.IN_FORCE),
        ("2024-08-31", Outcome.PROHIBITED, Force.IN_FORCE),
        ("2024-09-01", Outcome.NOT_REACHED, Force.ENDED),
    ],
)
def test_a_nest_with_birds_bars_trimming_from_march_to_august(
    done_on: str, outcome: Outcome, force: Force, book: Rulebook, district: ModuleType
) -> None:
    one = trimming(
        book, district, "hedge.trimming_ban", nest="occupied", approved=False, done_on=day(done_on)
    )
    assert (one.outcome, one.force) == (outcome, force)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"nest": "occupied", "approved": True}, Outcome.PERMITTED_WITH_APPROVAL),
        ({"nest": "none", "approved": False}, Outcome.NOT_REACHED),
        ({"nest": "none"}, Outcome.NOT_REACHED),
        ({"approved": False}, Outcome.UNDETERMINED),
        ({"nest": "empty", "approved": False}, Outcome.UNDETERMINED),
    ],
)
def test_the_ban_depends_on_the_nest_and_on_the_approval(
    facts: dict[str, Any], outcome: Outcome, book: Rulebook, district: ModuleType
) -> None:
    one = trimming(book, district, "hedge.trimming_ban", done_on=day("2024-05-01"), **facts)
    assert one.outcome is outcome


def test_an_empty_nest_bars_trimming_on_one_reading_and_not_on_the_other(
    book: Rulebook, district: ModuleType
) -> None:
    one = trimming(
        book, district, "hedge.trimming_ban", nest="empty", approved=False, done_on=day("2024-05-01")
    )
    assert one.readings == ("readings/empty_nests",)
    assert {
        under.settings["readings/empty_nests"]: (under.outcome, under.preferred) for under in one.under
    } == {
        "included": (Outcome.PROHIBITED, True),
        "excluded": (Outcome.NOT_REACHED, False),
    }


def test_a_fact_that_only_a_rule_file_declares_is_asked_for_by_its_path(
    book: Rulebook, district: ModuleType
) -> None:
    one = trimming(book, district, "hedge.trimming_ban", approved=False, done_on=day("2024-05-01"))
    assert one.missing == ("own.nest",)


@pytest.mark.parametrize(
    ("cleared_on", "check"),
    [("2024-05-01", Check.MET), ("2024-05-04", Check.MET), ("2024-05-05", Check.NOT_MET)],
)
def test_cuttings_are_cleared_within_three_days(
    cleared_on: str, check: Check, book: Rulebook, district: ModuleType
) -> None:
    one = trimming(
        book,
        district,
        "hedge.clearing",
        done_on=day("2024-05-01"),
        cuttings_on_pavement=True,
        cleared_on=day(cleared_on),
    )
    assert (one.outcome, one.check) == (Outcome.REQUIRED, check)


def test_without_cuttings_on_the_pavement_nothing_is_to_be_cleared(
    book: Rulebook, district: ModuleType
) -> None:
    one = trimming(book, district, "hedge.clearing", done_on=day("2024-05-01"), cuttings_on_pavement=False)
    assert (one.outcome, one.check) == (Outcome.NOT_REQUIRED, None)


def test_the_examples_of_every_version_come_out_as_they_say(book: Rulebook) -> None:
    versions = [rule for rules in book.rules.values() for rule in rules]
    assert sum(len(rule.examples) for rule in versions) == 4
    for rule in versions:
        check_examples(book, rule)


def test_every_figure_stands_in_the_text_it_cites(district: ModuleType) -> None:
    report = lint(HERE / "rules", gazette=HERE / "gazette", vocabulary=district.VOCABULARY)
    assert (report.problems, report.notes) == ((), ())
    assert (report.rules, report.examples, report.anchors) == (4, 4, 14)


def test_a_figure_the_text_does_not_carry_is_found(tmp_path: Path, district: ModuleType) -> None:
    for path in (HERE / "rules").rglob("*"):
        target = tmp_path / "rules" / path.relative_to(HERE / "rules")
        if path.is_dir():
            target.mkdir(parents=True)
        elif path.name == "planting_2023.toml":
            target.write_text(
                path.read_text(encoding="utf-8").replace("= 300\n", "= 310\n"), encoding="utf-8"
            )
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    report = lint(tmp_path / "rules", gazette=HERE / "gazette", vocabulary=district.VOCABULARY)
    assert [problem.message.en for problem in report.problems] == [
        "the phrase “不超过300元” does not carry the figure 310 yuan"
    ]


def test_the_rulebook_of_one_district_knows_nothing_of_another(book: Rulebook) -> None:
    assert set(book.rules) == {"hedge.planting", "hedge.trimming_ban", "hedge.clearing"}
    with pytest.raises(xg.InputError) as caught:
        xg.assess(book, xg.Case(subject=xg.Citizen(), as_of=ASKED, matters=[xg.AppliancePurchase()]))
    assert [problem.message.en for problem in caught.value.problems] == [
        "unknown subject 'Citizen'; allowed: Resident, Shop",
        "unknown matter 'AppliancePurchase'; allowed: HedgePlanting, HedgeTrimming",
    ]


def test_with_the_built_in_vocabulary_only_the_names_it_lacks_are_reported() -> None:
    with pytest.raises(xg.InputError) as caught:
        load_rulebook(HERE / "rules")
    found = [problem.message.en.partition(";")[0] for problem in caught.value.problems]
    assert found == [
        "unknown list 'planting.sections'",
        "unknown subject 'Resident'",
        "unknown matter 'HedgePlanting'",
        "unknown subject 'Resident'",
        "unknown matter 'HedgePlanting'",
        "unknown fact 'planting.plant'",
        "unknown subject 'Resident'",
        "unknown subject 'Shop'",
        "unknown matter 'HedgeTrimming'",
    ]


def test_a_rulebook_with_a_vocabulary_of_its_own_can_be_pickled(book: Rulebook) -> None:
    again = pickle.loads(pickle.dumps(book))  # noqa: S301 - our own bytes
    assert again == book


CASE = """
as_of = 2025-06-01

[subject]
kind = "居民"

[[matters]]
kind = "种绿篱"
ref  = "before"
"种在示例区" = true
"种植日期" = 2024-12-31
"植物" = "竹"
sections = [{ length = 8 }, { "长度" = 7 }]
sections_complete = true

[[matters]]
kind = "HedgeTrimming"
done_on = 2024-05-01
approved = false
own = { nest = "有鸟的巢" }
"""


def start(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder elsewhere, with the vocabulary's module on the import path."""
    (folder / "case.toml").write_text(CASE, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(HERE), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    ours = ["--rules", str(HERE / "rules"), "--vocabulary", "example_district:VOCABULARY"]
    return subprocess.run(
        [sys.executable, "-m", "xixia_gov.cli", *words, *ours],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_program_answers_by_the_rules_and_words_of_the_district(tmp_path: Path) -> None:
    done = start(tmp_path, "check", "case.toml", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["rulebook"]["id"] == "example-district"
    assert answer["rulebook"]["known_through"] == "2024-12-20"
    found = {one["rule"]: one for one in answer["determinations"]}
    assert set(found) == {"hedge.planting", "hedge.trimming_ban", "hedge.clearing"}
    planted = found["hedge.planting"]
    assert (planted["outcome"], planted["version"], planted["ref"]) == ("eligible", 1, "before")
    assert (planted["amount"]["least"], planted["amount"]["most"]) == ("225.00", "225.00")  # 15 × 15
    assert found["hedge.trimming_ban"]["outcome"] == "prohibited"
    assert found["hedge.clearing"]["missing"] == [
        "trimming.cleared",
        "trimming.cleared_on",
        "trimming.cuttings_on_pavement",
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("绿篱种植补助", "225元", "示例规〔2023〕1号")),
        ("en", ("Payment for planting a hedge", "225 yuan")),
    ],
)
def test_the_program_speaks_with_the_labels_of_the_district(
    lang: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    done = start(tmp_path, "check", "case.toml", "--lang", lang)
    assert done.returncode == 0
    for word in words:
        assert word in done.stdout


def test_the_program_lints_the_rules_of_the_district_against_its_gazette(tmp_path: Path) -> None:
    done = start(tmp_path, "lint", "--gazette", str(HERE / "gazette"), "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "4 rules, 4 examples, 14 anchors: no problems\n")


def test_each_version_of_a_rule_is_verified_by_itself(book: Rulebook) -> None:
    found = verify(book)
    assert [(claim.rule, claim.text.en) for claim in found.failed] == []
    assert {claim.rule for claim in found.claims} >= set(book.rules)

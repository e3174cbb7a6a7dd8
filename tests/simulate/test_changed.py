"""A changed figure is checked like one in a rule file, and gives a rulebook of its own."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.simulate.change import changed
from xixia_gov.simulate.difference import figure_differences, rule_difference
from xixia_gov.simulate.direction import Way
from xixia_gov.simulate.written import read_changes

CAP = "trade_in.appliance/cap"


def supposed(book: Rulebook, *written: str) -> Rulebook:
    return changed(book, read_changes(book, written))


def wrong(book: Rulebook, *written: str, lang: str = "en") -> list[str]:
    with pytest.raises(InputError) as error:
        supposed(book, *written)
    return [one.render("zh" if lang == "zh" else "en") for one in error.value.problems]


def test_one_figure_has_another_value_and_all_else_is_as_it_was(book: Rulebook) -> None:
    then = supposed(book, "trade_in.appliance.cap=1500")
    assert then.figures[CAP].versions[0].value == Fraction(150_000)  # fen
    others = {key: one for key, one in then.figures.items() if key != CAP}
    assert others == {key: one for key, one in book.figures.items() if key != CAP}
    assert then.definitions == book.definitions
    assert then.tables == book.tables
    assert {id_: attrs.evolve(one[0], examples=()) for id_, one in book.rules.items()} == {
        id_: one[0] for id_, one in then.rules.items()
    }


def test_a_what_if_says_so_of_itself(book: Rulebook) -> None:
    then = supposed(book, "trade_in.appliance.cap=1500")
    assert then.digest != book.digest
    assert then.title.zh.endswith("（假设）")
    figure = then.figures[CAP]
    assert figure.versions[0].anchor == ""
    assert figure.note is not None
    assert figure.note.zh == "假设的数值; 条文是1,000元"
    assert all(rule.examples == () for versions in then.rules.values() for rule in versions)


def test_the_rulebook_of_a_what_if_remembers_nothing_and_takes_nothing_from_the_other(book: Rulebook) -> None:
    before = copy.copy(book)
    then = supposed(book, "trade_in.appliance.cap=1500")
    assert then.memo == {}
    assert book == before
    assert book.figures[CAP].versions[0].value == Fraction(100_000)
    assert pickle.loads(pickle.dumps(then)) == then  # noqa: S301 - made a line above


def test_the_order_of_changes_and_how_a_value_is_written_make_no_difference(book: Rulebook) -> None:
    one = supposed(book, "trade_in.appliance.cap=1500", "trade_in.appliance.rate=12%")
    two = supposed(book, "trade_in.appliance/rate=0.12", "trade_in.appliance.cap=1500.00元")
    assert one == two
    assert one.digest == two.digest


@pytest.mark.parametrize(
    ("written", "key", "value"),
    [
        ("trade_in.appliance.rate=12%", "trade_in.appliance/rate", Fraction(12, 100)),
        ("trade_in.appliance.rate=1/8", "trade_in.appliance/rate", Fraction(1, 8)),
        ("employment.skill_subsidy.within=18 months", "employment.skill_subsidy/within", Fraction(18)),
        ("employment.skill_subsidy.within=18个月", "employment.skill_subsidy/within", Fraction(18)),
        ("belt=150米", "belt", Fraction(150)),
        ("employment.travel.first_year=2023", "employment.travel/first_year", Fraction(2023)),
        ("employment.craft_learners.per_head=6000", "employment.craft_learners/per_head", Fraction(600_000)),
        ("trade_in.appliance.worst_class=1级", "trade_in.appliance/worst_class", Fraction(1)),
    ],
)
def test_a_value_is_written_as_in_a_rule_file_with_its_unit_or_without(
    book: Rulebook, written: str, key: str, value: Fraction
) -> None:
    assert supposed(book, written).figures[key].versions[0].value == value


def test_a_date_is_another_date(book: Rulebook) -> None:
    then = supposed(book, "trade_in.appliance.issued=2024-07-01")
    assert str(then.figures["trade_in.appliance/issued"].versions[0].value) == "2024-07-01"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("trade_in.appliance.capp=1500", "did you mean 'trade_in.appliance.cap'?"),
        ("fire.liability.belt=150", "'belt' is a figure that rules share; write belt"),
        ("cap=1500", "did you mean 'employment.startup_subsidy.cap'?"),
        ("trade_in.appliance.cap", "write RULE.FIGURE=VALUE, such as trade_in.appliance.cap=1500"),
        ("trade_in.appliance.cap=", "write RULE.FIGURE=VALUE, such as trade_in.appliance.cap=1500"),
        (
            "trade_in.appliance.cap=much",
            "'much' is no figure; write a whole number, 10%, 13/3, 0.5 or a date",
        ),
        ("trade_in.appliance.cap=1,500", "'1,500' is no figure"),
        ("trade_in.appliance.cap=1/0", "'1/0' is no figure"),
        ("trade_in.appliance.cap=1500 months", "the unit is yuan, found months"),
        ("trade_in.appliance.cap=1500 yuans", "unknown unit 'yuans'; did you mean 'yuan'?"),
        ("trade_in.appliance.rate=12 yuan", "the unit is a ratio (no unit), found yuan"),
        ("trade_in.appliance.cap=12%", "it counts yuan, so it cannot be the percentage 12%"),
        ("trade_in.appliance.rate=12", "this is a ratio, now 10%; 12 is 1200%, did you mean 12%?"),
        ("trade_in.appliance.cap=-1", "it is at least 0, found -1"),
        ("trade_in.appliance.cap=1500.005", "1500.005 has more than two decimals"),
        ("trade_in.appliance.cap=1000", "it is 1,000 yuan already; nothing is changed"),
        (
            "trade_in.appliance.cap=2024-07-01",
            "expected a number such as 1,000 yuan, found the date 2024-07-01",
        ),
        ("trade_in.appliance.issued=5", "expected a date such as 2024-06-14, found 5"),
        ("trade_in.appliance.issued=2024-02-30", "2024-02-30"),
        ("trade_in.appliance.worst_class=0", "the energy class is at least class 1, so it cannot be held"),
        (
            "trade_in.car_replacement.middle_most=50000",
            "row middle of table 'trade_in.car_replacement/bracket' would begin above its end",
        ),
        (
            "trade_in.car_replacement.middle_most=150000",
            "would be between 150,000 yuan and 200,000 yuan; change the figure next to it as well",
        ),
        (
            "trade_in.new_energy_car.lower_most=250000",
            "two rows of table 'trade_in.new_energy_car/bracket' overlap and no reading decides",
        ),
    ],
)
def test_what_is_wrong_with_a_change_is_said_under_the_option(
    book: Rulebook, written: str, expected: str
) -> None:
    (message, *_) = wrong(book, written)
    assert message.startswith(f"--set {written}: ")
    assert expected in message


def test_everything_wrong_is_told_at_once_in_both_languages(book: Rulebook) -> None:
    written = ("trade_in.appliance.cap=12%", "trade_in.appliance.cap=1", "x.y=3", "trade_in.appliance.rate=a")
    found = wrong(book, *written, lang="zh")
    assert [one.partition(": ")[0] for one in found] == [f"--set {one}" for one in written]
    assert "改了两次" in found[1]
    assert len(wrong(book, "trade_in.appliance.cap=-1", "trade_in.appliance.rate=12")) == 2


def test_two_ends_of_a_bracket_that_move_together_are_a_change_that_loads(book: Rulebook) -> None:
    then = supposed(
        book, "trade_in.car_replacement.middle_most=250000", "trade_in.car_replacement.upper_least=250000"
    )
    assert then.figures["trade_in.car_replacement/upper_least"].versions[0].value == Fraction(25_000_000)


def test_a_figure_that_changes_with_the_day_is_changed_in_a_folder(rules_with: Callable[..., Path]) -> None:
    dated = (
        'cap         = { unit = "yuan", values = [{ value = 1000, anchor = "不超过1000元" }, '
        '{ from = 2024-10-01, value = 1200, anchor = "不超过1000元" }] }'
    )
    once = 'cap         = { value = 1000, unit = "yuan", anchor = "不超过1000元" }'
    book = load_rulebook(rules_with(("trade_in/appliance.toml", once, dated)))
    (message,) = wrong(book, "trade_in.appliance.cap=1500")
    assert "1,200元" in message
    assert "--against" in message


def test_rule_files_that_changed_since_they_were_read_are_not_taken(rules_with: Callable[..., Path]) -> None:
    folder = rules_with()
    book = load_rulebook(folder)
    path = folder / "trade_in" / "appliance.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8")
    (message,) = wrong(book, "trade_in.appliance.cap=1500")
    assert "the rule files have changed since they were read; run again" in message


def test_no_change_is_no_what_if(book: Rulebook) -> None:
    (message,) = wrong(book)
    assert "nothing is changed" in message


def test_a_divisor_that_becomes_0_is_refused_as_in_a_rule_file(rules_with: Callable[..., Path]) -> None:
    """The amount is divided by a figure, which loading lets nobody set to 0."""
    folder = rules_with(
        (
            "trade_in/appliance.toml",
            'amount     = "min(rate * purchase.final_price, cap)"',
            'amount     = "min(rate * purchase.final_price / part, cap)"',
        ),
        (
            "trade_in/appliance.toml",
            "[figures]\n",
            '[figures]\npart = { value = "100%", anchor = "10%" }\n',
        ),
    )
    (message, *_) = wrong(load_rulebook(folder), "trade_in.appliance.part=0%")
    assert message.startswith("--set trade_in.appliance.part=0%: ")
    assert "0" in message.partition(": ")[2]


# ---- what differs ----


def test_a_rule_is_touched_by_its_figures_and_by_no_words(
    book: Rulebook, rules_with: Callable[..., Path]
) -> None:
    other = load_rulebook(
        rules_with(("trade_in/appliance.toml", "家电以旧换新补贴", "家电补贴")),
    )
    assert not rule_difference(book, other, "trade_in.appliance").touched
    assert figure_differences(book, other) == ()
    then = supposed(book, "trade_in.appliance.cap=1500")
    (one,) = figure_differences(book, then)
    assert (one.name, one.rules) == ("trade_in.appliance.cap", ("trade_in.appliance",))
    touched = [id_ for id_ in book.rules if rule_difference(book, then, id_).touched]
    assert touched == ["trade_in.appliance"]


def test_a_shared_figure_touches_every_rule_that_reads_it(book: Rulebook) -> None:
    then = supposed(book, "employment.travel.first_year=2023")
    touched = [id_ for id_ in sorted(book.rules) if rule_difference(book, then, id_).touched]
    assert touched == ["employment.travel_poverty_alleviated", "employment.travel_three_groups"]


@pytest.mark.parametrize(
    ("written", "rule", "way"),
    [
        ("trade_in.appliance.cap=1500", "trade_in.appliance", Way.UP),
        ("trade_in.appliance.cap=500", "trade_in.appliance", Way.DOWN),
        ("trade_in.appliance.rate=12%", "trade_in.appliance", Way.UP),
        ("trade_in.appliance.floor=500", "trade_in.appliance", Way.UP),
        ("trade_in.appliance.floor=1500", "trade_in.appliance", Way.DOWN),
        ("trade_in.appliance.worst_class=3", "trade_in.appliance", Way.UP),
        ("trade_in.appliance.issued=2024-07-01", "trade_in.appliance", Way.DOWN),
        ("employment.skill_subsidy.within=18", "employment.skill_subsidy", Way.UP),
        ("trade_in.car_replacement.low_sum=1500", "trade_in.car_replacement", Way.UP),
        # A car of 250,000 goes from the upper sum to the middle one or both: the bracket itself moves.
        ("trade_in.car_replacement.middle_most=250000", "trade_in.car_replacement", Way.EITHER),
        # The authority picks a sum from 300 to 800: it may be less than what it picked before.
        ("employment.travel_three_groups.low=300", "employment.travel_three_groups", Way.EITHER),
    ],
)
def test_which_way_a_sum_can_go(book: Rulebook, written: str, rule: str, way: Way) -> None:
    assert rule_difference(book, supposed(book, written), rule).way is way


def test_changes_that_pull_both_ways_may_do_either(book: Rulebook) -> None:
    then = supposed(book, "trade_in.appliance.cap=1500", "trade_in.appliance.rate=8%")
    assert rule_difference(book, then, "trade_in.appliance").way is Way.EITHER


@pytest.mark.parametrize("end", ["first_day_of", "last_day_of"])
def test_a_deadline_at_the_end_of_a_period_moves_the_way_of_the_day_in_it(
    rules_with: Callable[..., Path], end: str
) -> None:
    added = "add_months(certificate.obtained_on, within)"
    folder = rules_with(("employment/skill_subsidy.toml", added, f"{end}({added}, 'quarter')"))
    book = load_rulebook(folder)
    for written, way in (("18", Way.UP), ("6", Way.DOWN)):
        then = supposed(book, f"employment.skill_subsidy.within={written}")
        assert rule_difference(book, then, "employment.skill_subsidy").way is way


def test_a_figure_that_facts_are_equal_to_may_move_a_sum_either_way(rules_with: Callable[..., Path]) -> None:
    """Class 2 alone is asked for: with class 3 in its place some gain and some lose."""
    folder = rules_with(
        (
            "trade_in/appliance.toml",
            "purchase.energy_class <= worst_class if",
            "purchase.energy_class == worst_class if",
        )
    )
    book = load_rulebook(folder)
    then = supposed(book, "trade_in.appliance.worst_class=3")
    assert rule_difference(book, then, "trade_in.appliance").way is Way.EITHER

"""What another cap, floor or rate costs is what a clerk works out by hand, to the fen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest

from xixia_gov.batch.heads import Wanted
from xixia_gov.batch.rejection import Rejection
from xixia_gov.engine.verdict import NO_CODE, OPEN_CODE, YES_CODE
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.simulate.change import changed
from xixia_gov.simulate.result import Move, Result, Sums
from xixia_gov.simulate.run import Job, run
from xixia_gov.simulate.written import read_changes

AS_OF = dt.date(2024, 12, 31)
RULE = "trade_in.appliance"
# The cap of 1,000 yuan is reached at 10,000 yuan, one of 1,500 at 15,000; the floor is 1,000.
FIVE = (
    ("a", "", "refrigerator", "999", "999"),  # below the floor: nothing
    ("b", "", "refrigerator", "1000", "1000"),  # at the floor: a tenth, 100
    ("c", "", "air_conditioner", "10000", "9999.90"),  # a fen below the cap: 999.99
    ("d", "", "air_conditioner", "12000", "12000"),  # a tenth is 1,200: capped at 1,000 now
    ("e", "", "washing_machine", "20000", "20000"),  # a tenth is 2,000: capped at 1,000 and at 1,500
)
TELEVISION = ("f", "", "television", "13000", "13000")  # on an open list: nothing, or a tenth up to the cap
NO_PRICE = ("g", "", "refrigerator", "13000", "")  # the final price is missing: from nothing to the cap
Write = Callable[[Sequence[tuple[str, ...]]], Path]


def compare(  # noqa: PLR0913 - one for each thing a test chooses
    book: Rulebook,
    source: Path,
    *written: str,
    then: Rulebook | None = None,
    settle: dict[str, str] | None = None,
    chunk: int = 1000,
    by: tuple[str, ...] | None = None,
    rules: tuple[str, ...] | None = None,
    matter: str = "AppliancePurchase",
    today: dt.date | None = AS_OF,
    ignored: tuple[str, ...] = (),
    heard: list[Rejection] | None = None,
) -> Result:
    other = then or changed(book, read_changes(book, written))
    citizen = book.vocabulary.subject("Citizen")
    wanted = Wanted(matter=book.vocabulary.matter(matter), subject=citizen, ignored=ignored)
    told = [] if heard is None else heard
    job = Job(
        now=book,
        then=other,
        source=source,
        today=AS_OF,
        what_if=then is None,
        by=by,
        wanted=wanted,
        as_of=today,
        rules=rules,
        settle=settle or {},
        chunk=chunk,
    )
    return run(job, refuse=told.extend).result


def plain(sums: Sums) -> tuple[int, ...]:
    """Return the units and the six ends, all of which are known."""
    ends = (sums.now_least, sums.now_most, sums.then_least, sums.then_most, sums.low, sums.high)
    assert None not in ends
    return (sums.units, *(end for end in ends if end is not None))


def test_a_higher_cap_by_hand(book: Rulebook, purchases: Write) -> None:
    """Now 0 + 100 + 999.99 + 1000 + 1000 = 3099.99; then 0 + 100 + 999.99 + 1200 + 1500 = 3799.99."""
    result = compare(book, purchases(FIVE), "trade_in.appliance.cap=1500")
    assert (result.rows, result.units, result.rejected) == (5, 5, 0)
    assert plain(result.of_rule(RULE)) == (5, 309_999, 309_999, 379_999, 379_999, 70_000, 70_000)
    moves = {move: plain(sums) for move, sums in result.moves(RULE).items()}
    assert moves == {
        # d gains 1200 - 1000 = 200, e 1500 - 1000 = 500
        Move.GAINS: (2, 200_000, 200_000, 270_000, 270_000, 70_000, 70_000),
        # a, b and c: 0 + 100 + 999.99
        Move.SAME: (3, 109_999, 109_999, 109_999, 109_999, 0, 0),
    }
    assert result.shifts(RULE) == {(NO_CODE, NO_CODE): 1, (YES_CODE, YES_CODE): 4}


def test_a_lower_cap_by_hand(book: Rulebook, purchases: Write) -> None:
    """At 500: b keeps 100, c loses 499.99, d and e lose 500 each: 1499.99 in all, and 1600 is left."""
    result = compare(book, purchases(FIVE), "trade_in.appliance.cap=500")
    assert plain(result.of_rule(RULE)) == (5, 309_999, 309_999, 160_000, 160_000, -149_999, -149_999)
    moves = result.moves(RULE)
    assert set(moves) == {Move.LOSES, Move.SAME}
    assert plain(moves[Move.LOSES]) == (3, 299_999, 299_999, 150_000, 150_000, -149_999, -149_999)


@pytest.mark.parametrize(
    ("floor", "move"),
    [("1200", Move.SAME), ("13000", Move.SAME), ("13000.01", Move.MAY_LOSE), ("500", Move.SAME)],
)
def test_a_floor_that_the_unit_price_passes_before_and_after_changes_nothing_however_open_the_sum(
    book: Rulebook, purchases: Write, floor: str, move: Move
) -> None:
    """The unit price is 13,000; the final price is missing, so that 0 to 1,000 is paid by either floor."""
    result = compare(book, purchases([NO_PRICE]), f"trade_in.appliance.floor={floor}")
    assert set(result.moves(RULE)) == {move}
    sums = result.of_rule(RULE)
    assert (sums.low, sums.high) == ((-100_000, 0) if move is Move.MAY_LOSE else (0, 0))


def test_a_cap_that_nobody_reaches_changes_nothing(book: Rulebook, purchases: Write) -> None:
    """At 2,000 yuan e gets its tenth in full, 2000; the cap of 3,000 gives nobody more than that."""
    low = compare(book, purchases(FIVE), "trade_in.appliance.cap=2000").of_rule(RULE)
    high = compare(book, purchases(FIVE), "trade_in.appliance.cap=3000").of_rule(RULE)
    assert low == high
    assert low.then_least == 10_000 + 99_999 + 120_000 + 200_000


def test_a_lower_floor_makes_somebody_eligible(book: Rulebook, purchases: Write) -> None:
    """At a floor of 999 yuan the first purchase is eligible: a tenth of 999 is 99.90."""
    result = compare(book, purchases(FIVE), "trade_in.appliance.floor=999")
    assert result.shifts(RULE) == {(NO_CODE, YES_CODE): 1, (YES_CODE, YES_CODE): 4}
    assert plain(result.moves(RULE)[Move.GAINS]) == (1, 0, 0, 9_990, 9_990, 9_990, 9_990)
    above = compare(book, purchases(FIVE), "trade_in.appliance.floor=999.01")
    assert above.shifts(RULE) == {(NO_CODE, NO_CODE): 1, (YES_CODE, YES_CODE): 4}


def test_a_higher_floor_takes_it_from_somebody(book: Rulebook, purchases: Write) -> None:
    """At a floor of 1,000.01 the purchase at 1,000 yuan loses its 100."""
    result = compare(book, purchases(FIVE), "trade_in.appliance.floor=1000.01")
    assert result.shifts(RULE) == {(NO_CODE, NO_CODE): 1, (YES_CODE, NO_CODE): 1, (YES_CODE, YES_CODE): 3}
    assert plain(result.moves(RULE)[Move.LOSES]) == (1, 10_000, 10_000, 0, 0, -10_000, -10_000)


def test_units_count_and_cost_as_often_as_they_are(book: Rulebook, purchases: Write) -> None:
    """Three units of d: 3 x 200 more; two of b: nothing."""
    rows = [("d", "3", *FIVE[3][2:]), ("b", "2", *FIVE[1][2:])]
    result = compare(book, purchases(rows), "trade_in.appliance.cap=1500")
    assert (result.rows, result.units) == (2, 5)
    assert plain(result.of_rule(RULE)) == (5, 320_000, 320_000, 380_000, 380_000, 60_000, 60_000)


def test_who_may_be_on_an_open_list_gains_a_part_at_most_and_loses_nothing(
    book: Rulebook, purchases: Write
) -> None:
    """A television gets 0 or, if listed, 1000 now and 1300 then: 0 or 300 more, and never less.

    With both figures changed, a tenth of 8% less: 8% of 13,000 is 1040, so 40 more if it is listed.
    """
    result = compare(book, purchases([TELEVISION]), "trade_in.appliance.cap=1500")
    moves = result.moves(RULE)
    assert {move: plain(sums) for move, sums in moves.items()} == {
        Move.MAY_GAIN: (1, 0, 100_000, 0, 130_000, 0, 30_000)
    }
    assert result.shifts(RULE) == {(OPEN_CODE, OPEN_CODE): 1}
    both = compare(book, purchases([TELEVISION]), "trade_in.appliance.cap=1500", "trade_in.appliance.rate=8%")
    assert plain(both.of_rule(RULE)) == (1, 0, 100_000, 0, 104_000, 0, 4_000)


def test_a_change_of_the_floor_is_told_apart_from_what_is_open_besides(
    book: Rulebook, purchases: Write
) -> None:
    """Whether a television is listed does not hang on the floor: well above both, it gets what it got."""
    result = compare(book, purchases([TELEVISION]), "trade_in.appliance.floor=500")
    assert set(result.moves(RULE)) == {Move.SAME}


def test_a_missing_price_hides_how_much_but_not_which_way(book: Rulebook, purchases: Write) -> None:
    """A higher cap takes nothing from anybody; a higher cap with a lower rate may do either."""
    up = compare(book, purchases([NO_PRICE]), "trade_in.appliance.cap=1500")
    assert {move: plain(sums) for move, sums in up.moves(RULE).items()} == {
        Move.MAY_GAIN: (1, 0, 100_000, 0, 150_000, 0, 150_000)
    }
    down = compare(book, purchases([NO_PRICE]), "trade_in.appliance.cap=500")
    assert plain(down.moves(RULE)[Move.MAY_LOSE]) == (1, 0, 100_000, 0, 50_000, -100_000, 0)
    either = compare(book, purchases([NO_PRICE]), "trade_in.appliance.cap=1500", "trade_in.appliance.rate=8%")
    assert plain(either.moves(RULE)[Move.OPEN]) == (1, 0, 100_000, 0, 150_000, -100_000, 150_000)


def test_sums_are_told_apart_by_category_in_the_order_of_the_options(
    book: Rulebook, purchases: Write
) -> None:
    result = compare(book, purchases([*FIVE, TELEVISION]), "trade_in.appliance.cap=1500")
    (by,) = result.by
    assert by.path == "purchase.category"
    found = {
        category: {move: (sums.units, sums.low, sums.high) for move, sums in moves.items()}
        for category, moves in result.categories(RULE, by).items()
    }
    assert list(found) == ["air_conditioner", "refrigerator", "washing_machine", "television"]
    assert found == {
        "air_conditioner": {Move.SAME: (1, 0, 0), Move.GAINS: (1, 20_000, 20_000)},
        "refrigerator": {Move.SAME: (2, 0, 0)},
        "washing_machine": {Move.GAINS: (1, 50_000, 50_000)},
        "television": {Move.MAY_GAIN: (1, 0, 30_000)},
    }


def test_sums_are_told_apart_by_what_is_asked_for(book: Rulebook, purchases: Write) -> None:
    rows = [("x", "", "", "12000", "12000"), FIVE[3]]  # of the first, the category is not given
    result = compare(
        book, purchases(rows), "trade_in.appliance.cap=1500", by=("家电品类", "purchase.has_energy_label")
    )
    assert [by.path for by in result.by] == ["purchase.category", "purchase.has_energy_label"]
    category, label = result.by
    assert list(result.categories(RULE, category)) == ["air_conditioner", None]
    assert list(result.categories(RULE, label)) == ["true"]
    assert compare(book, purchases(rows), "trade_in.appliance.cap=1500", by=()).by == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "purchase.unit_price",
            "--by purchase.unit_price: the unit price is no choice and no yes-or-no fact",
        ),
        (
            "purchase.categry",
            "--by purchase.categry: unknown fact to tell apart by 'purchase.categry'; did you",
        ),
        ("household.groups", "--by household.groups: the registry has no column for this fact"),
    ],
)
def test_what_makes_no_categories_is_refused(
    book: Rulebook, purchases: Write, name: str, expected: str
) -> None:
    with pytest.raises(InputError) as error:
        compare(book, purchases(FIVE), "trade_in.appliance.cap=1500", by=(name,))
    assert str(error.value).startswith(expected)


def test_totals_keep_hard_and_soft_money_and_sums_without_a_bound_apart(
    book: Rulebook, tmp_path: Path
) -> None:
    """A car of 150,000 yuan: up to 2,000 hard for replacing, up to 2,000 soft for a new-energy one.

    What scrapping pays is set elsewhere: it has no known bound, and hides that of no other sum.
    """
    path = tmp_path / "cars.parquet"
    pl.DataFrame(
        {"car.price (fen)": [15_000_000] * 2, "car.bought_on": [dt.date(2024, 8, 1)] * 2}
    ).write_parquet(path)
    result = compare(
        book,
        path,
        "trade_in.new_energy_car.lower_sum=2500",
        "trade_in.car_replacement.middle_sum=2100",
        matter="CarReplacement",
    )
    found = {
        (payee and payee.en, strength): (sums.now_least, sums.now_most, sums.then_least, sums.then_most)
        for (payee, _, _, strength), sums in result.totals()
    }
    assert found == {
        ("the individual consumer", "hard"): (0, 400_000, 0, 420_000),
        (None, "hard"): (0, None, 0, None),
        (None, "soft"): (0, 400_000, 0, 500_000),
    }
    scrapped = result.of_rule("trade_in.car_scrappage")
    assert (scrapped.open_now, scrapped.open_then) == (2, 2)
    # Nothing of its law differs, so that it is the same for sure, whatever it comes to.
    assert (scrapped.low, scrapped.high) == (0, 0)


def test_a_folder_with_one_figure_edited_gives_what_setting_the_figure_gives(
    book: Rulebook, purchases: Write, rules_with: Callable[..., Path]
) -> None:
    source = purchases([*FIVE, TELEVISION, NO_PRICE])
    old, new = "cap         = { value = 1000,", "cap         = { value = 1500,"
    other = load_rulebook(rules_with(("trade_in/appliance.toml", old, new)))
    against = compare(book, source, then=other)
    supposed = compare(book, source, "trade_in.appliance.cap=1500")
    assert against.cells == supposed.cells
    assert against.totals() == supposed.totals()
    assert [one.name for one in against.figures] == ["trade_in.appliance.cap"]


def test_a_rule_that_is_gone_pays_nothing_then(
    book: Rulebook, purchases: Write, rules_with: Callable[..., Path]
) -> None:
    """All four that are eligible now lose what they have, 3099.99; a television may lose up to 1000."""
    folder = rules_with()
    (folder / "trade_in" / "appliance.toml").unlink()
    other = load_rulebook(folder)
    result = compare(book, purchases([*FIVE, TELEVISION]), then=other)
    assert plain(result.of_rule(RULE)) == (6, 309_999, 409_999, 0, 0, -409_999, -309_999)
    assert {move: sums.units for move, sums in result.moves(RULE).items()} == {
        Move.LOSES: 4,
        Move.MAY_LOSE: 1,
        Move.SAME: 1,
    }
    back = compare(other, purchases(FIVE), then=book)
    assert plain(back.of_rule(RULE)) == (5, 0, 0, 309_999, 309_999, 309_999, 309_999)
    assert back.shifts(RULE) == {(NO_CODE, NO_CODE): 1, (NO_CODE, YES_CODE): 4}


def test_the_same_rulebook_gives_no_gain_and_no_loss(book: Rulebook, purchases: Write) -> None:
    result = compare(book, purchases([*FIVE, TELEVISION, NO_PRICE]), then=book)
    assert set(result.moves(RULE)) == {Move.SAME}
    sums = result.of_rule(RULE)
    assert (sums.now_least, sums.now_most) == (sums.then_least, sums.then_most) == (309_999, 509_999)
    assert (sums.low, sums.high) == (0, 0)
    assert result.touched == []


def test_a_reading_that_is_settled_is_settled_on_both_sides(book: Rulebook, purchases: Write) -> None:
    """With a fraction of a fen dropped, a tenth of 12,345.67 is 1234.56, and of 10,000.05 it is 1000.00."""
    rows = [
        ("h", "", "refrigerator", "12345.67", "12345.67"),
        ("i", "", "refrigerator", "10000.05", "10000.05"),
    ]
    down = compare(book, purchases(rows), "trade_in.appliance.cap=1500", settle={f"{RULE}/rounding": "down"})
    assert down.of_rule(RULE).then_least == 123_456 + 100_000
    half_up = compare(book, purchases(rows), "trade_in.appliance.cap=1500")
    assert half_up.of_rule(RULE).then_least == 123_457 + 100_001


def test_chunks_make_no_difference_and_rejected_rows_are_in_no_count(
    book: Rulebook, purchases: Write
) -> None:
    rows = [*FIVE, ("z", "", "refrigerator", "面议", "5000"), TELEVISION, NO_PRICE]
    heard: list[Rejection] = []
    whole = compare(book, purchases(rows), "trade_in.appliance.cap=1500", heard=heard)
    parts = compare(book, purchases(rows), "trade_in.appliance.cap=1500", chunk=2)
    assert whole.cells == parts.cells
    assert (whole.rows, whole.rejected) == (parts.rows, parts.rejected) == (7, 1)
    assert [(one.line, one.key) for one in heard] == [(7, "z")]


def test_a_row_that_contradicts_itself_is_rejected_once_though_two_rulebooks_see_it(
    book: Rulebook, tmp_path: Path
) -> None:
    """The finding that the appliance is not listed contradicts the category, which the text names."""
    path = tmp_path / "clash.csv"
    path.write_text(
        "ref,purchase.category,findings.trade_in.appliance/listed\nx,refrigerator,no\ny,television,no\n",
        encoding="utf-8",
    )
    heard: list[Rejection] = []
    result = compare(book, path, "trade_in.appliance.cap=1500", heard=heard)
    assert (result.rows, result.rejected) == (1, 1)
    assert [one.line for one in heard] == [2]


def test_a_what_if_that_no_rule_about_these_rows_reads_changes_nothing(
    book: Rulebook, purchases: Write
) -> None:
    result = compare(book, purchases(FIVE), "trade_in.electric_bicycle.cap=1500")
    assert result.touched == []
    assert set(result.moves(RULE)) == {Move.SAME}


def test_a_file_without_rows_and_a_head_nobody_knows_are_refused(book: Rulebook, purchases: Write) -> None:
    with pytest.raises(InputError, match="there is no row under the header"):
        compare(book, purchases([]), "trade_in.appliance.cap=1500")
    path = purchases(FIVE)
    path.write_text(path.read_text(encoding="utf-8").replace("units", "unitz"), encoding="utf-8")
    with pytest.raises(InputError, match="unitz"):
        compare(book, path, "trade_in.appliance.cap=1500")

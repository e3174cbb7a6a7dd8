"""With the key of who asks, groups and limits count: what a subject is due in all, now and then."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

from xixia_gov.batch import run as batch_run
from xixia_gov.batch.heads import Wanted
from xixia_gov.batch.rejection import Rejection
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.simulate.change import changed
from xixia_gov.simulate.result import Move, SubjectSums
from xixia_gov.simulate.run import Job, run
from xixia_gov.simulate.written import read_changes

AS_OF = dt.date(2024, 12, 31)


def subjects(
    book: Rulebook,
    path: Path,
    *written: str,
    then: Rulebook | None = None,
    heard: list[Rejection] | None = None,
) -> SubjectSums:
    other = then or changed(book, read_changes(book, written))
    wanted = Wanted(matter=book.vocabulary.matter("AppliancePurchase"), subject_key="who")
    if "HouseholdWork" in path.read_text(encoding="utf-8"):
        wanted = Wanted(subject_key="who")
    told = [] if heard is None else heard
    job = Job(now=book, then=other, source=path, today=AS_OF, what_if=True, wanted=wanted, as_of=AS_OF)
    result = run(job, refuse=told.extend).result
    assert result.subjects is not None
    return result.subjects


def households(path: Path, rows: list[tuple[str, str]]) -> Path:
    """Write claims of households lifted out of poverty, whose work is stable and pays 10,000 yuan or more."""
    heads = [
        "ref",
        "who",
        "matter",
        "household.groups",
        "findings.stable_employment",
        "household.labour_income",
    ]
    lines = [",".join(heads)]
    for number, (who, income) in enumerate(rows):
        lines.append(f"r{number},{who},HouseholdWork,poverty_alleviated,yes,{income}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def purchases(path: Path, rows: list[tuple[str, str]], category: str = "refrigerator") -> Path:
    heads = (
        "ref,who,purchase.buyer_is_individual,purchase.in_trade_in_activity,purchase.category,"
        "purchase.has_energy_label,purchase.energy_class,purchase.unit_price,purchase.final_price,"
        "purchase.bought_on"
    )
    lines = [heads]
    for number, (who, price) in enumerate(rows):
        lines.append(f"r{number},{who},yes,yes,{category},yes,1,{price},{price},2024-08-15")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_household_that_claims_twice_is_paid_once(book: Rulebook, tmp_path: Path) -> None:
    """From 1,000 to 3,800 yuan for a household, once; from 1,500 then. Two households, three claims."""
    path = households(tmp_path / "h.csv", [("a", "20000"), ("a", "20000"), ("b", "30000")])
    found = subjects(book, path, "employment.household_award.low=1500")
    assert (found.subjects, found.rejected) == (2, 0)
    (key,) = found.keys()
    sums = found.total(key)
    assert (sums.now_least, sums.now_most) == (200_000, 760_000)
    assert (sums.then_least, sums.then_most) == (300_000, 760_000)
    assert sums.units == 2


def test_a_subject_gains_what_its_rows_gain_together(book: Rulebook, tmp_path: Path) -> None:
    """At 1,500: of `a`, 12,000 gains 200 and 20,000 gains 500; of `b`, 5,000 gains nothing."""
    path = purchases(tmp_path / "p.csv", [("a", "12000"), ("b", "5000"), ("a", "20000")])
    found = subjects(book, path, "trade_in.appliance.cap=1500")
    (key,) = found.keys()
    moves = {
        move: (sums.units, sums.low, sums.high) for (one, move), sums in found.sums.items() if one == key
    }
    assert moves == {Move.GAINS: (1, 70_000, 70_000), Move.SAME: (1, 0, 0)}
    assert found.total(key).now_least == 100_000 + 100_000 + 50_000


def test_a_subject_with_a_rejected_row_is_in_no_sum_of_either_side(book: Rulebook, tmp_path: Path) -> None:
    path = purchases(tmp_path / "p.csv", [("a", "12000"), ("b", "5000"), ("a", "面议")])
    heard: list[Rejection] = []
    found = subjects(book, path, "trade_in.appliance.cap=1500", heard=heard)
    assert (found.subjects, found.rejected) == (2, 1)
    (key,) = found.keys()
    assert found.total(key).now_least == 50_000
    # The row itself, with its two cells, and its subject, once for both rulebooks.
    assert [(one.line, one.column is None) for one in heard] == [(4, False), (4, False), (4, True)]


def test_subjects_without_sums_are_counted_and_told_as_batch_does(book: Rulebook, tmp_path: Path) -> None:
    """Of four subjects `a` has rejected rows alone, `b` one beside another, `c` rows that disagree."""
    path = tmp_path / "h.csv"
    rows = ("a,x,", "a,y,", "b,20000,yes", "b,x,yes", "c,20000,yes", "c,30000,yes", "d,20000,yes")
    lines = [
        f"r{number},{who},HouseholdWork,poverty_alleviated,{stable},{income}"
        for number, (who, income, stable) in enumerate(row.split(",") for row in rows)
    ]
    heads = "ref,who,matter,household.groups,findings.stable_employment,household.labour_income"
    path.write_text("\n".join([heads, *lines]) + "\n", encoding="utf-8")
    heard: list[Rejection] = []
    found = subjects(book, path, "employment.household_award.low=1500", heard=heard)
    out = tmp_path / "out.csv"
    words = batch_run.Job(
        book=book,
        source=path,
        target=out,
        rejected=tmp_path / "r.csv",
        today=AS_OF,
        lang="en",
        wanted=Wanted(subject_key="who"),
        as_of=AS_OF,
    )
    counted = batch_run.run(words).subjects
    assert counted is not None
    assert (found.subjects, found.rejected) == (counted.subjects, counted.rejected) == (4, 3)
    side = csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"), newline=""))
    told = [(int(row["line"]), row["reason"]) for row in side if row["reason"].startswith("the subject")]
    mine = [(one.line, one.reason.en) for one in heard if one.reason.en.startswith("the subject")]
    assert mine == told
    assert sorted(line for line, _ in mine) == [2, 5, 7]
    assert {key for key, _ in found.sums} == set(found.keys())
    assert sum(one.units for one in found.sums.values()) == 1


def test_the_same_rulebook_gives_no_subject_more_or_less(book: Rulebook, tmp_path: Path) -> None:
    path = households(tmp_path / "h.csv", [("a", "20000"), ("b", ""), ("c", "100")])
    found = subjects(book, path, then=book)
    assert found.sums
    assert {move for _, move in found.sums} == {Move.SAME}


def test_a_subject_that_is_due_nothing_on_one_side_loses_what_it_has(
    book: Rulebook, tmp_path: Path, rules_with: Callable[..., Path]
) -> None:
    """Without the rule `a` loses 1,000 and `b` 500; the total is there now alone."""
    folder = rules_with()
    (folder / "trade_in" / "appliance.toml").unlink()
    path = purchases(tmp_path / "p.csv", [("a", "12000"), ("b", "5000")])
    found = subjects(book, path, then=load_rulebook(folder))
    (key,) = found.keys()
    sums = found.sums[key, Move.LOSES]
    assert (sums.units, sums.now_least, sums.then_most, sums.low, sums.high) == (
        2,
        150_000,
        0,
        -150_000,
        -150_000,
    )


def test_what_is_open_for_a_subject_is_no_wider_than_for_its_rows(book: Rulebook, tmp_path: Path) -> None:
    """Of two televisions, at 12,000 and at 20,000 yuan, one gains 0 or 200, the other 0 or 500."""
    path = purchases(tmp_path / "p.csv", [("a", "12000"), ("a", "20000")], "television")
    found = subjects(book, path, "trade_in.appliance.cap=1500")
    (key,) = found.keys()
    sums = found.sums[key, Move.MAY_GAIN]
    assert (sums.now_least, sums.now_most, sums.then_least, sums.then_most) == (0, 200_000, 0, 270_000)
    assert (sums.low, sums.high) == (0, 70_000)


def test_a_total_that_nothing_touches_is_the_same_though_it_is_open(book: Rulebook, tmp_path: Path) -> None:
    """The range of the household award is as before; its sum is 1,000 to 3,800 yuan, whatever it is."""
    path = households(tmp_path / "h.csv", [("a", "20000"), ("b", "30000")])
    found = subjects(book, path, "trade_in.appliance.cap=1500")
    assert {move for _, move in found.sums} == {Move.SAME}
    (key,) = found.keys()
    sums = found.total(key)
    assert (sums.now_least, sums.now_most, sums.low, sums.high) == (200_000, 760_000, 0, 0)


def test_rules_of_a_group_are_bounded_by_the_ends_alone(book: Rulebook, tmp_path: Path) -> None:
    """The award is in a group: from 1,000-3,800 to 1,500-3,800 it may be 2,300 less or 2,800 more."""
    path = households(tmp_path / "h.csv", [("a", "20000")])
    found = subjects(book, path, "employment.household_award.low=1500")
    (key,) = found.keys()
    sums = found.sums[key, Move.OPEN]
    assert (sums.low, sums.high) == (150_000 - 380_000, 380_000 - 100_000)

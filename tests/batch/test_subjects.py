"""What a subject is due over all its rows is what `check` makes of the same rows as one case, to the fen."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.batch import subjects, sums
from xixia_gov.batch.record import Builder
from xixia_gov.casefile.columns import Target, targets_of
from xixia_gov.casefile.csvcases import CsvCase, open_cases
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.facts import FactKind

Make = Callable[..., Any]
AS_OF = dt.date(2024, 12, 31)
KINDS = (
    "AccidentInsurance",
    "AppliancePurchase",
    "BusinessStart",
    "HouseholdWork",
    "OutwardWork",
    "SkillCertificate",
)
Line = tuple[str | int | None, ...]


def value(target: Target, chance: random.Random) -> str:
    """Return a cell for a fact, empty now and then."""
    if chance.random() < 0.15:
        return ""
    match target.info.kind:
        case FactKind.TRUTH:
            return "是" if chance.random() < 0.8 else "否"
        case FactKind.MONEY:
            return chance.choice(["800", "1200", "3500.50", "36000", "999999.99"])
        case FactKind.NUMBER:
            least = target.info.least or 0
            return str(
                min(chance.choice([least, least + 1, least + 6, least + 30]), target.info.most or 10**6)
            )
        case FactKind.DATE:
            return str(dt.date(2024, 1, 1) + dt.timedelta(days=chance.randrange(360)))
        case FactKind.ONE_OF:
            return chance.choice(target.info.option_ids)
        case FactKind.MANY_OF:
            return chance.choice([*target.info.option_ids, "无"])
        case _:
            return chance.choice(["甲", "乙"])


def registry(book: Rulebook, seed: int, count: int) -> str:
    """Write the rows of subjects, one to four each; now and then two of them disagree on who asks."""
    chance = random.Random(seed)  # noqa: S311 - the same rows on every run
    kinds = [kind for kind in book.vocabulary.matters if kind.__name__ in KINDS]
    citizen = book.vocabulary.subject("Citizen")
    assert citizen is not None
    mine = [one for one in targets_of(citizen) if one.info.kind is not FactKind.LIST]
    of_kind = {
        kind: [one for one in targets_of(kind) if one.info.kind is not FactKind.LIST] for kind in kinds
    }
    heads = ["编号", "情形", "事项", "数量"]
    heads += list(dict.fromkeys(one.name for facts in (mine, *of_kind.values()) for one in facts))
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, restval="")
    writer.writeheader()
    number = 0
    for subject in range(count):
        who = {one.name: value(one, chance) for one in mine}
        for _ in range(chance.choice([1, 1, 2, 3, 4])):
            kind = chance.choice(kinds)
            number += 1
            if chance.random() < 0.05:
                who = {one.name: value(one, chance) for one in mine}
            row = {one.name: value(one, chance) for one in of_kind[kind]}
            about = {"编号": f"r{number}", "情形": f"s{subject}", "事项": kind.__name__}
            writer.writerow(about | {"数量": chance.choice(["", "1", "3"])} | who | row)
    return out.getvalue()


def expected(book: Rulebook, text: str) -> tuple[set[Line], set[str]]:
    """Return the sums of the cases that `check` takes, and the cases that it refuses."""
    lines: set[Line] = set()
    answered: set[str] = set()
    for one in open_cases(io.BytesIO(text.encode()), "a.csv", book).each(as_of=AS_OF):
        if not isinstance(one, CsvCase):
            continue
        try:
            found = assess(book, one.case)
        except InputError:
            continue
        answered.add(one.id)
        for total in found.totals:
            words = (None if each is None else each.en for each in (total.payee, total.payer))
            most = None if total.amount.most is None else total.amount.most.fen
            said: Line = (*words, total.every, total.strength.value)
            lines.add((one.id, "total", None, *said, total.amount.least.fen, most))
        for group in found.groups:
            most = None if group.amount.most is None else group.amount.most.fen
            said = (None, None, None, None)
            lines.add((one.id, "group", group.group, *said, group.amount.least.fen, most))
    every = {row["情形"] for row in csv.DictReader(io.StringIO(text))}
    return lines, every - answered


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    return pl.read_parquet(path).rows()


def told(tmp_path: Path) -> Iterator[str]:
    text = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    yield from (row["reason"] for row in csv.DictReader(io.StringIO(text, newline="")))


def lines(tmp_path: Path) -> list[int]:
    text = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    return [int(row["line"]) for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sums_of_a_subject_are_those_of_its_rows_as_one_case(
    book: Rulebook, make: Make, tmp_path: Path, seed: int
) -> None:
    text = registry(book, seed, 120)
    wanted, refused = expected(book, text)
    done = make(text, matter=None, subject="Citizen", lang="en", chunk=50)
    found = rows_of(tmp_path / "out.parquet.subjects.parquet")
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert len({line[0] for line in wanted}) > 60
    assert {line[1] for line in wanted} == {"total", "group"}
    assert done.subjects.subjects >= len({line[0] for line in wanted})
    named = [reason for reason in told(tmp_path) if reason.startswith("the subject ")]
    assert {reason.split("'")[1] for reason in named} <= refused


@pytest.mark.parametrize("settled", [False, True])
def test_sums_that_need_no_case_are_those_of_a_case(
    book: Rulebook, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, settled: bool
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same rows on every run
    kind = book.vocabulary.matter("AppliancePurchase")
    assert kind is not None
    facts = list(targets_of(kind))
    out = io.StringIO()
    writer = csv.DictWriter(out, ["编号", "客户", "数量", *(one.name for one in facts)], restval="")
    writer.writeheader()
    for number in range(600):
        row = {one.name: value(one, chance) for one in facts}
        row["purchase.category"], row["purchase.energy_class"] = "冰箱", "1"
        row["purchase.has_energy_label"], row["purchase.bought_on"] = "是", f"2024-06-{number % 30 + 1:02}"
        about = {"编号": f"r{number}", "客户": f"s{number % 250}", "数量": chance.choice(["1", "2"])}
        writer.writerow(about | row)
    settle = {one.id: one.preferred for one in book.readings.values()} if settled else {}
    quick = make(out.getvalue(), subject_key="客户", settle=settle)
    found = rows_of(tmp_path / "out.parquet.subjects.parquet")
    monkeypatch.setattr(subjects, "addends", lambda *_: None)
    slow = make(out.getvalue(), target="slow.parquet", subject_key="客户", settle=settle)
    assert sorted(found) == sorted(rows_of(tmp_path / "slow.parquet.subjects.parquet"))
    assert quick.subjects.sums == slow.subjects.sums
    assert slow.subjects.assessed == slow.subjects.subjects == 250
    # With every reading settled nothing is left that depends on one.
    assert (quick.subjects.assessed == 0) is settled
    assert quick.subjects.assessed < 250


def test_a_subject_with_a_rejected_row_has_no_sums(make: Make, tmp_path: Path) -> None:
    head = "编号,客户,单价,最终成交价格\n"
    text = head + "a,甲,4999,4899\nb,甲,面议,4899\nc,乙,4999,4899\nd,,4999,4899\n"
    done = make(text, subject_key="客户", chunk=1)
    assert {row[0] for row in rows_of(tmp_path / "out.parquet.subjects.parquet")} == {"乙"}
    assert (done.subjects.subjects, done.subjects.rejected) == (2, 1)
    assert (done.counts.answered, done.counts.rejected) == (2, 2)
    assert list(told(tmp_path)) == [
        "expected a sum in yuan, such as 4999.50, found '面议'",
        "who asks is missing, so the row is not answered",
        "the subject '甲': a row of this subject is rejected, so its sums are not computed",
    ]


def test_subjects_are_read_back_a_range_at_a_time(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "编号,客户,单价\n" + "".join(f"r{one},s{one % 40},4999\n" for one in range(100))
    make(text, subject_key="客户")
    whole = rows_of(tmp_path / "out.parquet.subjects.parquet")
    monkeypatch.setattr(subjects, "_RANGE", 7)
    make(text, subject_key="客户", chunk=9)
    assert sorted(rows_of(tmp_path / "out.parquet.subjects.parquet")) == sorted(whole)
    assert len({row[0] for row in whole}) == 40


def test_many_units_are_left_to_a_case(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "编号,客户,数量,单价,最终成交价格\na,甲,3,4999,4899\nb,乙,1,4999,4899\n"
    make(text, subject_key="客户")
    wanted = rows_of(tmp_path / "out.parquet.subjects.parquet")
    monkeypatch.setattr(sums, "_MOST_UNITS", 2)
    done = make(text, subject_key="客户")
    assert done.subjects.assessed == 1
    assert sorted(rows_of(tmp_path / "out.parquet.subjects.parquet")) == sorted(wanted)


def test_rows_that_disagree_on_who_asks_have_no_sums_and_silence_is_no_disagreement(
    make: Make, tmp_path: Path
) -> None:
    # Below the floor of 1,000 nothing is paid, so that every sum is settled.
    rows = ("a,甲,脱贫人口", "b,甲,无", "c,乙,脱贫人口", "d,乙,", "e,丙,无", "f,丙,无")
    text = "编号,客户,家庭所属类别,单价\n" + "".join(f"{row},500\n" for row in rows)
    done = make(text, subject_key="客户")
    (reason,) = told(tmp_path)
    assert reason == (
        "the subject '甲': groups the household is registered in: people lifted out of poverty "
        "('household.groups.poverty_alleviated') is 'no', but 'yes' in line 2 of the same subject; "
        "its sums are not computed"
    )
    assert lines(tmp_path) == [3]
    assert sorted({row[0] for row in rows_of(tmp_path / "out.parquet.subjects.parquet")}) == ["丙", "乙"]
    assert (done.subjects.subjects, done.subjects.rejected) == (3, 1)


def test_every_column_that_rows_of_a_subject_say_differently_is_told_with_both_values(
    make: Make, tmp_path: Path
) -> None:
    head = "编号,客户,询问日期,家庭一年务工收入合计,单价\n"
    rows = ("a,甲,2024-08-01,12000,500", "b,甲,2024-08-01,,500", "c,甲,2024-09-01,9000.50,500")
    done = make(head + "".join(f"{row}\n" for row in rows), subject_key="客户", as_of=None, chunk=1)
    assert (done.subjects.subjects, done.subjects.rejected) == (1, 1)
    assert lines(tmp_path) == [4, 4]
    income = "the household's yearly income from wage work ('household.labour_income')"
    differ = {
        f"{income} is '9,000.50 yuan', but '12,000 yuan'",
        "day of asking ('as_of') is '1 September 2024', but '1 August 2024'",
    }
    none = "in line 2 of the same subject; its sums are not computed"
    assert set(told(tmp_path)) == {f"the subject '甲': {one} {none}" for one in differ}


def test_a_subject_whose_every_row_is_rejected_is_told_too(make: Make, tmp_path: Path) -> None:
    head = "编号,客户,单价,最终成交价格\n"
    text = head + "a,甲,面议,4899\nb,甲,面议,4899\nc,乙,4999,4899\nd,丙,4999,4899\ne,丙,4999,很多\n"
    done = make(text, subject_key="客户")
    assert (done.subjects.subjects, done.subjects.rejected) == (3, 2)
    said = "a row of this subject is rejected, so its sums are not computed"
    # Each with the line of its first row that is rejected, which is not the first row of the third subject.
    assert list(zip(lines(tmp_path), told(tmp_path), strict=True))[3:] == [
        (2, f"the subject '甲': {said}"),
        (6, f"the subject '丙': {said}"),
    ]


def test_two_open_sums_of_a_total_are_left_to_a_case_unless_no_reading_is_open(book: Rulebook) -> None:
    matter, subject = book.vocabulary.matter("AppliancePurchase"), book.vocabulary.subject("Citizen")
    assert matter is not None
    assert subject is not None
    key = (None, None, None, "hard")
    columns = {
        "subject_key": ["one", "one", "two", "two", "two"],
        "units": [1, 1, 1, 1, 2],
        "as_of": [AS_OF] * 5,
        "paid:r.least": [0, 100, 0, 0, 5],
        "paid:r.most": [300, 100, 300, 200, 5],
    }
    frame = pl.DataFrame(columns)
    for fixed, left in ((frozenset[str](), ["two"]), (frozenset({"r"}), list[str]())):
        known = {"k": sums.Addends({"r": key}, fixed)}
        found = sums.added({"k": frame}, known, {"k": Builder(matter, subject, {})}, frozenset())
        assert found.left.to_list() == left
        assert found.frame.rows()[0] == ("one", 0, 100, 400)
        # Two equal units of 5 fen come to 10.
        assert found.frame.rows()[1:] == [] if left else [("two", 0, 10, 510)]


def test_a_payment_due_once_in_a_period_is_counted_once_by_subject(
    book: Rulebook, make: Make, tmp_path: Path
) -> None:
    (reading,) = (one for one in book.readings if one.endswith("/second_policy"))
    head = "编号,客户,保险期间的第一天,是农民工,保险产品,已购买,同一保险期间已有一份享受补贴\n"
    rows = ("a,甲,2025-01-01", "b,甲,2025-01-01", "c,乙,2025-01-01", "d,乙,2026-01-01")
    text = head + "".join(f"{row},是,tiegan_zhuangjia,是,否\n" for row in rows)
    done = make(text, matter="AccidentInsurance", subject_key="客户", settle={reading: "one_only"})
    sums_of = {row[0]: row[-2:] for row in rows_of(tmp_path / "out.parquet.subjects.parquet") if row[-1]}
    # The government pays 35 yuan for each period: once for the first, twice for the second.
    assert sums_of == {"甲": (3500, 3500), "乙": (7000, 7000)}
    rule = done.counts.rules["employment.accident_insurance_subsidy"]
    assert (rule.yes, rule.least) == (4, 14000)

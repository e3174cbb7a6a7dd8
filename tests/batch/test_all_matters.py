"""Rows about every matter there is: each rule answers a row of a registry as `check` answers it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from xixia_gov.casefile.columns import Target, subjects_for, targets_of
from xixia_gov.casefile.csvcases import CsvCase, open_cases
from xixia_gov.engine.interpreted import assess_all
from xixia_gov.engine.verdict import CHECKS, FORCES, Verdict, verdict_of
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.vocabulary.base import Matter, Subject
from xixia_gov.vocabulary.facts import FactKind

Make = Callable[..., Any]
AS_OF = dt.date(2024, 12, 31)
EACH = 12


def cell(target: Target, chance: random.Random) -> str:
    """Return a cell for a fact, empty now and then, in one of the ways people write."""
    if chance.random() < 0.2:
        return ""
    match target.info.kind:
        case FactKind.TRUTH:
            return chance.choice(["是", "是", "有", "否", "无"])
        case FactKind.MONEY:
            return chance.choice(["0", "999.99", "￥1,000", "4999.5元", "1.2万", "200000"])
        case FactKind.NUMBER:
            number = (target.info.least or 0) + chance.choice([0, 1, 2, 6, 18, 60])
            return str(min(number, target.info.most or number))
        case FactKind.DATE:
            return str(dt.date(2024, 1, 1) + dt.timedelta(days=chance.randrange(400)))
        case FactKind.ONE_OF:
            return chance.choice(target.info.options).label.zh
        case FactKind.MANY_OF:
            some = chance.sample(target.info.options, chance.randrange(len(target.info.options) + 1))
            return "、".join(one.label.zh for one in some) or "无"
        case _:
            return chance.choice(["甲", "乙"])


def kinds_of(book: Rulebook) -> list[tuple[type[Matter], type[Subject]]]:
    """Return the matters about which rules name one kind of subject alone."""
    found = ((matter, subjects_for(book, [matter])) for matter in book.vocabulary.matters)
    return [(matter, subjects[0]) for matter, subjects in found if len(subjects) == 1]


def registry(book: Rulebook, seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - the same rows on every run
    facts = {
        kind: [one for cls in kind for one in targets_of(cls) if one.info.kind is not FactKind.LIST]
        for kind in kinds_of(book)
    }
    heads = ["编号", "事项", *dict.fromkeys(one.name for known in facts.values() for one in known)]
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, restval="")
    writer.writeheader()
    rows = [kind for kind in facts for _ in range(EACH)]
    chance.shuffle(rows)
    for number, kind in enumerate(rows):
        about = {"编号": f"r{number}", "事项": chance.choice([kind[0].__name__, kind[0].LABEL.zh])}
        writer.writerow(about | {one.name: cell(one, chance) for one in facts[kind]})
    return out.getvalue()


def checked(book: Rulebook, text: str) -> dict[str, dict[str, Verdict]]:
    found: dict[str, dict[str, Verdict]] = {}
    for one in open_cases(io.BytesIO(text.encode()), "a.csv", book).each(as_of=AS_OF):
        if isinstance(one, CsvCase):
            try:
                decided = assess_all(book, one.case)[1]
            except InputError:
                continue
            found[one.case.matters[0].ref or ""] = {
                each.determination.rule: verdict_of(book, each) for each in decided
            }
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_rule_answers_a_row_as_check_does(
    book: Rulebook, make: Make, tmp_path: Path, seed: int
) -> None:
    text = registry(book, seed)
    wanted = checked(book, text)
    make(text, matter=None)
    legend = json.loads((tmp_path / "out.parquet.legend.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, Verdict]] = {}
    for row in pl.read_parquet(tmp_path / "out.parquet").iter_rows(named=True):
        answers = found[row["编号"]] = {}
        for rule in legend["matters"][row["matter"]]:
            check = row.get(f"{rule}.check")
            answers[rule] = Verdict(
                legend["rules"][rule]["outcome"].index(row[f"{rule}.outcome"]),
                [one.value for one in FORCES].index(row[f"{rule}.force"]),
                None if check is None else [one.value for one in CHECKS].index(check),
                row.get(f"{rule}.least"),
                row.get(f"{rule}.most"),
                *(row[f"{rule}.{part}"] for part in ("failed", "missing", "waiting")),
            )
    assert len(kinds_of(book)) > 20
    assert len(wanted) > 150
    assert found == wanted

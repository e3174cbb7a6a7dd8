"""The format makes no difference: the same case in TOML, JSON and CSV is the same case, right or wrong."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.casefile.columns import targets_of
from xixia_gov.casefile.csvcases import open_cases
from xixia_gov.casefile.read import read_case, read_cases
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.vocabulary.base import Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of

ROOT = Path(__file__).parents[2]
BOOK = load_rulebook()
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31))


def written(info: FactInfo) -> st.SearchStrategy[Any]:
    """Draw what a person could write for a fact, right or slightly wrong."""
    match info.kind:
        case FactKind.TRUTH:
            right: st.SearchStrategy[Any] = st.booleans()
        case FactKind.MONEY:
            right = st.decimals(0, 500_000, places=2).map(str)
        case FactKind.NUMBER:
            least = 0 if info.least is None else info.least
            right = st.integers(least, least + 100 if info.most is None else info.most)
        case FactKind.DATE:
            right = DAYS
        case FactKind.ONE_OF:
            right = st.sampled_from([word for one in info.options for word in (one.id, one.label.zh)])
        case FactKind.MANY_OF:
            options = st.sampled_from(info.option_ids)
            right = st.lists(options) | st.dictionaries(options, st.booleans())
        case FactKind.CODE:
            right = st.text(st.characters(categories=("L", "N")), max_size=5)
        case FactKind.RELATION if info.element is not None:
            right = table(info.element)
        case _:
            right = st.lists(table(info.element), max_size=2) if info.element is not None else st.nothing()
    wrong = st.sampled_from([True, 17, "没有这一项", [], {}])
    return st.integers(0, 60).flatmap(lambda n: right if n else wrong)


def table(cls: type[Thing]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a table of facts, some by their Chinese label, many left out."""
    infos = {fact.name: fact.info for fact in facts_of(cls)}
    names = st.sets(st.sampled_from(sorted(infos)), max_size=8) if infos else st.just(set[str]())

    def tables(chosen: set[str]) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({name: written(infos[name]) for name in sorted(chosen)})

    labels = {name: info.label.zh for name, info in infos.items()}
    chinese = st.booleans()
    return st.tuples(names.flatmap(tables), chinese).map(
        lambda pair: {labels[name] if pair[1] else name: value for name, value in pair[0].items()}
    )


def kinds(classes: Sequence[type[Thing]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(classes).flatmap(
        lambda cls: table(cls).map(lambda facts: {"kind": cls.__name__, **facts})
    )


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    readings = sorted(BOOK.readings)
    settle = draw(st.sets(st.sampled_from(readings), max_size=2))
    return {
        "as_of": draw(DAYS),
        "subject": draw(kinds(BOOK.vocabulary.subjects)),
        "matters": draw(st.lists(kinds(BOOK.vocabulary.matters), max_size=3)),
        "findings": draw(
            st.dictionaries(st.sampled_from(["three_groups", "stable_employment"]), st.booleans())
        ),
        "settle": {id_: draw(st.sampled_from(sorted(BOOK.readings[id_].options))) for id_ in sorted(settle)},
    }


def as_toml(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            pairs = ", ".join(
                f"{json.dumps(key, ensure_ascii=False)} = {as_toml(one)}" for key, one in value.items()
            )
            return f"{{ {pairs} }}"
        case list():
            return f"[{', '.join(as_toml(one) for one in value)}]"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def answered(raw: str, name: str) -> Assessment | list[str]:
    """Return the assessment of a case, or the messages it is refused with."""
    try:
        return assess(BOOK, read_case(raw.encode(), name, BOOK))
    except InputError as error:
        return sorted(problem.message.en for problem in error.problems)


@given(cases())
def test_the_same_case_in_toml_and_in_json_has_the_same_answers(case: dict[str, Any]) -> None:
    toml = "\n".join(f"{key} = {as_toml(value)}" for key, value in case.items())
    spaced = json.dumps(case, ensure_ascii=False, default=str, indent=2)
    dense = json.dumps(case, default=str, separators=(",", ":"))
    expected = answered(toml, "case.toml")
    assert answered(spaced, "case.json") == expected
    assert answered(dense, "-") == expected


@given(cases())
def test_the_order_of_keys_in_a_case_changes_nothing(case: dict[str, Any]) -> None:
    turned = json.loads(json.dumps(case, default=str), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    plain = answered(json.dumps(case, default=str), "case.json")
    assert answered(json.dumps(turned), "case.json") == plain


Written = tuple[Any, str]
"""A value as TOML and JSON hold it, and as somebody may type it in a cell."""


def typed(info: FactInfo) -> st.SearchStrategy[Written]:
    """Draw a right value of a fact and one of the ways a spreadsheet shows it."""
    match info.kind:
        case FactKind.TRUTH:
            yes = st.tuples(st.just(True), st.sampled_from(("是", "有", "√", "Yes", "TRUE")))  # noqa: FBT003 - a value
            return yes | st.tuples(st.just(False), st.sampled_from(("否", "无", "×", "no", "没有")))  # noqa: FBT003
        case FactKind.MONEY:
            return st.tuples(st.integers(0, 20_000_000), st.integers(0, 3)).map(lambda pair: money(*pair))
        case FactKind.NUMBER:
            least = 0 if info.least is None else info.least
            written_as = ("{}", " {} ", "{:,}", f"{{}}{info.unit.label.zh}", "{}.0")
            return st.tuples(
                st.integers(least, least + 99 if info.most is None else info.most),
                st.sampled_from(written_as),
            ).map(lambda pair: (pair[0], pair[1].format(pair[0])))
        case FactKind.DATE:
            ways = ("{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日", "{0}", "{0:%Y%m%d}")
            return st.tuples(DAYS, st.sampled_from(ways)).map(lambda pair: (pair[0], pair[1].format(pair[0])))
        case FactKind.ONE_OF:
            return st.sampled_from(info.options).flatmap(
                lambda one: st.tuples(
                    st.just(one.id), st.sampled_from((one.id, one.label.zh, f" {one.label.en} ", *one.words))
                )
            )
        case FactKind.MANY_OF:
            chosen = st.sets(st.sampled_from(info.options), max_size=3).map(
                lambda found: sorted(found, key=lambda one: one.id)
            )
            return chosen.map(
                lambda found: ([one.id for one in found], "、".join(one.label.zh for one in found) or "无")
            )
        case _:
            text = st.text("abc甲乙12-", min_size=1, max_size=5)
            return text.map(lambda code: (code, code))


def money(fen: int, way: int) -> Written:
    exact = f"{fen // 100}.{fen % 100:02d}"
    return exact, (exact, f"{fen // 100:,}.{fen % 100:02d}", f"￥{exact}", f"{exact}元")[way]


def sheet_of(rows: list[dict[str, str]]) -> str:
    """Return a CSV whose rows are one case; a head for everything one of them says."""
    heads = list(dict.fromkeys(["findings.three_groups", *(head for row in rows for head in row)]))
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["情形", *heads])
    writer.writerows(["甲", *(row.get(head, "") for head in heads)] for row in rows)
    return buffer.getvalue()


@st.composite
def three_ways(draw: st.DrawFn) -> tuple[dict[str, Any], str, type[Subject]]:
    """Draw a case as data, the same case as a CSV, and who asks; it may contradict itself."""
    who = draw(st.sampled_from(BOOK.vocabulary.subjects))
    data: dict[str, Any] = {"as_of": draw(DAYS), "subject": {"kind": who.__name__}, "matters": []}
    said: dict[str, str] = {"询问日期": str(data["as_of"])}
    fill(draw, who, data["subject"], said)
    rows = []
    for number in range(draw(st.integers(1, 3))):
        cls = draw(st.sampled_from(BOOK.vocabulary.matters))
        units = draw(st.integers(1, 3))
        matter: dict[str, Any] = {"kind": cls.__name__, "ref": f"r{number}", "units": units}
        row = {"事项": draw(st.sampled_from((cls.__name__, cls.LABEL.zh))), "编号": f"r{number}"}
        row["数量"] = draw(st.sampled_from((f"{units}", f"{units}台")))
        fill(draw, cls, matter, row)
        if draw(st.booleans()):
            truth = draw(st.booleans())
            matter["findings"] = {"three_groups": truth}
            row["findings.three_groups"] = "是" if truth else "否"
        data["matters"].append(matter)
        # The first row alone says the facts of the subject, or each of them does.
        rows.append({**row, **(said if not number or draw(st.booleans()) else {})})
    return data, sheet_of(rows), who


def fill(draw: st.DrawFn, cls: type[Thing], data: dict[str, Any], row: dict[str, str]) -> None:
    """Give some of the facts a cell can hold, in the data and in the row alike."""
    for target in targets_of(cls):
        if target.info.kind is FactKind.LIST or not draw(st.integers(0, 3)):
            continue
        value, row[target.name] = draw(typed(target.info))
        table = data
        for step in target.steps[:-1]:
            table = table.setdefault(step, {})
        table[target.steps[-1]] = value


def answered_sheet(raw: bytes, who: type[Subject]) -> Assessment | None:
    """Return the assessment of the one case of a CSV, None where it is refused."""
    (found,) = open_cases(io.BytesIO(raw), "case.csv", BOOK, subject=who).each()
    try:
        return None if isinstance(found, InputError) else assess(BOOK, found.case)
    except InputError:
        return None


@given(three_ways(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_the_same_case_in_csv_has_the_same_answers(
    case: tuple[dict[str, Any], str, type[Subject]], encoding: str
) -> None:
    data, sheet, who = case
    toml = "\n".join(f"{key} = {as_toml(value)}" for key, value in data.items())
    expected = answered(toml, "case.toml")
    assert answered(json.dumps(data, default=str), "case.json") == expected
    found = answered_sheet(sheet.encode(encoding), who)
    assert found == (None if isinstance(expected, list) else expected)


@pytest.mark.parametrize("name", ["-", "case.toml", "case.json", "cases.jsonl"])
def test_three_equal_bytes_of_any_kind_are_no_case(name: str, book: Rulebook) -> None:
    for byte in range(256):
        with pytest.raises(InputError):
            read_cases(bytes([byte]) * 3, name, book)

"""The format makes no difference: the same case in TOML, JSON and CSV is the same case, right or wrong."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.casefile.read import read_case, read_cases
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.vocabulary.base import Thing
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


def kinds(classes: tuple[type[Thing], ...]) -> st.SearchStrategy[dict[str, Any]]:
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


@pytest.mark.parametrize("name", ["-", "case.toml", "case.json", "cases.jsonl"])
def test_three_equal_bytes_of_any_kind_are_no_case(name: str, book: Rulebook) -> None:
    for byte in range(256):
        with pytest.raises(InputError):
            read_cases(bytes([byte]) * 3, name, book)

"""The quick reading of a case is the careful one, or none: on cases in order and on damaged ones alike."""

from __future__ import annotations

import copy
import datetime as dt
import functools
import json
import operator
import random
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.casefile import quick, readers
from xixia_gov.casefile.document import Document, read_documents
from xixia_gov.casefile.quick import quick_case
from xixia_gov.casefile.read import careful_case, read_case
from xixia_gov.casefile.write import case_data
from xixia_gov.errors import InputError
from xixia_gov.model.case import Case
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money, yuan
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.seeded import draw_cases
from xixia_gov.testing.small import HEAD as RULE
from xixia_gov.testing.small import Person, figures, reading, small_book, value, when
from xixia_gov.testing.strategies import cases
from xixia_gov.vocabulary.facts import FactInfo
from xixia_gov.vocabulary.vocabulary import Vocabulary, paths_of

BOOK = load_rulebook()
DAY = dt.date(2024, 8, 20)
OWN = """
[facts.note]
kind = "code"
zh   = "备注"
en   = "note"
ask  = { zh = "备注是什么?", en = "Which note?" }

[facts.marks]
kind    = "many_of"
zh      = "记号"
en      = "marks"
ask     = { zh = "有哪些记号?", en = "Which marks?" }
options = { p = { zh = "点", en = "point" }, q = { zh = "钩", en = "hook" } }
"""


FULL: dict[str, Any] = json.loads("""{
"as_of": "2024-07-01", "findings": {"t.rule/one": true}, "settle": {"t.rule/wide": "no"},
"suppose": {"t.rule/twice": "5"},
"subject": {"kind": "Person", "born": "2000-02-29", "home": {
    "income": "0.00", "rooms": [{"lit": true}, {"rent": "12.50", "balance": -7}], "rooms_complete": true}},
"matters": [
    {"kind": "Claim", "a": true, "b": false, "price": "0.01", "paid": "1000", "heads": 2, "change": -3,
     "share": 10, "made_on": "2024-02-29", "colour": "red", "grade": "middle",
     "tags": {"x": true, "y": false}, "serial": "a \\"quoted\\" \\\\ name", "sent": true,
     "sent_on": "2024-06-30", "way": "blue", "blue_size": 7,
     "ref": "号 1", "units": 3, "own": {"note": "甲"}, "findings": {"t.rule/one": true}},
    {"kind": "Claim", "tags": ["z", "x"], "way": "red", "red_size": 4}]
}""")
"""A case with a fact of every kind and everything that a case may say beside."""


class Raw(str):
    """JSON as it is written into a text."""

    __slots__ = ()


JUNK: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        17,
        10**15 - 1,
        10**15,
        -(10**15),
        10**40,
        1.5,
        1e300,
        Raw("NaN"),
        Raw("-0"),
    ),
    *(
        "",
        " ",
        "1",
        "12.5",
        "12.50",
        "-12.50",
        ".50",
        "12.",
        "1,000.00",
        "１２.50",
        "²2.50",
        "+1.00",
        " 1.00",
    ),
    *("9" * 15 + ".99", "9" * 16 + ".99", "0012.50", "12.505", "1_0.00", "1e5", "12 .50"),
    *("2024-02-29", "2023-02-29", "20240229", "2024-W09-4", "2024-2-9", "0000-01-01", "２０２４-02-29"),
    *(
        "9999-12-31",
        "2024-02-29T00:00",
        "2024-13-01",
        " 2024-02-29",
        "没有这一项",
        "true",
        "\ufeff",
        "red",
        " 红 ",
    ),
    *(
        [],
        {},
        [[]],
        [None],
        ["x", "x"],
        ["x", 1],
        {"x": True, "甲": False},
        {"x": True, "甲": True},
        {"x": None},
    ),
    *({"y": 1}, {"no such": True}, [{}], {"kind": "Room"}, [{"rent": "1.00"}, None], {"rooms": [{"lit": 1}]}),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    more = [
        RULE,
        figures(floor=100),
        reading("wide", "yes", "no"),
        OWN,
        value("twice", "claim.price + claim.price"),
    ]
    clause = when(
        "one", "twice >= floor or own.note == claim.serial or 'p' in own.marks or readings.wide == 'no'"
    )
    return small_book(tmp_path_factory.mktemp("rules"), "\n".join([*more, clause]))


def careful(document: Document, book: Rulebook) -> Case | None:
    try:
        return careful_case(document, book, DAY, {})
    except InputError:
        return None


def differ(text: str, book: Rulebook, *, or_slow: bool = False) -> bool:
    """Whether the quick reading gives a case that the careful one does not, or none `or_slow`."""
    for document in documents(text):
        found = quick_case(document.data, book, DAY, {})
        # One and true are equal, but they are not written the same.
        if (or_slow or found is not None) and repr(found) != repr(careful(document, book)):
            return True
    return False


def documents(text: str) -> list[Document]:
    try:
        return [one for one in read_documents(text.encode(), "case.json") if isinstance(one, Document)]
    except InputError:
        return []


def as_json(value: Any) -> str:
    """Return JSON in which a key may stand twice: a table is a list of pairs there."""
    match value:
        case Raw():
            return value
        case dict():
            return f"{{{', '.join(f'{as_json(key)}: {as_json(one)}' for key, one in value.items())}}}"
        case tuple():
            return f"{{{', '.join(f'{as_json(key)}: {as_json(one)}' for key, one in value)}}}"
        case list():
            return f"[{', '.join(map(as_json, value))}]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def words_of(book: Rulebook) -> dict[str, list[str]]:
    """Return other words for the names in a case: of facts, of options and of kinds."""
    words: dict[str, list[str]] = {}
    for cls in (*book.vocabulary.subjects, *book.vocabulary.matters):
        words[cls.__name__] = [cls.LABEL.zh, cls.LABEL.en]
        for _, fact in paths_of(cls):
            words.setdefault(fact.name, []).append(fact.info.label.zh)
            for option in fact.info.options:
                words.setdefault(option.id, []).extend((option.label.zh, option.label.en, *option.words))
    return words


def damaged(data: Any, words: dict[str, list[str]], draw: random.Random) -> Any:
    """Return data with one change at one place in it: most make it wrong, some leave it right."""
    inside = isinstance(data, dict | list) and data and draw.random() < 0.9
    if not inside:
        other = words.get(data) if isinstance(data, str) else None
        if other and draw.random() < 0.6:
            return draw.choice([draw.choice(other), f" {draw.choice(other)} ", f" {data}"])
        return draw.choice(JUNK)
    if isinstance(data, list):
        place = draw.randrange(len(data))
        return [damaged(one, words, draw) if at == place else one for at, one in enumerate(data)]
    key = draw.choice([*data, *(key for key in ("subject", "matters", "home") if key in data)])
    renamed = draw.choice([*words.get(key, ()), f"{key}_", draw.choice(list(words)), "kind", "ref", "units"])
    match draw.randrange(10):
        case 0:
            return {renamed if name == key else name: one for name, one in data.items()}
        case 1:
            return {**data, renamed: draw.choice([data[key], draw.choice(JUNK)])}
        case 2:
            return (*data.items(), (key, draw.choice([data[key], None])))
        case 3:
            return {name: one for name, one in data.items() if name != key}
    return {**data, key: damaged(data[key], words, draw)}


def texts(given: list[dict[str, Any]], book: Rulebook, seed: str, times: int) -> Iterator[str]:
    """Yield each case as it is written, then damaged more and more."""
    words = words_of(book)
    draw = random.Random(seed)  # noqa: S311 - cases, no secrets
    for data in given:
        yield as_json(data)
        for _ in range(times):
            worse = data
            for _ in range(draw.choice((1, 1, 1, 2, 4))):
                worse = damaged(worse, words, draw)
            yield as_json(worse)


def places(data: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each part of some data."""
    yield ()
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, one in items:
        yield from ((key, *path) for path in places(one))


def replaced(data: Any, path: tuple[Any, ...], by: Any) -> Any:
    if not path:
        return by
    copied = copy.copy(data)
    copied[path[0]] = replaced(data[path[0]], path[1:], by)
    return copied


def one_by_one(data: dict[str, Any], book: Rulebook) -> Iterator[str]:
    """Yield a case with each part of it replaced by much else, and with each given twice in some way."""
    words = words_of(book)
    for path in places(data):
        yield from (as_json(replaced(data, path, junk)) for junk in JUNK)
        if path and isinstance(path[-1], str):
            *above, key = path
            table = functools.reduce(operator.getitem, above, data)
            yield from (as_json(replaced(data, tuple(above), one)) for one in twice(table, key, words))


def twice(table: dict[str, Any], key: str, words: dict[str, list[str]]) -> Iterator[Any]:
    """Yield a table that gives a part by another word, by both, and by both with one of them null."""
    for word in words.get(key, ()):
        yield {word if name == key else name: one for name, one in table.items()}
        yield {**table, word: table[key]}
        yield {**table, word: None}
        yield {**table, word: None, key: None}
    yield (*table.items(), (key, table[key]))


def test_a_case_with_every_kind_of_fact_is_read_quickly(small: Rulebook) -> None:
    (document,) = documents(json.dumps(FULL))
    assert quick_case(document.data, small, None, {}) == careful_case(document, small, None, {})


def test_whatever_stands_in_the_place_of_a_part_is_read_as_carefully(small: Rulebook) -> None:
    assert [text for text in one_by_one(FULL, small) if differ(text, small, or_slow=True)] == []


@pytest.mark.parametrize("rule", sorted(BOOK.rules))
def test_a_drawn_case_is_read_quickly_and_damaged_copies_as_carefully(rule: str) -> None:
    given = [case_data(case) for case in draw_cases(BOOK, BOOK.latest(rule), 12, seed=4)]
    # Drawn sums have any number of digits, and some cases contradict themselves: no file may hold them.
    assert [data for data in given if differ(json.dumps(data), BOOK, or_slow=True)] == []
    assert [text for text in texts(given, BOOK, rule, 4) if differ(text, BOOK)] == []


@given(case=cases(BOOK), seed=st.integers(0, 1_000_000))
def test_a_case_is_read_as_carefully_however_it_is_damaged(case: Case, seed: int) -> None:
    assert [text for text in texts([case_data(case)], BOOK, str(seed), 10) if differ(text, BOOK)] == []


def test_what_is_settled_from_outside_goes_over_the_case_and_is_not_looked_at_yet() -> None:
    data = {"as_of": "2024-08-20", "subject": {"kind": "Citizen"}, "settle": {}}
    document = Document("case.json", data, dates_as_text=True)
    settle = {"no such reading": "no such option"}
    assert quick_case(data, BOOK, None, settle) == careful_case(document, BOOK, None, settle)
    document = attrs.evolve(document, data={**data, "settle": settle})
    assert quick_case(document.data, BOOK, None, {}) is None


def test_a_class_with_checks_of_its_own_is_read_carefully() -> None:
    @attrs.frozen(kw_only=True)
    class Strict(Person):
        def __attrs_post_init__(self) -> None:
            """Allow anything."""

    book = attrs.evolve(BOOK, vocabulary=Vocabulary("strict", (Strict,), ()))
    data = {"as_of": "2024-08-20", "subject": {"kind": "Strict", "born": "2000-01-01"}}
    assert quick_case(data, book, None, {}) is None
    assert read_case(json.dumps(data).encode(), "case.json", book).subject == Strict(born=dt.date(2000, 1, 1))


@pytest.fixture
def prepared_anew(small: Rulebook) -> Iterator[None]:
    """Forget the readers that are made once, before and after a test that changes how they are made."""
    readers._plain_fields.cache_clear()  # noqa: SLF001
    small.memo.clear()
    yield
    readers._plain_fields.cache_clear()  # noqa: SLF001
    small.memo.clear()


def any_text(raw: Any) -> str:
    if isinstance(raw, str):
        return raw
    raise readers.NotInOrderError


def any_option(info: FactInfo) -> readers.Reader:
    ids = {word: one.id for one in info.options for word in (one.id, one.label.zh, one.label.en)}
    return ids.__getitem__


def first_values(fields: readers.Fields, raw: Any) -> dict[str, Any]:
    given = [(*fields[key], value) for key, value in raw.items() if value is not None]
    return {name: value if read is None else read(value) for name, read, value in given}


def any_flags(raw: Any) -> dict[str, bool]:
    return {key: bool(value) for key, value in raw.items()}


def any_texts(raw: Any) -> dict[str, str]:
    return {key: str(value) for key, value in raw.items()}


def unchecked(*_: Any) -> Iterator[Any]:
    return iter(())


def with_money_of_any_digits(_: FactInfo) -> readers.Reader:
    return lambda raw: Money(int(any_text(raw).replace(".", "")))


@pytest.mark.parametrize(
    ("module", "name", "fault"),
    [
        (readers, "text", any_text),
        (quick, "_flags", any_flags),
        (readers, "day", dt.date.fromisoformat),
        (readers, "_number", lambda _: None),
        (readers, "_money", with_money_of_any_digits),
        (readers, "_money", lambda _: yuan),
        (readers, "_one_of", any_option),
        (quick, "read_values", first_values),
        (quick, "_units", lambda raw: raw),
        (quick, "_texts", any_texts),
        (quick, "case_problems", unchecked),
    ],
)
@pytest.mark.usefixtures("prepared_anew")
def test_a_fault_in_the_quick_reading_is_found(
    monkeypatch: pytest.MonkeyPatch, small: Rulebook, module: ModuleType, name: str, fault: Any
) -> None:
    monkeypatch.setattr(module, name, fault)
    assert found(small)


def found(book: Rulebook) -> bool:
    """Whether any text is read in another way than carefully, or breaks the reading."""
    for text in (*one_by_one(FULL, book), *texts([FULL] * 5, book, "planted", 100)):
        try:
            if differ(text, book):
                return True
        except (TypeError, ValueError, AttributeError):
            return True
    return False

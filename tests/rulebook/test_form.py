"""The form of the built-in rulebook is the rulebook, or it is not used."""

from __future__ import annotations

import copy
import datetime as dt
import json
import os
import pickle
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from xixia_gov.expression import nodes, types
from xixia_gov.frozen import FrozenMap
from xixia_gov.model import condition, definition, figure, instrument, reading, rule
from xixia_gov.model.rulebook import Memo, Rulebook
from xixia_gov.rulebook import form
from xixia_gov.rulebook.form import NAME, read_form, write_form
from xixia_gov.rulebook.load import load_with_sources
from xixia_gov.rulebook.pack import MAKERS, pack, unpack
from xixia_gov.rulebook.source import WrittenNumber
from xixia_gov.rulebook.spoken import SpokenFacts
from xixia_gov.text import Text
from xixia_gov.vocabulary import facts
from xixia_gov.vocabulary.xixia import XIXIA

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "xixia_gov"
TEXT = Text(zh="一", en="one")


@pytest.fixture(scope="module")
def from_files() -> Rulebook:
    return load_with_sources()[0]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, from_files: Rulebook) -> Path:
    """Return the folder of a package as it is installed, with its rules and a form of them."""
    package = tmp_path_factory.mktemp("built") / "xixia_gov"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns(NAME, "__pycache__"))
    shutil.copytree(ROOT / "rules", package / "_rules")
    write_form(from_files, str(package))
    return package


@pytest.fixture
def installed(tmp_path: Path, built: Path) -> Path:
    """Return such a folder to change things in."""
    return Path(shutil.copytree(built, tmp_path / "site" / "xixia_gov"))


def form_of(package: Path) -> Rulebook | None:
    return read_form(str(package / "_rules"), XIXIA, package=str(package))


def run(package: Path, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program that imports an installed package, away from this source tree."""
    env = {**os.environ, "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(
        command, cwd=package.parent, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


LOAD = """
import sys, xixia_gov
book = xixia_gov.load_rulebook()
print(book.title.en, "tomllib" in sys.modules)
"""


def differences(left: Any, right: Any, at: str = "") -> Iterator[str]:
    """Yield where two values differ, in what equality overlooks too: classes, orders, places, paths."""
    if isinstance(left, SpokenFacts):  # the one map that looks another way
        left = FrozenMap(dict(left.items()))
    if type(left) is not type(right):
        yield f"{at}: {type(left).__name__} and {type(right).__name__}"
    elif attrs.has(type(left)):
        for field in attrs.fields(type(left)):
            if field.type not in {"Vocabulary", "Memo"}:
                mine, other = getattr(left, field.alias), getattr(right, field.alias)
                yield from differences(mine, other, f"{at}.{field.alias}")
    elif isinstance(left, FrozenMap | dict):
        yield from differences(list(left), list(right), f"{at}.keys")
        for key in left:
            yield from differences(left[key], right[key], f"{at}[{key!r}]")
    elif isinstance(left, tuple | list):
        if len(left) != len(right):
            yield f"{at}: {len(left)} and {len(right)}"
        for index, (mine, other) in enumerate(zip(left, right, strict=False)):
            yield from differences(mine, other, f"{at}[{index}]")
    elif left != right:
        yield f"{at}: {left!r} and {right!r}"


def test_the_form_of_the_shipped_rulebook_is_the_rulebook_field_by_field(
    installed: Path, from_files: Rulebook
) -> None:
    book = form_of(installed)
    assert book is not None
    assert book == from_files
    assert hash(book) == hash(from_files)
    moved = {f"{at.partition(':')[0]}" for at in differences(book, from_files)}
    places = {f".rules[{id_!r}][{n}].path" for id_, found in book.rules.items() for n in range(len(found))}
    assert moved == places | {".path"}
    for id_, versions in book.rules.items():
        for mine, other in zip(versions, from_files.rules[id_], strict=True):
            assert mine.path == f"_{other.path}"
    assert book.path == str(installed / "_rules")


def test_what_is_compared_sees_the_place_of_a_node_the_order_of_a_map_and_a_class() -> None:
    for left, right, at in (
        (nodes.FactRef("a", start=1), nodes.FactRef("a", start=2), ".start: 1 and 2"),
        (FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1}), ".keys[0]: 'a' and 'b'"),
        (WrittenNumber("1.0"), "1.0", ": WrittenNumber and str"),
        ((1,), (1, 2), ": 1 and 2"),
    ):
        assert next(iter(differences(left, right))) == at


def test_examples_are_unpacked_when_one_is_asked_for_and_once(
    installed: Path, from_files: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[object] = []

    def counted(*given: Any) -> Any:
        unpacked.append(given)
        return unpack(*given)

    monkeypatch.setattr(form, "unpack", counted)
    book = form_of(installed)
    assert book is not None
    assert len(unpacked) == 1
    for id_, versions in book.rules.items():
        assert [one.examples for one in versions] == [one.examples for one in from_files.rules[id_]]
    assert len(unpacked) == 2


def test_a_rulebook_of_a_form_is_as_immutable_and_as_portable_as_any(installed: Path) -> None:
    book = form_of(installed)
    assert book is not None
    assert pickle.loads(pickle.dumps(book)) == book  # noqa: S301 - pickled on the line itself
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        book.id = "other"  # type: ignore[misc]
    assert book.memo == Memo()


def test_the_facts_of_a_form_are_a_map_of_all_facts_in_every_way(
    installed: Path, from_files: Rulebook
) -> None:
    book = form_of(installed)
    assert book is not None
    found, expected = book.facts, from_files.facts
    assert type(found) is SpokenFacts
    assert type(expected) is FrozenMap
    assert len(found) == len(expected)
    assert list(found) == list(found.keys()) == list(expected)
    assert found.get("purchase.unit_price") == expected["purchase.unit_price"]
    assert found.get("purchase.unit_prise") is None
    assert "purchase.unit_price" in found
    assert "purchase.unit_prise" not in found
    assert found == expected
    assert expected == found
    assert list(found.items()) == list(expected.items())
    assert list(found.values()) == list(expected.values())
    assert hash(found) == hash(expected)
    assert repr(found) == repr(expected)
    for one in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):  # noqa: S301 - as above
        assert type(one) is FrozenMap
        assert one == found
    with pytest.raises(KeyError, match="unit_prise"):
        found["purchase.unit_prise"]


def test_a_fact_that_rule_files_declare_is_in_the_form_itself(installed: Path, from_files: Rulebook) -> None:
    option = facts.Option("a", TEXT, ("甲",))
    own = facts.FactInfo(facts.FactKind.ONE_OF, TEXT, TEXT, options=(option,), exists_if=facts.Gate("own.b"))
    declaring = attrs.evolve(from_files, facts=FrozenMap({**from_files.facts, "own.a": own}))
    write_form(declaring, str(installed))
    book = form_of(installed)
    assert book is not None
    assert book.facts["own.a"] == own
    assert book == declaring
    assert book != from_files


def test_two_rulebooks_of_a_form_share_nothing_that_could_be_changed(installed: Path) -> None:
    first, second = form_of(installed), form_of(installed)
    assert first is not None
    assert second is not None
    changeable = {id(one) for one in changeables(first)}
    assert changeable
    assert changeable.isdisjoint({id(one) for one in changeables(second)})
    assert len(changeable) == len(list(changeables(first)))  # nor do two examples of one


def changeables(value: Any) -> Iterator[Any]:
    """Yield every list and every table that an example holds."""
    if isinstance(value, Rulebook):
        yield from changeables(tuple(one.examples for found in value.rules.values() for one in found))
        return
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from changeables(getattr(value, field.name))
    elif isinstance(value, FrozenMap | dict):
        for one in value.values():
            yield from changeables(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from changeables(one)
    if isinstance(value, dict | list):
        yield value


def test_an_installed_package_answers_from_its_form_without_reading_toml(installed: Path) -> None:
    done = run(installed, LOAD)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.split()[-1] == "False"
    (installed / NAME).unlink()
    assert run(installed, LOAD).stdout.split()[-1] == "True"


def test_a_rule_file_changed_by_hand_is_read_and_answers_follow(installed: Path) -> None:
    path = installed / "_rules" / "rulebook.toml"
    words = path.read_text("utf-8")
    title = tomllib.loads(words)["title"]["en"]
    path.write_text(words.replace(title, title.swapcase()), "utf-8")
    done = run(installed, LOAD)
    assert done.stdout.strip() == f"{title.swapcase()} True"
    path.write_text(words, "utf-8")
    assert run(installed, LOAD).stdout.strip() == f"{title} False"


def test_one_changed_byte_anywhere_in_the_rules_makes_the_form_stale(installed: Path) -> None:
    for path in sorted((installed / "_rules").rglob("*.toml")):
        if path.name in {"conflicts.toml", "provisions.toml"}:
            continue
        raw = path.read_bytes()
        path.write_bytes(raw + b"\n")
        assert form_of(installed) is None, path
        path.write_bytes(raw)
    assert form_of(installed) is not None


def test_a_rule_file_that_is_added_renamed_or_taken_away_makes_the_form_stale(installed: Path) -> None:
    rules = installed / "_rules"
    path = rules / "trade_in" / "appliance.toml"
    away = installed / "appliance.toml"
    path.rename(away)
    assert form_of(installed) is None
    shutil.copy(away, path.with_name("appliance2.toml"))
    assert form_of(installed) is None
    path.with_name("appliance2.toml").rename(path)
    assert form_of(installed) is not None
    (rules / "new").mkdir()
    (rules / "new" / "empty.toml").touch()
    assert form_of(installed) is None


def test_a_folder_where_a_rule_file_is_wanted_is_told_as_ever(installed: Path) -> None:
    (installed / "_rules" / "odd.toml").mkdir()
    done = run(installed, "import xixia_gov; xixia_gov.load_rulebook()")
    assert "odd.toml: this is a folder, not a file" in done.stderr


@pytest.mark.parametrize(
    "name", ["vocabulary/trade_in.py", "expression/parse.py", "rulebook/build.py", "units.py"]
)
def test_a_change_of_the_code_that_reads_rule_files_makes_the_form_stale(installed: Path, name: str) -> None:
    path = installed / name
    path.write_text(path.read_text("utf-8") + "# changed\n", "utf-8")
    assert form_of(installed) is None


def test_a_change_of_other_code_does_not(installed: Path) -> None:
    path = installed / "report" / "words.py"
    path.write_text(path.read_text("utf-8") + "# changed\n", "utf-8")
    assert form_of(installed) is not None


def test_a_form_of_another_version_of_the_package_is_not_used(installed: Path) -> None:
    path = installed / NAME
    head, _, rest = path.read_bytes().partition(b"\n")
    other = {**json.loads(head), "version": "0.0.9"}
    path.write_bytes(json.dumps(other, separators=(",", ":")).encode() + b"\n" + rest)
    assert form_of(installed) is None


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: raw[:0],
    "half of it": lambda raw: raw[: len(raw) // 2],
    "a line too many": lambda raw: raw + b"\n{}",
    "no JSON": lambda raw: b"\x00" + raw,
    "one byte of the head": lambda raw: raw.replace(b'"format"', b'"fOrmat"'),
    "one byte of the rulebook": lambda raw: raw.replace("补贴".encode(), "补贴".encode()[:-1] + b"\xb5", 1),
    "one byte at the end": lambda raw: raw[:-1] + b"]",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_form_is_not_used_and_nobody_notices(installed: Path, damage: str) -> None:
    path = installed / NAME
    raw = path.read_bytes()
    damaged = DAMAGES[damage](raw)
    assert damaged != raw
    path.write_bytes(damaged)
    assert form_of(installed) is None
    done = run(installed, LOAD)
    assert (done.stderr, done.returncode) == ("", 0)


def test_a_form_that_cannot_be_read_is_as_none(installed: Path) -> None:
    (installed / NAME).unlink()
    (installed / NAME).mkdir()
    assert form_of(installed) is None


def test_a_rules_folder_that_is_named_never_has_a_form(installed: Path) -> None:
    program = "import sys, xixia_gov; xixia_gov.load_rulebook(sys.argv[1]); print('tomllib' in sys.modules)"
    assert run(installed, program, str(installed / "_rules")).stdout.strip() == "True"


def test_a_form_of_files_that_were_changed_since_they_were_read_is_not_written(
    installed: Path, from_files: Rulebook
) -> None:
    before = (installed / NAME).read_bytes()
    other = attrs.evolve(from_files, digest="0" * 64)
    with pytest.raises(ValueError, match="would not be equal"):
        write_form(other, str(installed))
    assert (installed / NAME).read_bytes() == before
    assert [path.name for path in installed.iterdir() if path.name.startswith(NAME)] == [NAME]


def test_the_same_rulebook_makes_the_same_form_byte_by_byte(
    installed: Path, tmp_path: Path, from_files: Rulebook
) -> None:
    write_form(from_files, str(tmp_path))
    assert (tmp_path / NAME).read_bytes() == (installed / NAME).read_bytes()


@pytest.mark.parametrize(
    "value",
    [
        (None, True, 1, 0, False, "1", "", -5),
        (dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 1, 2, 3, tzinfo=dt.UTC), dt.time(23, 59)),
        (Fraction(1, 3), Fraction(-7), WrittenNumber("4999.50")),
        (FrozenMap({"b": 1, "a": FrozenMap({})}), frozenset({"b", "a"}), frozenset()),
        ([1, [2, {"a": [True, "x"]}]], {}, []),
        ((), ((),), ((), ())),
    ],
)
def test_what_is_packed_comes_back_the_same_through_json(value: tuple[Any, ...]) -> None:
    back = unpack(json.loads(json.dumps(pack(value))))
    assert list(differences(back, value)) == []


def test_one_and_true_stay_apart() -> None:
    assert [type(one) for one in unpack(pack((1, True, 0, False)))] == [int, bool, int, bool]


def test_a_list_that_stands_in_two_places_comes_back_as_two() -> None:
    one = [1]
    first, second = unpack(pack((one, one)))
    first.append(2)
    assert second == [1]


@pytest.mark.parametrize("value", [object(), 1.5, b"x", {1, 2}, nodes.Name("a")])
def test_what_is_not_in_the_closed_list_is_not_packed(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be packed"):
        pack((value,))


def test_every_class_that_a_rulebook_is_made_of_can_be_packed() -> None:
    modules = (nodes, types, condition, definition, figure, instrument, reading, rule, facts)
    made = {
        cls
        for module in modules
        for cls in vars(module).values()
        if isinstance(cls, type) and cls.__module__ == module.__name__ and attrs.has(cls)
    }
    # A name that refers to nothing yet, types of words and rules while they are checked, what a case
    # says of a choice, and a fact beside its name are no part of any rulebook.
    passing = {nodes.Name, types.WordType, types.RuleType, types.WrongType, facts.Flags, facts.Fact}
    assert made - set(MAKERS) == passing

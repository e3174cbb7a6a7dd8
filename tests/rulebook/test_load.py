"""Loading as a whole: what is kept of the files, what their order and names change, and what they do not."""

from __future__ import annotations

import importlib
import random
import shutil
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.entries import read_entries
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.rulebook.source import parse_source
from xixia_gov.vocabulary.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
DISTRICT = ROOT / "tests" / "district"


@pytest.fixture
def vocabulary(monkeypatch: pytest.MonkeyPatch) -> Vocabulary:
    monkeypatch.syspath_prepend(DISTRICT)
    found = importlib.import_module("example_district").VOCABULARY
    assert isinstance(found, Vocabulary)
    return found


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    shutil.copytree(DISTRICT / "rules", tmp_path / "rules")
    return tmp_path / "rules"


def content(book: Rulebook) -> Rulebook:
    """Return a rulebook without what the names of its files decide."""
    return attrs.evolve(book, digest="")


def test_each_version_of_a_rule_keeps_its_own_figures(rules: Path, vocabulary: Vocabulary) -> None:
    figures = load_rulebook(rules, vocabulary=vocabulary).figures
    caps = {key: figures[key].versions[-1].value for key in figures if key.endswith("/cap")}
    assert caps == {"hedge.planting/cap": Fraction(30_000), "hedge.planting@2/cap": Fraction(50_000)}


def test_the_names_of_the_files_and_their_order_change_nothing_but_the_digest(
    rules: Path, vocabulary: Vocabulary
) -> None:
    before = load_rulebook(rules, vocabulary=vocabulary)
    draw = random.Random(1)  # noqa: S311 - the same names every time
    for path in sorted(rules.rglob("*.toml")):
        if path.name != "rulebook.toml":
            path.rename(path.with_name(f"{draw.randrange(10**6):06}.toml"))
    after = load_rulebook(rules, vocabulary=vocabulary)
    assert content(after) == content(before)
    assert after.digest != before.digest


def test_the_order_of_tables_in_a_file_changes_nothing_but_the_digest(
    rules: Path, vocabulary: Vocabulary
) -> None:
    before = load_rulebook(rules, vocabulary=vocabulary)
    path = rules / "hedge" / "planting_2023.toml"
    head, *tables = path.read_text(encoding="utf-8").split("\n\n")
    path.write_text("\n\n".join([head, *reversed(tables)]) + "\n", encoding="utf-8")
    assert content(load_rulebook(rules, vocabulary=vocabulary)) == content(before)


def test_a_definition_may_read_one_of_another_file_whichever_is_read_first(
    rules: Path, vocabulary: Vocabulary
) -> None:
    path = rules / "definitions" / "hedges.toml"
    before = load_rulebook(rules, vocabulary=vocabulary)
    cite, section, whole = path.read_text(encoding="utf-8").split("\n\n")
    path.unlink()
    for first, second in ((section, whole), (whole, section)):
        (rules / "definitions" / "a.toml").write_text(f"{cite}\n\n{first}\n", encoding="utf-8")
        (rules / "definitions" / "b.toml").write_text(f"{cite}\n\n{second}\n", encoding="utf-8")
        assert content(load_rulebook(rules, vocabulary=vocabulary)) == content(before)


def test_loading_twice_gives_equal_rulebooks(rules: Path, vocabulary: Vocabulary) -> None:
    assert load_rulebook(rules, vocabulary=vocabulary) == load_rulebook(rules, vocabulary=vocabulary)


def test_the_same_problem_is_told_once_even_where_several_rules_share_the_words(
    rules: Path, vocabulary: Vocabulary
) -> None:
    path = rules / "hedge" / "trimming.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Shop"', '"Schop"'), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rulebook(rules, vocabulary=vocabulary)
    assert [(str(one.place), one.message.en) for one in caught.value.problems] == [
        ("rules/hedge/trimming.toml:2:24", "unknown subject 'Schop'; did you mean 'Shop'?")
    ]


def test_files_that_are_no_toml_by_their_name_are_not_read(rules: Path, vocabulary: Vocabulary) -> None:
    before = load_rulebook(rules, vocabulary=vocabulary)
    (rules / "hedge" / "notes.txt").write_text("[[[", encoding="utf-8")
    (rules / "hedge" / "planting.toml.bak").write_text("[[[", encoding="utf-8")
    assert load_rulebook(rules, vocabulary=vocabulary) == before


def test_problems_stand_in_the_order_of_files_and_lines(rules: Path, vocabulary: Vocabulary) -> None:
    for path in sorted(rules.rglob("hedge/*.toml")):
        path.write_text(f"zz = 1\n{path.read_text(encoding='utf-8')}\n[yy]\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rulebook(rules, vocabulary=vocabulary)
    places = [(one.place.path, one.place.line) for one in caught.value.problems]
    assert len(places) == 6
    assert places == sorted(places)


def test_what_is_wrong_with_the_shape_of_a_part_leaves_the_rest_of_the_file_in_place() -> None:
    source = parse_source(
        b"""
family = "a.family"
[[rules]]
id = "a.first"
title = { zh = "x" }
[[rules]]
id = 2
title = { zh = "x", en = "x" }
[[rules]]
id = "a.third"
title = { zh = "x", en = "x" }
covers = ["one", 2, "three"]
[rules.figures.cap]
vallue = 3
[[rules.notes]]
zh = "x"
""",
        "rules/a.toml",
    )
    entries, problems = read_entries([source], [], "rules")
    [family] = entries.families
    assert [rule.id for rule in family.entry.rules] == ["a.first", "?", "a.third"]
    third = family.entry.rules[2]
    assert (third.covers, third.notes, list(third.figures)) == (["one"], [], ["cap"])
    assert ("rules", 2, "figures", "cap", "vallue") in family.lost
    assert sorted(one.message.en.partition(";")[0] for one in problems) == [
        "'en' is missing",
        "'en' is missing",
        "expected text, found 2",
        "expected text, found 2",
        "the rules folder has no rulebook.toml (id, title, the day the law is known through)",
        "unknown key 'vallue'",
    ]


def test_the_shipped_rulebook_has_no_name_that_a_case_or_an_answer_could_not_tell_apart() -> None:
    book = load_rulebook()
    for versions in book.rules.values():
        for rule in versions:
            names = [clause.id for clause in (*rule.conditions, *rule.check)]
            assert len(names) == len(set(names))
            assert rule.area in book.areas


def test_what_is_handed_over_goes_to_an_instrument_that_there_is(rules: Path, vocabulary: Vocabulary) -> None:
    file = next(path for path in sorted(rules.rglob("*.toml")) if "[conditions." in path.read_text("utf-8"))
    handed = '\n[[refers]]\nwhat = { zh = "处罚", en = "the penalty" }\nto = "no-such-law"\nanchor = "处罚"\n'
    rule = file.read_text("utf-8")
    assert "family" not in rule
    file.write_text(rule + handed, "utf-8")
    with pytest.raises(InputError, match="unknown instrument 'no-such-law'"):
        load_rulebook(rules, vocabulary=vocabulary)
    file.write_text(rule + handed.replace('to = "no-such-law"\n', ""), "utf-8")
    book = load_rulebook(rules, vocabulary=vocabulary)
    (one,) = [one for versions in book.rules.values() for rule in versions for one in rule.refers]
    assert (one.what.en, one.to, one.anchor) == ("the penalty", None, "处罚")

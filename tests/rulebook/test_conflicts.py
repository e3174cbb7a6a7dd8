"""The conflicts of a rules folder: their shape, and that what each names is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.conflicts import Carried, Sort, conflict_problems, read_conflicts
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.small import HEAD, reading, small_book, when

NOTE = '[[notes]]\nzh = "说明"\nen = "a note"'
BOOK = "\n".join([HEAD, reading("wide", "yes", "no"), when("any", "claim.a or readings.wide == 'yes'"), NOTE])
PLACE = '{ instrument = "text", at = "一" }'
GOOD = f"""[conflicts.one]
zh = "两处不一致"
en = "two places collide"
sort = "conflict"
between = [{PLACE}, {PLACE}]
carried = "reading"
by = ["t.rule/wide"]
"""


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return small_book(tmp_path / "rules", BOOK)


def told(book: Rulebook, folder: Path, text: str) -> list[str]:
    (folder / "conflicts.toml").write_text(text, encoding="utf-8")
    return [one.message.en for one in conflict_problems(book, read_conflicts(folder))]


def test_a_conflict_names_its_provisions_and_what_carries_it(book: Rulebook, tmp_path: Path) -> None:
    assert told(book, tmp_path / "rules", GOOD) == []
    (one,) = read_conflicts(tmp_path / "rules").conflicts
    assert (one.sort, one.carried, one.by) == (Sort.CONFLICT, Carried.READING, ("t.rule/wide",))
    assert [cite.at for cite in one.between] == ["一", "一"]


def test_the_file_is_no_rule_and_changes_no_digest(book: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "rules" / "conflicts.toml").write_text(GOOD, encoding="utf-8")
    assert small_book(tmp_path / "rules", BOOK).digest == book.digest


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"t.rule/wide"', '"t.rule/wid"', "did you mean 't.rule/wide'"),
        ('"text", at = "一" }, {', '"txt", at = "一" }, {', "did you mean 'text'"),
        ('carried = "reading"', 'carried = "assumption"', "of the sort `reading`"),
        ('carried = "reading"\nby = ["t.rule/wide"]', 'carried = "note"\nby = ["t.rul"]', "'t.rule'"),
    ],
)
def test_what_does_not_agree_with_the_rules_is_told(
    book: Rulebook, tmp_path: Path, old: str, new: str, message: str
) -> None:
    (problem,) = told(book, tmp_path / "rules", GOOD.replace(old, new))
    assert message in problem


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('sort = "conflict"', 'sort = "quarrel"', "unknown sort 'quarrel'"),
        ('carried = "reading"', 'carried = "none"', "with `none` there is none"),
        ('by = ["t.rule/wide"]\n', "", "with `none` there is none"),
        (f"between = [{PLACE}, {PLACE}]", "between = []", "names the provisions"),
        ('zh = "两处不一致"\n', "", "'zh' is missing"),
    ],
)
def test_another_shape_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "conflicts.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_conflicts(tmp_path)


def test_the_conflicts_of_the_built_in_rulebook_agree_with_it() -> None:
    assert [one.render("en") for one in conflict_problems(load_rulebook(), read_conflicts())] == []

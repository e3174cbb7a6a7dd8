"""Damaged rule files: whatever is done to them, loading succeeds or says what is wrong, and where.

Each round takes one file of a rulebook, damages it in a few places, and loads the rulebook with it.
The rounds are numbered, so that one that fails can be run again by its number.
"""

from __future__ import annotations

import importlib
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from xixia_gov.errors import InputError
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.vocabulary.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
VALUES = (
    "true",
    "0",
    "-1",
    "1.5",
    "nan",
    "1e400",
    "2024-02-29",
    "2024-02-29T10:00:00",
    "10:00:00",
    '""',
    '"有"',
    '"1/0"',
    '"a.b"',
    '"not not"',
    '"holds(fire.season)"',
    "[]",
    "[[]]",
    "{}",
    "{ a = {} }",
    '["a", 1]',
    "9" * 40,
)
LETTERS = "aX0_.-=\"'[]{}#,\\ \t\n\r\0\x1b\u3000有\ufeff\U0001f525"


def characters(text: str, draw: random.Random) -> str:
    """Delete, double, swap or insert a character."""
    at = draw.randrange(len(text))
    return draw.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + text[at : at + 1] + text[at:],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            text[:at] + draw.choice(LETTERS) + text[at:],
        ]
    )


def lines(text: str, draw: random.Random) -> str:
    """Delete, double, move or cut off lines."""
    listed = text.split("\n")
    at, to = draw.randrange(len(listed)), draw.randrange(len(listed))
    rest = [*listed[:at], *listed[at + 1 :]]
    return "\n".join(
        draw.choice(
            [
                rest,
                [*listed[:at], listed[at], *listed[at:]],
                [*rest[:to], listed[at], *rest[to:]],
                listed[:at],
            ]
        )
    )


def values(text: str, draw: random.Random) -> str:
    """Put another value, or the value of another key, in the place of one."""
    spots = [match.span(1) for match in re.finditer(r'= *("[^"\n]*"|[0-9][0-9-]*|true|false)', text)]
    if not spots:
        return text
    first, last = draw.choice(spots)
    other = draw.choice(spots)
    return text[:first] + draw.choice([*VALUES, text[slice(*other)]]) + text[last:]


def words(text: str, draw: random.Random) -> str:
    """Put one word of the file in the place of another."""
    spots = [match.span() for match in re.finditer(r"[a-z_]{3,}", text)]
    if not spots:
        return text
    first, last = draw.choice(spots)
    return text[:first] + text[slice(*draw.choice(spots))] + text[last:]


DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (characters, lines, values, values, words, words)


def damaged(text: str, draw: random.Random) -> str:
    for _ in range(draw.choice((1, 1, 2, 5))):
        text = draw.choice(DAMAGES)(text or "\n", draw)
    return text


def load_damaged(folder: Path, vocabulary: Vocabulary | None, number: int) -> bool:
    """Damage one file of a rulebook, load it, and mend the file; return whether it loaded."""
    draw = random.Random(number)  # noqa: S311 - the same damage every time, no secret
    path = draw.choice(sorted(folder.rglob("*.toml")))
    whole = path.read_bytes()
    raw = damaged(whole.decode(), draw).encode("utf-8", "surrogatepass")
    if draw.random() < 0.05:  # now and then a broken byte
        raw = raw.replace(b"\xe4", b"\xff", 1)
    path.write_bytes(raw)
    refusal: InputError | None = None
    try:
        load_rulebook(folder, vocabulary=vocabulary)
    except InputError as error:
        refusal = error
    path.write_bytes(whole)
    if refusal is not None:
        assert refusal.problems
        assert all(problem.place.path for problem in refusal.problems)
        assert refusal.render("en") != refusal.render("zh")
    return refusal is None


def rounds(share: float) -> range:
    default = settings.default
    assert default is not None
    return range(round(default.max_examples * share))


def outcomes(folder: Path, vocabulary: Vocabulary | None, share: float) -> set[bool]:
    found: set[bool] = set()
    for number in rounds(share):
        try:
            found.add(load_damaged(folder, vocabulary, number))
        except Exception as error:
            error.add_note(f"round {number}")
            raise
    return found


def test_a_damaged_little_rulebook_loads_or_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "tests" / "district")
    vocabulary = importlib.import_module("example_district").VOCABULARY
    shutil.copytree(ROOT / "tests" / "district" / "rules", tmp_path / "rules")
    assert outcomes(tmp_path / "rules", vocabulary, 6) == {True, False}


def test_a_damaged_file_of_the_shipped_rulebook_loads_or_says_what_is_wrong(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    assert outcomes(tmp_path / "rules", None, 0.5) == {True, False}

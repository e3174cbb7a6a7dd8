"""The kinds of the shipped vocabulary are imported one by one, and are a tuple of classes in every way."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest

from xixia_gov.vocabulary.base import Thing
from xixia_gov.vocabulary.citizen import Citizen, Household
from xixia_gov.vocabulary.enterprise import Enterprise
from xixia_gov.vocabulary.kinds import Kinds
from xixia_gov.vocabulary.vocabulary import Vocabulary, named
from xixia_gov.vocabulary.xixia import XIXIA

HOME = "xixia_gov.vocabulary.citizen"


@pytest.fixture
def kinds() -> Kinds[Thing]:
    return Kinds(f"{HOME}:Citizen", f"{HOME}:Household")


def test_kinds_are_a_tuple_of_classes_in_every_way(kinds: Kinds[Thing]) -> None:
    classes = (Citizen, Household)
    assert tuple(kinds) == classes
    assert (kinds[0], kinds[-1], kinds[1:], len(kinds)) == (Citizen, Household, (Household,), 2)
    assert kinds == classes
    assert classes == kinds
    assert hash(kinds) == hash(classes)
    assert kinds != (Household, Citizen)
    assert kinds != [Citizen, Household]
    assert Household in kinds
    assert Enterprise not in kinds
    word: object = "Citizen"
    assert word not in kinds
    assert repr(kinds) == f"Kinds('{HOME}:Citizen', '{HOME}:Household')"
    with pytest.raises(IndexError):
        kinds[2]


def test_kinds_of_one_order_are_equal_and_travel(kinds: Kinds[Thing]) -> None:
    for other in (copy.copy(kinds), copy.deepcopy(kinds), pickle.loads(pickle.dumps(kinds))):  # noqa: S301 - pickled here
        assert type(other) is Kinds
        assert other == kinds
    assert Kinds[Thing](f"{HOME}:Household", f"{HOME}:Citizen") != kinds


def test_a_class_of_the_same_name_elsewhere_is_another() -> None:
    other = type("Citizen", (), {"__module__": "elsewhere"})
    assert other not in XIXIA.subjects
    assert Citizen in XIXIA.subjects


def test_a_kind_is_found_by_its_name_its_label_and_its_words_in_a_tuple_too(kinds: Kinds[Thing]) -> None:
    assert kinds.named("Household") is Household
    assert kinds.named("household") is None
    assert named((Citizen, Household), "Household") is Household
    assert named((Citizen,), "Household") is None
    assert XIXIA.subject("Citizen") is XIXIA.subject(Citizen.LABEL.zh) is Citizen
    plain = Vocabulary("plain", tuple(XIXIA.subjects), tuple(XIXIA.matters))
    for cls in (*XIXIA.subjects, *XIXIA.matters):
        assert cls in (XIXIA.subject(cls.__name__), XIXIA.matter(cls.__name__))
        for word in (cls.__name__, cls.LABEL.zh, cls.LABEL.en, *getattr(cls, "WORDS", ())):
            assert XIXIA.matter(word) is plain.matter(word)
            assert XIXIA.subject(word) is plain.subject(word)


def test_all_kinds_are_there_and_no_two_share_a_name() -> None:
    names = [cls.__name__ for cls in (*XIXIA.subjects, *XIXIA.matters)]
    assert names == [*XIXIA.subjects.names, *XIXIA.matters.names]  # type: ignore[attr-defined]
    assert len(set(names)) == len(names)


def test_a_kind_that_is_asked_for_by_name_is_imported_alone() -> None:
    program = (
        "import sys\n"
        "from xixia_gov.vocabulary.xixia import XIXIA\n"
        "XIXIA.matter('OutdoorFire')\n"
        "print(*sorted(name for name in sys.modules if name.startswith('xixia_gov.vocabulary.')))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    own = {"base", "facts", "fire", "kinds", "vocabulary", "xixia"}
    assert {name.rpartition(".")[2] for name in done.stdout.split()} == own

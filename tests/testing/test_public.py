"""What the testing kit shows is what it promises, and only what draws cases needs Hypothesis."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import xixia_gov.testing as kit
from xixia_gov.testing import DRAWN_LAWS, FIXED_LAWS, LawBroken

PROMISED = {
    *("cases", "subjects", "matters", "forgetting", "settlings", "check_all", "check_refinement"),
    *("check_bounds", "check_cap", "check_monotone", "check_irrelevant", "check_order_free"),
    "check_executors_agree",
}


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_every_listed_name_is_visible_and_can_be_fetched() -> None:
    assert dir(kit) == sorted(kit.__all__)
    assert [name for name in kit.__all__ if not hasattr(kit, name)] == []
    assert set(kit.__all__) >= PROMISED
    assert len(set(kit.__all__)) == len(kit.__all__)


def test_every_law_is_public_under_its_name() -> None:
    for name, law in {**FIXED_LAWS, **DRAWN_LAWS}.items():
        assert getattr(kit, f"check_{name}") is law


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    named = {name: getattr(kit, name) for name in kit.__all__ if not name.isupper()}
    own = {name: one for name, one in named.items() if one.__module__.startswith("xixia_gov.testing")}
    assert set(named) - set(own) == {"Executor"}  # a name for a type of function
    assert [name for name, one in own.items() if not one.__doc__] == []


def test_a_name_that_is_not_public_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="no_such_law"):
        getattr(kit, "no_such_law")  # noqa: B009 - a type checker would refuse the plain attribute


def test_importing_the_kit_does_not_import_hypothesis() -> None:
    assert run("import sys, xixia_gov.testing; print('hypothesis' in sys.modules)") == "False"


def test_without_hypothesis_what_draws_nothing_works_and_the_rest_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import xixia_gov as xg\n"
        "from xixia_gov.testing import check_examples, check_fail_alone, check_window\n"
        "for check in (check_examples, check_fail_alone, check_window):\n"
        "    check(xg.load_rulebook(), 'fire.season')\n"
        "try:\n    from xixia_gov.testing import check_all\n"
        "except ModuleNotFoundError as error:\n    print(error)\n"
    )
    said = "xixia_gov.testing.check_all draws cases with Hypothesis: pip install 'xixia-gov[testing]'"
    assert run(program) == said


def test_a_broken_law_can_be_sent_to_another_process() -> None:
    error = LawBroken("a.rule breaks its cap: too much", law="its cap", rule="a.rule")
    same = pickle.loads(pickle.dumps(error))  # noqa: S301 - pickled in the same line
    assert (str(same), same.law, same.rule, same.case) == (str(error), "its cap", "a.rule", None)

"""Property tests for rulebooks: strategies that make cases, and laws that every rule must obey.

Strategies draw cases for your own properties; laws are functions that raise `LawBroken` with the smallest
case that breaks them. Neither needs pytest; with it, `pytest --xixia-rules DIR` runs the examples of a
rules folder. What draws cases needs Hypothesis, which the extra `testing` installs; each name is fetched
when it is first used.

>>> import xixia_gov as xg
>>> from xixia_gov.testing import check_all, check_cap
>>> book = xg.load_rulebook()
>>> check_cap(book, "trade_in.appliance", most=xg.yuan("1000"), share=0.05)
>>> check_all(book, rules=["fire.season"], share=0.02)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xixia_gov.testing.amounts import check_cap, check_monotone
    from xixia_gov.testing.claims import check_fail_alone, check_readings_matter
    from xixia_gov.testing.examples import check_examples
    from xixia_gov.testing.executors import EXECUTORS, Executor, check_executors_agree, interpreter
    from xixia_gov.testing.fixed import FIXED_LAWS
    from xixia_gov.testing.forget import forgetting
    from xixia_gov.testing.irrelevant import check_irrelevant
    from xixia_gov.testing.knowledge import check_bounds, check_missing, check_refinement
    from xixia_gov.testing.law import LawBroken
    from xixia_gov.testing.laws import DRAWN_LAWS, check_all, check_rule
    from xixia_gov.testing.order import check_order_free
    from xixia_gov.testing.search import for_all
    from xixia_gov.testing.strategies import cases, completing, findings, matters, settlings, subjects
    from xixia_gov.testing.sums import check_totals
    from xixia_gov.testing.variety import Draws, draws
    from xixia_gov.testing.window import check_window

_HOMES = {
    "DRAWN_LAWS": "laws",
    "Draws": "variety",
    "EXECUTORS": "executors",
    "Executor": "executors",
    "FIXED_LAWS": "fixed",
    "LawBroken": "law",
    "cases": "strategies",
    "check_all": "laws",
    "check_bounds": "knowledge",
    "check_cap": "amounts",
    "check_examples": "examples",
    "check_executors_agree": "executors",
    "check_fail_alone": "claims",
    "check_irrelevant": "irrelevant",
    "check_missing": "knowledge",
    "check_monotone": "amounts",
    "check_order_free": "order",
    "check_readings_matter": "claims",
    "check_refinement": "knowledge",
    "check_rule": "laws",
    "check_totals": "sums",
    "check_window": "window",
    "completing": "strategies",
    "draws": "variety",
    "findings": "strategies",
    "for_all": "search",
    "forgetting": "forget",
    "interpreter": "executors",
    "matters": "strategies",
    "settlings": "strategies",
    "subjects": "strategies",
}

__all__ = [
    "DRAWN_LAWS",
    "EXECUTORS",
    "FIXED_LAWS",
    "Draws",
    "Executor",
    "LawBroken",
    "cases",
    "check_all",
    "check_bounds",
    "check_cap",
    "check_examples",
    "check_executors_agree",
    "check_fail_alone",
    "check_irrelevant",
    "check_missing",
    "check_monotone",
    "check_order_free",
    "check_readings_matter",
    "check_refinement",
    "check_rule",
    "check_totals",
    "check_window",
    "completing",
    "draws",
    "findings",
    "for_all",
    "forgetting",
    "interpreter",
    "matters",
    "settlings",
    "subjects",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name is
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    try:
        module = import_module(f"{__name__}.{home}")
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        message = f"xixia_gov.testing.{name} draws cases with Hypothesis: pip install 'xixia-gov[testing]'"
        raise ModuleNotFoundError(message, name="hypothesis") from error
    return getattr(module, name)


def __dir__() -> list[str]:
    return list(__all__)

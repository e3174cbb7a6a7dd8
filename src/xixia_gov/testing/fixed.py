"""The laws for which no case is drawn, so that they need no Hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from xixia_gov.model.rule import Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.testing.claims import check_fail_alone, check_readings_matter
from xixia_gov.testing.examples import check_examples
from xixia_gov.testing.window import check_window

FIXED_LAWS: Final[dict[str, Callable[[Rulebook, Rule | str], None]]] = {
    "examples": check_examples,
    "window": check_window,
    "fail_alone": check_fail_alone,
    "readings_matter": check_readings_matter,
}
"""The laws for which nothing is drawn, by their short names."""

__all__ = ["FIXED_LAWS"]

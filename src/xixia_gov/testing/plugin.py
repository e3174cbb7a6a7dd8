"""A pytest plugin: `pytest --xixia-rules DIR` runs the examples of a rules folder, and its laws on request.

Where the option is not used, nothing is imported and nothing is done.
"""

from __future__ import annotations

from typing import Final

import pytest

_NEEDS_RULES: Final = ("--xixia-vocabulary", "--xixia-laws", "--xixia-verify", "--xixia-coverage")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin."""
    group = parser.getgroup("xixia-gov", "rules folders (xixia-gov)")
    group.addoption("--xixia-rules", metavar="DIR", help="run each [[example]] of a rules folder as a test")
    group.addoption(
        "--xixia-vocabulary",
        metavar="PACKAGE:NAME",
        help="the vocabulary its rules speak, such as my_district:VOCABULARY; the built-in one if left out",
    )
    group.addoption(
        "--xixia-laws",
        action="store_true",
        help="also put each law to each rule (needs Hypothesis: pip install 'xixia-gov[testing]')",
    )
    group.addoption(
        "--xixia-verify",
        action="store_true",
        help="also verify what the rulebook claims: no gap, no dead row, nothing that decides nothing",
    )
    group.addoption(
        "--xixia-coverage",
        action="store_true",
        help="also ask that its examples reach every clause both ways, every row, edge, day and reading",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Load the rulebook and have its files collected, if one is named."""
    if config.getoption("--xixia-rules") is None:
        used = [name for name in _NEEDS_RULES if config.getoption(name)]
        if used:
            message = f"{used[0]} says something about a rules folder: name it with --xixia-rules DIR"
            raise pytest.UsageError(message)
        return
    from xixia_gov.testing.collect import rules_plugin  # noqa: PLC0415 - only where it is used

    config.pluginmanager.register(rules_plugin(config), "xixia_gov-rules")

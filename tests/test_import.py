"""`import xixia_gov` costs next to nothing, and what it shows is what it promises."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import xixia_gov as xg

RULES = Path(__file__).resolve().parent.parent / "rules"
HEAVY = {
    "cattrs",
    "chinese_calendar",
    "click",
    "dateutil",
    "hypothesis",
    "tabulate",
    "tomllib",
    "wcwidth",
}

WATCH = """
import json, sys
opened = []
before = set(sys.modules)
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
{statement}
print(json.dumps({{"modules": sorted(set(sys.modules) - before), "opened": list(opened)}}))
"""


def watch(statement: str) -> dict[str, Any]:
    """Run a statement in a fresh interpreter; return what it imported and which files it opened."""
    program = [sys.executable, "-c", WATCH.format(statement=statement)]
    done = subprocess.run(program, capture_output=True, text=True, check=True, encoding="utf-8")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_importing_the_package_loads_no_heavy_library() -> None:
    seen = watch("import xixia_gov")
    assert "xixia_gov" in seen["modules"]
    assert HEAVY & {name.split(".")[0] for name in seen["modules"]} == set()


def test_importing_the_package_reads_no_rule_file() -> None:
    opened = watch("import xixia_gov")["opened"]
    assert any("xixia_gov" in path for path in opened)
    assert [path for path in opened if path.endswith((".toml", ".lock", ".json"))] == []


def test_importing_the_package_loads_next_to_nothing_of_the_standard_library() -> None:
    """What `import attrs` loads beside itself is more than all of this."""
    tops = {name.split(".")[0] for name in watch("import xixia_gov")["modules"]}
    assert tops <= {"xixia_gov", "__future__", "importlib", "warnings"}


def test_the_watch_itself_sees_a_heavy_library_and_a_rule_file() -> None:
    seen = watch(f"import xixia_gov; xixia_gov.load_rulebook({str(RULES)!r})")
    assert "tomllib" in seen["modules"]
    assert any(path.endswith(".toml") for path in seen["opened"])


def test_every_public_name_is_listed_and_every_listed_name_is_public() -> None:
    visible = sorted(name for name in dir(xg) if not name.startswith("_"))
    assert visible == sorted(xg.__all__)
    assert len(set(xg.__all__)) == len(xg.__all__)


def test_every_listed_name_can_be_fetched() -> None:
    assert [name for name in xg.__all__ if not hasattr(xg, name)] == []


def test_the_names_of_the_documented_example_are_public() -> None:
    example = {"load_rulebook", "Case", "Citizen", "AppliancePurchase", "yuan", "assess", "explain"}
    assert example - set(xg.__all__) == set()


def test_a_name_that_is_not_public_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        getattr(xg, "no_such_name")  # noqa: B009 - a type checker would refuse the plain attribute

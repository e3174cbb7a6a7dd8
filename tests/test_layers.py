"""Imports point one way: a module imports from its own layer or an earlier one, never a later."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "xixia_gov"
SOURCE = Path(__file__).resolve().parent.parent / "src" / PACKAGE

LAYERS = (
    "values",  # the modules that stand directly in the package
    "expression",
    "vocabulary",
    "model",
    "engine",
    "rulebook",
    "casefile",
    "columns",
    "batch",
    "simulate",
    "simulate",
    "analysis",
    "report",
    "cli",
)
VALUES = {"errors", "lazy", "text", "truth", "unknown", "frozen", "money", "interval", "dates", "units"}
ONLY_IN = {"ast": "expression/parse.py", "hypothesis": "testing/"}


def layer_of(module: str) -> str | None:
    """Return the layer of a module of the package, or None for a name that has none."""
    first = module.split(".")[1] if "." in module else ""
    if first in VALUES:
        return "values"
    if first == "__main__":
        return "cli"
    return first if first == "testing" or first in LAYERS[1:] else None


def module_name(path: Path, source: Path) -> str:
    parts = path.relative_to(source).with_suffix("").parts
    return ".".join((PACKAGE, *(parts[:-1] if parts[-1] == "__init__" else parts)))


def modules(source: Path) -> dict[str, Path]:
    """Return every module of the package but its `__init__`, which has its own rule."""
    paths = sorted(source.rglob("*.py"))
    return {module_name(path, source): path for path in paths if path != source / "__init__.py"}


def imported(path: Path) -> list[tuple[int, str]]:
    """Return the line and the full name of everything a file imports, wherever in it that is."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            # `from xixia_gov import money` names a module too, so both are returned as one path.
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
    return found


def may_import(importer: str, target: str) -> bool:
    if importer == "testing":
        return target != "cli"
    return target != "testing" and LAYERS.index(target) <= LAYERS.index(importer)


def violations(source: Path) -> list[str]:
    """Return one line for each import that points the wrong way and each module without a layer."""
    found = []
    for module, path in modules(source).items():
        place = path.relative_to(source).as_posix()
        layer = layer_of(module)
        if layer is None:
            found.append(f"{place}: {module} is in no layer; add it to one in this test")
            continue
        for line, name in imported(path):
            if name.startswith("."):
                found.append(f"{place}:{line}: relative import of {name}")
            top = name.split(".", maxsplit=1)[0]
            if top in ONLY_IN and not place.startswith(ONLY_IN[top]):
                found.append(f"{place}:{line}: {top} is imported only in {ONLY_IN[top]}")
            if top != PACKAGE:
                continue
            target = layer_of(name)
            if target is None:
                found.append(f"{place}:{line}: {name} is in no layer; import from its own module")
            elif not may_import(layer, target):
                found.append(f"{place}:{line}: {layer} may not import {name}, of {target}")
    return found


def value_imports(source: Path) -> dict[str, set[str]]:
    """Return which value modules each value module imports."""
    return {
        path.stem: {name.split(".")[1] for _, name in imported(path) if name.startswith(f"{PACKAGE}.")}
        for path in sorted(source.glob("*.py"))
        if path.stem in VALUES
    }


def eager_imports(path: Path) -> list[str]:
    """Return what a module imports from the package as soon as it is imported itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside_functions_or_type_checking = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        or (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"))
        for inner in ast.walk(node)
    }
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and node not in inside_functions_or_type_checking
        and (PACKAGE in ast.unparse(node) or (isinstance(node, ast.ImportFrom) and node.level))
    ]


def package(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_no_module_imports_from_a_later_layer() -> None:
    assert len(modules(SOURCE)) > len(VALUES)
    assert violations(SOURCE) == []


def test_the_value_modules_import_each_other_without_a_cycle() -> None:
    order = list(TopologicalSorter(value_imports(SOURCE)).static_order())
    assert set(order) == VALUES


def test_the_package_itself_imports_nothing_of_its_own_until_it_is_asked() -> None:
    assert eager_imports(SOURCE / "__init__.py") == []


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "expression/nodes.py",
            "from xixia_gov.model.rule import Rule",
            "expression/nodes.py:1: expression may not import xixia_gov.model.rule.Rule, of model",
        ),
        (
            "money.py",
            "def late():\n    import xixia_gov.engine",
            "money.py:2: values may not import xixia_gov.engine, of engine",
        ),
        (
            "report/tables.py",
            "from xixia_gov import cli",
            "report/tables.py:1: report may not import xixia_gov.cli, of cli",
        ),
        (
            "testing/laws.py",
            "from xixia_gov.cli.main import main",
            "testing/laws.py:1: testing may not import xixia_gov.cli.main.main, of cli",
        ),
        (
            "engine/interpret.py",
            "from xixia_gov.testing import laws",
            "engine/interpret.py:1: engine may not import xixia_gov.testing.laws, of testing",
        ),
        (
            "engine/interpret.py",
            "import ast",
            "engine/interpret.py:1: ast is imported only in expression/parse.py",
        ),
        (
            "engine/interpret.py",
            "from hypothesis import given",
            "engine/interpret.py:1: hypothesis is imported only in testing/",
        ),
        (
            "engine/interpret.py",
            "from xixia_gov import yuan",
            "engine/interpret.py:1: xixia_gov.yuan is in no layer; import from its own module",
        ),
        ("engine/interpret.py", "from . import trace", "engine/interpret.py:1: relative import of"),
        ("helpers.py", "", "helpers.py: xixia_gov.helpers is in no layer; add it to one"),
    ],
)
def test_an_import_that_points_the_wrong_way_is_named_with_its_line(
    tmp_path: Path, file: str, text: str, expected: str
) -> None:
    (found,) = violations(package(tmp_path, {"__init__.py": "", file: text}))
    assert found.startswith(expected)


def test_imports_from_earlier_layers_and_from_the_own_layer_are_allowed(tmp_path: Path) -> None:
    files = {
        "__init__.py": "",
        "money.py": "from xixia_gov.text import Text",
        "text.py": "",
        "expression/parse.py": "import ast\nfrom xixia_gov.expression import nodes",
        "cli/main.py": "from xixia_gov.report.tables import table",
        "testing/laws.py": "import hypothesis\nfrom xixia_gov.report import tables",
        "__main__.py": "from xixia_gov.cli.main import main",
    }
    assert violations(package(tmp_path, files)) == []


def test_two_value_modules_that_import_each_other_are_a_cycle(tmp_path: Path) -> None:
    files = {
        "text.py": "import xixia_gov.money",
        "money.py": "def late():\n    from xixia_gov.text import Text",
    }
    with pytest.raises(CycleError):
        TopologicalSorter(value_imports(package(tmp_path, files))).prepare()


def test_an_import_in_a_function_of_the_package_or_for_types_only_is_lazy(tmp_path: Path) -> None:
    text = (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from xixia_gov.money import Money\n"
        "def __getattr__(name):\n    from xixia_gov import money\n"
    )
    lazy = package(tmp_path, {"lazy.py": text, "eager.py": "from xixia_gov.money import yuan"})
    assert eager_imports(lazy / "lazy.py") == []
    assert eager_imports(lazy / "eager.py") == ["from xixia_gov.money import yuan"]

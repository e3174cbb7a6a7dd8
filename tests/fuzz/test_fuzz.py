"""A slice of `make fuzz`: damaged files of every kind are answered or refused; and fuzzing itself works."""

from __future__ import annotations

import importlib
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def fuzz() -> Iterator[dict[str, ModuleType]]:
    """Return the modules of the fuzzer, which stands beside the package and is no part of it."""
    sys.path.insert(0, str(ROOT / ".ci"))
    yield {name: importlib.import_module(f"fuzz.{name}") for name in ("run", "shrink", "targets")}
    importlib.import_module("fuzz.targets").forget()
    sys.path.remove(str(ROOT / ".ci"))


def test_a_slice_of_the_rounds_breaks_nothing(fuzz: dict[str, ModuleType]) -> None:
    default = settings.default
    assert default is not None
    count = fuzz["run"].batch(1, 0, default.max_examples * 3)
    assert [fault.trace for fault in count.faults] == []
    assert set(count.answered) | set(count.refused) == {one.name for one in fuzz["targets"].TARGETS}
    assert count.answered.total() > 0
    assert count.refused.total() > 0


def test_the_file_of_a_round_depends_on_its_seed_and_number_alone(fuzz: dict[str, ModuleType]) -> None:
    for target in fuzz["targets"].TARGETS:
        one, two = (target.draw(random.Random("1:7")) for _ in range(2))  # noqa: S311 - no secret
        other = target.draw(random.Random("2:7"))  # noqa: S311 - the same
        assert one == two != other


def test_of_a_hundred_rounds_each_kind_of_file_has_its_share(fuzz: dict[str, ModuleType]) -> None:
    counts = Counter(fuzz["targets"].target_of(number).name for number in range(300, 400))
    assert counts == {target.name: target.share for target in fuzz["targets"].TARGETS}


def test_a_file_that_breaks_something_is_shrunk_and_kept_with_its_traceback(
    fuzz: dict[str, ModuleType], tmp_path: Path
) -> None:
    targets = fuzz["targets"]

    def attempt(one: Any) -> bool:
        return 1 // (0 if b"Citizen" in one.raw else 1) > 0

    def draw(_: random.Random) -> Any:
        return targets.Input("planted", "case.toml", b'as_of = 2024-08-20\nsubject = { kind = "Citizen" }\n')

    fault = fuzz["run"].fuzz_round(3, 11, targets.Target("planted", 100, draw, attempt))
    assert (fault.seed, fault.number, fault.input.raw) == (3, 11, b"Citizen")
    path = fault.save(tmp_path / "kept")
    assert path.read_bytes() == b"Citizen"
    assert path.name == "3-11-planted-case.toml"
    assert "ZeroDivisionError" in path.with_name(f"{path.name}.trace.txt").read_text("utf-8")


def test_a_file_that_takes_too_long_breaks_something(
    fuzz: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    targets, run = fuzz["targets"], fuzz["run"]
    monkeypatch.setattr(run, "SECONDS", 1)

    def attempt(one: Any) -> bool:
        while one.raw:
            pass
        return False

    target = targets.Target("slow", 100, lambda _: targets.Input("slow", "a", b"x"), attempt)
    assert "TooLongError" in run.fuzz_round(1, 1, target).trace

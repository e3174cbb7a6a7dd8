"""The pages of docs/ run as they stand: every example on them gives what the page shows.

With XIXIA_GOLDEN=write what is shown is written anew; read the difference before keeping it.
"""

from __future__ import annotations

import doctest
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path for path in (ROOT / "docs").glob("*.md") if ">>> " in path.read_text(encoding="utf-8"))


class Rewriting(doctest.DocTestRunner):
    """Runs the examples of a page and notes what each prints where it is not what the page shows."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.got: dict[int, str] = {}

    def report_failure(
        self,
        out: object,  # noqa: ARG002 - doctest passes it
        test: doctest.DocTest,  # noqa: ARG002 - as above
        example: doctest.Example,
        got: str,
    ) -> None:
        self.got[example.lineno] = got

    def report_unexpected_exception(
        self,
        out: object,  # noqa: ARG002 - doctest passes it
        test: doctest.DocTest,
        example: doctest.Example,
        exc_info: object,
    ) -> None:
        pytest.fail(f"{test.name}, line {example.lineno + 1}: {exc_info}")


def rewritten(text: str, test: doctest.DocTest, got: dict[int, str]) -> str:
    """Return a page with what its examples print put in the place of what it shows."""
    lines = text.splitlines(keepends=True)
    for example in sorted(test.examples, key=lambda one: -one.lineno):
        if example.lineno in got:
            first = example.lineno + example.source.count("\n")
            lines[first : first + example.want.count("\n")] = [got[example.lineno]]
    return "".join(lines)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_shows_what_its_examples_give(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = path.read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest(text, {"__name__": "__main__"}, path.name, str(path), 0)
    runner = Rewriting()
    runner.run(test, out=lambda _: None, clear_globs=False)
    if runner.got and os.environ.get("XIXIA_GOLDEN") == "write":
        path.write_text(rewritten(text, test, runner.got), encoding="utf-8")
    shown = {example.lineno: example.want for example in test.examples}
    assert runner.got == {line: shown[line] for line in runner.got}


def test_there_are_pages_to_test() -> None:
    assert {"answers", "ids", "rule-files", "other-districts"} <= {path.stem for path in PAGES}

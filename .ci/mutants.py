"""Mutate the rules that changed since CI_BASE (else since the last commit), and a fixed tenth of all rules.

Changed are the rules of every rule file that git names, and the rules that read what a changed file of
definitions, readings or instruments declares. What is not reached within the time is printed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from xixia_gov.analysis.mutants import subjects_of
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_rulebook

SECONDS = 270
"""So that the section ends within five minutes, loading and the last rules included."""
_TENTH = 10
_SHARED = ("definitions", "readings", "instruments")
_TABLES = ("figures", "lists", "values", "terms", "readings")


def changed_files(base: str) -> list[Path]:
    """Return the rule files that differ from a commit, the working tree's changes included."""
    words = ["git", "diff", "--name-only", "--diff-filter=d", base, "--", "rules/"]
    done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - git
    if done.returncode:
        print(f"git cannot compare with {base}: {done.stderr.strip()}; the fixed tenth alone is mutated")
        return []
    return [Path(line) for line in done.stdout.splitlines() if line.endswith(".toml")]


def declared(path: Path) -> set[str]:
    """Return the keys that a shared file declares."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    prefix = "readings/" if path.parent.name == "readings" else ""
    return {f"{prefix}{name}" for table in _TABLES for name in data.get(table, {})}


def rules_of(book: Rulebook, path: Path) -> Iterator[str]:
    """Yield the rules that a change of one file can touch."""
    if path.parent.name not in _SHARED:
        yield from (id_ for id_ in book.rules if book.latest(id_).path == path.as_posix())
        return
    if path.parent.name == "instruments":
        name = tomllib.loads(path.read_text(encoding="utf-8")).get("id")
        yield from (id_ for id_ in book.rules if book.latest(id_).cite.instrument == name)
        return
    keys = declared(path)
    for subject in subjects_of(book):
        for thing in subject.things:
            if thing.key in keys:
                yield from thing.readers


def fixed_tenth(book: Rulebook) -> list[str]:
    """Return the same tenth of the rules in every run, whatever else there is."""
    return [id_ for id_ in book.rules if hashlib.sha256(id_.encode()).digest()[0] % _TENTH == 0]


def main() -> int:
    """Choose the rules, and run `xixia-gov mutate` on them."""
    book = load_rulebook()
    base = os.environ.get("CI_BASE") or "HEAD~1"
    changed = sorted({id_ for path in changed_files(base) for id_ in rules_of(book, path)})
    tenth = [id_ for id_ in fixed_tenth(book) if id_ not in changed]
    print(f"Changed since {base}: {', '.join(changed) or 'no rule'}. Fixed tenth: {', '.join(tenth)}.")
    words = [sys.executable, "-m", "xixia_gov.cli", "mutate", *changed, *tenth]
    words += ["--cases", "tests/worked", "--seconds", str(SECONDS), "--lang", "en"]
    return subprocess.run(words, check=False).returncode  # noqa: S603 - this interpreter, our command


if __name__ == "__main__":
    sys.exit(main())

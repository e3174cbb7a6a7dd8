"""A skipped test is one nobody ran, so each must be allowed by name and reason in a file.

Reads reports that pytest wrote with `--junitxml=FILE -o junit_family=xunit1`, prints every test
that was skipped or is expected to fail, and exits 1 when one of them is not allowed.

A line of the list is `pattern<TAB>reason`: a shell pattern over the test's id, and the reason
exactly as the test gives it. Write `*` for the brackets of a parameter. `#` begins a comment.
"""

from __future__ import annotations

import fnmatch
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple


class Skip(NamedTuple):
    """A test that did not run, by its id, and why; as an allowed one, the id is a pattern."""

    test: str
    reason: str


def allowed(listing: str) -> list[Skip]:
    """Return the skips that the list allows.

    Raises `ValueError` for a line without a tab or without a reason.
    """
    found = []
    for number, line in enumerate(listing.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        pattern, tab, reason = line.partition("\t")
        if not tab or not reason.strip():
            message = f"line {number}: {line!r} is not written pattern<TAB>reason"
            raise ValueError(message)
        found.append(Skip(pattern.strip(), reason.strip()))
    return found


def skipped(report: str) -> list[Skip]:
    """Return the tests that one JUnit report says were skipped, in its order."""
    # The report was written by the pytest run just before, so it is no foreign XML.
    cases = ET.fromstring(report).iter("testcase")  # noqa: S314
    return [Skip(_node_id(case), skip.get("message", "")) for case in cases for skip in case.iter("skipped")]


def _node_id(case: ET.Element) -> str:
    """Return pytest's own id for a case, of which xunit1 keeps the file and the dotted class."""
    file, dotted, name = case.get("file", ""), case.get("classname", ""), case.get("name", "")
    module = file.removesuffix(".py").replace("/", ".")
    classes = dotted.removeprefix(module).strip(".")
    return "::".join(part for part in (file or dotted, *classes.split("."), name) if part)


def main(arguments: list[str]) -> int:
    """Print every skip of the reports named after the list; return 1 when one is not allowed."""
    listing, *reports = (Path(name).read_text(encoding="utf-8") for name in arguments)
    permitted = allowed(listing)
    found = [skip for report in reports for skip in skipped(report)]
    unlisted = 0
    for skip in found:
        listed = any(
            fnmatch.fnmatchcase(skip.test, entry.test) and entry.reason == skip.reason for entry in permitted
        )
        unlisted += not listed
        print(f"{'allowed' if listed else 'NOT ALLOWED'}: {skip.test}: {skip.reason}")
    if not found:
        print("no test was left out")
    return 1 if unlisted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

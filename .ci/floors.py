"""The floors are the lowest versions the package allows, as constraints for pip."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?>=(?P<floor>[0-9.]+)(?:,<[0-9.]+)?")


def floors(pyproject: str, extras: Sequence[str] = ()) -> list[str]:
    """Return the constraint of each dependency: of the package itself, its testing extra, and some others.

    Raises `ValueError` for a requirement that is not written `name>=floor`.
    """
    project = tomllib.loads(pyproject)["project"]
    found = []
    more = [one for extra in ("testing", *extras) for one in project["optional-dependencies"][extra]]
    for requirement in dict.fromkeys([*project["dependencies"], *more]):
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            message = f"{requirement!r}: a requirement is written name>=floor or name>=floor,<limit"
            raise ValueError(message)
        found.append(f"{match['name']}=={match['floor']}")
    return found


if __name__ == "__main__":
    print("\n".join(floors(Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2:])))

"""The floors are the lowest versions the package allows, as constraints for pip."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?>=(?P<floor>[0-9.]+)(?:,<[0-9.]+)?")


def floors(pyproject: str) -> list[str]:
    """Return the constraint of each dependency, of the package itself and of its testing extra.

    Raises `ValueError` for a requirement that is not written `name>=floor`.
    """
    project = tomllib.loads(pyproject)["project"]
    found = []
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["testing"]]:
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            message = f"{requirement!r}: a requirement is written name>=floor or name>=floor,<limit"
            raise ValueError(message)
        found.append(f"{match['name']}=={match['floor']}")
    return found


if __name__ == "__main__":
    print("\n".join(floors(Path(sys.argv[1]).read_text(encoding="utf-8"))))

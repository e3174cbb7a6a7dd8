"""Loading a rulebook: read every file, structure, build; one error never hides the next.

The built-in rulebook comes from its form where that is fresh, which says the same sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.form import read_form
from xixia_gov.rulebook.location import built_in_folder
from xixia_gov.text import Text
from xixia_gov.vocabulary.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from xixia_gov.rulebook.source import Source


def load_rulebook(path: str | Path | None = None, *, vocabulary: Vocabulary | None = None) -> Rulebook:
    """Return a rulebook from a rules folder, the built-in one by default.

    `vocabulary` is what its rules may speak of; None means the Xixia vocabulary. Raises `InputError` with
    one syntax error per file, then every other error of every file at once.

    >>> load_rulebook().id
    'xixia'
    """
    if path is None and vocabulary is None:
        book = read_form(built_in_folder(), _built_in_vocabulary())
        if book is not None:
            return book
    book, _ = load_with_sources(path, vocabulary=vocabulary)
    return book


def load_with_sources(
    path: str | Path | None = None, *, vocabulary: Vocabulary | None = None
) -> tuple[Rulebook, list[Source]]:
    """Return a rulebook and the files it was read from (for lint)."""
    # All that reads TOML and builds is imported only where rule files are read.
    from pathlib import Path  # noqa: PLC0415

    from xixia_gov.rulebook.build import build  # noqa: PLC0415
    from xixia_gov.rulebook.entries import read_entries  # noqa: PLC0415
    from xixia_gov.rulebook.source import read_all, shown_folder  # noqa: PLC0415

    folder = Path(built_in_folder() if path is None else path)
    if not folder.is_dir():
        message = Text(zh="规则文件夹不存在", en="there is no such rules folder")
        if folder.exists():
            message = Text(zh="这是文件, 不是规则文件夹", en="this is a file, not a rules folder")
        raise InputError([Problem(message, Place(str(folder)))])
    files = read_all(folder)
    entries, shape = read_entries(files.sources, files.broken, shown_folder(folder))
    found = [*files.problems, *shape]
    known = _built_in_vocabulary() if vocabulary is None else vocabulary
    book, more = build(entries, known, files.sources, str(folder), sound=not found)
    found.extend(more)
    if found:
        raise InputError(_unique(found))
    return book, files.sources


def _built_in_vocabulary() -> Vocabulary:
    from xixia_gov.vocabulary.xixia import XIXIA  # noqa: PLC0415 - not needed with another one

    return XIXIA


def _unique(problems: list[Problem]) -> list[Problem]:
    seen: dict[Problem, None] = dict.fromkeys(problems)
    return sorted(seen, key=lambda problem: (problem.place.path, problem.place.line, problem.place.column))

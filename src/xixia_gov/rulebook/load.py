"""Loading a rulebook: read every file, structure, build; one error never hides the next."""

from __future__ import annotations

from pathlib import Path

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.build import build
from xixia_gov.rulebook.entries import read_entries
from xixia_gov.rulebook.location import built_in_rules
from xixia_gov.rulebook.source import Source, read_all, shown_folder
from xixia_gov.text import Text
from xixia_gov.vocabulary.vocabulary import Vocabulary


def load_rulebook(path: str | Path | None = None, *, vocabulary: Vocabulary | None = None) -> Rulebook:
    """Return a rulebook from a rules folder, the built-in one by default.

    `vocabulary` is what its rules may speak of; None means the Xixia vocabulary. Raises
    `InputError` with one syntax error per file, then every other error of every file at once.

    >>> load_rulebook().id
    'xixia'
    """
    return load_with_sources(path, vocabulary=vocabulary)[0]


def load_with_sources(
    path: str | Path | None = None, *, vocabulary: Vocabulary | None = None
) -> tuple[Rulebook, list[Source]]:
    """Return a rulebook and the files it was read from (for lint)."""
    folder = built_in_rules() if path is None else Path(path)
    if not folder.is_dir():
        message = Text(zh="规则文件夹不存在", en="there is no such rules folder")
        if folder.exists():
            message = Text(zh="这是文件, 不是规则文件夹", en="this is a file, not a rules folder")
        raise InputError([Problem(message, Place(str(folder)))])
    if vocabulary is None:
        from xixia_gov.vocabulary.xixia import XIXIA  # noqa: PLC0415 - not needed with another one

        vocabulary = XIXIA
    files = read_all(folder)
    entries, shape = read_entries(files.sources, files.broken, shown_folder(folder))
    found = [*files.problems, *shape]
    book, more = build(entries, vocabulary, files.sources, str(folder), sound=not found)
    found.extend(more)
    if found:
        raise InputError(_unique(found))
    return book, files.sources


def _unique(problems: list[Problem]) -> list[Problem]:
    seen: dict[Problem, None] = dict.fromkeys(problems)
    return sorted(seen, key=lambda problem: (problem.place.path, problem.place.line, problem.place.column))

"""The rulebook that the options of a test run name, or a usage error that names what is near."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from xixia_gov.errors import InputError, nearest
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.load import load_with_sources
from xixia_gov.rulebook.source import Source
from xixia_gov.vocabulary.vocabulary import Vocabulary


def named_rulebook(written: str, vocabulary: str | None, here: Path) -> tuple[Path, Rulebook, list[Source]]:
    """Return the folder, the rulebook in it and the files it was read from.

    `here` is the folder that names are read from. Raises `pytest.UsageError` with all that is wrong.
    """
    known = None if vocabulary is None else named_vocabulary(vocabulary, here)
    folder = (here / written).resolve()
    if not folder.is_dir():
        found = [path.name for path in _folders(folder.parent)]
        near = nearest(folder.name, found)
        hint = f"; did you mean {str(Path(written).parent / near)!r}?" if near else ""
        what = "a file, not a rules folder" if folder.exists() else "no such folder"
        message = f"--xixia-rules {written}: {what}{hint}"
        raise pytest.UsageError(message)
    try:
        return folder, *load_with_sources(folder, vocabulary=known)
    except InputError as error:
        message = f"--xixia-rules {written}: the rulebook cannot be loaded\n{error}"
        raise pytest.UsageError(message) from None


def named_vocabulary(written: str, here: Path) -> Vocabulary:
    """Return the vocabulary written `package.module:NAME`, its module looked for in `here` too.

    Raises `pytest.UsageError` where there is no such module or name, or it is no vocabulary.
    """
    head = f"--xixia-vocabulary {written}"
    module_name, colon, name = written.partition(":")
    if not colon or not name or not module_name or module_name.startswith("."):
        message = f"{head}: write PACKAGE:NAME, such as my_district:VOCABULARY"
        raise pytest.UsageError(message)
    if str(here) not in sys.path:
        sys.path.append(str(here))
    try:
        module = import_module(module_name)
    except (ImportError, SyntaxError, NameError, AttributeError, TypeError, ValueError, OSError) as error:
        near = nearest(module_name, [path.stem for path in here.glob("*.py")])
        hint = f"; did you mean {near}:{name}?" if near and near != module_name else ""
        message = f"{head}: cannot import {module_name}: {error}{hint}"
        raise pytest.UsageError(message) from None
    value = getattr(module, name, None)
    if isinstance(value, Vocabulary):
        return value
    found = [key for key, one in vars(module).items() if isinstance(one, Vocabulary)]
    what = (
        f"{name} is no Vocabulary but a {type(value).__name__}" if value is not None else f"no {name} there"
    )
    hint = f"; {module_name} has {', '.join(found)}" if found else f"; {module_name} has no Vocabulary"
    message = f"{head}: {what}{hint}"
    raise pytest.UsageError(message)


def _folders(parent: Path) -> list[Path]:
    return [path for path in parent.iterdir() if path.is_dir()] if parent.is_dir() else []


__all__ = ["named_rulebook", "named_vocabulary"]

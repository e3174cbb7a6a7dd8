"""What all commands share: the language, and which rulebook with which vocabulary."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import attrs

from xixia_gov.errors import InputError, Place, Problem, unknown_name
from xixia_gov.text import Lang, Text

if TYPE_CHECKING:
    from xixia_gov.model.rulebook import Rulebook
    from xixia_gov.vocabulary.vocabulary import Vocabulary


@attrs.define
class Setup:
    """The choices of one run; the rulebook is loaded when a command asks for it."""

    lang: Lang
    rules: str | None = None
    vocabulary: str | None = None

    def book(self) -> Rulebook:
        """Return the rulebook; raises `InputError` with all that is wrong with it."""
        from xixia_gov.rulebook.load import load_rulebook  # noqa: PLC0415 - read when asked for

        return load_rulebook(self.rules, vocabulary=self.known_vocabulary())

    def known_vocabulary(self) -> Vocabulary | None:
        """Return the vocabulary named, its module imported now; None for the built-in one."""
        return None if self.vocabulary is None else import_vocabulary(self.vocabulary)


def import_vocabulary(written: str) -> Vocabulary:
    """Return the vocabulary written `package.module:NAME`, looked for in the working folder too.

    Raises `InputError` where there is no such module or name, or it is no vocabulary.

    >>> import_vocabulary("xixia_gov.vocabulary.xixia:XIXIA").name
    'xixia_gov.vocabulary.xixia:XIXIA'
    """
    from xixia_gov.vocabulary.vocabulary import Vocabulary  # noqa: PLC0415 - read when asked for

    module_name, colon, name = written.partition(":")
    if not colon or not name or not module_name or module_name.startswith("."):
        raise _wrong(
            written,
            Text(
                zh="应写成 包:名称, 如 my_district.vocabulary:VOCABULARY",
                en="write package:NAME, such as my_district.vocabulary:VOCABULARY",
            ),
        )
    with contextlib.suppress(OSError):  # the working folder may be gone
        here = os.getcwd()  # noqa: PTH109 - pathlib is imported by no command that does without
        if here not in sys.path:
            sys.path.append(here)
    try:
        module = import_module(module_name)
    except Exception as error:  # the module is code of the user's own, and may raise anything
        why = str(error) if isinstance(error, ImportError) else f"{type(error).__name__}: {error}"
        raise _wrong(
            written,
            Text(zh=f"不能导入模块 {module_name}: {why}", en=f"cannot import {module_name}: {why}"),
        ) from error
    value = getattr(module, name, None)
    if isinstance(value, Vocabulary):
        return value
    found = [key for key, one in vars(module).items() if isinstance(one, Vocabulary)]
    if value is not None:
        raise _wrong(
            written,
            Text(
                zh=f"{name} 不是 Vocabulary, 而是 {type(value).__name__}",
                en=f"{name} is no Vocabulary, but a {type(value).__name__}",
            ),
        )
    raise _wrong(written, unknown_name(Text(zh="词汇表", en="vocabulary"), name, found))


def _wrong(written: str, message: Text) -> InputError:
    return InputError([Problem(message, Place(f"--vocabulary {written}"))])

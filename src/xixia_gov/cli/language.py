"""The language of a run: asked for with --lang, else that of the environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xixia_gov.text import Lang

LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(words: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """Return the language of a command line: its last `--lang`, else the locale's, else English.

    It is read before anything else is, so that even a misuse of the command line is told in it.

    >>> language(["check", "--lang", "zh"], {}), language([], {"LANG": "zh_CN.UTF-8"})
    ('zh', 'zh')
    """
    asked = _asked(words)
    if asked is not None:
        return asked
    set_ = [environ[name] for name in _VARIABLES if environ.get(name)]
    return "zh" if set_ and set_[0].lower().startswith("zh") else "en"


def _asked(words: Sequence[str]) -> Lang | None:
    found: Lang | None = None
    for index, word in enumerate(words):
        if word == "--":
            break
        value = None
        if word == "--lang" and index + 1 < len(words):
            value = words[index + 1]
        elif word.startswith("--lang="):
            value = word.removeprefix("--lang=")
        for lang in LANGUAGES:
            if value == lang:
                found = lang
    return found

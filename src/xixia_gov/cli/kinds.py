"""What a command line says of CSV files: which files are CSV, what their rows are about, who asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from xixia_gov.cli.usage import UsageProblem
from xixia_gov.text import Text

if TYPE_CHECKING:
    from xixia_gov.vocabulary.base import Matter, Subject, Thing

C = TypeVar("C", bound="type[Thing]")

MATTER: Final = Text(zh="事项", en="matter")
SUBJECT: Final = Text(zh="主体", en="subject")
_CSV: Final = (".csv", ".tsv")
_OTHER_CASES: Final = (".toml", ".json", ".jsonl")


@attrs.frozen
class Rows:
    """What every row of a CSV is about and who asks, None where the file or the rules say it.

    `asked` is true where an option says that there is a CSV; `ignored` are heads of columns that
    are left out.
    """

    matter: type[Matter] | None
    subject: type[Subject] | None
    asked: bool
    ignored: tuple[str, ...] = ()

    def are_in(self, name: str) -> bool:
        """Whether a file is a CSV: by its ending, or because an option says so and its ending does not.

        >>> Rows(None, None, asked=False).are_in("sales.CSV"), Rows(None, None, asked=True).are_in("-")
        (True, True)
        """
        ending = name.lower()
        return ending.endswith(_CSV) or (self.asked and not ending.endswith(_OTHER_CASES))


def known_kind(classes: Sequence[C], written: str, what: Text) -> C:
    """Return the class with this name, label or everyday word; raises `UsageProblem` with the nearest."""
    words: dict[str, C] = {}
    for cls in classes:
        for word in (cls.__name__, cls.LABEL.zh, cls.LABEL.en, *getattr(cls, "WORDS", ())):
            words.setdefault(word, cls)
    if written not in words:
        from xixia_gov.casefile.rowcase import unknown_kind  # noqa: PLC0415 - only to complain

        raise UsageProblem(unknown_kind(what, written, classes))
    return words[written]

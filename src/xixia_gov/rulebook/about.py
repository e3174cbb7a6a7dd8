"""What a rule is about decides which facts it may read: those of its matter and of its one subject."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from xixia_gov.errors import nearest
from xixia_gov.text import Text
from xixia_gov.vocabulary.vocabulary import Vocabulary, paths_of


@attrs.frozen
class About:
    """What a rule is about: its matter, its subjects, and the paths of the facts it may read.

    `asked` are the facts of its subjects, if there are several: they cannot be read, since another
    subject has none of them.
    """

    matter: str
    subjects: tuple[str, ...]
    paths: frozenset[str]
    asked: frozenset[str] = frozenset()

    def foreign(self, path: str) -> Text:
        """Return the message for a fact of something else."""
        zh, en = "、".join(self.subjects), " and ".join(self.subjects)
        if path in self.asked:
            return Text(
                zh=f"该规则的主体有 {zh}, 并非每个都有事实“{path}”; 只能读取事项 {self.matter} 的事实",
                en=f"this rule is for {en}, and not each of them has {path!r}; it can read facts of "
                f"{self.matter} alone",
            )
        near = nearest(path, self.paths)
        return Text(
            zh=f"该规则关于 {self.matter} 和 {zh}, 其中没有事实“{path}”"
            + ("" if near is None else f"; 是否应为“{near}”?"),
            en=f"this rule is about {self.matter} and {en}, which have no fact {path!r}"
            + ("" if near is None else f"; did you mean {near!r}?"),
        )


def about_what(matter: str, subjects: Sequence[str], vocabulary: Vocabulary) -> About | None:
    """Return what a rule of these is about, None where one of them is not in the vocabulary."""
    about = vocabulary.matter(matter)
    asking = [cls for cls in map(vocabulary.subject, subjects) if cls is not None]
    if about is None or not asking or len(asking) != len(subjects):
        return None
    paths = frozenset({path for path, _ in paths_of(about)} | {"as_of"})
    asked = frozenset(path for cls in asking for path, _ in paths_of(cls))
    names = tuple(cls.__name__ for cls in asking)
    if len(asking) == 1:
        return About(about.__name__, names, paths | asked)
    return About(about.__name__, names, paths, asked)

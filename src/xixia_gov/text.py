"""A text is one meaning in two languages; whatever a person reads is a `Text`."""

from __future__ import annotations

from typing import Literal

import attrs

Lang = Literal["zh", "en"]


@attrs.frozen
class Text:
    """The same words in Chinese and in English.

    >>> Text(zh="补贴", en="subsidy").in_("en")
    'subsidy'
    """

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the words in `lang`."""
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        return self.zh

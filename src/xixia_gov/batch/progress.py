"""A progress bar for a terminal: rows, rate and time left; silent where nobody looks on."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TextIO

import attrs

from xixia_gov.text import Lang, Text

_EVERY: Final = 0.2
_WIDTH: Final = 24


@attrs.define
class Progress:
    """Writes one line over and over to a terminal; `clock` gives seconds."""

    stream: TextIO
    lang: Lang
    title: Text
    clock: Callable[[], float] = time.monotonic
    _begun: float = attrs.field(init=False)
    _shown: float = attrs.field(init=False, default=-_EVERY)
    _drawn: bool = attrs.field(init=False, default=False)

    def __attrs_post_init__(self) -> None:
        self._begun = self.clock()

    def rows(self, done: int, part: float | None = None) -> None:
        """Show that so many rows are done; `part` is which part that is (0 to 1), if known."""
        if not self.stream.isatty():
            return
        passed = self.clock() - self._begun
        if self._drawn and passed - self._shown < _EVERY:
            return
        self._shown, self._drawn = passed, True
        self.stream.write("\r" + line(self.lang, self.title, done, passed, part) + "\x1b[K")
        self.stream.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self._drawn = False


def line(lang: Lang, title: Text, done: int, passed: float, part: float | None) -> str:
    """Return the line for so many rows in so many seconds.

    >>> line("en", Text(zh="作答", en="answering"), 500, 2.0, 0.25)
    'answering [######                  ]  25%  500 rows  250/s  0:06 left'
    """
    rate = done / passed if passed > 0 else 0.0
    words = [title.in_(lang)]
    if part is not None:
        share = min(max(part, 0.0), 1.0)
        filled = int(share * _WIDTH)
        words[0] += f" [{'#' * filled}{' ' * (_WIDTH - filled)}] {share:>4.0%}"
    words += [Text(zh=f"{done:,} 行", en=f"{done:,} rows").in_(lang), f"{rate:,.0f}/s"]
    if part:
        left = clock_text(passed * (1 - min(part, 1.0)) / part)
        words.append(Text(zh=f"还需 {left}", en=f"{left} left").in_(lang))
    return "  ".join(words)


def clock_text(seconds: float) -> str:
    """Return a time as hours, minutes and seconds.

    >>> clock_text(75.2), clock_text(3700)
    ('1:15', '1:01:40')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


__all__ = ["Progress", "clock_text", "line"]

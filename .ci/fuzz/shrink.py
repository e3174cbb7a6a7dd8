"""Shrinking: of a file that breaks something, the smallest part that still breaks it in the same place."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

_SECONDS: Final = 20.0


def shrunk(raw: bytes, breaks: Callable[[bytes], bool], *, seconds: float = _SECONDS) -> bytes:
    """Return a small part of `raw` for which `breaks` is still true, found within some seconds.

    Stretches are left out, long ones first, down to single bytes.

    >>> shrunk(b"abcXdefYgh", lambda raw: b"X" in raw and b"Y" in raw)
    b'XY'
    """
    end = time.monotonic() + seconds
    size = max(len(raw) // 2, 1)
    while True:
        at, smaller = 0, False
        while at < len(raw):
            if time.monotonic() > end:
                return raw
            part = raw[:at] + raw[at + size :]
            if breaks(part):
                raw, smaller = part, True
            else:
                at += size
        if size > 1:
            size //= 2
        elif not smaller:
            return raw


__all__ = ["shrunk"]

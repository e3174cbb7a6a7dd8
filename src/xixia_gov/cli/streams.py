"""The standard streams: always UTF-8, and quiet when nobody reads on."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import Final

_WIDEST: Final = 180
_BYTES_IN_NAMES: Final = (0xDC00, 0xDCFF)
"""Where Python keeps the bytes of file names that are no text."""
_NO_TERMINAL: Final = (110, 24)


def force_utf8() -> None:
    """Make stdout and stderr write UTF-8, whatever the locale.

    The bytes of a file name that are no UTF-8 are written as they are, half a character is escaped.
    """
    codecs.register_error("xixia_gov.writable", _writable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            utf8 = codecs.lookup(stream.encoding).name == "utf-8"
            stream.reconfigure(encoding=None if utf8 else "utf-8", errors="xixia_gov.writable")


def _writable(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    parts = [_byte_or_escape(ord(char)) for char in error.object[error.start : error.end]]
    return b"".join(parts), error.end


def _byte_or_escape(code: int) -> bytes:
    low, high = _BYTES_IN_NAMES
    return bytes([code - low]) if low + 0x80 <= code <= high else f"\\u{code:04x}".encode()


def drop_output() -> None:
    """Send what is still to be written to nowhere, so that no complaint follows a closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def width() -> int:
    """Return how many cells wide the output may be: the terminal's, or COLUMNS, within reason."""
    import shutil  # noqa: PLC0415 - only for what people read

    return min(shutil.get_terminal_size(_NO_TERMINAL).columns, _WIDEST)

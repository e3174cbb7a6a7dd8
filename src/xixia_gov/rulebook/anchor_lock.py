"""The anchor lock is the record of where each phrase was found, one entry per line of its file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.frozen import FrozenMap
from xixia_gov.text import Text

AnchorKey = tuple[str, str, str]
"""Instrument, provision, phrase."""

_ENTRY: Final = {"instrument": str, "at": str, "phrase": str, "line": int, "offset": int}


@attrs.frozen
class AnchorSpot:
    """Where a phrase begins: the line of the file from 1, the normalised character from 0."""

    line: int
    offset: int


def _gazettes(sums: Mapping[str, str]) -> FrozenMap[str, str]:
    return FrozenMap(sums)


def _spots(spots: Mapping[AnchorKey, AnchorSpot]) -> FrozenMap[AnchorKey, AnchorSpot]:
    return FrozenMap(spots)


@attrs.frozen
class AnchorLock:
    """The sha256 of each gazette file by name, the spot of each anchor, and the file it is kept in.

    >>> AnchorLock({"2024-3": "ab"}).gazettes["2024-3"]
    'ab'
    """

    gazettes: FrozenMap[str, str] = attrs.field(factory=FrozenMap, converter=_gazettes)
    spots: FrozenMap[AnchorKey, AnchorSpot] = attrs.field(factory=FrozenMap, converter=_spots)
    path: str = attrs.field(default="", eq=False)


def lock_text(lock: AnchorLock) -> str:
    """Return the file's words: JSON, keys and entries sorted, one entry per line.

    >>> spot = {("law", "一", "10元"): AnchorSpot(line=2, offset=4)}
    >>> print(lock_text(AnchorLock({"g": "ab"}, spot)), end="")
    {
    "anchors": [
    {"at": "一", "instrument": "law", "line": 2, "offset": 4, "phrase": "10元"}
    ],
    "gazettes": {
    "g": "ab"
    }
    }
    """
    entries = [
        _json({"instrument": instrument, "at": at, "phrase": phrase, **attrs.asdict(spot)})
        for (instrument, at, phrase), spot in sorted(lock.spots.items(), key=lambda item: item[0])
    ]
    sums = [f"{_json(name)}: {_json(value)}" for name, value in sorted(lock.gazettes.items())]
    lines = ['"anchors": [', *_listed(entries), "],", '"gazettes": {', *_listed(sums), "}"]
    return "\n".join(["{", *lines, "}", ""])


def write_lock(path: Path, lock: AnchorLock) -> None:
    """Write the lock to `path` in one step: a reader sees the old file or the new one, never half.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_lock(Path(folder, "anchors.lock"), AnchorLock({"g": "ab"}))
    ...     read_lock(Path(folder, "anchors.lock")) == AnchorLock({"g": "ab"})
    True
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(lock_text(lock), encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_lock(path: Path) -> AnchorLock:
    """Return the lock kept at `path`; no file is an empty lock, in which every anchor is missing.

    Raises `InputError` where the file is not such a lock.

    >>> read_lock(Path("nowhere", "anchors.lock")).spots
    FrozenMap({})
    """
    try:
        words = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return AnchorLock(path=str(path))
    except UnicodeDecodeError as error:
        raise _broken(path, 0, "UTF-8") from error
    try:
        data: object = json.loads(words)
    except json.JSONDecodeError as error:
        raise _broken(path, error.lineno, error.msg) from error
    return _lock(data, path)


def _lock(data: object, path: Path) -> AnchorLock:
    if not isinstance(data, dict) or set(data) != {"anchors", "gazettes"}:
        raise _broken(path, 0, "anchors, gazettes")
    sums, entries = data["gazettes"], data["anchors"]
    if not isinstance(sums, dict) or not all(isinstance(value, str) for value in sums.values()):
        raise _broken(path, 0, "gazettes")
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        raise _broken(path, 0, "anchors")
    spots = {
        (entry["instrument"], entry["at"], entry["phrase"]): AnchorSpot(entry["line"], entry["offset"])
        for entry in entries
    }
    return AnchorLock(sums, spots, str(path))


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == set(_ENTRY)
        and all(type(entry[name]) is kind for name, kind in _ENTRY.items())
    )


def _broken(path: Path, line: int, what: str) -> InputError:
    message = Text(
        zh=f"锚文锁无法读取: {what}; 请用公报原文重新生成",
        en=f"the anchor lock cannot be read: {what}; write it anew with the gazette texts",
    )
    return InputError([Problem(message, Place(str(path), line))])


def _listed(lines: list[str]) -> list[str]:
    """Return the lines with a comma after each but the last."""
    return [f"{line}," for line in lines[:-1]] + lines[-1:]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

"""An output is whole or absent: it is written in a folder of its own beside it and then put in its place.

The folder `.NAME.batch` stands beside the output NAME, so that putting a file in its place is one step of
the file system. A lock in it keeps a second run off the same output; the lock goes with its process, so a
run that was killed leaves a folder that the next run empties, and nothing else.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Final

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.text import Text

_LOCK: Final = "lock"
_NO_FOLDER: Final = Text(zh="没有这个文件夹", en="there is no such folder")
_BUSY: Final = Text(
    zh="另一次运行正在写这个文件; 等它结束, 或另起一个名字",
    en="another run is writing this file; wait for it, or choose another name",
)


@attrs.define
class Workshop:
    """The folder in which the files of one output are made, and where each of them goes in the end."""

    target: Path
    folder: Path
    _places: dict[Path, Path] = attrs.field(factory=dict)

    def file(self, target: Path) -> Path:
        """Return where to write a file that will stand at `target`; raises `InputError` if it cannot."""
        if not target.parent.is_dir():
            raise _refused(target, _NO_FOLDER)
        made = self.folder / f"{len(self._places)}{''.join(target.suffixes[-1:])}"
        self._places[made] = target
        return made

    def forget(self, made: Path) -> None:
        """Leave a file out: nothing will stand in its place."""
        del self._places[made]

    def put(self, main: Path) -> None:
        """Put every file in its place; the one made at `main` comes last, when all others stand.

        Each is complete on the disk before its name points at it.
        """
        order = sorted(self._places, key=lambda made: made == main)
        ready = {made: self._beside(made) for made in order}
        try:
            for made in order:
                with ready[made].open("rb+") as stream:
                    os.fsync(stream.fileno())
            for made in order:
                ready[made].replace(self._places[made])
        finally:
            for made in order:
                if ready[made] != made:
                    ready[made].unlink(missing_ok=True)
        for folder in {place.parent for place in self._places.values()}:
            _synced(folder)
        self._places = {}

    def _beside(self, made: Path) -> Path:
        """Return a file in the folder of its place: itself, or a copy where that is another folder."""
        place = self._places[made]
        if place.parent.resolve() == self.target.parent.resolve():
            return made
        copy = place.with_name(f".{place.name}.batch")
        shutil.copyfile(made, copy)
        return copy


@contextmanager
def workshop(target: Path) -> Iterator[Workshop]:
    """Give a folder for the files of an output; whatever is left in it at the end is gone.

    Raises `InputError` where the output cannot stand at `target`, or another run is writing it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     with workshop(Path(name) / "out.csv") as shop:
    ...         made = shop.file(Path(name) / "out.csv")
    ...         _ = made.write_text("a")
    ...         shop.put(made)
    ...     [one.name for one in Path(name).iterdir()]
    ['out.csv']
    """
    if target.is_dir():
        raise _refused(target, Text(zh="这是文件夹, 不是文件", en="this is a folder, not a file"))
    if not target.parent.is_dir():
        raise _refused(target, _NO_FOLDER)
    folder = target.parent / f".{target.name}.batch"
    with _Lock(folder, target):
        made = folder / "files"
        if made.exists():
            shutil.rmtree(made)  # what a run that was killed left behind
        made.mkdir()
        try:
            yield Workshop(target, made)
        finally:
            shutil.rmtree(made, ignore_errors=True)


@attrs.define
class _Lock:
    """A lock on a folder that only this process holds, and that ends with it."""

    folder: Path
    target: Path
    stream: IO[bytes] | None = None

    def __enter__(self) -> None:
        while self.stream is None:
            try:
                self.folder.mkdir(exist_ok=True)
            except OSError as error:
                raise _refused(self.target, _why(error)) from error
            try:
                stream = (self.folder / _LOCK).open("ab")
            except FileNotFoundError:
                continue  # the run before has just taken the folder away
            except OSError as error:
                raise _refused(self.target, _why(error)) from error
            if not _locked(stream):
                stream.close()
                raise _refused(self.target, _BUSY)
            if _same(stream, self.folder / _LOCK):
                self.stream = stream
            else:
                stream.close()  # the run before took this lock away with its folder

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Taken away while it is locked, so that no other run can hold a lock that is gone.
        if sys.platform != "win32":
            shutil.rmtree(self.folder, ignore_errors=True)
        if self.stream is not None:
            self.stream.close()
        if sys.platform == "win32":
            shutil.rmtree(self.folder, ignore_errors=True)


def _locked(stream: IO[bytes]) -> bool:
    """Lock a file for this process; False where another has locked it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - only there

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _same(stream: IO[bytes], path: Path) -> bool:
    """Whether a path still leads to the file that is open."""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _synced(folder: Path) -> None:
    """Write the names of a folder to the disk, where the system can."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _why(error: OSError) -> Text:
    return Text(zh=f"不能写入: {error.strerror}", en=f"it cannot be written: {error.strerror}")


def _refused(path: Path, message: Text) -> InputError:
    return InputError([Problem(message, Place(str(path)))])


__all__ = ["Workshop", "workshop"]

"""The files that `xixia-gov simulate` writes beside its page: each whole or absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from xixia_gov.cli.usage import UsageProblem
from xixia_gov.errors import Problem, some_names
from xixia_gov.text import Lang, Text

if TYPE_CHECKING:
    from xixia_gov.batch.rejection import Rejection
    from xixia_gov.batch.side import SideFile
    from xixia_gov.simulate.result import Result

MOST_TOLD: Final = 20
"""How many reasons for rejected rows are told one by one."""
_CHARTS: Final = (".svg", ".png")
_BOM: Final = "\ufeff"


@attrs.frozen
class Files:
    """Where to write what is asked for beside the page."""

    table: Path | None
    chart: Path | None
    rejected: Path | None

    @classmethod
    def named(cls, table: str | None, chart: str | None, rejected: str | None, source: str) -> Files:
        """Return the files; raises `UsageProblem` for an ending that does not fit and for one place twice."""
        wanted = (
            ("--csv", table, (".csv",)),
            ("--chart", chart, _CHARTS),
            ("--rejected", rejected, (".csv",)),
        )
        places = {Path(source).resolve(): "REGISTRY"}
        for name, path, endings in wanted:
            if path is None:
                continue
            if Path(path).suffix.lower() not in endings:
                allowed = some_names(endings)
                raise UsageProblem(
                    Text(
                        zh=f"{name} 的文件应以 {allowed.zh} 结尾, 却是 {path}",
                        en=f"the file of {name} ends in {allowed.en}, found {path}",
                    )
                )
            other = places.setdefault(Path(path).resolve(), name)
            if other != name:
                raise UsageProblem(
                    Text(zh=f"{other} 与 {name} 是同一个文件", en=f"{other} and {name} are one file")
                )
        return cls(*(None if path is None else Path(path) for _, path, _ in wanted))

    def all(self) -> list[Path]:
        """Return the files there are."""
        return [path for path in (self.table, self.chart, self.rejected) if path is not None]


def write(result: Result, lang: Lang, files: Files, made: dict[Path, Path]) -> None:
    """Write the CSV and the chart beside their places."""
    from xixia_gov.batch.sink import told_unwritten  # noqa: PLC0415 - read when called

    if files.table is not None:
        from xixia_gov.report.simulation_csv import simulation_csv  # noqa: PLC0415 - only where asked for

        text = _BOM + simulation_csv(result, lang)
        with told_unwritten(files.table):
            made[files.table].write_text(text, encoding="utf-8", newline="")
    if files.chart is not None:
        from xixia_gov.report.simulation_chart import draw  # noqa: PLC0415 - only where asked for

        with told_unwritten(files.chart):
            draw(result, lang, made[files.chart])


@attrs.define
class Refused:
    """Keeps the first reasons why rows are rejected; where there is a side file, all are written there."""

    name: str
    path: Path | None
    side: SideFile | None
    first: list[Problem] = attrs.field(factory=list)
    more: int = 0

    def hear(self, rejected: Sequence[Rejection]) -> None:
        """Take some rejections."""
        from xixia_gov.batch.sink import told_unwritten  # noqa: PLC0415 - read when called

        for one in rejected:
            if len(self.first) < MOST_TOLD:
                self.first.append(one.problem(self.name))
            else:
                self.more += 1
        if self.side is not None and self.path is not None:
            with told_unwritten(self.path):
                self.side.write(rejected)


@contextmanager
def refusing(name: str, lang: Lang, files: Files, made: dict[Path, Path]) -> Iterator[Refused]:
    """Give what hears of rejected rows, with the side file open where one is asked for."""
    from xixia_gov.batch.side import SideFile  # noqa: PLC0415 - read when called

    if files.rejected is None:
        yield Refused(name, None, None)
        return
    with made[files.rejected].open("w", encoding="utf-8", newline="") as stream:
        yield Refused(name, files.rejected, SideFile(stream, lang))


__all__ = ["MOST_TOLD", "Files", "Refused", "refusing", "write"]

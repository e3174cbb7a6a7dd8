"""The files of a rules folder as pytest collects them: a test for each example, law and rule's claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from xixia_gov.analysis.claim import Claim, Standing
from xixia_gov.analysis.coverage import coverage
from xixia_gov.analysis.examples import example_faults
from xixia_gov.analysis.places import show
from xixia_gov.analysis.trials import Trial, trials_of
from xixia_gov.analysis.verify import About, Asking, Task, tasks_of
from xixia_gov.model.rule import Example, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.rule_coverage import mark_text
from xixia_gov.rulebook.source import Source, shown_folder
from xixia_gov.testing.fixed import FIXED_LAWS
from xixia_gov.testing.law import LawBroken
from xixia_gov.testing.named import named_rulebook

_BOOK: Final = "rulebook.toml"
_NO_HYPOTHESIS: Final = (
    "the laws that draw cases need Hypothesis, which is not installed: pip install 'xixia-gov[testing]'"
)


@attrs.frozen
class Written:
    """A rule as a file writes it: the file, and where the rule stands in its data."""

    rule: Rule
    source: Source
    path: tuple[str | int, ...]

    def line(self, *more: str | int) -> int:
        """Return the line, from 0, of a part of the rule; of the rule itself where there is none."""
        return self.source.positions.value((*self.path, *(more or ("id",)))).line - 1


@attrs.define(eq=False)
class RulesPlugin:
    """Collects the files of one rules folder."""

    book: Rulebook
    folder: Path
    files: dict[Path, Source]
    laws: bool
    verify: bool
    coverage: bool = False
    asking: Asking = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.asking = Asking(self.book)

    @cached_property
    def trials(self) -> dict[str, tuple[Trial, ...]]:
        """The examples of the rules as cases, made once."""
        return trials_of(self.book)

    def pytest_report_header(self) -> str:
        """Say which rulebook is tested."""
        parts = (("laws", self.laws), ("claims", self.verify), ("rule coverage", self.coverage))
        asked = [name for name, wanted in parts if wanted]
        more = f", with {' and '.join(asked)}" if asked else ""
        count = len(self.book.rules)
        rules = "1 rule" if count == 1 else f"{count} rules"
        return f"xixia-gov: {rules} of {self.book.id} in {self.folder}{more}"

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect a file of the rules folder that has rules in it."""
        source = self.files.get(file_path.resolve())
        if source is None:
            return None
        made: pytest.Collector = RuleFile.from_parent(parent, path=file_path, plugin=self, source=source)
        return made

    def written(self, source: Source) -> Iterator[Written]:
        """Yield the rules of a file."""
        listed = source.data.get("rules")
        many = isinstance(listed, list)
        for place, data in enumerate(listed if isinstance(listed, list) else [source.data]):
            versions = self.book.rules.get(str(data.get("id")), ())
            number = data.get("version", 1)
            for rule in versions:
                if rule.version == number:
                    yield Written(rule, source, ("rules", place) if many else ())

    def require_claims(self, task: Task) -> None:
        """Raise `LawBroken` with the claims of one task that fail."""
        failed = [claim for claim in self.asking(task).claims if claim.standing is Standing.FAILED]
        if failed:
            told = "\n".join(_told(claim) for claim in failed)
            raise LawBroken(told, law="its claims", rule=task.name, case=failed[0].witness)

    def require_coverage(self, rule: str) -> None:
        """Raise `LawBroken` with what the examples do not show of a rule."""
        found = coverage(self.book, self.trials, [rule])
        told = [f"{rule}: {mark_text(mark).en}" for one in found for mark in one.missing]
        if told:
            raise LawBroken("\n".join(told), law="its coverage", rule=rule)


def rules_plugin(config: pytest.Config) -> RulesPlugin:
    """Return the plugin for the rules folder that the options name; its folder is collected too.

    Raises `pytest.UsageError` where an option is wrong or the rulebook cannot be loaded.
    """
    here = config.invocation_params.dir
    folder, book, sources = named_rulebook(
        config.getoption("--xixia-rules"), config.getoption("--xixia-vocabulary"), here
    )
    files = {folder / source.name.removeprefix(f"{shown_folder(folder)}/"): source for source in sources}
    if not any(_covers(here / argument.partition("::")[0], folder) for argument in config.args):
        config.args.append(str(folder))
    laws, verify, covered = (
        config.getoption(name) for name in ("--xixia-laws", "--xixia-verify", "--xixia-coverage")
    )
    return RulesPlugin(book, folder, files, laws=laws, verify=verify, coverage=covered)


def _covers(path: Path, folder: Path) -> bool:
    """Whether collecting a path collects the rules folder, or the part of it that is wanted."""
    path = path.resolve()
    return path == folder or path in folder.parents or folder in path.parents


class RuleFile(pytest.File):
    """A rule file: a collector for each rule in it; the rulebook's own file has what rules claim together."""

    def __init__(self, *, plugin: RulesPlugin, source: Source, **more: Any) -> None:  # noqa: ANN401 - pytest's
        super().__init__(**more)
        self.plugin = plugin
        self.source = source

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield the rules."""
        for written in self.plugin.written(self.source):
            rule = written.rule
            name = rule.id if rule.version == 1 else f"{rule.id} version {rule.version}"
            yield RuleNode.from_parent(self, name=name, written=written)
        if self.path.name == _BOOK and self.plugin.verify:
            for task in tasks_of(self.plugin.book):
                if task.about is not About.RULE:
                    name = f"claims of {task.about.value} {task.name}".rstrip()
                    yield RuleItem.from_parent(self, name=name, run=self._claims(task), line=0)

    def _claims(self, task: Task) -> Callable[[], None]:
        return lambda: self.plugin.require_claims(task)


class RuleNode(pytest.Collector):
    """One rule: its examples, its laws, its claims."""

    def __init__(self, *, written: Written, **more: Any) -> None:  # noqa: ANN401 - pytest's
        super().__init__(**more)
        self.written = written

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each example, then for each law and for the claims, where they are wanted."""
        parent = self.parent
        assert isinstance(parent, RuleFile)  # noqa: S101 - nothing else makes one
        plugin, written, rule = parent.plugin, self.written, self.written.rule
        for place, example in enumerate(rule.examples):
            yield self._item(
                example.name, _example(plugin.book, rule, example), written.line("example", place)
            )
        if plugin.laws:
            for name, run in _laws(plugin.book, rule):
                yield self._item(f"law: {name}", run, written.line())
        if plugin.verify and rule is plugin.book.latest(rule.id):  # they are those of all its versions
            task = Task(About.RULE, rule.id)
            yield self._item("claims", lambda: plugin.require_claims(task), written.line())
        if plugin.coverage and rule is plugin.book.latest(rule.id):
            yield self._item("rule coverage", lambda: plugin.require_coverage(rule.id), written.line())

    def _item(self, name: str, run: Callable[[], None], line: int) -> pytest.Item:
        item: pytest.Item = RuleItem.from_parent(self, name=name, run=run, line=line)
        return item


class RuleItem(pytest.Item):
    """One test of a rule: something that is run and raises `LawBroken`, and the line it stands in."""

    def __init__(self, *, run: Callable[[], None], line: int, **more: Any) -> None:  # noqa: ANN401 - pytest's
        super().__init__(**more)
        self.run = run
        self.line = line

    def runtest(self) -> None:
        """Run it."""
        self.run()

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the rule file, the line from 0, and the name people know it by."""
        names = [node.name for node in self.listchain() if isinstance(node, RuleNode | RuleItem)]
        return self.path, self.line, ": ".join(names)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - pytest's
        """Return what is broken in sentences; a traceback only for a failure that is no law's."""
        if isinstance(excinfo.value, LawBroken):
            return f"{self.path}:{self.line + 1}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)


def _example(book: Rulebook, rule: Rule, example: Example) -> Callable[[], None]:
    def run() -> None:
        faults = list(example_faults(book, rule, example))
        if faults:
            raise LawBroken("\n".join(faults), law="its examples", rule=rule.id)

    return run


def _laws(book: Rulebook, rule: Rule) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield each law but the examples, by its name."""
    for name, law in FIXED_LAWS.items():
        if name != "examples":
            yield name, lambda law=law: law(book, rule)  # type: ignore[misc] # bound at once
    if find_spec("hypothesis") is None:
        yield "all that draw cases", lambda: _without_hypothesis(rule)
        return
    from xixia_gov.testing.laws import DRAWN_LAWS  # noqa: PLC0415 - needs Hypothesis

    for name, drawn in DRAWN_LAWS.items():
        yield name, lambda drawn=drawn: drawn(book, rule)  # type: ignore[misc] # bound at once


def _without_hypothesis(rule: Rule) -> None:
    raise LawBroken(_NO_HYPOTHESIS, law="all that draw cases", rule=rule.id)


def _told(claim: Claim) -> str:
    lines = [f"{claim.rule or 'the rulebook'}: {claim.text.en}"]
    return "\n  ".join(lines if claim.witness is None else [*lines, f"case: {show(claim.witness)}"])


__all__ = ["RuleFile", "RuleItem", "RuleNode", "RulesPlugin", "Written", "rules_plugin"]

"""A worked case is a case with the answer of one rule, derived by hand, kept outside the rule files."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from xixia_gov.analysis.examples import unmet, written
from xixia_gov.casefile.document import Document
from xixia_gov.casefile.read import case_from
from xixia_gov.engine.assess import assess
from xixia_gov.engine.decide import decide
from xixia_gov.engine.validate import case_problems
from xixia_gov.errors import InputError, Place, Problem, unknown_name
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.case import Case
from xixia_gov.model.determination import Determination, MatterRef
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Text

_NEEDED: Final = ("id", "rule", "case", "expect", "why")
_WHOLE: Final = ("group", "group_preferred", "conclusion", "total")
"""What an assessment says, and no single determination."""


@attrs.frozen
class WorkedCase:
    """A case, the rule that is asked, and what must come out; `data` is the case as it was written.

    `expect` may name what an example may, and of the assessment `group` (`group_preferred`: its sum
    under the preferred reading), `conclusion`, `total`, `assumed`.
    """

    id: str
    rule: str
    case: Case
    expect: Mapping[str, Any] = attrs.field(hash=False)
    why: str
    differs: bool = False

    @property
    def whole(self) -> bool:
        """Whether the answer of the one rule is not enough to judge it."""
        return any(key in _WHOLE for key in self.expect)


def worked_entries(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every `[[worked]]` of the TOML files of a folder with its file, unread.

    Raises `InputError` where a file is no TOML, or no file of worked cases.
    """
    for path in sorted(folder.glob("*.toml")):
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8")).get("worked")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise _wrong(str(path), Text(zh=f"不是 TOML: {error}", en=f"no TOML: {error}")) from None
        if not isinstance(entries, list):
            raise _wrong(str(path), Text(zh="没有“[[worked]]”", en="no [[worked]] in it"))
        for place, entry in enumerate(entries, 1):
            missing = [key for key in _NEEDED if key not in entry]
            if missing:
                name = entry.get("id", f"[[worked]] {place}")
                where, listed = f"{path}: {name}", ", ".join(missing)
                raise _wrong(where, Text(zh=f"缺少“{listed}”", en=f"{listed} is missing"))
            yield path, entry


def worked_case(book: Rulebook, entry: Mapping[str, Any]) -> WorkedCase:
    """Return a worked case from its entry; raises `InputError` where its rule or its case is none."""
    if entry["rule"] not in book.rules:
        raise _wrong(entry["id"], unknown_name(Text(zh="规则", en="rule"), entry["rule"], list(book.rules)))
    case = case_from(Document(entry["id"], entry["case"]), book, None, {})
    problems = tuple(case_problems(book, case, [entry["rule"]]))
    if problems:
        raise InputError(problems)
    return WorkedCase(entry["id"], entry["rule"], case, entry["expect"], entry["why"], "differs" in entry)


def read_worked(book: Rulebook, folder: Path) -> tuple[WorkedCase, ...]:
    """Return every worked case of a folder, file by file.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> read_worked(load_rulebook(), Path("src"))
    ()
    """
    return tuple(worked_case(book, entry) for _, entry in worked_entries(folder))


def worked_faults(book: Rulebook, worked: WorkedCase) -> Iterator[str]:
    """Yield one sentence for each expectation of a worked case that is not met."""
    one, assessment = _answered(book, worked)
    plain = {key: value for key, value in worked.expect.items() if key not in _OF_ASSESSMENT}
    wrong = list(unmet(one, plain))
    for key, wanted in worked.expect.items():
        if key in _OF_ASSESSMENT:
            found = _OF_ASSESSMENT[key](book, one, assessment)
            if found != wanted and not (key == "assumed" and set(wanted) <= set(found)):
                wrong.append((key, wanted, found))
    for key, wanted, found in wrong:
        yield f"{worked.id}: expects {key} = {wanted}, found {found} ({worked.why})"


def first_matter(book: Rulebook, rule: str, case: Case) -> int:
    """Return the place of the first matter of a case that a rule is about."""
    kind = book.latest(rule).matter
    return next(place for place, matter in enumerate(case.matters) if type(matter).__name__ == kind)


def _answered(book: Rulebook, worked: WorkedCase) -> tuple[Determination, Assessment | None]:
    if worked.whole:
        assessment = assess(book, worked.case)
        return next(one for one in assessment.determinations if one.rule == worked.rule), assessment
    place = first_matter(book, worked.rule, worked.case)
    matter = worked.case.matters[place]
    ref = MatterRef(type(matter).__name__, place, 1)
    return decide(book, worked.rule, worked.case, matter, ref).determination, None


def _group(_book: Rulebook, _one: Determination, assessment: Assessment | None) -> Any:  # noqa: ANN401
    found = [] if assessment is None else assessment.groups
    sums = [{"id": group.group, "amount": written(group.amount)} for group in found]
    return sums[0] if len(sums) == 1 else sums


def _group_preferred(_book: Rulebook, _one: Determination, assessment: Assessment | None) -> Any:  # noqa: ANN401
    found = [] if assessment is None else assessment.groups
    return [written(under.amount) for group in found for under in group.under if under.preferred]


def _conclusion(_book: Rulebook, _one: Determination, assessment: Assessment | None) -> Any:  # noqa: ANN401
    found = [] if assessment is None else assessment.conclusions
    said = ["not_barred" if one.outcome is None else one.outcome.value for one in found]
    return said[0] if len(said) == 1 else said


def _total(book: Rulebook, one: Determination, assessment: Assessment | None) -> Any:  # noqa: ANN401
    pays = book.latest(one.rule).payment
    if pays is None or assessment is None:
        return None
    mine = (pays.payee, pays.payer, one.strength)
    sums = [written(t.amount) for t in assessment.totals if (t.payee, t.payer, t.strength) == mine]
    return sums[0] if len(sums) == 1 else sums


_OF_ASSESSMENT: Final[dict[str, Callable[[Rulebook, Determination, Assessment | None], Any]]] = {
    "group": _group,
    "group_preferred": _group_preferred,
    "conclusion": _conclusion,
    "total": _total,
    "assumed": lambda _book, one, _assessment: [id_ for id_, _ in one.assumed],
}
"""How each key that a worked case may expect beyond an example's is read off an answer."""


def _wrong(where: str, message: Text) -> InputError:
    return InputError([Problem(message, Place(where))])


__all__ = ["WorkedCase", "first_matter", "read_worked", "worked_case", "worked_entries", "worked_faults"]

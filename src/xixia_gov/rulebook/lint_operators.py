"""A comparison is true to its text when its operator is the one the figure's phrase says: 以上 is `>=`.

The operator is judged as it is written, so a clause that excludes (60周岁以上的不予受理) is written with
`not (…)` around the phrase's own comparison. Where the text leaves open whether the figure itself is
inside, a clause or a table that compares both ways, by a reading, is right.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

import attrs

from xixia_gov.errors import Place, Problem
from xixia_gov.expression.functions import PERIOD_ENDS
from xixia_gov.expression.nodes import Call, Compare, Comparison, FigureRef, Node, walk
from xixia_gov.model.definition import Band, Table
from xixia_gov.model.figure import Figure
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.numerals import carries
from xixia_gov.text import Text

_BEFORE: Final = (
    (re.compile(r"(?:不|未)(?:得|能|可)?(?:超过|高于|多于|大于|超出)|至多|最多|最高|封顶"), Comparison.LE),
    (re.compile(r"不(?:得|能|可)?(?:低于|少于|小于)|至少|最少|最低"), Comparison.GE),
    (re.compile(r"[不未]足|[不未]满|[不未]到|未达"), Comparison.LT),
    (re.compile(r"超过|高于|多于|大于|超出"), Comparison.GT),
    (re.compile(r"低于|少于|小于"), Comparison.LT),
    (re.compile(r"满|达到"), Comparison.GE),
)
"""Words that stand before a number; the first that is found counts, so negated ones come first."""
_AFTER: Final = (
    (re.compile(r"以上[（(]?不含"), Comparison.GT),
    (re.compile(r"以下[（(]?不含"), Comparison.LT),
    (re.compile(r"以上"), Comparison.GE),
    (re.compile(r"以下|以内|之内|范围内|内"), Comparison.LE),
)
"""Words that stand after a number. The Civil Code counts the number itself into 以上, 以下 and 以内."""
_NUMBER: Final = re.compile(r"(?:百分之)?(?:[0-9][0-9,.]*[十百千万亿]*|[一二两三四五六七八九十百千半]+)")
_STOP: Final = re.compile(r"[，。；、,;:：]")
_MIRRORED: Final = {
    Comparison.GE: Comparison.LE,
    Comparison.LE: Comparison.GE,
    Comparison.GT: Comparison.LT,
    Comparison.LT: Comparison.GT,
}
_ADDING: Final = ("add_months", "add_days", "add_working_days")
_BOUNDS: Final = {"min": Comparison.LE, "max": Comparison.GE}
_ENDS: Final = {
    Comparison.GE: "least",
    Comparison.GT: "over",
    Comparison.LE: "most",
    Comparison.LT: "under",
}
"""The ends of a band by what they say."""


class _Way(enum.Enum):
    """How a figure bounds something."""

    COMPARED = "compared"
    CHOSEN = "chosen"
    BAND = "band"


@attrs.frozen
class _Use:
    """A figure beside which something is compared, or that ends a `min`, a `max` or a band of a table."""

    figure: str
    operator: Comparison
    way: _Way = _Way.COMPARED

    def shown(self) -> str:
        """Return the bound as rule files write it."""
        name = self.figure.rpartition("/")[2]
        match self.way:
            case _Way.COMPARED:
                return f"{self.operator.value} {name}"
            case _Way.CHOSEN:
                return f"{'max' if _side(self.operator) else 'min'}(…, {name})"
            case _Way.BAND:
                return f"{_ENDS[self.operator]} = {name}"


def operator_problems(book: Rulebook) -> Iterator[Problem]:
    """Yield each comparison that is not the one the phrase of its figure says.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> list(operator_problems(load_rulebook()))
    []
    """
    for key, nodes in _owners(book):
        yield from _problems(book, key, list(_uses(nodes)))
    for table in book.tables.values():
        yield from _problems(book, table.key, list(_ends(table)))


def _owners(book: Rulebook) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Yield the key of each clause, payment and definition with its expressions."""
    for versions in book.rules.values():
        for rule in versions:
            for condition in (*rule.conditions, *rule.check):
                yield condition.key, condition.nodes
            for exemption in rule.exemptions:
                yield exemption.by, (exemption.when,)
            if rule.payment is not None:
                sums = (rule.payment.least, rule.payment.most)
                yield rule.id, tuple(node for node in sums if node is not None)
    for definition in book.definitions.values():
        if definition.node is not None:
            yield definition.key, (definition.node,)


def _uses(nodes: Iterable[Node]) -> Iterator[_Use]:
    for node in (inner for outer in nodes for inner in walk(outer)):
        match node:
            case Compare(operator=operator, left=left, right=right) if operator in _MIRRORED:
                if (key := _figure(right)) is not None:
                    yield _Use(key, operator)
                elif (key := _figure(left)) is not None:
                    yield _Use(key, _MIRRORED[operator])
            case Call(function=("min" | "max") as name, arguments=parts):
                yield from (
                    _Use(part.key, _BOUNDS[name], _Way.CHOSEN)
                    for part in parts
                    if isinstance(part, FigureRef)
                )
            case _:
                pass


def _figure(node: Node) -> str | None:
    """Return the figure that a node is, or that is added to a day; an end of its period may be taken then."""
    match node:
        case FigureRef(key=key):
            return key
        case Call(function=name, arguments=(_, FigureRef(key=key))) if name in _ADDING:
            return key
        case Call(function=name, arguments=(day, _)) if name in PERIOD_ENDS:
            return _figure(day)
        case _:
            return None


def _ends(table: Table) -> Iterator[_Use]:
    for band in (cell for row in table.rows for cell in row.cells if isinstance(cell, Band)):
        for operator, name in _ENDS.items():
            end = getattr(band, name)
            if isinstance(end, FigureRef):
                yield _Use(end.key, operator, _Way.BAND)


def _problems(book: Rulebook, key: str, uses: list[_Use]) -> Iterator[Problem]:
    operators: dict[str, set[Comparison]] = {}
    for use in uses:
        operators.setdefault(use.figure, set()).add(use.operator)
    for use in dict.fromkeys(uses):
        figure = book.figures[use.figure]
        both_ways = {Comparison.GE, Comparison.GT}, {Comparison.LE, Comparison.LT}
        if any(both <= operators[use.figure] for both in both_ways):
            continue  # a reading decides
        for anchor, said in _said(figure):
            chosen = use.way is _Way.CHOSEN and _side(said) == _side(use.operator)
            if said is use.operator or chosen:
                continue
            yield Problem(_message(use, anchor, said), Place(field=key))


def _side(operator: Comparison) -> bool:
    return operator in {Comparison.GE, Comparison.GT}


def _message(use: _Use, anchor: str, said: Comparison) -> Text:
    meant, written = attrs.evolve(use, operator=said).shown(), use.shown()
    hint = Text(zh="", en="")
    if use.way is _Way.COMPARED:
        hint = Text(zh="; 若条文是排除, 请写 not (…)", en="; where the text excludes, write not (…)")
    return Text(
        zh=f"短语“{anchor}”的意思是 {meant}, 却写成 {written}{hint.zh}",
        en=f"the phrase “{anchor}” says {meant}, but {written} is written{hint.en}",
    )


def _said(figure: Figure) -> Iterator[tuple[str, Comparison]]:
    """Yield each phrase of a figure with the comparison it says, if it says one.

    Of a class the first is the best, so 以上 reaches down in number: nothing is said of it. Nor is of days.
    """
    if figure.assumed or figure.unit is None or figure.unit.name == "class":
        return
    for version in figure.versions:
        assert isinstance(version.value, Fraction)  # noqa: S101 - it has a unit
        in_yuan = ("yuan", 1) in figure.unit.powers
        value = version.value / 100 if in_yuan else version.value
        said = comparison_said(version.anchor, value, str(figure.unit))
        if said is not None:
            yield version.anchor, said


def comparison_said(phrase: str, value: Fraction, unit: str) -> Comparison | None:
    """Return the comparison that a phrase says of one of its numbers; None where it says none, or two.

    >>> [comparison_said("1000元以上、不超过5000元", Fraction(n), "yuan") for n in (1000, 5000)]
    [<Comparison.GE: '>='>, <Comparison.LE: '<='>]
    """
    text = "".join(unicodedata.normalize("NFKC", phrase).split())
    numbers = list(_NUMBER.finditer(text))
    found: set[Comparison] = set()
    for place, number in enumerate(numbers):
        begins = numbers[place - 1].end() if place else 0
        ends = numbers[place + 1].start() if place + 1 < len(numbers) else len(text)
        if not carries(text[number.start() : ends], value, unit):
            continue
        before = _STOP.split(text[begins : number.start()])[-1]
        after = _STOP.split(text[number.end() : ends])[0]
        found |= {one for one in (_first(_BEFORE, before), _first(_AFTER, after)) if one is not None}
    return found.pop() if len(found) == 1 else None


def _first(words: Iterable[tuple[re.Pattern[str], Comparison]], text: str) -> Comparison | None:
    return next((operator for word, operator in words if word.search(text)), None)


__all__ = ["comparison_said", "operator_problems"]

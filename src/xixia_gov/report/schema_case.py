"""The schema of a case file is the vocabulary itself: kinds, units, options, limits, and what a book adds.

It takes what the reader of cases takes. It cannot say that two facts contradict each other, or that a
whole number is written without a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xixia_gov.casefile.keys import MOST_UNITS
from xixia_gov.casefile.value import MOST_DIGITS
from xixia_gov.engine.findings import keys_of
from xixia_gov.expression.types import DateType, NumberType, TruthType
from xixia_gov.model.definition import Definition
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.money import Money
from xixia_gov.report.schema_types import DAY, Schema, document, or_null, ref, table
from xixia_gov.text import Lang, Text
from xixia_gov.units import RATIO, YUAN
from xixia_gov.vocabulary.base import Matter, Subject, Thing
from xixia_gov.vocabulary.facts import FactInfo, FactKind, facts_of

_TITLE: Final = Text(zh="西夏规则库的情形文件", en="A case file of xixia_gov")
_HOW: Final = Text(
    zh="一个情形, 或若干情形的列表; 日期写作 YYYY-MM-DD (TOML 中不加引号), 金额写作加引号的元。",
    en="One case, or a list of cases. A day is written YYYY-MM-DD (in TOML without quotes), "
    "money is text in yuan.",
)
_WORDS: Final = {
    "as_of": Text(zh="询问之日", en="the day of asking; the command line can give it instead"),
    "subject": Text(zh="主体: 谁来问", en="who asks"),
    "matters": Text(zh="事项: 问的是什么", en="what it is about"),
    "findings": Text(zh="认定: 对未定用语的判断", en="what is found of open terms"),
    "settle": Text(zh="读法取哪个选项", en="the option taken for a reading"),
    "suppose": Text(zh="假设推演: 代替算出的值", en="a what-if: what replaces a computed value"),
    "kind": Text(zh="种类", en="which kind"),
    "ref": Text(zh="自己的编号, 在结果中原样返回", en="your own number, given back in every result"),
    "units": Text(zh="相同的件数", en="how many equal units"),
    "own": Text(zh="规则文件自有的事实", en="facts that rule files declare"),
}
_MONEY: Final = rf"[0-9]{{1,{MOST_DIGITS}}}(\.[0-9]{{1,2}})?$"


def case_schema(book: Rulebook, lang: Lang) -> Schema:
    """Return the JSON Schema of a case file for a rulebook, its labels and questions in one language.

    >>> from xixia_gov.rulebook.load import load_rulebook
    >>> schema = case_schema(load_rulebook(), "en")
    >>> schema["$defs"]["matter.AppliancePurchase"]["properties"]["energy_class"]["type"]
    ['integer', 'null']
    """
    return _Maker(book, lang).whole()


class _Maker:
    """Makes the schema of one rulebook in one language, gathering definitions."""

    def __init__(self, book: Rulebook, lang: Lang) -> None:
        self.book = book
        self.lang = lang
        self.definitions: dict[str, Schema] = {}

    def whole(self) -> Schema:
        self.definitions["findings"] = self.findings()
        self.definitions["own"] = self.own()
        vocabulary = self.book.vocabulary
        parts = {
            "as_of": or_null(DAY),
            "subject": self.one_of_classes("subject", vocabulary.subjects),
            "matters": {
                "type": ["array", "null"],
                "items": self.one_of_classes("matter", vocabulary.matters),
            },
            "findings": ref("findings"),
            "settle": self.settle(),
            "suppose": self.suppose(),
        }
        self.definitions["case"] = table(self.described(parts), {"subject"})
        root = {
            "description": _HOW.in_(self.lang),
            "if": {"type": "array"},
            "then": {"items": ref("case"), "minItems": 1},
            "else": ref("case"),
        }
        return document("case/1", _TITLE.in_(self.lang), root, self.definitions)

    def described(self, parts: dict[str, Schema]) -> dict[str, Schema]:
        return {key: {"description": _WORDS[key].in_(self.lang), **part} for key, part in parts.items()}

    def one_of_classes(self, role: str, classes: Sequence[type[Subject | Matter]]) -> Schema:
        """Return the schema of a thing whose `kind` says which class it is of."""
        kinds = {word: cls for cls in classes for word in _called(cls)}
        cases = []
        for cls in classes:
            name = f"{role}.{cls.__name__}"
            words = [word for word, called in kinds.items() if called is cls]
            self.thing(name, cls, {"kind": {"enum": words}, **(_MATTER if role == "matter" else {})})
            cases.append({"if": {"properties": {"kind": {"enum": words}}}, "then": ref(name)})
        return {
            "type": "object",
            "properties": {"kind": {"enum": list(kinds)}},
            "required": ["kind"],
            "allOf": cases,
        }

    def thing(self, name: str, cls: type[Thing], other: dict[str, Schema] | None = None) -> Schema:
        """Define a thing with its facts, each by its name and by its Chinese label."""
        if name not in self.definitions:
            self.definitions[name] = {}  # a thing may hold its like
            facts = {fact.name: fact.info for fact in facts_of(cls)}
            parts = self.described(other or {})
            parts |= {key: self.fact(info) for key, info in facts.items()}
            for key, info in facts.items():
                parts.setdefault(info.label.zh, ref(f"{name}/properties/{key}"))
            self.definitions[name] = table(
                parts, {"kind"} if "kind" in parts else frozenset(), title=cls.LABEL.in_(self.lang)
            )
        return ref(name)

    def fact(self, info: FactInfo) -> Schema:
        schema: Schema = {"title": info.label.in_(self.lang), "description": info.ask.in_(self.lang)}
        schema |= self.value(info)
        if info.kind in (FactKind.NUMBER, FactKind.MONEY) and info.unit != RATIO:
            schema["x-unit"] = {"id": str(info.unit), "label": info.unit.label.in_(self.lang)}
        if info.options:
            schema["x-options"] = {one.id: one.label.in_(self.lang) for one in info.options}
        if info.sensible is not None:
            money = info.kind is FactKind.MONEY
            schema["x-sensible"] = [str(Money(end)) if money else end for end in info.sensible]
        if info.exists_if is not None:
            schema["x-exists-if"] = str(info.exists_if)
        return schema

    def value(self, info: FactInfo) -> Schema:
        """Return what the value of a fact may be; null, like leaving it out, is not known."""
        match info.kind:
            case FactKind.TRUTH:
                return {"type": ["boolean", "null"]}
            case FactKind.NUMBER:
                largest = 10**MOST_DIGITS - 1
                least = -largest if info.least is None else info.least
                most = largest if info.most is None else info.most
                return {"type": ["integer", "null"], "minimum": least, "maximum": most}
            case FactKind.MONEY:
                sign = "^" if info.least is not None and info.least >= 0 else "^-?"
                return {"type": ["string", "null"], "pattern": sign + _MONEY, **_limits(info)}
            case FactKind.DATE:
                return or_null(DAY)
            case FactKind.ONE_OF:
                return {"enum": [*_options(info), None]}
            case FactKind.MANY_OF:
                known = {"enum": _options(info)}
                said = {"propertyNames": known, "additionalProperties": {"type": ["boolean", "null"]}}
                return {
                    "anyOf": [
                        {"type": "array", "items": known},
                        {"type": "object", **said},
                        {"type": "null"},
                    ]
                }
            case FactKind.CODE:
                return {"type": ["string", "null"]}
            case FactKind.LIST | FactKind.RELATION:
                return self.things(info)

    def things(self, info: FactInfo) -> Schema:
        assert info.element is not None  # noqa: S101 - a list and a relation always name their things
        one = self.thing(info.element.__name__, info.element)
        if info.kind is FactKind.LIST:
            return {"type": ["array", "null"], "items": one}
        return or_null(one)

    def findings(self) -> Schema:
        """Return which open terms a case may find true or false."""
        keys = {
            key
            for versions in self.book.rules.values()
            for rule in versions
            for key in keys_of(self.book, rule)
        }
        return _null_or_table({key: {"type": ["boolean", "null"]} for key in sorted(keys)})

    def settle(self) -> Schema:
        parts: dict[str, Schema] = {}
        for id_, reading in sorted(self.book.readings.items()):
            parts[id_] = {
                "title": reading.question.in_(self.lang),
                "enum": [*reading.options, None],
                "x-options": {key: text.in_(self.lang) for key, text in reading.options.items()},
            }
        return _null_or_table(parts)

    def suppose(self) -> Schema:
        parts = {}
        for key, definition in sorted(self.book.definitions.items()):
            info = _supposed(definition)
            if info is not None:
                parts[key] = {"title": definition.label.in_(self.lang), **self.value(info)}
        return _null_or_table(parts)

    def own(self) -> Schema:
        facts = {path.removeprefix("own."): i for path, i in self.book.facts.items() if path[:4] == "own."}
        return _null_or_table({name: self.fact(info) for name, info in sorted(facts.items())})


_MATTER: Final[dict[str, Schema]] = {
    "ref": {"type": ["string", "null"]},
    "units": {"type": ["integer", "null"], "minimum": 1, "maximum": MOST_UNITS},
    "findings": ref("findings"),
    "own": ref("own"),
}


def _null_or_table(parts: dict[str, Schema]) -> Schema:
    return {**table(parts), "type": ["object", "null"]}


def _called(cls: type[Subject | Matter]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((cls.__name__, cls.LABEL.zh, cls.LABEL.en, *cls.WORDS)))


def _options(info: FactInfo) -> list[str]:
    """Return every word an option may be written by: its id, its labels, everyday words."""
    words = [word for one in info.options for word in (one.id, one.label.zh, one.label.en, *one.words)]
    return list(dict.fromkeys(words))


def _limits(info: FactInfo) -> Schema:
    """Return the ends of a sum's domain, which no keyword for text can check."""
    ends = {"x-least": info.least, "x-most": info.most}
    return {key: str(Money(fen)) for key, fen in ends.items() if fen is not None}


def _supposed(definition: Definition) -> FactInfo | None:
    """Return the kind of fact whose values a definition can be supposed to have, None for none."""
    if definition.over is not None:
        return None
    match definition.type:
        case TruthType():
            return FactInfo(FactKind.TRUTH, definition.label, definition.label)
        case NumberType(unit=unit) if unit == YUAN:
            return FactInfo(FactKind.MONEY, definition.label, definition.label, unit=YUAN)
        case NumberType():
            return FactInfo(FactKind.NUMBER, definition.label, definition.label)
        case DateType():
            return FactInfo(FactKind.DATE, definition.label, definition.label)
        case _:
            return None


__all__ = ["case_schema"]

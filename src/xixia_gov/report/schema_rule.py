"""The schema of rule files is read off the entries the loader reads them into, and the words it allows.

It takes every file the loader takes, and leaves to the loader what expressions, names and anchors mean.
"""

from __future__ import annotations

import enum
from typing import Any, Final

from xixia_gov.model.condition import Strength
from xixia_gov.model.determination import Check, Force, Outcome
from xixia_gov.model.rule import Kind, Rounding
from xixia_gov.report.schema_types import Reader, Schema, document, table
from xixia_gov.rulebook import schema as entries
from xixia_gov.rulebook.conflicts import Carried, ConflictEntry, ConflictsEntry, Sort
from xixia_gov.rulebook.expectations import STATES
from xixia_gov.rulebook.payments import EVERY, PER
from xixia_gov.rulebook.register_entries import LONGEST_QUOTE, Disposition, ProvisionRow, RegisterEntry
from xixia_gov.text import Lang, Text
from xixia_gov.unknown import CauseKind
from xixia_gov.vocabulary.facts import FactKind
from xixia_gov.vocabulary.vocabulary import Vocabulary

FILES: Final[dict[type, Text]] = {
    entries.RuleEntry: Text(zh="一条规则", en="one rule"),
    entries.FamilyEntry: Text(zh="一组规则", en="a family of rules"),
    entries.DefinitionsEntry: Text(zh="共用的定义 (definitions/)", en="shared definitions (definitions/)"),
    entries.ReadingsEntry: Text(zh="共用的读法 (readings/)", en="shared readings (readings/)"),
    entries.InstrumentEntry: Text(zh="一份文件 (instruments/)", en="an instrument (instruments/)"),
    entries.BookEntry: Text(zh="规则库 (rulebook.toml)", en="the rulebook (rulebook.toml)"),
    RegisterEntry: Text(zh="条文登记 (provisions.toml)", en="the register of provisions (provisions.toml)"),
    ConflictsEntry: Text(zh="条文冲突 (conflicts.toml)", en="conflicts between provisions (conflicts.toml)"),
}
"""What a file of a rules folder may hold."""

_TITLE: Final = Text(zh="西夏规则库的规则文件", en="A rule file of xixia_gov")
_TEXT: Final[Schema] = {"type": "string"}
_TEXTS: Final[Schema] = {"type": "array", "items": _TEXT}
_SUM: Final[Schema] = {
    "type": "array",
    "prefixItems": [{"type": "string"}, {"type": "string"}],
    "minItems": 2,
    "maxItems": 2,
}


def _words(kind: type[enum.Enum], *without: enum.Enum) -> Schema:
    return {"enum": [one.value for one in kind if one not in without]}


_CAUSES: Final = _words(CauseKind, CauseKind.CASE)
_STRENGTH: Final = _words(Strength)
_OUTCOME: Final = _words(Outcome)

_EXPECT: Final = table(
    {
        "outcome": _OUTCOME,
        "force": _words(Force),
        "strength": _STRENGTH,
        "amount": _SUM,
        "if_eligible": _SUM,
        "missing": _TEXTS,
        "failed": _TEXTS,
        "readings": _TEXTS,
        "check": _words(Check),
        "referred": {"type": "boolean"},
        "preferred": table(
            {
                "outcome": _OUTCOME,
                "amount": _SUM,
                "settings": {"type": "object", "additionalProperties": _TEXT},
            }
        ),
        "due": _SUM,
        "gives": {"type": "object", "additionalProperties": _TEXTS},
        "steps": table(dict.fromkeys(STATES, _TEXTS)),
    }
)
_BAND: Final = table(dict.fromkeys(("least", "over", "most", "under"), _TEXT), minProperties=1)
_ROW: Final[Schema] = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "at": _TEXT,
        "when": {
            "type": "object",
            "additionalProperties": {"anyOf": [_TEXT, _TEXTS, {"type": "boolean"}, _BAND]},
        },
    },
    "required": ["id"],
    "additionalProperties": {"type": "string", "description": "what the table gives: an expression"},
}

_FIELDS: Final[dict[tuple[type, str], Schema]] = {
    (entries.SharedEntry, "kind"): _words(Kind),
    (entries.SharedEntry, "strength"): _STRENGTH,
    (entries.RuleEntry, "version"): {"type": "integer", "minimum": 1},
    (entries.ConditionEntry, "strength"): _STRENGTH,
    (entries.OpenEntry, "cause"): _CAUSES,
    (entries.TermEntry, "open"): _CAUSES,
    (entries.FactEntry, "kind"): _words(FactKind, FactKind.LIST, FactKind.RELATION),
    (entries.TableEntry, "hit"): {"const": "unique"},
    (entries.TableEntry, "row"): {"type": "array", "items": _ROW, "minItems": 1},
    (entries.OverlapEntry, "rows"): {**_TEXTS, "minItems": 2, "maxItems": 2},
    (entries.RoundEntry, "to"): {"const": "fen"},
    (entries.RoundEntry, "mode"): _words(Rounding),
    (entries.PaysEntry, "per"): {"enum": list(PER)},
    (entries.PaysEntry, "every"): {"enum": list(EVERY)},
    (entries.ExceptionEntry, "outcome"): _OUTCOME,
    (entries.InstrumentEntry, "text"): {"enum": ["held", "unheld"]},
    (entries.ExampleEntry, "expect"): _EXPECT,
    (ConflictEntry, "sort"): _words(Sort),
    (ConflictEntry, "carried"): _words(Carried),
    (ProvisionRow, "disposition"): _words(Disposition),
    (ProvisionRow, "quote"): {"type": "string", "minLength": 1, "maxLength": LONGEST_QUOTE},
}
"""The words the loader allows where the type of a field says only that it is text."""


def _exactly_one(*names: str) -> Schema:
    return {"oneOf": [{"required": [name]} for name in names]}


_MORE: Final[dict[type, Schema]] = {
    entries.ConditionEntry: _exactly_one("when", "any_of", "judged_by", "refers_to", "undefined"),
    entries.OutputEntry: _exactly_one("is", "one_of"),
    entries.ReadingEntry: _exactly_one("preferred", "settled"),
    entries.FigureEntry: _exactly_one("value", "values"),
}
_OF_A_RULE: Final = ("kind", "subject", "matter", "cite", "in_force")
"""What a rule that is alone in its file has to say itself."""


def rule_schema(vocabulary: Vocabulary, lang: Lang) -> Schema:
    """Return the JSON Schema of the files of a rules folder, for rules over a vocabulary.

    >>> from xixia_gov.vocabulary.xixia import XIXIA
    >>> [one["title"] for one in rule_schema(XIXIA, "en")["anyOf"]][:2]
    ['one rule', 'a family of rules']
    """
    subject: Schema = {"enum": [cls.__name__ for cls in vocabulary.subjects]}
    about: dict[tuple[type, str], Schema] = {
        (entries.SharedEntry, "subject"): {
            "anyOf": [subject, {"type": "array", "items": subject, "minItems": 1}]
        },
        (entries.SharedEntry, "matter"): {"enum": [cls.__name__ for cls in vocabulary.matters]},
    }
    scalar: dict[Any, Schema] = {entries.Scalar: {"type": ["integer", "string"]}}
    reader = Reader(written=False, special=scalar, fields={**_FIELDS, **about}, more=_MORE)
    files = []
    for cls, title in FILES.items():
        alone = {"required": list(_OF_A_RULE)} if cls is entries.RuleEntry else {}
        files.append({"title": title.in_(lang), **reader.read(cls), **alone})
    return document("rule/1", _TITLE.in_(lang), {"anyOf": files}, reader.definitions)


__all__ = ["FILES", "rule_schema"]

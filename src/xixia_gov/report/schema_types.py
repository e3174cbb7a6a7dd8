"""A JSON Schema is read off types: attrs classes become definitions, everything else a few keywords."""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs

from xixia_gov.lazy import Lazy

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema as plain dicts and lists."""

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
DAY: Final[Schema] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
"""A calendar day, YYYY-MM-DD."""


def document(name: str, title: str, root: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Return a whole schema; `name` ends its id.

    >>> document("x/1", "an x", {"type": "null"}, {})["$id"]
    'urn:xixia-gov:x:1'
    """
    return {
        "$schema": DRAFT,
        "$id": f"urn:xixia-gov:{name.replace('/', ':')}",
        "title": title,
        **root,
        "$defs": {key: definitions[key] for key in sorted(definitions)},
    }


def ref(name: str) -> Schema:
    """Return a reference to a definition.

    >>> ref("Text")
    {'$ref': '#/$defs/Text'}
    """
    return {"$ref": f"#/$defs/{name}"}


def table(
    properties: Mapping[str, Schema],
    required: AbstractSet[str] = frozenset(),
    **more: Any,  # noqa: ANN401 - further keywords
) -> Schema:
    """Return the schema of an object with these keys and no others.

    >>> table({"a": {}}, {"a"})["additionalProperties"]
    False
    """
    schema: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    if required:
        schema["required"] = sorted(required)
    return {**schema, **more}


def or_null(schema: Schema) -> Schema:
    """Return a schema that null fits too.

    >>> or_null({"type": "string"})
    {'type': ['string', 'null']}
    """
    kind = schema.get("type")
    if isinstance(kind, str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


@attrs.frozen
class Reader:
    """Reads types and gathers the definitions of the attrs classes among them.

    `special` gives the schema of a type that is not written as its class says; `fields` of single
    fields, by class and name. With `written` every field is there and what is empty is null, as
    results are written; without it a field with a default may be left out and none is null, as TOML
    is read.
    """

    written: bool
    special: Mapping[Any, Schema] = attrs.field(factory=dict)
    fields: Mapping[tuple[type, str], Schema] = attrs.field(factory=dict)
    more: Mapping[type, Schema] = attrs.field(factory=dict)
    definitions: dict[str, Schema] = attrs.field(factory=dict)

    def read(self, kind: Any) -> Schema:  # noqa: ANN401 - any type
        """Return the schema of a type.

        >>> Reader(written=True).read(tuple[int, ...])
        {'type': 'array', 'items': {'type': 'integer'}}
        """
        if kind in self.special:
            return self.special[kind]
        origin, arguments = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return self._union(arguments)
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is Lazy:
            return self.read(arguments[0])
        if origin in (list, tuple):
            return {"type": "array", "items": self.read(arguments[0])}
        if origin is not None and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.read(arguments[1])}
        if attrs.has(kind):
            return self._class(kind)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return {"enum": [one.value for one in kind]}
        return _PLAIN[kind]

    def properties(self, cls: type) -> dict[str, Schema]:
        """Return the schema of each field of a class by its name in JSON."""
        hints = get_type_hints(cls)
        found = {}
        for field in attrs.fields(cls):
            known = self._known(cls, field.name)
            found[field.name.rstrip("_")] = self.read(hints[field.name]) if known is None else known
        return found

    def _known(self, cls: type, name: str) -> Schema | None:
        return next((self.fields[one, name] for one in cls.__mro__ if (one, name) in self.fields), None)

    def _union(self, arguments: tuple[Any, ...]) -> Schema:
        some = [self.read(one) for one in arguments if one is not types.NoneType]
        schema = some[0] if len(some) == 1 else {"anyOf": some}
        return or_null(schema) if self.written and types.NoneType in arguments else schema

    def _class(self, cls: type) -> Schema:
        name = cls.__name__.removesuffix("Entry")
        if name not in self.definitions:
            self.definitions[name] = {}  # a class may hold its like
            properties = self.properties(cls)
            required = set(properties)
            if not self.written:
                required = {
                    field.name.rstrip("_") for field in attrs.fields(cls) if field.default is attrs.NOTHING
                }
            self.definitions[name] = table(properties, required, **self.more.get(cls, {}))
        return ref(name)


_PLAIN: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    dt.date: DAY,
    Any: {},
}

__all__ = ["DAY", "DRAFT", "Reader", "Schema", "document", "or_null", "ref", "table"]

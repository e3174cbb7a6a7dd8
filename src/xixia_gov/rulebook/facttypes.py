"""The type an expression gives to each kind of fact, and the names a vocabulary brings along."""

from __future__ import annotations

from xixia_gov.expression.nodes import FactRef
from xixia_gov.expression.scope import Symbol
from xixia_gov.expression.types import (
    ChoiceType,
    CodeType,
    DateType,
    FlagsType,
    ItemsType,
    NumberType,
    TruthType,
    Type,
    WrongType,
)
from xixia_gov.vocabulary.facts import FactInfo, FactKind
from xixia_gov.vocabulary.vocabulary import Vocabulary, paths_of


def type_of_fact(info: FactInfo) -> Type:
    """Return the type of a fact in expressions."""
    match info.kind:
        case FactKind.TRUTH:
            return TruthType()
        case FactKind.NUMBER | FactKind.MONEY:
            return NumberType(info.unit, nonzero=info.least is not None and info.least > 0)
        case FactKind.DATE:
            return DateType()
        case FactKind.ONE_OF:
            return ChoiceType(info.option_ids, info.ordered)
        case FactKind.MANY_OF:
            return FlagsType(info.option_ids)
        case FactKind.CODE:
            return CodeType()
        case FactKind.LIST if info.element is not None:
            return ItemsType(info.element.ROOT)
        case _:
            return WrongType()


def vocabulary_names(
    vocabulary: Vocabulary,
) -> tuple[dict[str, Symbol], dict[str, dict[str, Symbol]]]:
    """Return the names every expression may use, and those of list elements by their root."""
    names: dict[str, Symbol] = {"as_of": Symbol(FactRef("as_of"), DateType())}
    elements: dict[str, dict[str, Symbol]] = {}
    lists = {
        info.element.ROOT
        for info in vocabulary.facts().values()
        if info.kind is FactKind.LIST and info.element is not None
    }
    for cls in (*vocabulary.subjects, *vocabulary.matters):
        for path, fact in paths_of(cls):
            root = path.partition(".")[0]
            gate = fact.info.exists_if
            opened = None if gate is None else f"{root}.{gate}"
            symbol = Symbol(FactRef(path), type_of_fact(fact.info), opened)
            if root in lists:
                elements.setdefault(root, {})[path] = symbol
            else:
                names[path] = symbol
    return names, elements

"""Aggregates over lists in generated code: a function for one element, and what all of them come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xixia_gov.engine.compiled import numbers, runtime
from xixia_gov.engine.compiled.terms import End, Term, TruthTerm, union
from xixia_gov.expression.nodes import Call, DefinitionRef, FactRef
from xixia_gov.model.definition import Definition

if TYPE_CHECKING:
    from xixia_gov.engine.compiled.lower import Lowering


def aggregate(lowering: Lowering, node: Call) -> Term:
    """Return an aggregate: how many elements, what they add up to, whether some or all are so."""
    argument = node.arguments[0]
    definition = None
    if isinstance(argument, FactRef):
        path = argument.path
    else:
        assert isinstance(argument, DefinitionRef)  # noqa: S101 - the checker saw to it
        definition = lowering.book.definitions[argument.key]
        assert definition.over is not None  # noqa: S101
        path = definition.over
    writer = lowering.writer
    listed = lowering.facts.raw(path)
    complete = lowering.facts.raw(f"{path}_complete")
    # Once it is said that something is missing from the list, the list itself is what to ask for.
    listing, stating = lowering.causes.asked(path), lowering.causes.asked(f"{path}_complete")
    more = writer.let(f"0 if {complete} is True else {listing} if {complete} is False else {stating}", "k")
    if definition is None or node.function == "count":
        most = End(f"(len({listed}) if {complete} is True else None)", null=True)
        return numbers.settle(writer, End(f"len({listed})"), most, 1, more)
    return _over(lowering, node.function, definition, (listed, complete, more))


def _over(lowering: Lowering, name: str, definition: Definition, at: tuple[str, str, str]) -> Term:
    writer = lowering.writer
    listed, complete, more = at
    each, den = _each(lowering, definition)
    found = writer.let(f"[{each}(one) for one in {listed}]")
    asked = writer.let(f"{writer.constant(runtime.gathered, 'R')}({found}, {more})", "k")
    if name in ("some", "every"):
        function = writer.constant(runtime.some if name == "some" else runtime.every, "R")
        return numbers.three(writer, f"{function}({found}, {complete})", asked)
    arguments = f"{found}, {complete}"
    if name == "total":
        element = lowering.book.facts[str(definition.over)].element
        assert element is not None  # noqa: S101 - a list says what its elements are
        blank: Any = element
        arguments += f", {each}({writer.constant(blank(), 'E')})"
    function = writer.constant(
        {"total": runtime.total, "least": runtime.least, "most": runtime.most}[name], "R"
    )
    pair = writer.let(f"{function}({arguments})")
    ends = (End(f"{pair}[0]", null=True), End(f"{pair}[1]", null=True))
    return numbers.settle(writer, *ends, den, union(asked))


def _each(lowering: Lowering, definition: Definition) -> tuple[str, int]:
    """Write the function for one element; return its name and the denominator of what it gives."""
    import attrs  # noqa: PLC0415

    writer = lowering.writer
    element = lowering.book.facts[str(definition.over)].element
    assert element is not None  # noqa: S101 - a list says what its elements are
    assert definition.node is not None  # noqa: S101 - only an expression is read over a list
    name = writer.fresh("each")
    writer.line(f"def {name}(element):")
    inner = writer.inner()
    inside = attrs.evolve(lowering, writer=inner, facts=lowering.facts.inside(inner, element))
    term = inside.term(definition.node)
    den = 1
    if isinstance(term, TruthTerm):
        inner.line(f"return {term.text}, {term.causes}")
    else:
        assert not hasattr(term, "text")  # noqa: S101 - the checker lets only truths and numbers get here
        den = term.den
        inner.line(f"return {term.least.text}, {term.most.text}, {term.causes}")
    writer.lines.extend(inner.lines)
    return name, den

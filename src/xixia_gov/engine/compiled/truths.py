"""Truths in generated code: strong Kleene logic, in two values wherever a truth is certainly settled."""

from __future__ import annotations

from collections.abc import Sequence

from xixia_gov.engine.compiled.numbers import three
from xixia_gov.engine.compiled.terms import FALSE, TRUE, TruthTerm, union
from xixia_gov.engine.compiled.writer import Writer


def negation(writer: Writer, part: TruthTerm) -> TruthTerm:
    """Return the opposite."""
    if part in (TRUE, FALSE):
        return FALSE if part == TRUE else TRUE
    if part.text == "None":
        return part
    if not part.open:
        return TruthTerm(f"(not {part.text})")
    name = writer.let(part.text, "t")
    return three(writer, f"(None if {name} is None else not {name})", part.causes)


def all_of(writer: Writer, parts: Sequence[TruthTerm]) -> TruthTerm:
    """Return whether all parts hold."""
    return _together(writer, parts, ends="False")


def any_of(writer: Writer, parts: Sequence[TruthTerm]) -> TruthTerm:
    """Return whether at least one part holds."""
    return _together(writer, parts, ends="True")


def _together(writer: Writer, parts: Sequence[TruthTerm], *, ends: str) -> TruthTerm:
    """Return parts of which one that is `ends` decides; otherwise an open one leaves it open."""
    other = "True" if ends == "False" else "False"
    left = [part for part in dict.fromkeys(parts) if part.text != other]
    if not left:
        return TRUE if other == "True" else FALSE
    if any(part.text == ends for part in left):
        return FALSE if ends == "False" else TRUE
    if len(left) == 1:
        return left[0]
    word = " and " if ends == "False" else " or "
    if not any(part.open for part in left):
        return TruthTerm(f"({word.join(part.text for part in left)})")
    named = [(writer.let(part.text, "t"), part.open) for part in left]
    negative = "not " if ends == "False" else ""
    decides = " or ".join(
        f"{name} is {ends}" if open_ else f"{negative}{name}" for name, open_ in named if name != "None"
    )
    waits = " or ".join(f"{name} is None" for name, open_ in named if open_ and name != "None")
    rest = "None" if any(name == "None" for name, _ in named) else f"(None if {waits} else {other})"
    text = f"({ends} if {decides} else {rest})" if decides else rest
    return three(writer, text, union(*(part.causes for part in left)))


def choose(writer: Writer, test: TruthTerm, then: TruthTerm, other: TruthTerm) -> TruthTerm:
    """Return one truth or the other, or what both allow while the test is open."""
    if then == other:
        return then
    if not test.open:
        text = f"({then.text} if {test.text} else {other.text})"
        if not then.open and not other.open:
            return TruthTerm(text)
        return three(writer, text, union(then.causes, other.causes))
    name = writer.let(test.text, "t")
    one, two = writer.let(then.text, "t"), writer.let(other.text, "t")
    both = f"({one} if {one} is {two} else None)"
    text = f"({one} if {name} is True else {two} if {name} is False else {both})"
    return three(writer, text, causes_of_choice(name, test.causes, then.causes, other.causes))


def causes_of_choice(test: str, asked: str, then: str, other: str) -> str:
    """Return the causes of a choice: those of the branches that can still be taken, and of the test."""
    branches = []
    if then != "0":
        branches.append(f"(0 if {test} is False else {then})")
    if other != "0":
        branches.append(f"(0 if {test} is True else {other})")
    return union(asked, *branches)

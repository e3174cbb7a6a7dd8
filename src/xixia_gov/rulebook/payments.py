"""Building what an entitlement pays: its sums, how often, and how they are rounded."""

from __future__ import annotations

from collections.abc import Iterator

from xixia_gov.errors import unknown_name
from xixia_gov.expression.nodes import FactRef, FigureRef, Literal, Node
from xixia_gov.expression.types import DateType, NumberType
from xixia_gov.model.reading import Reading
from xixia_gov.model.rule import Payment, Rounding
from xixia_gov.rulebook.figures import opening, rounding
from xixia_gov.rulebook.schema import PaysEntry, RuleEntry
from xixia_gov.rulebook.space import Space, maybe_text
from xixia_gov.text import Text
from xixia_gov.units import YUAN

EVERY = ("once", "month", "year")
PER = ("unit", "person", "household", "month", "year")


def payment_of(space: Space, entry: RuleEntry) -> tuple[Payment | None, Reading | None]:
    """Return what a rule pays, and the reading that says how the sum is rounded."""
    pays = entry.pays
    if pays is None:
        return None, None
    nodes = _sums(space, pays)
    if nodes is None:
        return None, None
    for field, allowed in (("per", PER), ("every", EVERY)):
        written = getattr(pays, field)
        if written is not None and written not in allowed:
            space.at(("pays", field), unknown_name(Text(zh="取值", en="value"), written, allowed))
    opened = None
    for field, left_open in (("open", pays.open), ("unprinted", pays.unprinted)):
        if left_open is not None:
            what = Text(zh="具体金额", en="the exact sum")
            opened = opening(space, ("pays", field), left_open, f"{entry.id}/amount", what)
    round_reading = None
    if pays.round is not None:
        modes = [mode.value for mode in Rounding]
        if pays.round.mode not in modes:
            message = unknown_name(Text(zh="取整方式", en="mode"), pays.round.mode, modes)
            space.at(("pays", "round", "mode"), message)
        if "rounding" in entry.readings:
            message = Text(
                zh="“rounding”是取整方式的读法, 请用另一个名称",
                en="'rounding' is the reading of how the sum is rounded; take another name",
            )
            space.at_key(("readings", "rounding"), message)
        if pays.round.to != "fen":
            space.at(
                ("pays", "round", "to"),
                unknown_name(Text(zh="单位", en="unit"), pays.round.to, ["fen"]),
            )
        round_reading = rounding(entry.id, pays.round.mode, assumed=pays.round.assumed)
    payment = Payment(
        least=nodes[0],
        most=nodes[1],
        opening=opened,
        per=pays.per,
        every=pays.every,
        payer=maybe_text(pays.by),
        payee=maybe_text(pays.to),
        rounding=round_reading.id if round_reading else None,
        never_over=_bound(space, "never_over", pays.never_over),
        never_under=_bound(space, "never_under", pays.never_under),
        grows_with=tuple(_growing(space, pays)),
    )
    return payment, round_reading


def _bound(space: Space, field: str, source: str | None) -> str | None:
    """Return the key of a figure of money that bounds a sum."""
    node = None if source is None else space.expression(("pays", field), source, NumberType(YUAN))
    if node is not None and not isinstance(node, FigureRef):
        message = Text(zh="应写一个数值项的名称", en="the name of one figure is wanted")
        space.at(("pays", field), message)
    return node.key if isinstance(node, FigureRef) else None


def _growing(space: Space, pays: PaysEntry) -> Iterator[str]:
    """Yield the facts with which a sum is said never to shrink."""
    for index, source in enumerate(pays.grows_with):
        checked = space.checked(("pays", "grows_with", index), source)
        if checked is None:
            continue
        if isinstance(checked.node, FactRef) and isinstance(checked.type, NumberType | DateType):
            yield checked.node.path
        else:
            message = Text(zh="应写一个数或日期的事实", en="a fact that is a number or a date is wanted")
            space.at(("pays", "grows_with", index), message)


def _sums(space: Space, pays: PaysEntry) -> tuple[Node, Node | None] | None:
    money = NumberType(YUAN)
    printed = (pays.amount, pays.least, pays.most, pays.open, pays.round)
    if pays.unprinted is not None:
        if printed == (None,) * len(printed):
            return Literal(0), None
    elif pays.amount is not None and pays.least is None and pays.most is None:
        amount = space.expression(("pays", "amount"), pays.amount, money)
        return None if amount is None else (amount, amount)
    elif pays.amount is None and pays.least is not None and pays.most is not None:
        least = space.expression(("pays", "least"), pays.least, money)
        most = space.expression(("pays", "most"), pays.most, money)
        return None if least is None or most is None else (least, most)
    space.at_key(
        ("pays",),
        Text(
            zh="pays 须有 amount, 或同时有 least 和 most, 或单有 unprinted (公报未印出金额)",
            en="`pays` has `amount`, or `least` and `most`, or `unprinted` alone (no sum is printed)",
        ),
    )
    return None


__all__ = ["EVERY", "PER", "payment_of"]

"""Conflicts and gaps of the instruments in one table: what collides where, and how the rules carry it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.grid import grid
from xixia_gov.report.speaker import Speaker
from xixia_gov.rulebook.conflicts import Carried, Conflict, Sort
from xixia_gov.text import Lang, Text

SCHEMA: Final = "xixia-gov/conflicts/1"
_SORTS: Final = {
    Sort.CONFLICT: Text(zh="冲突", en="conflict"),
    Sort.GAP: Text(zh="缺漏", en="gap"),
}
_CARRIED: Final = {
    Carried.READING: Text(zh="作为不同读法", en="as a reading"),
    Carried.ASSUMPTION: Text(zh="作为假定", en="as an assumption"),
    Carried.NOTE: Text(zh="在规则中说明", en="as a note on the rule"),
    Carried.NONE: Text(zh="不影响已编的规则", en="touches no rule that is encoded"),
}
_HEADS: Final = (
    Text(zh="种类", en="Sort"),
    Text(zh="哪里不一致或者没有写明", en="What collides or is missing"),
    Text(zh="条款", en="Provisions"),
    Text(zh="怎样处理", en="How it is carried"),
)


def conflicts_table(book: Rulebook, conflicts: Iterable[Conflict], lang: Lang, width: int = 110) -> str:
    """Return conflicts as a table of at most `width` cells, with how many there are."""
    speaker = Speaker(book, lang)
    listed = list(conflicts)
    rows = [_row(speaker, one) for one in listed]
    counts = [sum(one.sort is sort for one in listed) for sort in Sort]
    last = speaker.pick(
        f"共{counts[0]}处冲突，{counts[1]}处缺漏。", f"Conflicts: {counts[0]}. Gaps: {counts[1]}."
    )
    if not rows:
        return last
    return f"{grid([speaker.say(head) for head in _HEADS], rows, width)}\n{last}"


def _row(speaker: Speaker, one: Conflict) -> list[list[str]]:
    cites = [speaker.short_cites([cite]) for cite in one.between]
    by = [speaker.question(name) if name in speaker.book.readings else speaker.title(name) for name in one.by]
    return [
        [speaker.say(_SORTS[one.sort])],
        [speaker.say(one.text)],
        cites,
        [speaker.say(_CARRIED[one.carried]), *by],
    ]


def conflicts_json(book: Rulebook, conflicts: Iterable[Conflict]) -> dict[str, Any]:
    """Return conflicts as plain dicts ready for `json.dumps`."""
    return {
        "schema": SCHEMA,
        "rulebook": {"id": book.id, "known_through": book.known_through.isoformat()},
        "conflicts": [
            {
                "id": one.id,
                "sort": one.sort.value,
                "text": {"zh": one.text.zh, "en": one.text.en},
                "between": [{"instrument": cite.instrument, "at": cite.at} for cite in one.between],
                "carried": one.carried.value,
                "by": list(one.by),
            }
            for one in conflicts
        ],
    }


__all__ = ["conflicts_json", "conflicts_table"]

"""Coverage counts, for each instrument, what became of its provisions."""

from __future__ import annotations

from typing import Any, Final

from tabulate import tabulate

from xixia_gov.report.wrap import wrap
from xixia_gov.rulebook.register_entries import Disposition
from xixia_gov.rulebook.registers import Provision, Register, Registered, coverage
from xixia_gov.text import Lang, Text

SCHEMA: Final = "xixia-gov/coverage/1"

DISPOSITIONS: Final = {
    Disposition.ENCODED: Text(zh="已编为规则", en="encoded"),
    Disposition.DEFINITION: Text(zh="定义", en="definition"),
    Disposition.REFERRED: Text(zh="由其他文件规定", en="referred"),
    Disposition.SOFT: Text(zh="鼓励性", en="soft"),
    Disposition.NOT_DECIDABLE: Text(zh="无法判定", en="not decidable"),
    Disposition.LATER: Text(zh="待编", en="later"),
}
_INSTRUMENT: Final = Text(zh="文件", en="Instrument")
_TOTAL: Final = Text(zh="合计", en="total")
_HEAD_WIDTH: Final = 10
_COUNTS_WIDTH: Final = 72
_NARROWEST: Final = 24


def coverage_table(register: Register, lang: Lang, width: int = 110) -> str:
    """Return one line of counts for each instrument, and the totals; `width` is in terminal cells."""
    room = max(width - _COUNTS_WIDTH, _NARROWEST)
    found = coverage(register)
    heads = [_INSTRUMENT, *DISPOSITIONS.values(), _TOTAL]
    body = [
        [_name(one.instrument, lang, room), *(str(one.counts[kind]) for kind in DISPOSITIONS), str(one.total)]
        for one in found
    ]
    sums = [str(sum(one.counts[kind] for one in found)) for kind in DISPOSITIONS]
    body.append([_TOTAL.in_(lang), *sums, str(sum(one.total for one in found))])
    return tabulate(
        body,
        headers=["\n".join(wrap(head.in_(lang), _HEAD_WIDTH)) for head in heads],
        tablefmt="simple",
        colalign=["left", *["right"] * (len(heads) - 1)],
        disable_numparse=True,
    )


def _name(instrument: Registered, lang: Lang, room: int) -> str:
    # The number is a name, the same in both languages; in English it is quoted as one.
    number = instrument.number or ""
    shown = f"“{number}”" if number and lang == "en" else number
    return "\n".join([*wrap(instrument.title.in_(lang), room), *wrap(shown, room)]).rstrip("\n")


def coverage_json(register: Register) -> dict[str, Any]:
    """Return the counts by instrument and the provisions, as plain dicts ready for `json.dumps`."""
    found = coverage(register)
    return {
        "schema": SCHEMA,
        "instruments": [
            {
                "id": one.instrument.id,
                "number": one.instrument.number,
                "title": {"zh": one.instrument.title.zh, "en": one.instrument.title.en},
                "counts": {kind.value: one.counts[kind] for kind in DISPOSITIONS},
                "total": one.total,
            }
            for one in found
        ],
        "counts": {kind.value: sum(one.counts[kind] for one in found) for kind in DISPOSITIONS},
        "total": sum(one.total for one in found),
        "provisions": [_row(one) for one in register.provisions.values()],
    }


def _row(one: Provision) -> dict[str, Any]:
    return {
        "id": one.id,
        "instrument": one.instrument,
        "disposition": one.disposition.value,
        "by": list(one.by),
        "quote": one.quote,
        "at": one.at,
        "lost_in_print": one.lost_in_print,
    }

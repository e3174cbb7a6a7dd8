"""What of the rules their examples and worked cases reach, and what of them nothing shows yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs
from tabulate import tabulate

from xixia_gov.analysis.coverage import Covered
from xixia_gov.analysis.coverage_marks import Mark, Shown
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.mutants import percent
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.wrap import wrap
from xixia_gov.text import Lang, Text

SCHEMA: Final = "xixia-gov/rule-coverage/1"

_WORDS: Final = {
    Shown.MET: Text(zh="没有符合“{0}”的情形", en="no case meets {0}"),
    Shown.FAILED: Text(zh="没有不符合“{0}”的情形", en="no case fails {0}"),
    Shown.ALONE: Text(zh="没有只因“{0}”而不符合的情形", en="no case fails in {0} alone"),
    Shown.ASIDE: Text(zh="没有“{0}”不适用的情形", en="no case in which {0} does not apply"),
    Shown.ONLY: Text(zh="没有只靠“{0}”符合的情形", en="no case in which {0} alone is what holds"),
    Shown.ROW: Text(zh="没有落在行“{0}”的情形", en="no case in the row {0}"),
    Shown.EDGE: Text(zh="没有“{0}”恰为“{1}”的情形", en="no case with {1} for {0}"),
    Shown.DAY: Text(zh="没有“{1}”的情形（“{0}”）", en="no case on {1} ({0})"),
    Shown.READING: Text(zh="没有由读法“{0}”决定的情形", en="no case that the reading {0} decides"),
    Shown.LIFTED: Text(zh="没有适用“{0}”的情形", en="no case in which {0} applies"),
    Shown.NOT_LIFTED: Text(zh="没有不适用“{0}”的情形", en="no case in which {0} does not apply"),
    Shown.TRUE: Text(zh="没有“{0}”成立的情形", en="no case in which {0} is so"),
    Shown.FALSE: Text(zh="没有“{0}”不成立的情形", en="no case in which {0} is not so"),
}
_HEADS: Final = (
    Text(zh="规则", en="Rule"),
    Text(zh="应有", en="Demanded"),
    Text(zh="已有", en="Shown"),
    Text(zh="覆盖", en="Coverage"),
)
_TOTAL: Final = Text(zh="合计", en="total")
_MEANING: Final = Text(
    zh="应有的：每个条件符合、不符合和单独不符合，每种情形单独成立，表的每一行，数值的恰好、低一格、高一格，"
    "期间的首日、末日及其前后一日，每种读法、例外和定义各起一次作用；格的分析证明不可能的不计。",
    en="Demanded are: each condition met, failed, and failed alone; each alternative as the only one; each "
    "row of a table; each figure at, one below and one above; the first and last day of a period and those "
    "outside; each reading, exception and definition both ways. What the cells prove impossible is not.",
)


@attrs.frozen
class Told:
    """The coverage to report on; `each` lists the rules at 100% too."""

    book: Rulebook
    covered: tuple[Covered, ...]
    each: bool = False


def mark_text(mark: Mark) -> Text:
    """Return in words what no case shows.

    >>> mark_text(Mark("fire.report_duty", "fire_seen", Shown.ALONE)).en
    'no case fails in fire_seen alone'
    """
    words = _WORDS[mark.shown]
    return Text(zh=words.zh.format(mark.about, mark.at), en=words.en.format(mark.about, mark.at))


def rule_coverage_table(told: Told, lang: Lang, width: int = 110) -> str:
    """Return the counts as a table, each thing that is missing, and what is demanded."""
    speaker = Speaker(told.book, lang)
    rows = [
        [one.subject, str(len(one.demanded)), str(one.shown), percent(share([one]))]
        for one in told.covered
        if told.each or one.missing
    ]
    demanded = sum(len(one.demanded) for one in told.covered)
    shown = sum(one.shown for one in told.covered)
    rows.append([speaker.say(_TOTAL), str(demanded), str(shown), percent(share(told.covered))])
    table = tabulate(
        rows,
        headers=[speaker.say(head) for head in _HEADS],
        tablefmt="simple",
        colalign=("left", "right", "right", "right"),
        disable_numparse=True,
    )
    colon = speaker.pick("：", ": ")
    missing = [
        f"{one.subject}{colon}{speaker.say(mark_text(mark))}" for one in told.covered for mark in one.missing
    ]
    blocks = [table]
    if missing:
        blocks.append("\n".join(line for words in missing for line in wrap(words, width, "  ")))
    blocks.append("\n".join(wrap(speaker.say(_MEANING), width, "  ")))
    return "\n\n".join(blocks)


def share(covered: Sequence[Covered]) -> float:
    """Return how much of what is demanded was shown, from 0 to 1."""
    demanded = sum(len(one.demanded) for one in covered)
    return sum(one.shown for one in covered) / demanded if demanded else 1.0


def rule_coverage_json(told: Told) -> dict[str, Any]:
    """Return the same as plain dicts ready for `json.dumps`."""
    return {
        "schema": SCHEMA,
        "coverage": round(share(told.covered), 6),
        "rules": [
            {
                "rule": one.subject,
                "demanded": len(one.demanded),
                "shown": one.shown,
                "missing": [_told(mark) for mark in one.missing],
            }
            for one in told.covered
        ],
    }


def _told(mark: Mark) -> dict[str, Any]:
    text = mark_text(mark)
    return {
        "about": mark.about,
        "what": mark.shown.value,
        "at": mark.at or None,
        "text": {"zh": text.zh, "en": text.en},
    }


__all__ = ["Told", "mark_text", "rule_coverage_json", "rule_coverage_table", "share"]

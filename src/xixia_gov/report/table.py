"""The check table for a terminal: columns as wide as there is room, a block for each record where not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
from tabulate import tabulate

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.closing import closing_lines
from xixia_gov.report.rows import CheckRow, check_rows, questions, shown_heads
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import HEADS
from xixia_gov.report.wrap import cells, wrap
from xixia_gov.text import Lang

_LEAST: Final[dict[Lang, int]] = {"zh": 12, "en": 15}
"""The narrowest column that can still be read, in cells: English words are longer."""
_RULES: Final = 3
"""The cells that the rules between two columns take."""


def check_table(assessment: Assessment, book: Rulebook, lang: Lang, width: int = 100) -> str:
    """Return the answers as a table of at most `width` cells, then what they come to together."""
    speaker = Speaker(book, lang)
    rows = check_rows(speaker, assessment)
    blocks = [_table(speaker, rows, width)] if rows else [_nothing(speaker, assessment)]
    asked = questions(speaker, assessment)
    if asked:
        lines = [speaker.pick("还需了解：", "Still to ask:")]
        for number, question in enumerate(asked, 1):
            lines.extend(wrap(f"  {number}. {question}", width, "     "))
        blocks.append("\n".join(lines))
    closing = [line for words in closing_lines(speaker, assessment) for line in wrap(words, width, "  ")]
    return "\n\n".join([*blocks, "\n".join(closing)])


def _nothing(speaker: Speaker, assessment: Assessment) -> str:
    if assessment.other_subjects:
        titles = speaker.pick("、", ", ").join(speaker.title(one.rule) for one in assessment.other_subjects)
        return speaker.pick(
            f"没有规则就这一情形作答：关于这些事项的规则适用于其他主体（{titles}）。",
            f"No rule answers this case: the rules about its matters are for other subjects ({titles}).",
        )
    if not assessment.not_assessed:
        return speaker.pick(
            "没有规则就这一情形作答：没有选出适用的规则。",
            "No rule answers this case: none of the rules chosen is for it.",
        )
    return speaker.pick(
        "没有规则就这一情形作答：情形中没有列出规则所涉的事项。",
        "No rule answers this case: it lists no matter that a rule is about.",
    )


def _table(speaker: Speaker, rows: list[CheckRow], width: int) -> str:
    heads = shown_heads(rows)
    natural = [
        max(
            cells(line)
            for lines in ((speaker.say(HEADS[head]),), *(row.cell(head) for row in rows))
            for line in lines or ("",)
        )
        for head in heads
    ]
    room = width - _RULES * (len(heads) - 1) - 4
    least = _LEAST[speaker.lang]
    if room < least * len(heads):
        return _blocks(speaker, rows, heads, width)
    widths = shared(natural, room)
    body = [
        [_cell(row.cell(head), columns) for head, columns in zip(heads, widths, strict=True)]
        for row in _matters_once(rows)
    ]
    return tabulate(
        body,
        headers=[speaker.say(HEADS[head]) for head in heads],
        tablefmt="simple_grid",
        disable_numparse=True,
    )


def _matters_once(rows: list[CheckRow]) -> list[CheckRow]:
    """Return the rows with the name of a matter in the first of its rows alone."""
    before: str | None = None
    result = []
    for row in rows:
        name = row.matter[0]
        result.append(attrs.evolve(row, matter=row.matter[1:]) if name == before else row)
        before = name
    return result


def _cell(lines: Sequence[str], width: int) -> str:
    return "\n".join(part for line in lines for part in wrap(line, width))


def shared(natural: Sequence[int], room: int) -> list[int]:
    """Return the width of each column: its own where all fit, else the widest give way together.

    >>> shared([10, 50, 40], 80)
    [10, 35, 35]
    """
    widths = [min(own, room) for own in natural]
    if sum(widths) <= room:
        return widths
    low, high = 1, max(widths)
    while low < high:  # the highest limit under which everything fits
        limit = (low + high + 1) // 2
        if sum(min(own, limit) for own in widths) <= room:
            low = limit
        else:
            high = limit - 1
    return [min(own, low) for own in widths]


def _blocks(speaker: Speaker, rows: list[CheckRow], heads: list[str], width: int) -> str:
    """Return each row as a small table of its own, for a narrow terminal."""
    called = {head: speaker.say(HEADS[head]) for head in heads}
    first = max(cells(name) for name in called.values())
    blocks = []
    for row in rows:
        body = [
            [called[head], _cell(row.cell(head), width - first - _RULES - 4)]
            for head in heads
            if row.cell(head)
        ]
        blocks.append(tabulate(body, tablefmt="simple_grid", disable_numparse=True))
    return "\n".join(blocks)

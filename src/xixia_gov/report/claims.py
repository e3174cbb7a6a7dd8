"""What a rulebook shows of itself: a line of counts for each rule, and each claim that failed with a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs
from tabulate import tabulate

from xixia_gov.analysis.claim import Claim, Standing
from xixia_gov.analysis.verify import About, Task, Verification, Verified
from xixia_gov.casefile.write import case_data, case_toml
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.page import escaped
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.wrap import cells, wrap
from xixia_gov.text import Lang, Text

SCHEMA: Final = "xixia-gov/verification/1"

STANDINGS: Final = {
    Standing.PROVED: Text(zh="已证明", en="Proved"),
    Standing.CHECKED: Text(zh="已抽查", en="Checked"),
    Standing.FAILED: Text(zh="不成立", en="Failed"),
}
_MEANINGS: Final = {
    Standing.PROVED: Text(
        zh="对一切情形都成立。规则只在有限的几处改变结论，每一格代表规则不加区分的所有取值，全部的格都算过了；"
        "若要说明的是某种情形可能出现，则已找到这样一例。",
        en="it holds in every case there can be. A rule changes its mind at finitely many points: each cell "
        "stands for all values that the rule does not tell apart, and all cells were worked out. Where the "
        "claim is that something can happen, a case in which it does was found.",
    ),
    Standing.CHECKED: Text(
        zh="算过的格里都成立，但这些只是一部分：格太多，或者规则把两个事实相比、相加。",
        en="it holds in every cell that was worked out, but those are a sample: there are too many cells, or "
        "the rule compares or adds up facts.",
    ),
    Standing.FAILED: Text(
        zh="有一种情形使它不成立，或者本应有的情形一个也没有找到。",
        en="a case shows that it does not hold, or no case was found where there must be one.",
    ),
}
_HEADS: Final = (
    Text(zh="规则", en="Rule"),
    Text(zh="名称", en="Title"),
    *STANDINGS.values(),
    Text(zh="格数", en="Cells"),
)
_FIGURES: Final = Text(zh="同一短语，同一数值", en="one phrase, one figure")
_TOTAL: Final = Text(zh="合计", en="total")
_NUMBERS_WIDTH: Final = 46
_NARROWEST: Final = 12


@attrs.frozen
class Told:
    """A verification to report on, and how it came about.

    `partial` says that it was interrupted. With `each`, claims that were only checked are listed as well.
    """

    book: Rulebook
    found: Verification
    partial: bool = False
    each: bool = False


def claims_table(told: Told, lang: Lang, width: int = 110) -> str:
    """Return the counts as a table of about `width` cells, then what failed, and what the words mean."""
    speaker = Speaker(told.book, lang)
    rows = list(_rows(speaker, told.found))
    blocks = [_table(speaker, rows, width)] if rows else []
    blocks += ["\n".join(_failed(speaker, claim, width)) for claim in told.found.failed]
    checked = _only_checked(told)
    if checked:
        lines = [speaker.pick("只是抽查过的：", "Only checked:")]
        for claim in checked:
            lines += wrap(f"  {_sentence(speaker, claim)}", width, "    ")
        blocks.append("\n".join(lines))
    blocks.append("\n".join(line for words in _meanings(speaker) for line in wrap(words, width, "  ")))
    blocks.append("\n".join(line for words in _closing(speaker, told) for line in wrap(words, width, "  ")))
    return "\n\n".join(blocks)


def claims_markdown(told: Told, lang: Lang) -> str:
    """Return the same as Markdown: a table, a section for each claim that failed, a list of meanings."""
    speaker = Speaker(told.book, lang)
    blocks = [
        "\n".join(
            [
                _line(speaker.say(head) for head in _HEADS),
                "| --- | --- | ---: | ---: | ---: | ---: |",
                *(_line(_marked(row)) for row in _rows(speaker, told.found)),
            ]
        )
    ]
    for claim in told.found.failed:
        blocks.append(f"**{escaped(_sentence(speaker, claim))}**")
        if claim.witness is not None:
            blocks += [speaker.say(_SHOWN), f"```toml\n{case_toml(claim.witness)}```"]
    if checked := _only_checked(told):
        blocks.append(f"**{speaker.pick('只是抽查过的', 'Only checked')}**")
        blocks.append("\n".join(f"- {escaped(_sentence(speaker, claim))}" for claim in checked))
    blocks.append("\n".join(f"- {escaped(words)}" for words in _meanings(speaker)))
    blocks.append("\n\n".join(escaped(words) for words in _closing(speaker, told)))
    return "\n\n".join(blocks)


def claims_json(told: Told) -> dict[str, Any]:
    """Return every claim with its case, as plain dicts ready for `json.dumps`."""
    book, found = told.book, told.found
    return {
        "schema": SCHEMA,
        "rulebook": {
            "id": book.id,
            "digest": book.digest,
            "known_through": book.known_through.isoformat(),
        },
        "partial": told.partial or bool(found.not_reached),
        "counts": {standing.value: found.count(standing) for standing in STANDINGS},
        "rules": [
            {
                "rule": one.task.name,
                "counts": {standing.value: one.count(standing) for standing in STANDINGS},
                "cells": one.cells,
            }
            for one in found.done
            if one.task.about is About.RULE
        ],
        "claims": [_claim(claim) for claim in found.claims],
        "not_reached": list(found.not_reached),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "rule": claim.rule or None,
        "sort": claim.sort.value,
        "about": claim.about,
        "standing": claim.standing.value,
        "cells": claim.cells,
        "text": {"zh": claim.text.zh, "en": claim.text.en},
        "witness": None if claim.witness is None else case_data(claim.witness),
    }


_SHOWN: Final = Text(
    zh="这样的一个情形（存成文件，可用 check 查看规则怎样作答）：",
    en="A case that shows it (in a file, `check` tells what the rule answers):",
)


def _rows(speaker: Speaker, found: Verification) -> Iterator[list[str]]:
    """Yield a line for each rule, each group, and the figures that rules share; then the totals."""
    for one in found.done:
        if one.claims:
            yield [*_called(speaker, one.task), *_numbers(one)]
    counts = [str(found.count(standing)) for standing in STANDINGS]
    yield [speaker.say(_TOTAL), "", *counts, str(sum(one.cells for one in found.done))]


def _called(speaker: Speaker, task: Task) -> list[str]:
    match task.about:
        case About.RULE:
            return [task.name, speaker.say(speaker.book.latest(task.name).title)]
        case About.GROUP:
            return [task.name, speaker.pick("其中几项可同时支付", "its rules paid together")]
        case About.FIGURES:
            return ["", speaker.say(_FIGURES)]


def _numbers(one: Verified) -> list[str]:
    return [*(str(one.count(standing)) for standing in STANDINGS), str(one.cells)]


def _table(speaker: Speaker, rows: list[list[str]], width: int) -> str:
    ids = max(cells(row[0]) for row in rows)
    room = max(width - ids - _NUMBERS_WIDTH, _NARROWEST)
    body = [[row[0], "\n".join(wrap(row[1], room)), *row[2:]] for row in rows]
    return tabulate(
        body,
        headers=[speaker.say(head) for head in _HEADS],
        tablefmt="simple",
        colalign=["left", "left", *["right"] * (len(_HEADS) - 2)],
        disable_numparse=True,
    )


def _sentence(speaker: Speaker, claim: Claim) -> str:
    if not claim.rule:
        return speaker.say(claim.text)
    title = speaker.say(speaker.book.latest(claim.rule).title)
    text = speaker.say(claim.text)
    return speaker.pick(f"{title}（{claim.rule}）：{text}", f"{title} ({claim.rule}): {text}")


def _failed(speaker: Speaker, claim: Claim, width: int) -> Iterator[str]:
    head = speaker.pick("不成立：", "Failed: ")
    yield from wrap(f"{head}{_sentence(speaker, claim)}", width, "  ")
    if claim.witness is None:
        return
    yield from wrap(f"  {speaker.say(_SHOWN)}", width, "  ")
    yield ""
    yield from (f"    {line}".rstrip() for line in case_toml(claim.witness).splitlines())


def _only_checked(told: Told) -> list[Claim]:
    return [claim for claim in told.found.claims if told.each and claim.standing is Standing.CHECKED]


def _meanings(speaker: Speaker) -> Iterator[str]:
    for standing, name in STANDINGS.items():
        meaning = speaker.say(_MEANINGS[standing])
        yield speaker.pick(f"{name.zh}：{meaning}", f"{name.en}: {meaning}")


def _closing(speaker: Speaker, told: Told) -> Iterator[str]:
    found = told.found
    if told.partial:
        yield speaker.pick("结果不完整：验证被中断。", "Partial: the verification was interrupted.")
    if found.not_reached:
        names = speaker.pick("、", ", ").join(found.not_reached)
        yield speaker.pick(f"没有验证到：{names}。", f"Not reached: {names}.")
    rules = sum(one.task.about is About.RULE for one in found.done)
    counts = [found.count(standing) for standing in STANDINGS]
    yield speaker.pick(
        f"{rules}条规则，{sum(counts)}项断言：{counts[0]}项已证明，{counts[1]}项已抽查，{counts[2]}项不成立。",
        f"Rules: {rules}. Claims: {sum(counts)}, of which {counts[0]} proved, {counts[1]} checked, "
        f"{counts[2]} failed.",
    )


def _marked(row: list[str]) -> Iterator[str]:
    """Yield a row with its id as code, but for the totals."""
    yield f"`{row[0]}`" if row[0] and row[1] else row[0]
    yield from map(escaped, row[1:])


def _line(parts: Iterator[str]) -> str:
    return f"| {' | '.join(parts)} |"


__all__ = ["STANDINGS", "Told", "claims_json", "claims_markdown", "claims_table"]

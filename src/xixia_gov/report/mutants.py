"""What became of the mutants of a rulebook: the scores, and every survivor with the example to add."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs
from tabulate import tabulate

from xixia_gov.analysis.mutate import Fate, Judged, Mutation, Verdict, score
from xixia_gov.casefile.write import case_data, case_toml
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.page import escaped
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import tidy
from xixia_gov.report.wrap import wrap
from xixia_gov.text import Lang, Text

SCHEMA: Final = "xixia-gov/mutation/1"

FATES: Final = {
    Fate.KILLED: Text(zh="被发现", en="Killed"),
    Fate.EQUIVALENT: Text(zh="等价", en="Equivalent"),
    Fate.SURVIVED: Text(zh="未被发现", en="Survived"),
}
_HEADS: Final = (
    Text(zh="规则", en="Rule"),
    Text(zh="变异", en="Mutants"),
    *FATES.values(),
    Text(zh="得分", en="Score"),
)
_TOTAL: Final = Text(zh="合计", en="total")
_WITNESS: Final = Text(
    zh="原规则与变异对下面的情形作答不同（按条文推出应有的结论，即成一个例子）：",
    en="The rule and the mutant answer this case differently (with the answer that the text gives, it is an "
    "example):",
)
_MEANINGS: Final = (
    Text(
        zh="每个变异只在规则库中改动一处。某个例子因此得出别的结论，变异即被发现；"
        "格的分析证明对任何情形作答都相同的，为等价；得分为被发现的占被发现与未被发现之和的比例。",
        en="Each mutant changes one thing in the rulebook. It is killed where an example then comes out "
        "otherwise, equivalent where the cells show that it answers every case the same; the score is the "
        "share of the killed among the killed and the survivors.",
    ),
)


@attrs.frozen
class Told:
    """A mutation run to report on, and the least score that is enough; `each` lists the rules at 100% too."""

    book: Rulebook
    found: Mutation
    least: float
    each: bool = False


def mutants_table(told: Told, lang: Lang, width: int = 110) -> str:
    """Return the counts as a table, then every survivor in words, and what the words mean."""
    speaker = Speaker(told.book, lang)
    table = tabulate(
        list(_rows(speaker, told)),
        headers=[speaker.say(head) for head in _HEADS],
        tablefmt="simple",
        colalign=["left", *["right"] * (len(_HEADS) - 1)],
        disable_numparse=True,
    )
    blocks = [table, *("\n".join(_survivor(speaker, one, width)) for one in told.found.survivors)]
    words = [*(speaker.say(one) for one in _MEANINGS), *_closing(speaker, told)]
    blocks.append("\n".join(line for one in words for line in wrap(one, width, "  ")))
    return "\n\n".join(blocks)


def mutants_markdown(told: Told, lang: Lang) -> str:
    """Return the same as Markdown: a table, and a paragraph for each survivor."""
    speaker = Speaker(told.book, lang)
    rows = [
        _line(speaker.say(head) for head in _HEADS),
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(_line(map(escaped, row)) for row in _rows(speaker, told)),
    ]
    blocks = ["\n".join(rows)]
    for one in told.found.survivors:
        blocks.append(f"**{escaped(_sentence(speaker, one))}**")
        if one.witness is not None:
            blocks += [speaker.say(_WITNESS), f"```toml\n{case_toml(one.witness)}```"]
    blocks += [
        escaped(words) for words in (*(speaker.say(one) for one in _MEANINGS), *_closing(speaker, told))
    ]
    return "\n\n".join(blocks)


def mutants_json(told: Told) -> dict[str, Any]:
    """Return the scores and the survivors, as plain dicts ready for `json.dumps`."""
    book, found = told.book, told.found
    return {
        "schema": SCHEMA,
        "score": round(found.score, 6),
        "least": told.least,
        "partial": found.interrupted or bool(found.left),
        "rulebook": {
            "id": book.id,
            "digest": book.digest,
            "known_through": book.known_through.isoformat(),
        },
        "counts": {fate.value: found.count(fate) for fate in FATES},
        "rules": [_counted(one) for one in found.judged],
        "survivors": [_told(one) for one in found.survivors],
        "equivalent": [
            _told(one) for judged in found.judged for one in judged.verdicts if one.fate is Fate.EQUIVALENT
        ],
        "broken": list(found.broken),
        "not_reached": list(found.left),
    }


def _counted(one: Judged) -> dict[str, Any]:
    return {
        "rule": one.subject,
        "shared": not one.is_rule,
        "score": round(_score(one), 6),
        "counts": {fate.value: one.count(fate) for fate in FATES},
        "left": one.left,
    }


def _told(one: Verdict) -> dict[str, Any]:
    return {
        "rule": one.subject,
        "at": one.place,
        "text": {"zh": tidy(one.text).zh, "en": tidy(one.text).en},
        "seen_by": one.rule,
        "witness": None if one.witness is None else case_data(one.witness),
    }


def _score(one: Judged) -> float:
    return score(one.count(Fate.KILLED), one.count(Fate.SURVIVED))


def _rows(speaker: Speaker, told: Told) -> Iterator[list[str]]:
    """Yield a line for each rule that is not at 100%, or for each that was asked for; then the totals."""
    found = told.found
    for one in found.judged:
        if told.each or one.count(Fate.SURVIVED):
            counts = [str(one.count(fate)) for fate in FATES]
            yield [one.subject, str(len(one.verdicts)), *counts, percent(_score(one))]
    counts = [str(found.count(fate)) for fate in FATES]
    every = sum(len(one.verdicts) for one in found.judged)
    yield [speaker.say(_TOTAL), str(every), *counts, percent(found.score)]


def percent(share: float) -> str:
    """Return a share in percent with one decimal; never 100 where something is missing.

    >>> percent(0.9996), percent(1.0)
    ('99.9%', '100.0%')
    """
    return f"{int(share * 1000 + 1e-9) / 10:.1f}%"


def _sentence(speaker: Speaker, one: Verdict) -> str:
    text = speaker.say(tidy(one.text))
    title = one.subject
    if one.subject in speaker.book.rules:
        name = speaker.say(speaker.book.latest(one.subject).title)
        title = speaker.pick(f"{name}（{one.subject}）", f"{name} ({one.subject})")
    return speaker.pick(f"{title}“{one.place}”：{text}", f"{title}, {one.place}: {text}")


def _survivor(speaker: Speaker, one: Verdict, width: int) -> Iterator[str]:
    head = speaker.pick("未被发现：", "Survived: ")
    yield from wrap(f"{head}{_sentence(speaker, one)}", width, "  ")
    if one.witness is None:
        return
    yield from wrap(f"  {speaker.say(_WITNESS)}", width, "  ")
    yield ""
    yield from (f"    {line}".rstrip() for line in case_toml(one.witness).splitlines())


def _closing(speaker: Speaker, told: Told) -> Iterator[str]:
    found = told.found
    if found.interrupted:
        yield speaker.pick("结果不完整：运行被中断。", "Partial: the run was interrupted.")
    if found.broken:
        names = speaker.pick("；", "; ").join(found.broken)
        yield speaker.pick(
            f"没有改动时已与所推不符的例子：{names}。",
            f"These examples fail before anything is changed: {names}.",
        )
    if found.left:
        names = speaker.pick("、", ", ").join(found.left)
        yield speaker.pick(f"时间用尽，没有判完：{names}。", f"Not reached in time: {names}.")
    enough = found.score >= told.least
    score_, least = percent(found.score), percent(told.least)
    yield speaker.pick(
        f"得分 {score_}，{'达到' if enough else '低于'}要求的 {least}。",
        f"Score {score_}, {'at least' if enough else 'below'} the {least} that is asked.",
    )


def _line(parts: Iterator[str] | map[str]) -> str:
    return f"| {' | '.join(parts)} |"


__all__ = ["FATES", "Told", "mutants_json", "mutants_markdown", "mutants_table", "percent"]

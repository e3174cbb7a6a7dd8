"""The check table as Markdown, for a page or a message."""

from __future__ import annotations

from collections.abc import Iterable

from xixia_gov.engine.decide import Decided
from xixia_gov.model.assessment import Assessment
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.closing import closing_lines
from xixia_gov.report.explain import explanation_pages
from xixia_gov.report.page import escaped, page_markdown
from xixia_gov.report.rows import CheckRow, check_rows, questions, shown_heads
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.words import HEADS
from xixia_gov.text import Lang


def check_markdown(assessment: Assessment, book: Rulebook, lang: Lang) -> str:
    """Return the answers as a Markdown table, the questions and what the answers come to."""
    speaker = Speaker(book, lang)
    rows = check_rows(speaker, assessment)
    blocks = [_table(speaker, rows)] if rows else []
    asked = questions(speaker, assessment)
    if asked:
        heading = speaker.pick("还需了解", "Still to ask")
        lines = [f"{number}. {escaped(question)}" for number, question in enumerate(asked, 1)]
        blocks.append(f"**{heading}**\n\n" + "\n".join(lines))
    blocks.append("\n".join(f"- {escaped(line)}" for line in closing_lines(speaker, assessment)))
    return "\n\n".join(blocks)


def explained_markdown(book: Rulebook, assessment: Assessment, decided: Iterable[Decided], lang: Lang) -> str:
    """Return the fuller explanations as Markdown sections."""
    speaker = Speaker(book, lang)
    return "\n\n".join(page_markdown(page, 3) for page in explanation_pages(speaker, assessment, decided))


def _table(speaker: Speaker, rows: list[CheckRow]) -> str:
    heads = shown_heads(rows)
    lines = [
        _line(escaped(speaker.say(HEADS[head])) for head in heads),
        _line("---" for _ in heads),
    ]
    lines.extend(
        _line("<br>".join(escaped(part) for part in row.cell(head)) for head in heads) for row in rows
    )
    return "\n".join(lines)


def _line(parts: Iterable[str]) -> str:
    return f"| {' | '.join(parts)} |"

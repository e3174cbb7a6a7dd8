"""What a person reads is sentences: no id, no path, no operator sign, one language at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.explain import explain, explain_decided
from xixia_gov.report.markdown import check_markdown
from xixia_gov.report.page import page_text
from xixia_gov.report.show import show_page
from xixia_gov.report.speaker import Speaker
from xixia_gov.report.table import check_table
from xixia_gov.text import Lang

ID = re.compile(r"[a-z]+_[a-z0-9]|[a-z]+\.[a-z]|\b[a-z_]+/[a-z_]+")
SIGN = re.compile(r"[<>=*\\{}\[\]]|\s[+/-]\s|->|:=")
LATIN = re.compile(r"[A-Za-z]")
HAN = re.compile(r"[\u3400-\u9fff]")
QUOTED = re.compile(r"“[^”]*”")
LANGS: tuple[Lang, ...] = ("zh", "en")


def faults(words: str, lang: Lang) -> Iterator[str]:
    """Yield each line that is no plain sentence of its language."""
    for line in words.splitlines():
        plain = QUOTED.sub("", line).replace("km/h", "")
        if ID.search(plain) or SIGN.search(plain):
            yield line
        if lang == "zh" and LATIN.search(plain):
            yield line
        if lang == "en" and HAN.search(plain):
            yield line


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("金额：purchase.final_price", "zh"),
        ("the floor is at least unit_price", "en"),
        ("单价 >= 1000元", "zh"),
        ("a price of 100 * 2 yuan", "en"),
        ("家电subsidy", "zh"),
        ("the 补贴", "en"),
        ("readings/outside", "en"),
    ],
)
def test_what_is_no_sentence_is_seen(words: str, lang: Lang) -> None:
    assert list(faults(words, lang)) != []


def test_a_quoted_name_may_be_chinese_in_english() -> None:
    assert list(faults("the plan (“银西政办发〔2024〕32号”), paid in yuan.", "en")) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_rule_is_shown_in_sentences(book: Rulebook, lang: Lang) -> None:
    speaker = Speaker(book, lang)
    pages = [show_page(speaker, rule) for versions in book.rules.values() for rule in versions]
    assert len(pages) == len(book.rules)
    # The ids that programs use stand apart, and are all that is left out here.
    without = [page_text(attrs.evolve(page, ids=()), lang) for page in pages]
    assert [line for words in without for line in faults(words, lang)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_example_is_explained_in_sentences(book: Rulebook, examples: Any, lang: Lang) -> None:
    wrong = []
    for rule, one, answered in examples:
        words = [
            explain(answered.assessment, book, lang),
            explain_decided(book, answered.assessment, answered.decided, lang),
        ]
        wrong += [(rule.id, one.name, line) for text in words for line in faults(text, lang)]
    assert len(examples) > len(book.rules)
    assert wrong == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_example_makes_a_table_of_sentences(book: Rulebook, examples: Any, lang: Lang) -> None:
    wrong = []
    for rule, one, answered in examples:
        table = check_table(answered.assessment, book, lang, 400)
        wrong += [(rule.id, one.name, line) for line in faults(table, lang)]
        page = check_markdown(answered.assessment, book, lang).replace("<br>", " ").replace("**", "")
        wrong += [(rule.id, one.name, line) for line in faults(page, lang)]
    assert wrong == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_sentence_is_empty_or_says_a_thing_twice_in_a_row(
    book: Rulebook, examples: Any, lang: Lang
) -> None:
    wrong = []
    for rule, one, answered in examples:
        lines = explain_decided(book, answered.assessment, answered.decided, lang).splitlines()
        wrong += [
            (rule.id, one.name, two) for first, two in itertools.pairwise(lines) if two and first == two
        ]
        wrong += [
            (rule.id, one.name, line)
            for line in lines
            if re.search(r"(：|: )(；|; |。|\.)|““|：：|\bthe (the|what)\b", line)
        ]
    assert wrong == []

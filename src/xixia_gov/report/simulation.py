"""A page for a what-if: what the other law costs, who gains and who loses, by category."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs
from tabulate import tabulate

from xixia_gov.money import Money, group_digits
from xixia_gov.report.simulation_lines import (
    MOVES,
    NO_BOUND,
    NO_LOW_BOUND,
    Line,
    figure_lines,
    lines_of,
    rule_changes,
    shown_rules,
)
from xixia_gov.report.words import ADVICE, WHAT_IF, known_through_text, sentence
from xixia_gov.report.wrap import wrap
from xixia_gov.simulate.result import (
    Move,
    Result,
    Sums,
    newly_open,
    newly_settled,
    newly_yes,
    no_longer_yes,
)
from xixia_gov.text import Lang, Text

_SUMS_WIDTH: Final = 84
_NARROWEST: Final = 16
UNITS: Final = Text(zh="项数", en="Units")
SUBJECTS: Final = Text(zh="主体数", en="Subjects")
_SUPPOSED: Final = Text(
    zh="假设的数值在公报中没有依据，以下结果只供比较。",
    en="The supposed figures stand in no gazette; what follows is for comparison alone.",
)
_OTHER: Final = Text(
    zh="比较两个规则库：“改后”按另一个规则库计算。",
    en="Two rulebooks are compared: 'then' is what the other one gives.",
)
_ENDS: Final = Text(
    zh="各数按项计，数量为 2 的算 2 项；“最少”是已经确定的数额，“最多”还包括尚不能确定的结论和数额。"
    "“增减”逐项比较：尚缺的事实在前后是同一个，所以它不是两端直接相减。",
    en="Every unit counts; 'least' is what is settled, 'most' includes the answers and sums that are not. "
    "'Change' compares unit by unit: a fact that is missing is the same now and then, "
    "so it is not one end less the other.",
)
_ROW_BY_ROW: Final = Text(
    zh="逐行相加，一人多行的限额和只给一项的规定没有计入；要计入，用 --subject-key 指明主体的编号列。",
    en="Rows are added one by one, without limits over several rows of one subject; "
    "to count those, name the column of the subject's key with --subject-key.",
)
_UNTOUCHED: Final = Text(
    zh="改变的内容与这份登记册涉及的规则无关，所以没有增减。",
    en="What differs is read by no rule about these rows, so nothing changes.",
)
_APART: Final = Text(
    zh="各版本付给不同的规则不在合计之内。", en="A rule whose versions are paid differently is in no total."
)


@attrs.frozen
class _Page:
    result: Result
    lang: Lang
    width: int

    def say(self, text: Text) -> str:
        return text.in_(self.lang)

    def pick(self, zh: str, en: str) -> str:
        return Text(zh=zh, en=en).in_(self.lang)

    def wrapped(self, text: Text) -> str:
        return "\n".join(wrap(self.say(text), self.width))


def simulation_page(result: Result, lang: Lang, width: int = 100) -> str:
    """Return a comparison as a page of at most about `width` cells."""
    page = _Page(result, lang, width)
    lines = list(lines_of(result))
    blocks = ["\n".join(_head(page)), page.say(_counted(result))]
    if not result.touched:
        blocks.append(page.wrapped(_UNTOUCHED))
    costs = [line for line in lines if line.what in {"rule", "total"}]
    if costs:
        blocks.append(
            f"{page.pick('费用（元）', 'Cost (yuan)')}\n{_table(page, Text(zh='规则', en='Rule'), costs)}"
        )
    for rule in shown_rules(result):
        blocks += list(_rule_blocks(page, rule, [line for line in lines if line.rule == rule]))
    for rule in result.touched:
        shift = list(_shifts(page, rule))
        if shift:
            blocks.append("\n".join(shift))
    blocks += list(_subjects(page, lines))
    blocks += [page.wrapped(note) for note in _notes(result, lines)]
    known = page.say(sentence(known_through_text(result.now.known_through)))
    return "\n\n".join([*blocks, f"{known}\n{page.say(ADVICE)}"])


def _head(page: _Page) -> Iterator[str]:
    result = page.result
    yield page.wrapped(sentence(WHAT_IF) if result.what_if else _OTHER)
    for line in figure_lines(result):
        yield "\n".join(wrap(f"    {page.say(line)}", page.width, "        "))
    for rule, word in rule_changes(result):
        yield f"    {page.say(result.title(rule))} ({rule}){page.pick('：', ': ')}{page.say(word)}"
    if result.what_if:
        yield page.wrapped(_SUPPOSED)
    yield page.pick("规则库", "rulebook") + f" {result.now.digest[:12]} → {result.then.digest[:12]}"
    for reading, option in sorted(result.settle.items()):
        yield page.pick("选定的读法", "settled") + f" {reading} = {option}"


def _counted(result: Result) -> Text:
    return Text(
        zh=f"已比较 {result.rows:,} 行，共 {result.units:,} 项；"
        f"被拒 {result.rejected:,} 行（不计入以下各数）",
        en=f"Rows compared: {result.rows:,}, of {result.units:,} units; "
        f"rejected: {result.rejected:,} (in no count below)",
    )


def _table(page: _Page, first: Text, lines: Sequence[Line], counted: Text = UNITS) -> str:
    heads = [
        first,
        counted,
        Text(zh="现在最少", en="Now, least"),
        Text(zh="现在最多", en="Now, most"),
        Text(zh="改后最少", en="Then, least"),
        Text(zh="改后最多", en="Then, most"),
        Text(zh="增减最少", en="Change, least"),
        Text(zh="增减最多", en="Change, most"),
    ]
    room = max(page.width - _SUMS_WIDTH, _NARROWEST)
    body = [
        [
            "\n".join(wrap(page.say(line.name), room)),
            f"{line.sums.units:,}",
            *_sums(page, line.sums),
        ]
        for line in lines
    ]
    return _tabulated([page.say(head) for head in heads], body)


SHORT: Final = {
    Move.GAINS: Text(zh="增加", en="Gain"),
    Move.MAY_GAIN: Text(zh="可能增加", en="May gain"),
    Move.SAME: Text(zh="不变", en="Same"),
    Move.MAY_LOSE: Text(zh="可能减少", en="May lose"),
    Move.LOSES: Text(zh="减少", en="Lose"),
    Move.OPEN: Text(zh="增减不定", en="Either"),
}
"""The moves in a word or two, for heads."""


def _tabulated(heads: list[str], body: list[list[str]]) -> str:
    return tabulate(
        body,
        headers=heads,
        tablefmt="simple",
        colalign=["left", *["right"] * (len(heads) - 1)],
        disable_numparse=True,
    )


def _sums(page: _Page, sums: Sums) -> list[str]:
    return [
        sum_text(sums.now_least),
        _or_unknown(page, sums.now_most, NO_BOUND),
        sum_text(sums.then_least),
        _or_unknown(page, sums.then_most, NO_BOUND),
        *_change(page, sums),
    ]


def _change(page: _Page, sums: Sums) -> list[str]:
    low = page.say(NO_LOW_BOUND) if sums.low is None else signed(sums.low)
    return [low, page.say(NO_BOUND) if sums.high is None else signed(sums.high)]


def _or_unknown(page: _Page, fen: int | None, unknown: Text) -> str:
    return page.say(unknown) if fen is None else sum_text(fen)


def sum_text(fen: int) -> str:
    """Return a sum in yuan for people.

    >>> sum_text(123456)
    '1,234.56'
    """
    return group_digits(Money(fen))


def signed(fen: int) -> str:
    """Return a difference in yuan, with its sign.

    >>> signed(30000), signed(-5), signed(0)
    ('+300', '-0.05', '0')
    """
    return f"+{sum_text(fen)}" if fen > 0 else sum_text(fen)


def _rule_blocks(page: _Page, rule: str, lines: Sequence[Line]) -> Iterator[str]:
    title = page.say(page.result.title(rule))
    moves = [line for line in lines if line.what == "move"]
    if moves:
        yield f"{title}{page.pick('：谁增谁减（元）', ': who gains and who loses (yuan)')}\n" + _move_table(
            page, moves
        )
    for by in page.result.by:
        rows = [line for line in lines if line.what == "category" and line.by == by]
        if not rows:
            continue
        parts = [line for line in lines if line.what == "category_move" and line.by == by]
        there = [move for move in MOVES if any(line.move is move for line in parts)]
        label = page.say(by.info.label)
        heads = [
            label,
            *(page.say(SHORT[move]) for move in there),
            *(page.say(head) for head in _CATEGORY_HEADS),
        ]
        body = []
        for line in rows:
            units = {one.move: one.sums.units for one in parts if one.category == line.category}
            body.append(
                [
                    page.say(line.name),
                    *(f"{units.get(move, 0):,}" for move in there),
                    _range(page, line.sums.now_least, line.sums.now_most),
                    _range(page, line.sums.then_least, line.sums.then_most),
                    *_change(page, line.sums),
                ]
            )
        yield f"{title}{page.pick(f'：按{label}', f': by {label}')}\n" + _tabulated(heads, body)


_CATEGORY_HEADS: Final = (
    Text(zh="现在（元）", en="Now (yuan)"),
    Text(zh="改后（元）", en="Then (yuan)"),
    Text(zh="增减最少", en="Change, least"),
    Text(zh="增减最多", en="Change, most"),
)


def _range(page: _Page, least: int, most: int | None) -> str:
    if most is None:
        return page.pick(f"至少 {sum_text(least)}", f"at least {sum_text(least)}")
    return sum_text(least) if least == most else f"{sum_text(least)}–{sum_text(most)}"


def _move_table(page: _Page, moves: Sequence[Line], counted: Text = UNITS) -> str:
    heads = [
        Text(zh="变化", en="What happens"),
        counted,
        Text(zh="增减最少", en="Change, least"),
        Text(zh="增减最多", en="Change, most"),
    ]
    body = [[page.say(one.name), f"{one.sums.units:,}", *_change(page, one.sums)] for one in moves]
    return _tabulated([page.say(head) for head in heads], body)


def _shifts(page: _Page, rule: str) -> Iterator[str]:
    """Yield how many outcomes differ, in words of a claim where the rule pays."""
    result = page.result
    shifts = result.shifts(rule)
    pays = result.rules[rule].pays
    yes = Text(zh="符合条件", en="eligible") if pays else Text(zh="适用", en="applying")
    counts = [
        (newly_yes(shifts), f"新{yes.zh}", f"newly {yes.en}"),
        (no_longer_yes(shifts), f"不再{yes.zh}", f"no longer {yes.en}"),
        (newly_open(shifts), "变为尚不能确定", "no longer settled"),
        (newly_settled(shifts), "变为可以确定", "newly settled"),
    ]
    told = [(units, zh, en) for units, zh, en in counts if units]
    if not told:
        return
    zh = "，".join(f"{word} {units:,} 项" for units, word, _ in told)
    en = ", ".join(f"{word}: {units:,}" for units, _, word in told)
    yield f"{page.say(result.title(rule))}{page.pick(f'：{zh}', f': {en} (units)')}"


def _subjects(page: _Page, lines: Sequence[Line]) -> Iterator[str]:
    subjects = page.result.subjects
    if subjects is None:
        return
    yield page.pick(
        f"按主体合计（共 {subjects.subjects:,} 个，{subjects.rejected:,} 个没有计算；已计入分组和限额）：",
        f"By subject ({subjects.subjects:,}, of which {subjects.rejected:,} not computed; "
        "groups and limits counted):",
    )
    totals = [line for line in lines if line.what == "subjects"]
    if totals:
        yield _table(page, Text(zh="合计", en="Total"), totals, SUBJECTS)
    for total in totals:
        moves = [line for line in lines if line.what == "subject_move" and line.total == total.total]
        yield f"{page.say(total.name)}\n" + _move_table(page, moves, SUBJECTS)


def _notes(result: Result, lines: Sequence[Line]) -> Iterator[Text]:
    if result.paying:
        yield _ENDS
    open_now = sum(line.sums.open_now for line in lines if line.what == "rule")
    open_then = sum(line.sums.open_then for line in lines if line.what == "rule")
    if open_now or open_then:
        yield Text(
            zh=f"没有已知上限的数额不相加：现在有 {open_now:,} 项，改后有 {open_then:,} 项。",
            en=f"Sums without a known limit are not added up: {open_now:,} units now, {open_then:,} then.",
        )
    if result.subjects is None and _limited(result):
        yield _ROW_BY_ROW
    if any(
        due is not None and due.key is None for one in result.rules.values() for due in (one.now, one.then)
    ):
        yield _APART


def _limited(result: Result) -> bool:
    """Whether some rule that pays shares a group or pays once in a period, in either rulebook."""
    return any(
        id_ in {rule for group in book.groups.values() for rule in group.rules}
        or any(version.once_per for version in book.rules.get(id_, ()))
        for book in (result.now, result.then)
        for id_ in result.paying
    )


__all__ = ["SHORT", "signed", "simulation_page", "sum_text"]

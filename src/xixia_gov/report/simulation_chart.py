"""A comparison of two rulebooks as a chart, SVG or PNG: what rules cost now and then, who gains and loses.

A bar is full up to what is settled and pale up to what is not; a difference that is not settled is a range.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from xixia_gov.errors import InputError, Place, Problem
from xixia_gov.report.simulation import SHORT, signed, sum_text
from xixia_gov.report.simulation_lines import Line, change_text, lines_of, shown_rules
from xixia_gov.report.words import ADVICE, WHAT_IF, sentence
from xixia_gov.report.wrap import cells, wrap
from xixia_gov.simulate.result import Move, Result
from xixia_gov.text import Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONTS: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
"""The Chinese fonts of Linux, Windows and macOS; whoever looks at an SVG has one of them."""
_NOW: Final = "#5f6b7a"
_THEN: Final = "#1f5fa8"
_GAIN: Final = "#1b7f4d"
_LOSE: Final = "#b3261e"
_EITHER: Final = "#b07d12"
_INK: Final = "#1f2328"
_FAINT: Final = "#dfe3e8"
_WIDTH: Final = 11.6
_ROW: Final = 0.38
_HEAD: Final = 0.78
_TOP: Final = 0.75
_FOOT: Final = 0.5
_LABELS: Final = 0.27
_RIGHT: Final = 0.7
"""Where the bars end, as a part of the width; the numbers stand behind them."""
_LABEL_CELLS: Final = 34
_NOTE_CELLS: Final = 58
_TITLE_CELLS: Final = 136
_LARGE: Final = 100_000_000
_TEN_THOUSAND: Final = 10_000
_SIZE: Final = 10.0


def need_chart(path: Path, lang: Lang) -> None:
    """Raise `InputError` where a chart cannot be drawn here: no matplotlib, or no Chinese font for a PNG."""
    if find_spec("matplotlib") is None:
        message = Text(
            zh="没有安装 matplotlib; 请运行 pip install 'xixia-gov[chart]'",
            en="matplotlib is not installed; run pip install 'xixia-gov[chart]'",
        )
        raise InputError([Problem(message, Place(str(path)))])
    if lang == "zh" and path.suffix.lower() == ".png" and not chinese_fonts():
        message = Text(
            zh="这台机器上没有中文字体, PNG 里的汉字会成为方框; 请改用 .svg, "
            "或安装中文字体 (如 fonts-noto-cjk)",
            en="there is no Chinese font here, so the characters of a PNG would be boxes; use .svg, "
            "install a Chinese font (such as fonts-noto-cjk), or take --lang en",
        )
        raise InputError([Problem(message, Place(str(path)))])


def chinese_fonts() -> list[str]:
    """Return which of the Chinese fonts are installed."""
    from matplotlib import font_manager  # noqa: PLC0415 - only where a chart is drawn

    there = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in FONTS if name in there]


@attrs.frozen
class _Bar:
    """One bar: from `start` through `settled`, then pale through `most` (None: without an end), in fen."""

    label: str
    start: int
    settled: int
    most: int | None
    colour: str
    shown: str
    note: str = ""


@attrs.frozen
class _Panel:
    title: str
    bars: tuple[_Bar, ...]
    legend: tuple[tuple[str, str], ...] = ()


def draw(result: Result, lang: Lang, path: Path) -> None:
    """Write a comparison as a chart; the ending of `path` says whether it is an SVG or a PNG."""
    with _quiet():
        _draw(result, lang, path)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep matplotlib from telling which fonts this machine lacks: in an SVG the reader's are taken."""
    import warnings  # noqa: PLC0415 - as elsewhere here

    logger = logging.getLogger("matplotlib.font_manager")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            yield
    finally:
        logger.setLevel(before)


def _draw(result: Result, lang: Lang, path: Path) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - only where a chart is drawn
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    png = path.suffix.lower() == ".png"
    # Whoever shows an SVG takes the first font it has; drawing a PNG, one that is missing is complained of.
    families = [*(chinese_fonts() if png else FONTS), "DejaVu Sans", "sans-serif"]
    panels = list(_panels(result, lang))
    title = wrap(_title(result).in_(lang), _TITLE_CELLS)
    height = _TOP + 0.24 * len(title) + _FOOT + sum(_HEAD + _ROW * len(panel.bars) for panel in panels)
    with mpl.rc_context(
        {
            "font.family": families,
            "font.size": _SIZE,
            "svg.fonttype": "none",  # text stays text: it can be found and copied, in the reader's fonts
            "svg.hashsalt": "xixia-gov",  # the same numbers give the same file
            "axes.unicode_minus": False,
        }
    ):
        figure = Figure(figsize=(_WIDTH, height), facecolor="white")
        top = height - 0.38
        figure.text(
            0.025, top / height, _heading(result).in_(lang), size=15, weight="bold", color=_INK, va="center"
        )
        for line in title:
            top -= 0.27
            figure.text(0.025, top / height, line, size=_SIZE + 0.5, color=_THEN, va="center")
        top -= 0.15
        for panel in panels:
            room = _ROW * len(panel.bars)
            bottom = top - _HEAD + 0.25 - room
            axes = figure.add_axes((_LABELS, bottom / height, _RIGHT - _LABELS, room / height))
            _panel(axes, panel, room, lang)
            top = bottom - 0.25
        for index, line in enumerate(_foot(result, lang)):
            figure.text(0.025, (0.36 - 0.2 * index) / height, line, size=8.5, color=_NOW, va="center")
        figure.savefig(
            path,
            format=path.suffix.lower().removeprefix("."),
            dpi=160,
            metadata={"Date": None, "Title": _heading(result).in_(lang)} if not png else None,
        )


def _heading(result: Result) -> Text:
    kind = (
        Text(zh="假设推演", en="What if") if result.what_if else Text(zh="规定的比较", en="Two laws compared")
    )
    return Text(
        zh=f"{kind.zh}：改后要花多少，谁增谁减", en=f"{kind.en}: what it would cost, who gains and who loses"
    )


def _title(result: Result) -> Text:
    change = change_text(result)
    if not result.what_if:
        return change
    return Text(zh=f"假设 {change.zh}", en=f"supposed: {change.en}")


def _foot(result: Result, lang: Lang) -> list[str]:
    digests = f"{result.now.digest[:12]} → {result.then.digest[:12]}"
    counted = Text(
        zh=f"{result.rows:,} 行，{result.units:,} 项；被拒 {result.rejected:,} 行不计。规则库 {digests}",
        en=f"{result.rows:,} rows, {result.units:,} units; {result.rejected:,} rejected. Rulebook {digests}",
    )
    said = [*([WHAT_IF] if result.what_if else []), ADVICE]
    return [counted.in_(lang), " ".join(sentence(one).in_(lang) for one in said)]


def _panels(result: Result, lang: Lang) -> Iterator[_Panel]:
    lines = list(lines_of(result))
    bars = [bar for line in lines if line.what == "rule" for bar in _cost_bars(line, lang)]
    if bars:
        legend = (
            (_NOW, Text(zh="现在", en="now").in_(lang)),
            (_THEN, Text(zh="改后", en="then").in_(lang)),
        )
        title = Text(
            zh="费用（元）：实色为已经确定，浅色为尚不能确定", en="Cost (yuan): full is settled, pale is not"
        )
        yield _Panel(title.in_(lang), tuple(bars), legend)
    for rule in shown_rules(result):
        own = [line for line in lines if line.rule == rule]
        name = result.title(rule).in_(lang)
        moves = [line for line in own if line.what == "move" and line.move is not Move.SAME]
        if moves:
            said = Text(zh=f"{name}：增减（元）", en=f"{name}: change (yuan)")
            yield _Panel(said.in_(lang), tuple(_difference(line, lang, _units(line, lang)) for line in moves))
        for by in result.by:
            rows = [line for line in own if line.what == "category" and line.by == by]
            parts = [line for line in own if line.what == "category_move" and line.by == by]
            if rows:
                label = by.info.label
                said = Text(zh=f"{name}：按{label.zh}的增减（元）", en=f"{name}: change by {label.en} (yuan)")
                yield _Panel(said.in_(lang), tuple(_category_bar(line, parts, lang) for line in rows))


def _cost_bars(line: Line, lang: Lang) -> Iterator[_Bar]:
    sums = line.sums
    for label, least, most, colour in (
        (line.name.in_(lang), sums.now_least, sums.now_most, _NOW),
        ("", sums.then_least, sums.then_most, _THEN),
    ):
        yield _Bar(label, 0, least, most, colour, _range(least, most, lang))


def _range(least: int, most: int | None, lang: Lang) -> str:
    if most is None:
        words = Text(zh="至少 {}，没有已知的上限", en="at least {}, no limit known").in_(lang)
        return words.format(sum_text(least))
    return sum_text(least) if least == most else f"{sum_text(least)}–{sum_text(most)}"


def _units(line: Line, lang: Lang) -> str:
    return Text(zh=f"{line.sums.units:,} 项", en=f"{line.sums.units:,} units").in_(lang)


def _category_bar(line: Line, parts: Sequence[Line], lang: Lang) -> _Bar:
    counts = [
        f"{SHORT[move].in_(lang)} {one.sums.units:,}"
        for move in SHORT
        for one in parts
        if one.move is move and one.category == line.category and move is not Move.SAME
    ]
    return _difference(line, lang, Text(zh="，", en=", ").in_(lang).join(counts))


def _difference(line: Line, lang: Lang, note: str) -> _Bar:
    """Return a bar of a difference: full from 0 to what is sure, pale from there to what is possible."""
    low, high = line.sums.low, line.sums.high
    unknown = Text(zh="没有已知的限度", en="no limit known").in_(lang)
    if low is None or high is None:
        ends = [unknown if end is None else signed(end) for end in (low, high)]
    else:
        ends = [signed(low), signed(high)] if low != high else [signed(low)]
    shown = Text(zh=" 至 ", en=" to ").in_(lang).join(ends)
    if low is not None and low >= 0:
        start, settled, most, colour = 0, low, high, _GAIN
    elif high is not None and high <= 0:
        start, settled, most, colour = 0, high, low, _LOSE
    else:
        start = settled = low or 0
        most, colour = high, _EITHER
    return _Bar(line.name.in_(lang), start, settled, most, colour, shown, note)


def _panel(axes: Axes, panel: _Panel, room: float, lang: Lang) -> None:
    """Draw the bars of a panel; the numbers stand in a column behind the longest bar."""
    ends = [end for bar in panel.bars for end in (bar.start, bar.settled, bar.most) if end is not None]
    low, high = min(0, *ends), max(0, *ends)
    span = max(high - low, 100)
    high = high if high > 0 or low < 0 else span
    for number, bar in enumerate(panel.bars):
        y = len(panel.bars) - 1 - number
        axes.barh(y, bar.settled - bar.start, left=bar.start, height=0.62, color=bar.colour)
        most = high + span * 0.04 if bar.most is None else bar.most
        axes.barh(y, most - bar.settled, left=bar.settled, height=0.62, color=bar.colour, alpha=0.3)
        across = axes.get_yaxis_transform()
        axes.text(1.015, y + (0.19 if bar.note else 0), bar.shown, transform=across, va="center", color=_INK)
        note = wrap(bar.note, _NOTE_CELLS)
        if bar.note:
            said = note[0] + ("…" if len(note) > 1 else "")
            axes.text(1.015, y - 0.25, said, transform=across, va="center", size=8, color=_NOW)
        label = wrap(bar.label, _LABEL_CELLS)
        text = label[0] + ("…" if len(label) > 1 else "") if label else ""
        axes.text(-0.015, y, text, transform=across, va="center", ha="right", color=_INK)
    axes.set_xlim(low - span * 0.02 if low < 0 else 0, high + span * 0.05)
    axes.set_ylim(-0.6, len(panel.bars) - 0.4)
    axes.axvline(0, color=_INK, linewidth=0.8)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(_locator())
    axes.xaxis.set_major_formatter(lambda fen, _: _tick(round(fen), lang))
    axes.tick_params(axis="x", length=0, labelsize=8, labelcolor=_NOW)
    axes.grid(axis="x", color=_FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)
    left = -_LABELS / (_RIGHT - _LABELS) * 0.91
    above = 1 + 0.17 / room
    axes.text(
        left, above, panel.title, transform=axes.transAxes, weight="bold", size=11, color=_INK, va="center"
    )
    x = 1.0
    for colour, name in reversed(panel.legend):
        x -= 0.02 + 0.014 * (cells(name) + 3)
        axes.text(x, above, "■ ", transform=axes.transAxes, color=colour, va="center")
        axes.text(x + 0.03, above, name, transform=axes.transAxes, color=_INK, va="center")


def _tick(fen: int, lang: Lang) -> str:
    """Return a number of the axis; in Chinese, large ones in ten thousands.

    >>> _tick(500_000_000, "zh"), _tick(500_000_000, "en"), _tick(150_000, "zh")
    ('500万', '5,000,000', '1,500')
    """
    if lang == "zh" and abs(fen) >= _LARGE:
        return f"{sum_text(fen // _TEN_THOUSAND)}万"
    return sum_text(fen)


def _locator() -> Any:  # noqa: ANN401 - matplotlib's own
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - only where a chart is drawn

    return MaxNLocator(nbins=5, steps=[1, 2, 5, 10])


__all__ = ["FONTS", "chinese_fonts", "draw", "need_chart"]

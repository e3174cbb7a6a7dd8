"""A chart of what was measured, as SVG: a bar for each way, on a scale of powers of ten."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

import attrs

WIDTH: Final = 860
LABELS: Final = 320
RIGHT: Final = 96
ROW: Final = 26
HEAD: Final = 74
GAP: Final = 34
OURS: Final = "#b3261e"
OTHER: Final = "#5f6b7a"
FAINT: Final = "#dfe3e8"
INK: Final = "#1f2328"


@attrs.frozen
class Mark:
    """One bar: its label, its value, what is written beside it, and whether it is this engine's."""

    label: str
    value: float
    shown: str
    ours: bool = False


@attrs.frozen
class Panel:
    """Bars under one title, with a line below it that says what they count."""

    title: str
    below: str
    marks: Sequence[Mark]


def chart(panels: Sequence[Panel]) -> str:
    """Return an SVG document with the panels under each other."""
    parts: list[str] = []
    top = 0
    for panel in panels:
        parts += _panel(panel, top)
        top += HEAD + ROW * len(panel.marks) + GAP
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" height="{top}"'
        ' font-family="DejaVu Sans, Verdana, Helvetica, Arial, sans-serif" font-size="13">\n'
        f'<rect width="{WIDTH}" height="{top}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _panel(panel: Panel, top: int) -> Iterable[str]:
    low = min(0, *(math.floor(math.log10(mark.value)) for mark in panel.marks))
    high = max(math.ceil(math.log10(mark.value) + 0.05) for mark in panel.marks)
    scale = (WIDTH - LABELS - RIGHT) / (high - low)
    bottom = top + HEAD + ROW * len(panel.marks)
    yield _text(16, top + 28, panel.title, size=16, weight="bold")
    yield _text(16, top + 48, panel.below, colour=OTHER)
    for power in range(low, high + 1):
        x = LABELS + (power - low) * scale
        yield f'<line x1="{x:.1f}" y1="{top + HEAD - 6}" x2="{x:.1f}" y2="{bottom}" stroke="{FAINT}"/>'
        yield _text(
            x, bottom + 16, f"{10**power:,g}" if power < 7 else f"10^{power}", anchor="middle", colour=OTHER
        )
    for number, mark in enumerate(panel.marks):
        y = top + HEAD + ROW * number
        colour = OURS if mark.ours else OTHER
        length = max((math.log10(mark.value) - low) * scale, 2)
        yield _text(LABELS - 10, y + 15, mark.label, anchor="end", weight="bold" if mark.ours else "normal")
        yield f'<rect x="{LABELS}" y="{y + 3}" width="{length:.1f}" height="{ROW - 9}" fill="{colour}"/>'
        yield _text(LABELS + length + 7, y + 15, mark.shown, colour=INK)


def _text(  # noqa: PLR0913 - one for each thing that text can look like
    x: float,
    y: float,
    text: str,
    *,
    size: int = 13,
    anchor: str = "start",
    weight: str = "normal",
    colour: str = INK,
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}"'
        f' fill="{colour}">{escape(text)}</text>'
    )

"""A page is what a person reads about one thing: a title and sections of sentences, whatever the format."""

from __future__ import annotations

import attrs

from xixia_gov.report.wrap import wrap
from xixia_gov.text import Lang


@attrs.frozen
class Item:
    """One sentence, with what belongs below it."""

    text: str
    below: tuple[Item, ...] = ()


@attrs.frozen
class Section:
    """Sentences under a heading; `numbered` ones are counted."""

    heading: str
    items: tuple[Item, ...]
    numbered: bool = False


@attrs.frozen
class Page:
    """A title, the ids that machines know the thing by, and sections."""

    title: str
    sections: tuple[Section, ...]
    ids: tuple[str, ...] = ()


def section(heading: str, lines: list[str] | list[Item], *, numbered: bool = False) -> Section:
    """Return a section of plain lines or items.

    >>> section("结论", ["可以享受"]).items[0].text
    '可以享受'
    """
    items = tuple(line if isinstance(line, Item) else Item(line) for line in lines)
    return Section(heading, items, numbered)


def page_text(page: Page, lang: Lang, width: int | None = None) -> str:
    """Return a page as plain text; `width` is that of the terminal in cells, None for no wrapping.

    >>> print(page_text(Page("补贴", (section("结论", ["可以享受"]),)), "zh"))
    补贴
      结论：可以享受
    """
    lines = [*_wrapped(page.title, width, "  "), *page.ids]
    for part in page.sections:
        lines.extend(_section_lines(part, lang, width))
    return "\n".join(lines)


def _section_lines(part: Section, lang: Lang, width: int | None) -> list[str]:
    colon = "：" if lang == "zh" else ": "
    if len(part.items) == 1 and not part.numbered:
        lines = _wrapped(f"  {part.heading}{colon}{part.items[0].text}", width, "    ")
        for inner in part.items[0].below:
            lines.extend(_item_lines(inner, "· ", "    ", width))
        return lines
    lines = [f"  {part.heading}{colon.rstrip()}"]
    for number, item in enumerate(part.items, 1):
        mark = f"{number}. " if part.numbered else "· "
        lines.extend(_item_lines(item, mark, "    ", width))
    return lines


def _item_lines(item: Item, mark: str, indent: str, width: int | None) -> list[str]:
    under = indent + " " * len(mark)
    lines = _wrapped(f"{indent}{mark}{item.text}", width, under)
    for inner in item.below:
        lines.extend(_item_lines(inner, "– ", under, width))
    return lines


def _wrapped(line: str, width: int | None, indent: str) -> list[str]:
    return [line] if width is None else wrap(line, width, indent)


def page_markdown(page: Page, level: int = 2) -> str:
    """Return a page as Markdown, its title a heading of `level`.

    >>> print(page_markdown(Page("补贴", (section("结论", ["可以享受"]),))))
    ## 补贴
    <BLANKLINE>
    **结论**
    <BLANKLINE>
    - 可以享受
    """
    blocks = [f"{'#' * level} {escaped(page.title)}"]
    blocks.extend(f"`{line}`" for line in page.ids)
    for part in page.sections:
        blocks.append(f"**{escaped(part.heading)}**")
        blocks.append("\n".join(_markdown_items(part.items, "", numbered=part.numbered)))
    return "\n\n".join(blocks)


def _markdown_items(items: tuple[Item, ...], indent: str, *, numbered: bool) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        mark = f"{number}." if numbered else "-"
        lines.append(f"{indent}{mark} {escaped(item.text)}")
        lines.extend(_markdown_items(item.below, indent + " " * (len(mark) + 1), numbered=False))
    return lines


def escaped(text: str) -> str:
    r"""Return a text whose characters mean nothing to Markdown, on one line.

    >>> escaped("a|b_c")
    'a\\|b\\_c'
    """
    plain = " ".join(text.split("\n"))
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in plain)

"""What the parsers of TOML and JSON say is wrong with a text, in our words and in both languages."""

from __future__ import annotations

import re
from typing import Final

from xixia_gov.text import Text

_OPEN_TEXT: Final = Text(zh="文字没有用引号结束", en="the text is not closed with a quote")
_WORDS: Final[dict[str, Text]] = {
    "Cannot overwrite a value": Text(zh="同一个键写了两次", en="the same key is written twice"),
    "Escaped character is not a Unicode scalar value": Text(
        zh="转义的不是 Unicode 字符", en="the escape is no Unicode character"
    ),
    "Expected '=' after a key in a key/value pair": Text(zh="键后应有“=”", en="a key is followed by '='"),
    "Expected ']' at the end of a table declaration": Text(
        zh="表头应以“]”结束", en="the head of a table ends with ']'"
    ),
    "Expected ']]' at the end of an array declaration": Text(
        zh="表头应以“]]”结束", en="this head of a table ends with ']]'"
    ),
    "Expected newline or end of document after a statement": Text(
        zh="一行只写一项, 其后应换行", en="a line holds one entry and ends after it"
    ),
    "Invalid date or datetime": Text(zh="没有这一天或这一时刻", en="there is no such day or time"),
    "Invalid hex value": Text(zh="转义中的十六进制数无效", en="the escape is no hexadecimal number"),
    "Invalid initial character for a key part": Text(
        zh="键不能以此字符开头; 中文的键须加引号", en="no key begins so; a Chinese key stands in quotes"
    ),
    "Invalid statement": Text(
        zh="应为“键 = 值”或 [表头]; 中文的键须加引号",
        en="wanted is `key = value` or a [head]; a Chinese key stands in quotes",
    ),
    "Invalid value": Text(
        zh="此处应为值; 文字须加引号, 日期写成 2024-06-01",
        en="a value is wanted here; text stands in quotes, a date is written 2024-06-01",
    ),
    "Unclosed array": Text(zh="列表没有用“]”结束", en="the list is not closed with ']'"),
    "Unclosed inline table": Text(zh="表没有用“}”结束", en="the table is not closed with '}'"),
    "Unescaped '\\' in a string": Text(
        zh="文字中的“\\”须写成“\\\\”", en="a '\\' in a text is written '\\\\'"
    ),
    "Unterminated string": _OPEN_TEXT,
    "Illegal character '\\n'": _OPEN_TEXT,
    "Expecting ',' delimiter": Text(zh="此处应有“,”", en="a ',' is wanted here"),
    "Expecting ':' delimiter": Text(zh="键后应有“:”", en="a key is followed by ':'"),
    "Expecting property name enclosed in double quotes": Text(
        zh="此处应为加双引号的键", en="a key in double quotes is wanted here"
    ),
    "Expecting value": Text(zh="此处应为值", en="a value is wanted here"),
    "Extra data": Text(zh="值结束后还有内容", en="there is more after the end of the value"),
    "Illegal trailing comma before end of array": Text(
        zh="最后一项后不能有“,”", en="no ',' follows the last item"
    ),
    "Illegal trailing comma before end of object": Text(
        zh="最后一项后不能有“,”", en="no ',' follows the last item"
    ),
    "Unterminated string starting at": _OPEN_TEXT,
    "Invalid control character at": Text(
        zh="文字中有控制字符", en="there is a control character in the text"
    ),
}
_FORMS: Final[tuple[tuple[re.Pattern[str], Text], ...]] = (
    (
        re.compile(r"Cannot declare (?P<key>\(.*\)) twice"),
        Text(zh="表头“{}”写了两次", en="the head {!r} is written twice"),
    ),
    (
        re.compile(r"Cannot (?:mutate immutable|redefine) namespace (?P<key>\(.*\))"),
        Text(zh="“{}”已经写完, 不能再补充", en="{!r} is complete already; nothing can be added to it"),
    ),
    (
        re.compile(r"Duplicate inline table key '(?P<key>.*)'"),
        Text(zh="键“{}”写了两次", en="the key {!r} is written twice"),
    ),
    (re.compile(r"Expected (?P<key>['\"].*)"), Text(zh="此处应有 {}", en="{} is wanted here")),
    (
        re.compile(r"(?:Found invalid|Illegal) character (?P<key>['\"].*)"),
        Text(zh="此处不能有字符 {}", en="the character {} cannot stand here"),
    ),
)
_KEYS: Final = re.compile(r"'([^']*)'")


def syntax_words(reason: str) -> Text:
    """Return what a parser found, in both languages; words nobody knows are passed on as they are.

    >>> syntax_words("Cannot declare ('figures', 'cap') twice").en
    "the head 'figures.cap' is written twice"
    """
    known = _WORDS.get(reason)
    if known is not None:
        return known
    for form, words in _FORMS:
        match = form.fullmatch(reason)
        if match is not None:
            key = match["key"]
            name = ".".join(_KEYS.findall(key)) if key.startswith("(") else key
            return Text(zh=words.zh.format(name), en=words.en.format(name))
    return Text(zh=reason, en=reason)

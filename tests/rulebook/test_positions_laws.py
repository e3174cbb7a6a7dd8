"""Everything tomllib finds has a place, and what stands there reads as what tomllib found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xixia_gov.rulebook.positions import KeyPath, Positions, Spot, locate

TRICKY_LINES = [
    "# 规则 = '注释'",
    r'title = "补贴 \"家电\" \u5143 \U00005143 \\" # [not.a.table]',
    r""""quoted key" = 'C:\dir'""",
    "'lit.eral' = \"a # b\"",
    "dates.from = 2024-08-01",
    "dates.at = 2024-08-01 07:32:00Z",
    "dates . local = 2024-08-01T07:32:00.5 # = 1",
    "time=07:32:00",
    "numbers = [ 1_000, 0xFF, -1.5e3, +7, # ], [",
    "  [inf, true], [],\t[[ '深' ]],",
    '  { a.b = 1, \'丙.丁\' = [\'x\', { y = """z""" }] },',
    "]",
    "",
    '["规则"]',
    'when = """',
    "  citizen.age >= 60 \\",
    "    and citizen.resident  # 不是注释",
    '"quoted" end"""""',
    "\"条件\" . 'two words'.x=false",
    '[ "规则" . sub ]',
    "lit = '''",
    "\\n 'x' [[no]]",
    "''''",
    "[[rules]]",
    "id = 'a'",
    "[rules.conditions]",
    "x.y = { when = \"a\", at = '一' }",
    'x.z = "b"',
    "[[rules.example]]",
    "given = { }",
    "[[rules.example]]",
    "given.a = [[], [1]]",
    "[rules.example.then]",
    "ok = true",
    "[[rules]]",
    "[[rules.example]]",
    "ok = 'true'",
    "[[ rules ]] # third",
    "id = ''",
    "[z.y.x]",
    "w = 1",
    "[z]",
    "v = 2",
]
TRICKY = "\n".join(TRICKY_LINES)
BARE_VALUE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.Z]+|[0-9A-Za-z+\-.:_]+")


def leaves(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Yield every path of a loaded document that is no table and no array."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, (*path, name))
    elif isinstance(value, list):
        for n, one in enumerate(value):
            yield from leaves(one, (*path, n))
    else:
        yield path, value


def offset(source: str, spot: Spot) -> int:
    """Return the offset of a spot, found by walking the lines."""
    return sum(len(line) + 1 for line in source.split("\n")[: spot.line - 1]) + spot.column - 1


def written(source: str, positions: Positions, path: KeyPath) -> str:
    """Return the source text of the leaf at `path`, from its place to its own end."""
    start = offset(source, positions.value(path))
    if source[start] not in "\"'":
        match = BARE_VALUE.match(source, start)
        return match[0] if match else ""
    closing = offset(source, positions.inside(path, len(source)))
    fence = 3 if source[start : start + 3] == source[start] * 3 else 1
    return source[start : closing + fence]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        (TRICKY, 30),
        (TRICKY.replace("\n", "\r\n"), 30),
        ("a=1", 1),
        ("\t''=''\n", 1),
        ("a.b.c=[{d=[{e=''}],f=[\n#]\n'g']}]#", 2),
        ("[a]\n[[a.b]]\nc=1\n[[a.b]]\nc=2\n[a.b.d]\nc=3\n[[a.e]]\nc=4", 4),
    ],
)
def test_every_leaf_is_read_again_from_its_place(source: str, count: int) -> None:
    positions = locate(source)
    found = list(leaves(tomllib.loads(source)))
    assert len(found) == count
    assert len({positions.value(path) for path, _ in found}) == count
    for path, value in found:
        assert tomllib.loads(f"k = {written(source, positions, path)}") == {"k": value}
        if isinstance(path[-1], str):
            begin = offset(source, positions.key(path))
            end = offset(source, positions.value(path))
            assert tomllib.loads(source[begin:end] + "0") == {path[-1]: 0}
        for k, char in enumerate(value if isinstance(value, str) else ""):
            here = source[offset(source, positions.inside(path, k))]
            assert here in {char, "\\"} or (here, char) == ("\r", "\n")


SHORT_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
SHORT_ESCAPES |= {'"': '\\"', "\\": "\\\\"}
characters = st.characters(exclude_categories=["Cs"])


@st.composite
def written_characters(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a character and one way to write it in a basic string."""
    char = draw(st.one_of(characters, st.sampled_from(sorted(SHORT_ESCAPES))))
    ways = [f"\\U{ord(char):08x}"]
    if ord(char) <= 0xFFFF:
        ways.append(f"\\u{ord(char):04X}")
    if char in SHORT_ESCAPES:
        ways.append(SHORT_ESCAPES[char])
    elif ord(char) >= ord(" ") and char != "\x7f":
        ways.append(char)
    return char, draw(st.sampled_from(ways))


@given(
    st.lists(st.tuples(written_characters(), st.sampled_from(["", "\\\n", "\\ \r\n\n"]))),
    st.sampled_from(["", "\n", "\r\n"]),
)
def test_every_character_of_any_multi_line_string_is_found(
    parts: list[tuple[tuple[str, str], str]], trimmed: str
) -> None:
    source = f'a = """{trimmed}'
    starts = []
    for n, ((_, way), join) in enumerate(parts):
        starts.append(len(source))
        # A joined line drops the space after it, so only text that begins with none may follow.
        follows = parts[n + 1][0][1] if n + 1 < len(parts) else '"'
        source += way + (join if not follows.startswith(" ") else "")
    starts.append(len(source))
    source += '"""'
    assert tomllib.loads(source) == {"a": "".join(char for (char, _), _ in parts)}
    positions = locate(source)
    assert [offset(source, positions.inside(("a",), k)) for k in range(len(starts))] == starts


fillers = st.sampled_from(["", " ", "\n", "\r\n\t", " # ], '\n", '#"""\n#{\n  '])
trees = st.recursive(
    st.sampled_from(["1", "-1.5", "true", "2024-08-20 07:30:00", "'], #'", '"\\"}"', "'''\n[\n'''"]),
    lambda children: st.one_of(
        st.lists(st.tuples(fillers, children, fillers)),
        st.dictionaries(st.sampled_from(["a", '"}"', "'乙 = '", "c.d", "e . '.'"]), children),
    ),
    max_leaves=20,
)


class Writer:
    """Writes a tree as TOML and notes where each value begins, in the order it is written."""

    def __init__(self) -> None:
        """Begin a document with one key."""
        self.source = "k = "
        self.starts: list[int] = []

    def write(self, tree: object) -> None:
        """Write a value: a token, a list of (filler, value, filler), or a dict of written keys."""
        self.starts.append(len(self.source))
        if isinstance(tree, str):
            self.source += tree
        elif isinstance(tree, list):
            self.source += "["
            for before, one, after in tree:
                self.source += before
                self.write(one)
                self.source += f"{after},"
            self.source += "]"
        elif isinstance(tree, dict):
            self.source += "{"
            for n, (name, one) in enumerate(tree.items()):
                self.source += f", {name}=" if n else f" {name} = "
                self.write(one)
            self.source += " }"


def values(value: object, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the path of a value and of all in it, but not of tables only dotted keys name."""
    yield path
    if isinstance(value, dict):
        for name, one in value.items():
            dotted = {"c": "d", "e": "."}.get(name)
            if dotted is None:
                yield from values(one, (*path, name))
            else:
                yield from values(one[dotted], (*path, name, dotted))
    elif isinstance(value, list):
        for n, one in enumerate(value):
            yield from values(one, (*path, n))


@given(trees)
def test_every_value_of_any_nested_array_or_inline_table_is_found(tree: object) -> None:
    writer = Writer()
    writer.write(tree)
    writer.source += "\nlast = 1"
    paths = list(values(tomllib.loads(writer.source)["k"], ("k",)))
    positions = locate(writer.source)
    assert [offset(writer.source, positions.value(path)) for path in paths] == writer.starts
    assert positions.key(("last",)) == Spot(writer.source.count("\n") + 1, 1)

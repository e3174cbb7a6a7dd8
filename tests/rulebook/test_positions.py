"""Each key and value is found where a person would put a finger on it."""

from __future__ import annotations

import textwrap
import tomllib

import pytest

from xixia_gov.rulebook.positions import KeyPath, Positions, Spot, locate, source_line


def accepted(source: str) -> Positions:
    """Locate text after tomllib has accepted it, as the precondition says."""
    tomllib.loads(source)
    return locate(source)


class TestKeysAndValues:
    def test_of_a_plain_pair(self) -> None:
        positions = accepted("a = 1\n  bc   =   true # no\n")
        assert positions.key(("a",)) == Spot(1, 1)
        assert positions.value(("a",)) == Spot(1, 5)
        assert positions.key(("bc",)) == Spot(2, 3)
        assert positions.value(("bc",)) == Spot(2, 12)

    def test_without_space_around_the_equals_sign(self) -> None:
        positions = accepted("a=1\nb='x'")
        assert positions.value(("a",)) == Spot(1, 3)
        assert positions.value(("b",)) == Spot(2, 3)

    def test_of_a_dotted_key_stand_at_its_last_name(self) -> None:
        positions = accepted("a.b . c = 1\na.d = 2\n")
        assert positions.key(("a", "b", "c")) == Spot(1, 7)
        assert positions.value(("a", "b", "c")) == Spot(1, 11)
        assert positions.key(("a", "b")) == Spot(1, 3)
        assert positions.value(("a", "b")) == Spot(1, 3)
        assert positions.key(("a",)) == Spot(1, 1)
        assert positions.key(("a", "d")) == Spot(2, 3)

    def test_count_chinese_characters_as_one_column_each(self) -> None:
        positions = accepted('"家庭"."收入" = "五千元" # 元\n')
        assert positions.key(("家庭",)) == Spot(1, 1)
        assert positions.key(("家庭", "收入")) == Spot(1, 6)
        assert positions.value(("家庭", "收入")) == Spot(1, 13)
        assert positions.inside(("家庭", "收入"), 2) == Spot(1, 16)

    def test_of_quoted_keys_with_dots_equals_signs_and_escapes(self) -> None:
        positions = accepted('"a.b" = 1\n\'c = "d"\' = 2\n"e\\"\\u6536" = 3\n"" = 4\n')
        assert positions.value(("a.b",)) == Spot(1, 9)
        assert positions.value(('c = "d"',)) == Spot(2, 13)
        assert positions.value(('e"收',)) == Spot(3, 15)
        assert positions.value(("",)) == Spot(4, 6)

    def test_skip_comments_that_look_like_keys(self) -> None:
        positions = accepted("# a = 1\n\n# [b]\na = 2 # b = 3\n#")
        assert positions.key(("a",)) == Spot(4, 1)
        assert positions.value(("a",)) == Spot(4, 5)
        assert positions.value(("b",)) == Spot(1, 1)

    def test_after_a_date_with_a_space_in_it(self) -> None:
        positions = accepted("a = 2024-08-20 07:30:00 # b = 1\nb = 2024-08-20\nc = 07:30:00\n")
        assert positions.value(("a",)) == Spot(1, 5)
        assert positions.value(("b",)) == Spot(2, 5)
        assert positions.value(("c",)) == Spot(3, 5)

    def test_with_windows_line_ends(self) -> None:
        positions = accepted("# 注\r\n[t]\r\na = 1\r\nb = [\r\n  2,\r\n]\r\nc = 'x'\r\n")
        assert positions.key(("t",)) == Spot(2, 2)
        assert positions.key(("t", "a")) == Spot(3, 1)
        assert positions.value(("t", "b", 0)) == Spot(5, 3)
        assert positions.value(("t", "c")) == Spot(7, 5)


class TestTables:
    def test_stand_at_their_header(self) -> None:
        positions = accepted("[a]\nx = 1\n[ a . b ] # c\nx = 2\n")
        assert positions.key(("a",)) == Spot(1, 2)
        assert positions.value(("a",)) == Spot(1, 1)
        assert positions.value(("a", "x")) == Spot(2, 5)
        assert positions.key(("a", "b")) == Spot(3, 7)
        assert positions.value(("a", "b")) == Spot(3, 1)
        assert positions.value(("a", "b", "x")) == Spot(4, 5)

    def test_that_only_a_child_names_stand_there(self) -> None:
        positions = accepted("[a.b]\nx = 1\n[a.c]\n")
        assert positions.key(("a",)) == Spot(1, 2)
        assert positions.value(("a",)) == Spot(1, 2)

    def test_with_a_header_of_their_own_after_a_child_stand_at_their_own(self) -> None:
        positions = accepted("[a.b]\nx = 1\n[a]\ny = 2\n")
        assert positions.key(("a",)) == Spot(3, 2)
        assert positions.value(("a",)) == Spot(3, 1)
        assert positions.value(("a", "y")) == Spot(4, 5)

    def test_after_a_child_keep_their_own_header(self) -> None:
        positions = accepted("[a]\n[a.b]\n[a.c]\n")
        assert positions.key(("a",)) == Spot(1, 2)

    def test_with_quoted_names(self) -> None:
        positions = accepted("[\"规则\".'a]b']\nx = 1\n")
        assert positions.key(("规则", "a]b")) == Spot(1, 7)
        assert positions.value(("规则", "a]b", "x")) == Spot(2, 5)

    def test_in_arrays_are_counted_and_their_children_belong_to_the_newest(self) -> None:
        positions = accepted(
            textwrap.dedent("""\
                [[rules]]
                id = "a"
                [rules.conditions]
                x = 1
                [[rules.example]]
                y = 2
                [[rules.example]]
                y = 3
                [[rules]]
                id = "b"
                  [[rules.example]]
                  y = 4
                  [rules.example.deep]
                  z = 5
                [after]
                id = "c"
                """)
        )
        assert positions.key(("rules",)) == Spot(1, 3)
        assert positions.value(("rules",)) == Spot(1, 1)
        assert positions.key(("rules", 0)) == Spot(1, 3)
        assert positions.value(("rules", 0, "id")) == Spot(2, 6)
        assert positions.key(("rules", 0, "conditions")) == Spot(3, 8)
        assert positions.value(("rules", 0, "conditions", "x")) == Spot(4, 5)
        assert positions.key(("rules", 0, "example")) == Spot(5, 9)
        assert positions.value(("rules", 0, "example", 0, "y")) == Spot(6, 5)
        assert positions.value(("rules", 0, "example", 1)) == Spot(7, 1)
        assert positions.value(("rules", 0, "example", 1, "y")) == Spot(8, 5)
        assert positions.key(("rules", 1)) == Spot(9, 3)
        assert positions.value(("rules", 1)) == Spot(9, 1)
        assert positions.value(("rules", 1, "id")) == Spot(10, 6)
        assert positions.key(("rules", 1, "example", 0)) == Spot(11, 11)
        assert positions.value(("rules", 1, "example", 0, "y")) == Spot(12, 7)
        assert positions.value(("rules", 1, "example", 0, "deep", "z")) == Spot(14, 7)
        assert positions.value(("after", "id")) == Spot(16, 6)


class TestInlineValues:
    def test_of_an_inline_table(self) -> None:
        positions = accepted("a = { b = 1, c.d = '}', \"e\" = {} }\nf = 2\n")
        assert positions.value(("a",)) == Spot(1, 5)
        assert positions.key(("a", "b")) == Spot(1, 7)
        assert positions.value(("a", "b")) == Spot(1, 11)
        assert positions.key(("a", "c")) == Spot(1, 14)
        assert positions.key(("a", "c", "d")) == Spot(1, 16)
        assert positions.value(("a", "c", "d")) == Spot(1, 20)
        assert positions.key(("a", "e")) == Spot(1, 25)
        assert positions.value(("a", "e")) == Spot(1, 31)
        assert positions.value(("f",)) == Spot(2, 5)

    def test_of_a_nested_array(self) -> None:
        positions = accepted("a = [[1, 2], [], ['],', 4]]\nb = 1\n")
        assert positions.value(("a",)) == Spot(1, 5)
        assert positions.value(("a", 0)) == Spot(1, 6)
        assert positions.value(("a", 0, 1)) == Spot(1, 10)
        assert positions.value(("a", 1)) == Spot(1, 14)
        assert positions.value(("a", 2, 0)) == Spot(1, 19)
        assert positions.value(("a", 2, 1)) == Spot(1, 25)
        assert positions.value(("b",)) == Spot(2, 5)

    def test_of_an_array_over_several_lines_with_comments(self) -> None:
        positions = accepted(
            textwrap.dedent("""\
                a = [ # 一, [
                  1, # ]
                  # 2,
                  { b = 3 }
                  , "四" ,
                ] # end
                c = 5
                """)
        )
        assert positions.value(("a", 0)) == Spot(2, 3)
        assert positions.value(("a", 1)) == Spot(4, 3)
        assert positions.value(("a", 1, "b")) == Spot(4, 9)
        assert positions.value(("a", 2)) == Spot(5, 5)
        assert positions.value(("a", 3)) == Spot(1, 5)
        assert positions.value(("c",)) == Spot(7, 5)

    def test_key_of_an_array_element_is_the_element(self) -> None:
        assert accepted("a = [1, 2]").key(("a", 1)) == Spot(1, 9)


class TestMissingKeys:
    SOURCE = "top = 1\n[[rules]]\nid = 'a'\n[rules.pays]\namount = { cap = 1 }\n"

    @pytest.mark.parametrize(
        ("path", "key", "value"),
        [
            (("rules", 0, "name"), Spot(2, 3), Spot(2, 1)),
            (("rules", 0, "pays", "by"), Spot(4, 8), Spot(4, 1)),
            (("rules", 0, "pays", "amount", "floor"), Spot(5, 1), Spot(5, 10)),
            (("rules", 0, "id", "deep", 3), Spot(3, 1), Spot(3, 6)),
            (("rules", 7, "id"), Spot(2, 3), Spot(2, 1)),
            (("other",), Spot(1, 1), Spot(1, 1)),
            ((), Spot(1, 1), Spot(1, 1)),
        ],
    )
    def test_are_reported_at_the_nearest_parent(self, path: KeyPath, key: Spot, value: Spot) -> None:
        positions = accepted(self.SOURCE)
        assert positions.key(path) == key
        assert positions.value(path) == value

    def test_of_an_empty_document_are_at_its_start(self) -> None:
        assert accepted("").key(("a", "b")) == Spot(1, 1)
        assert accepted("# nothing").inside(("a",), 3) == Spot(1, 1)


class TestInsideStrings:
    @pytest.mark.parametrize(
        ("source", "spots"),
        [
            # each character of the decoded string, then the closing quote
            ("a = 'b\\n'", [(1, 6), (1, 7), (1, 8), (1, 9)]),
            ('a = "bc"', [(1, 6), (1, 7), (1, 8)]),
            ('a = ""', [(1, 6)]),
            ('a = "x\\ny"', [(1, 6), (1, 7), (1, 9), (1, 10)]),
            ('a = "\\"x\\\\y"', [(1, 6), (1, 8), (1, 9), (1, 11), (1, 12)]),
            ('a = "\\u5143x"', [(1, 6), (1, 12), (1, 13)]),
            ('a = "\\U00005143x"', [(1, 6), (1, 16), (1, 17)]),
            ('a = "元x"', [(1, 6), (1, 7), (1, 8)]),
            ("a = '''bc'''", [(1, 8), (1, 9), (1, 10)]),
            ('a = """\nb\nc"""', [(2, 1), (2, 2), (3, 1), (3, 2)]),
            ('a = """\r\nb\r\nc"""', [(2, 1), (2, 2), (3, 1), (3, 2)]),
            ("a = '''\n\\\nb'''", [(2, 1), (2, 2), (3, 1), (3, 2)]),
            ('a = """b\\\n   c"""', [(1, 8), (2, 4), (2, 5)]),
            ('a = """b\\  \r\n\r\n \t c"""', [(1, 8), (3, 4), (3, 5)]),
            ('a = """\\\n  b"""', [(2, 3), (2, 4)]),
            ('a = """"b"" """', [(1, 8), (1, 9), (1, 10), (1, 11), (1, 12), (1, 13)]),
            ('a = """b"""""', [(1, 8), (1, 9), (1, 10), (1, 11)]),
            ("a = '''b''''", [(1, 8), (1, 9), (1, 10)]),
            ('a = """"""', [(1, 8)]),
            ('a = """\\""""', [(1, 8), (1, 10)]),
        ],
    )
    def test_every_character_is_found_where_it_is_written(
        self, source: str, spots: list[tuple[int, int]]
    ) -> None:
        positions = accepted(source)
        expected = [Spot(*spot) for spot in spots]
        assert len(tomllib.loads(source)["a"]) == len(expected) - 1
        assert [positions.inside(("a",), k) for k in range(len(expected))] == expected
        assert positions.text_offset(("a",)) == expected[0]

    def test_beyond_the_end_is_the_closing_quote_and_before_the_start_the_first(self) -> None:
        positions = accepted("a = 'bc'")
        assert positions.inside(("a",), 99) == Spot(1, 8)
        assert positions.inside(("a",), -1) == Spot(1, 6)

    def test_of_a_value_that_is_no_string_is_where_the_value_begins(self) -> None:
        positions = accepted("a = 12\nb = ['x']\n'c'.d = 1\n")
        assert positions.inside(("a",), 1) == Spot(1, 5)
        assert positions.text_offset(("b",)) == Spot(2, 5)
        assert positions.inside(("b", 0), 0) == Spot(2, 7)
        assert positions.inside(("c",), 1) == Spot(3, 1)

    def test_in_arrays_and_inline_tables(self) -> None:
        positions = accepted('when = ["一", { x = """\n甲 > 乙""" }]')
        assert positions.inside(("when", 0), 0) == Spot(1, 10)
        assert positions.inside(("when", 1, "x"), 2) == Spot(2, 3)

    def test_a_string_that_holds_toml_does_not_lead_astray(self) -> None:
        positions = accepted('a = """\n[b]\nc = 1 # "\n"""\nc = \'# [d]\'\ne = "\\\\"\nf = 1\n')
        assert positions.key(("c",)) == Spot(5, 1)
        assert positions.value(("f",)) == Spot(7, 5)
        assert positions.key(("b",)) == Spot(1, 1)


class TestSourceLine:
    def test_is_the_line_without_its_end(self) -> None:
        assert source_line("a\r\n乙 \nc", 1) == "a"
        assert source_line("a\r\n乙 \nc", 2) == "乙 "
        assert source_line("a\r\n乙 \nc", 3) == "c"

    def test_is_empty_where_there_is_no_such_line(self) -> None:
        assert source_line("a\nb", 0) == ""
        assert source_line("a\nb", 3) == ""
        assert source_line("a\nb", -1) == ""

    def test_ends_only_where_toml_ends_a_line(self) -> None:
        source = "a = 'x\u2028y\x85z'\nb = 1"
        assert source_line(source, 1) == "a = 'x\u2028y\x85z'"
        assert accepted(source).value(("b",)) == Spot(2, 5)

"""Rule files that must be refused, each with the whole message it is refused with, in both languages.

Every case is put into a copy of the rulebook of Example District: a file `bad/FOLDER/NAME.toml` into
that folder, the files of `bad/several/NAME/` where they stand. `NAME.txt` and `NAME.zh.txt` hold the
message. With XIXIA_GOLDEN=write they are written anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from xixia_gov.errors import InputError
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.text import Lang
from xixia_gov.vocabulary.vocabulary import Vocabulary

HERE = Path(__file__).parent
BASE = HERE.parent / "district" / "rules"
FILES = sorted(path for path in HERE.glob("bad/*/*.toml") if path.parent.name != "several")
FOLDERS = sorted(path for path in HERE.glob("bad/several/*") if path.is_dir())
GOOD = sorted(HERE.glob("good/*.toml"))
LANGUAGES: dict[Lang, str] = {"en": ".txt", "zh": ".zh.txt"}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a copy of a rulebook in which nothing is wrong."""
    folder = tmp_path / "rules"
    shutil.copytree(BASE, folder)
    return folder


def refusal(folder: Path, vocabulary: Vocabulary) -> InputError:
    with pytest.raises(InputError) as caught:
        load_rulebook(folder, vocabulary=vocabulary)
    return caught.value


def compare(error: InputError, golden: Path) -> None:
    for lang, suffix in LANGUAGES.items():
        path = golden.with_name(f"{golden.stem}{suffix}")
        if os.environ.get("XIXIA_GOLDEN") == "write":
            path.write_text(f"{error.render(lang)}\n", encoding="utf-8")
        assert f"{error.render(lang)}\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_bad_file_is_refused_with_all_that_is_wrong_at_its_place(
    case: Path, rules: Path, vocabulary: Vocabulary
) -> None:
    shutil.copy(case, rules / case.parent.name / case.name)
    compare(refusal(rules, vocabulary), case)


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
def test_bad_files_are_refused_together_and_none_hides_the_others(
    case: Path, rules: Path, vocabulary: Vocabulary
) -> None:
    shutil.copytree(case, rules, dirs_exist_ok=True)
    compare(refusal(rules, vocabulary), case)


@pytest.mark.parametrize("case", GOOD, ids=lambda path: path.stem)
def test_a_file_that_only_looks_odd_is_loaded(case: Path, rules: Path, vocabulary: Vocabulary) -> None:
    shutil.copy(case, rules / "hedge" / case.name)
    assert "hedge.good" in load_rulebook(rules, vocabulary=vocabulary).rules


def test_every_message_belongs_to_a_case() -> None:
    cases = {path.with_suffix("") for path in FILES} | set(FOLDERS)
    messages = {
        path.with_name(path.name.removesuffix(".txt").removesuffix(".zh"))
        for path in HERE.glob("bad/*/*.txt")
    }
    assert messages == cases


def test_a_file_that_is_not_utf8_is_named_with_the_place_of_the_byte(
    rules: Path, vocabulary: Vocabulary
) -> None:
    (rules / "hedge" / "bad.toml").write_bytes("id = 'a'\ntitle = '绿".encode() + b"\xc2\xcc'\n")
    error = refusal(rules, vocabulary)
    assert error.render("en") == (
        "rules/hedge/bad.toml:2:11: the file is not UTF-8 (byte 0xC2); save it as UTF-8"
    )
    assert error.render("zh") == (
        "rules/hedge/bad.toml:2:11: 文件不是 UTF-8 编码 (字节 0xC2); 请另存为 UTF-8"
    )


def test_an_empty_folder_says_which_file_is_missing(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "rules").mkdir()
    error = refusal(tmp_path / "rules", vocabulary)
    assert error.render("en") == (
        "rules: the rules folder has no rulebook.toml (id, title, the day the law is known through)"
    )
    assert error.render("zh") == "rules: 规则文件夹缺少 rulebook.toml (编号、标题、所知法律的截止日)"


def test_a_folder_without_its_rulebook_file_still_tells_what_is_wrong_in_the_others(
    rules: Path, vocabulary: Vocabulary
) -> None:
    (rules / "rulebook.toml").unlink()
    shutil.copy(HERE / "bad" / "hedge" / "kind_unknown.toml", rules / "hedge" / "bad.toml")
    assert [str(problem.place) for problem in refusal(rules, vocabulary).problems] == [
        "rules",
        "rules/hedge/bad.toml:3:12",
    ]


def test_a_folder_that_is_not_there_is_named_as_it_was_written(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    folder = tmp_path / "nowhere"
    error = refusal(folder, vocabulary)
    assert error.render("en") == f"{folder}: there is no such rules folder"
    assert error.render("zh") == f"{folder}: 规则文件夹不存在"


def test_a_file_given_for_a_folder_is_said_to_be_one(rules: Path, vocabulary: Vocabulary) -> None:
    path = rules / "rulebook.toml"
    assert refusal(path, vocabulary).render("en") == f"{path}: this is a file, not a rules folder"
    assert refusal(path, vocabulary).render("zh") == f"{path}: 这是文件, 不是规则文件夹"


def test_a_folder_written_as_a_dot_is_shown_by_its_name(
    rules: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(HERE / "bad" / "hedge" / "kind_unknown.toml", rules / "hedge" / "bad.toml")
    monkeypatch.chdir(rules)
    [problem] = refusal(Path(), vocabulary).problems
    assert str(problem.place) == "rules/hedge/bad.toml:3:12"


def test_a_folder_with_the_name_of_a_file_and_a_link_to_nowhere_are_told(
    rules: Path, vocabulary: Vocabulary
) -> None:
    (rules / "hedge" / "folder.toml").mkdir()
    (rules / "hedge" / "link.toml").symlink_to(rules / "nowhere.toml")
    assert refusal(rules, vocabulary).render("en") == (
        "rules/hedge/folder.toml: this is a folder, not a file\nrules/hedge/link.toml: no such file"
    )
    assert refusal(rules, vocabulary).render("zh") == (
        "rules/hedge/folder.toml: 这是文件夹, 不是文件\nrules/hedge/link.toml: 文件不存在"
    )


def test_numbers_and_lists_that_python_itself_cannot_read_are_refused(
    rules: Path, vocabulary: Vocabulary
) -> None:
    (rules / "hedge" / "deep.toml").write_text(f"a = {'[' * 5000}{']' * 5000}\n", encoding="utf-8")
    (rules / "hedge" / "long.toml").write_text(f"a = {'9' * 5000}\n", encoding="utf-8")
    assert refusal(rules, vocabulary).render("en") == (
        "rules/hedge/deep.toml: nested too deeply\n"
        "rules/hedge/long.toml: there is a whole number with too many digits in it"
    )
    assert refusal(rules, vocabulary).render("zh") == (
        "rules/hedge/deep.toml: 嵌套过深\nrules/hedge/long.toml: 文件中有位数过多的整数"
    )


def test_a_control_character_in_a_refused_line_never_reaches_the_terminal(
    rules: Path, vocabulary: Vocabulary
) -> None:
    (rules / "hedge" / "bad.toml").write_text("id = 'a\x1b[2J'\n", encoding="utf-8")
    assert refusal(rules, vocabulary).render("en") == (
        "rules/hedge/bad.toml:1:8: TOML syntax error: the character '\\x1b' cannot stand here\n"
        "    id = 'a\N{REPLACEMENT CHARACTER}[2J'\n"
        "           ^"
    )

"""The program around its commands: languages, misuse, other rulebooks, and what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import xixia_gov
from xixia_gov.cli.language import language

Run = Callable[..., Result]
Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.parametrize(
    ("words", "environ", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_US", "LC_MESSAGES": "zh_TW"}, "zh"),
        ([], {"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        ([], {"LANG": "C"}, "en"),
        (["--lang", "zh", "rules"], {"LANG": "en"}, "zh"),
        (["rules", "--lang=en"], {"LANG": "zh_CN"}, "en"),
        (["--lang", "zh", "rules", "--lang", "en"], {}, "en"),
        (["check", "--", "--lang", "zh"], {}, "en"),
        (["rules", "--lang"], {"LANG": "zh"}, "zh"),
        (["rules", "--lang", "fr"], {"LANG": "zh"}, "zh"),
    ],
)
def test_the_language_is_asked_for_or_the_environments(
    words: list[str], environ: dict[str, str], expected: str
) -> None:
    assert language(words, environ) == expected


def test_the_language_may_stand_before_or_after_the_command(run: Run) -> None:
    before = run("--lang", "en", "rules", "冰箱")
    assert before.stdout == run("rules", "冰箱", "--lang", "en").stdout
    assert "Home-appliance trade-in subsidy" in before.stdout
    assert "家电以旧换新补贴" in run("rules", "冰箱").stdout


def test_alone_the_program_says_what_it_can_do(run: Run) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    for command in ("check", "show", "rules", "lint"):
        assert f"\n  {command} " in result.stderr


@pytest.mark.parametrize("command", ["check", "show", "rules", "lint"])
def test_help_is_in_the_language_of_the_run(run: Run, command: str) -> None:
    zh, en = run(command, "--help"), run(command, "-h", "--lang", "en")
    assert (zh.exit_code, en.exit_code) == (0, 0)
    assert zh.stdout.startswith(f"用法: xixia-gov {command} ")
    assert en.stdout.startswith(f"usage: xixia-gov {command} ")
    assert "显示说明" in zh.stdout
    assert not any("\u4e00" <= char <= "\u9fff" for char in en.stdout)


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").stdout == f"xixia-gov {xixia_gov.__version__}\n"


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (["chek"], "未知命令“chek”; 是否应为“check”?", "unknown command 'chek'; did you mean 'check'?"),
        (["rules", "--lnag", "zh"], "未知命令行选项“--lnag”; 是否应为“--lang”?", "unknown option '--lnag'"),
        (["check", "x", "--format"], "选项 --format 缺少值", "the option --format needs a value"),
        (["check", "x", "--explain=yes"], "选项 --explain 不带值", "the option --explain takes no value"),
        (["check", "x", "--format", "jsn"], "是否应为“json”?", "unknown value of --format 'jsn'"),
        (["show"], "缺少 RULE...", "RULE... is missing"),
        (["lint", "a", "b", "c"], "多余的参数: b c", "unexpected: b c"),
        (
            ["show", "trade_in.aplliance"],
            "是否应为“trade_in.appliance”?",
            "did you mean 'trade_in.appliance'?",
        ),
        (["rules", "--lang", "fr"], "未知 --lang 的值“fr”", "unknown value of --lang 'fr'"),
        (["lint", "--lock"], "--lock 须同时给出 --gazette", "--lock needs --gazette"),
    ],
)
def test_misuse_is_told_in_both_languages_with_code_2(run: Run, words: list[str], zh: str, en: str) -> None:
    for lang, told in (("zh_CN.UTF-8", zh), ("en_GB.UTF-8", en)):
        result = run(*words, LANG=lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr


def test_a_rulebook_that_is_not_there_is_told(run: Run, case: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "none"
    for words in (("check", case, "--rules", nowhere), ("--rules", nowhere, "check", case)):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"{nowhere}: 规则文件夹不存在\n"


def test_a_rulebook_with_a_fault_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rulebook.toml").write_text("id = \n", encoding="utf-8")
    result = run("rules", "--rules", tmp_path)
    assert result.exit_code == 2
    assert "rulebook.toml:1:" in result.stderr


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("nowhere.at_all:X", "cannot import nowhere.at_all"),
        ("json:dumps", "dumps is no Vocabulary, but a function"),
        ("json:DUMPS", "unknown vocabulary 'DUMPS'"),
        ("xixia_gov.vocabulary.xixia:XIXA", "did you mean 'XIXIA'?"),
        ("json", "write package:NAME"),
        (":X", "write package:NAME"),
        ("..json:X", "write package:NAME"),
    ],
)
def test_a_vocabulary_that_cannot_be_had_is_told(run: Run, written: str, told: str) -> None:
    result = run("rules", "--vocabulary", written, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"--vocabulary {written}: ")
    assert told in result.stderr


def test_a_vocabulary_is_imported_from_the_working_folder_and_only_when_named(
    program: Program, tmp_path: Path, case: Path
) -> None:
    (tmp_path / "own_words.py").write_text(
        'print("imported")\nfrom xixia_gov.vocabulary.xixia import XIXIA as MINE\n', encoding="utf-8"
    )
    command = [sys.executable, "-m", "xixia_gov.cli", "check", str(case), "--format", "json"]
    with_it = subprocess.run(
        [*command, "--vocabulary", "own_words:MINE"], cwd=tmp_path, capture_output=True, check=True
    )
    first, _, answer = with_it.stdout.partition(b"\n")
    assert first == b"imported"
    without = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert without.stdout == answer
    del program


def test_the_output_is_utf8_whatever_the_locale(program: Program, case: Path) -> None:
    done = program("check", case, "--lang", "zh")
    assert done.returncode == 0
    assert "以上是按规则库作出的参考意见" in done.stdout.decode("utf-8")
    told = program("check", "没有.toml", "--lang", "zh", PYTHONIOENCODING="ascii")
    assert told.returncode == 2
    assert told.stderr.decode("utf-8") == "没有.toml: 没有这个文件\n"


def test_standard_input_is_a_case(program: Program, case: Path) -> None:
    done = program("check", "-", "--format", "json", stdin=case.read_bytes())
    assert done.returncode == 0
    assert json.loads(done.stdout)["determinations"][0]["missing"] == ["purchase.final_price"]


def test_nobody_reading_on_is_no_error_to_speak_of(case: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "xixia_gov.cli", "check", str(case)],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_loading_the_command_line_loads_no_engine_and_no_report() -> None:
    watch = "import sys, xixia_gov.cli.main; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "xixia_gov.cli.main" in loaded
    parts = ("engine", "expression", "model", "vocabulary", "rulebook", "casefile", "report")
    assert [name for name in loaded if name.startswith(tuple(f"xixia_gov.{part}" for part in parts))] == []
    assert {"cattrs", "tabulate", "wcwidth", "tomllib"} & set(loaded) == set()


def test_answering_in_json_loads_no_table() -> None:
    watch = (
        "import sys\nfrom xixia_gov.cli.main import cli\n"
        "cli.main(['check', '-', '--format', 'json'], standalone_mode=False)\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch],
        input=b'{"as_of": "2024-08-20", "subject": {"kind": "Citizen"}}',
        capture_output=True,
        check=True,
    )
    loaded = set(done.stderr.decode().split())
    assert "xixia_gov.report.json" in loaded
    assert {"tabulate", "xixia_gov.report.table", "xixia_gov.report.explain"} & loaded == set()


def shell(command: str, folder: Path) -> tuple[int, str]:
    """Run the program as a shell would, with its streams sent where the command says."""
    words = f'"{sys.executable}" -m xixia_gov.cli --lang en {command}'
    done = subprocess.run(
        ["/bin/sh", "-c", words], cwd=folder, capture_output=True, check=False, env={**os.environ}
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_told(root: Path) -> None:
    code, said = shell("check examples/farmer.toml > /dev/full", root)
    assert (code, said.splitlines()[-1]) == (2, "the result cannot be written: No space left on device")


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("check - <&-", "-: standard input is closed"),
        ("check examples/farmer.toml >&-", "the result cannot be written: Bad file descriptor"),
    ],
)
def test_a_closed_stream_is_told(root: Path, command: str, message: str) -> None:
    code, said = shell(command, root)
    assert (code, said.splitlines()[-1]) == (2, message)


def test_whatever_a_vocabulary_of_somebodys_own_raises_is_told(tmp_path: Path) -> None:
    (tmp_path / "their_own.py").write_text("raise KeyError('x')\n", encoding="utf-8")
    code, said = shell("rules --vocabulary their_own:X", tmp_path)
    assert (code, said) == (2, "--vocabulary their_own:X: cannot import their_own: KeyError: 'x'\n")

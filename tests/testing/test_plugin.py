"""The plugin runs the examples of any rules folder, and leaves alone who does not ask for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = "pytester"

DISTRICT = Path(__file__).parent.parent / "district"
PLUGIN = ("-p", "xixia_gov.testing.plugin", "-p", "no:cacheprovider")
NAMED = ("--xixia-rules", "rules", "--xixia-vocabulary", "example_district:VOCABULARY")


@pytest.fixture
def district(pytester: pytest.Pytester) -> Path:
    """Return a folder with a copy of the made-up district."""
    shutil.copytree(DISTRICT / "rules", pytester.path / "rules")
    shutil.copy(DISTRICT / "example_district.py", pytester.path)
    return pytester.path


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_example_of_another_district_is_a_test_with_its_rule_in_its_name(
    district: Path, pytester: pytest.Pytester
) -> None:
    done = pytester.runpytest(*PLUGIN, *NAMED, "-rA")
    done.assert_outcomes(passed=4)
    done.stdout.fnmatch_lines(
        [
            f"xixia-gov: 3 rules of * in {district / 'rules'}",
            "PASSED rules/hedge/planting_2023.toml::hedge.planting::8 and 7 metres planted in 2023",
            "PASSED rules/hedge/planting_2025.toml::hedge.planting version 2::20 metres of privet *",
            "PASSED rules/hedge/trimming.toml::hedge.trimming_ban::a nest with birds in May",
            "PASSED rules/hedge/trimming.toml::hedge.clearing::cleared on the third day",
        ]
    )


def test_an_example_that_comes_out_otherwise_fails_with_the_file_the_line_and_a_sentence(
    district: Path, pytester: pytest.Pytester
) -> None:
    path = district / "rules" / "hedge" / "planting_2023.toml"
    replaced(path, '"180.00", "180.00"', '"170.00", "170.00"')
    line = path.read_text(encoding="utf-8").split("[[example]]")[0].count("\n") + 1
    done = pytester.runpytest(*PLUGIN, *NAMED)
    done.assert_outcomes(passed=3, failed=1)
    done.stdout.fnmatch_lines(
        [
            "* hedge.planting: 8 and 7 metres planted in 2023 *",
            f"{path}:{line}",
            "hedge.planting: example '8 and 7 metres planted in 2023' expects*amount*170.00*found*180.00*",
        ]
    )
    assert "Traceback" not in done.stdout.str()


def test_an_example_is_run_alone_by_the_id_that_pytest_shows(
    district: Path, pytester: pytest.Pytester
) -> None:
    assert district.is_dir()
    id_ = "rules/hedge/trimming.toml::hedge.clearing::cleared on the third day"
    pytester.runpytest(*PLUGIN, *NAMED, id_).assert_outcomes(passed=1)
    pytester.runpytest(*PLUGIN, *NAMED, "-k", "clearing").assert_outcomes(passed=1, deselected=3)


def test_the_laws_and_the_claims_of_each_rule_are_run_on_request(
    district: Path, pytester: pytest.Pytester
) -> None:
    assert district.is_dir()
    done = pytester.runpytest(*PLUGIN, *NAMED, "--xixia-laws", "--xixia-verify", "-rA", "-k", "clearing")
    laws = ["window", "fail_alone", "readings_matter", "bounds", "cap", "monotone", "missing"]
    laws += ["irrelevant", "refinement", "totals", "order_free", "executors_agree"]
    done.assert_outcomes(passed=1 + len(laws) + 1, deselected=done.parseoutcomes()["deselected"])
    tests = [*(f"law: {law}" for law in laws), "claims"]
    done.stdout.fnmatch_lines([f"PASSED rules/hedge/trimming.toml::hedge.clearing::{name}" for name in tests])


def test_what_the_examples_of_a_rule_do_not_reach_is_told_on_request(
    district: Path, pytester: pytest.Pytester
) -> None:
    assert district.is_dir()
    done = pytester.runpytest(*PLUGIN, *NAMED, "--xixia-coverage", "-k", "clearing and coverage")
    done.assert_outcomes(failed=1, deselected=done.parseoutcomes()["deselected"])
    done.stdout.fnmatch_lines(["*with rule coverage*", "*hedge.clearing: no case fails cleared_in_time"])


def test_a_law_that_is_broken_is_told_with_the_case(district: Path, pytester: pytest.Pytester) -> None:
    path = district / "rules" / "hedge" / "trimming.toml"
    text = path.read_text(encoding="utf-8")
    # The same clause a second time: it never fails alone.
    clause = text[text.index("[rules.conditions.nest]") :].partition("\n\n")[0]
    again = clause.replace("[rules.conditions.nest]", "[rules.conditions.again]")
    path.write_text(text.replace(clause, f"{clause}\n\n{again}"), encoding="utf-8")
    done = pytester.runpytest(*PLUGIN, *NAMED, "--xixia-laws", "-k", "fail_alone")
    done.stdout.fnmatch_lines(["*breaks that each condition can fail alone: *nest never fails alone*again*"])
    assert "Traceback" not in done.stdout.str()


def test_the_rules_are_run_beside_the_tests_of_the_project(district: Path, pytester: pytest.Pytester) -> None:
    assert district.is_dir()
    pytester.makepyfile(test_own="def test_own(): pass")
    pytester.runpytest(*PLUGIN, *NAMED, "test_own.py").assert_outcomes(passed=5)
    pytester.runpytest(*PLUGIN, *NAMED).assert_outcomes(passed=5)


def test_a_project_that_does_not_use_the_option_collects_no_rule(
    district: Path, pytester: pytest.Pytester
) -> None:
    assert district.is_dir()
    pytester.makepyfile(test_own="def test_own(): pass")
    done = pytester.runpytest(*PLUGIN)
    done.assert_outcomes(passed=1)
    assert "xixia-gov: " not in done.stdout.str()


def test_the_plugin_itself_imports_nothing_of_the_package_but_its_empty_shells() -> None:
    program = (
        "import sys, pytest; before = set(sys.modules); import xixia_gov.testing.plugin; "
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["xixia_gov", "xixia_gov.testing", "xixia_gov.testing.plugin"]


WRONG = [
    (
        ["--xixia-rules", "ruels"],
        "ERROR: --xixia-rules ruels: no such folder; did you mean 'rules'?",
    ),
    (
        ["--xixia-rules", "example_district.py"],
        "ERROR: --xixia-rules example_district.py: a file, not a rules folder*",
    ),
    (
        ["--xixia-rules", "rules", "--xixia-vocabulary", "example_district"],
        "ERROR: --xixia-vocabulary example_district: write PACKAGE:NAME, such as my_district:VOCABULARY",
    ),
    (
        ["--xixia-rules", "rules", "--xixia-vocabulary", "example_distrikt:VOCABULARY"],
        "ERROR: --xixia-vocabulary *cannot import*; did you mean example_district:VOCABULARY?",
    ),
    (
        ["--xixia-rules", "rules", "--xixia-vocabulary", "example_district:VOCABULAR"],
        "ERROR: *: no VOCABULAR there; example_district has VOCABULARY",
    ),
    (
        ["--xixia-rules", "rules", "--xixia-vocabulary", "example_district:Resident"],
        "ERROR: *: Resident is no Vocabulary but a type; example_district has VOCABULARY",
    ),
    (
        ["--xixia-laws"],
        "ERROR: --xixia-laws says something about a rules folder: name it with --xixia-rules DIR",
    ),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=[" ".join(options) for options, _ in WRONG])
def test_a_wrong_option_is_a_usage_error_that_names_what_is_near(
    district: Path, pytester: pytest.Pytester, options: list[str], message: str
) -> None:
    assert district.is_dir()
    done = pytester.runpytest(*PLUGIN, *options)
    assert done.ret is pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines([message])
    assert "Traceback" not in done.stdout.str() + done.stderr.str()


def test_a_rulebook_that_cannot_be_loaded_is_told_with_its_places(
    district: Path, pytester: pytest.Pytester
) -> None:
    replaced(district / "rules" / "hedge" / "planting_2025.toml", "planting.plant ", "planting.plnat ")
    done = pytester.runpytest(*PLUGIN, *NAMED)
    assert done.ret is pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(
        [
            "ERROR: --xixia-rules rules: the rulebook cannot be loaded",
            "rules/hedge/planting_2025.toml:*: unknown name 'planting.plnat'; did you mean 'planting.plant'?",
        ]
    )


def test_without_hypothesis_the_examples_run_and_the_laws_say_what_to_install(
    district: Path, pytester: pytest.Pytester
) -> None:
    assert district.is_dir()
    pytester.makepyfile(no_hypothesis="import sys\nsys.modules['hypothesis'] = None")
    without = ("-p", "no:hypothesispytest", "-p", "no_hypothesis")
    here = f"import sys; sys.path.insert(0, {str(pytester.path)!r}); import pytest; "

    def run(*more: str) -> pytest.RunResult:
        options = [*without, *PLUGIN, *NAMED, "-rA", *more]
        return pytester.run(sys.executable, "-c", f"{here}sys.exit(pytest.main({options!r}))")

    run().assert_outcomes(passed=4)
    laws = run("--xixia-laws", "-k", "clearing")
    told = "the laws that draw cases need Hypothesis, which is not installed: *xixia-gov[[]testing[]]*"
    laws.stdout.fnmatch_lines([told, "PASSED rules/hedge/trimming.toml::hedge.clearing::law: window"])
    laws.assert_outcomes(passed=4, failed=1, deselected=laws.parseoutcomes()["deselected"])

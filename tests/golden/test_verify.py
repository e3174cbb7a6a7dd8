"""Rules with one defect each and no example: `verify` finds it, says it in both languages, and shows a case.

Every rule `verify/t/NAME.toml` is put into a copy of `verify/base`; `NAME.txt` and `NAME.zh.txt` hold the
whole report. With XIXIA_GOLDEN=write they are written anew; read the difference before keeping it.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from xixia_gov.analysis.claim import Sort, Standing
from xixia_gov.analysis.verify import verify
from xixia_gov.casefile.write import case_toml
from xixia_gov.cli.main import cli
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.claims import Told, claims_table
from xixia_gov.rulebook.load import load_rulebook
from xixia_gov.testing.small import SMALL
from xixia_gov.text import Lang

HERE = Path(__file__).parent / "verify"
RULES = sorted(HERE.glob("t/*.toml"))
LANGUAGES: dict[Lang, str] = {"en": ".txt", "zh": ".zh.txt"}

PLANTED = {
    "alternative_never_alone": ("t.alternative", Sort.ALTERNATIVE, "way.high"),
    "cap_below_floor": ("t.cap", Sort.SUM, "t.cap/cap"),
    "cap_below_floor_declared": ("t.declared", Sort.SUM, "never_under"),
    "condition_never_fails": ("t.always", Sort.ALONE, "price"),
    "copied_condition": ("t.copied", Sort.ALONE, "resident"),
    "exception_that_overrides_nothing": ("t.ban", Sort.EXCEPTION, "t.ban"),
    "fact_that_changes_nothing": ("t.fact", Sort.FACT, "own.note"),
    "false_implied_by": ("t.implied", Sort.IMPLIED, "high"),
    "gap_in_a_table": ("t.gap", Sort.TABLE, "t.gap/band"),
    "group_that_combines_nothing": ("", Sort.GROUP, "t.pair"),
    "one_phrase_two_figures": ("", Sort.FIGURE, "一 yuan"),
    "reading_that_changes_nothing": ("t.reading", Sort.READING, "t.reading/end"),
    "row_hidden_by_another": ("t.hidden", Sort.TABLE, "t.hidden/band.narrow"),
    "row_that_never_applies": ("t.dead", Sort.TABLE, "t.dead/band.none"),
    "rule_that_never_says_yes": ("t.never", Sort.SATISFIABLE, ""),
    "sum_over_its_cap": ("t.over", Sort.SUM, "never_over"),
    "sum_that_does_not_grow": ("t.shrinks", Sort.SUM, "claim.price"),
    "sums_upside_down": ("t.range", Sort.SUM, "least"),
}


def put(folder: Path, *rules: Path) -> Path:
    shutil.copytree(HERE / "base", folder)
    (folder / "t").mkdir()
    for path in rules:
        shutil.copy(path, folder / "t" / path.name)
    return folder


def loaded(folder: Path) -> Rulebook:
    return load_rulebook(folder, vocabulary=SMALL)


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_a_defect_is_found_and_told_with_a_case(rule: Path, tmp_path: Path) -> None:
    book = loaded(put(tmp_path / "rules", rule))
    found = verify(book)
    for lang, suffix in LANGUAGES.items():
        golden = rule.with_name(f"{rule.stem}{suffix}")
        text = f"{claims_table(Told(book, found), lang)}\n"
        if os.environ.get("XIXIA_GOLDEN") == "write":
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a rulebook of all these rules; none has an example."""
    return put(tmp_path_factory.mktemp("all") / "rules", *RULES)


def test_every_defect_is_found_in_one_rulebook_without_examples(all_at_once: Path) -> None:
    assert set(PLANTED) == {path.stem for path in RULES}
    book = loaded(all_at_once)
    assert not any(rule.examples for versions in book.rules.values() for rule in versions)
    failed = verify(book).failed
    found = {(claim.rule, claim.sort, claim.about) for claim in failed}
    assert set(PLANTED.values()) <= found
    assert all(claim.witness is not None for claim in failed)


def test_what_follows_from_a_defect_is_all_else_that_fails(all_at_once: Path) -> None:
    failed = verify(loaded(all_at_once)).failed
    others = {(claim.rule, claim.sort, claim.about) for claim in failed} - set(PLANTED.values())
    assert others == {
        ("t.always", Sort.FACT, "claim.price"),  # the only clause that reads it never fails
        ("t.ban", Sort.FACT, "claim.b"),  # only the idle exception reads it
        ("t.cap", Sort.FACT, "claim.price"),  # 200 are paid whatever the price
        ("t.copied", Sort.ALONE, "floor"),  # of two equal clauses neither fails alone
        ("t.declared", Sort.SUM, "never_over"),  # what is paid lies between the two
        ("t.implied", Sort.ALONE, "low"),  # from 200 on means from 100 on
        ("t.never", Sort.FACT, "claim.price"),  # no answer is yes
    }


def test_check_answers_every_case_that_shows_a_defect(all_at_once: Path, tmp_path: Path) -> None:
    files = []
    for number, claim in enumerate(verify(loaded(all_at_once)).failed):
        assert claim.witness is not None
        path = tmp_path / f"{number}.toml"
        path.write_text(case_toml(claim.witness), encoding="utf-8")
        files.append(str(path))
    words = ["--rules", str(all_at_once), "--vocabulary", SMALL.name, "check", *files]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output


def test_the_command_ends_with_1_and_its_cases_can_be_taken_from_its_json(
    all_at_once: Path, tmp_path: Path
) -> None:
    told = ["--rules", str(all_at_once), "--vocabulary", SMALL.name]
    result = CliRunner().invoke(cli, [*told, "verify", "t.gap", "--format", "json"])
    assert result.exit_code == 1
    failed = [one for one in json.loads(result.stdout)["claims"] if one["standing"] == Standing.FAILED.value]
    assert [(one["sort"], one["about"]) for one in failed] == [("table", "t.gap/band")]
    path = tmp_path / "case.json"
    path.write_text(json.dumps(failed[0]["witness"]), encoding="utf-8")
    assert CliRunner().invoke(cli, [*told, "check", str(path)]).exit_code == 0


def test_rows_that_overlap_without_a_reading_are_refused_before_anything_is_verified(tmp_path: Path) -> None:
    text = (HERE / "t" / "row_hidden_by_another.toml").read_text(encoding="utf-8")
    more = 'more = { value = 20, unit = "yuan", anchor = "20元" }'
    other = text.replace("sum ", f"{more}\nsum ", 1)
    head, last = other.rsplit('amount = "sum"', 1)
    folder = put(tmp_path / "rules")
    (folder / "t" / "overlap.toml").write_text(f'{head}amount = "more"{last}', encoding="utf-8")
    with pytest.raises(InputError, match="overlap and no reading decides: wide, narrow"):
        loaded(folder)

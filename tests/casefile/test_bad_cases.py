"""Case files that must be refused, each with the whole message it is refused with, in both languages.

`bad/NAME.FORMAT` is the case, `bad/NAME.FORMAT.txt` and `.zh.txt` hold the message. With
XIXIA_GOLDEN=write they are written anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xixia_gov.casefile.read import read_each
from xixia_gov.engine.assess import assess
from xixia_gov.errors import InputError
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.text import Lang

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.glob("bad/*") if path.suffix in (".toml", ".json", ".jsonl"))
LANGUAGES: dict[Lang, str] = {"en": ".txt", "zh": ".zh.txt"}


def refusals(raw: bytes, name: str, book: Rulebook) -> list[InputError]:
    """Return what is wrong with each case of a file, whether it shows in reading or in answering."""
    errors: list[InputError] = []
    try:
        for case in read_each(raw, name, book):
            try:
                if isinstance(case, InputError):
                    raise case
                assess(book, case)
            except InputError as error:
                errors.append(error)
    except InputError as error:
        errors.append(error)
    return errors


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_bad_case_is_refused_with_all_that_is_wrong_at_its_place(case: Path, book: Rulebook) -> None:
    errors = refusals(case.read_bytes(), case.name, book)
    for lang, suffix in LANGUAGES.items():
        golden = case.with_name(f"{case.name}{suffix}")
        found = "".join(f"{error.render(lang)}\n" for error in errors)
        if os.environ.get("XIXIA_GOLDEN") == "write":
            golden.write_text(found, encoding="utf-8")
        assert found == golden.read_text(encoding="utf-8")
        assert found


def test_every_message_belongs_to_a_case() -> None:
    wanted = {f"{case.name}{suffix}" for case in CASES for suffix in LANGUAGES.values()}
    assert {path.name for path in HERE.glob("bad/*.txt")} == wanted

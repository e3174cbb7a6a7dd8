"""Larger rulebooks for the measure of growth: the fixed work among many rules about other matters."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Final

import attrs

from bench.cases import RULES
from bench.vocabulary import VOCABULARY, Dossier
from xixia_gov import Rulebook, load_rulebook
from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Matter
from xixia_gov.vocabulary.vocabulary import Vocabulary

_NAMES: Final = re.compile(r"\b(?:categories|engines|electric|award_groups|travel_groups|mountains|fires)\b")
_ID: Final = re.compile(r'^((?:id|family) *= *)"([a-z_.]+)"', re.MULTILINE)
_EXAMPLE: Final = re.compile(r"^\[\[(?:rules\.)?example\]\]\n(?:[^\[\n].*\n|\n)*", re.MULTILINE)


def grown(times: int) -> Rulebook:
    """Return the rulebook of the fixed work with `times` as many rules about other matters beside it.

    Each other matter is a dossier of its own kind with the same facts and the same eleven rules.
    """
    others = [_matter(number) for number in range(1, times + 1)]
    vocabulary = Vocabulary("bench.books", VOCABULARY.subjects, (*VOCABULARY.matters, *others))
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), times)
        return load_rulebook(folder, vocabulary=vocabulary)


def _matter(number: int) -> type[Matter]:
    name = f"Dossier{number}"
    said = {
        "ROOT": f"dossier{number}",
        "LABEL": Text(zh=f"档案{number}", en=f"dossier {number}"),
        "__annotations__": {},
    }
    made: type[Matter] = attrs.frozen(kw_only=True)(type(name, (Dossier,), said))
    return made


def _write(folder: Path, times: int) -> None:
    for source in sorted(RULES.rglob("*.toml")):
        text = source.read_text("utf-8")
        place = folder / source.relative_to(RULES)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
        if "Dossier" in text:
            plain = _EXAMPLE.sub("", text)
            for number in range(1, times + 1):
                place.with_name(f"{source.stem}_{number}.toml").write_text(_renamed(plain, number), "utf-8")


def _renamed(text: str, number: int) -> str:
    """Return a rule file about another matter: its ids, its lists and its facts are its own."""
    text = _ID.sub(lambda found: f'{found[1]}"{found[2]}_{number}"', text)
    text = text.replace("dossier.", f"dossier{number}.").replace('"Dossier"', f'"Dossier{number}"')
    return "\n".join(_lists(line, number) for line in text.split("\n"))


def _lists(line: str, number: int) -> str:
    if line.startswith(("zh", "en", "title")):
        return line
    return _NAMES.sub(lambda found: f"{found[0]}_{number}", line)

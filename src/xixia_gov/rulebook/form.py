"""The form is the built-in rulebook as loading once gave it, kept beside the code so that starting is fast.

It is data, made when the package is built or is installed for development, and used only where it is proved
fresh: the rule files, byte by byte, and the code that reads them are those it was made from, and its own
bytes are those that were written. Otherwise it is as if there were none, and the rule files are read. A
rules folder that somebody names has none.

The file has three lines of JSON: what it was made from, the rulebook, and the worked examples of its rules,
which no answer needs: they are unpacked when somebody asks for one.
"""

# ruff: noqa: PTH100, PTH105, PTH118, PTH119, PTH120, PTH123
# Importing pathlib takes longer than half of reading the form.

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
from collections.abc import Iterator
from typing import Any, Final

import attrs

from xixia_gov.frozen import FrozenMap
from xixia_gov.lazy import Lazy
from xixia_gov.model.rule import Example, Rule
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.pack import MAKERS, Maker, pack, unpack
from xixia_gov.rulebook.spoken import SpokenFacts
from xixia_gov.vocabulary.vocabulary import Vocabulary, paths_of

PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of the package, which holds the form."""
NAME: Final = "_rulebook.jsonl"
"""The name of the file of the form."""
FORMAT: Final = 1
"""The number of the way the form is laid out."""

_READERS: Final = ("", "expression", "vocabulary", "model", "rulebook")
"""The folders of the package whose code decides what a rule file comes to."""
_MORE_READERS: Final = ("engine/grid.py", "engine/reach.py")
_ENDING: Final = os.path.normcase(".toml")
_APART: Final = ("conflicts.toml", "provisions.toml")
_MARK: Final = b"\xef\xbb\xbf"  # a byte order mark, which is no part of a text


def read_form(rules: str, vocabulary: Vocabulary, *, package: str = PACKAGE) -> Rulebook | None:
    """Return the rulebook of a rules folder as the form holds it, None where no form is fresh.

    `package` is the folder of the code, and of the form.
    """
    try:
        with open(os.path.join(package, NAME), "rb") as file:
            head, body, worked = file.read().split(b"\n")
        fresh = head == _head(rules, vocabulary.name, body, worked, package)
    except (OSError, ValueError):  # none, or none of this shape
        return None
    if not fresh:
        return None
    return _book(json.loads(head)["digest"], body, worked, vocabulary, rules)


def write_form(book: Rulebook, folder: str, *, package: str = PACKAGE) -> str:
    """Write the form of a rulebook loaded from rule files into a folder and return its path.

    The file is whole or absent. The digest in it is that of the files as they are now, so a rulebook that
    was read from others is refused with `ValueError`; so is one whose form would not give it back.
    """
    body, worked = (_line(pack(part)) for part in _parts(book))
    head = _head(book.path, book.vocabulary.name, body, worked, package)
    digest = json.loads(head)["digest"]
    if digest != book.digest or _book(digest, body, worked, book.vocabulary, book.path) != book:
        message = f"the form of {book.path} would not be equal to the rulebook"
        raise ValueError(message)
    path = os.path.join(folder, NAME)
    made = f"{path}.{os.getpid()}"
    with open(made, "wb") as file:
        file.write(b"\n".join((head, body, worked)))
    os.replace(made, path)
    return path


def _line(value: Any) -> bytes:  # noqa: ANN401 - JSON
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _head(rules: str, vocabulary: str, body: bytes, worked: bytes, package: str) -> bytes:
    """Return the first line of a fresh form; raises `OSError` where a file cannot be read."""
    return _line(
        {
            "format": FORMAT,
            "version": sys.modules["xixia_gov"].__version__,
            "vocabulary": vocabulary,
            "digest": _digest_of(rules),
            "code": _code_of(package),
            "body": hashlib.sha256(body).hexdigest(),
            "worked": hashlib.sha256(worked).hexdigest(),
        }
    )


def _digest_of(rules: str) -> str:
    """Return what `digest` in `build` gives for the sources of a folder, without reading them as TOML."""
    sha = hashlib.sha256()
    for name in sorted(_files_below(rules, "")):
        with open(os.path.join(rules, name), "rb") as file:
            raw = file.read()
        for part in (name.encode(), raw.removeprefix(_MARK)):
            sha.update(part)
            sha.update(b"\0")
    return sha.hexdigest()


def _files_below(rules: str, inner: str) -> Iterator[str]:
    """Yield the names of the rule files below a folder, as `source` finds them."""
    with os.scandir(os.path.join(rules, inner)) as found:
        for one in found:
            name = f"{inner}{one.name}"
            if os.path.normcase(one.name).endswith(_ENDING) and one.name not in _APART:
                yield name
            if one.is_dir(follow_symlinks=False):
                yield from _files_below(rules, f"{name}/")


def _code_of(package: str) -> str:
    """Return the sha256 of all code that decides what rule files come to, names and contents."""
    sha = hashlib.sha256()
    for name in sorted((*_readers(package), *_MORE_READERS)):
        with open(os.path.join(package, name), "rb") as file:
            sha.update(b"%s\0%s\0" % (name.replace(os.sep, "/").encode(), file.read()))
    return sha.hexdigest()


def _readers(package: str) -> Iterator[str]:
    for folder in _READERS:
        with os.scandir(os.path.join(package, folder)) as found:
            yield from (os.path.join(folder, one.name) for one in found if one.name.endswith(".py"))


def _parts(book: Rulebook) -> tuple[Any, Any]:
    """Return what is packed of a rulebook: all but the worked examples, and these, rule by rule.

    Of a fact of the vocabulary the class is packed that has it; one that rule files declare is packed
    itself. The paths of the rules are packed without the folder, whose name is another one in an installed
    package.
    """
    classes = (*book.vocabulary.subjects, *book.vocabulary.matters)
    spoken = {path: cls.__name__ for cls in classes for path, _ in paths_of(cls)}
    bare = {
        id_: tuple(attrs.evolve(rule, examples=(), path=rule.path.partition("/")[2]) for rule in versions)
        for id_, versions in book.rules.items()
    }
    body = (
        book.id,
        book.title,
        book.known_through,
        book.instruments,
        FrozenMap(bare),
        book.readings,
        book.figures,
        book.definitions,
        book.lists,
        book.tables,
        book.groups,
        FrozenMap({path: spoken.get(path, info) for path, info in book.facts.items()}),
        book.areas,
        book.not_encoded,
    )
    return body, tuple(rule.examples for versions in book.rules.values() for rule in versions)


def _book(digest: str, body: bytes, worked: bytes, vocabulary: Vocabulary, rules: str) -> Rulebook:
    """Return the rulebook that two lines of a form hold."""
    folder = os.path.basename(os.path.abspath(rules))
    (
        id_,
        title,
        known_through,
        instruments,
        found,
        readings,
        figures,
        definitions,
        lists,
        tables,
        groups,
        facts,
        areas,
        not_encoded,
    ) = unpack(json.loads(body), _makers(folder, Lazy(_examples, worked)))
    return Rulebook(
        id=id_,
        title=title,
        known_through=known_through,
        digest=digest,
        vocabulary=vocabulary,
        instruments=instruments,
        rules=found,
        readings=readings,
        figures=figures,
        definitions=definitions,
        lists=lists,
        tables=tables,
        groups=groups,
        facts=SpokenFacts(facts, vocabulary),
        areas=areas,
        not_encoded=not_encoded,
        path=rules,
    )


Worked = tuple[tuple[Example, ...], ...]
"""The examples of each rule, in the order in which the rules are packed."""


def _makers(folder: str, worked: Lazy[Worked]) -> Iterator[Maker]:
    """Yield what makes each class, rules with their examples and the folder they stand in."""
    places = itertools.count()

    def rule(*values: Any) -> Rule:  # noqa: ANN401 - the fields, of which examples and path are the last
        examples = Lazy(_examples_at, worked, next(places))
        return Rule(*(*values[:-2], examples, f"{folder}/{values[-1]}"))

    for cls, maker in MAKERS.items():
        yield maker if cls is not Rule else rule


def _examples(line: bytes) -> Worked:
    found: Worked = unpack(json.loads(line))
    return found


def _examples_at(worked: Lazy[Worked], place: int) -> tuple[Example, ...]:
    return worked.value[place]


__all__ = ["NAME", "read_form", "write_form"]

"""An anchor holds a figure to the text: its phrase must stand inside the provision it cites.

Texts and phrases are compared after NFKC and removal of all white space, so that the line breaks
and spacing of print never matter. The lock remembers where every phrase was found and in which
bytes, for those who do not have the gazette texts.
"""

from __future__ import annotations

import bisect
import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from xixia_gov.errors import InputError, Place, Problem, ValueProblem, unknown_name
from xixia_gov.model.instrument import Instrument, Span
from xixia_gov.rulebook.anchor_lock import (
    AnchorKey,
    AnchorLock,
    AnchorSpot,
    read_lock,
    write_lock,
)
from xixia_gov.text import Text

__all__ = [
    "Anchor",
    "AnchorLock",
    "AnchorSpot",
    "GazetteText",
    "check_anchors",
    "find_anchor",
    "find_span",
    "gazette_text",
    "make_lock",
    "normalised",
    "read_gazette",
    "read_lock",
    "write_lock",
]


@attrs.frozen
class Anchor:
    """A phrase that a figure rests on, where it is printed, and the `place` that says so."""

    instrument: str
    at: str
    phrase: str
    place: Place = attrs.field(factory=Place)

    @property
    def key(self) -> AnchorKey:
        """What the lock files the anchor under."""
        return (self.instrument, self.at, self.phrase)


@attrs.frozen
class GazetteText:
    """The words of one gazette, ready for comparison.

    `sha256` is that of the file's bytes, `text` the normalised words, `starts` the offset in `text`
    at which each line of the file begins.
    """

    name: str
    sha256: str
    text: str = attrs.field(repr=False)
    starts: tuple[int, ...] = attrs.field(repr=False)

    def line(self, offset: int) -> int:
        r"""Return the line of the file, counted from 1, of the normalised character at `offset`.

        >>> gazette_text("g", "一、 期限\n\n二、".encode()).line(4)
        3
        """
        return bisect.bisect_right(self.starts, offset)


def normalised(words: str) -> str:
    r"""Return the words as they are compared: after NFKC, without any white space.

    >>> normalised("（一） 单价\u30001０００元")
    '(一)单价1000元'
    """
    return "".join(unicodedata.normalize("NFKC", words).split())


def gazette_text(name: str, data: bytes) -> GazetteText:
    """Return the gazette `name` whose file holds `data` in UTF-8.

    Raises `InputError` with the line of the first byte that is not UTF-8.

    >>> gazette_text("g", "一、 期限".encode()).text
    '一、期限'
    """
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = Text(
            zh=f"公报“{name}”不是UTF-8文本: {error.reason}",
            en=f"gazette {name!r} is not UTF-8 text: {error.reason}",
        )
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError([Problem(message, Place(name, line))]) from error
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    for line_words in words.split("\n"):
        starts.append(length)
        parts.append(normalised(line_words))
        length += len(parts[-1])
    return GazetteText(name, hashlib.sha256(data).hexdigest(), "".join(parts), tuple(starts))


def read_gazette(path: Path) -> GazetteText:
    """Return the gazette in the file at `path`, named after the file without its suffix.

    Raises `OSError` where there is no such file and `InputError` where it is not UTF-8.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "2024-3.txt").write_text("一、期限", encoding="utf-8")
    ...     read_gazette(Path(folder, "2024-3.txt")).name
    '2024-3'
    """
    return gazette_text(path.stem, path.read_bytes())


def find_span(text: GazetteText, instrument: Instrument, at: str) -> tuple[int, int]:
    """Return the offsets in `text.text` of provision `at`: the first inside it, the second not.

    The provision is looked up inside the instrument's span: the first occurrence of its first
    words, then the first of its last words that does not end before them.

    Raises `ValueProblem` for a provision the instrument does not list, and for words not found.

    >>> law = Instrument(id="law", title=Text(zh="令", en="order"), text="held", gazette="g",
    ...                  span=Span("一、", "止。"), provisions={"一": Span("一、", "日。")})
    >>> find_span(gazette_text("g", "序 一、今日。 二、止。".encode()), law, "一")
    (1, 6)
    """
    span = instrument.provisions.get(at)
    if span is None:
        raise ValueProblem(_unknown_provision(instrument, at))
    whole = instrument.span
    if whole is None:
        message = Text(
            zh=f"文件“{instrument.id}”未写明在公报中的首尾词语",
            en=f"instrument {instrument.id!r} gives no first and last words in the gazette",
        )
        raise ValueProblem(message)
    here = Text(zh=f"文件“{instrument.id}”", en=f"instrument {instrument.id!r}")
    start, end = _passage(text, whole, 0, len(text.text), here)
    place = Text(zh=f"{here.zh}的条款“{at}”", en=f"provision {at!r} of {here.en}")
    return _passage(text, span, start, end, place)


def find_anchor(text: GazetteText, instrument: Instrument, at: str, phrase: str) -> AnchorSpot | None:
    r"""Return where `phrase` first stands in provision `at`, or None where it does not stand there.

    The offset counts normalised characters of the whole gazette from 0, the line from 1.

    Raises `ValueProblem` where the provision itself is not found (see `find_span`).

    >>> law = Instrument(id="law", title=Text(zh="令", en="order"), text="held", gazette="g",
    ...                  span=Span("一、", "元。"), provisions={"一": Span("一、", "元。")})
    >>> find_anchor(gazette_text("g", "令\n一、每人\n 10元。".encode()), law, "一", "人10元")
    AnchorSpot(line=2, offset=4)
    """
    start, end = find_span(text, instrument, at)
    wanted = normalised(phrase)
    offset = text.text.find(wanted, start, end)
    if not wanted or offset < 0:
        return None
    return AnchorSpot(text.line(offset), offset)


def make_lock(
    anchors: Iterable[Anchor],
    instruments: Mapping[str, Instrument],
    gazettes: Mapping[str, GazetteText],
) -> AnchorLock:
    """Return the lock of all anchors found in the gazettes; `check_anchors` names the others.

    An anchor of a gazette that is not given is not in the lock, so give every gazette.

    >>> make_lock([], {}, {}).spots
    FrozenMap({})
    """
    spots: dict[AnchorKey, AnchorSpot] = {}
    used: dict[str, str] = {}
    for anchor in anchors:
        instrument = instruments.get(anchor.instrument)
        text = None if instrument is None else _text_of(instrument, gazettes)
        if instrument is None or text is None or anchor.at not in instrument.provisions:
            continue
        try:
            spot = find_anchor(text, instrument, anchor.at, anchor.phrase)
        except ValueProblem:
            continue
        if spot is not None:
            spots[anchor.key] = spot
            used[text.name] = text.sha256
    return AnchorLock(used, spots)


def check_anchors(
    anchors: Iterable[Anchor],
    instruments: Mapping[str, Instrument],
    gazettes: Mapping[str, GazetteText] | None,
    lock: AnchorLock,
) -> list[Problem]:
    """Return everything that is wrong with the anchors, in the order given, then with the lock.

    With gazette texts every phrase must stand in its provision, at the spot the lock records, in a
    file with the sum the lock records, and the lock holds nothing else. Without (None, or a gazette
    that is not among them) an anchor must be in the lock. Instruments whose words are not held are
    passed over: there is nothing to compare with.

    >>> anchor = Anchor("law", "一", "10元")
    >>> check_anchors([anchor], {}, None, AnchorLock())[0].message.en
    "unknown instrument 'law'; allowed: -"
    """
    given = tuple(anchors)
    texts = {} if gazettes is None else gazettes
    changed = {
        text.name
        for anchor in given
        if (instrument := instruments.get(anchor.instrument)) is not None
        and (text := _text_of(instrument, texts)) is not None
        and lock.gazettes.get(text.name) != text.sha256
    }
    problems = [
        Problem(message, anchor.place)
        for anchor in given
        if (message := _wrong(anchor, instruments, texts, lock, changed)) is not None
    ]
    at_lock = Place(lock.path)
    problems.extend(Problem(_changed_text(name), at_lock) for name in sorted(changed))
    if gazettes is not None:
        left = sorted(set(lock.spots) - {anchor.key for anchor in given})
        problems.extend(Problem(_left_over(key), at_lock) for key in left)
    return problems


def _wrong(
    anchor: Anchor,
    instruments: Mapping[str, Instrument],
    texts: Mapping[str, GazetteText],
    lock: AnchorLock,
    changed: set[str],
) -> Text | None:
    """Return what is wrong with one anchor, or None.

    That a text changed since the lock was made is said once for the gazette, not for each anchor.
    """
    instrument = instruments.get(anchor.instrument)
    if instrument is None:
        what = Text(zh="文件", en="instrument")
        return unknown_name(what, anchor.instrument, tuple(instruments))
    if instrument.text == "unheld":
        return None
    if anchor.at not in instrument.provisions:
        return _unknown_provision(instrument, anchor.at)
    text = _text_of(instrument, texts)
    if text is None:
        return None if anchor.key in lock.spots else _not_locked(anchor)
    return _astray(anchor, instrument, text, None if text.name in changed else lock)


def _astray(
    anchor: Anchor, instrument: Instrument, text: GazetteText, lock: AnchorLock | None
) -> Text | None:
    """Return what is wrong with an anchor in its text; without a lock the text alone is asked."""
    try:
        spot = find_anchor(text, instrument, anchor.at, anchor.phrase)
    except ValueProblem as problem:
        return problem.message
    if spot is None:
        return _not_in_provision(anchor, text, instrument)
    if lock is None or lock.spots.get(anchor.key) == spot:
        return None
    locked = lock.spots.get(anchor.key)
    return _not_locked(anchor) if locked is None else _moved(anchor, locked, spot)


def _text_of(instrument: Instrument, texts: Mapping[str, GazetteText]) -> GazetteText | None:
    if instrument.text == "unheld" or instrument.gazette is None:
        return None
    return texts.get(instrument.gazette)


def _passage(text: GazetteText, span: Span, start: int, end: int, what: Text) -> tuple[int, int]:
    first, last = normalised(span.first), normalised(span.last)
    begin = text.text.find(first, start, end)
    if begin < 0 or not first:
        message = Text(
            zh=f"{what.zh}: 在公报{text.name}中找不到首词语“{span.first}”",
            en=f"{what.en}: first words {span.first!r} not found in gazette {text.name}",
        )
        raise ValueProblem(message)
    # last words shorter than the first may stand inside them, but a passage is never cut short
    tail = text.text.find(last, max(begin, begin + len(first) - len(last)), end)
    if tail < 0 or not last:
        message = Text(
            zh=f"{what.zh}: 在公报{text.name}首词语之后找不到尾词语“{span.last}”",
            en=f"{what.en}: last words {span.last!r} not found after the first in gazette {text.name}",
        )
        raise ValueProblem(message)
    return begin, tail + len(last)


def _unknown_provision(instrument: Instrument, at: str) -> Text:
    names = ", ".join(instrument.provisions) or "-"
    return Text(
        zh=f"文件“{instrument.id}”没有条款“{at}”; 可用: {names}",
        en=f"instrument {instrument.id!r} has no provision {at!r}; allowed: {names}",
    )


def _not_in_provision(anchor: Anchor, text: GazetteText, instrument: Instrument) -> Text:
    elsewhere = ", ".join(
        at for at in instrument.provisions if _stands_in(text, instrument, at, anchor.phrase)
    )
    zh = f"“{anchor.phrase}”不在{anchor.instrument}的“{anchor.at}”中"
    en = f"{anchor.phrase!r} does not stand in {anchor.at!r} of {anchor.instrument}"
    if elsewhere:
        return Text(zh=f"{zh}; 它在: {elsewhere}", en=f"{en}; it stands in: {elsewhere}")
    return Text(
        zh=f"{zh}; 请照录原文中的短语",
        en=f"{en}; copy a phrase of the text, in one piece",
    )


def _stands_in(text: GazetteText, instrument: Instrument, at: str, phrase: str) -> bool:
    try:
        return find_anchor(text, instrument, at, phrase) is not None
    except ValueProblem:
        return False


def _not_locked(anchor: Anchor) -> Text:
    where = f"{anchor.instrument} {anchor.at}"
    return Text(
        zh=f"锚文锁中没有“{anchor.phrase}”（{where}）; 请用公报原文更新锚文锁",
        en=f"the anchor lock has no {anchor.phrase!r} ({where}); refresh the lock with the gazette texts",
    )


def _moved(anchor: Anchor, locked: AnchorSpot, spot: AnchorSpot) -> Text:
    return Text(
        zh=f"锚文锁已过时: “{anchor.phrase}”记在第{locked.line}行（位置{locked.offset}）, "
        f"实在第{spot.line}行（位置{spot.offset}）; 请更新锚文锁",
        en=f"the anchor lock is stale: it has {anchor.phrase!r} in line {locked.line} "
        f"(offset {locked.offset}), the text in line {spot.line} (offset {spot.offset}); "
        "refresh the lock",
    )


def _changed_text(name: str) -> Text:
    return Text(
        zh=f"锚文锁已过时: 公报{name}的文本不是生成该锁时的文本; 请更新锚文锁",
        en=f"the anchor lock is stale: it was not made from this text of gazette {name}; refresh the lock",
    )


def _left_over(key: AnchorKey) -> Text:
    instrument, at, phrase = key
    return Text(
        zh=f"锚文锁已过时: 已无规则引用“{phrase}”（{instrument} {at}）; 请更新锚文锁",
        en=f"the anchor lock is stale: no rule rests on {phrase!r} ({instrument} {at}) any more; "
        "refresh the lock",
    )

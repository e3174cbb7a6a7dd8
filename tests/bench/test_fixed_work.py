"""The fixed work of the benchmark stays what it is: its rulebook says what the hand-written baseline says.

No other engine is needed here; `make bench` holds all of them to the baseline on many more cases.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from xixia_gov import assess
from xixia_gov.analysis.examples import check_examples
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.rulebook.lint import lint
from xixia_gov.rulebook.load import load_rulebook

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _bench_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)


@pytest.fixture
def book() -> Rulebook:
    from bench.cases import load_book  # noqa: PLC0415 - found on the path of the fixture above

    return load_book()


def test_its_rules_are_eight_the_last_of_them_fourfold(book: Rulebook) -> None:
    assert len(book.rules) == 7 + 4


def test_its_rules_have_no_problem_and_meet_their_examples() -> None:
    from bench.cases import RULES  # noqa: PLC0415 - as above
    from bench.vocabulary import VOCABULARY  # noqa: PLC0415 - as above

    book = load_rulebook(RULES, vocabulary=VOCABULARY)
    assert not lint(RULES, vocabulary=VOCABULARY).problems
    for rule in book.rules:
        check_examples(book, book.latest(rule))


def test_it_says_what_the_baselines_say(book: Rulebook) -> None:
    from bench.cases import answer_of, cases, expected, in_fen  # noqa: PLC0415 - as above

    from bench import baseline, baseline_reasons  # noqa: PLC0415 - as above

    for facts, case in cases(150, seed=7):
        said = answer_of(assess(book, case))
        assert said == expected(facts)
        assert said == in_fen(baseline_reasons.norm(baseline_reasons.decide(1, facts)))
        assert baseline.norm(baseline.decide(2, facts)) == baseline.norm(baseline.decide(1, facts))


def test_a_sum_derived_by_hand(book: Rulebook) -> None:
    from bench.cases import answer_of, case_of  # noqa: PLC0415 - as above
    from bench.facts import SAMPLE  # noqa: PLC0415 - as above

    assert answer_of(assess(book, case_of(SAMPLE))) == (
        *(123_46, 123_46),  # a tenth of 1234.55 is 123.455
        *(3000_00, 3000_00),  # petrol, 210000 is in the third bracket
        *(0, 0),  # not electric
        *(234_57, 234_57),  # a tenth of 2345.65 is 234.565
        *(1000_00, 3800_00),  # printed as a range
        *(200_00, 800_00),  # the same
        *(1500_00, 1500_00),  # intermediate, applied for on the last day
        *(True, True, True, True),
    )


def test_a_larger_rulebook_says_the_same(book: Rulebook) -> None:
    from bench.books import grown  # noqa: PLC0415 - as above
    from bench.cases import answer_of, cases  # noqa: PLC0415 - as above

    large = grown(2)
    assert len(large.rules) == 3 * len(book.rules)
    for _, case in cases(10, seed=3):
        assert answer_of(assess(large, case)) == answer_of(assess(book, case))
        assert case.as_of == dt.date(2025, 12, 31)


def test_pairs_divide_what_is_measured() -> None:
    from bench import pairs  # noqa: PLC0415 - as above

    clock = [0]

    def run(nanoseconds: int, items: int) -> pairs.Run:
        def done(_number: int) -> int:
            clock[0] += nanoseconds
            return items

        return done

    found = pairs.paired(run(6000, 2), run(500, 1), pairs=7, seconds=60, clock=lambda: clock[0])
    assert (found.median, found.low, found.high) == (6, 6, 6)
    assert (found.one_ns, found.other_ns, found.pairs) == (3000, 500, 7)


def test_a_bar_is_met_up_to_its_limit() -> None:
    from bench.bars import bars  # noqa: PLC0415 - as above

    def single(median: float) -> list[dict[str, object]]:
        return [{"way": "verdicts", "against": "baseline", "ratio": {"median": median}}]

    assert next(iter(bars({"single": single(1.5)}))).met is True
    assert next(iter(bars({"single": single(1.51)}))).met is False
    assert next(iter(bars({}))).met is None


def test_each_table_has_its_place_on_the_page() -> None:
    from bench.page import page_with  # noqa: PLC0415 - as above

    text = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    made = page_with(text, MEASURED)
    assert "| verdicts (outcome, bounds, masks) / baseline | ≤ 1.5 × | 1.25 × | met |" in made
    assert page_with(made, MEASURED) == made
    with pytest.raises(ValueError, match="versions"):
        page_with(text.replace("<!-- measured: versions -->", ""), MEASURED)


def test_the_chart_is_a_picture_with_a_bar_for_each_way() -> None:
    from bench.page import picture  # noqa: PLC0415 - as above

    root = ET.fromstring(picture(MEASURED))  # noqa: S314 - made a line before
    words = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"verdicts", "1.25 ×", "columns, with masks", "staged Polars", "2 ×", "3.2 ×"} <= set(words)


def _ratio(median: float, other: float) -> dict[str, float]:
    return {
        "median": median,
        "low": median,
        "high": median,
        "pairs": 5,
        "one_ns": median * other,
        "other_ns": other,
    }


MEASURED: dict[str, Any] = {
    "surroundings": {
        "python": "3.11.0",
        "system": "Linux",
        "processors": 2,
        "quick": True,
        "packages": {"polars": "1.30"},
    },
    "agreement": [{"way": "verdicts", "cases": 1000}],
    "agreement_of_tables": [{"way": "columns with masks", "cases": 1000}],
    "single": [{"way": "verdicts", "against": "baseline", "ratio": _ratio(1.25, 2000)}],
    "growth": [{"way": "verdicts", "times": 100, "rules": 1111, "ratio": _ratio(1, 2000)}],
    "batch": [
        {
            "rows": 1_000_000,
            "way": "columns, with masks",
            "against": "staged Polars",
            "ratio": _ratio(1.6, 200),
        },
        {"rows": 1_000_000, "way": "staged Polars", "against": "Polars", "ratio": _ratio(2, 100)},
    ],
    "parquet": [{"rows": 1000, "seconds": 1.5, "peak_mib": 300.0}],
    "loads": [{"what": "the built-in rulebook", "milliseconds": 30.0, "rounds": 3}],
    "cold": [{"what": "baseline", "milliseconds": 30.0, "rounds": 3}],
    "start": [
        {
            "what": "import xixia_gov",
            "against": "import attrs",
            "bar": 1.25,
            "clock": _ratio(1.1, 1e7),
            "processor": _ratio(1.2, 1e7),
        }
    ],
}

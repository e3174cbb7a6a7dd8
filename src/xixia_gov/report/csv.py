"""An assessment as rows of a CSV, one for each answer, for a spreadsheet or another program."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from xixia_gov.model.assessment import Assessment
from xixia_gov.model.determination import Amount
from xixia_gov.model.rulebook import Rulebook
from xixia_gov.report.words import FORCES, outcome_text
from xixia_gov.text import Lang, Text

BOM: Final = "\ufeff"
"""Without it a Chinese Excel does not take the file for UTF-8."""

HEADS: Final = (
    Text(zh="文件", en="file"),
    Text(zh="行", en="line"),
    Text(zh="情形", en="case"),
    Text(zh="事项", en="matter"),
    Text(zh="编号", en="ref"),
    Text(zh="第几件", en="unit"),
    Text(zh="规则", en="rule"),
    Text(zh="规则名称", en="title"),
    Text(zh="结论", en="outcome"),
    Text(zh="结论说明", en="outcome in words"),
    Text(zh="效力", en="force"),
    Text(zh="最少（元）", en="least"),
    Text(zh="最多（元）", en="most"),
    Text(zh="频次", en="every"),
    Text(zh="不符合的条件", en="failed"),
    Text(zh="缺少的事实", en="missing"),
    Text(zh="未定的读法", en="readings"),
    Text(zh="由其他文件规定", en="referred"),
    Text(zh="事项名称", en="matter in words"),
    Text(zh="缺少的事实名称", en="missing in words"),
    Text(zh="付给", en="payee"),
    Text(zh="是否做到", en="check"),
    Text(zh="约束力", en="strength"),
    Text(zh="按认定", en="asserted"),
    Text(zh="提问者选定的读法", en="settled"),
    Text(zh="假设推演", en="supposed"),
    Text(zh="计划中", en="planned"),
    Text(zh="询问之日", en="as of"),
    Text(zh="所知法律截至", en="law known through"),
)


def csv_head(lang: Lang) -> str:
    r"""Return the header row, led by a byte order mark; lines end as RFC 4180 has them.

    >>> csv_head("en").startswith("\ufefffile,line,case,matter,ref,unit,rule")
    True
    """
    return BOM + _line([head.in_(lang) for head in HEADS])


def csv_rows(  # noqa: PLR0913 - one for each thing a row says of where it comes from
    assessment: Assessment, book: Rulebook, lang: Lang, *, file: str = "", line: int = 0, case: str = ""
) -> str:
    """Return a row for each answer, in their order; money in yuan, a bound not known is empty.

    `book` has the words for facts and matters; `file`, `line` and `case` say where the case comes
    from, and a line of 0 is left empty.
    """
    matters = {cls.__name__: cls.LABEL.in_(lang) for cls in book.vocabulary.matters}
    labels = {path: info.label.in_(lang) for path, info in book.facts.items()}
    rows = []
    for one in assessment.determinations:
        least, most = _ends(one.amount)
        rows.append(
            _line(
                [
                    file,
                    str(line) if line else "",
                    case,
                    one.matter.kind,
                    one.ref or "",
                    str(one.matter.unit),
                    one.rule,
                    one.title.in_(lang),
                    one.outcome.value,
                    outcome_text(one.kind, one.outcome, one.strength).in_(lang),
                    FORCES[one.force].in_(lang),
                    least,
                    most,
                    one.every or "",
                    "; ".join(failure.text.in_(lang) for failure in one.failed),
                    "; ".join(one.missing),
                    "; ".join(one.readings),
                    "; ".join(referral.what.in_(lang) for referral in one.referred),
                    matters.get(one.matter.kind, one.matter.kind),
                    "; ".join(labels.get(path, path) for path in one.missing),
                    one.payee.in_(lang) if one.payee is not None else "",
                    one.check.value if one.check is not None else "",
                    one.strength.value,
                    "; ".join(one.asserted),
                    "; ".join(f"{id_}={option}" for id_, option in one.settled),
                    "; ".join(one.supposed),
                    "true" if one.planned else "",
                    assessment.as_of.isoformat(),
                    assessment.known_through.isoformat(),
                ]
            )
        )
    return "".join(rows)


def _ends(amount: Amount | None) -> tuple[str, str]:
    if amount is None:
        return "", ""
    return str(amount.least), "" if amount.most is None else str(amount.most)


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()

"""Claims about what is not known: giving a fact never leaves what was possible before it was given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from xixia_gov.analysis.axes import Axis
from xixia_gov.analysis.claim import Claim, Sort, Standing
from xixia_gov.analysis.faults import covered
from xixia_gov.analysis.parts import Result, Worked, work_out
from xixia_gov.analysis.study import Study
from xixia_gov.text import Text
from xixia_gov.truth import Truth
from xixia_gov.unknown import UNKNOWN
from xixia_gov.vocabulary.facts import FactKind

MAX_OPEN_CELLS: Final = 4_000
"""Cells of one part, unknowns among them, that are worked out for this claim."""

MAX_OPEN_READING: Final = 300
"""The same of a part that reads other rules, which obey the claim themselves."""


def refinement_claims(study: Study) -> Iterator[Claim]:
    """Yield for each part of a rule that filling in one fact stays inside what it came to without.

    Filling in several facts is filling in one after the other, so the claim for one is enough; and an
    answer only joins its parts, so the claim for each part is enough.
    """
    for worked in study.parts:
        yield _refines(study, worked)


def _refines(study: Study, worked: Worked) -> Claim:
    axes = tuple(_with_unknown(study, axis) for axis in worked.part.axes)
    part = attrs.evolve(worked.part, axes=axes)
    open_ = work_out(study.book, study.rule, part, budget=MAX_OPEN_READING if part.reads else MAX_OPEN_CELLS)
    name = worked.part.name
    cells = len(open_.cells)
    for cell, now in open_.cells.items():
        for place, axis in enumerate(axes):
            if cell[place] is UNKNOWN or UNKNOWN not in axis.values:
                continue
            emptier = (*cell[:place], UNKNOWN, *cell[place + 1 :])
            before = open_.cells.get(emptier)
            if before is None or now.idle or _covers(before, now):
                continue
            witness = study.case(dict(zip(open_.names, cell, strict=True)))
            text = Text(
                zh=f"“{name}”：补上“{axis.name}”以后，结果超出原先的范围",
                en=f"{name}: once {axis.name} is given, the result leaves what was possible before",
            )
            return Claim(study.rule.id, Sort.REFINEMENT, name, Standing.FAILED, cells, text, witness)
    text = Text(
        zh=f"“{name}”：补充事实从不超出原先的范围",
        en=f"{name}: giving a fact never leaves what was possible before",
    )
    standing = Standing.PROVED if open_.whole else Standing.CHECKED
    return Claim(study.rule.id, Sort.REFINEMENT, name, standing, cells, text)


def _with_unknown(study: Study, axis: Axis) -> Axis:
    info = study.book.facts.get(axis.name)
    # A list that is not given is a list without elements so far: there is nothing less to know of it.
    listed = info is not None and info.kind is FactKind.LIST
    fixed = listed or axis.name in ("subject", "as_of") or axis.name in study.book.readings
    if fixed or UNKNOWN in axis.values:
        return axis
    return attrs.evolve(axis, values=(UNKNOWN, *axis.values))


def _covers(before: Result, now: Result) -> bool:
    truth = before.truth is Truth.UNKNOWN or before.truth is now.truth
    return truth and covered(before.amount, now.amount)


__all__ = ["MAX_OPEN_CELLS", "refinement_claims"]

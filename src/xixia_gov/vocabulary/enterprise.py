"""Enterprises, and organisations that are neither a citizen nor an ordinary enterprise."""

from __future__ import annotations

from typing import ClassVar

import attrs

from xixia_gov.text import Text
from xixia_gov.vocabulary.base import Subject
from xixia_gov.vocabulary.facts import Maybe, one_of, opt


@attrs.frozen(kw_only=True)
class Enterprise(Subject):
    """A business of any size."""

    ROOT: ClassVar[str] = "enterprise"
    LABEL: ClassVar[Text] = Text(zh="企业", en="enterprise")
    WORDS: ClassVar[tuple[str, ...]] = ("公司", "company")


@attrs.frozen(kw_only=True)
class Organisation(Subject):
    """A school, agency, studio, intermediary or other body."""

    ROOT: ClassVar[str] = "organisation"
    LABEL: ClassVar[Text] = Text(zh="机构", en="organisation")
    WORDS: ClassVar[tuple[str, ...]] = ("单位", "body")

    type: Maybe[str] = one_of(
        "机构类型",
        "type of organisation",
        opt("labour_intermediary", "劳务中介机构", "labour intermediary", "劳务中介"),
        opt("labour_broker", "劳务经纪人", "labour broker"),
        opt("government", "政府或其部门", "government or one of its departments"),
        opt("forest_authority", "森林草原管理机构", "forest and grassland management body"),
        opt("other", "其他机构", "another organisation"),
        ask=("这是什么类型的机构?", "What type of organisation is this?"),
    )

"""A reading is one of several defensible meanings of an ambiguous text; an assumption is one we settled."""

from __future__ import annotations

import attrs

from xixia_gov.frozen import FrozenMap
from xixia_gov.model.instrument import Citation
from xixia_gov.text import Text


@attrs.frozen
class Reading:
    """A question the text leaves open, and its options.

    `preferred` is shown beside the answer, never as the headline. An `assumed` reading is settled
    to its preferred option unless the case settles it otherwise.
    """

    id: str
    question: Text
    options: FrozenMap[str, Text]
    preferred: str
    assumed: bool = False
    why: Text | None = None
    cite: Citation | None = None
    anchor: str | None = None


Settings = FrozenMap[str, str]
"""The option taken for each reading, by the reading's id."""

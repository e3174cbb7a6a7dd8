"""The keys of a case and of a matter that are no facts."""

from __future__ import annotations

from typing import Final

CASE_KEYS: Final = ("as_of", "subject", "matters", "findings", "settle", "suppose")
SUBJECT_KEYS: Final = ("kind",)
MATTER_KEYS: Final = ("kind", "ref", "units", "findings", "own")
MOST_UNITS: Final = 10_000
"""How many equal units one matter may stand for: each of them gets answers of its own."""

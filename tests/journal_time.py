"""The moment at which the tests of the journal begin, and a place for one of their journals."""

from __future__ import annotations

from pathlib import Path

from companion.journal.moment import Moment
from companion.paths import Paths

NOON = Moment(1_767_265_200_000, 60)  # Thursday 2026-01-01 12:00 in a zone one hour ahead


def now() -> Moment:
    return NOON


def later(ms: int) -> Moment:
    return Moment(NOON.utc_ms + ms, NOON.offset_min)


def paths_in(root: Path) -> Paths:
    return Paths(root / "data", root / "config", root / "cache")

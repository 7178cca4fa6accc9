"""The sessions that the calendar shows, by day and by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from companion.journal.records import Mode, Session


@dataclass(frozen=True)
class Sessions:
    """What the calendar shows, arranged where it is read: the days of 10,000 sessions take a while to count.

    Attributes:
        count: how many sessions.
        newest: the local day of the newest one; None without any.
        totals: day to how many talks and how many mirrors.
        months: (year, month) to its sessions with their days, the newest first.
    """

    count: int = 0
    newest: date | None = None
    totals: Mapping[date, tuple[int, int]] = field(default_factory=dict)
    months: Mapping[tuple[int, int], Sequence[tuple[date, Session]]] = field(default_factory=dict)

    @classmethod
    def of(cls, sessions: Sequence[Session]) -> Sessions:
        """Arrange sessions; the newest first."""
        totals: dict[date, tuple[int, int]] = {}
        months: dict[tuple[int, int], list[tuple[date, Session]]] = {}
        for one in sessions:
            day, talk = one.started.local_day, one.mode is Mode.TALK
            talks, mirrors = totals.get(day, (0, 0))
            totals[day] = (talks + talk, mirrors + (not talk))
            months.setdefault((day.year, day.month), []).append((day, one))
        return cls(len(sessions), sessions[0].started.local_day if sessions else None, totals, months)

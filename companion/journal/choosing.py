"""Which sessions a question to the journal is about: what the person chose, and the SQL of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from companion.journal import rows
from companion.journal.moment import local_span_ms
from companion.journal.records import Mode
from companion.journal.rows import GOOD_SESSION


@dataclass(frozen=True)
class Filter:
    """Which sessions: by mode, by local days (both inclusive), by tag; None is any."""

    mode: Mode | None = None
    first: date | None = None
    last: date | None = None
    tag: str | None = None


EVERYTHING = Filter()

# By the column itself, so that its index serves: a copy of the journal asks this of each session. Give the uid twice:
# one bit in the head of a row makes bytes of it.
OF_UID = "s.uid IN (?, CAST(? AS BLOB))"


def where(chosen: Filter, session: str | None = None, good: str = GOOD_SESSION) -> tuple[str, tuple[str | int, ...]]:
    """Return the condition on `sessions s`, and its values.

    Args:
        session: the uid of the one session that it is about; None: of all.
        good: which rows of the table can be used at all.
    """
    parts: list[str] = [good]
    values: list[str | int] = []
    if session is not None:
        parts.append(OF_UID)
        values += [session, session]
    if chosen.mode is not None:
        parts.append(f"{rows.MODE} = ?")
        values.append(chosen.mode.value)
    if chosen.first is not None or chosen.last is not None:
        local = "s.started_ms + s.started_offset_min * 60000"
        parts.append(f"{local} >= ? AND {local} < ?")
        values.extend(local_span_ms(chosen.first, chosen.last))
    if chosen.tag is not None:
        parts.append(f"EXISTS (SELECT 1 FROM tags t WHERE t.session_id = s.id AND {rows.TAG} = ?)")
        values.append(chosen.tag)
    return " AND ".join(parts), tuple(values)

"""Export of the journal to .json and .csv, for the person and for other programs. Import is in `importing.py`.

**JSON** (UTF-8, keys in this order, one session a line; read back by `companion import`):

    {"format": "companion-journal", "version": 1, "exported": TIME, "score_names": [nine names], "sessions": [
      {"uid": "16 hex digits", "mode": "talk"|"mirror", "started": TIME, "ended": TIME|null, "length_ms": N,
       "network": "...", "source": "camera"|..., "consent": true|false|null, "note": "...", "tags": ["..."],
       "checkins": [{"uid", "at": TIME, "words": ["..."], "signs": ["..."], "grid": [pleasant, lively]|null (-1 to 1),
                     "dont_know": bool, "skipped": bool, "guess": null|{"kind", "words", "reasons", "scores"},
                     "guess_shown": bool, "note"}],
       "corrections": [{"uid", "at": TIME, "time_ms", "words", "text"}],
       "readings": [[time_ms, kind, [words], [reasons], face|null, scores|null]]}]}

TIME is ISO 8601 with milliseconds and the zone of that moment. `kind` is clear, maybe, unsure or no_face. `scores` are
nine whole numbers 0 to 255 in the order of `score_names`; divide by 255. `time_ms` counts from the session's start.

**CSV** (RFC 4180, UTF-8 with a byte order mark so that spreadsheets see it): one table, the columns COLUMNS, a row for
each session, check-in, correction and reading (`record` says which), in this order within a session. Lists are joined
with "; ". `time` is local ISO 8601; `seconds` count from the session's start (a session's own row: its length), and
never lie outside of it. What a person or another file wrote (FREE_TEXT) has an apostrophe before it where it begins
like a formula (=, +, -, @, tab or carriage return), also behind a semicolon or a line end: a spreadsheet would run it.
The JSON holds it exactly.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

from companion.journal.choosing import EVERYTHING, Filter
from companion.journal.counts import place_ms
from companion.journal.files import whole_file
from companion.journal.moment import Moment
from companion.journal.queries import Queries
from companion.journal.records import SCORE_STEPS, CheckIn, Correction, Guess, JournalError, ReadingRow, Session
from companion.reading.reading import SCORE_NAMES
from companion.words import journal as sentences

FORMAT = "companion-journal"
VERSION = 1

COLUMNS: tuple[str, ...] = (
    *("record", "session", "mode", "time", "seconds", "kind", "words", "reasons", "face"),
    *(f"score_{name}" for name in SCORE_NAMES),
    *("signs", "pleasant", "lively", "dont_know", "skipped", "guess_shown"),
    *("ended", "network", "source", "consent", "tags", "note"),
)

FREE_TEXT = ("words", "signs", "network", "source", "tags", "note")
# Where a cell begins: a spreadsheet of a country whose lists have semicolons takes those, and line ends, for ends of
# cells, since no quotes of this table mean anything to it.
_FORMULA = re.compile(r"(^|[;\n] *)(?=[=+\-@\t\r])")

# Told after each session: how many are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Exported:
    """What went into the file, and how many rows were left out because they hold absurd values."""

    sessions: int
    readings: int
    left_out: int


def export_journal(
    queries: Queries, file: Path, now: Moment, chosen: Filter = EVERYTHING, progress: Progress | None = None
) -> Exported:
    """Write sessions to `file`, .json or .csv by its ending; an empty journal writes the headers.

    The file appears whole or not at all (mode 0600), and shows one moment of the journal.

    Raises:
        JournalError: another ending, the file can't be written, or the journal can't be read. One sentence.
    """
    writers = {".json": _write_json, ".csv": _write_csv}
    write = writers.get(file.suffix.lower())
    if write is None:
        raise JournalError(sentences.NO_SUCH_FORMAT.format(name=file.name))
    # A byte order mark is for spreadsheets; JSON must have none.
    encoding = "utf-8" if write is _write_json else "utf-8-sig"
    with whole_file(file) as part, part.open("w", encoding=encoding, newline="") as out, queries.snapshot():
        sessions = queries.sessions(chosen)[::-1]
        left_out = queries.unreadable(chosen).rows
        readings = write(out, queries, sessions, now, progress or (lambda done, total: None))
    return Exported(len(sessions), readings, left_out)


def _write_json(out: TextIO, queries: Queries, sessions: tuple[Session, ...], now: Moment, progress: Progress) -> int:
    head = {"format": FORMAT, "version": VERSION, "exported": now.iso(), "score_names": SCORE_NAMES}
    out.write(_json(head)[:-1] + ',"sessions":[')
    count = 0
    for done, session in enumerate(sessions, 1):
        readings = queries.readings(session.uid)
        count += len(readings)
        record = {
            "uid": session.uid,
            "mode": session.mode.value,
            "started": session.started.iso(),
            "ended": session.ended.iso() if session.ended else None,
            "length_ms": session.length_ms,
            "network": session.network,
            "source": session.source,
            "consent": session.consent,
            "note": session.note,
            "tags": session.tags,
            "checkins": [_checkin(one) for one in queries.checkins(session=session.uid)],
            "corrections": [_correction(one) for one in queries.corrections(session=session.uid)],
            "readings": [_reading(row) for row in readings],
        }
        out.write(("\n" if done == 1 else ",\n") + _json(record))
        progress(done, len(sessions))
    out.write("\n]}\n")
    return count


def _reading(row: ReadingRow) -> list[Any]:
    scores = None if row.scores is None else list(row.scores)
    return [row.time_ms, row.kind.value, row.words, row.reasons, row.face, scores]


def _checkin(one: CheckIn) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "at": one.at.iso(),
        "words": one.words,
        "signs": one.signs,
        "grid": one.grid,
        "dont_know": one.dont_know,
        "skipped": one.skipped,
        "guess": None if one.guess is None else _guess(one.guess),
        "guess_shown": one.guess_shown,
        "note": one.note,
    }


def _guess(guess: Guess) -> dict[str, Any]:
    scores = None if guess.scores is None else list(guess.scores)
    return {"kind": guess.kind.value, "words": guess.words, "reasons": guess.reasons, "scores": scores}


def _correction(one: Correction) -> dict[str, Any]:
    return {"uid": one.uid, "at": one.at.iso(), "time_ms": one.time_ms, "words": one.words, "text": one.text}


def _write_csv(out: TextIO, queries: Queries, sessions: tuple[Session, ...], now: Moment, progress: Progress) -> int:
    table = csv.DictWriter(out, COLUMNS, restval="")
    table.writeheader()
    rows = csv.writer(out)
    count = 0
    for done, session in enumerate(sessions, 1):
        same = {"session": session.uid, "mode": session.mode.value}
        started = session.started
        consent = "" if session.consent is None else _yes(session.consent)
        head = (
            {"record": "session", "time": started.iso(), "seconds": _seconds(session.length_ms)}
            | {"ended": session.ended.iso() if session.ended else "", "network": session.network}
            | {"source": session.source, "consent": consent, "tags": "; ".join(session.tags), "note": session.note}
        )
        table.writerow({**same, **_no_formula(head)})
        readings, corrections = queries.readings(session.uid), queries.corrections(session=session.uid)
        ends = [one.time_ms for one in readings[-1:]] + [one.time_ms for one in corrections]
        end_ms = max([session.length_ms, *ends])
        for checkin in queries.checkins(session=session.uid):
            place = place_ms(checkin.at, session, end_ms)
            table.writerow({**same, **_no_formula(_checkin_cells(checkin, place))})
        for one in corrections:
            said = "; ".join(one.words)
            cells = {"record": "correction", "time": one.at.iso(), "seconds": _seconds(one.time_ms), "words": said}
            table.writerow({**same, **_no_formula({**cells, "note": one.text})})
        count += len(readings)
        rows.writerows(_reading_lines(session, readings))
        progress(done, len(sessions))
    return count


def _reading_lines(session: Session, readings: Sequence[ReadingRow]) -> Iterator[Sequence[str]]:
    """Yield a line for each reading. There are 650,000 in a year, so nothing is looked up by name in here."""
    empty = ("",) * (len(COLUMNS) - COLUMNS.index("signs"))
    no_scores = ("",) * len(SCORE_NAMES)
    shares = [f"{value / SCORE_STEPS:.3f}" for value in range(SCORE_STEPS + 1)]
    begin, mode = session.started.to_datetime(), session.mode.value
    for row in readings:
        time = (begin + timedelta(milliseconds=row.time_ms)).isoformat(timespec="milliseconds")
        face = "" if row.face is None else str(row.face)
        scores = no_scores if row.scores is None else [shares[value] for value in row.scores]
        said = (row.kind.value, _join(row), "; ".join(row.reasons), face)
        yield ("reading", session.uid, mode, time, _seconds(row.time_ms), *said, *scores, *empty)


def _checkin_cells(one: CheckIn, place: int) -> dict[str, Any]:
    grid = one.grid or ("", "")
    cells = {"record": "checkin", "time": one.at.iso(), "seconds": _seconds(place)}
    own = {"words": "; ".join(one.words), "signs": "; ".join(one.signs), "pleasant": grid[0], "lively": grid[1]}
    flags = {"dont_know": _yes(one.dont_know), "skipped": _yes(one.skipped), "guess_shown": _yes(one.guess_shown)}
    # The guess' words stand apart from the person's own: kind says "maybe: anger; fear".
    guess = one.guess
    seen = {} if guess is None else _said(guess) | {"kind": ": ".join(filter(None, (guess.kind.value, _join(guess))))}
    return {**cells, **seen, **own, **flags, "note": one.note}


def _no_formula(cells: dict[str, Any]) -> dict[str, Any]:
    return cells | {name: _FORMULA.sub(r"\1'", cells[name]) for name in FREE_TEXT if name in cells}


def _said(one: Guess) -> dict[str, Any]:
    scores = {
        f"score_{name}": f"{value / SCORE_STEPS:.3f}"
        for name, value in zip(SCORE_NAMES, one.scores or b"", strict=False)
    }
    return {"kind": one.kind.value, "words": _join(one), "reasons": "; ".join(one.reasons), **scores}


def _join(one: ReadingRow | Guess) -> str:
    return "; ".join(one.words)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""Import of one's own JSON (the format is in `exchange.py`): twice adds nothing, and one bad record stops no other."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from companion.causes import plain_cause
from companion.journal.exchange import FORMAT, VERSION, Progress
from companion.journal.files import is_full
from companion.journal.parsing import BadRecord, session_in
from companion.journal.records import JournalError, Merged
from companion.journal.scanning import CutOff, NotAnObject, scan
from companion.journal.store import Journal, WriteFailed
from companion.words import journal as sentences


@dataclass(frozen=True)
class Imported:
    """How many sessions are new, how many were here already, and a sentence for each bad record.

    `gained`: how many of those that were here got what was missing, an answer that had been deleted here, say.
    """

    added: int
    known: int
    problems: tuple[str, ...]
    gained: int = 0


def import_json(journal: Journal, file: Path, progress: Progress | None = None) -> Imported:
    """Add what `file` holds to the journal, all at once: where nothing else writes in it. See `import_steps`."""
    steps = import_steps(journal, file, progress)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            imported: Imported = end.value
            return imported


def import_steps(journal: Journal, file: Path, progress: Progress | None = None) -> Generator[None, None, Imported]:
    """Add what `file` holds to the journal, each session as it is read; for the writer (`Writer.call_in_steps`).

    Between two steps other things may be written: nothing of a session is in the journal, or all of it. `progress` is
    told characters read, of all.

    Raises:
        JournalError: no file, not such a file, a newer format, or the journal can't be written. One sentence.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise JournalError(sentences.CANT_READ.format(name=file.name, detail=plain_cause(error))) from error
    added = known = gained = number = 0
    problems: list[str] = []
    head: dict[str, object] = {}
    try:
        for key, value, end in scan(text, "sessions"):
            if key != "sessions":
                head[key] = value
                continue
            _check(head, file)
            if not number:
                # A deletion that could still be undone ends here, or its sessions would take in what is imported. First
                # what was taken back while the file was read: it waits to be written.
                yield
                journal.purge()
            number += 1
            try:
                whole, faults = session_in(value, number)
                problems.extend(faults)
                yield
                merged = journal.merge(whole)
                added += merged is Merged.NEW
                known += merged is not Merged.NEW
                gained += merged is Merged.GAINED
            except BadRecord as error:
                problems.append(sentences.BAD_SESSION.format(number=number, detail=error))
            if progress is not None:
                progress(end, len(text))
            yield
        _check(head, file)
    except (WriteFailed, sqlite3.Error) as error:  # the second: the disk broke between two steps
        # Nothing tries an import again by itself, as the sentence of a write that waits would say.
        full = isinstance(error, WriteFailed) and is_full(error.cause, journal.path.parent)
        raise JournalError(sentences.IMPORT_FULL if full else sentences.IMPORT_STOPPED) from error
    except NotAnObject as error:
        table = file.suffix.lower() == ".csv"
        told = sentences.A_TABLE if table else sentences.NOT_A_JOURNAL
        raise JournalError(told.format(name=file.name)) from error
    except CutOff as error:
        _check(head, file, ended=False)
        if not head:
            raise JournalError(sentences.NOT_A_JOURNAL.format(name=file.name)) from error
        problems.append(sentences.CUT_OFF)
    if progress is not None:
        progress(len(text), len(text))  # behind the last session there still is an end
    return Imported(added, known, tuple(problems), gained)


def _check(head: dict[str, object], file: Path, ended: bool = True) -> None:
    if (ended or head) and head.get("format") != FORMAT:
        raise JournalError(sentences.NOT_A_JOURNAL.format(name=file.name))
    version = head.get("version", VERSION)
    # True counts as 1 in Python.
    if type(version) is not int or version < 1:
        raise JournalError(sentences.NOT_A_JOURNAL.format(name=file.name))
    if version > VERSION:
        raise JournalError(sentences.NEWER_FILE.format(name=file.name))

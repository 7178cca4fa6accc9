"""`companion export` and `companion import`: the journal to a file and back, from the command line."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from companion.journal.choosing import Filter
from companion.journal.exchange import export_journal
from companion.journal.importing import import_json
from companion.journal.moment import system_clock
from companion.journal.opening import open_journal
from companion.journal.queries import CantRead, Queries
from companion.journal.records import CantNow, JournalError
from companion.paths import Paths
from companion.words import journal as sentences


def export_command(paths: Paths, file: Path, first: date | None, last: date | None) -> int:
    """Write the journal (of these local days, both included) to `file`; 0, or 2 with one sentence."""
    if first and last and first > last:
        print(sentences.DAYS_TURNED, file=sys.stderr)
        return 2
    progress = _Progress()
    try:
        with Queries(paths) as queries:
            if file.suffix.lower() == ".pdf":
                # The charts take matplotlib with them, which the other formats don't need.
                from companion.summary import summarize, write_summary

                write_summary(summarize(queries, Filter(first=first, last=last)), file, system_clock())
                print(sentences.EXPORTED_PDF.format(name=file))
                return 0
            done = export_journal(queries, file, system_clock(), Filter(first=first, last=last), progress)
    except JournalError as error:
        progress.end()
        # A command tries nothing again, and sets nothing aside.
        told = sentences.CANT_READ_JOURNAL.format(detail=error.detail) if isinstance(error, CantRead) else error
        print(told, file=sys.stderr)
        return 2
    progress.end()
    print(sentences.EXPORTED.format(sessions=done.sessions, readings=done.readings, name=file))
    if done.left_out:
        print(sentences.EXPORT_LEFT_OUT.format(count=done.left_out), file=sys.stderr)
    return 0


def import_command(paths: Paths, file: Path) -> int:
    """Add what `file` holds to the journal; 0, or 2 with a sentence for each thing that could not be read."""
    progress = _Progress()
    try:
        try:
            opened = open_journal(paths, system_clock)
        except CantNow as error:
            # Nothing tries it again by itself, as the sentence of an app that runs would say.
            raise JournalError(sentences.IMPORT_FULL if error.full else sentences.IMPORT_STOPPED) from error
        if opened.journal.read_only:
            opened.journal.close()
            raise JournalError(sentences.NEWER)
        for note in opened.notes:
            print(note, file=sys.stderr)
        try:
            done = import_json(opened.journal, file, progress)
        finally:
            opened.journal.close()
            progress.end()
    except JournalError as error:
        print(error, file=sys.stderr)
        return 2
    for problem in done.problems:
        print(problem, file=sys.stderr)
    print(sentences.IMPORTED.format(added=done.added, known=done.known))
    if done.gained:
        print(sentences.IMPORT_GAINED.format(count=done.gained))
    return 2 if done.problems else 0


class _Progress:
    """Shows how far it is in one line of a terminal, and nothing where the output goes elsewhere."""

    def __init__(self) -> None:
        self._shown, self._open = sys.stderr.isatty(), False

    def __call__(self, done: int, total: int) -> None:
        if self._shown:
            print(f"\r{done * 100 // max(total, 1)} %", end="", file=sys.stderr, flush=True)
            self._open = True

    def end(self) -> None:
        """Begin a new line, if one was begun: what is said next stands in a line of its own."""
        if self._open:
            print(file=sys.stderr)
            self._open = False

"""What the tests of History share: a small journal, the window over it, and reading what the window shows."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable
from typing import Any

from companion.faces.face import Doubt
from companion.journal.moment import DAY_MS, Moment, system_clock
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Correction, Guess, Mode, ReadingRow, SessionStart
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.ui.app import App
from companion.ui.history import History
from companion.words import history as say
from tests.journal_time import NOON

Wait = Callable[..., None]


class Ahead:
    """A clock that never goes back and that a test can put forward: nothing has to wait for 10 seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.seconds


def uid(day: int) -> str:
    return f"{day:016x}"


def fill(paths: Paths, days: int = 8) -> None:
    """A session every second day: talks, and mirrors with two answers, tired on the first ones."""
    journal = open_journal(paths, lambda: NOON).journal
    for day in range(0, 2 * days, 2):
        at = Moment(NOON.utc_ms + day * DAY_MS, 60)
        mirror = day % 4 == 2
        journal.start_session(SessionStart(uid(day), Mode.MIRROR if mirror else Mode.TALK, at, "poster", "camera"))
        for second in range(20):
            words = ("happiness",) if second < 8 else ("neutral",) if second < 16 else ()
            reasons = () if words else (Doubt.DARK,)
            row = ReadingRow(second * 1000, Kind.CLEAR if words else Kind.UNSURE, words, reasons, None, 1)
            journal.add_reading(uid(day), row)
        if mirror:
            guess = Guess(Kind.CLEAR, ("neutral",))
            answer = Moment(at.utc_ms + 5000, 60)
            journal.add_checkin(CheckIn(uid(100 + day), uid(day), answer, ("tired",), guess=guess, note="long day"))
            journal.add_checkin(CheckIn(uid(200 + day), uid(day), answer, dont_know=True))
        else:
            journal.add_correction(Correction(uid(300 + day), uid(day), at, 9000, ("sadness",), "they said so"))
            journal.set_tags(uid(day), ["family"])
        journal.end_session(uid(day), Moment(at.utc_ms + 20_000, 60), 20_000)
    journal.close()


def filled_app(paths: Paths, ahead: Ahead) -> App:
    """The app over a journal of four sessions; what is deleted can be undone for 600 s of the test's own time."""
    fill(paths, days=4)
    app = App(paths)
    app._writer = Writer(paths, system_clock, app._journal_notice, monotonic=ahead, undo_s=600.0)
    app._writer.start()
    return app


def opened(app: App, wait_until: Wait, now: Callable[[], Moment] = lambda: NOON) -> History:
    app.shell.screens["history"] = lambda shell: History(
        shell, app.paths, app.writer, now, lambda utc_ms: 60, app.tell
    )
    app.start("history", None)
    screen: Any = app.shell.screen
    wait_until(lambda: str(screen.view._message.cget("text")) != say.LOADING, update=app.shell.update)
    return screen


def press(app: App, widget: tk.Misc, *keys: str) -> None:
    widget.focus_force()
    app.shell.update()
    for key in keys:
        widget.event_generate(f"<{key}>")
        app.shell.update()


def drawn(app: App, wait_until: Wait, screen: Any) -> Any:
    wait_until(lambda: screen.view.chart.picture.drawn, update=app.shell.update)
    return screen.view.chart


def cells(table: Any) -> list[tuple[str, ...]]:
    return [tuple(str(cell) for cell in table.tree.item(row, "values")) for row in table.tree.get_children()]


def texts(widget: tk.Misc) -> str:
    own = str(widget.cget("text")) if "text" in widget.keys() else ""  # noqa: SIM118
    return "\n".join([own, *(texts(child) for child in widget.winfo_children())])


def everything(paths: Paths) -> tuple[Any, ...]:
    """All that a journal holds."""
    with Queries(paths) as queries:
        sessions = queries.sessions()
        return sessions, [queries.readings(one.uid) for one in sessions], queries.checkins(), queries.corrections()


def bytes_of(paths: Paths) -> bytes:
    """All bytes of all files of the journal's folder."""
    return b"".join(file.read_bytes() for file in paths.data.iterdir() if file.is_file())

"""What the other person said in a talk can be seen in History, deleted by itself, and brought back."""

from __future__ import annotations

from typing import Any

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.ui.app import App
from companion.words import history_data as words
from tests.history_window import Wait, cells, fill, opened, press, texts, uid


def test_what_they_said_is_deleted_by_itself_and_brought_back(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(2))  # a mirror: nobody else said anything
    wait_until(lambda: cells(screen.view.answers.table), update=app.shell.update)
    assert not screen.view.said.winfo_manager()
    screen.open_session(uid(0))
    said = screen.view.said
    wait_until(lambda: cells(said.table), update=app.shell.update)
    ((_, _, what),) = cells(said.table)
    assert what == "sad, they said so" and words.THEY_SAID in texts(screen.view)
    assert said.table.chosen == uid(300)
    said.delete()
    wait_until(lambda: not said.winfo_manager(), update=app.shell.update)
    assert "they said so" not in " ".join(" ".join(row) for row in cells(screen.view.chart.table))
    assert words.DELETED in texts(screen.frame)
    press(app, screen._undo.button, "space")
    wait_until(lambda: said.winfo_manager(), update=app.shell.update)
    assert cells(said.table)[0][2] == "sad, they said so"
    with Queries(paths) as queries:
        assert len(queries.corrections(session=uid(0))) == 1


def test_what_they_said_is_only_read_where_nothing_can_be_written(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    said = screen.view.said
    wait_until(lambda: cells(said.table), update=app.shell.update)
    screen._can_write = False
    screen.view.allow_writing()
    said.table.choose(uid(300))
    said.delete()
    app.shell.update()
    assert not said._buttons.winfo_manager()
    with Queries(paths) as queries:
        assert len(queries.corrections(session=uid(0))) == 1

"""A second window beside the one that has the journal: what it must not do to what the first one still holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from companion import resting_store as store
from companion.journal.events import Saving
from companion.paths import Paths
from companion.reading.reading import SCORE_NAMES
from companion.reading.resting import Resting
from companion.settings import Settings, load_settings
from companion.ui.app import App

Wait = Callable[..., None]
RESTING = Resting("poster", (-2.0,) * len(SCORE_NAMES))
HOLD = (
    "from companion.journal.opening import open_journal; from companion.journal.moment import system_clock\n"
    "from companion.paths import user_paths\n"
    "opened = open_journal(user_paths(), system_clock); print('open', flush=True); input(); opened.journal.close()\n"
)


@pytest.fixture
def first(paths: Paths) -> Iterator[Callable[[], None]]:
    """Another process that has the journal; the function ends it."""
    holder = subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "open\n"

    def end() -> None:
        if holder.poll() is None:
            holder.communicate("\n")

    yield end
    end()


@pytest.fixture
def marked(paths: Paths) -> Settings:
    """The first window's settings: the resting face goes with a deletion that can still be undone."""
    settings, _ = load_settings(paths.settings)
    assert store.keep(settings, RESTING) is None and store.mark(settings, "d0") is None
    return settings


def second(paths: Paths, wait_until: Wait) -> App:
    """A window that is told that the journal is in use."""
    app = App(paths)
    app.start("home", None)
    wait_until(lambda: app.writer.saving is Saving.LATER, update=app.shell.update)
    return app


def test_a_second_window_that_closes_takes_nothing_that_the_first_can_bring_back(
    paths: Paths, first: Callable[[], None], marked: Settings, wait_until: Wait, no_logged_errors: None
) -> None:
    second(paths, wait_until).shell.close()
    assert "mean_logs" in paths.settings.read_text()
    store.undo(marked, "d0")
    assert store.kept(load_settings(paths.settings)[0]) == RESTING


def test_what_the_first_window_brought_back_stays_though_the_second_saw_it_go(
    paths: Paths, first: Callable[[], None], marked: Settings, wait_until: Wait, no_logged_errors: None
) -> None:
    app = second(paths, wait_until)
    store.undo(marked, "d0")
    first()
    wait_until(lambda: app.writer.flush(1) and app.writer.saving is Saving.NOW, update=app.shell.update)
    app.shell.close()
    assert store.kept(load_settings(paths.settings)[0]) == RESTING
    assert store.kept(app.shell.settings) == RESTING

"""The app as a whole: what it tells at the start, the way from home to a talk and back, and the consent card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.settings import READ_CONTROLS, THEME
from companion.speech import process_voice
from companion.ui.app import App
from companion.ui.consent import Consent
from companion.ui.home import Home
from companion.ui.talk import Talk
from companion.ui.widgets import NoticeBar, WrappedLabel
from companion.words import consent as consent_words
from companion.words import home as home_words
from companion.words import journal as journal_words
from companion.words import mirror as mirror_words
from companion.words import speech as speech_words
from tests.mirror_visit import NO_CAMERA, Visit, everything

Wait = Callable[..., None]


@pytest.fixture
def apps(paths: Paths, no_logged_errors: None) -> Iterator[Callable[[], App]]:
    opened: list[App] = []

    def open_app() -> App:
        opened.append(App(paths))
        return opened[-1]

    yield open_app
    for app in opened:
        app.shell.close()


def test_broken_journal_is_set_aside_and_told_on_the_home_screen(
    apps: Callable[[], App], paths: Paths, wait_until: Wait
) -> None:
    paths.make_private()
    paths.journal.write_bytes(b"this is no database" * 100)
    app = apps()
    app.start("home", None)
    wait_until(lambda: app.notes, update=app.shell.update)
    assert "journal.db.corrupt" in app.notes[0]
    assert (paths.data / "journal.db.corrupt").read_bytes().startswith(b"this is no database")
    assert isinstance(app.shell.screen, Home)


def test_broken_settings_are_set_aside_and_told(apps: Callable[[], App], paths: Paths) -> None:
    paths.make_private()
    paths.settings.write_text("{broken")
    app = apps()
    app.start("home", None)
    assert len(app.notes) == 1
    assert paths.settings.with_name("settings.json.corrupt").read_text() == "{broken"
    assert app.shell.settings.get(THEME) == "system"


def test_home_says_that_there_is_no_camera(apps: Callable[[], App], wait_until: Wait) -> None:
    app = apps()
    app.start("home", None)
    home: Any = app.shell.screen
    wait_until(lambda: "No camera" in str(home._camera.cget("text")), update=app.shell.update)


@pytest.mark.parametrize("source", [None, "0", "screen:0,0,200,200"])
def test_live_talk_asks_first_and_no_leads_home(
    apps: Callable[[], App], paths: Paths, source: str | None, wait_until: Wait
) -> None:
    app = apps()
    app.start("talk", source)
    assert isinstance(app.shell.screen, Consent)
    app.shell.update()
    app.shell.screen.no.invoke()
    assert isinstance(app.shell.screen, Home)
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        assert queries.sessions() == ()


def test_yes_starts_the_talk_and_is_kept_with_it(apps: Callable[[], App], paths: Paths, wait_until: Wait) -> None:
    app = apps()
    app.start("talk", "screen:0,0,200,200")
    screen: Any = app.shell.screen
    screen.yes.invoke()
    talk: Any = app.shell.screen
    assert isinstance(talk, Talk)
    wait_until(lambda: talk._live.latest is not None, update=app.shell.update)
    app.shell.show("home")
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
    assert (session.consent, session.source) == (True, "screen")


def test_what_is_said_before_a_talk_is_true_of_the_screen_too_and_of_what_is_kept(app: App, paths: Paths) -> None:
    app.start("talk", "screen:0,0,200,200")
    screen: Any = app.shell.screen
    said = " ".join(str(one.cget("text")) for one in everything(screen.frame) if isinstance(one, WrappedLabel))
    assert "camera" not in said, "it looks at the screen"
    assert "Only" not in consent_words.KEPT and "words" in consent_words.KEPT, "readings are kept with the talk"


def test_video_asks_nothing(apps: Callable[[], App], video: Path) -> None:
    app = apps()
    app.start("talk", str(video))
    assert isinstance(app.shell.screen, Talk)


def test_escape_goes_home(apps: Callable[[], App], video: Path) -> None:
    app = apps()
    app.start("talk", str(video))
    app.shell.update()
    app.shell.go_back()
    assert isinstance(app.shell.screen, Home)


def test_second_app_is_told_that_the_journal_is_in_use(apps: Callable[[], App], paths: Paths, wait_until: Wait) -> None:
    import subprocess
    import sys

    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from companion.journal.opening import open_journal; from companion.journal.moment import system_clock\n"
            "from companion.paths import user_paths\n"
            "opened = open_journal(user_paths(), system_clock); print('open', flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        app = apps()
        app.start("home", None)
        wait_until(lambda: any("already open" in note for note in app.notes), update=app.shell.update)
    finally:
        holder.communicate("\n")
    wait_until(lambda: journal_words.RECOVERED in app.notes, update=app.shell.update)
    assert app.notes == [journal_words.RECOVERED], "what is over is not told any more"
    shown = [bar for bar in everything(app.shell.screen.frame) if isinstance(bar, NoticeBar) and bar.winfo_manager()]  # type: ignore[union-attr]
    assert [str(bar.label.cget("text")) for bar in shown] == [journal_words.RECOVERED]


def notices(app: App) -> list[str]:
    screen: Any = app.shell.screen
    return [str(bar.label.cget("text")) for bar in everything(screen.frame) if isinstance(bar, NoticeBar)]


@pytest.fixture
def no_room(paths: Paths) -> str:
    """A journal that can't be written: no folder can be made for it. The sentence that says so."""
    paths.data.rmdir()
    paths.data.touch()
    return journal_words.READ_ONLY.format(folder=paths.data)


def test_a_journal_that_can_not_be_written_is_told_in_the_talk_and_once(
    apps: Callable[[], App], no_room: str, wait_until: Wait
) -> None:
    app = apps()
    app.start("talk", "screen:0,0,200,200")
    screen: Any = app.shell.screen
    wait_until(lambda: app.notes == [no_room], update=app.shell.update)
    assert app.shell.screen is screen and isinstance(screen, Consent)
    screen.yes.invoke()
    app.shell.update()
    assert isinstance(app.shell.screen, Talk) and notices(app) == [no_room]
    app.shell.show("home")
    assert notices(app) == []


def test_what_the_home_screen_has_shown_is_not_told_again(
    apps: Callable[[], App], no_room: str, wait_until: Wait
) -> None:
    app = apps()
    app.start("home", None)
    wait_until(lambda: notices(app) == [no_room], update=app.shell.update)
    app.shell.show("first_run")
    app.tell(home_words.SETTINGS_NOT_SAVED)
    app.shell.show("mirror", source=NO_CAMERA)
    assert notices(app) == [home_words.SETTINGS_NOT_SAVED]
    app.shell.show("home")
    assert notices(app) == [no_room], "it stays there until it is closed"
    (bar,) = [one for one in everything(app.shell) if isinstance(one, NoticeBar)]
    bar.dismiss()
    app.shell.show("first_run")
    app.tell(no_room)
    app.shell.show("mirror", source=NO_CAMERA)
    assert notices(app) == [no_room], "it has happened again"


def test_a_sentence_on_the_home_screen_moves_nobody_and_is_shown_once(app: App) -> None:
    app.start("home", None)
    home: Any = app.shell.screen
    door = next(one for one in everything(home.frame) if getattr(one, "letter", "") == "H")
    door.focus_force()  # type: ignore[attr-defined]
    app.shell.update()
    app.tell(home_words.SETTINGS_NOT_SAVED)
    app.tell(home_words.SETTINGS_NOT_SAVED)
    app.shell.update()
    assert app.shell.screen is home and app.shell.focus_get() is door
    assert notices(app) == app.notes == [home_words.SETTINGS_NOT_SAVED]


def test_a_sentence_that_comes_while_help_lies_over_home_is_shown_there(app: App) -> None:
    app.start("home", None)
    app.shell.show_help()
    app.tell(home_words.SETTINGS_NOT_SAVED)
    app.shell.leave()
    assert notices(app) == [home_words.SETTINGS_NOT_SAVED]
    app.shell.show("mirror", source=NO_CAMERA)
    assert notices(app) == [], "it was shown"
    app.shell.show("home")
    assert notices(app) == [home_words.SETTINGS_NOT_SAVED], "it stays until it is closed"


def test_buttons_read_aloud_without_a_voice_are_told_once_on_the_home_screen(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_voice, "missing_player", lambda: speech_words.NO_PLAYER)
    app.shell.settings.set(READ_CONTROLS, True)
    app.start("home", None)
    home: Any = app.shell.screen
    home.first_focus.focus_force()
    app.shell.update()
    (bar,) = [one for one in everything(home.frame) if isinstance(one, NoticeBar)]
    for _ in range(20):
        focus = app.shell.focus_get()
        assert focus is not None and app.shell.screen is home
        if str(focus).startswith(str(bar)):
            break
        focus.event_generate("<Tab>")
        app.shell.update()
    app.shell.focus_get().event_generate("<Return>")  # type: ignore[union-attr]
    app.shell.update()
    assert app.shell.screen is home and app.notes == [] and not bar.winfo_ismapped()


def test_a_note_in_the_mirror_is_called_kept_only_when_it_is(
    app: App, paths: Paths, no_room: str, wait_until: Wait
) -> None:
    visit = Visit(app, NO_CAMERA, wait_until)
    wait_until(lambda: no_room in visit.texts(), update=app.shell.update)
    visit.keys("d")
    visit.screen.step.note.insert("end", "a thought")
    wait_until(lambda: mirror_words.NOTE_LATER in visit.texts(), update=app.shell.update)
    paths.data.unlink()
    wait_until(lambda: journal_words.RECOVERED in visit.texts(), update=app.shell.update)
    visit.screen.step.note.insert("end", " more")
    wait_until(lambda: mirror_words.NOTE_KEPT in visit.texts(), update=app.shell.update)
    assert [one.note for one in visit.kept()[1]] == ["a thought more"]

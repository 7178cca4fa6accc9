"""History's own-data view in a real window: copies, and bringing them in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.journal.events import delete_sessions
from companion.paths import Paths
from companion.ui.app import App
from companion.ui.unsaved import would_be_lost
from companion.words import app as app_words
from companion.words import history as history_words
from companion.words import history_data as say
from companion.words import journal as journal_words
from companion.words import language
from companion.words import summary as summary_words
from tests.history_window import Ahead, Wait, bytes_of, everything, filled_app, opened, press, texts, uid


@pytest.fixture
def ahead() -> Ahead:
    return Ahead()


@pytest.fixture
def app(paths: Paths, no_logged_errors: None, ahead: Ahead) -> Iterator[App]:
    app = filled_app(paths, ahead)
    yield app
    app.shell.close()


def with_a_copy(app: App, tmp_path: Path, wait_until: Wait) -> Any:
    """Open "Your data", and write all of it to copy.json."""
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    screen.view.export_to(tmp_path / "copy.json")
    wait_until(lambda: "copy.json." in texts(screen.view), update=app.shell.update)
    return screen


def test_copy_delete_all_and_bring_in_gives_the_same_journal(
    app: App, paths: Paths, tmp_path: Path, wait_until: Wait, ahead: Ahead
) -> None:
    before = everything(paths)
    (paths.data / "journal.db.corrupt").write_bytes(b"long day, once")
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    for ending in (".json", ".csv", ".pdf"):
        screen.view.export_to(tmp_path / f"copy{ending}")
        wait_until(lambda ending=ending: f"copy{ending}." in texts(screen.view), update=app.shell.update)
        assert (tmp_path / f"copy{ending}").stat().st_size > 100
    deleting = screen.view.deleting
    press(app, deleting._all, "space")
    assert app.shell.focus_get() is deleting.word
    deleting.word.insert(0, "yes")
    press(app, deleting.word, "Return")
    assert say.WRONG_WORD.format(word=say.DELETE_WORD) in texts(deleting) and everything(paths) == before
    assert f"“{say.DELETE_WORD}”" in deleting._asked.cget("text"), "it still says which word deletes"
    deleting.word.delete(0, "end")
    deleting.word.insert(0, say.DELETE_WORD)
    press(app, deleting.word, "Return")
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    assert everything(paths)[0] == ()
    assert app.shell.focus_get() is screen._undo.button, "the way back is under the finger, and so in sight"
    ahead.seconds += 601
    wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)
    assert app.writer.flush(10)
    left = bytes_of(paths)
    for secret in (b"long day", b"they said so", b"family"):
        assert secret not in left
    screen.view.import_from(tmp_path / "copy.json")
    wait_until(lambda: say.IMPORTED.format(added=4, known=0) in texts(screen.view), update=app.shell.update)
    assert everything(paths) == before and not screen._undo.winfo_manager(), "nothing is called gone that is back"


def test_what_comes_in_at_once_is_not_called_gone(
    app: App, paths: Paths, tmp_path: Path, wait_until: Wait, ahead: Ahead
) -> None:
    before = everything(paths)
    screen = with_a_copy(app, tmp_path, wait_until)
    screen.view.deleting.ask_all()
    screen.view.deleting.word.insert(0, say.DELETE_WORD)
    screen.view.deleting.yes()
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    screen.view.import_from(tmp_path / "copy.json")  # with 10 seconds to undo still on
    wait_until(lambda: "New sessions: 4." in texts(screen.view), update=app.shell.update)
    ahead.seconds += 601
    screen._undo.look()
    assert app.writer.flush(10)
    for _ in range(6):
        app.shell.update()
    assert everything(paths) == before and not screen._undo.winfo_manager()


def test_a_deletion_while_a_copy_comes_in_can_be_undone(
    app: App, paths: Paths, tmp_path: Path, wait_until: Wait
) -> None:
    screen = with_a_copy(app, tmp_path, wait_until)
    held = threading.Event()
    app.writer.call(lambda journal: held.wait(20))
    screen.view.import_from(tmp_path / "copy.json")
    screen.desk.delete(delete_sessions(uid(0)))
    held.set()
    wait_until(lambda: screen._undo.button.winfo_ismapped(), update=app.shell.update)
    assert say.DELETED in texts(screen._undo)


def test_copies_that_run_are_saved_though_one_goes_on_and_leaves(
    app: App, paths: Paths, tmp_path: Path, wait_until: Wait
) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    held = threading.Event()
    screen.desk.files.ask("first", lambda: held.wait(20), lambda done: None)
    for name in ("a.json", "b.json", "c.csv"):
        screen.view.export_to(tmp_path / name)
    app.shell.show("home")
    held.set()
    wait_until(lambda: (tmp_path / "c.csv").exists(), update=app.shell.update)
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == ["a.json", "b.json", "c.csv"]
    assert len(json.loads((tmp_path / "b.json").read_text())["sessions"]) == 4


def test_every_pdf_that_was_asked_for_is_saved_though_one_goes_on_and_leaves(
    app: App, tmp_path: Path, wait_until: Wait
) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("summary")
    wait_until(lambda: not screen.view._save.instate(["disabled"]), update=app.shell.update)
    held = threading.Event()
    screen.desk.drawings.ask("first", lambda: held.wait(20), lambda done: None)
    for name in ("a.pdf", "b.pdf"):
        screen.view.save(tmp_path / name)
    screen.show_view("data")
    screen.view.export_to(tmp_path / "c.pdf")
    app.shell.show("home")
    held.set()
    wait_until(lambda: (tmp_path / "c.pdf").exists(), update=app.shell.update)
    assert sorted(file.name for file in tmp_path.glob("*.pdf")) == ["a.pdf", "b.pdf", "c.pdf"]


def test_a_pdf_that_is_saved_is_told_though_another_view_is_open(app: App, tmp_path: Path, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("summary")
    wait_until(lambda: not screen.view._save.instate(["disabled"]), update=app.shell.update)
    screen.view.save(tmp_path / "a.pdf")
    screen.show_view("seen")
    told = summary_words.SAVED.format(name=tmp_path / "a.pdf")
    wait_until(lambda: told in texts(screen.frame), update=app.shell.update)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_sentences_with_a_number_fit_any_number(code: str) -> None:
    language.use(code)
    try:
        counted = (
            *(say.EXPORTED, say.LEFT_OUT, say.IMPORTED, say.GAINED, say.MORE_PROBLEMS, history_words.UNREADABLE),
            *(journal_words.EXPORTED, journal_words.EXPORT_LEFT_OUT, journal_words.IMPORTED),
            *(journal_words.IMPORT_GAINED, journal_words.RECOVERED_WITH_LOSS, journal_words.NOT_SAVED),
        )
        # "1 rows" comes of a number before its noun.
        assert [text for text in counted if re.search(r"\{(count|added|known|sessions|readings)\} \w", text)] == []
    finally:
        language.use(language.ENGLISH)


def test_a_process_that_breaks_off_still_writes_its_copy_and_then_ends(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from companion.paths import user_paths\n"
        "from companion.ui.history_work import Work\n"
        "for saves in (False, True):\n"
        "    work = Work('files', lambda call: None, user_paths(), print, saves)\n"
        "    work.ask('idle', lambda: None, print)\n"
        "work.ask('copy', lambda: (time.sleep(0.5), Path(sys.argv[1]).write_text('whole')), print)\n"
        "raise KeyboardInterrupt\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "copy")], capture_output=True, timeout=30)
    assert done.returncode != 0 and (tmp_path / "copy").read_text() == "whole"


def test_what_came_in_is_told_though_another_view_is_open(
    app: App, paths: Paths, tmp_path: Path, wait_until: Wait
) -> None:
    screen = with_a_copy(app, tmp_path, wait_until)
    screen.view.import_from(tmp_path / "copy.json")
    screen.show_view("seen")
    wait_until(lambda: say.IMPORTED.format(added=0, known=4) in texts(screen.frame), update=app.shell.update)


def test_an_answer_that_comes_back_from_a_copy_is_told_and_makes_no_new_session(
    app: App, tmp_path: Path, wait_until: Wait
) -> None:
    screen = with_a_copy(app, tmp_path, wait_until)
    app.writer.call(lambda journal: journal.delete_checkins((uid(102),), "d0")).result(10)
    screen.view.import_from(tmp_path / "copy.json")
    told = "\n".join((say.IMPORTED.format(added=0, known=4), say.GAINED.format(count=1)))
    wait_until(lambda: screen.view.told.cget("text") == told, update=app.shell.update)


def test_what_is_being_brought_in_is_told_to_who_closes_meanwhile(app: App, tmp_path: Path, wait_until: Wait) -> None:
    screen = with_a_copy(app, tmp_path, wait_until)
    held = threading.Event()
    app.writer.call(lambda journal: held.wait(20))
    screen.view.import_from(tmp_path / "copy.json")
    assert would_be_lost(app.writer) == app_words.STILL_IMPORTING
    assert app.shell.warns()
    held.set()
    wait_until(lambda: say.IMPORTED.format(added=0, known=4) in texts(screen.view), update=app.shell.update)
    assert would_be_lost(app.writer) == ""
    app.shell.before_close = lambda: "what waits later"
    wait_until(app.shell.warns, update=app.shell.update)


def test_a_new_tag_can_be_filtered_by_at_once(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    wait_until(lambda: "family" in screen.filters.tag.cget("values"), update=app.shell.update)
    assert app.writer.call(lambda journal: journal.set_tags(uid(2), ["work"])).result(10) is None
    screen.show_view("seen")
    wait_until(lambda: "work" in screen.filters.tag.cget("values"), update=app.shell.update)


def test_a_copy_that_can_not_be_saved_or_read_is_one_sentence(app: App, tmp_path: Path, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    screen.view.export_to(tmp_path / "no folder" / "a.csv")
    wait_until(lambda: "could not be written" in texts(screen.frame), update=app.shell.update)
    (tmp_path / "x.json").write_text("[]")
    screen.view.import_from(tmp_path / "x.json")
    wait_until(lambda: "is not a journal" in texts(screen.frame), update=app.shell.update)

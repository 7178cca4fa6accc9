"""What became of a copy, a PDF or an import is told wherever the person is by then, and copies get their endings."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import filedialog
from typing import Any

import pytest

from companion.journal.exchange import FORMAT
from companion.paths import Paths
from companion.ui.app import App
from companion.ui.history_data import MOST_PROBLEMS
from companion.words import history as history_words
from companion.words import history_data as say
from companion.words import language
from companion.words import summary as summary_words
from tests.history_window import Wait, fill, opened, texts


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    fill(paths, days=2)
    app = App(paths)
    yield app
    app.shell.close()


def summary(app: App, wait_until: Wait) -> Any:
    screen: Any = opened(app, wait_until)
    screen.show_view("summary")
    wait_until(lambda: not screen.view._save.instate(["disabled"]), update=app.shell.update)
    return screen


def test_a_pdf_that_can_not_be_written_is_told_where_it_was_said_to_be_saved(
    app: App, tmp_path: Path, wait_until: Wait
) -> None:
    view = summary(app, wait_until).view
    view.save(tmp_path / "no folder" / "a.pdf")
    assert view.told.cget("text") == summary_words.SAVING
    wait_until(lambda: "could not be written" in view.told.cget("text"), update=app.shell.update)
    assert summary_words.SAVING not in texts(view)


def test_a_sentence_about_something_else_hides_no_progress(app: App, tmp_path: Path, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    held = threading.Event()
    screen.desk.files.ask("first", lambda: held.wait(20), lambda done: None)
    screen.view.export_to(tmp_path / "a.json")
    screen.notice("Something else.")
    app.shell.update()
    assert screen.view.progress.winfo_ismapped() and screen.view.told.cget("text") == say.EXPORTING
    held.set()
    wait_until(lambda: "a.json" in screen.view.told.cget("text"), update=app.shell.update)
    assert not screen.view.progress.winfo_ismapped()


def _copy(view: Any, folder: Path) -> None:
    view.export_to(folder / "a.json")


def _summary(view: Any, folder: Path) -> None:
    view.export_to(folder / "a.pdf")


def _import(view: Any, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "a.json").write_text("[]" if folder.name == "no folder" else json.dumps({"format": FORMAT}))
    view.import_from(folder / "a.json")


@pytest.mark.parametrize(("begin", "told", "failed"), [
    (_copy, "Saved in ", "could not be written"), (_summary, "Saved: ", "could not be written"),
    (_import, say.IMPORTED.format(added=0, known=0), "is not a journal"),
])  # fmt: skip
@pytest.mark.parametrize("fails", [False, True])
def test_who_left_history_hears_what_became_of_a_file(
    app: App, tmp_path: Path, wait_until: Wait, begin: Callable[[Any, Path], None], told: str, failed: str, fails: bool
) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    held = threading.Event()
    for work in (screen.desk.files, screen.desk.drawings):
        work.ask("first", lambda: held.wait(20), lambda done: None, saves=True)
    app.writer.call(lambda journal: held.wait(20))
    begin(screen.view, tmp_path / "no folder" if fails else tmp_path)
    app.shell.show("home")
    held.set()
    shown: Any = app.shell.screen
    wait_until(lambda: (failed if fails else told) in texts(shown.frame), update=app.shell.update)
    assert len(app.notes) == 1, "once"


def test_a_summary_that_failed_is_told_at_home(app: App, tmp_path: Path, wait_until: Wait) -> None:
    screen = summary(app, wait_until)
    held = threading.Event()
    screen.desk.drawings.ask("first", lambda: held.wait(20), lambda done: None)
    screen.view.save(tmp_path / "no folder" / "a.pdf")
    app.shell.show("home")
    held.set()
    wait_until(lambda: "could not be written" in " ".join(app.notes), update=app.shell.update)


def test_an_error_of_companion_itself_ends_the_wait_with_a_sentence(
    paths: Paths, wait_until: Wait, caplog: pytest.LogCaptureFixture
) -> None:
    fill(paths, days=2)
    app = App(paths)
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    wait_until(lambda: screen.filters.tag.cget("values"), update=app.shell.update)
    told = history_words.WENT_WRONG.format(detail="ZeroDivisionError")
    screen.view._begin(say.EXPORTING)
    screen.desk.files.ask("copy", lambda: 1 / 0, lambda done: None, failed=screen.view._end)
    wait_until(lambda: screen.view.told.cget("text") == told, update=app.shell.update)
    assert not screen.view.progress.winfo_ismapped() and told not in screen._told
    screen.desk.reads.ask("more", lambda: 1 / 0, lambda done: None)
    wait_until(lambda: told in screen._told, update=app.shell.update)
    assert caplog.text.count("a piece of work of History failed") == 2, "a maintainer finds where"
    app.shell.close()


@pytest.mark.parametrize("more", [0, 3])
def test_an_import_says_how_many_problems_it_does_not_list(
    app: App, tmp_path: Path, wait_until: Wait, more: int
) -> None:
    sessions = ["no session"] * (MOST_PROBLEMS + more)
    (tmp_path / "bad.json").write_text(json.dumps({"format": FORMAT, "version": 1, "sessions": sessions}))
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    screen.view.import_from(tmp_path / "bad.json")
    wait_until(lambda: "Session 5 was left out" in texts(screen.view), update=app.shell.update)
    assert "Session 6" not in texts(screen.view)
    assert (say.MORE_PROBLEMS.format(count=more) in texts(screen.view)) == (more > 0)


@pytest.mark.parametrize(("chosen", "saved"), [
    ("Copy 12.11.2026", "Copy 12.11.2026.csv"), ("mine.csv", "mine.csv"), ("mine.JSON", "mine.JSON"),
    ("there 1.2", "again.csv"),
])  # fmt: skip
def test_a_name_with_a_dot_gets_the_ending_of_its_button(
    app: App, tmp_path: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, chosen: str, saved: str
) -> None:
    (tmp_path / "there 1.2.csv").write_text("former")
    asked: list[tuple[str, str | None]] = []
    answers = iter((chosen, saved))

    def ask(**options: Any) -> str:
        # The dialog of the system, which only a person can answer; it asks itself before it writes over a file.
        asked.append((options["initialfile"], options["initialdir"]))
        return str(tmp_path / next(answers))

    monkeypatch.setattr(filedialog, "asksaveasfilename", ask)
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    screen.view.choose_export(".csv")
    wait_until(lambda: f"{saved}." in screen.view.told.cget("text"), update=app.shell.update)
    again = [("there 1.2.csv", str(tmp_path))] if chosen == "there 1.2" else []
    assert asked == [(say.EXPORT_NAMES[".csv"], None), *again]
    assert (tmp_path / saved).stat().st_size > 100 and (tmp_path / "there 1.2.csv").read_text() == "former"


def test_a_pdf_is_called_one(
    app: App, tmp_path: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filedialog, "asksaveasfilename", lambda **options: str(tmp_path / "Week 2.11"))
    view = summary(app, wait_until).view
    view.choose_file()
    told = summary_words.SAVED.format(name=tmp_path / "Week 2.11.pdf")
    wait_until(lambda: view.told.cget("text") == told, update=app.shell.update)


@pytest.mark.parametrize(("code", "own"), [("en", "Copies that you saved yourself stay"),
                                           ("de", "Kopien, die du selbst gespeichert hast, bleiben")])  # fmt: skip
def test_deleting_never_says_that_copies_of_ones_own_go(code: str, own: str) -> None:
    language.use(code)
    try:
        for text in (say.DELETE_LINE, say.DELETE_LINE_DAMAGED, say.DELETE_ALL_ASK):
            assert own in text
    finally:
        language.use(language.ENGLISH)


def test_an_import_that_can_not_be_read_is_told_beside_its_button(
    app: App, tmp_path: Path, wait_until: Wait
) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    screen.view.import_from(tmp_path / "none.json")
    assert screen.view.told.cget("text") == say.IMPORTING
    wait_until(lambda: "none.json" in screen.view.told.cget("text"), update=app.shell.update)
    assert not screen.view.progress.winfo_ismapped()

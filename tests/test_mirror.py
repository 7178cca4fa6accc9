"""The Mirror in a real window with a real journal: three ways in by keyboard alone, the guess only after the answer."""

from __future__ import annotations

import itertools
import time
import tkinter as tk
from pathlib import Path
from tkinter import ttk

import pytest

from companion.journal.queries import Queries
from companion.journal.records import Mode
from companion.reading.card import network_folder
from companion.reading.reading import SCORE_NAMES, Kind, Reading
from companion.settings import TEXT_SIZE
from companion.ui import mirror_result
from companion.ui.app import App
from companion.ui.feeling_grid import FeelingGrid
from companion.ui.live import Live
from companion.ui.mirror_ask import Ask
from companion.ui.mirror_free import FreeMirror
from companion.ui.mirror_grid import SIDE, SIDE_LARGE
from companion.ui.mirror_result import Result
from companion.ui.shell import Shell
from companion.words import language
from companion.words import mirror as say
from companion.words.feelings import FAMILIES
from tests.mirror_visit import Visit, Wait, everything

OWN_WORDS = {kin.broad.word for kin in FAMILIES}


def test_word_by_keyboard_alone_in_three_steps(visit: Visit) -> None:
    visit.keys("space", "Down", "Down", "Return", "Down", "space")
    session, (checkin,) = visit.kept()
    assert (session.mode, session.source, session.network) == (Mode.MIRROR, "", "")
    assert (checkin.words, checkin.signs, checkin.grid) == (("lonely",), (), None)
    assert (checkin.dont_know, checkin.skipped, checkin.guess, checkin.guess_shown) == (False, False, None, False)
    assert {say.YOURS, say.GUESS, "lonely", say.NO_GUESS} <= set(visit.texts())


def test_word_by_its_keys(visit: Visit) -> None:
    visit.keys("w", "5", "3")
    _, (checkin,) = visit.kept()
    assert checkin.words == ("nervous",)


def test_body_by_keyboard_alone_in_four_steps(visit: Visit) -> None:
    visit.keys("Tab", "space")  # the second way in
    figure = visit.screen.step._figure
    assert visit.shell.focus_get() is figure
    visit.keys("space", "Down", "Down", "space")
    signs = visit.screen.step.chosen
    assert len(signs) == 2
    assert {say.BODY_HERE_ON.format(sign=signs[1])} <= set(visit.texts())
    visit.keys("n", "Down", "Return")
    _, (checkin,) = visit.kept()
    assert checkin.signs == signs
    assert len(checkin.words) == 1


def test_signs_can_be_chosen_from_the_list_too(visit: Visit) -> None:
    visit.keys("b", "Tab", "Down", "space")
    assert visit.screen.step.chosen == ("warm face",)
    visit.keys("n", "d")
    _, (checkin,) = visit.kept()
    assert (checkin.signs, checkin.words, checkin.dont_know) == (("warm face",), (), True)


def test_body_without_a_sign_does_not_go_on(visit: Visit) -> None:
    visit.keys("b", "n")
    assert visit.screen.step.chosen == ()
    assert say.BODY_TITLE in visit.texts()


def test_grid_by_keyboard_alone_in_four_steps(visit: Visit) -> None:
    visit.keys("Tab", "Tab", "space", "Left", "Left", "Left", "Up", "Up", "Right")
    assert "unpleasant and lively" in visit.texts()
    visit.keys("Return", "Return")
    _, (checkin,) = visit.kept()
    assert checkin.grid == (-0.4, 0.4)
    assert len(checkin.words) == 1


def test_grid_stays_inside_and_follows_the_mouse(visit: Visit) -> None:
    visit.keys("m", *["Right"] * 7)
    grid = visit.screen.step._grid
    assert grid.point == (1.0, 0.0)
    side, edge = grid._side(), grid._edge()
    grid.event_generate("<Button-1>", x=edge + side // 4, y=edge + side // 4)
    visit.settle()
    assert grid.point == pytest.approx((-0.5, 0.5), abs=0.01)
    grid.event_generate("<B1-Motion>", x=-50, y=5000)
    visit.settle()
    assert grid.point == (-1.0, -1.0)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_words_in_the_corners_of_the_map_stay_inside_and_apart(shell: Shell, code: str, percent: int) -> None:
    language.use(code)
    try:
        shell.settings.set(TEXT_SIZE, percent)
        grid = FeelingGrid(shell, SIDE_LARGE if percent > 100 else SIDE, lambda *point: None, lambda: None)
        inside = grid.bbox(grid.find_all()[1])
        boxes = [grid.bbox(item) for item in grid.find_withtag("corner")]
    finally:
        language.use(language.ENGLISH)
    assert len(boxes) == 4
    for left, top, right, bottom in boxes:
        assert inside[0] <= left and inside[1] <= top and right <= inside[2] and bottom <= inside[3]
    for one, other in itertools.combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_mouse_chooses_a_spot_on_the_figure(visit: Visit) -> None:
    from companion.ui.body_figure import SPOTS

    visit.keys("b")
    figure = visit.screen.step._figure
    x, y = (round(share * figure._side()) for share in SPOTS["restless legs"])
    figure.event_generate("<Button-1>", x=x, y=y)
    visit.settle()
    assert visit.screen.step.chosen == ("restless legs",)
    figure.event_generate("<Button-1>", x=2, y=2)
    visit.settle()
    assert visit.screen.step.chosen == ("restless legs",)


@pytest.mark.parametrize(("letter", "shown"), [("d", say.DONT_KNOW), ("s", say.SKIPPED)])
def test_not_knowing_and_skipping_are_answers(visit: Visit, letter: str, shown: str) -> None:
    visit.keys(letter)
    assert {shown, say.YOURS, say.GUESS} <= set(visit.texts())
    _, (checkin,) = visit.kept()
    assert (checkin.dont_know, checkin.skipped) == (letter == "d", letter == "s")
    assert checkin.words == ()


def test_esc_goes_one_step_back_each_time_and_nothing_is_kept_without_an_answer(visit: Visit) -> None:
    visit.keys("w", "1", "Escape")
    assert say.FEW_TITLE in visit.texts()
    visit.keys("Escape")
    assert isinstance(visit.screen.step, Ask)
    visit.keys("Escape")
    assert visit.shell.screen_name == "home"
    assert visit.app.writer.flush(5)
    with Queries(visit.app.paths) as queries:
        assert queries.sessions() == ()


def test_going_back_finds_the_signs_and_the_point_as_they_were(visit: Visit) -> None:
    visit.keys("b", "Tab", "Down", "space", "n", "o", "1", "Escape", "Escape")
    assert say.POINTS_TITLE in visit.texts()  # back from the other words to what the signs can mean
    visit.keys("Escape")
    assert visit.screen.step.chosen == ("warm face",)
    visit.keys("n", "d")
    assert visit.kept()[1][0].signs == ("warm face",)
    visit.keys("Escape")
    visit.keys("m", "Right", "Up", "Return", "Escape")
    assert visit.screen.step._grid.point == (0.2, 0.2)
    assert say.place(0.2, 0.2) in visit.texts()


def test_note_is_kept_while_writing_and_letters_do_nothing_there(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.keys("d")
    note = visit.screen.step.note
    note.focus_force()
    visit.settle()
    visit.keys("a", "e")
    visit.wait(lambda: say.NOTE_KEPT in visit.texts(), update=visit.shell.update)
    assert [one.note for one in visit.kept()[1]] == ["ae"]
    monkeypatch.setattr(mirror_result, "KEEP_AFTER_MS", 60_000)  # else it may be kept by itself before
    note.insert("end", " and more")
    visit.keys("Tab")
    assert visit.shell.focus_get() is not note
    visit.keys("a")  # ask again: the newest words are kept on the way
    visit.keys("s")
    assert say.NOTE_KEPT in visit.texts(), "it went out of sight before that was told"
    visit.screen.step.note.insert("end", "later")
    visit.shell.show("home")
    session, checkins = visit.kept()
    assert [one.note for one in checkins] == ["ae and more", "later"], "each note belongs to its answer"
    assert session.note == ""
    assert session.ended is not None


def test_guess_is_hidden_until_the_answer_and_is_the_one_held_then(app: App, video: Path, wait_until: Wait) -> None:
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    visit.wait(lambda: visit.screen._live.reading.kind is not Kind.NO_FACE, update=visit.shell.update)
    # The person's own words are no guess.
    for keys, own in ((), {""}), (("b",), {""}), (("Escape", "m"), {""}), (("Escape", "w"), OWN_WORDS):
        visit.keys(*keys)
        now = say.guessed(visit.screen._live.reading)
        assert not ({now.lead, now.live, *now.lines, say.GUESS} - own) & set(visit.texts())
    visit.keys("Escape", "s")
    held = visit.screen.step
    shown = visit.texts()
    session, (checkin,) = visit.kept()
    assert (session.source, session.network) == ("file", network_folder().name)
    assert checkin.guess is not None and checkin.guess_shown
    reading = Reading(checkin.guess.kind, checkin.guess.words, None, checkin.guess.reasons)
    assert say.guessed(reading).live in shown
    end = time.monotonic() + 0.5
    visit.wait(lambda: time.monotonic() > end, update=visit.shell.update)
    assert visit.screen.step is held and say.guessed(reading).live in visit.texts(), "the held guess stays"
    visit.keys("l")
    assert isinstance(visit.screen.step, FreeMirror)
    visit.wait(lambda: str(visit.screen.step._lines.cget("text")), update=visit.shell.update)
    visit.keys("Escape")
    assert isinstance(visit.screen.step, Ask)
    visit.shell.show("home")
    assert app.writer.flush(5)
    with Queries(app.paths) as queries:
        assert queries.readings(session.uid)


def test_an_answer_before_the_first_picture_belongs_to_the_same_session(
    app: App, video: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = Live._load_in_thread
    monkeypatch.setattr(Live, "_load_in_thread", lambda live: None)  # as if the camera took long to open
    visit = Visit(app, str(video), wait_until)
    visit.keys("d")
    assert isinstance(visit.screen.step, Result) and say.NO_GUESS in visit.texts()
    load(visit.screen._live)
    visit.wait(lambda: visit.screen._live.running, update=visit.shell.update)
    visit.wait(lambda: say.GO_ON in visit.texts(), update=visit.shell.update)
    visit.keys("l")
    assert isinstance(visit.screen.step, FreeMirror)
    session, (checkin,) = visit.kept()
    assert (session.source, session.network != "") == ("file", True) and checkin.guess is None


def test_a_maybe_shows_both_words_and_faces() -> None:
    maybe = say.guessed(Reading(Kind.MAYBE, ("sadness", "neutral")))
    assert maybe.live == "sad or neutral"
    assert say.guessed(None).live == say.NO_GUESS
    for word in SCORE_NAMES[:-1]:
        one = say.guessed(Reading(Kind.CLEAR, (word,)))
        assert len(one.lines) >= 2 and not any("You could ask" in line for line in one.lines)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_step_fits_the_smallest_window(app: App, video: Path, wait_until: Wait, percent: int) -> None:
    app.shell.settings.set(TEXT_SIZE, percent)
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    ways: list[tuple[str, ...]] = [
        (), ("w",), ("3",), ("Escape", "Escape", "b"), ("space", "n"), ("Escape", "Escape", "m"), ("Return",),
        ("Escape", "Escape", "r"), ("Escape", "d"), ("l",),
    ]  # fmt: skip
    for keys in ways:
        visit.keys(*keys)
        right, bottom = app.shell.winfo_rootx() + 1024, app.shell.winfo_rooty() + 640
        for button in visit.screen.step.buttons.winfo_children():
            assert button.winfo_rootx() + button.winfo_width() <= right
            assert button.winfo_rooty() + button.winfo_height() <= bottom
        focus = visit.shell.focus_get()
        assert focus is not None
        # What is too wide would be cut off: nothing scrolls sideways.
        for widget in everything(visit.screen.step.body):
            if widget.winfo_ismapped() and isinstance(widget, ttk.Button | ttk.Checkbutton | tk.Canvas):
                assert widget.winfo_width() >= widget.winfo_reqwidth() - 1, (keys, str(widget))
                assert widget.winfo_rootx() + widget.winfo_width() <= right


def test_result_never_judges_and_counts_nothing(visit: Visit) -> None:
    visit.keys("w", "1", "1")
    assert isinstance(visit.screen.step, Result)
    said = " ".join(visit.texts()).lower()
    for word in ("right", "wrong", "correct", "score", "streak", "points", "match"):
        assert word not in said


def test_no_after_call_is_left_when_the_mirror_closes(app: App, video: Path, wait_until: Wait) -> None:
    app.start("home", None)
    wait_until(lambda: app._camera.name is not None, update=app.shell.update)
    before = len(app.shell.tk.call("after", "info"))
    for _ in range(2):
        visit = Visit(app, str(video), wait_until)
        visit.keys("d")
        visit.screen.step.note.insert("end", "x")
        visit.settle()
        app.shell.show("home")
        visit.settle()
    assert len(app.shell.tk.call("after", "info")) <= before + 1

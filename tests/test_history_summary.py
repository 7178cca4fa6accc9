"""The Summary in its window: its charts say what they leave out, and leave out nothing that they do not tell."""

from __future__ import annotations

from typing import Any

import pytest

from companion.journal.opening import open_journal
from companion.journal.records import CheckIn, Guess, Mode, SessionStart
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.settings import TEXT_SIZE
from companion.ui.app import App
from companion.words import history as say
from companion.words.vocabulary import WORDS
from tests.history_window import NOON, Wait, opened, texts, uid


def answered(paths: Paths, words: int) -> None:
    """So many own words, and beside them ten things that the camera guessed."""
    guesses = [Guess(Kind.CLEAR, (word,)) for word in WORDS] + [Guess(Kind.UNSURE), Guess(Kind.MAYBE, WORDS[:2])]
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart(uid(0), Mode.MIRROR, NOON, "poster", "camera"))
    for number in range(max(words, len(guesses))):
        guess = guesses[number % len(guesses)]
        journal.add_checkin(CheckIn(uid(1 + number), uid(0), NOON, (f"word {number % words}",), guess=guess))
    journal.end_session(uid(0), NOON, 0)
    journal.close()


def charts(app: App, wait_until: Wait) -> Any:
    screen: Any = opened(app, wait_until)
    screen.show_view("summary")
    wait_until(lambda: screen.view._charts.winfo_children(), update=app.shell.update)
    return screen.view._charts.winfo_children()


@pytest.mark.parametrize(("words", "cut"), [(12, False), (13, True)])
def test_charts_beside_their_tables_say_what_they_leave_out(
    app: App, paths: Paths, wait_until: Wait, words: int, cut: bool
) -> None:
    answered(paths, words)
    own, beside = (texts(chart) for chart in charts(app, wait_until))
    told = say.ROWS_CUT.format(drawn=12)
    assert (told in own, told in beside) == (cut, cut)
    assert (say.OWN_CUT in own, say.OWN_CUT in beside) == (True, False), "as in the view of one's own words"


def test_no_guess_is_missing_beside_large_text(app: App, paths: Paths, wait_until: Wait) -> None:
    answered(paths, 3)
    app.shell.settings.set(TEXT_SIZE, 200)
    app.shell.geometry("1024x640+0+0")
    _, beside = charts(app, wait_until)
    wait_until(lambda: beside.picture.drawn, update=app.shell.update)
    names = [label.get_text() for label in beside.picture.figure().axes[0].get_xticklabels()]
    assert len(names) == 10 and say.KEYS[WORDS[0]] in names

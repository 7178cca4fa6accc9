"""Details and correction: shares in words, the picture's place, and what the journal keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.reading.reading import SCORE_NAMES, Scores
from companion.ui.app import App
from companion.ui.correction import LONGEST
from companion.words import talk as say

Wait = Callable[..., None]


def open_talk(app: App, video: Path, wait_until: Wait) -> Any:
    app.start("talk", str(video))
    screen: Any = app.shell.screen
    wait_until(lambda: screen._live.drawn_outcome > 0, 30, update=app.shell.update)
    return screen


def test_shares_are_said_in_people_or_in_the_cameras_share() -> None:
    assert say.details_sentence("happiness", 0.68, True) == "About 7 of 10 people would say happy."
    assert say.details_sentence("happiness", 0.68, False) == "The camera's share for happy is about 7 of 10."
    assert "Almost all" in say.details_sentence("anger", 0.98, True)
    assert say.tenths(0.02) == "almost none"
    texts = [say.details_sentence("fear", share / 20, votes) for share in range(21) for votes in (True, False)]
    assert not [text for text in texts if "%" in text]


def test_details_show_every_word_with_its_bar(app: App, video: Path, wait_until: Wait) -> None:
    screen = open_talk(app, video, wait_until)
    # The video's own readings would else write over what is shown below.
    screen.toggle_pause()
    screen.toggle_details()
    app.shell.update()
    details = screen._sides.details
    assert details.winfo_ismapped() and not screen._left.winfo_ismapped()
    values = np.zeros(len(SCORE_NAMES))
    values[SCORE_NAMES.index("sadness")], values[SCORE_NAMES.index("neutral")] = 0.7, 0.3
    details.show(Scores(values), True)
    app.shell.update()
    assert details.sentence.cget("text") == "About 7 of 10 people would say sad."
    shown = [(name.cget("text"), words.cget("text")) for name, words, _ in details.rows]
    assert shown[:2] == [("sad", "about 7 of 10"), ("neutral", "about 3 of 10")]
    assert len(shown) == 8
    widths = [bar.bbox(bar._fill)[2] for _, _, bar in details.rows[:2]]
    assert widths[0] / widths[1] == pytest.approx(7 / 3, rel=0.1)
    assert screen.back()
    app.shell.update()
    assert screen._left.winfo_ismapped()


def test_details_of_a_video_that_has_ended_are_those_of_its_last_reading(
    app: App, video: Path, wait_until: Wait
) -> None:
    screen = open_talk(app, video, wait_until)
    wait_until(lambda: screen._pause.cget("text") == say.AGAIN, update=app.shell.update)
    scores = screen._live.latest.reading.scores
    assert scores is not None, "the video ends with a face"
    screen.toggle_details()
    app.shell.update()
    assert screen._sides.details.sentence.cget("text") != say.DETAILS_NOTHING


def test_correction_is_kept_in_the_journal(app: App, paths: Paths, video: Path, wait_until: Wait) -> None:
    screen = open_talk(app, video, wait_until)
    wait_until(lambda: screen._session.reading_ms(), update=app.shell.update)  # a later reading than the first
    screen.open_correction()
    app.shell.update()
    panel = screen._sides.correction
    panel._keep()
    assert panel._problem.cget("text") == say.CORRECT_EMPTY
    panel.text.set("I am tired")
    panel.word.set("sadness")
    panel._keep()
    assert screen._sides.shown is screen._left
    app.shell.show("home")
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        (kept,) = queries.corrections(session=session.uid)
    assert (kept.words, kept.text) == (("sadness",), "I am tired")
    assert 0 < kept.time_ms < 60_000


def test_no_more_is_written_into_a_correction_than_is_kept(
    app: App, paths: Paths, video: Path, wait_until: Wait
) -> None:
    screen = open_talk(app, video, wait_until)
    screen.open_correction()
    panel = screen._sides.correction
    panel.entry.focus_force()
    app.shell.update()

    def paste(text: str) -> None:
        app.shell.clipboard_clear()
        app.shell.clipboard_append(text)
        panel.entry.event_generate("<<Paste>>")
        app.shell.update()

    paste("b" * (LONGEST + 1))
    assert panel.text.get() == "", "half of what they said could mean something else"
    assert panel._asked.cget("text") == say.CORRECT_FULL
    paste("b" * (LONGEST - 1))
    assert panel._asked.cget("text") == say.CORRECT_TEXT
    for letter in "ac":
        panel.entry.event_generate("<Key>", keysym=letter)
        app.shell.update()
    written = "b" * (LONGEST - 1) + "a"
    assert panel.text.get() == written and panel._asked.cget("text") == say.CORRECT_FULL
    panel.entry.selection_range(0, "end")
    paste("b" * (LONGEST + 1))
    assert panel.text.get() == written, "what was selected is not lost for what finds no room"
    paste("b" * (LONGEST - 1) + "a")
    assert panel.text.get() == written and panel._asked.cget("text") == say.CORRECT_TEXT
    panel._keep()
    screen.open_correction()
    panel.entry.focus_force()
    app.shell.update()
    assert panel._asked.cget("text") == say.CORRECT_TEXT, "the next answer is asked for anew"
    panel.entry.event_generate("<Key>", keysym="a")
    assert panel.text.get() == "a"
    panel.text.set("")
    app.shell.show("home")
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        (kept,) = queries.corrections(session=session.uid)
    assert kept.text == written

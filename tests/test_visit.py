"""A full visit by keyboard alone in a real window, from the first card to the end, and what the journal then holds."""

from __future__ import annotations

import tkinter as tk
from pathlib import Path

import numpy as np
import pytest

from companion.journal.queries import Queries
from companion.journal.records import Mode
from companion.paths import Paths
from companion.settings import FIRST_RUN_DONE, load_settings
from companion.speech.voices import RecordingVoice
from companion.ui.app import App
from companion.ui.speaking import Speaking
from companion.words import talk as talk_words
from tests.conftest import write_video
from tests.keyboard_visit import visit


def test_everything_can_be_done_by_keyboard_alone(
    paths: Paths, tmp_path: Path, astronaut: np.ndarray, no_logged_errors: None
) -> None:
    paths.settings.unlink()
    video = write_video(tmp_path / "astronaut.avi", [astronaut] * 240)
    app = App(paths)
    voice = RecordingVoice()
    app.speaking = Speaking(app.shell, app.shell.settings, voice=voice)
    try:
        seen = visit(app, video, tmp_path)
    finally:
        app.shell.close()
    with pytest.raises(tk.TclError):
        app.shell.winfo_exists()
    assert load_settings(paths.settings)[0].get(FIRST_RUN_DONE)
    assert voice.texts and voice.texts[0].split()[0] in ("Face", "It", "I")
    assert seen["words"][-1] != talk_words.NO_FACE_LIVE
    with Queries(paths) as queries:
        sessions = queries.sessions()
        assert sorted(one.mode for one in sessions) == [Mode.MIRROR, Mode.TALK]
        assert all(one.ended is not None for one in sessions)
        by_mode = {one.mode: one for one in sessions}
        assert len(queries.checkins(session=by_mode[Mode.MIRROR].uid)) == 1
        assert queries.readings(by_mode[Mode.TALK].uid)
    (csv,) = seen["exported"]
    assert len(csv.read_text(encoding="utf-8-sig").splitlines()) > 1

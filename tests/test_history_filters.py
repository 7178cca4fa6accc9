"""History's filters and calendar: days as people write them, days ahead of today, and which sessions hold a note."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from companion.journal.choosing import Filter
from companion.journal.moment import DAY_MS, moment_of
from companion.journal.opening import open_journal
from companion.journal.records import CheckIn, Mode, SessionStart
from companion.paths import Paths
from companion.settings import READ_CONTROLS
from companion.speech.voices import RecordingVoice
from companion.ui.app import App
from companion.ui.reading_controls import ReadControls
from companion.ui.speaking import Speaking
from companion.words import history as say
from companion.words import history_data as say_data
from companion.words import language
from companion.words.speech import HOLDS_TEXT
from tests.history_window import NOON, Wait, cells, fill, opened, press, texts, uid
from tests.journal_time import later


@pytest.mark.parametrize("span", ["week", "4weeks", "year"])
def test_a_day_ahead_of_today_is_shown(app: App, paths: Paths, wait_until: Wait, span: str) -> None:
    """One flew west over midnight: the newest session is on a local day after today."""
    journal = open_journal(paths, lambda: NOON).journal
    for day in (-400, 0, 1):
        journal.start_session(SessionStart(uid(1000 + day), Mode.MIRROR, later(day * DAY_MS)))
        journal.end_session(uid(1000 + day), later(day * DAY_MS), 0)
    journal.close()
    screen: Any = opened(app, wait_until)
    screen.filters.span.set(say.SPANS[span])
    screen.filters.span.event_generate("<<ComboboxSelected>>")
    wait_until(lambda: "2 sessions on 2 days" in texts(screen.view), update=app.shell.update)


@pytest.mark.parametrize("span", ["week", "4weeks", "year"])
def test_a_span_goes_by_today_though_it_was_chosen_before_midnight(
    app: App, paths: Paths, tmp_path: Path, wait_until: Wait, span: str
) -> None:
    """Sunday 2026-01-11 becomes Monday while History is open: last week is neither copied nor deleted."""
    at = {
        "week": ("2026-01-05", "2026-01-12"), "4weeks": ("2025-12-15", "2025-12-16"),
        "year": ("2025-01-12", "2025-01-13"),
    }[span]  # fmt: skip
    journal = open_journal(paths, lambda: NOON).journal
    for number, day in enumerate(at):
        started = moment_of(datetime.fromisoformat(f"{day}T12:00:00+01:00"))
        journal.start_session(SessionStart(uid(number), Mode.MIRROR, started))
        journal.end_session(uid(number), started, 0)
    journal.close()
    clock = [later(10 * DAY_MS)]
    screen: Any = opened(app, wait_until, lambda: clock[0])
    screen.filters.span.set(say.SPANS[span])
    screen.filters.span.event_generate("<<ComboboxSelected>>")
    screen.show_view("data")
    clock[0] = later(11 * DAY_MS)
    screen.view.export_to(tmp_path / "copy.json")
    wait_until(lambda: "copy.json." in texts(screen.view), update=app.shell.update)
    copied = json.loads((tmp_path / "copy.json").read_text())["sessions"]
    assert [one["started"][:10] for one in copied] == [at[1]]
    press(app, screen.view.deleting._span, "space")
    told = say_data.DELETE_SPAN_ASK.format(sessions=say.sessions(1), shown=screen.filters.shown)
    wait_until(lambda: told in texts(screen.view), update=app.shell.update)
    assert say.SPANS[span] in told and screen.view.deleting._uids == (uid(1),)


@pytest.mark.parametrize("written", ["5.1.2026", "05.01.2026", " 5. 1. 2026 ", "2026-01-05"])
def test_a_day_can_be_written_as_people_write_it_and_is_told_plainly(
    app: App, paths: Paths, wait_until: Wait, written: str
) -> None:
    fill(paths, days=1)
    language.use("de")
    try:
        screen: Any = opened(app, wait_until)
        filters = screen.filters
        filters.toggle()
        filters.span.set(say.SPANS["own"])
        filters.span.event_generate("<<ComboboxSelected>>")
        filters.first.insert(0, written)
        press(app, filters.first, "Return")
        assert filters.chosen == Filter(first=date(2026, 1, 5))
        assert "ab 5. Jan 2026" in filters.shown
        for wrong in ("31.2.2026", "5.1.26", "5/1/2026", "1.5.0000"):
            filters.last.delete(0, "end")
            filters.last.insert(0, wrong)
            press(app, filters.last, "Return")
            assert say.DAY_FORM in texts(filters) and filters.chosen.last is None
        filters.last.delete(0, "end")
        filters.last.insert(0, say.DAY_FORM.split()[-1].rstrip("."))
        press(app, filters.last, "Return")
        assert filters.chosen.last == date(2026, 11, 21), "the form that the sentence asks for"
    finally:
        language.use(language.ENGLISH)


def test_the_calendar_tells_of_notes_at_answers_too(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths, days=3)
    journal = open_journal(paths, lambda: NOON).journal
    journal.set_note(uid(4), "a note of the session")
    at = later(6 * DAY_MS)
    journal.start_session(SessionStart(uid(6), Mode.MIRROR, at))
    journal.add_checkin(CheckIn(uid(106), uid(6), at, ("tired",), note="  "))
    journal.end_session(uid(6), at, 0)
    journal.close()
    screen: Any = opened(app, wait_until)
    assert [row[3] for row in cells(screen.view.table)] == ["", say.HAS_NOTE, say.HAS_NOTE, ""], "the newest first"
    screen.filters.mode.set(say.ONLY_MODE[Mode.MIRROR])
    screen.filters.mode.event_generate("<<ComboboxSelected>>")
    wait_until(lambda: [row[3] for row in cells(screen.view.table)] == ["", say.HAS_NOTE], update=app.shell.update)


def test_a_tag_is_chosen_and_not_said_aloud(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths, days=1)
    screen: Any = opened(app, wait_until)
    voice = RecordingVoice()
    app.shell.settings.set(READ_CONTROLS, True)
    ReadControls(app.shell, Speaking(app.shell, app.shell.settings, voice=voice))
    filters = screen.filters
    filters.toggle()
    wait_until(lambda: "family" in filters.tag.cget("values"), update=app.shell.update)
    press(app, filters.mode)
    press(app, filters.tag)
    assert voice.texts[-1] == f"Tag, list, {say.ANY_TAG}."
    filters.tag.set("family")
    filters.tag.event_generate("<<ComboboxSelected>>")
    assert filters.chosen == Filter(tag="family")
    press(app, filters.tag, "KeyRelease-Down")
    assert voice.texts[-1] == f"Tag, list, {HOLDS_TEXT}."
    press(app, filters.mode)
    assert voice.texts[-1] == f"{say.FILTER_MODE}, list, {say.ANY_MODE}."
    press(app, filters.tag)
    assert voice.texts[-1] == f"Tag, list, {HOLDS_TEXT}."

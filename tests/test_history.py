"""History in a real window over a real journal: calendar by keyboard, a session, charts with tables, filters, notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from companion.journal.choosing import Filter
from companion.journal.moment import DAY_MS, EARLIEST_MS, LATEST_MS, WIDEST_OFFSET_MIN, Moment, system_clock
from companion.journal.opening import open_journal
from companion.journal.records import CheckIn, Mode, SessionStart
from companion.paths import Paths
from companion.settings import TEXT_SIZE, THEME
from companion.ui.app import App
from companion.ui.history_calendar import later_month
from companion.ui.theme import FONT_BOLD
from companion.words import history as say
from companion.words import language
from tests.history_window import NOON, Wait, cells, drawn, fill, opened, press, texts, uid


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    app = App(paths)
    app.shell.geometry("1024x640+0+0")
    yield app
    app.shell.close()


def test_arrow_keys_walk_the_month_and_enter_opens_the_session(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    grid = screen.view.grid_days
    assert grid.day == date(2026, 1, 15), "the newest session is chosen"
    assert app.shell.focus_get() in (grid, None)
    press(app, grid, "Up", "Left", "Left", "Right")
    assert (grid.day, screen.view.table.chosen) == (date(2026, 1, 7), uid(6))
    assert "7 January 2026: 1 session" in grid.text
    press(app, grid, "End", "Right")
    assert grid.day == date(2026, 2, 1)
    assert not screen.view.table.tree.get_children()
    press(app, grid, "Prior", "Home", "Return")
    assert screen.view._uid == uid(0)
    press(app, screen.view.tags, "Escape")
    wait_until(lambda: hasattr(screen.view, "grid_days") and screen.view.table.chosen, update=app.shell.update)
    assert screen.view.day == date(2026, 1, 1), "back at the day that was left"
    press(app, screen.view.grid_days, "Escape")
    assert app.shell.screen_name == "home"


def test_choosing_in_the_list_moves_the_calendar(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    press(app, screen.view.table.tree, "Down", "Down")
    assert screen.view.day == date(2026, 1, 11)
    press(app, screen.view.table.tree, "Return")
    assert screen.view._uid == uid(10)


@pytest.mark.parametrize(("name", "row"), [
    ("seen", ("happy", "1 min 04 s", "8", "8")),
    ("own", ("tired", "12 Jan 2026", "1")),
    ("beside", ("tired", "neutral", "4")),
])  # fmt: skip
def test_every_chart_has_its_table_and_both_are_reached_by_key(
    app: App, paths: Paths, wait_until: Wait, name: str, row: tuple[str, ...]
) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.show_view(name)
    chart = drawn(app, wait_until, screen)
    assert row in cells(chart.table)
    chart.picture.focus_force()
    app.shell.update()
    following = chart.picture.tk_focusNext()
    assert following is chart.table.tree
    assert chart.picture.text == say.CHART_NAME.format(title=chart.title.cget("text"))


def test_thin_data_is_said_and_enough_is_counted(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    journal = open_journal(paths, lambda: NOON).journal
    screen: Any = None
    for day in (1, 3, 5):
        at = Moment(NOON.utc_ms + day * DAY_MS, 60)
        journal.start_session(SessionStart(uid(day), Mode.MIRROR, at))
        journal.end_session(uid(day), at, 0)
        if day > 1:
            journal.add_checkin(CheckIn(uid(400 + day), uid(day), at, ("calm",)))
    journal.close()
    screen = opened(app, wait_until)
    screen.show_view("own")
    drawn(app, wait_until, screen)
    assert say.THIN in texts(screen.view), "4 days with, 2 without"
    app.writer.call(lambda journal: journal.add_checkin(CheckIn(uid(500), uid(1), NOON, ("calm",)))).result(10)
    screen._reload()
    wait_until(lambda: "You named “tired” on 4 days. On 3 other days" in texts(screen.view), update=app.shell.update)


def test_filters_choose_sessions_and_say_so(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    wait_until(lambda: len(screen.filters.tag.cget("values")) == 2, update=app.shell.update)
    filters = screen.filters
    press(app, filters._toggle, "space")
    assert filters.mode is app.shell.focus_get()
    # Nobody can write in a list that is only chosen from: the letter of the button is no text there.
    filters.mode.event_generate("<Key>", keysym="f")
    app.shell.update()
    assert not filters.mode.winfo_viewable() and app.shell.focus_get() is filters._toggle
    press(app, filters._toggle, "space")
    filters.mode.set(say.ONLY_MODE[Mode.MIRROR])
    filters.span.set(say.SPANS["own"])
    filters.first.insert(0, "2026-01-05")
    filters.mode.event_generate("<<ComboboxSelected>>")
    assert filters.chosen == Filter(Mode.MIRROR, date(2026, 1, 5))
    wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
    assert "only mirrors, from 5 Jan 2026" in texts(filters)
    filters.last.insert(0, "yesterday")
    press(app, filters.last, "Return")
    assert say.DAY_FORM in texts(filters)
    assert filters.chosen.last is None, "a day that can't be read changes nothing"
    filters.last.delete(0, "end")
    filters.mode.set(say.ANY_MODE)
    filters.tag.set("family")
    filters.tag.event_generate("<<ComboboxSelected>>")
    wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
    filters.first.delete(0, "end")
    filters.first.insert(0, "2027-01-01")
    press(app, filters.first, "Return")
    wait_until(lambda: say.NOTHING_CHOSEN in texts(screen.view), update=app.shell.update)


@pytest.mark.parametrize(("day", "told"), [
    ("", "all days"), ("yesterday", "all days"), ("2026-01-05", "from 5 Jan 2026"),
])  # fmt: skip
def test_the_question_names_the_days_that_are_deleted(
    app: App, paths: Paths, wait_until: Wait, day: str, told: str
) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    filters = screen.filters
    filters.toggle()
    filters.mode.set(say.ONLY_MODE[Mode.TALK])
    filters.mode.event_generate("<<ComboboxSelected>>")
    filters.span.set(say.SPANS["own"])
    filters.span.event_generate("<<ComboboxSelected>>")
    filters.first.insert(0, day)
    press(app, filters.first, "Return")
    assert (filters.chosen.first is not None) == (told != "all days"), "no day: of all days"
    screen.show_view("data")
    assert f"only talks, {told}, " in texts(screen.view)
    press(app, screen.view.deleting._span, "space")
    asked = screen.view.deleting._asked
    wait_until(lambda: asked.cget("text").startswith("This deletes "), update=app.shell.update)
    assert f": only talks, {told}, {say.ANY_TAG}. Are you sure?" in asked.cget("text")


def test_a_tag_that_is_gone_stays_chosen_until_another_is(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    filters = screen.filters
    wait_until(lambda: "family" in filters.tag.cget("values"), update=app.shell.update)
    filters.tag.set("family")
    filters.tag.event_generate("<<ComboboxSelected>>")
    wait_until(lambda: len(cells(screen.view.table)) == 4, update=app.shell.update)
    app.writer.call(lambda journal: [journal.set_tags(uid(day), ["work"]) for day in range(0, 16, 4)]).result(10)
    screen.show_view("calendar")
    wait_until(lambda: "work" in filters.tag.cget("values"), update=app.shell.update)
    assert filters.tag.get() == "family"
    filters.mode.set(say.ONLY_MODE[Mode.TALK])
    filters.mode.event_generate("<<ComboboxSelected>>")
    assert filters.chosen == Filter(Mode.TALK, tag="family"), "what the box says is shown, copied and deleted"
    wait_until(lambda: say.NOTHING_CHOSEN in texts(screen.view), update=app.shell.update)
    filters.tag.set("work")
    filters.tag.event_generate("<<ComboboxSelected>>")
    screen.show_view("calendar")
    wait_until(lambda: filters.tag.cget("values") == (say.ANY_TAG, "work"), update=app.shell.update)


def test_a_list_that_drops_down_stops_no_view(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.filters.toggle()
    for name in say.VIEWS:
        screen.show_view(name)
        app.shell.update()
        app.shell.tk.call("ttk::combobox::Post", str(screen.filters.mode))
        wait_until(lambda: "popdown" in str(app.shell.tk.call("focus")), update=app.shell.update)
        answered: list[object] = []
        screen._reload()
        screen.desk.reads.ask("after it", lambda: None, answered.append)
        wait_until(lambda answered=answered: answered, update=app.shell.update)
        app.shell.update()
        app.shell.tk.call("ttk::combobox::Unpost", str(screen.filters.mode))


def test_german_puts_a_point_behind_a_day(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    language.use("de")
    try:
        screen: Any = opened(app, wait_until)
        assert cells(screen.view.table)[0][0] == "Do 15., 12:00"
    finally:
        language.use(language.ENGLISH)


def test_an_empty_journal_says_so_in_every_view(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    assert say.NOTHING_YET in texts(screen.view)
    for name, sentence in (
        ("seen", say.SEEN_NOTHING), ("own", say.OWN_NOTHING), ("beside", say.BESIDE_NOTHING),
        ("summary", "There is no session in this time."),
    ):  # fmt: skip
        screen.show_view(name)
        wait_until(lambda sentence=sentence: sentence in texts(screen.view), update=app.shell.update)


@pytest.mark.parametrize("percent", [100, 200])
def test_charts_follow_theme_and_text_size_and_nothing_is_wider_than_the_window(
    app: App, paths: Paths, wait_until: Wait, percent: int
) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.show_view("seen")
    picture = drawn(app, wait_until, screen).picture
    before = picture.drawn
    app.shell.settings.set(THEME, "dark")
    app.shell.settings.set(TEXT_SIZE, percent)
    wait_until(lambda: picture.drawn > before, update=app.shell.update)
    ground = app.shell.theme.palette.surface
    wait_until(
        lambda: picture._photo is not None
        and picture._photo._PhotoImage__photo.get(1, 1) == tuple(bytes.fromhex(ground[1:])),
        update=app.shell.update,
    )
    for name in say.VIEWS:
        screen.show_view(name)
        app.shell.update()
        edge = app.shell.winfo_rootx() + app.shell.winfo_width()
        for widget in (screen.view, screen._back, screen.filters):
            assert widget.winfo_rootx() + widget.winfo_width() <= edge


def test_the_focus_goes_on_where_large_text_turns_the_pills_into_a_list(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("own")
    pill = screen._pills.winfo_children()[list(say.VIEWS).index("own")]
    pill.focus_force()
    app.shell.update()
    pill.event_generate("<Left>")
    assert app.shell.focus_get() is pill.tk_focusPrev()
    app.shell.focus_get().event_generate("<Right>")
    for percent, expected in ((200, screen._list), (100, pill)):
        app.shell.settings.set(TEXT_SIZE, percent)
        app.shell.update()
        assert app.shell.focus_get() is expected and expected.winfo_viewable()
        screen._list.event_generate("<Button-5>")
        app.shell.update()
        assert screen._chosen_view.get() == "own", "the wheel turns the page and not the view"
    screen._back.focus_force()
    app.shell.settings.set(TEXT_SIZE, 200)
    app.shell.update()
    assert app.shell.focus_get() is screen._back


@pytest.mark.parametrize(("day", "months", "then"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2026, 12, 5), 1, date(2027, 1, 5)),
    (date(2026, 1, 5), -1, date(2025, 12, 5)),
])  # fmt: skip
def test_later_month(day: date, months: int, then: date) -> None:
    assert later_month(day, months) == then


def test_after_midnight_another_day_is_today(app: App, paths: Paths, wait_until: Wait) -> None:
    clock = [Moment(NOON.utc_ms, NOON.offset_min)]
    screen: Any = opened(app, wait_until, lambda: clock[0])
    grid, first = screen.view.grid_days, NOON.local_day
    grid.go_to(first.replace(day=20))

    def bold() -> list[str]:
        texts = [item for item in grid.find_all() if grid.type(item) == "text"]
        days = [item for item in texts if grid.itemcget(item, "font") == FONT_BOLD]
        return [grid.itemcget(item, "text") for item in days]

    assert bold() == [str(first.day), "20"]
    clock[0] = Moment(NOON.utc_ms + DAY_MS, NOON.offset_min)
    grid.go_to(first.replace(day=21))
    assert bold() == [str(first.day + 1), "21"]


def test_the_calendar_ends_where_a_journal_does(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until, system_clock)
    screen.view.grid_days.go_to(date(1, 1, 1))
    assert screen.view.day <= Moment(EARLIEST_MS, -WIDEST_OFFSET_MIN).local_day
    screen.view.grid_days.go_to(date(9999, 12, 31))
    assert screen.view.day >= Moment(LATEST_MS, WIDEST_OFFSET_MIN).local_day

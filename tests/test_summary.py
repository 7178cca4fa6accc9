"""Tests of the plain summary: the counts of a small journal, its words, and what it must never say."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from companion.charts import Page, Style, to_pixels
from companion.charts.sheets import MARGIN, TEXT_PX, WIDTH, Sheets
from companion.cli import run
from companion.journal.choosing import EVERYTHING, Filter
from companion.journal.moment import DAY_MS, Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Guess, JournalError, Mode, ReadingRow, SessionStart
from companion.journal.store import Journal
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.summary import Summary, summarize, write_summary
from companion.words import history, language
from companion.words import summary as say
from tests.journal_time import NOON


def fill(paths: Paths, days: int = 4) -> None:
    """A talk of 10 s a day, mostly neutral; on the first day also a mirror with three answers."""
    journal = open_journal(paths, lambda: NOON).journal
    for day in range(days):
        at = Moment(NOON.utc_ms + day * DAY_MS, 60)
        talk(journal, f"{day:016x}", at)
    at = Moment(NOON.utc_ms + 3_600_000, 60)
    journal.start_session(SessionStart("f" * 16, Mode.MIRROR, at, "poster", "camera"))
    guess = Guess(Kind.CLEAR, ("neutral",))
    journal.add_checkin(CheckIn("1" * 16, "f" * 16, at, ("tired", "sad"), ("tight chest",), guess=guess))
    journal.add_checkin(CheckIn("2" * 16, "f" * 16, at, ("tired",), note="secret words"))
    journal.add_checkin(CheckIn("3" * 16, "f" * 16, at, dont_know=True))
    journal.add_checkin(CheckIn("4" * 16, "f" * 16, at, skipped=True))
    journal.end_session("f" * 16, at, 0)
    journal.set_tags("f" * 16, ["home"])
    journal.close()


def talk(journal: Journal, uid: str, at: Moment, mode: Mode = Mode.TALK, source: str = "camera") -> None:
    journal.start_session(SessionStart(uid, mode, at, "poster", source, True))
    for second in range(10):
        words = ("neutral",) if second < 7 else ("happiness",) if second < 9 else ()
        journal.add_reading(uid, ReadingRow(second * 1000, Kind.CLEAR if words else Kind.UNSURE, words))
    journal.end_session(uid, Moment(at.utc_ms + 10_000, at.offset_min), 10_000)


def summary(paths: Paths, chosen: Filter = EVERYTHING) -> Summary:
    with Queries(paths) as queries:
        return summarize(queries, chosen)


def test_counts_are_those_of_the_journal(paths: Paths) -> None:
    fill(paths)
    found = summary(paths)
    assert (found.talks, found.mirrors, found.days, found.seconds) == (4, 1, 4, 40)
    assert [(one.key, one.seconds, one.sessions, one.days) for one in found.seen] == [
        ("neutral", 28, 4, 4), ("happiness", 8, 4, 4), ("unsure", 4, 4, 4),
    ]  # fmt: skip
    assert found.own == (("tired", 2), ("sad", 1))
    assert (found.answers, found.dont_know, found.skipped, found.guessed, found.notes) == (4, 1, 1, 1, 1)
    assert found.pairs == {("tired", "neutral"): 1, ("sad", "neutral"): 1}
    assert (found.signs, found.tags) == ((("tight chest", 1),), (("home", 1),))


def test_words_are_plain_and_every_claim_has_its_count(paths: Paths) -> None:
    fill(paths)
    text = " ".join(say.lines(summary(paths)))
    assert "On 4 days you opened Talk 4 times and Mirror once. In all: 40 s." in text
    assert "Faces mostly looked neutral: 28 s of 36 s with a clear word." in text
    assert "You named 2 feelings: tired (2), sad (1). Once you did not know." in text
    assert "You wrote 1 note. It is not on this page." in text
    assert "secret" not in text
    whole = " ".join((text, *say.SMALL)).lower()
    for never in ("you should", "you are ", "disorder", "score of", "%", "correct answer", "wrong answer", "symptom"):
        assert never not in whole


def test_one_talk_on_one_day_is_told_in_the_singular(paths: Paths) -> None:
    journal = open_journal(paths, lambda: NOON).journal
    talk(journal, "a" * 16, NOON)
    journal.close()
    assert say.lines(summary(paths))[0] == "On 1 day you opened Talk once. In all: 10 s."


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_file_that_was_opened_is_no_talk_that_one_had_and_no_camera_read_it(paths: Paths, code: str) -> None:
    """A photo, a video or a folder from Home is kept as a session of Talk."""
    journal = open_journal(paths, lambda: NOON).journal
    for day, mode in enumerate((Mode.TALK, Mode.TALK, Mode.MIRROR)):
        talk(journal, f"{day:016x}", Moment(NOON.utc_ms + day * DAY_MS, 60), mode, "file")
    journal.close()
    language.use(code)
    try:
        first, seen, *_ = say.lines(summary(paths))
        page = say.page(summary(paths), NOON.to_datetime())
        assert first == {
            "en": "On 3 days you opened Talk 2 times and Mirror once. In all: 30 s.",
            "de": "An 3 Tagen war offen: Gespräch 2-mal und Spiegel einmal. Zusammen war die Dauer 30 s.",
        }[code]
        told = (seen, page.charts[0].title, say.READ, say.ALSO_SEEN, say.NO_FACE_READ)
        assert all("Companion" in text or text is seen for text in told)
        # On paper "I" would be the person.
        assert not re.search(r"camera|kamera|\b(I|ich)\b", " ".join(told).replace(say.THIN_SEEN, ""))
    finally:
        language.use(language.ENGLISH)


def test_a_skipped_answer_is_none_beside_which_a_guess_stands(paths: Paths) -> None:
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart("f" * 16, Mode.MIRROR, NOON))
    guess = Guess(Kind.CLEAR, ("neutral",))
    journal.add_checkin(CheckIn("1" * 16, "f" * 16, NOON, ("tired",), guess=guess))
    journal.add_checkin(CheckIn("2" * 16, "f" * 16, NOON, skipped=True, guess=guess))
    journal.add_checkin(CheckIn("3" * 16, "f" * 16, NOON, ("calm",), guess=Guess(Kind.NO_FACE)))
    journal.close()
    found = summary(paths)
    assert (found.answers, found.skipped, found.guessed) == (3, 1, 1)
    assert found.pairs == {("tired", "neutral"): 1}
    assert say.BESIDE.format(answers="1 answer") in " ".join(say.lines(found))


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_was_no_clear_word_has_the_names_of_the_chart(paths: Paths, code: str) -> None:
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart("a" * 16, Mode.TALK, NOON))
    for second, kind in enumerate((Kind.MAYBE, Kind.MAYBE, Kind.MAYBE, Kind.UNSURE)):
        words = ("sadness", "neutral") if kind is Kind.MAYBE else ()
        journal.add_reading("a" * 16, ReadingRow(second * 1000, kind, words))
    journal.end_session("a" * 16, Moment(NOON.utc_ms + 4000, 60), 4000)
    journal.close()
    language.use(code)
    try:
        text = " ".join(say.lines(summary(paths)))
        names = [history.KEYS[key] for key in ("maybe", "unsure", "no_face")]
        assert "{} (3 s), {} (1 s), {} (0 s).".format(*names) in text
    finally:
        language.use(language.ENGLISH)


def test_nothing_is_said_of_faces_from_under_three_days(paths: Paths) -> None:
    fill(paths, days=2)
    text = " ".join(say.lines(summary(paths)))
    assert "too little data to tell" in text
    assert "mostly" not in text
    assert "Companion read: neutral (14 s)" in text, "counts are shown always"


def test_days_without_a_clear_word_are_no_days_of_faces(paths: Paths) -> None:
    """The camera ran on four days, was unsure on one, and saw a face clearly on two."""
    fill(paths, days=2)
    journal = open_journal(paths, lambda: NOON).journal
    for day, kind in ((2, Kind.NO_FACE), (3, Kind.UNSURE)):
        at, uid = Moment(NOON.utc_ms + day * DAY_MS, 60), f"{day:016x}"
        journal.start_session(SessionStart(uid, Mode.TALK, at, "poster", "camera", True))
        journal.add_reading(uid, ReadingRow(0, kind))
        journal.end_session(uid, Moment(at.utc_ms + 1000, 60), 1000)
    assert summary(paths).clear_days == 2
    text = " ".join(say.lines(summary(paths)))
    assert say.THIN_SEEN in text and "mostly" not in text
    talk(journal, "a" * 16, Moment(NOON.utc_ms + 4 * DAY_MS, 60))
    journal.close()
    assert "Faces mostly looked neutral" in " ".join(say.lines(summary(paths)))


def answers(paths: Paths, words: int, months: int) -> None:
    """So many own words beside a guess, each said once, over so many months."""
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart("f" * 16, Mode.MIRROR, NOON, "poster", "camera"))
    guess = Guess(Kind.CLEAR, ("neutral",))
    for number in range(max(words, months)):
        at = Moment(NOON.utc_ms + number % months * 31 * DAY_MS, 60)
        journal.add_checkin(CheckIn(f"{number:016x}", "f" * 16, at, (f"word {number % words}",), guess=guess))
    journal.close()


def printed(page: Page) -> list[list[str]]:
    """Return the texts of each sheet with the charts of a page, and see to it that none leaves its sheet."""
    sheets = Sheets(Style("#ffffff", "#000000", "#444444", "#888888", "#0000ff", "#ffffff", {}, "DejaVu Sans", TEXT_PX,
                          WIDTH - 2 * MARGIN))  # fmt: skip
    sheets.charts(page.charts)
    found = []
    for figure in sheets.figures:
        to_pixels(figure)
        for text in figure.texts:
            box = text.get_window_extent()
            assert box.x0 >= MARGIN - 1 and box.x1 <= WIDTH - MARGIN + 1, text.get_text()
            assert not any(box.overlaps(axes.get_tightbbox()) for axes in figure.axes), text.get_text()
        found.append([text.get_text() for text in figure.texts])
    return found


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize(
    ("words", "months", "rows_told", "columns_told"),
    [(2, 1, 0, False), (12, 3, 0, False), (13, 3, 2, False), (3, 30, 0, True), (13, 30, 2, True)],
)
def test_the_paper_says_what_its_charts_leave_out(
    paths: Paths, code: str, words: int, months: int, rows_told: int, columns_told: bool
) -> None:
    answers(paths, words, months)
    language.use(code)
    try:
        page = say.page(summary(paths), NOON.to_datetime())
        (sheet,) = printed(page)
        flat = " ".join(sheet)
        assert flat.count(say.LEFT_OUT.format(drawn=12)) == rows_told, "one's own words, and beside guesses"
        assert (say.CUT[summary(paths).by_period.months] in flat) is columns_told
        if columns_told:
            own, beside = (flat.index(chart.title) for chart in page.charts)
            assert own < flat.index(say.CUT[True]) < beside, "under the title of its chart"
    finally:
        language.use(language.ENGLISH)


def test_the_span_is_local_and_inclusive_and_filters_are_named(paths: Paths) -> None:
    fill(paths)
    found = summary(paths, Filter(first=date(2026, 1, 2), last=date(2026, 1, 3)))
    assert (found.talks, found.mirrors, say.title(found)) == (2, 0, "Summary, 2 January 2026 to 3 January 2026")
    assert "only talks" in say.lines(summary(paths, Filter(mode=Mode.TALK)))[0]
    assert say.NOTHING in say.lines(summary(paths, Filter(tag="nowhere")))


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_the_page_counts_is_said_with_one_only(paths: Paths, code: str) -> None:
    fill(paths)
    language.use(code)
    try:
        first = say.lines(summary(paths, Filter(mode=Mode.TALK)))[0]
        assert first == {
            "en": f"This page counts: only talks, {history.ANY_TAG}.",
            "de": f"Diese Seite zählt: nur Gespräche, {history.ANY_TAG}.",
        }[code]
    finally:
        language.use(language.ENGLISH)


def test_absurd_rows_and_a_changed_clock_are_told(paths: Paths) -> None:
    fill(paths)
    journal = open_journal(paths, lambda: NOON).journal
    journal._db.conn.execute("UPDATE readings SET kind = 77 WHERE session_id = 1 AND time_ms > 5000")
    journal._db.conn.commit()
    journal.start_session(SessionStart("e" * 16, Mode.TALK, NOON))
    journal.end_session("e" * 16, Moment(NOON.utc_ms - DAY_MS, 60), 60_000)
    journal.close()
    text = " ".join(say.lines(summary(paths)))
    assert "left out, because their values can't be right: 4." in text
    assert "In 1 session the clock of the computer changed" in text


def test_reading_grade_is_six_or_lower(paths: Paths) -> None:
    fill(paths)
    text = " ".join((*say.lines(summary(paths)), *say.SMALL))
    sentences = [one for one in re.split(r"[.?!:](?:\s|$)", text) if one.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    assert 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59 <= 6


def test_export_writes_a_pdf_with_the_words_in_it(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(paths)
    target = tmp_path / "week.pdf"
    assert run(["export", str(target), "--from", "2026-01-01", "--to", "2026-01-04"]) == 0
    assert str(target) in capsys.readouterr().out
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
        flat = " ".join(text.split())
        assert "Summary, 1 January 2026 to 4 January 2026" in flat
        assert "You named 2 feelings: tired (2), sad (1)." in flat
        assert "no illness and gives no advice" in flat


def test_an_empty_journal_gives_a_page_too(paths: Paths, tmp_path: Path) -> None:
    assert run(["export", str(tmp_path / "empty.pdf")]) == 0
    assert (tmp_path / "empty.pdf").read_bytes().startswith(b"%PDF")


def test_a_pdf_that_can_not_be_written_is_one_sentence_and_leaves_nothing(paths: Paths, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="could not be written"):
        write_summary(summary(paths), tmp_path / "no folder" / "a.pdf", NOON)
    assert list(tmp_path.iterdir()) == []

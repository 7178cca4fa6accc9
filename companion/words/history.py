"""What History says on its screens: names of views, filters, tables, and sentences about days and sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from companion.journal.counts import Seen, clock_changed, key_of, zone_changed
from companion.journal.moment import Moment
from companion.journal.records import CheckIn, Correction, Mode, Session
from companion.reading.reading import Kind
from companion.words import feelings, mirror, talk, vocabulary

TITLE = "History"
BACK = "Back"
LOADING = "Reading your journal …"
NOT_READ = "Your journal can't be read right now."
WENT_WRONG = "This did not work, because of an error in Companion ({detail}). Your journal stays as it is."
VIEWS = {
    "calendar": "Calendar",
    "seen": "Seen",
    "own": "Your words",
    "beside": "Side by side",
    "summary": "Summary",
    "data": "Your data",
}
OR = " or "

MODES = {Mode.TALK: "Talk", Mode.MIRROR: "Mirror"}
SOURCES = {"camera": "camera", "screen": "screen", "file": "photo, video or folder"}
KEYS = {word: talk.LOOKS[word].short for word in vocabulary.WORDS} | {
    "maybe": "not clear",
    "unsure": "not sure",
    "no_face": "no face",
}
DONT_KNOW = "I don't know"
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# Filters.
CHANGE_FILTERS = "Choose what to show"
CLOSE_FILTERS = "Close the filters"
SHOWN = "Shown: {parts}."
SHOWN_TAG = "tag “{tag}”"
FROM_TO = "{first} to {last}"
FROM_DAY = "from {first}"
TO_DAY = "until {last}"
FILTER_MODE = "What"
FILTER_SPAN = "When"
FILTER_TAG = "Tag"
FILTER_FIRST = "From"
FILTER_LAST = "To"
EVERYTHING = "everything"
ANY_MODE = "talks and mirrors"
ONLY_MODE = {Mode.TALK: "only talks", Mode.MIRROR: "only mirrors"}
ANY_TAG = "with and without tags"
SPANS = {
    "all": "all days",
    "week": "this week",
    "4weeks": "the last 4 weeks",
    "year": "the last 12 months",
    "own": "days that you choose",
}
DAY_CELL = "{weekday} {day}, {time}"
DAY_FORM = "Please write the day like 2026-11-21."
DAYS_TURNED = "The first day is after the last day. Please change one of them."

# Calendar.
EARLIER_MONTH = "Earlier month"
LATER_MONTH = "Later month"
NOTHING_YET = "There is nothing here yet. Your talks and your answers will be listed here."
NOTHING_CHOSEN = "No session fits these filters."
NO_SESSION_IN_MONTH = "No session in this month."
OPEN_SESSION = "Open this session"
CALENDAR_KEY = (
    "A filled circle is a talk, or a photo or a video that you opened. A ring is a visit to the Mirror. "
    "The number says how many."
)
HAS_NOTE = "yes"
SHORT_MINUTES = "{count} min"
SESSION_COLUMNS = ("When", "What", "How long", "Note", "Tags")
ONE_SESSION = "1 session"
SESSIONS = "{count} sessions"
IN_ALL = "{sessions} on {days} in all."

# One session.
SESSION_TITLE = "{mode} on {day}, {time}"
SESSION_LINE = "It lasted {length}. Seen through: {source}."
RUNNING_LINE, RUNNING = "Seen through: {source}.", "still runs"
STILL_RUNS = "This session has no end yet."
CLOCK_CHANGED = (
    "The clock of the computer and the length do not agree. Maybe the clock was changed, or the computer slept. "
    "The times here count from the start."
)
ZONE_CHANGED = "The time zone changed in this session. The day and the time are those of its start."
TIMELINE = "The session from start to end"
TIMELINE_UNIT = "time since the start"
NOTHING_READ = "I read nothing in this session."
TIMELINE_COLUMNS = ("From", "To", "What")
WITH_REASONS = "{what} ({reasons})"
WITH_REASONS_FOR = "{what} (for {length}: {reasons})"
SAID = "{number}. Your answer: {what}"
SESSION_GONE = "This session is not in the journal any more."
NO_SOURCE = "no camera"
NO_ANSWER = "no word"
SKIPPED = "skipped"
CORRECTED = "{number}. They said: {what}"
LANE_SAID = "your answers"
LANE_CORRECTED = "they said"
LANE_DOUBT = "doubts"
BODY_SIGNS = "body: {signs}"
ON_MAP = "map: {place}"
NO_GUESS = "none"
REASONS = {
    "dark": "too dark",
    "back_lit": "light behind",
    "blurred": "blurred",
    "small": "too small or far",
    "turned": "turned away",
    "cut_off": "partly outside",
    "changing": "changing fast",
    "crowded": "two faces close",
    "who": "not known who is who",
}
NOTE = "Your note"
TAGS = "Tags, with commas between them"
SAVE = "Save note and tags"
SAVED = "Saved."
SAVED_LATER = "This is not saved yet. I save it as soon as saving works again."
UNDO_SAVE = "Undo the last save"
UNDONE = "The former text is back."
CHECKINS = "Your answers in this session"
CHECKIN_COLUMNS = ("No.", "Time", "Your answer", "Camera guess", "Note")
CHECKIN_NOTE = "Note of the chosen answer"
SAVE_CHECKIN = "Save this note"
DELETE_CHECKIN = "Delete this answer"
DELETE_SESSION = "Delete this session"
LIST_BACK = "Back to the calendar"

# Charts.
CHART_NAME = "Chart: {title}"
TABLE = "The same as a table"
SEEN_TITLE = "What I read, and for how long"
SEEN_UNIT = {True: "minutes", False: "seconds"}
SEEN_COLUMNS = ("What", "How long", "Sessions", "Days")
SEEN_BAR = "{length}, {sessions}"
SEEN_NOTHING = "I read no face in these sessions."
SEEN_LINE = "A face is not a feeling. This is what faces looked like to me."
OWN_TITLE = {False: "Your own words, by week", True: "Your own words, by month"}
OWN_COLUMNS = {False: ("Your word", "Week of", "How often"), True: ("Your word", "Month", "How often")}
OWN_NOTHING = "You have not named a feeling in these sessions."
OWN_CUT = "If not all weeks or months fit, the newest are drawn. The table has them all. Only chosen days count."
BESIDE_TITLE = "Your words beside the camera's guesses"
BESIDE_COLUMNS = ("Your word", "Camera guess", "How often")
BESIDE_LINE = "This is not a score. You know what you feel. The camera only sees a face."
BESIDE_NOTHING = "There is no answer of yours with a camera guess beside it."
ROWS_CUT = "The {drawn} words you used most are drawn. The table has them all."
THIN = "Too little data to tell more. It takes 3 days with a word and 3 days without it."
DAYS_WITH = "You named “{word}” on {days}. On {others} with an answer you did not."
DAYS_SEEN = "“{word}” was read on {days}. On {others} with a face it was not."
ONE_DAY = "1 day"
DAYS = "{count} days"
OTHER_DAYS = "{count} other days"  # only ever said of 3 days or more

UNREADABLE = "Rows of the journal that are left out, because their values can't be right: {count}."
SECONDS, UNDER_A_SECOND = "{count} s", "under 1 s"
MINUTES = "{minutes} min {seconds:02} s"
HOURS = "{hours} h {minutes:02} min"
DECIMAL = "."  # as in 0.5


def length(milliseconds: float) -> str:
    """Return a length of time in words; what is there at all is not called 0 s."""
    if 0 < milliseconds <= 500:
        return UNDER_A_SECOND
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, rest = divmod(minutes, 60)
    if hours:
        return HOURS.format(hours=hours, minutes=rest)
    return MINUTES.format(minutes=minutes, seconds=seconds) if minutes else SECONDS.format(count=seconds)


def days(count: int) -> str:
    """Return "1 day" or "5 days"."""
    return ONE_DAY if count == 1 else DAYS.format(count=count)


def sessions(count: int) -> str:
    """Return "1 session" or "5 sessions"."""
    return ONE_SESSION if count == 1 else SESSIONS.format(count=count)


def month(day: date) -> str:
    """Return "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def short_day(day: date, months: bool) -> str:
    """Return how a week (by its first day) or a month is called above a column."""
    name = MONTHS[day.month - 1][:3]
    return f"{name} {day.year % 100:02}" if months else f"{day.day} {name}"


def date_of(day: date) -> str:
    """Return "21 Nov 2026"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def whole_date(day: date) -> str:
    """Return "21 November 2026"."""
    return f"{day.day} {month(day)}"


def long_day(day: date) -> str:
    """Return "Saturday 21 November 2026"."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {whole_date(day)}"


def time_of_day(moment: Moment, here_min: int) -> str:
    """Return "14:05", with the zone behind it where the clock of here (minutes ahead of UTC) showed something else."""
    text = moment.to_datetime().strftime("%H:%M")
    if moment.offset_min == here_min:
        return text
    hours, minutes = divmod(abs(moment.offset_min), 60)
    return f"{text} (UTC{'-' if moment.offset_min < 0 else '+'}{hours}{f':{minutes:02}' if minutes else ''})"


def session_cells(session: Session, here_min: int, noted: bool = False) -> tuple[str, ...]:
    """Return the cells of SESSION_COLUMNS; the month stands above the list. `noted`: an answer in it has a note."""
    day, time, tags = session.started.local_day, time_of_day(session.started, here_min), ", ".join(session.tags)
    when = DAY_CELL.format(weekday=WEEKDAYS[day.weekday()], day=day.day, time=time)
    tags = tags if len(tags) <= 20 else tags[:19].rstrip() + "…"
    whole = SHORT_MINUTES.format(count=round(session.length_ms / 1000) // 60)
    known = whole if session.length_ms >= 60_000 else length(session.length_ms)
    lasted = RUNNING if session.ended is None else known
    return (when, MODES[session.mode], lasted, HAS_NOTE if noted or session.note.strip() else "", tags)


def session_notes(session: Session) -> tuple[str, ...]:
    """Return what has to be said about the times of a session; usually nothing."""
    clock, zone = clock_changed(session), zone_changed(session)
    told = ((session.ended is None, STILL_RUNS), (clock, CLOCK_CHANGED), (zone, ZONE_CHANGED))
    return tuple(sentence for true, sentence in told if true)


def own(word: str | None) -> str:
    """Return an own word, or what stands for "I don't know"."""
    return DONT_KNOW if word is None else feelings.name(word)


def seen_cells(one: Seen) -> tuple[str, ...]:
    """Return the cells of SEEN_COLUMNS."""
    return (KEYS[one.key], length(one.seconds * 1000), str(one.sessions), str(one.days))


def with_reasons(what: str, found: Sequence[str], part_ms: int | None = None) -> str:
    """Return what was read with the doubts that were measured behind it; `part_ms`: for so long only."""
    reasons = ", ".join(REASONS[one] for one in found)
    if part_ms is None or not found:
        return WITH_REASONS.format(what=what, reasons=reasons) if found else what
    return WITH_REASONS_FOR.format(what=what, length=length(part_ms), reasons=reasons)


def run_name(kind: Kind, words: Sequence[str]) -> str:
    """Return what was said in a stretch: "happy", "not clear: sad or neutral", "not sure", "no face"."""
    name = KEYS[key_of(kind, words)]
    return f"{name}: {OR.join(KEYS[word] for word in words)}" if kind is Kind.MAYBE else name


def answer(one: CheckIn) -> str:
    """Return what a person said: words, or that they did not know, or skipped; then body signs, and the place."""
    words = ", ".join(map(feelings.name, one.words))
    said = DONT_KNOW if one.dont_know else SKIPPED if one.skipped else words or NO_ANSWER
    signs = ", ".join(map(feelings.sign_name, one.signs))
    place = mirror.place(*one.grid) if one.grid else ""
    parts = (said, signs and BODY_SIGNS.format(signs=signs), place and ON_MAP.format(place=place))
    return "; ".join(filter(None, parts))


def correction(one: Correction) -> str:
    """Return a correction: its words, its text, or both."""
    return ", ".join((*(KEYS[word] for word in one.words), *((one.text,) if one.text else ()))) or NO_ANSWER


def checkin_cells(number: int, one: CheckIn, started: Moment) -> tuple[str, ...]:
    """Return the cells of CHECKIN_COLUMNS."""
    guess = run_name(one.guess.kind, one.guess.words) if one.guess else NO_GUESS
    return (str(number), time_of_day(one.at, started.offset_min), answer(one), guess, one.note)


def filter_line(mode: str, span: str, first: date | None, last: date | None, tag: str | None) -> str:
    """Return what is shown now, as part of a sentence; while no own day is given, all days are shown."""
    if span == SPANS["own"]:
        form = FROM_TO if first and last else FROM_DAY if first else TO_DAY if last else SPANS["all"]
        span = form.format(first=first and date_of(first), last=last and date_of(last))
    return ", ".join((mode, span, SHOWN_TAG.format(tag=tag) if tag else ANY_TAG))

"""German: History."""

from __future__ import annotations

from datetime import date

from companion.journal.records import Mode
from companion.words import vocabulary
from companion.words.de import talk

TITLE = "Rückblick"
BACK = "Zurück"
LOADING = "Ich lese dein Tagebuch …"
NOT_READ = "Dein Tagebuch kann gerade nicht gelesen werden."
WENT_WRONG = (
    "Das hat nicht geklappt. In Companion selbst stimmt etwas nicht ({detail}). Dein Tagebuch bleibt, wie es ist."
)
VIEWS = {
    "calendar": "Kalender",
    "seen": "Gesehen",
    "own": "Deine Wörter",
    "beside": "Nebeneinander",
    "summary": "Übersicht",
    "data": "Deine Daten",
}
OR = " oder "

MODES = {Mode.TALK: "Gespräch", Mode.MIRROR: "Spiegel"}
SOURCES = {"camera": "Kamera", "screen": "Bildschirm", "file": "Foto, Video oder Ordner"}
KEYS = {word: talk.LOOKS[word].short for word in vocabulary.WORDS} | {
    "maybe": "nicht klar",
    "unsure": "nicht sicher",
    "no_face": "kein Gesicht",
}
DONT_KNOW = "Ich weiß nicht"
WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
WEEKDAY_NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)

CHANGE_FILTERS = "Filter ändern"
CLOSE_FILTERS = "Filter schließen"
SHOWN = "Gezeigt: {parts}."
SHOWN_TAG = "Stichwort „{tag}“"
FROM_TO = "{first} bis {last}"
FROM_DAY = "ab {first}"
TO_DAY = "bis {last}"
FILTER_MODE = "Was"
FILTER_SPAN = "Wann"
FILTER_TAG = "Stichwort"
FILTER_FIRST = "Von"
FILTER_LAST = "Bis"
EVERYTHING = "alles"
ANY_MODE = "Gespräche und Spiegel"
ONLY_MODE = {Mode.TALK: "nur Gespräche", Mode.MIRROR: "nur Spiegel"}
EVERYTHING = "alles"
ANY_TAG = "mit und ohne Stichwort"
SPANS = {
    "all": "alle Tage",
    "week": "diese Woche",
    "4weeks": "die letzten 4 Wochen",
    "year": "die letzten 12 Monate",
    "own": "Tage, die du wählst",
}
DAY_CELL = "{weekday} {day}., {time}"
DAY_FORM = "Bitte schreib den Tag so: 21.11.2026."
DAYS_TURNED = "Der erste Tag ist nach dem letzten Tag. Bitte ändere einen davon."

EARLIER_MONTH = "Früherer Monat"
LATER_MONTH = "Späterer Monat"
NOTHING_YET = "Hier ist noch nichts. Hier stehen später deine Gespräche und deine Antworten."
NOTHING_CHOSEN = "Kein Eintrag passt zu diesen Filtern."
NO_SESSION_IN_MONTH = "Kein Eintrag in diesem Monat."
OPEN_SESSION = "Diesen Eintrag öffnen"
CALENDAR_KEY = (
    "Ein voller Kreis ist ein Gespräch, oder ein Foto oder Video, das du geöffnet hast. "
    "Ein Ring heißt: Du hast den Spiegel geöffnet. Die Zahl sagt, wie viele."
)
HAS_NOTE = "ja"
SHORT_MINUTES = "{count} min"
SESSION_COLUMNS = ("Wann", "Was", "Dauer", "Notiz", "Stichwort")
ONE_SESSION = "1 Eintrag"
SESSIONS = "{count} Einträge"
IN_ALL = "Zusammen {sessions} an {days}."

SESSION_TITLE = "{mode} am {day}, {time}"
SESSION_LINE = "Dauer: {length}. Gesehen mit: {source}."
RUNNING_LINE, RUNNING = "Gesehen mit: {source}.", "läuft noch"
STILL_RUNS = "Dieser Eintrag hat noch kein Ende."
CLOCK_CHANGED = (
    "Die Uhr vom Computer und die Dauer passen nicht zusammen. Vielleicht wurde die Uhr geändert, oder der Computer "
    "war im Ruhezustand. Die Zeiten hier zählen ab dem Anfang."
)
ZONE_CHANGED = "Die Zeitzone hat sich in diesem Eintrag geändert. Tag und Uhrzeit sind die vom Anfang."
TIMELINE = "Der Eintrag vom Anfang bis zum Ende"
TIMELINE_UNIT = "Zeit seit dem Anfang"
NOTHING_READ = "Ich habe in diesem Eintrag nichts gelesen."
TIMELINE_COLUMNS = ("Von", "Bis", "Was")
WITH_REASONS = "{what} ({reasons})"
WITH_REASONS_FOR = "{what} ({length} lang: {reasons})"
SAID = "{number}. Deine Antwort: {what}"
SESSION_GONE = "Dieser Eintrag ist nicht mehr im Tagebuch."
NO_SOURCE = "keine Kamera"
NO_ANSWER = "kein Wort"
SKIPPED = "ausgelassen"
CORRECTED = "{number}. Die Person hat gesagt: {what}"
LANE_SAID = "deine Antworten"
LANE_CORRECTED = "Person sagte"
LANE_DOUBT = "Zweifel"
BODY_SIGNS = "Körper: {signs}"
ON_MAP = "Karte: {place}"
NO_GUESS = "keine"
REASONS = {
    "dark": "zu dunkel",
    "back_lit": "Licht dahinter",
    "blurred": "unscharf",
    "small": "zu klein oder zu weit weg",
    "turned": "weggedreht",
    "cut_off": "nicht ganz im Bild",
    "changing": "ändert sich schnell",
    "crowded": "zwei Gesichter nah beieinander",
    "who": "nicht klar, wer wer ist",
}
NOTE = "Deine Notiz"
TAGS = "Stichwörter, mit Komma dazwischen"
SAVE = "Notiz und Stichwörter speichern"
SAVED = "Gespeichert."
SAVED_LATER = "Das ist noch nicht gespeichert. Ich speichere es, sobald das Speichern wieder geht."
UNDO_SAVE = "Letztes Speichern zurücknehmen"
UNDONE = "Der frühere Text ist wieder da."
CHECKINS = "Deine Antworten in diesem Eintrag"
CHECKIN_COLUMNS = ("Nr.", "Zeit", "Deine Antwort", "Vermutung der Kamera", "Notiz")
CHECKIN_NOTE = "Notiz zu der gewählten Antwort"
SAVE_CHECKIN = "Diese Notiz speichern"
DELETE_CHECKIN = "Diese Antwort löschen"
DELETE_SESSION = "Diesen Eintrag löschen"
LIST_BACK = "Zurück zum Kalender"

CHART_NAME = "Diagramm: {title}"
TABLE = "Dasselbe als Tabelle"
SEEN_TITLE = "Was ich gelesen habe, und wie lange"
SEEN_UNIT = {True: "Minuten", False: "Sekunden"}
SEEN_COLUMNS = ("Was", "Dauer", "Einträge", "Tage")
SEEN_BAR = "{length}, {sessions}"
SEEN_NOTHING = "Ich habe in diesen Einträgen kein Gesicht gelesen."
SEEN_LINE = "Ein Gesicht ist kein Gefühl. So wirkten die Gesichter auf mich."
OWN_TITLE = {False: "Deine eigenen Wörter, nach Wochen", True: "Deine eigenen Wörter, nach Monaten"}
OWN_COLUMNS = {False: ("Dein Wort", "Woche vom", "Wie oft"), True: ("Dein Wort", "Monat", "Wie oft")}
OWN_NOTHING = "Du hast in diesen Einträgen kein Gefühl genannt."
OWN_CUT = (
    "Wenn nicht alle Wochen oder Monate Platz haben, sind die neuesten gezeichnet. In der Tabelle stehen alle. "
    "Es zählen nur Tage, die gewählt sind."
)
BESIDE_TITLE = "Deine Wörter neben den Vermutungen der Kamera"
BESIDE_COLUMNS = ("Dein Wort", "Vermutung der Kamera", "Wie oft")
BESIDE_LINE = "Das ist keine Bewertung. Du weißt, was du fühlst. Die Kamera sieht nur ein Gesicht."
BESIDE_NOTHING = "Es gibt keine Antwort von dir, neben der eine Vermutung der Kamera steht."
ROWS_CUT = "Gezeichnet sind die {drawn} Wörter, die du am meisten benutzt hast. In der Tabelle stehen alle."
THIN = "Zu wenig Daten, um mehr zu sagen. Es braucht 3 Tage mit einem Wort und 3 Tage ohne das Wort."
DAYS_WITH = "Du hast „{word}“ an {days} genannt. An {others} mit einer Antwort hast du es nicht genannt."
DAYS_SEEN = "„{word}“ wurde an {days} gelesen. An {others} mit einem Gesicht wurde es nicht gelesen."
ONE_DAY = "1 Tag"
DAYS = "{count} Tagen"
OTHER_DAYS = "{count} anderen Tagen"

UNREADABLE = "Zeilen vom Tagebuch, die weggelassen sind, weil ihre Werte nicht stimmen können: {count}."
SECONDS, UNDER_A_SECOND = "{count} s", "unter 1 s"
MINUTES = "{minutes} min {seconds:02} s"
HOURS = "{hours} h {minutes:02} min"
DECIMAL = ","


def short_day(day: date, months: bool) -> str:
    """Return how a week (by its first day) or a month is called above a column."""
    name = MONTHS[day.month - 1][:3]
    return f"{name} {day.year % 100:02}" if months else f"{day.day}. {name}"


def date_of(day: date) -> str:
    """Return "21. Nov 2026"."""
    return f"{day.day}. {MONTHS[day.month - 1][:3]} {day.year}"


def whole_date(day: date) -> str:
    """Return "21. November 2026"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """Return "Samstag, 21. November 2026"."""
    return f"{WEEKDAY_NAMES[day.weekday()]}, {whole_date(day)}"

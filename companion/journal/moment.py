"""`Moment`: a time as the computer's clock said it, with its zone kept; and local days made from it."""

from __future__ import annotations

import calendar
import contextlib
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

# What a clock can honestly say: 1970 to 2199, and no zone further than a day away. Anything else is an absurd value.
EARLIEST_MS = 0
LATEST_MS = 7_258_118_400_000
WIDEST_OFFSET_MIN = 24 * 60 - 1
DAY_MS = 86_400_000


@dataclass(frozen=True, order=True)
class Moment:
    """UTC in milliseconds since 1970, and how many minutes the local clock was ahead of UTC then."""

    utc_ms: int
    offset_min: int = 0

    @property
    def local_day(self) -> date:
        """The date on the wall calendar."""
        return self.to_datetime().date()

    def to_datetime(self) -> datetime:
        """Return the aware datetime in the zone it was written in.

        Raises:
            OverflowError, ValueError: an absurd value.
        """
        zone = timezone(timedelta(minutes=self.offset_min))
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.utc_ms)).astimezone(zone)

    def iso(self) -> str:
        """Return ISO 8601 with milliseconds and offset: 2026-11-21T10:00:00.000+01:00."""
        return self.to_datetime().isoformat(timespec="milliseconds")


Clock = Callable[[], Moment]
Zone = Callable[[int], int]


def moment_of(when: datetime) -> Moment:
    """Return the Moment of an aware datetime; whole minutes of offset.

    Raises:
        ValueError: no time zone, or a time outside 1970 to 2199.
    """
    offset = when.utcoffset()
    if offset is None:
        raise ValueError("a moment needs its time zone")
    utc_ms = (when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    if not EARLIEST_MS <= utc_ms <= LATEST_MS:
        raise ValueError("a time outside 1970 to 2199")
    return Moment(utc_ms, offset // timedelta(minutes=1))


def moment_from_iso(text: str) -> Moment:
    """Return the Moment written by `Moment.iso`.

    Raises:
        ValueError: not such a text.
    """
    return moment_of(datetime.fromisoformat(text))


def system_clock() -> Moment:
    """Read the computer's clock and zone: the one place in the journal that does."""
    _look_at_the_zone()
    return moment_of(datetime.now().astimezone())


def system_zone(utc_ms: int) -> int:
    """Return how many minutes the clock of this computer's zone is ahead of UTC at that time, summer time included."""
    _look_at_the_zone()
    offset = datetime.fromtimestamp(utc_ms / 1000).astimezone().utcoffset()
    return 0 if offset is None else offset // timedelta(minutes=1)


def _look_at_the_zone() -> None:
    # A computer that was carried to another zone: a process would go on in the zone it began in.
    if hasattr(time, "tzset"):
        time.tzset()
    elif sys.platform == "win32":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):  # Windows has no other way to say so
            ctypes.CDLL("ucrtbase")._tzset()


def local_span_ms(first: date | None, last: date | None) -> tuple[int, int]:
    """Return from (inclusive) and to (exclusive) in local milliseconds for a span of days, both inclusive."""
    epoch = date(1970, 1, 1)
    # An open end must still hold every zone's midnight around the edges.
    start = -DAY_MS if first is None else (first - epoch).days * DAY_MS
    end = LATEST_MS + 2 * DAY_MS if last is None else ((last - epoch).days + 1) * DAY_MS
    return start, end


def months_before(day: date, months: int) -> date:
    """Return the same day `months` earlier, or that month's last day where it has no such day.

    >>> months_before(date(2026, 3, 31), 1)
    datetime.date(2026, 2, 28)
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

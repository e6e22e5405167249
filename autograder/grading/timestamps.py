"""The moment at which something was handed in, read strictly: what can be read in two ways is not guessed."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

STAMP = re.compile(
    r"(?P<moment>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(?P<zone>[+-]\d\d(?::?\d\d)?|[A-Za-z][\w/+-]{0,40})?",
    re.ASCII,
)
UNIVERSAL = ("", "UTC", "GMT", "Z")
SHOWN = 40


class UnreadableTimestampError(Exception):
    """A timestamp that does not tell one moment; the text says in a few words why."""


def read_timestamp(text: str, course_zone: str = "UTC") -> datetime:
    """Return the moment that a timestamp tells, in UTC and without a zone, as nbgrader's gradebook keeps it.

    Parameters
    ----------
    text : a date and a time of day, such as "2026-03-29 23:58:00.000000 CEST". After it may stand an offset from UTC
        ("+08", "+0530", "-03:30"), the name of a zone ("Europe/Berlin") or its abbreviation; without any it is UTC.
    course_zone : name of the zone in which the exchange writes. It settles what an abbreviation means that stands for
        several offsets, such as CST. Others are read only where all zones that use them agree.

    Raises
    ------
    UnreadableTimestampError : if the text has another form, or does not tell one moment.

    Examples
    --------
    >>> read_timestamp("2026-03-29 23:58:00 Europe/Berlin")
    datetime.datetime(2026, 3, 29, 21, 58)
    """
    found = STAMP.fullmatch(text.strip())
    if not found:
        raise UnreadableTimestampError(
            f"{text.strip()[:SHOWN]!r} is not a date and a time such as 2026-03-29 23:58:00 UTC"
        )
    try:
        local = datetime.fromisoformat(found["moment"])
        return local - offset_of(found["zone"] or "", local, course_zone)
    except (ValueError, OverflowError):
        raise UnreadableTimestampError(f"there is no such moment as {text.strip()[:SHOWN]!r}") from None


def offset_of(zone: str, local: datetime, course_zone: str) -> timedelta:
    """Return how far a zone is ahead of UTC at a local time; of an hour that the clocks repeat, the first one is meant.

    Parameters
    ----------
    zone : an offset, the name of a zone or its abbreviation; "" is UTC.
    local : the time there.
    course_zone : name of the zone whose meaning of an abbreviation comes first.

    Raises
    ------
    UnreadableTimestampError : if the zone is not known, or its abbreviation stands for several offsets.
    """
    if zone.upper() in UNIVERSAL:
        return timedelta(0)
    if zone[0] in "+-":
        return datetime.fromisoformat(f"2000-01-01T00:00{zone}").utcoffset()
    offsets = offsets_called(zone, local.year, (course_zone,)) or offsets_called(zone, local.year, all_zones())
    if len(offsets) == 1:
        return next(iter(offsets))
    if offsets:
        advice = "set c.Exchange.timezone to that of the course"
        raise UnreadableTimestampError(f"{zone} is the name of several time zones: {advice}")
    if zone not in all_zones():
        raise UnreadableTimestampError(f"no time zone is called {zone[:SHOWN]!r}")
    return local.replace(tzinfo=ZoneInfo(zone)).utcoffset()


@cache
def all_zones() -> tuple[str, ...]:
    """Return the names of all time zones."""
    return tuple(sorted(available_timezones()))


@cache
def offsets_called(abbreviation: str, year: int, zones: tuple[str, ...]) -> frozenset[timedelta]:
    """Return the offsets that some zones call by an abbreviation, in summer or winter of a year.

    Parameters
    ----------
    abbreviation : such as "CEST".
    year : the year, because rules change.
    zones : names of the zones that are asked.
    """
    days = [datetime(year, month, 1, tzinfo=UTC) for month in range(1, 13)]
    moments = [day.astimezone(ZoneInfo(zone)) for zone in zones for day in days]
    return frozenset(moment.utcoffset() for moment in moments if moment.tzname() == abbreviation)

"""When something was handed in: every spelling that tells one moment is read right, and no other is guessed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from autograder.grading.timestamps import UnreadableTimestampError, read_timestamp

# ISO 3166 places with the offset that their law sets, winter and summer of 2026
ZONES = {
    "Europe/Berlin": (1, 2),
    "America/Los_Angeles": (-8, -7),
    "America/New_York": (-5, -4),
    "Asia/Kolkata": (5.5, 5.5),
    "Asia/Singapore": (8, 8),
    "Asia/Kathmandu": (5.75, 5.75),
    "America/St_Johns": (-3.5, -2.5),
    "Australia/Lord_Howe": (11, 10.5),
    "Pacific/Kiritimati": (14, 14),
    "UTC": (0, 0),
}
DAYS = (datetime(2026, 1, 15, 23, 30), datetime(2026, 7, 15, 0, 30))
CASES = [
    (zone, day, timedelta(hours=hours[season])) for zone, hours in ZONES.items() for season, day in enumerate(DAYS)
]


@pytest.mark.parametrize(("zone", "day", "ahead"), CASES)
def test_every_spelling_of_one_moment_is_that_moment(zone, day, ahead):
    minutes = round(ahead.total_seconds() / 60)
    sign, hours, rest = "-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60
    written = [zone, f"{sign}{hours:02}{rest:02}", f"{sign}{hours:02}:{rest:02}"] + [f"{sign}{hours:02}"] * (not rest)
    for name in written:
        for form in ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M"):
            assert read_timestamp(f" {day:{form}} {name}\n") == day - ahead


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", DAYS)
def test_what_the_exchange_writes_in_the_zone_of_the_course_is_read(zone, day):
    moment = day.replace(tzinfo=ZoneInfo("UTC"))
    written = moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S.%f %Z")
    assert read_timestamp(written, zone) == day


def test_both_passes_of_the_hour_that_the_clocks_repeat_are_told_apart_by_the_abbreviation():
    assert read_timestamp("2026-10-25 02:30:00 CEST", "Europe/Berlin") == datetime(2026, 10, 25, 0, 30)
    assert read_timestamp("2026-10-25 02:30:00 CET", "Europe/Berlin") == datetime(2026, 10, 25, 1, 30)
    assert read_timestamp("2026-10-25 02:30:00 Europe/Berlin") == datetime(2026, 10, 25, 0, 30)


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ("1" * 30 + "h", "is not a date"),
        ("1" * 10**6, "is not a date"),
        ("", "is not a date"),
        ("the day before yesterday", "is not a date"),
        ("03/04/2026 12:00", "is not a date"),
        ("2026-03-04", "is not a date"),
        ("2026-03-04 12:00:00 +8", "is not a date"),
        ("2026-03-04 12:00:00 UTC UTC", "is not a date"),
        ("2026-03-04 12:00:00 ../etc", "is not a date"),
        ("２０２６-03-04 12:00", "is not a date"),
        ("2026-02-30 12:00", "no such moment"),
        ("2026-03-04 24:30", "no such moment"),
        ("0000-03-04 12:30", "no such moment"),
        ("0001-01-01 00:00 +08", "no such moment"),
        ("9999-12-31 23:00 -08", "no such moment"),
        ("2026-03-04 12:00 +99", "no such moment"),
        ("2026-03-04 12:00:00 MOON", "no time zone is called"),
        ("2026-03-04 12:00:00 a/b", "no time zone is called"),
        ("2026-03-29 15:58:00 PST", "several time zones"),
        ("2026-03-04 12:00:00 CST", "several time zones"),
        ("2026-03-04 12:00:00 IST", "several time zones"),
    ],
)
def test_what_does_not_tell_one_moment_is_named(stamp, words):
    with pytest.raises(UnreadableTimestampError, match=words) as refused:
        read_timestamp(stamp)
    assert len(str(refused.value)) < 150

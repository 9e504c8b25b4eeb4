"""A VTIMEZONE says what the zone database says, or is not written."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from exports.time_zones import COPENHAGEN, definition

ZONES = ("Europe/Copenhagen", "Europe/London", "Europe/Dublin", "America/New_York", "Australia/Sydney", "Asia/Kolkata",
         "Europe/Istanbul", "America/Sao_Paulo", "Pacific/Auckland", "Asia/Tokyo")  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_the_definition_agrees_with_the_zone_database(name: str) -> None:
    known = definition(name)
    assert known is not None
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *known.lines, "END:VCALENDAR", ""])
    [component] = Calendar.from_ical(text).walk("VTIMEZONE")
    told = component.to_tz(lookup_tzid=False)
    start = max(known.since, datetime(2015, 1, 1, tzinfo=UTC)) + timedelta(days=1)
    for hours in range(0, 6 * 365 * 24, 37):
        wall = (start + timedelta(hours=hours)).astimezone(ZoneInfo(name)).replace(tzinfo=None)
        assert wall.replace(tzinfo=told).utcoffset() == wall.replace(tzinfo=ZoneInfo(name)).utcoffset(), wall


@pytest.mark.parametrize(
    "name", ["UTC", "Etc/UTC", "local", "", "Europe", "../../etc/passwd", "/etc/localtime", "Asia/Jerusalem"]
)
def test_what_cannot_be_said_in_two_yearly_rules_has_no_definition(name: str) -> None:
    assert definition(name) is None


def test_copenhagen_is_the_block_all_programs_read_alike() -> None:
    assert definition("Europe/Copenhagen") is COPENHAGEN
    assert "DTSTART:19810329T020000" in COPENHAGEN.lines
    assert not any(line.startswith("RDATE") for line in COPENHAGEN.lines)

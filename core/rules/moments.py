"""Moments and local times: stored as text that sorts by time, never naive in a function's signature."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from core.errors import Invalid
from core.messages import N_, say

HOME = "Europe/Copenhagen"


def utc_text(moment: datetime) -> str:
    """An aware moment as stored: `YYYY-MM-DDTHH:MM:SSZ`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_utc_text(text: str) -> datetime:
    """The stored moment, aware and in UTC."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


@dataclass(frozen=True)
class LocalTime:
    """A time on the clock of a place, as people agree on it: `time_zone` is an IANA name.

    In the hour that comes twice in October it is the first one (`fold=0`, PEP 495).
    """

    day: date
    at: time
    time_zone: str = HOME

    @property
    def moment(self) -> datetime:
        """Aware, in its zone. Raises `Invalid` for a time that the clocks skip in March."""
        zone = ZoneInfo(self.time_zone)
        moment = datetime.combine(self.day, self.at, zone)
        if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
            raise Invalid(
                "start",
                say(N_("The clock skips {time} on {day}."), time=self.at.strftime("%H.%M"), day=self.day),
                say(N_("Choose an hour later.")),
            )
        return moment

    @property
    def text(self) -> str:
        """As stored: `YYYY-MM-DDTHH:MM`."""
        return f"{self.day.isoformat()}T{self.at.strftime('%H:%M')}"

    @classmethod
    def from_text(cls, text: str, time_zone: str) -> "LocalTime":
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M")
        return cls(moment.date(), moment.time(), time_zone)

"""A meeting that is picked up: where it was, where it is now, and what speaks against that. Pure."""

from dataclasses import dataclass, replace
from datetime import timedelta

from core.planning.calendar_days import CalendarDays, CalendarMeeting, later


@dataclass(frozen=True)
class Held:
    """`against` holds sentences; None as long as nobody has looked."""

    was: CalendarMeeting
    now: CalendarMeeting
    against: tuple[str, ...] | None = None

    @property
    def moved(self) -> bool:
        """Whether it is somewhere else than it was."""
        return self.was.span != self.now.span

    def moved_by(self, by: timedelta) -> "Held | None":
        """So much later; None for a part of a day where it lasts whole days."""
        if self.now.all_day and by % timedelta(days=1):
            return None
        return Held(self.was, later(self.now, by))

    def among(self, days: CalendarDays) -> CalendarDays:
        """The days with the meeting where it is now."""
        return replace(days, meetings=(*(one for one in days.meetings if one.id != self.now.id), self.now))

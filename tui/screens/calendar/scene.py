"""What a week and a month are drawn from, and the signs they share: a letter and a colour a network, a mark a state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.messages import N_
from core.planning.breaks import FreeKind
from core.planning.calendar_days import CalendarDays, CalendarMeeting
from core.rules.kinds import Language
from core.rules.spoken import spoken_time
from core.rules.weeks import Week
from tui.widgets.cells import fit

COLOURS = 6
CLASH, CANCELLED, MOVED = "!", "x", ">"
HERE, TODAY = "›", "*"


@dataclass(frozen=True)
class Scene:
    """The days shown, the day and the meeting under the cursor, and the number of the one that is being moved."""

    days: CalendarDays
    day: date
    today: date
    language: Language
    tell: Callable[[str], str]
    selected: int | None = None
    carried: int | None = None
    ascii_only: bool = False

    def letter_of(self, one: CalendarMeeting) -> str:
        """The letter of its first network."""
        letters = {network.id: network.letter for network in self.days.networks}
        return next((letters[number] for number in one.networks if number in letters), "-")

    def style_of(self, one: CalendarMeeting) -> str:
        """How it is coloured."""
        if one.id == self.carried:
            return "carried"
        if one.cancelled:
            return "cancelled"
        return f"network-{min(one.networks) % COLOURS}" if one.networks else "plain"

    def mark_of(self, one: CalendarMeeting) -> str:
        """What is to be noticed about it, or a blank."""
        if one.cancelled:
            return CANCELLED
        if self.days.clashes_of(one.id) and one.id != self.carried:
            return CLASH
        return MOVED if one.moved else " "

    def week_name(self, week: Week) -> str:
        """`u47`."""
        return f"{'u' if self.language is Language.DANISH else 'w'}{week.number}"

    def school(self, day: date, width: int, room: int) -> tuple[str, str]:
        """How many are at school in the week of a day, as `12/20` (or `12`) and as a bar; nothing where it is not known."""
        count = self.days.count_of(day)
        if count is None or count.share is None:
            return "", ""
        told = f"{count.at_school}/{count.at_school + count.away}"
        return told if len(told) <= room else str(count.at_school), bar(count.share, width, ascii_only=self.ascii_only)

    def closed(self, day: date, *, said: str = "") -> str:
        """Why nobody is at school that day, holidays first; not what is `said` of the week already."""
        free = sorted(self.days.free_on(day), key=lambda one: one.kind is FreeKind.BREAK)
        return ", ".join(dict.fromkeys(one.told for one in free if one.told != said))

    def break_of(self, week: Week) -> str:
        """The break that takes most of a week."""
        found = (one for one in self.days.free if (min(one.last, week.friday) - max(one.first, week.monday)).days >= 2)
        return next((one.told for one in found), "")

    def day_style(self, day: date, *, aside: bool = False) -> str:
        """How the number of a day is shown; `aside`: it belongs to another month."""
        if day == self.day:
            return "here"
        if day == self.today:
            return "today"
        if self.days.free_on(day):
            return "free"
        return "aside" if aside else "day"

    def day_sign(self, day: date) -> str:
        """The cursor and today, without colour: two cells."""
        return (HERE if day == self.day else " ") + (TODAY if day == self.today else " ")


def bar(share: float, width: int, *, ascii_only: bool = False) -> str:
    """A part of a whole as a bar."""
    full, empty = ("#", ".") if ascii_only else ("▄", "·")
    filled = round(share * width)
    return full * filled + empty * (width - filled)


def clock(one: CalendarMeeting, day: date, language: Language, *, short: bool = False) -> str:
    """When it begins on a day: `17.00` or in short `17`; `--` for whole days, `..` where it goes on since before."""
    if one.first_day < day:
        return fit("..", 2 if short else 5)
    if one.all_day:
        return fit("--", 2 if short else 5)
    return f"{one.start.hour:02}" if short else spoken_time(one.start.time(), language)


MONTHS = (
    N_("jan"), N_("feb"), N_("mar"), N_("apr"), N_("may"), N_("jun"), N_("jul"), N_("aug"), N_("sep"), N_("oct"),
    N_("nov"), N_("dec"),
)  # fmt: skip



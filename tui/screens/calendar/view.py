"""The calendar: a week or a month with a cursor on a day, and a meeting that can be picked up and moved by keys.

What it shows is read in a thread for the days shown. While that goes on, keys whose meaning depends on it wait their turn,
so that what is typed ahead means what it would mean later.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from functools import partial
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.events import Click, Resize
from textual.geometry import Offset
from textual.message import Message as Posted
from textual.strip import Strip
from textual.widget import Widget

from core.messages import N_, Message, say
from core.planning import calendar_days
from core.planning.calendar_days import CalendarDays, CalendarMeeting
from core.planning.objections import objections
from core.rules.day_words import read_day
from core.rules.spoken import spoken_span
from core.series.days import series_and_day
from tui import strips
from tui.actions import bindings
from tui.screens.calendar.canvas import Canvas
from tui.screens.calendar.foot import drawn, said_of
from tui.screens.calendar.held import Held
from tui.screens.calendar.keys import KEYS
from tui.screens.calendar.month import draw_month, month_later, month_range
from tui.screens.calendar.scene import Scene
from tui.screens.calendar.styles import CLASSES, STYLES
from tui.screens.calendar.week import draw_week, week_range
from tui.screens.desk import Desk, workplace
from tui.widgets import jobs
from tui.widgets.dialogs import Ask, Choose
from tui.widgets.menu import Option
from tui.widgets.tone import Tone

_SLOW = 0.15  # seconds after which the days show although their meetings are not read yet


class Page(Enum):
    """How much the calendar shows."""

    WEEK = "week"
    MONTH = "month"


class CalendarView(Widget, can_focus=True):
    """A week or a month of the meetings that answer a query."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)
    DEFAULT_CSS = STYLES
    BINDINGS: ClassVar[list[BindingType]] = bindings(*KEYS)

    class Opened(Posted):
        """Somebody wants to see a meeting."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class LetGo(Posted):
        """A meeting was moved to another time and let go there; it stays picked up until it is saved or put back."""

        def __init__(self, was: CalendarMeeting, now: CalendarMeeting) -> None:
            super().__init__()
            self.was, self.now = was, now

    class Shown(Posted):
        """Other days show, or another day or meeting is under the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.page = Page.MONTH
        self.day = desk.today
        self.selected: int | None = None
        self.query_text = ""
        self._days = CalendarDays(date.min, date.min)
        self._loading = False
        self._later: list[Callable[[], object]] = []
        self._held: Held | None = None
        self._canvas: Canvas | None = None

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def days(self) -> CalendarDays:
        """What was read of the days that show."""
        return self._days

    @property
    def loading_days(self) -> bool:
        """Whether the days that show are being read."""
        return self._loading

    @property
    def carried(self) -> CalendarMeeting | None:
        """The meeting that is being moved, where it is now."""
        return self._held.now if self._held else None

    def show(self, page: Page, day: date, query: str, selected: int | None = None) -> None:
        """Other days, or others of their meetings."""
        self.page, self.day, self.query_text = page, day, query
        self.selected = selected
        self.reload()

    def reload(self) -> None:
        """Read the days anew; the cursor stays, and so does what is being moved."""
        self._loading = True
        first, last = self._range
        ask = partial(self.desk.do, partial(calendar_days.look, query=self.query_text, first=first, last=last))
        jobs.run(self, ask, self._read, self._failed, group="days")
        self.set_timer(_SLOW, self._waited)

    @property
    def _range(self) -> tuple[date, date]:
        return week_range(self.day) if self.page is Page.WEEK else month_range(self.day)

    def _waited(self) -> None:
        if self._loading:
            self._draw()

    def _read(self, days: CalendarDays) -> None:
        self._days, self._loading = days, False
        self._select_again()
        self._draw()
        while self._later and not self._loading:
            self._later.pop(0)()

    def _failed(self, error: Exception) -> None:
        self._loading = False
        self._later.clear()
        jobs.complain(self, error)

    def when_read(self, do: Callable[[], object]) -> None:
        """Do it, or when the days are there and what was typed before is done."""
        if self._loading:
            self._later.append(do)
        else:
            do()

    def _here(self) -> tuple[CalendarMeeting, ...]:
        return self._with_carried().on(self.day)

    def _with_carried(self) -> CalendarDays:
        """The days with the meeting that is being moved where it is now."""
        days = self._days if self._range == (self._days.first, self._days.last) else CalendarDays(*self._range)
        return days if self._held is None else self._held.among(days)

    def _select_again(self) -> None:
        """The same meeting if the day has it, also as a day of a series with a number of its own now, or else its first."""
        here = [one.id for one in self._here()]
        if self.selected not in here:
            again = (one.id for one in self._here() if self.selected is not None and self._was(one, self.selected))
            self.selected = next(again, here[0] if here else None)

    @staticmethod
    def _was(one: CalendarMeeting, number: int) -> bool:
        return number < 0 and one.series_id == series_and_day(number)[0]

    # -- moving ------------------------------------------------------------------------------------------

    def _go(self, day: date) -> None:
        """Another day under the cursor."""
        if not date.min + timedelta(days=400) < day < date.max - timedelta(days=400):
            return
        self.day = day
        first, last = self._range
        if (first, last) == (self._days.first, self._days.last):
            self._select_again()
            self._draw()
        else:
            self.reload()

    def action_across(self, by: int) -> None:
        """A day on or back, with what is being moved."""
        self.when_read(partial(self._by, timedelta(days=by)))

    def action_down(self, by: int) -> None:
        """A week on or back; in a week the next meeting, or half an hour for the one that is being moved."""
        self.when_read(partial(self._down, by))

    def _down(self, by: int) -> None:
        if self.page is Page.MONTH:
            self._by(timedelta(weeks=by))
        elif self._held is not None:
            self._by(timedelta(minutes=30 * by))
        else:
            self._next(by, around=False)

    def action_page(self, by: int) -> None:
        """A month or a week on or back."""
        self.when_read(partial(self._page, by))

    def _page(self, by: int) -> None:
        if self.page is Page.WEEK:
            self._by(timedelta(weeks=by))
        else:
            self._by(month_later(self.day, by) - self.day)

    def action_shift(self, minutes: int) -> None:
        """A quarter of an hour on or back, for the meeting that is being moved."""
        self.when_read(partial(self._by, timedelta(minutes=minutes)))

    def _by(self, by: timedelta) -> None:
        if self._held is None:
            self._go(self.day + timedelta(days=by.days))
        elif (held := self._held.moved_by(by)) is not None:
            self._held = held
            self._ask_against()
            self._go(held.now.first_day)

    def action_today(self) -> None:
        """To today, with what is being moved."""
        self.when_read(partial(self._to, self.desk.today))

    def _to(self, day: date) -> None:
        self._by(day - (self.carried.first_day if self.carried else self.day))

    def action_go_to(self) -> None:
        """To a day that is typed."""
        title, label = self.desk.tell(N_("Go to day")), self.desk.tell(N_("For example: week 47, Thu 19-11, +14"))
        read = partial(read_day, today=self.day, nearest=True)
        self.app.push_screen(Ask(title, label, validate=read), self._went)

    def _went(self, day: object) -> None:
        if isinstance(day, date):
            self.when_read(partial(self._to, day))

    def action_other(self) -> None:
        """To the next meeting of the day, and from the last to the first."""
        self.when_read(partial(self._next, 1))

    def _next(self, by: int, *, around: bool = True) -> None:
        here = [one.id for one in self._here()]
        if self.selected not in here or self._held is not None:
            return
        at = here.index(self.selected) + by
        self.selected = here[at % len(here)] if around else here[max(0, min(at, len(here) - 1))]
        self._draw()

    # -- opening, picking up and letting go ----------------------------------------------------------------

    def action_open(self) -> None:
        """Open the meeting."""
        self.when_read(self._open)

    def _open(self) -> None:
        if self._held is not None:  # picked up by a key typed while the days were read
            self._let_go()
        else:
            self._one_of_the_day(N_("Open which?"), lambda number: self.post_message(self.Opened(number)))

    def action_let_go(self) -> None:
        """Let the meeting go that is being moved."""
        self.when_read(self._let_go)

    def _let_go(self) -> None:
        if self._held is not None and self._held.moved:
            self.post_message(self.LetGo(self._held.was, self._held.now))
        else:
            self.put_back()

    def _one_of_the_day(self, question: str, do: Callable[[int], object]) -> None:
        """Do something to the meeting under the cursor; in a month of several it is asked which is meant."""
        here = self._here()
        if not here:
            workplace(self).status(say(N_("There is no meeting on that day. {key[meetings.plan]} plans one.")), Tone.WARNING)
            return
        if len(here) == 1 or self.page is Page.WEEK:
            do(here[0].id if self.selected is None else self.selected)
            return
        in_order = sorted(here, key=lambda one: one.id != self.selected)
        options = [Option(one.id, one.title, spoken_span(one.span, self.desk.language)) for one in in_order]

        def chosen(number: int | None) -> None:
            if number is not None:
                do(number)

        self.app.push_screen(Choose(self.desk.tell(question), options), chosen)

    def action_pick_up(self) -> None:
        """Pick the meeting up."""
        self.when_read(self._pick_up)

    def _pick_up(self) -> None:
        if self._held is not None:
            self._let_go()
        else:
            self._one_of_the_day(N_("Move which?"), self._take)

    def _take(self, number: int) -> None:
        one = next((meeting for meeting in self._days.meetings if meeting.id == number), None)
        if one is None:
            return
        if one.cancelled:
            told = say(N_("{title} is cancelled and cannot be changed."), title=one.title)
            workplace(self).status(told, Tone.WARNING)
            return
        self.selected = number
        self._held = Held(one, one)
        self._go(one.first_day)
        self.screen.refresh_bindings()

    def action_put_back(self) -> None:
        """It stays where it was."""
        self.put_back()

    def put_back(self) -> None:
        """What was being moved stays where it was, and the cursor goes there."""
        held, self._held = self._held, None
        if held is not None:
            self.selected = held.was.id
            self._go(held.was.first_day)
            self.screen.refresh_bindings()

    def let_go(self, number: int) -> None:
        """It has been moved, and has that number now."""
        self._held = None
        self.selected = number
        self.screen.refresh_bindings()
        self.reload()

    def _ask_against(self) -> None:
        """What speaks against the time it is at, read in a thread; the answer of an earlier time is silenced."""
        held = self._held
        if held is None or not held.moved:
            return
        ask = partial(self.desk.do, partial(objections, meeting_id=held.now.id, span=held.now.span))
        jobs.run(self, ask, partial(self._told_against, held), self._wrong_time, group="against", debounce=0.05)

    def _told_against(self, held: Held, found: list[Message]) -> None:
        if self._held == held:
            self._held = replace(held, against=tuple(map(self.desk.tell, found)))
            self._draw()

    def _wrong_time(self, error: Exception) -> None:
        if self._held is not None:
            jobs.complain(self, error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done to the meeting that is being moved, and what only while none is."""
        match action:
            case "shift":
                return self._held is not None or self._loading
            case "let_go" | "put_back":
                return self._held is not None
            case "open" | "pick_up":
                return self._held is None and (self._loading or bool(self._here()))
            case _:
                return True

    # -- drawing -------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._canvas = self._drawn() if self.size else None
        self.refresh()
        self._point()
        self.post_message(self.Shown())

    def on_resize(self, event: Resize) -> None:
        """Draw it in the new size."""
        self._canvas = None

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._canvas = None

    def on_focus(self) -> None:
        """The terminal's own cursor comes along."""
        self._point()

    def _point(self) -> None:
        """The terminal's own cursor follows, for screen readers and magnifiers."""
        at = self._canvas and self._canvas.marked
        if self.has_focus and at:
            self.app.cursor_position = Offset(self.region.x + at[0], self.region.y + at[1])

    def scene(self) -> Scene:
        """What is drawn."""
        return Scene(
            self._with_carried(), self.day, self.desk.today, self.desk.language, self.desk.tell, self.selected,
            self.carried.id if self.carried else None, strips.only_ascii(sys.__stdout__),
        )  # fmt: skip

    def _drawn(self) -> Canvas:
        in_week = self.page is Page.WEEK
        draw = draw_week if in_week else draw_month
        return drawn(self.desk, self.scene(), draw, self.size, said_of(self.desk, self._held, in_week=in_week))

    def render_line(self, y: int) -> Strip:
        """One line."""
        canvas = self._canvas
        if canvas is None or (canvas.width, canvas.height) != self.size:  # a new size shows before it is told of
            self._canvas = canvas = self._drawn()
        return canvas.line(y, self._style) if y < canvas.height else Strip.blank(self.size.width, self.rich_style)

    def _style(self, name: str) -> Style:
        style = self.rich_style
        for part in name.split("+"):
            if part:
                style += self.get_component_rich_style(f"calendar--{part}", partial=True)
        return style

    def told_place(self) -> str:
        """What is being moved and where it is, in words; nothing while nothing is."""
        if self._held is None:
            return ""
        when = spoken_span(self._held.now.span, self.desk.language)
        return self.desk.tell(N_("Moving {title}: {when}"), title=self._held.now.title, when=when)

    def on_click(self, event: Click) -> None:
        """With the mouse: a click goes to a day, with what is being moved; a second one opens it, or lets it go."""
        at = self._drawn().day_at(event.x, event.y)
        if at is not None:
            self.when_read(self._open if at == self.day else partial(self._to, at))

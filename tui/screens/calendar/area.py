"""The area of the meetings as a list, a week or a month: one key changes between them, the filter and the place stay."""

import asyncio
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from core import meetings
from core.door.session import Session
from core.messages import N_, Message, say
from core.planning.calendar_days import calendar_meeting
from core.planning.weeks import proposed_span, usual_time
from core.rules.spoken import spoken_span
from tui.actions import Where, bindings, declare
from tui.screens.area import RegisterPane
from tui.screens.calendar.view import CalendarView, Page
from tui.screens.desk import Desk
from tui.screens.meeting_card import MeetingDetail
from tui.widgets.filtering import Filtering

PAGE = declare("meetings.page", "w", N_("Week"), N_("Shows the meetings as a list, a week or a month, in turn."),
               Where.AREA, run="next_page", in_footer=True)  # fmt: skip


class _EitherWay(Filtering):
    """The filter of the list of meetings, or of the calendar that shows instead of it."""

    def __init__(self, area: "CalendarArea") -> None:
        super().__init__(
            area.records, area.query_language(), area.COUNT, partial(area.tells, area.records), rows=area.source,
            empty=area.EMPTY, no_match=area.NO_MATCH,
        )  # fmt: skip
        self._area = area

    def show(self, *, again: bool = False, gone: bool = False) -> None:
        """In what shows."""
        if self._area.in_calendar:
            self._area.show_days()
        else:
            super().show(again=again, gone=gone)

    def give_keys(self) -> None:
        """To what shows."""
        self._area.focus_first()


class CalendarArea(RegisterPane[MeetingDetail]):
    """The calendar beside the list. Only one of them shows; what is done to a meeting is done to the one under its cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(PAGE)
    DEFAULT_CSS = """
    CalendarArea {
        & > CalendarView { display: none; }
        &.-calendar > .list, &.-calendar > .detail { display: none; }
        &.-calendar > CalendarView { display: block; }
        &.-calendar.-open > CalendarView { display: none; }
        &.-calendar.-open > .detail { display: block; width: 1fr; border-left: none; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.calendar = CalendarView(desk)
        self._opened: int | None = None  # from the calendar

    def compose(self) -> ComposeResult:
        """The list, the detail and the calendar."""
        yield from super().compose()
        yield self.calendar

    @property
    def in_calendar(self) -> bool:
        """Whether the calendar shows instead of the list, or what was opened from it."""
        return self.has_class("-calendar")

    @property
    def here(self) -> int | None:
        """The meeting that the keys mean."""
        if not self.in_calendar:
            return self.records.cursor_id
        return self._opened if self.is_open else self.calendar.selected

    @property
    def has_meeting(self) -> bool:
        """Whether there is a meeting that the keys mean, or may be when the days are read."""
        return bool(self.chosen()) or (self.in_calendar and self.calendar.loading_days)

    async def settled(self) -> None:
        """Wait until it is known which meeting the keys mean."""
        if self.in_calendar and self.calendar.loading_days:
            read = asyncio.Event()
            self.calendar.when_read(read.set)
            await read.wait()

    def chosen(self) -> tuple[int, ...]:
        """The meeting under the cursor of the calendar, or as the list says."""
        if not self.in_calendar:
            return super().chosen()
        return () if self.here is None else (self.here,)

    @work
    async def action_history(self) -> None:
        """What happened to the meeting that the keys mean."""
        from tui.screens.record_history import history_of  # not needed for the first picture

        if self.here is not None:
            await history_of(self, self.desk, self.SUBJECT, self.here)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a meeting is being moved, nothing else is done."""
        if self.calendar.carried is not None and not self.is_open:
            return action == "next_page"
        return super().check_action(action, parameters)

    # -- what shows ------------------------------------------------------------------------------------

    def action_next_page(self) -> None:
        """The list, the week, the month, and the list again; what is being moved is moved on."""
        if self.is_open:
            self.back()
        if not self.in_calendar:
            self._to_calendar()
        elif self.calendar.page is Page.WEEK:
            self._turn(Page.MONTH)
        elif self.calendar.carried is not None:
            self._turn(Page.WEEK)
        else:
            self._to_list()

    @work
    async def _to_calendar(self) -> None:
        number = self.records.cursor_id
        self.add_class("-calendar")
        self.focus_first()
        found = None if number is None else await self.read(partial(_day_of, number=number))
        self.calendar.show(Page.WEEK, found or self.calendar.day, self.filter_text, number)

    def _turn(self, page: Page) -> None:
        self.calendar.show(page, self.calendar.day, self.filter_text, self.calendar.selected)

    def _to_list(self) -> None:
        self.remove_class("-calendar")
        self.filtering.show()
        if self.calendar.selected is not None:
            self.records.go_to(self.calendar.selected)
        self.focus_first()

    def focus_first(self) -> None:
        """The keys go to what shows."""
        if self.in_calendar and not self.is_open:
            self.calendar.focus(scroll_visible=False)
        else:
            super().focus_first()

    def list_filter(self) -> Filtering:
        """One filter for both."""
        return _EitherWay(self)

    def show_days(self) -> None:
        """The calendar as it is filtered now."""
        self._turn(self.calendar.page)

    def refresh_data(self) -> None:
        """Read the days anew, and what is open."""
        if not self.in_calendar:
            super().refresh_data()
            return
        self.calendar.reload()
        if self.is_open and self._opened is not None:
            self._fetch_detail(self._opened, at_once=True)

    def action_reload(self) -> None:
        """The same because a person asked."""
        if self.in_calendar:
            self.refresh_data()
        else:
            super().action_reload()

    def reveal(self, record_id: int) -> None:
        """Move to a meeting and open it."""
        if not self.in_calendar:
            super().reveal(record_id)
            return
        self._reveal(record_id)

    @work
    async def _reveal(self, number: int) -> None:
        day = await self.read(partial(_day_of, number=number))
        if day is not None:
            self.filtering.text = ""
            self.calendar.show(self.calendar.page, day, "", number)
            self._open(number)

    def back(self) -> bool:
        """Put back what is being moved, or close the meeting, or leave the filter."""
        if not self.in_calendar or self.filtering_here is not self.filtering:
            return super().back()
        if self.is_open:
            self.close_record()
            self.focus_first()
        elif self.calendar.carried is not None:
            self.calendar.put_back()
        elif self.filter_text:
            self.filter("")
        else:
            return False
        return True

    @property
    def _detail_shows(self) -> bool:
        return self.is_open if self.in_calendar else super()._detail_shows

    def _open(self, record_id: int) -> None:
        self._opened = record_id
        super()._open(record_id)

    @on(CalendarView.Opened)
    def _meeting_opened(self, event: CalendarView.Opened) -> None:
        self._open(event.number)

    @on(CalendarView.Shown)
    def _days_shown(self) -> None:
        if not self.in_calendar:
            return
        place = self.calendar.told_place()
        n = len(self.calendar.days.meetings)
        told: Message = Message(N_("{n} meeting"), {"n": n}, N_("{n} meetings"))
        told = say(N_("{name}"), name=place) if place else self.filtering.with_filter(told)
        self.filtering.understood()
        self.tells(self.records, told)
        self.refresh_bindings()

    # -- a meeting on that day, and one that is let go elsewhere -----------------------------------------

    def plan_here(self) -> None:
        """Plan a meeting on the day under the cursor, when the networks of the filter usually meet."""
        self.calendar.when_read(self._plan)

    @work
    async def _plan(self) -> None:
        from tui.screens.steps.planning import filled_in, show_planned  # costs too much of the start

        day, numbers = self.calendar.day, list(self.calendar.days.named) if self.filter_text else []
        proposed = await self.read(partial(_proposed, day=day, numbers=numbers))
        if proposed is None:
            return
        slugs, start = proposed
        made = await filled_in(self, self.desk, slugs, start)
        if made is not None:
            await show_planned(self, self.desk, made)

    @on(CalendarView.LetGo)
    @work
    async def _let_go(self, event: CalendarView.LetGo) -> None:
        from tui.screens.calendar.letting_go import let_go  # not needed for the first picture

        await let_go(self, self.desk, event.was, event.now, self.calendar)


def _day_of(session: Session, number: int) -> date:
    return calendar_meeting(meetings.get(session, number)).first_day


def _proposed(session: Session, day: date, numbers: Iterable[int]) -> tuple[str, str]:
    """The short names of those networks, and the day at the time when they meet, as it is typed."""
    from core import networks

    found = networks.rows(session, list(numbers))
    span = proposed_span(day, usual_time(session, [one.id for one in found] or [0]))
    return ", ".join(one.slug for one in found), spoken_span(span, session.language)

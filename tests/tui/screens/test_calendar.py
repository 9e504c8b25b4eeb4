"""Møder as a week and a month: what they show, moving about, and meetings moved by keys."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core import invitations, meetings, networks
from core.door.session import Session
from core.planning import breaks
from core.planning.calendar_days import CalendarMeeting
from core.rules.day_words import read_span
from core.rules.kinds import Shift
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from core.series import planning, records
from core.series.said import read_series
from tests.tui.screens.conftest import NOW, Driver, driven
from tui.screens.calendar.month import month_later, month_range
from tui.screens.calendar.view import CalendarView, Page
from tui.screens.calendar.week import blocks_of, fitting, hours_for, minutes_of


def calendar(screens: Driver) -> CalendarView:
    return screens.app.query_one(CalendarView)


def planned(screens: Driver, title: str, when: str, *belongs: int, place: str = "") -> int:
    span = read_span(when, NOW.date())
    return meetings.plan(screens.session, {"title": title, "place": place}, span, belongs).id


def series(session: Session) -> int:
    said = read_series("every thursday 10-11 from 26-11-2026 until 17-12-2026", NOW.date())
    days = planning.preview(session, said, (), Shift.KEEP)
    return planning.plan(session, {"title": "Café"}, said, (), days).id


async def in_week(screens: Driver) -> None:
    """Monday's meeting under the list's cursor is that of Thursday: the week of it shows."""
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("w")
    await screens.until(lambda: calendar(screens).days.meetings and "26-11-2026 · week 48" in screens.text, "the week")


async def in_month(screens: Driver) -> None:
    await in_week(screens)
    await screens.press("w")
    await screens.sees("nov 2026", "w45")


async def test_one_key_goes_from_the_list_to_the_week_to_the_month_and_back_to_the_same_meeting(screens: Driver) -> None:
    await in_week(screens)
    assert "Thu 26-11" in screens.text and "P 17:00" in screens.text
    assert "P Piger i Randers" in screens.text
    await screens.press("w")
    await screens.sees("nov 2026", "P17 Fælle", "› 26")
    await screens.press("right", "w")
    await screens.sees("Thu 26-11-2026 17:00-19:00")
    assert not calendar(screens).display


async def test_titles_keep_their_words_where_an_empty_weekend_leaves_room(screens: Driver) -> None:
    await in_week(screens)
    planned(screens, "Piger på værkstedet", "24-11-2026 17-19")
    await screens.press("r")
    await screens.sees("Piger på", "værkstedet", "Fællesspi-", "sning", "Sat 28")
    planned(screens, "Lørdagsåbent hus", "28-11-2026 16-18")
    await screens.press("r")
    await screens.sees("Lørdagsåb-", "Sat 28-11", "Sun 29")


async def test_arrows_pages_and_today_and_a_day_in_words(screens: Driver) -> None:
    await in_month(screens)
    await screens.press("h", "k")
    await screens.sees("Wed 18-11-2026")
    await screens.press("pagedown", "pagedown", "j", "l")
    await screens.sees("jan 2027", "Tue 26-01-2027")
    await screens.press("t")
    await screens.sees("nov 2026", "›*23 today")
    await screens.press("g")
    await screens.sees("For example: week 47")
    await screens.type("uge 53")
    await screens.press("enter")
    await screens.sees("Mon 28-12-2026 · week 53", "w53", "New Year")
    await screens.press("w")
    await screens.sees("Thu 26-11-2026 17:00-19:00")


async def test_a_break_stands_beside_its_week_and_a_holiday_in_its_day(screens: Driver) -> None:
    breaks.add(screens.session, {"name": "Juleferie", "first": date(2026, 12, 19), "last": date(2027, 1, 3)})
    await in_month(screens)
    await screens.press("pagedown")
    await screens.sees("dec 2026", "Juleferie", "Christma", "24-")
    lines = screens.text.splitlines()
    # Beside two weeks, in the days before them, and in the words about the day under the cursor.
    assert sum("Juleferie" in line for line in lines) == 4


async def test_a_day_with_many_meetings_says_how_many_more_and_asks_which_to_open(screens: Driver) -> None:
    for hour in (9, 11, 13, 15):
        planned(screens, f"Møde {hour}", f"26-11-2026 {hour}-{hour + 1}")
    await in_month(screens)
    await screens.sees("+3", "+4")  # in the cell, where two have room, and in the words below, which tell of one
    await screens.press("enter")
    await screens.sees("Open which?")
    await screens.type("13")
    await screens.press("enter")
    await screens.sees("Nobody is invited yet")
    assert "Møde 13" in screens.text
    await screens.press("escape")
    await screens.sees("nov 2026")


async def test_space_goes_through_the_meetings_of_a_day_and_the_keys_of_the_area_mean_that_one(screens: Driver) -> None:
    planned(screens, "Aftenmøde", "26-11-2026 20-21")
    await in_month(screens)
    await screens.press("space")
    await screens.sees("20:00-21:00 Aftenmøde")
    await screens.press("e")
    await screens.sees("Edit Aftenmøde")


async def test_clashes_are_marked_and_told(screens: Driver) -> None:
    planned(screens, "Bowling", "26-11-2026 18-20", 1)
    await in_month(screens)
    await screens.sees("P17!Fælle", "! clash", "! 2 are also asked to Bowling")


async def test_a_meeting_is_moved_by_keys_and_the_move_is_undone(screens: Driver) -> None:
    planned(screens, "Bowling", "27-11-2026 18-20", 1)
    await in_week(screens)
    await screens.press("m")
    await screens.sees("Moving Fællesspisning: Thu 26-11-2026 17:00-19:00", "esc puts it back")
    await screens.press("right", "down", "plus")
    await screens.sees("Moving Fællesspisning: Fri 27-11-2026 17:45-19:45", "2 of them are asked to Bowling")
    await screens.press("left")
    await screens.sees("Nothing speaks against it.")
    await screens.press("right", "enter")
    await screens.sees("Moved. 2 of them are asked to Bowling at the same time. c makes")
    assert meetings.get(screens.session, 1).start_local == "2026-11-27T17:45"
    await screens.press("u")
    await screens.sees("Undo this?", "Thu 26-11-2026 17:00 → ", "Fri 27-11-2026 17:45")
    await screens.press("enter")
    await screens.until(lambda: meetings.get(screens.session, 1).start_local == "2026-11-26T17:00", "the time before")


async def test_esc_puts_it_back_and_nothing_is_saved(screens: Driver) -> None:
    await in_month(screens)
    await screens.press("m", "down", "down", "right")
    await screens.sees("Moving Fællesspisning: Fri 11-12-2026")
    await screens.press("escape")
    await screens.sees("› 26", "1 meeting")
    assert calendar(screens).carried is None
    assert meetings.get(screens.session, 1).start_local == "2026-11-26T17:00"


async def test_what_is_typed_ahead_means_what_it_would_mean_later(screens: Driver) -> None:
    """Other months are read in a thread; the keys after that wait for it."""
    number = planned(screens, "Julemøde", "26-12-2026 10-12")
    await in_month(screens)
    await screens.press("pagedown", "m", "left", "minus", "enter")
    await screens.sees("Moved. 25-12-2026 is")  # what speaks against it has room
    assert meetings.get(screens.session, number).start_local == "2026-12-25T09:45"


async def test_of_many_at_the_same_time_the_chosen_one_shows_on_a_small_terminal(screens: Driver) -> None:
    for title in ("Aaa", "Bbb", "Ccc"):
        planned(screens, title, "26-11-2026 17-19")
    await in_week(screens)
    await screens.sees("+2")
    for sign in ("›P", "›- Aa", "›- Bb", "›- Cc"):
        await screens.sees(sign)
        await screens.press("down")


async def test_a_day_of_a_series_that_gets_a_number_of_its_own_stays_chosen(screens: Driver) -> None:
    planned(screens, "Tidligt", "26-11-2026 8-9")
    series(screens.session)
    await in_week(screens)
    await screens.sees("Tidligt")
    await screens.press("down")
    chosen = calendar(screens).selected
    assert chosen is not None and meetings.get(screens.session, chosen).title == "Café"
    invitations.invite(screens.session, chosen, people=[1])
    await screens.press("r")
    await screens.until(lambda: calendar(screens).selected != chosen, "another number")
    now = calendar(screens).selected
    assert now is not None and meetings.get(screens.session, now).title == "Café"


async def test_while_it_is_moved_no_other_key_of_the_area_does_anything(screens: Driver) -> None:
    await in_week(screens)
    await screens.press("m")
    await screens.sees("Moving Fællesspisning", "enter Put it here  esc Put it back")
    assert "Open" not in screens.text
    await screens.press("C", "e", "right")
    await screens.sees("Moving Fællesspisning: Fri 27-11-2026")
    assert len(screens.app.screen_stack) == 1


async def test_a_second_click_on_a_day_opens_its_meeting_and_the_filter_is_that_of_the_calendar(screens: Driver) -> None:
    await in_month(screens)
    await screens.press("left")
    await screens.sees("› 25")
    for _ in range(2):
        line = next(y for y, text in enumerate(screens.text.splitlines()) if "P17 Fæll" in text)
        await screens.pilot.click(offset=(screens.text.splitlines()[line].index("P17"), line))
        await screens.sees("26-11-2026")
    await screens.sees("2 invited")
    await screens.press("escape", "slash")
    await screens.sees("words, or field:value", "P17 Fæll")


async def test_somebody_elses_change_meanwhile_is_told_and_stands(screens: Driver) -> None:
    await in_week(screens)
    await screens.press("m", "right")
    await screens.sees("Moving Fællesspisning: Fri 27-11-2026")
    version = meetings.get(screens.session, 1).version
    meetings.move(screens.session, 1, read_span("24-11-2026 10-12", NOW.date()), version=version)
    await screens.press("enter")
    await screens.until(lambda: "changed" in screens.text.lower(), "what a colleague changed")
    assert meetings.get(screens.session, 1).start_local == "2026-11-24T10:00"


async def test_one_of_a_series_is_moved_alone(screens: Driver) -> None:
    series(screens.session)
    await in_week(screens)
    await screens.press("up", "m", "left")
    await screens.sees("Moving Café: Wed 25-11-2026 10:00-11:00")
    await screens.press("enter")
    await screens.sees("Only this one")
    await screens.press("enter")
    await screens.sees("Café is moved to Wed 25-11-2026 10:00-11:00")
    starts = [one.meeting.start_local for one in records.days(screens.session, records.get(screens.session, 1)) if one.meeting]
    assert starts[:2] == ["2026-11-25T10:00", "2026-12-03T10:00"]


async def test_a_whole_series_is_moved_by_the_form_filled_in_with_what_the_arrows_said(screens: Driver) -> None:
    series(screens.session)
    await in_week(screens)
    await screens.press("up", "m", "left", "down")
    await screens.sees("Moving Café: Wed 25-11-2026 10:30-11:30")
    await screens.press("enter")
    await screens.sees("Only this one")
    await screens.press("down", "down", "enter")
    await screens.sees("Change all of Café", "every Wednesday 10:30-11:30")
    await screens.press("ctrl+s")
    await screens.sees("Café is changed")
    starts = [one.meeting.start_local for one in records.days(screens.session, records.get(screens.session, 1)) if one.meeting]
    assert starts[:2] == ["2026-11-25T10:30", "2026-12-02T10:30"]


async def test_given_up_it_stays_picked_up(screens: Driver) -> None:
    series(screens.session)
    await in_week(screens)
    await screens.press("up", "m", "left", "enter")
    await screens.sees("Only this one")
    await screens.press("escape")
    await screens.sees("Moving Café: Wed 25-11-2026")
    assert calendar(screens).carried is not None


async def test_a_cancelled_meeting_is_not_moved(screens: Driver) -> None:
    meetings.cancel(screens.session, 1)
    await in_week(screens)
    assert "Px" in screens.text
    await screens.press("m")
    await screens.sees("is cancelled and cannot be changed")
    assert calendar(screens).carried is None


async def test_a_meeting_is_planned_on_the_day_under_the_cursor(screens: Driver) -> None:
    await in_month(screens)
    await screens.press("down")
    await screens.sees("n plans a meeting on that day")
    await screens.until(lambda: not any(key in screens.text for key in ("enter Open", "m Move")), "keys for no meeting")
    await screens.press("n")
    await screens.sees("Plan a meeting", "Thu 03-12-2026 17:00-19:00")
    await screens.press("down")
    await screens.type("Nyt")
    await screens.press("ctrl+s")
    await screens.sees("Nyt is planned")
    await screens.press("escape")
    await screens.sees("dec 2026", "17:00-19:00 Nyt")


async def test_the_filter_is_that_of_the_list_and_stays(screens: Driver) -> None:
    other = networks.add(screens.session, {"name": "Alumner", "slug": "alumner"}).id
    planned(screens, "Alumneaften", "27-11-2026 17-19", other)
    await in_month(screens)
    await screens.sees("A17 Alumn")
    await screens.press("slash")
    await screens.type("alumneaften")
    await screens.press("enter")
    await screens.sees("1 meeting · filter: alumneaften")
    await screens.sees_no_more("P17 Fælle")
    await screens.press("w")
    await screens.sees("Fri 27-11-2026 17:00-19:00")
    await screens.sees_no_more("Fællesspisning")


async def test_what_others_save_shows_and_the_place_stays(screens: Driver) -> None:
    await in_month(screens)
    await screens.press("left")
    await screens.sees("Wed 25-11-2026 · week 48")
    planned(screens, "Pludseligt", "25-11-2026 10-11")
    await screens.sees("10:00-11:00 Pludseligt")
    assert calendar(screens).day == date(2026, 11, 25) and calendar(screens).page is Page.MONTH


async def test_tall_terminals_tell_the_day_below(register: Path, english: None) -> None:
    async for screens in driven(register, (120, 40)):
        planned(screens, "Bowling", "26-11-2026 18-20", 1)
        await in_month(screens)
        await screens.sees("Fællesspisning · Køkkenet · Piger i Randers", "    ! 2 are also asked to Bowling")


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(-30, 30))
def test_a_month_begins_on_a_monday_and_has_all_its_days(day: date, by: int) -> None:
    first, last = month_range(day)
    assert first.weekday() == 0 and last.weekday() == 6
    assert first <= day.replace(day=1) and month_later(day.replace(day=1), 1) - timedelta(days=1) <= last
    assert (last - first).days + 1 in (28, 35, 42)
    later = month_later(day, by)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == by and later.day <= day.day


def _meeting(number: int, start: int, minutes: int) -> CalendarMeeting:
    day = date(2026, 11, 26)
    begin = datetime.combine(day, time()) + timedelta(minutes=start)
    end = begin + timedelta(minutes=minutes)
    times = LocalTime(begin.date(), begin.time()), LocalTime(end.date(), end.time())
    return CalendarMeeting(number, "Møde", begin, end, False, "", "", False, False, (), None, Span(*times, False), 1)


_DAYS = st.lists(st.tuples(st.integers(0, 95), st.integers(1, 40)), max_size=9)


@settings(max_examples=80)
@given(_DAYS, st.integers(6, 60))
def test_every_meeting_has_its_lines_and_none_covers_another(times: list[tuple[int, int]], lines: int) -> None:
    day = [_meeting(at, 15 * start, 15 * length) for at, (start, length) in enumerate(times)]
    hours = hours_for(day, lines)
    for one in day:
        start, end = minutes_of(one)
        assert 0 <= hours.line_of(start) <= hours.line_of(end - 1) < lines
    blocks = blocks_of(day)
    assert sorted(block.meeting.id for block in blocks) == list(range(len(day)))
    for block in blocks:
        assert block.lane < block.lanes
        for other in blocks:
            if block is not other and block.lane == other.lane:
                assert block.end <= other.start or other.end <= block.start


@settings(max_examples=80)
@given(_DAYS.filter(bool), st.integers(1, 4), st.data())
def test_where_there_is_no_room_for_all_the_chosen_one_has_a_place(
    times: list[tuple[int, int]], room: int, data: st.DataObject
) -> None:
    blocks = blocks_of([_meeting(at, 15 * start, 15 * length) for at, (start, length) in enumerate(times)])
    chosen = data.draw(st.sampled_from(blocks)).meeting.id
    shown, hidden = fitting(blocks, room, chosen)
    assert sorted(one.meeting.id for one in (*shown, *hidden)) == list(range(len(times)))
    assert chosen in {one.meeting.id for one in shown}
    for one in shown:
        assert one.lane < one.lanes <= room
        for other in shown:
            if one is not other and one.lane == other.lane:
                assert one.end <= other.start or other.end <= one.start

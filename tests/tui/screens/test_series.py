"""Series on the screens: filled in, every day looked at, planned; then one, the rest or all of them changed."""

from datetime import date

from core import meetings
from core.rules.day_words import read_span
from core.rules.kinds import MeetingStatus
from core.series import records
from core.series.records import DayState
from tests.tui.screens.conftest import NOW, Driver
from tui.screens.meeting_card import meeting_card, meeting_detail
from tui.screens.meetings import MeetingsPane


async def planned(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("N")
    await screens.sees("Plan a series")
    await screens.press("down")
    await screens.type("Torsdagscafé")
    await screens.press("down")
    await screens.type("piger")
    await screens.press("down")
    await screens.type("hver torsdag 17-19 fra 11-03-2027 til 15-04-2027")
    await screens.sees("6 meetings from")
    await screens.press("ctrl+s")
    await screens.sees("Maundy Thursday", "left out")


def days(screens: Driver) -> list[DayState]:
    return [one.state for one in records.days(screens.session, records.get(screens.session, 1))]


async def test_every_day_is_decided_with_one_key(screens: Driver) -> None:
    await planned(screens)
    await screens.press("x")
    await screens.sees("2 days left out")
    await screens.press("down", "d")
    await screens.sees("On which day instead of")
    await screens.type("fr")
    await screens.press("enter")
    await screens.sees("→ Fri 19-03-2027", "1 moved")
    await screens.press("down", "m")
    await screens.sees("1 day left out")
    await screens.press("ctrl+s")
    await screens.sees("Torsdagscafé is planned: 5 meetings")
    assert days(screens) == [DayState.LEFT_OUT, DayState.MOVED, *[DayState.FOLLOWS] * 4]


async def test_days_are_decided_as_quickly_as_one_types(screens: Driver) -> None:
    await planned(screens)
    await screens.press("x", "down", "x", "down", "x")
    await screens.sees("3 days left out")


async def test_back_from_the_days_the_form_is_as_it_was(screens: Driver) -> None:
    await planned(screens)
    await screens.press("escape")
    await screens.sees("Plan a series", "Torsdagscafé", "hver torsdag 17-19")


async def test_what_was_decided_about_days_is_not_lost_without_asking(screens: Driver) -> None:
    await planned(screens)
    await screens.press("x")
    await screens.sees("2 days left out")
    await screens.press("escape")
    await screens.sees("Close without saving?", "What you decided about the days is lost")
    await screens.press("escape")
    await screens.sees("2 days left out")
    await screens.press("escape")
    await screens.sees("Close without saving?")
    await screens.press("enter")
    await screens.sees("Plan a series", "hver torsdag 17-19")


async def test_this_one_the_rest_or_all_of_them(screens: Driver) -> None:
    await planned(screens)
    await screens.press("ctrl+s")
    await screens.sees("Torsdagscafé is planned", "every Thursday")
    await screens.press("escape")
    await screens.sees("Torsdagscafé")
    await screens.press("e")
    await screens.sees("is one of a series", "Only this one")
    await screens.press("down", "down", "enter")
    await screens.sees("Change all of Torsdagscafé")
    await screens.press("down")
    await screens.type("18-20")
    await screens.press("ctrl+s")
    await screens.sees("Torsdagscafé is changed")
    assert records.get(screens.session, 1).timing.start == "2027-03-11T18:00"
    await screens.press("C")
    await screens.sees("cancelled?", "Only this one")
    await screens.press("down", "down", "enter")
    await screens.sees("Cancel all meetings of Torsdagscafé")
    await screens.press("y")
    await screens.sees("Torsdagscafé is cancelled")
    assert records.get(screens.session, 1).status is MeetingStatus.CANCELLED


async def test_a_day_that_gets_a_number_of_its_own_stays_under_the_cursor(screens: Driver) -> None:
    """Of two meetings at the same time the other one would be there; what is done next would be done to that."""
    other = read_span("11-03-2027 17-19", NOW.date())
    meetings.plan(screens.session, {"title": "Aaa"}, other)
    await planned(screens)
    await screens.press("ctrl+s")
    await screens.sees("Torsdagscafé is planned", "every Thursday")
    await screens.press("i")
    await screens.sees("To this one only")
    await screens.press("enter")
    await screens.sees("All members of Piger i Randers")
    await screens.press("enter")
    await screens.sees("2 people invited.", "Anna Åkjær")
    await screens.press("escape", "C")
    await screens.sees("Torsdagscafé, 11-03-2027, is one of a series. What is")
    assert sum("│" in line for line in screens.text.splitlines()) < 9  # three choices leave the list beneath to be seen
    await screens.press("escape", "w")
    await screens.sees("Thu 11-03-2027 · week 10")
    pane = screens.app.screen.query_one(MeetingsPane)
    assert pane.here is not None and meetings.get(screens.session, pane.here).title == "Torsdagscafé"


async def test_a_day_with_nothing_of_its_own_shows_no_number(screens: Driver) -> None:
    await planned(screens)
    await screens.press("ctrl+s")
    await screens.sees("Torsdagscafé is planned", "every Thursday")
    pane = screens.app.screen.query_one(MeetingsPane)
    assert pane.here is not None and pane.here < 0
    shown = meeting_card(pane.desk, meeting_detail(screens.session, pane.here))
    assert "Number" not in {line.label for section in shown.sections for line in section.lines}


async def test_a_series_begins_with_a_template(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("N")
    await screens.sees("Plan a series")
    await screens.type("w")
    await screens.sees("Workshop evening", "A task in teams")
    await screens.press("down", "down")
    await screens.type("piger")
    await screens.press("down")
    await screens.type("hver torsdag fra 11-03-2027 til 15-04-2027")
    await screens.sees("16:30-19:30: 6 meetings from")
    await screens.press("ctrl+s")
    await screens.sees("Maundy Thursday", "left out")
    await screens.press("ctrl+s")
    await screens.sees("Workshop evening is planned: 5 meetings")
    made = records.get(screens.session, 1)
    assert (made.timing.start, made.capacity, made.sign_up_days) == ("2027-03-11T16:30", 24, 5)
    day = records.days(screens.session, made)[0].meeting
    assert day and day.roles and day.sign_up_by == date(2027, 3, 6)

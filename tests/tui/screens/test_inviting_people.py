"""From people to a meeting: those marked are invited with one key, and one person's meetings become their own calendar."""

from pathlib import Path

import icalendar

from core import invitations
from core.door.operations import Operation
from core.past import undo
from tests.tui.screens.conftest import Driver


async def test_marked_people_are_invited_to_a_meeting(screens: Driver) -> None:
    before = {one.person_id for one in invitations.participants(screens.session, 1)}
    await screens.press("3")
    await screens.sees("Zahra Holm")
    await screens.press("a", "I")
    await screens.sees("people to which meeting?", "Fællesspisning")
    await screens.press("enter")
    await screens.sees("to Fællesspisning.")
    assert {one.person_id for one in invitations.participants(screens.session, 1)} > before
    undo.undo(screens.session)
    assert {one.person_id for one in invitations.participants(screens.session, 1)} == before


async def test_a_person_s_own_calendar_is_written_and_logged(screens: Driver, tmp_path: Path) -> None:
    invited = invitations.participants(screens.session, 1)[0]
    await screens.press("3")
    await screens.sees(invited.person)
    await screens.press("slash")
    await screens.type(invited.person)
    await screens.sees("enter Keep")
    await screens.press("enter")
    await screens.sees("1 person · filter")
    await screens.press("C")
    await screens.sees("For that person alone")
    await screens.press("ctrl+u")
    await screens.type(f"{tmp_path}/mine.ics")
    await screens.press("ctrl+s")
    await screens.sees("The calendar is written", "nobody else is")
    calendar = icalendar.Calendar.from_ical((tmp_path / "mine.ics").read_bytes())
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Fællesspisning"]
    assert undo.entries(screens.session)[0].operation is Operation.CALENDAR_PERSON

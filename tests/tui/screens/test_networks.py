"""Netværk: started, opened, joined, left."""

from core import invitations, meetings, memberships, networks, people
from core.attending import roll_call
from core.attending.kinds import Attendance
from core.past import undo
from core.rules.day_words import read_span
from tests.tui.screens.conftest import Driver


async def opened(screens: Driver, members: str = "2 members") -> None:
    await screens.press("2")
    await screens.sees("Piger i Randers")
    await screens.press("enter")
    await screens.sees(members, "Anna Åkjær", "◆ Bo Bæk", "Fællesspisning")


async def test_the_network_shows_members_and_meetings_and_a_member_opens(screens: Driver) -> None:
    await opened(screens)
    await screens.press("end", "enter")
    await screens.sees("anna@fjorden.example", "School, work")


async def test_a_closed_network_is_seen_in_the_list_at_any_width(screens: Driver) -> None:
    await screens.press("2", "slash", *"randers", "enter")
    await screens.sees("filter: randers", "Piger i Randers")
    await screens.press("d")
    await screens.sees("Close Piger i Randers?")
    await screens.press("enter")
    await screens.sees("is closed.", "Piger i Randers (closed)")


async def test_a_shielded_network_is_hidden_until_a_reason_is_given(screens: Driver) -> None:
    await screens.press("2")
    await screens.sees("Plads til alle", "hidden")
    await screens.press("down")
    await screens.sees("s Open up")  # the first of its keys: there is no room for all
    await screens.press("enter")
    await screens.sees("Shielded. Who is in it", "s Open up")
    assert "Contact list" not in screens.text.splitlines()[-1]  # what must wait for it is not offered
    await screens.press("s")
    await screens.sees("nobody's business without a reason")
    await screens.press("ctrl+s")
    await screens.sees("must be filled in")
    await screens.type("Jeg er tovholder")
    await screens.press("ctrl+s")
    await screens.sees("is open to you now", "0 members")
    assert networks.get(screens.session, "Plads til alle").opened


async def test_an_opened_network_that_answers_the_filter_no_longer_gives_way_to_the_list(screens: Driver) -> None:
    await screens.press("2", "slash", *"randers", "enter")
    await screens.sees("filter: randers")
    await screens.press("enter")
    await screens.sees("2 members")
    girls = networks.get(screens.session, "piger")
    networks.edit(screens.session, girls.id, {"name": "Piger i Viborg"}, version=girls.version)
    await screens.sees("Nothing matches the filter")


async def test_people_are_found_by_typing_and_join(screens: Driver) -> None:
    await opened(screens)
    await screens.press("p")
    await screens.sees("Who joins Piger i Randers?")
    await screens.type("zah")
    await screens.sees_no_more("Anna Åkjær")
    await screens.press("enter")
    await screens.sees("1 chosen: Zahra Holm")
    await screens.press("enter")
    await screens.sees("1 person into Piger i Randers")
    await screens.press("ctrl+s")
    await screens.sees("1 joined.", "3 members")


async def test_marked_members_are_invited_to_a_meeting(screens: Driver) -> None:
    zahra = next(one.id for one in people.rows(screens.session, people.ids(screens.session)) if one.name == "Zahra Holm")
    memberships.join(screens.session, networks.get(screens.session, "piger").id, [zahra])
    await opened(screens, "3 members")
    await screens.press("a", "I")
    await screens.sees("Invite 3 people to which meeting?")
    await screens.press("enter")
    await screens.sees("1 invitation to Fællesspisning. 2 were invited already.")
    assert zahra in {one.person_id for one in invitations.participants(screens.session, 1)}
    undo.undo(screens.session)
    assert zahra not in {one.person_id for one in invitations.participants(screens.session, 1)}


async def test_members_of_a_shielded_network_are_invited_to_its_own_meetings_only(screens: Driver) -> None:
    """An invitation to another meeting would tell who is in it."""
    shielded = networks.open_shielded(screens.session, networks.get(screens.session, "Plads til alle").id, "Jeg er tovholder")
    memberships.join(screens.session, shielded.id, [1])
    await screens.press("2")
    await screens.sees("Plads til alle")
    await screens.press("down", "enter")
    await screens.sees("1 member", "Called outside")
    await screens.press("I")
    await screens.sees("No meeting is to come.")
    meetings.plan(screens.session, {"title": "Fortrolig aften"}, read_span("fr 17-19", screens.session.today), [shielded.id])
    await screens.press("I")
    await screens.sees("Invite 1 person to which meeting?", "Fortrolig aften")
    assert "Fællesspisning" not in screens.text.partition("which meeting?")[2]


async def test_a_member_leaves_with_last_day_and_reason(screens: Driver) -> None:
    await opened(screens)
    await screens.press("home", "w")
    await screens.sees("1 person out of Piger i Randers")
    await screens.press(*["backspace"] * 10)
    await screens.type("30-11-2026")
    await screens.press("down", "right", "ctrl+s")
    await screens.sees("1 membership ended.")
    girls = networks.get(screens.session, "piger")
    ended = [one for one in memberships.history(screens.session, girls.id) if one.until_date]
    assert [(one.person, str(one.until_date)) for one in ended] == [("Bo Bæk", "2026-11-30")]


async def test_a_diversity_network_needs_a_neutral_title_said_at_its_field(screens: Driver) -> None:
    await screens.press("2")
    await screens.sees("Piger i Randers")
    await screens.press("n")
    await screens.sees("New network")
    await screens.type("Regnbuen")
    await screens.press("down", "d", "ctrl+s")
    await screens.sees("needs a neutral title")
    await screens.type("Aftale")
    await screens.press("ctrl+s")
    await screens.sees("Regnbuen is started", "shielded")


async def test_the_calendar_of_a_network_is_written(screens: Driver) -> None:
    await opened(screens)
    await screens.press("c")
    await screens.sees("Calendar of Piger i Randers")
    await screens.press("ctrl+s")
    await screens.sees("The calendar is written")
    written = next(screens.session.path.parent.glob("*.ics")).read_text()
    assert "SUMMARY:Fællesspisning" in written
    assert "Anna" not in written


async def test_who_came_is_a_line_of_heights_with_the_last_in_numbers(screens: Driver) -> None:
    this_morning = read_span("23-11-2026 7-8", screens.session.today)
    meeting = meetings.plan(screens.session, {"title": "Opstart"}, this_morning, [1])
    invitations.invite(screens.session, meeting.id, people=[1, 2])
    called = roll_call.roll_call(screens.session, meeting.id)
    here, away = (one.id for one in called.attendees)
    roll_call.take(screens.session, meeting.id, {here: Attendance.PRESENT, away: Attendance.ABSENT})
    await opened(screens)
    await screens.press("tab", "G")
    await screens.sees("Attendance", "last 50 %: 1 of 2")

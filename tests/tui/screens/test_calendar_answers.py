"""What is due on a meeting's card, and answers of calendars decided by keys."""

from pathlib import Path

from core import invitations, meetings
from core.mailing import making
from core.replies import settling
from core.replies.importing import apply
from core.replies.reading import read_text
from core.rules.kinds import Answer, Shift
from core.series import inviting, planning
from core.series.said import read_series
from tests.tui.screens.conftest import NOW, Driver


def calendar(uid: str, address: str, method: str = "REPLY", more: str = "") -> str:
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//DA\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
        f"DTSTAMP:20261201T100000Z\r\nSEQUENCE:0\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}\r\n{more}"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def invited(screens: Driver) -> tuple[str, str, int]:
    """The UID of the meeting, and the address and number of somebody who has a file."""
    meeting = meetings.get(screens.session, 1)
    if not meeting.organiser[1]:
        meetings.edit(screens.session, 1, {"organiser_email": "tovholder@skole.example"}, version=meeting.version)
    done = making.make(screens.session, 1, lambda letters: None)
    return meeting.calendar_uid, done.letters[0].email, done.letters[0].person_id


async def test_the_card_says_what_is_due(screens: Driver) -> None:
    invited(screens)
    meetings.edit(screens.session, 1, {"place": "Hallen"}, version=meetings.get(screens.session, 1).version)
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("enter")
    await screens.sees("For calendars", "(c makes the files)")


async def test_answers_are_read_from_a_file_and_noted(screens: Driver, tmp_path: Path) -> None:
    uid, address, number = invited(screens)
    (tmp_path / "svar.ics").write_text(calendar(uid, address))
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("K")
    await screens.sees("No answer waits for anybody")
    await screens.press("n")
    await screens.sees("Read answers of calendars")
    await screens.type(str(tmp_path / "svar.ics"))
    await screens.press("ctrl+s")
    await screens.sees("1 answer: 1 noted, 0 to be decided")
    await screens.press("enter")
    await screens.until(lambda: said(screens, number) is Answer.ACCEPTED)
    await screens.sees("u undoes it")
    await screens.press("u")
    await screens.sees("Undo this?", "read answers of calendars")
    await screens.press("enter")
    await screens.until(lambda: said(screens, number) is Answer.NEEDS_ACTION)


async def test_another_time_is_taken_or_refused(screens: Driver) -> None:
    uid, address, _number = invited(screens)
    proposed = "DTSTART:20270105T160000Z\r\nDTEND:20270105T180000Z\r\n"
    apply(screens.session, read_text(calendar(uid, address, "COUNTER", proposed).encode())[0])
    await screens.press("7")
    await screens.sees("1 answer to be decided")
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("K")
    await screens.sees("Tue 05-01-2027 17:00-19:00?")  # on the meeting's clock
    await screens.press("i")
    await screens.sees("Refused:", "No answer waits for anybody")
    assert settling.open_replies(screens.session) == []
    await screens.press("u")
    await screens.sees("Undo this?", "settled a calendar's answer")
    await screens.press("enter")
    await screens.sees("Tue 05-01-2027 17:00-19:00?")
    await screens.press("t")
    await screens.sees("move the meeting to that time")
    await screens.press("enter")
    await screens.until(lambda: meetings.get(screens.session, 1).start_local == "2027-01-05T17:00")


async def test_another_time_for_a_day_of_a_series_is_taken_for_all_that_follow(screens: Driver) -> None:
    session = screens.session
    said = read_series("every thursday 17-19 from 26-11-2026 until 17-12-2026", NOW.date())
    made = planning.plan(session, {"title": "Café"}, said, [1], planning.preview(session, said, (), Shift.KEEP))
    inviting.invite(session, made.id, people=[1])
    proposed = "RECURRENCE-ID:20261203T160000Z\r\nDTSTART:20261204T170000Z\r\nDTEND:20261204T190000Z\r\n"
    apply(session, read_text(calendar(made.calendar_uid, "anna@fjorden.example", "COUNTER", proposed).encode())[0])
    await screens.press("4")
    await screens.sees("Thu 03-12-2026 17:00-19:00")
    await screens.press("down", "down", "K")
    await screens.sees("Fri 04-12-2026 18:00-20:00?")
    await screens.press("t")
    await screens.sees("Fri 04-12-2026 18:00-20:00. What is moved?", "This one and all that follow")
    await screens.press("down", "enter")
    await screens.sees("Change Café from 03-12-2026 on", "every Friday 18:00-20:00: 2 meetings")
    await screens.press("ctrl+s")
    await screens.sees("The series is moved as Anna Åkjær proposed.", "No answer waits for anybody")
    planned = "SELECT start_local FROM listed_meeting WHERE title = 'Café' AND status = 'planned' ORDER BY 1"
    assert [row[0] for row in session.query(planned)] == ["2026-11-26T17:00", "2026-12-04T18:00", "2026-12-11T18:00"]


async def test_who_it_is_takes_one_enter(screens: Driver) -> None:
    uid, _address, _number = invited(screens)
    apply(screens.session, read_text(calendar(uid, "z@privat.example", "REPLY").encode())[0])
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("K")
    await screens.sees("z@privat.example", "is not invited")
    await screens.press("t")
    await screens.sees("Who is z@privat.example?")
    await screens.type("zah")
    await screens.sees("› Zahra Holm")
    await screens.press("enter")
    await screens.sees("enter: say who it is, invite them and count it")
    await screens.press("enter")
    await screens.sees("No answer waits for anybody")
    assert "Zahra Holm" in [one.person for one in invitations.participants(screens.session, 1)]


async def test_a_key_typed_quickly_is_for_the_next_answer(screens: Driver) -> None:
    uid, _address, _number = invited(screens)
    for who in "abcd":
        apply(screens.session, read_text(calendar(uid, f"{who}@privat.example").encode())[0])
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("K")
    await screens.sees("4 answers to be decided")
    await screens.press("down", "d", "d", "d")
    await screens.sees("1 answer to be decided")
    assert [one.sender for one in settling.open_replies(screens.session)] == ["a@privat.example"]


def said(screens: Driver, number: int) -> Answer:
    return next(one.answer for one in invitations.participants(screens.session, 1) if one.person_id == number)

"""Møder: planned, invited to, answered, moved, cancelled, and written as calendar files."""

from core import invitations, meetings
from core.past import undo
from core.rules.day_words import read_span
from core.rules.kinds import Answer, MeetingStatus
from tests.tui.screens.conftest import NOW, Driver


async def opened(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("enter")
    await screens.sees("Køkkenet", "Anna Åkjær")


def answers(screens: Driver) -> dict[str, Answer]:
    return {one.person: one.answer for one in invitations.participants(screens.session, 1)}


async def test_a_meeting_is_planned_in_words_and_its_members_invited(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("n")
    await screens.sees("Plan a meeting", "‹ none ›")
    await screens.press("down")
    await screens.type("Værkstedsaften")
    await screens.press("down")
    await screens.type("pig")
    await screens.sees("→ piger")
    await screens.press("right", "enter")
    await screens.type("snart")
    await screens.press("ctrl+s")
    await screens.sees("! ")
    await screens.press(*["backspace"] * 5)
    await screens.type("u50 ti 17-19.30")
    await screens.sees("= Tue 08-12-2026 17:00-19:30")
    await screens.press("ctrl+s")
    await screens.sees("Værkstedsaften is planned", "Tue 08-12-2026 17:00-19:30")
    await screens.press("i")
    await screens.sees("All members of Piger i Randers")
    await screens.press("enter")
    await screens.sees("2 people invited.", "Anna Åkjær")


async def test_answers_are_one_key_each(screens: Driver) -> None:
    await opened(screens)
    await screens.press("t")
    await screens.sees("1 answer noted: coming")
    await screens.press("down", "a")
    await screens.sees("1 answer noted: declined")
    assert set(answers(screens).values()) == {Answer.ACCEPTED, Answer.DECLINED}
    await screens.press("A", "s")
    await screens.sees("2 answers noted: maybe")
    assert set(answers(screens).values()) == {Answer.TENTATIVE}
    undo.undo(screens.session)  # those who were marked are answered for by one operation
    assert set(answers(screens).values()) == {Answer.ACCEPTED, Answer.DECLINED}


async def test_a_participant_is_taken_off(screens: Driver) -> None:
    await opened(screens)
    await screens.press("d")
    await screens.sees("Take 1 person off")
    await screens.press("enter")
    await screens.sees("1 person taken off.", "1 invited")


async def test_a_moved_meeting_asks_anew(screens: Driver) -> None:
    await opened(screens)
    await screens.press("t")
    await screens.sees("1 answer noted")
    await screens.press("m")
    await screens.sees("Move Fællesspisning")
    await screens.type("fr 18-20")  # the old time gives way
    await screens.press("ctrl+s")
    await screens.sees("is moved to Fri 27-11-2026 18:00-20:00")
    assert set(answers(screens).values()) == {Answer.NEEDS_ACTION}


async def test_cancelling_asks_and_is_not_answered_by_enter(screens: Driver) -> None:
    await opened(screens)
    await screens.press("C")
    await screens.sees("Cancel Fællesspisning")
    await screens.press("enter")
    assert meetings.get(screens.session, 1).status is MeetingStatus.PLANNED
    await screens.press("y")
    await screens.sees("is cancelled")
    assert meetings.get(screens.session, 1).status is MeetingStatus.CANCELLED


async def test_everybody_gets_a_calendar_file_and_the_place_is_told(screens: Driver) -> None:
    await opened(screens)
    await screens.press("c")
    await screens.sees("Calendar files: Fællesspisning")
    await screens.press("ctrl+s")
    await screens.sees("The calendar is written", "2 calendar files")
    folder = screens.session.path.parent / "faellesspisning-2026-11-26"
    assert len(list(folder.glob("*.ics"))) == 2
    assert folder.stat().st_mode & 0o077 == 0
    await screens.press("escape")
    await screens.sees("made")
    await screens.press("c")
    await screens.sees("Calendar files: Fællesspisning")
    await screens.press("ctrl+s")
    await screens.sees("! Everybody invited has theirs already.")
    await screens.press("right", "right", "ctrl+s")  # for everybody
    await screens.sees("The calendar is written", "2 calendar files")


async def test_who_has_no_address_is_told_of(screens: Driver) -> None:
    invitations.invite(screens.session, 1, people=[3])
    await opened(screens)
    await screens.press("c")
    await screens.sees("Calendar files")
    await screens.press("ctrl+s")
    await screens.sees("2 of 3, 1 left out: 1 no e-mail address")


async def test_one_file_without_names_to_publish(screens: Driver) -> None:
    await opened(screens)
    await screens.press("c")
    await screens.sees("Calendar files")
    await screens.press("right", "right", "right", "ctrl+s")
    await screens.sees("1 calendar file")
    written = next(screens.session.path.parent.rglob("*.ics")).read_text()
    assert "ATTENDEE" not in written


async def test_without_an_address_to_answer_nothing_is_saved_and_the_sentence_stands_beside_the_field(
    screens: Driver,
) -> None:
    alone = meetings.plan(screens.session, {"title": "Uden afsender"}, read_span("i morgen 9-10", NOW.date()))
    await screens.press("4")
    await screens.sees("Uden afsender")
    await screens.press("enter")
    await screens.sees("Sender", "none:")
    await screens.press("c")
    await screens.sees("Calendar files: Uden afsender")
    await screens.press("down", "down")
    await screens.type("Ida")
    await screens.press("ctrl+s")
    await screens.sees("! Fill in the address that the answers go to")
    assert "--organiser-email" not in screens.text
    assert meetings.get(screens.session, alone.id).organiser_name == ""
    await screens.type("ida@fjorden.example")
    await screens.press("ctrl+s")
    await screens.sees("! Nobody is invited yet.")
    invitations.invite(screens.session, alone.id, people=[1])
    await screens.press("ctrl+s")
    await screens.sees("The calendar is written")
    assert meetings.get(screens.session, alone.id).organiser == ("Ida", "ida@fjorden.example")


async def test_what_is_over_stands_last_and_is_marked_and_days_are_not_cut(screens: Driver) -> None:
    for title, when in (("Forårstræf", "2-3-2026 9-12"), ("Studietur", "8-2-2027 - 10-2-2027")):
        meetings.plan(screens.session, {"title": title}, read_span(when, NOW.date()))
    await screens.press("4")
    await screens.sees("Forårstræf", "Mon 08-02 - Wed 10-02-2027 ")
    lines = screens.text.splitlines()
    names = ("Forårst", "Studietur", "Fællessp")
    places = {name: next(place for place, line in enumerate(lines) if name in line) for name in names}
    assert sorted(places, key=lambda name: places[name]) == ["Fællessp", "Studietur", "Forårst"]
    assert "held" in lines[places["Forårst"]]
    assert "held" not in lines[places["Studietur"]]

"""Answers and the roll-call on the keyboard: a few letters and one key, the count always there, nothing marked wrongly."""

import contextlib
import threading
from collections.abc import Iterator

from core import invitations, meetings, people
from core.attending import answers, guests, headcounts, roll_call
from core.attending.kinds import Attendance
from core.door.operations import Operation
from core.rules.day_words import read_span
from core.rules.kinds import Answer
from tests.tui.screens.conftest import Driver


def attendance(screens: Driver) -> dict[str, Attendance | None]:
    call = roll_call.roll_call(screens.session, 1)
    return {one.name: one.attendance for one in call.attendees}


def said(screens: Driver) -> dict[str, Answer]:
    return {one.person: one.answer for one in invitations.participants(screens.session, 1)}


async def at(screens: Driver, key: str, *shows: str) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press(key)
    await screens.sees(*shows)


@contextlib.contextmanager
def somebody_saves(screens: Driver) -> Iterator[None]:
    """A colleague has the turn to write all the while."""
    held, enough = threading.Event(), threading.Event()

    def hold() -> None:
        with screens.session.connected(), screens.session.write(Operation.MEETING_TOLD):
            held.set()
            enough.wait(20)

    colleague = threading.Thread(target=hold)
    colleague.start()
    held.wait(20)
    try:
        yield
    finally:
        enough.set()
        colleague.join()


async def test_the_roll_is_called_by_letters_and_by_going_down_the_list(screens: Driver) -> None:
    await at(screens, "p", "Roll-call: Fællesspisning", "0 present", "2 of 2 expected left", "esc Back")
    await screens.type("bo")
    await screens.press("space")
    await screens.sees("1 present", "1 of 2 expected left")
    assert attendance(screens) == {"Anna Åkjær": None, "Bo Bæk": Attendance.PRESENT}
    await screens.press("up", "minus")
    await screens.sees("1 absent")
    await screens.type("ann")
    await screens.press("full_stop")
    await screens.sees("1 excused", "0 present", "0 of 2 expected left")
    await screens.type("ann")
    await screens.press("comma")
    await screens.sees("0 excused")
    assert attendance(screens) == {"Anna Åkjær": None, "Bo Bæk": Attendance.ABSENT}


async def test_a_blank_after_letters_that_mean_several_is_a_blank_of_the_name(screens: Driver) -> None:
    await at(screens, "p", "0 present")
    await screens.press("k", "space", "a", "n", "space")  # both have a k
    await screens.sees("1 present")
    assert attendance(screens) == {"Anna Åkjær": Attendance.PRESENT, "Bo Bæk": None}
    await screens.press("k", "space", "space")
    await screens.sees("2 present")


async def test_pressed_twice_is_said_once(screens: Driver) -> None:
    await at(screens, "p", "0 present")
    await screens.type("bo")
    await screens.press("space")
    await screens.type("bo")
    await screens.press("enter")
    await screens.sees("1 present")
    assert attendance(screens)["Bo Bæk"] is Attendance.PRESENT


async def test_keys_typed_ahead_of_the_picture_mark_whom_the_letters_mean(screens: Driver) -> None:
    await at(screens, "p", "0 present")
    await screens.press("b", "o", "space", "a", "n", "n", "minus")
    await screens.sees("1 present", "1 absent")
    assert attendance(screens) == {"Anna Åkjær": Attendance.ABSENT, "Bo Bæk": Attendance.PRESENT}


async def test_whoever_closes_it_before_it_is_saved_loses_nothing(screens: Driver) -> None:
    await at(screens, "p", "0 present")
    with somebody_saves(screens):
        await screens.press("b", "o", "space", "a", "n", "n", "minus")
        await screens.sees("present …", "absent …")
        await screens.press("escape")
    await screens.sees("n New")
    assert attendance(screens) == {"Anna Åkjær": Attendance.ABSENT, "Bo Bæk": Attendance.PRESENT}


async def test_letters_that_mean_nobody_mark_nobody(screens: Driver) -> None:
    await at(screens, "p", "0 present")
    await screens.type("xyz")
    await screens.press("space")
    await screens.sees("Nobody here is called “xyz”.")
    assert set(attendance(screens).values()) == {None}


async def test_guests_and_headcounts_are_put_right_in_the_roll_call(screens: Driver) -> None:
    guests.add(screens.session, 1, "Ole Lund")
    headcounts.set_count(screens.session, 1, "10. klasse", expected=3, came=1)
    await at(screens, "p", "0 present", "Ole Lund", "1 more without names")
    await screens.press("f9")
    await screens.sees("What is to be put right?", "Ole Lund: off the list", "10. klasse: how many came")
    await screens.press("enter")
    await screens.sees("It is noted")
    await screens.sees_no_more("Ole Lund")
    await screens.press("f4")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("Ole Lund")
    await screens.press("f9")
    await screens.sees("What is to be put right?")
    await screens.press("down", "enter")
    await screens.sees("Nothing typed takes the headcount away.")
    await screens.press("backspace", "4", "enter")
    await screens.sees("4 more without names")
    assert [one.came for one in headcounts.of_meeting(screens.session, 1)] == [4]
    await screens.press("f9")
    await screens.sees("What is to be put right?")
    await screens.press("down", "enter")
    await screens.sees("Nothing typed takes the headcount away.")
    await screens.press("backspace", "enter")
    await screens.sees_no_more("more without names")
    assert headcounts.of_meeting(screens.session, 1) == []


async def test_who_comes_without_an_invitation(screens: Driver) -> None:
    headcounts.set_count(screens.session, 1, "10. klasse", expected=3)
    await at(screens, "p", "0 present")
    await screens.type("zah")
    await screens.press("plus")
    await screens.sees("Who came in?", "zah as a guest", "One more, not named: 10. klasse")
    await screens.press("enter")
    await screens.sees("Zahra Holm")
    await screens.press("enter", "enter")
    await screens.sees("1 present", "walk-in")
    await screens.press("plus")
    await screens.sees("A guest by name")
    await screens.press("down", "enter")
    await screens.type("Ole Lund")
    await screens.press("enter")
    await screens.sees("2 present", "Ole Lund", "guest")
    await screens.press("plus")
    await screens.sees("One more, not named")
    await screens.press("down", "down", "enter")
    await screens.sees("1 more without names")
    assert [one.name for one in guests.of_meeting(screens.session, 1)] == ["Ole Lund"]
    await screens.press("f4")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.until(lambda: "more without names" not in screens.text)


async def test_a_colleague_who_takes_it_too_is_seen(screens: Driver) -> None:
    await at(screens, "p", "0 present")
    with screens.session.connected():
        roll_call.take(screens.session, 1, {2: Attendance.PRESENT})
    screens.app.written()  # type: ignore[attr-defined]  # as the watch calls it
    await screens.sees("1 present")


async def test_thirty_people_take_one_key_each_down_the_list(screens: Driver) -> None:
    with screens.session.connected():
        made = [people.add(screens.session, {"given": f"Deltager{at:02}", "family": "Holm"}).id for at in range(30)]
        invitations.invite(screens.session, 1, people=made)
    await at(screens, "p", "32 of 32 expected left")
    await screens.press(*["space"] * 32)
    await screens.sees("32 present", "0 of 32 expected left")
    assert set(attendance(screens).values()) == {Attendance.PRESENT}


async def test_an_answer_is_some_letters_and_a_key_in_either_language(screens: Driver) -> None:
    await at(screens, "y", "Answers: Fællesspisning", "2 no answer yet")
    await screens.type("annj")
    await screens.sees("Anna Åkjær: coming.")
    await screens.type("bon")
    await screens.sees("Bo Bæk: declined.")
    assert said(screens) == {"Anna Åkjær": Answer.ACCEPTED, "Bo Bæk": Answer.DECLINED}
    await screens.type("bo")
    await screens.press("full_stop")
    await screens.sees("Bo Bæk: maybe.")
    await screens.type("an")
    await screens.press("comma")
    await screens.sees("Anna Åkjær: no answer yet.")


async def test_answers_are_saved_in_the_order_of_the_keys_also_by_who_leaves_at_once(screens: Driver) -> None:
    with screens.session.connected():
        meetings.edit(screens.session, 1, {"capacity": 1}, version=meetings.get(screens.session, 1).version)
    await at(screens, "y", "0 of 1 places")
    with somebody_saves(screens):
        await screens.type("annjannnannjannnboj")
        await screens.sees("declined …", "coming …")
        await screens.press("escape")
    await screens.sees("n New")
    assert said(screens) == {"Anna Åkjær": Answer.DECLINED, "Bo Bæk": Answer.ACCEPTED}


async def test_a_key_for_several_marks_nobody_until_one_is_chosen(screens: Driver) -> None:
    with screens.session.connected():
        other = people.add(screens.session, {"given": "Annika", "family": "Lund"}).id
        invitations.invite(screens.session, 1, people=[other])
    await at(screens, "y", "3 no answer yet")
    await screens.type("annj")
    await screens.sees("2 are meant")
    assert set(said(screens).values()) == {Answer.NEEDS_ACTION}
    await screens.press("down")
    await screens.type("j")
    await screens.sees("Anna Åkjær: coming.")


async def test_the_queue_moves_up_and_who_is_to_be_told_stays_on_the_screen(screens: Driver) -> None:
    with screens.session.connected():
        meetings.edit(screens.session, 1, {"capacity": 1}, version=meetings.get(screens.session, 1).version)
    await at(screens, "y", "0 of 1 places")
    await screens.type("anny")
    await screens.sees("1 of 1 places")
    await screens.type("boy")
    await screens.sees("All places are taken: no. 1 in the queue.", "waiting list, no. 1")
    await screens.type("annn")
    await screens.sees("Bo Bæk moved up from the waiting list", "Moved up, to be told: Bo Bæk")
    await screens.press("f5")
    await screens.sees("1 person has been told.")
    assert answers.moved_up(screens.session, 1) == []
    await screens.type("ann")
    await screens.press("plus")
    await screens.sees("2 of 1 places")


async def test_a_number_of_an_organisation_is_invited_and_the_card_tells_of_it(screens: Driver) -> None:
    await at(screens, "i", "So many of an organisation")
    await screens.press("down", "down", "down", "enter")
    await screens.sees("Which organisation?", "Fjordens Fagskole")
    await screens.press("enter")
    await screens.sees("How many are expected?")
    await screens.type("12")
    await screens.press("enter")
    await screens.sees("Fjordens Fagskole: 12 people expected.")
    assert [(one.name, one.expected) for one in headcounts.of_meeting(screens.session, 1)] == [("Fjordens Fagskole", 12)]


async def test_the_sheet_for_the_door_is_written_where_it_is_told(screens: Driver) -> None:
    await at(screens, "P", "Sign-in sheet: Fællesspisning")
    await screens.press("ctrl+s")
    await screens.sees("The sign-in sheet is written", "2 people on the sheet.")
    (page,) = screens.session.path.parent.rglob("*.html")
    assert "Anna Åkjær" in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o077 == 0


async def test_the_code_for_phones_fits_the_screen_and_says_so_if_not(screens: Driver) -> None:
    await at(screens, "Q", "█▀▀▀▀▀█", "esc: back")
    assert len([line for line in screens.text.splitlines() if "█" in line or "▀" in line]) <= 24
    await screens.press("a")
    await screens.sees("With plain characters", "a leads back.")
    await screens.press("a", "escape")
    await screens.sees("Fællesspisning")


async def test_a_screen_about_a_meeting_is_left_when_its_planning_is_undone(screens: Driver) -> None:
    for title, key, undo in (("En fejl", "y", "f4"), ("En til", "M", "u")):
        meetings.plan(screens.session, {"title": title}, read_span("i morgen 8-9", screens.session.today), [1])
        await screens.press("1", "4")
        await screens.sees("w Week", f"08:00-09:00 {title}")  # in area 4: Today tells of it as well
        await screens.press("g", key)
        await screens.sees(f": {title}, ")
        await screens.press(undo)
        await screens.sees("Undo this?")
        await screens.press("enter")
        await screens.sees("The meeting is no longer there.", "w Week")


async def test_guests_of_meetings_long_past_are_counted_and_forgotten_in_area_7(screens: Driver) -> None:
    with screens.session.connected():
        past = meetings.plan(
            screens.session, {"title": "Forårsmøde"}, read_span("2-3-2026 9-12", screens.session.today)
        )
        guests.add(screens.session, past.id, "Ole Lund")
    await screens.press("7")
    await screens.sees("Guests", "1 to forget")
    for _ in range(30):
        if "› Guests" in screens.text:
            break
        await screens.press("down")
    await screens.press("enter")
    await screens.sees("Forget 1 guest for good?")
    await screens.press("y")
    await screens.sees("1 guest forgotten.")
    assert guests.overdue(screens.session) == 0


async def test_a_cancelled_meeting_says_so_and_takes_no_answers(screens: Driver) -> None:
    meetings.cancel(screens.session, 1)
    await at(screens, "y", "Answers: Fællesspisning", "Fællesspisning is cancelled; no answer counts any more.")
    await screens.type("bo")
    await screens.press("space")
    await screens.press("escape", "escape")
    await screens.sees("w Week")
    assert Answer.ACCEPTED not in said(screens).values()

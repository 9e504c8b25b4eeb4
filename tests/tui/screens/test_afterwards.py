"""After a meeting on the screens: totals, the evaluation, the way home, who was away twice, minutes to a file."""

from pathlib import Path

import pytest

from core import meetings, networks, people
from core.afterwards import evaluation, totals, transport
from core.attending import roll_call
from core.attending.kinds import Attendance
from core.door.session import Session
from core.invitations import answer
from core.minutes import minutes
from core.rules.day_words import read_span
from core.rules.kinds import Answer
from tests.tui.screens.conftest import Driver
from tui import words
from tui.keymap import Keymap
from tui.named_keys import NamedKeys
from tui.screens.desk import Desk
from tui.screens.meeting_card import meeting_card, meeting_detail
from tui.widgets.tone import Tone


async def opened(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("T")
    await screens.sees("Totals: Fællesspisning", "nothing is noted: c")


async def test_catering_is_noted_corrected_and_undone(screens: Driver) -> None:
    await opened(screens)
    await screens.press("c")
    await screens.sees("Totals, never names.")
    await screens.type("12, vegetar")
    await screens.press("ctrl+s")
    await screens.sees("“12” has no number.")
    await screens.press("ctrl+u")
    await screens.type("12 alm., 3 vegetar")
    await screens.press("down")
    await screens.type("1 tolk")
    await screens.press("ctrl+s")
    await screens.sees("The totals are noted", "vegetar", "Access", "kept until 10-12-2026")
    await screens.press("enter")
    await screens.sees("Totals, never names.", "12 alm., 3 vegetar")
    await screens.press("ctrl+u")
    await screens.type("4 Vegetar")
    await screens.press("ctrl+s")
    await screens.sees_no_more("Totals, never names.")  # the form, which hides the list
    await screens.sees_no_more("alm.")
    assert noted(screens) == [("vegetar", 4), ("tolk", 1)]
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("y")
    await screens.sees_no_more("Undo this?")
    await screens.sees("alm.")
    assert noted(screens) == [("alm.", 12), ("vegetar", 3), ("tolk", 1)]


def noted(screens: Driver) -> list[tuple[str, int]]:
    return [(one.label, one.count) for one in totals.of_meeting(screens.session, 1)]


async def test_an_evaluation_of_few_is_not_shown(screens: Driver) -> None:
    await opened(screens)
    await screens.press("v")
    await screens.sees("Was it good to be here? How many said")
    await screens.type("8/3/1")
    await screens.press("down", "down")
    await screens.type("2/1")
    await screens.press("ctrl+s")
    await screens.sees("three numbers")
    await screens.type("/0")
    await screens.press("ctrl+s")
    await screens.sees("The evaluation is noted", "8 yes · 3 partly · 1 no", "fewer than five")
    assert [one.mean for one in evaluation.of_meeting(screens.session, 1)] == [79, None, None]
    await screens.press("v")
    await screens.sees("8/3/1", "type those anew")
    assert "2/1/0" not in screens.text


async def test_the_way_home_warns_and_lists_nobody_who_is_protected(screens: Driver) -> None:
    anna, bo = (people.by_id(screens.session, number) for number in (1, 2))
    for one in (anna, bo):
        people.edit(screens.session, one.id, {"postcode": "8900", "town": "Randers C"}, version=one.version)
        answer(screens.session, 1, one.id, Answer.ACCEPTED)
    await opened(screens)
    await screens.sees("Ride together", "8900 Randers C", "Anna", "1 who comes is not listed")
    assert "Bo" not in screens.text
    await screens.press("b")
    await screens.sees("The way home: Fællesspisning")
    await screens.type("19.10")
    await screens.press("down")
    await screens.type("10")
    await screens.press("down")
    await screens.type("7")
    await screens.press("ctrl+s")
    await screens.sees("It ends only 10 minutes before the last bus.", "10 given out · 7 used", "3 left")
    assert transport.of_meeting(screens.session, 1).vouchers.left == 3
    card = meeting_card(Desk(screens.session, NamedKeys(words.catalogue(), Keymap())), meeting_detail(screens.session, 1))
    (line,) = [line for section in card.sections for line in section.lines if line.label == "The way home"]
    assert (line.value, line.tone) == ("It ends only 10 minutes before the last bus.", Tone.WARNING)


def away_twice(session: Session) -> None:
    """Bo, at two meetings that Anna came to; and Anna and Bo were never asked to the next one, which is ahead."""
    girls = networks.get(session, "piger")
    for when in ("5-11-2026 17-19", "12-11-2026 17-19"):
        made = meetings.plan(session, {"title": "Torsdagscafé"}, read_span(when, session.today), [girls.id])
        roll_call.take(session, made.id, {1: Attendance.PRESENT, 2: Attendance.ABSENT})


@pytest.fixture
def copied(screens: Driver, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the terminal's clipboard."""
    found: list[str] = []
    monkeypatch.setattr(screens.app, "copy_to_clipboard", found.append)
    return found


async def test_i_dag_counts_them_and_leads_to_the_list_with_a_text_to_copy(screens: Driver, copied: list[str]) -> None:
    away_twice(screens.session)
    await screens.press("r")
    await screens.sees("1 person away twice")
    assert "Bæk" not in screens.text
    await screens.press("g")
    for _ in range(6):
        line = screens.app.screen.query_one("Agenda").current  # type: ignore[attr-defined]
        if line and "away twice" in line.label:
            break
        await screens.press("down")
    await screens.press("enter")
    await screens.sees("Away twice, still here: all networks", "◆ Bo Bæk", "12-11-2026, 05-11-2026")
    await screens.press("t")
    await screens.sees("To Bo Bæk", "Hej Bo")  # in the language of whom it is for
    await screens.press("escape")
    await screens.sees_no_more("Hej Bo")
    await screens.press("y")
    await screens.sees("The text to Bo is copied")
    assert len(copied) == 1 and copied[0].startswith("Hej Bo\n")
    await screens.press("p")
    await screens.sees_no_more("Away twice")
    await screens.sees("bo@fjorden.example")


async def test_nothing_of_a_shielded_network_goes_to_the_clipboard(screens: Driver, copied: list[str]) -> None:
    away_twice(screens.session)
    girls = networks.get(screens.session, "piger")
    networks.edit(screens.session, girls.id, {"level": "shielded", "neutral_title": "Aftale"}, version=girls.version)
    await screens.press("2", "r")
    await screens.sees("Piger i Randers", "shielded")
    await screens.press("g", "F")
    await screens.sees("Away twice, still here: Piger i Randers", "◆ Bo Bæk")
    await screens.press("y")
    await screens.sees("Nothing of a shielded network goes to the clipboard")
    assert copied == []


async def test_minutes_are_written_for_a_purpose(screens: Driver, work_folder: Path) -> None:
    minutes.save(screens.session, 1, "Der var mad nok", version=1)
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("M")
    await screens.sees("Der var mad nok")
    await screens.press("x")
    await screens.sees("Minutes to a file: Fællesspisning", "attendees")
    await screens.press("ctrl+s")
    await screens.sees("The minutes are written", "read it through")
    (written,) = work_folder.glob("*.txt")
    assert written.stat().st_mode & 0o777 == 0o600 and "Der var mad nok" in written.read_text(encoding="utf-8")
    assert screens.session.query("SELECT purpose, format, columns FROM export_log") == [("attendees", "txt", "minutes")]
    await screens.press("escape")
    await screens.sees_no_more("The minutes are written")
    await screens.press("t")
    await screens.sees("Totals: Fællesspisning")

"""Finding the week, templates and school breaks on the screens."""

from datetime import date, timedelta
from pathlib import Path

from core import meetings
from core.door.session import Session
from core.planning import breaks, templates
from core.rules.kinds import MeetingType
from core.rules.weeks import read_weeks
from core.school import periods
from tests.tui.screens.conftest import Driver, driven
from tests.tui.screens.test_school import task


def at_school(session: Session, weeks: str) -> None:
    """Anna and Bo's class is at school in those weeks."""
    (one,) = periods.classes(session)
    periods.set_for_class(session, one.organisation_id, one.class_name, read_weeks(weeks, 2026))


async def test_the_best_week_is_found_and_a_meeting_planned_in_it(screens: Driver) -> None:
    at_school(screens.session, "u49-50")
    with screens.session.connected():
        breaks.add(screens.session, {"name": "Juleferie", "first": date(2026, 12, 21), "last": date(2027, 1, 3)})
    await screens.press("2")
    await screens.sees("Piger i Randers")
    await screens.press("W")
    await screens.sees("Find the week: Piger i Randers · best first", "▁██▁--▁", "30-11-2026  ████████        2/2")
    await screens.sees("2 of 2 at school")
    await screens.press("s")
    await screens.sees("as they come")
    await screens.press("up")
    await screens.sees("0 of 2 at school · Thu 2 go to Fællesspisning")
    await screens.press("down", "down")
    await screens.press("enter")
    await screens.sees("Which evening of week 50?", "› Thu 10-12-2026")
    await screens.press("enter")
    await screens.sees("Plan a meeting", "Thu 10-12-2026 17:00-19:00")
    await screens.type("w")
    await screens.sees("‹ Workshop evening ›", "Thu 10-12-2026 17:00-20:00", "A task in teams (120 min.)", "05-12-2026")
    await screens.press("ctrl+s")
    await screens.sees("Workshop evening is planned. i invites.", "Thu 10-12-2026 17:00-20:00")
    made = meetings.get(screens.session, "Workshop evening")
    assert (made.type, made.capacity, made.sign_up_by) == (MeetingType.WORKSHOP, 24, date(2026, 12, 5))
    assert made.roles == ("host", "in charge of the workshop", "door list")


async def test_a_time_that_misses_most_is_told_while_it_is_typed(screens: Driver) -> None:
    at_school(screens.session, "u49-50")
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("m")
    await screens.sees("Move Fællesspisning", "NB: In week 48 only 0 of 2 are at school; in week 49 there")
    await screens.press(*["backspace"] * 30)
    await screens.type("u49 to 17-19")
    await screens.sees_no_more("NB:")
    await screens.press(*["backspace"] * 12)
    await screens.type("24/12 17-19")
    await screens.sees("NB: 24-12-2026 is Christmas Eve.")
    await screens.press("ctrl+s")
    await screens.sees("is moved to Thu 24-12-2026 17:00-19:00")


async def test_what_was_typed_is_not_overwritten_by_a_template(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("n")
    await screens.sees("Plan a meeting", "‹ none ›")
    await screens.press("down")
    await screens.type("Hos mureren")
    await screens.press("up")
    await screens.type("c")
    await screens.sees("‹ Company visit ›", "Hos mureren", "Meeting at the gate, and safety (15 min.)")
    await screens.press("down", "down", "down")
    await screens.type("3/12 17")
    await screens.press("down")
    await screens.sees("30-11-2026")
    await screens.press("up", "up", "up", "up")
    await screens.press("left", "left", "left")
    await screens.sees("‹ none ›")
    await screens.sees_no_more("Meeting at the gate")
    await screens.press("right", "right", "right")
    await screens.press("ctrl+s")
    await screens.sees("Hos mureren is planned", "Thu 03-12-2026 17:00-19:30")


async def test_breaks_that_are_over_are_shown_when_asked_for(screens: Driver) -> None:
    day = screens.session.today - timedelta(days=40)
    breaks.add(screens.session, {"name": "Efterårsferie", "first": day, "last": day})
    await task(screens, "School breaks", "No school break is registered.")
    await screens.press("v")
    await screens.sees("Also those that are over.", "Efterårsferie")
    await screens.press("v")
    await screens.sees("Only those that are not over.", "No school break is registered.")


async def test_breaks_are_added_edited_and_removed(screens: Driver) -> None:
    await task(screens, "School breaks", "No school break is registered.")
    await screens.press("b")
    await screens.sees("Add 5 school breaks?", "Christmas break 20-12-2026 – 02-01-2027")
    await screens.press("enter")
    await screens.sees("5 school breaks added.", "Christmas break", "w51-53")
    await screens.press("e")
    await screens.sees("Edit Christmas break")
    await screens.press("down", "down")
    await screens.press(*["backspace"] * 10)
    await screens.type("3/1-2027")
    await screens.press("ctrl+s")
    await screens.sees("Christmas break is saved.", "20-12-2026 – 03-01-2027")
    await screens.press("d")
    await screens.sees("Remove Christmas break?")
    await screens.press("enter")
    await screens.sees("Christmas break is removed; u undoes it.")
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("20-12-2026 – 03-01-2027")
    assert len(breaks.find(screens.session)) == 5
    await screens.press("n")
    await screens.sees("New school break")
    await screens.type("Studietur")
    await screens.press("down")
    await screens.type("uge 19")
    await screens.press("ctrl+s")
    await screens.sees("Studietur is saved.", "10-05-2027 – 16-05-2027")


async def test_templates_are_edited_set_back_removed_and_added(screens: Driver) -> None:
    await task(screens, "Meeting templates", "Network meeting", "Round in pairs (20")
    await screens.press("enter")
    await screens.sees("Edit Network meeting")
    await screens.press("down", "down")
    await screens.press(*["backspace"] * 3)
    await screens.type("90")
    await screens.press("ctrl+s")
    await screens.sees("Network meeting is saved.", "Network meeting (edited)")
    assert templates.get(screens.session, "network").length == 90
    await screens.press("s")
    await screens.sees("Set Network meeting back to what came with laug?")
    await screens.press("enter")
    await screens.sees("Network meeting is as it came with laug.")
    assert templates.get(screens.session, "network").length == 120
    await screens.press("d")
    await screens.press("enter")
    await screens.sees("Network meeting is removed; u undoes it.")
    await screens.press("n")
    await screens.sees("New template")
    await screens.type("Homework cafe")
    await screens.press("ctrl+s")
    await screens.sees("Homework cafe is saved.")
    assert "Network meeting" not in [one.name for one in templates.find(screens.session)]


async def test_the_weeks_are_read_on_a_wide_screen_too(register: Path, english: None) -> None:
    async for screens in driven(register, (120, 40)):
        await screens.press("4")
        await screens.sees("Fællesspisning")
        await screens.press("W")
        await screens.sees("The week for which network?")
        await screens.press("enter")
        await screens.sees("nobody has entered when they are at school", "????")
        await screens.press("n")
        await screens.sees("12-04-2027")
        await screens.press("b")
        await screens.sees("23-11-2026")
        await screens.press("d")
        await screens.sees("No school break is registered.")
        await screens.press("escape")
        await screens.sees_no_more("No school break is registered.")
        await screens.press("escape")
        await screens.sees("Fællesspisning")

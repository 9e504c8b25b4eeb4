"""The series that go on: their days, a calendar file of the whole, and the way to one of their meetings."""

from pathlib import Path

from tests.tui.screens.conftest import Driver
from tests.tui.screens.test_series import planned


async def opened(screens: Driver) -> None:
    await planned(screens)
    await screens.press("ctrl+s")
    await screens.sees("Torsdagscafé is planned")
    await screens.press("7")
    await screens.sees("Out of the house")
    agenda = screens.app.pane.agenda
    await screens.until(lambda: "1 series" in [line.note for line in agenda._lines], "the count")
    names = [line.label for line in agenda._lines if line.open]
    await screens.press("home", *["down"] * names.index("Series of meetings"), "enter")
    await screens.sees("every Thursday", "11-03-2027", "15-04-2027")


async def test_a_series_shows_its_days_and_leads_to_its_next_meeting(screens: Driver) -> None:
    await opened(screens)
    assert "left out" in screens.text  # Maundy Thursday
    await screens.press("enter")
    await screens.until(lambda: screens.app.pane.current is not None, "the meeting")
    meeting = screens.app.pane.current.meeting
    assert (meeting.title, meeting.start_local[:10]) == ("Torsdagscafé", "2027-03-11")
    await screens.press("C")
    await screens.sees("All of the series")


async def test_a_whole_series_is_written_without_anybody_in_it(screens: Driver, tmp_path: Path) -> None:
    await opened(screens)
    await screens.press("c")
    await screens.sees("All its meetings, without anybody's name.")
    for _ in range(80):
        await screens.press("backspace")
    await screens.type(f"{tmp_path}/serie.ics")
    await screens.press("ctrl+s")
    await screens.sees("Written:")
    text = (tmp_path / "serie.ics").read_text("utf-8")
    assert "RRULE:FREQ=WEEKLY" in text
    assert "ATTENDEE" not in text

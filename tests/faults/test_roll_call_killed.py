"""The line drops, or worse, in the middle of a roll-call: what the screen showed as noted is in the file."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import invitations, meetings, people
from core.attending import roll_call
from core.attending.kinds import Attendance
from core.door.operations import Operation
from core.door.session import open_session
from core.rules.day_words import read_span
from tests.faults.register import whole
from tests.tui.terminal import Terminal

PROGRAM = "import sys; from tui.main import main; sys.exit(main([]))"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A meeting (1) with twelve people."""
    path = tmp_path / "laug.db"
    with open_session(path, account="anna") as session:
        meeting = meetings.plan(session, {"title": "Aften"}, read_span("i morgen 17-19", session.today)).id
        made = [people.add(session, {"given": f"Navn{at:02}", "family": "Holm"}).id for at in range(12)]
        invitations.invite(session, meeting, people=made)
    return path


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    """The roll-call on the screen."""
    with Terminal(["-c", PROGRAM], LAUG_DB=str(path), LAUG_AS="anna", LAUG_LANG="en") as terminal:
        terminal.wait_for("Today")
        terminal.press("4")
        terminal.wait_for("p Roll-call")
        terminal.press("p")
        terminal.wait_for("0 present")
        yield terminal


def attendance(path: Path) -> list[Attendance | None]:
    with open_session(path, account="anna") as session:
        return [one.attendance for one in roll_call.roll_call(session, 1).attendees]


def test_killed_in_a_roll_call_nothing_that_showed_is_lost(path: Path, terminal: Terminal) -> None:
    terminal.press(*[" "] * 5)
    terminal.wait_for("5 present")
    terminal.press("navn11-")
    terminal.wait_for("1 absent")
    terminal.signal(signal.SIGKILL)
    assert attendance(path) == [*[Attendance.PRESENT] * 5, *[None] * 6, Attendance.ABSENT]
    whole(path)


def test_what_waits_for_a_colleague_to_save_is_saved_when_the_line_drops(path: Path, terminal: Terminal) -> None:
    with open_session(path, account="bo") as colleague:
        with colleague.write(Operation.MEETING_TOLD):
            terminal.press(*[" "] * 3)
            terminal.wait_for("present …")
            terminal.press("navn11-")
            terminal.wait_for("absent …")
            terminal.hang_up()
        terminal.wait_for_end()
    assert attendance(path) == [*[Attendance.PRESENT] * 3, *[None] * 8, Attendance.ABSENT]

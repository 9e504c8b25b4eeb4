"""The lines of I dag: the cursor stays on its line whatever comes above it, and the line where it is on the screen."""

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.screens.agenda import Agenda, AgendaLine


class _App(App[None]):
    def compose(self) -> ComposeResult:
        yield Agenda()


def _lines(*names: str, words: str = "") -> list[AgendaLine]:
    return [AgendaLine("Heading", heading=True), *(AgendaLine(words or name, open=lambda: None, name=name) for name in names)]


def _agenda(pilot: Pilot[None]) -> Agenda:
    found = pilot.app.query_one(Agenda)
    found.focus()
    return found


def _at(agenda: Agenda) -> tuple[str, int]:
    """The line under the cursor, and the row of the screen it is on."""
    assert agenda.current is not None
    return agenda.current.name, agenda._at - agenda.scroll_offset.y


async def test_the_cursor_stays_on_its_line() -> None:
    async with _App().run_test(size=(40, 6)) as pilot:
        agenda = _agenda(pilot)
        agenda.show(_lines("a", "b", "c"))
        await pilot.press("down")
        agenda.show(_lines("new", "a", "b", "c"))
        assert _at(agenda)[0] == "b"
        agenda.show(_lines("a", "b", "c", words="the same words"))
        assert _at(agenda)[0] == "b"


async def test_where_its_line_has_gone_the_next_one_has_the_cursor() -> None:
    async with _App().run_test(size=(40, 6)) as pilot:
        agenda = _agenda(pilot)
        agenda.show(_lines("a", "b", "c"))
        await pilot.press("down")
        agenda.show(_lines("a", "c"))
        assert _at(agenda)[0] == "c"
        agenda.show(_lines("a"))
        assert _at(agenda)[0] == "a"


async def test_a_line_that_comes_above_does_not_move_the_picture_under_the_cursor() -> None:
    many = [f"line {number}" for number in range(30)]
    async with _App().run_test(size=(40, 6)) as pilot:
        agenda = _agenda(pilot)
        agenda.show(_lines(*many))
        await pilot.press("pagedown", "up", "up")
        await pilot.pause()
        before = _at(agenda)
        agenda.show(_lines("new", *many))
        await pilot.pause()
        assert _at(agenda) == before


async def test_the_cursor_is_in_sight_in_a_smaller_terminal() -> None:
    async with _App().run_test(size=(40, 20)) as pilot:
        agenda = _agenda(pilot)
        agenda.show(_lines(*(f"line {number}" for number in range(15))))
        await pilot.press("end")
        await pilot.resize_terminal(40, 5)
        for _ in range(500):
            if agenda.size.height == 5 and 0 <= _at(agenda)[1] < 5:
                return
            await pilot.pause(0.004)
        raise AssertionError(f"the cursor is in row {_at(agenda)[1]} of {agenda.size.height}")

"""A line to type in."""

from textual.app import App, ComposeResult
from textual.events import Paste

from tui.widgets.entry import Entry


class OneLine(App[None]):
    """Nothing but the line."""

    def compose(self) -> ComposeResult:
        """The line, with something in it."""
        yield Entry("Anna ")


async def test_several_lines_pasted_are_one_and_can_be_taken_back() -> None:
    app = OneLine()
    async with app.run_test() as pilot:
        entry = app.query_one(Entry)
        await pilot.press("end")
        entry.post_message(Paste("\nMarie\tLund\n\u202eBæk\n"))
        await pilot.pause()
        assert entry.value == "Anna Marie Lund Bæk"
        await pilot.press("ctrl+z")
        assert entry.value == "Anna "

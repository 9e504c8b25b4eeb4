"""The guides on the screen: the pages to choose among by typing, and a page to read."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.messages import N_
from tui.actions import Where, bindings, declare
from tui.guides import GuideLine, Page, Style, pages
from tui.screens.desk import Desk
from tui.widgets.bars import HELP, FooterBar
from tui.widgets.card import Card, CardView, Line, Section
from tui.widgets.dialogs import Choose, plain
from tui.widgets.menu import Option
from tui.widgets.modal import Modal
from tui.widgets.tone import Tone

NEXT = declare("guide.next", "n", N_("Next page"), N_("Shows the next page of the guides."), Where.AREA, run="turn(1)",
               in_footer=True)  # fmt: skip
BEFORE = declare("guide.before", "p", N_("Page before"), N_("Shows the page before."), Where.AREA, run="turn(-1)",
                 in_footer=True)  # fmt: skip
LEAVE = declare("guide.leave", "escape,left,h,q", N_("Back"), N_("Closes the guide."), Where.AREA, in_footer=True)


class GuideScreen(Modal[None]):
    """A page of the guides."""

    AUTO_FOCUS = "CardView"
    DEFAULT_CSS = """
    GuideScreen { background: $background; layout: vertical; }
    GuideScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(NEXT, BEFORE, LEAVE, HELP)

    def __init__(self, desk: Desk, at: int) -> None:
        super().__init__()
        self.desk = desk
        self._at = at
        self._view = CardView()

    def compose(self) -> ComposeResult:
        """Whose guide it is, the page and the keys."""
        yield plain(self.desk.tell(N_("Guides")), classes="title")
        yield self._view
        yield FooterBar()

    def on_mount(self) -> None:
        """Show the page."""
        self.action_turn(0)

    def action_turn(self, by: int) -> None:
        """Show a page further on, or back."""
        every = pages(self.desk.language)
        self._at = max(0, min(self._at + by, len(every) - 1))
        page = every[self._at]
        self._view.show(Card(page.heading, self.desk.tell(page.guide.title), tuple(_sections(page))))

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _sections(page: Page) -> list[Section]:
    """Lines of one kind stand together, with a blank line before each part and each paragraph."""
    parts: list[list[GuideLine]] = []
    for line in page.lines:
        if parts and parts[-1][0].style is line.style and line.style is not Style.TEXT:
            parts[-1].append(line)
        else:
            parts.append([line])
    return [Section("", tuple(map(_line, part))) for part in parts]


def _line(line: GuideLine) -> Line:
    match line.style:
        case Style.TEXT:
            return Line(value=line.text)
        case Style.CODE:
            return Line(value=f"  {line.text}", tone=Tone.QUIET)
        case Style.PAIR:
            return Line(line.label, line.text)


async def show_guides(widget: Widget, desk: Desk) -> None:
    """Let the person choose a page, and show it; from the page back to the choice."""
    options = [
        Option(place, page.heading, heading=desk.tell(page.guide.title))
        for place, page in enumerate(pages(desk.language))
    ]
    title = desk.tell(N_("Guides: type a word of the heading"))
    while (chosen := await widget.app.push_screen_wait(Choose(title, options))) is not None:
        await widget.app.push_screen_wait(GuideScreen(desk, chosen))

"""Lists of people who want looking after, a line each: how many, and on enter who they are."""

from textual.widget import Widget

from core.upkeep.tidy import StaleCount
from tui import today
from tui.screens.agenda import AgendaLine
from tui.screens.desk import Desk, workplace


def stale_line(desk: Desk, one: StaleCount, widget: Widget) -> AgendaLine:
    """`3  Mail came back   e a new address`; enter shows the people, where the keys named work."""
    line = today.stale_line(desk, one)
    return AgendaLine(desk.tell(line.keys), line.label, open=lambda: workplace(widget).look_for("people", line.query))

"""Lists of people who want looking after, a line each: how many, and on enter who they are."""

from textual.widget import Widget

from core.messages import N_
from core.upkeep.stale import Stale
from core.upkeep.tidy import StaleCount
from tui.screens import shown
from tui.screens.agenda import AgendaLine
from tui.screens.desk import Desk, workplace

_MENDED_BY = {
    Stale.OVERDUE: N_("w out of network, m on to a new place"),
    Stale.LEFT: N_("p into a network, b a new place"),
    Stale.BOUNCED: N_("e a new address"),
    Stale.NO_EMAIL: N_("e an address"),
    Stale.NO_CONSENT: N_("ask, and note the answer"),
    Stale.NO_NETWORK: N_("p into a network"),
}


def stale_line(desk: Desk, one: StaleCount, widget: Widget) -> AgendaLine:
    """`3  Mail came back   e a new address`; enter shows the people, where the keys named work."""
    number = f"{one.number}+" if one.more else str(one.number)
    label = f"{number:>5}  {shown.kind(one.stale, desk.language)}"
    query = one.query_in(desk.language)
    return AgendaLine(desk.tell(_MENDED_BY[one.stale]), label, open=lambda: workplace(widget).look_for("people", query))

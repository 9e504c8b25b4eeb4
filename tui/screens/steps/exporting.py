"""Exports that begin in Værksted: whose, then the same steps as in the other areas."""

from functools import partial
from typing import Literal

from textual.widget import Widget

from core import networks, people
from core.door.session import Session
from core.messages import N_, Message, say
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.steps.calendar_export import export_network
from tui.screens.steps.contact_export import Asked, export_contacts
from tui.widgets.dialogs import Ask, Choose
from tui.widgets.menu import Option
from tui.widgets.tone import Tone


async def contact_list(widget: Widget, desk: Desk) -> None:
    """A contact list of whoever answers a query."""
    label = desk.tell(N_("Who is to be on it? Words and fields, as in: network:piger school:tradium"))
    query = await widget.app.push_screen_wait(Ask(desk.tell(N_("Contact list")), label))
    if query is None:
        return
    found = await attempt(widget, lambda: desk.do(lambda session: people.count(session, str(query))))
    if found is None:
        return
    if not found:
        workplace(widget).status(say(N_("Nobody answers “{query}”; nothing was done."), query=query), Tone.WARNING)
        return
    title = desk.tell(Message(N_("{n} person"), {"n": found}, N_("{n} people")))
    await export_contacts(widget, desk, Asked(title, query=str(query)))


async def calendar(widget: Widget, desk: Desk) -> None:
    """The meetings of a network, or of all that may be shown, in one file."""
    every = await attempt(widget, partial(desk.do, _opened))
    if every is None:
        return
    everything = Option[networks.Network | Literal["all"]]("all", desk.tell(N_("All meetings, without shielded networks")))
    options = [everything, *(Option[networks.Network | Literal["all"]](one, one.name, one.slug) for one in every)]
    chosen = await widget.app.push_screen_wait(Choose(desk.tell(N_("The calendar of which network?")), options))
    if chosen is not None:
        await export_network(widget, desk, None if chosen == "all" else chosen)


def _opened(session: Session) -> list[networks.Network]:
    return [one for one in networks.find(session) if one.opened]

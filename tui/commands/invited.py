"""`laug meeting invited`: who is invited to a meeting, found and sorted as every list of people."""

from typing import TYPE_CHECKING

import click

from core.messages import N_
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import MEETING, argument, query_argument, sorted_by
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command
from tui.protected import named

if TYPE_CHECKING:
    from core.invitations import Participation


def columns() -> "list[Column[Participation]]":
    """The fields of somebody's part in a meeting."""
    return [
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("person", N_("Name"), lambda one: named(one.person, one.protected)),
        Column("answer", N_("Answer"), lambda one: one.answer),
        Column("attendance", N_("Attendance"), lambda one: one.attendance),
        Column("role", N_("Role"), lambda one: one.role),
        Column("late", N_("Late"), lambda one: one.late, level=Level.CARD),
        Column("queue_place", N_("Place"), lambda one: one.queue_place, level=Level.CARD),
        Column("uninvited", N_("Walk-in"), lambda one: one.uninvited, level=Level.CARD),
        Column("invitation_sent", N_("Calendar file"), lambda one: one.sent_sequence is not None, level=Level.CARD),
        Column("protected", N_("Protected"), lambda one: one.protected, level=Level.DATA),
    ]


@click.command("invited", cls=Command, help=N_("Who is invited to a meeting."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=N_("Its number or title."))
@query_argument("person")
@sorted_by
@with_console
def invited(console: Console, /, meeting: str, query: tuple[str, ...], sort: str, reverse: bool) -> int:
    from core import invitations, meetings, people_lists

    with console.session() as session:
        found = invitations.participants(session, meetings.get(session, meeting).id, " ".join(query))
        rows = people_lists.invited_sorted(session, found, sort, descending=reverse)
        console.rows(columns(), [rows])
        return console.found(len(rows), N_("{n} person invited"), N_("{n} people invited"), asked=bool(query))

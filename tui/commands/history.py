"""`laug undo` and `laug log`: what was done, and going back."""

from typing import TYPE_CHECKING

import click

from core.messages import N_, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import NETWORK, PERSON, argument, option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command

if TYPE_CHECKING:
    from core.undo import LogEntry, RowChange


def columns() -> "list[Column[LogEntry]]":
    """The fields of an operation."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("at", N_("When"), lambda one: one.at),
        Column("account", N_("Who"), lambda one: one.account),
        Column("what", N_("What"), lambda one: one.sentence),
        Column("rows", N_("Rows"), lambda one: one.rows),
        Column("undone_by", N_("Undone by"), lambda one: one.undone_by),
        Column("undoes", N_("Undoes"), lambda one: one.undoes, level=Level.DATA),
        Column("operation", N_("Operation"), lambda one: one.operation, level=Level.DATA),
        Column("undoable", N_("Can be undone"), lambda one: one.undoable, level=Level.DATA),
    ]


def change_columns() -> "list[Column[RowChange]]":
    """The fields of one row's change in an operation."""
    return [
        Column("table", N_("Table"), lambda one: one.table),
        Column("row", N_("No."), lambda one: one.row_id),
        Column("before", N_("Before"), lambda one: one.before, form=_values),
        Column("after", N_("After"), lambda one: one.after, form=_values),
    ]


def _values(values: object) -> str:
    from tui.commands.line.table import shown

    if not isinstance(values, dict):
        return ""
    told = {name: value for name, value in values.items() if name not in ("id", "uid", "version") and value not in ("", None)}
    return ", ".join(f"{name}: {shown(value)}" for name, value in told.items())


@click.command("undo", cls=Command, help=N_("Undo your last operation, or the one with this number."))
@argument("operation", type=int, required=False, metavar=N_("NUMBER"), help=N_("The operation's number (laug log)."))
@with_console
def undo(console: Console, /, operation: int | None) -> None:
    from core import undo

    with console.session() as session:
        undone = undo.undo(session, operation)
        sentence = say(N_("Undone: {who} {what} (no. {number})."), who=undone.account, what=undone.sentence, number=undone.id)
        console.result(columns(), undo.entry(session, undone.id), sentence)


@click.command("log", cls=Command, help=N_("What was done, by whom and when.\n\nWith a number, what that operation changed."))
@argument("operation", type=int, required=False, metavar=N_("NUMBER"), help=N_("Show what this operation changed."))
@option("--person", type=PERSON, metavar=N_("PERSON"), help=N_("Only what concerns this person."))
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("Only what concerns this network."))
@option("--limit", type=click.IntRange(min=1), default=50, metavar=N_("NUMBER"), help=N_("At most so many, the newest first."))
@with_console
def log(console: Console, /, operation: int | None, person: str | None, network: str | None, limit: int) -> None:
    from core import networks, people, undo

    with console.session() as session:
        if operation is not None:
            console.rows(change_columns(), [undo.changes(session, operation)])
            return
        whom = people.get(session, person).id if person else None
        which = networks.get_opened(session, network).id if network else None
        console.rows(columns(), [undo.entries(session, limit=limit, person=whom, network=which)])

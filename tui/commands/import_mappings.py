"""`laug import mappings`: how the columns of lists were corrected, remembered for the next list of that kind."""

from typing import TYPE_CHECKING

from core.messages import N_, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import argument
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Group

if TYPE_CHECKING:
    from core.import_mappings import ImportMapping

mappings = Group("mappings", help=N_("How the columns of lists were corrected, for the next list with the same headings."))


def columns() -> "list[Column[ImportMapping]]":
    """The fields of a mapping."""
    return [
        Column("name", N_("Name"), lambda one: one.name),
        Column("columns", N_("Columns"), lambda one: dict(one.columns), form=_told),
        Column("headings", N_("Headings"), lambda one: one.headings.split("\n"), level=Level.CARD),
        Column("version", N_("Version"), lambda one: one.version, level=Level.DATA),
    ]


def _told(columns: object) -> str:
    assert isinstance(columns, dict)
    return ", ".join(f"{heading}={field or '-'}" for heading, field in columns.items())


@mappings.command("list", help=N_("List what is remembered."))
@with_console
def list_(console: Console, /) -> int:
    from core import import_mappings

    with console.session() as session:
        found = import_mappings.every(session)
        console.rows(columns(), [found])
        return console.found(len(found), N_("{n} way to read a list"), N_("{n} ways to read lists"), asked=False)


@mappings.command("remove", help=N_("Forget one; the lists that were read with it stay."))
@argument("name", metavar=N_("NAME"), help=N_("Its name."))
@with_console
def remove(console: Console, /, name: str) -> None:
    from core import import_mappings

    with console.session() as session:
        gone = import_mappings.remove(session, name)
        console.done(say(N_("Forgotten: {name}."), name=gone.name))

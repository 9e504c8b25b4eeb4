"""`laug doctor`: whether the register is well, and what can be done if it is not."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode
from core.messages import N_, Message, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command
from tui.words import _

if TYPE_CHECKING:
    from core.care.doctor import Result
    from core.care.mend import LostRow, Salvaged

STATES = {"fine": N_("fine"), "note": N_("note"), "finding": N_("wrong")}


def columns() -> "list[Column[Result]]":
    """The fields of a check."""
    return [
        Column("state", N_("Is"), lambda one: one.state, form=lambda state: _(STATES[str(state)])),
        Column("sentence", N_("What"), lambda one: one.sentence),
        Column("mend", N_("Mend it with"), lambda one: one.mend),
        Column("check", N_("Check"), lambda one: one.check, level=Level.DATA),
    ]


def lost_columns() -> "list[Column[LostRow]]":
    """The fields of a row that could not be read."""
    return [
        Column("table", N_("Table"), lambda one: one.table),
        Column("row", N_("No."), lambda one: one.row_id),
        Column("name", N_("Name"), lambda one: one.name),
        Column("again", N_("Made anew from the log"), lambda one: one.again),
    ]


@click.command(
    "doctor",
    cls=Command,
    help=N_(
        "See whether the register is well: the file, its place and mode, search, the log, copies.\n\n"
        "The exit code is 0 when nothing is wrong and 1 when something is."
    ),
)
@option("--mend", "mending", is_flag=True, help=N_("First put right what can be: search, the journal, file modes."))
@option(
    "--salvage", type=click.Path(path_type=Path), metavar=N_("NEWFILE"),
    help=N_("Build a new register from what can be read of a damaged one, and list what was lost."),
)  # fmt: skip
@with_console
def doctor(console: Console, /, mending: bool, salvage: Path | None) -> int:
    from core.care import doctor, mend

    if salvage is not None:
        return _salvaged(console, mend.salvage(console.path, salvage, account=console.settings.account), salvage)
    with console.session() as session:
        if mending:
            mend.mend(session)
        found = doctor.examine(session)
    console.rows(columns(), [found])
    wrong = sum(one.state is doctor.State.FINDING for one in found)
    if wrong:
        console.say(Message(N_("{n} thing is wrong."), {"n": wrong}, N_("{n} things are wrong.")))
        return ExitCode.FAILED
    console.say(say(N_("The register is well.")))
    return ExitCode.DONE


def _salvaged(console: Console, done: "Salvaged", target: Path) -> int:
    console.rows(lost_columns(), [done.lost])
    lost = sum(not row.again for row in done.lost)
    console.say(say(N_("Built {path} with {people} people from what could be read."), path=target, people=done.rows["person"]))
    if not lost:
        console.say(say(N_("Nothing was lost.")))
        return ExitCode.DONE
    console.say(Message(N_("{n} row was lost."), {"n": lost}, N_("{n} rows were lost.")))
    return ExitCode.SOME_REFUSED

"""`laug backup` and `laug restore`: copies of the register, and the way back to one."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode, Refused
from core.messages import N_, Message, say
from tui.commands.history import columns as operation_columns
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import argument, option
from tui.commands.line.table import Column
from tui.commands.line.words import Command
from tui.words import _, catalogue

if TYPE_CHECKING:
    from core.care.backups import Backup, Difference, Drill, TableCount

# What the tables are called; their names in the file are what JSON has.
TABLES = {
    "person": N_("people"),
    "affiliation": N_("school and work places of people"),
    "organisation": N_("organisations"),
    "education": N_("educations"),
    "network": N_("networks"),
    "membership": N_("memberships"),
    "meeting": N_("meetings"),
    "participation": N_("invitations"),
}

# What a register in the folder of the copies is there for.
KINDS = {
    "copy": N_("copy"),
    "before-restore": N_("before going back"),
    "before-upgrade": N_("before an upgrade"),
    "damaged": N_("damaged"),
}


def columns() -> "list[Column[Backup]]":
    """The fields of a copy."""
    return [
        Column("at", N_("Made"), lambda one: one.at, form=_when),
        Column("size", N_("Bytes"), lambda one: one.size),
        Column("kind", N_("Kind"), lambda one: one.kind, form=lambda kind: _(KINDS[str(kind)])),
        Column("path", N_("File"), lambda one: str(one.path)),
    ]


def _when(at: object) -> str:
    """A copy's name says what the clock on the wall said."""
    return say(N_("{when}"), when=at).render(catalogue())


def count_columns() -> "list[Column[TableCount]]":
    """How many rows of each kind there are, and were."""
    return [
        Column("table", N_("What"), lambda one: one.table, form=lambda table: _(TABLES[str(table)])),
        Column("now", N_("Now"), lambda one: one.now),
        Column("copy", N_("In the copy"), lambda one: one.copy),
    ]


def drill_columns() -> "list[Column[Drill]]":
    """The fields of a drill."""
    return [
        Column("copy", N_("Copy"), lambda one: one.copy),
        Column("at", N_("When"), lambda one: one.at),
        Column("seconds", N_("Seconds"), lambda one: one.seconds),
        Column("erased", N_("Erased again"), lambda one: one.erased),
        Column("problems", N_("Wrong"), lambda one: one.problems),
    ]


@click.command(
    "backup",
    cls=Command,
    help=N_(
        "Make a copy of the register.\n\n"
        "Without a file it goes to the others beside the register: the first write of each day makes one there, and the"
        " last of 7 days, 4 weeks and 12 months are kept. A copy is a whole register: laug --db COPY opens it."
    ),
)
@argument("file", required=False, type=click.Path(path_type=Path), metavar=N_("FILE"), help=N_("Where the copy goes."))
@option("--list", "listed", is_flag=True, help=N_("Show the copies there are, the newest first."))
@option("--drill", is_flag=True, help=N_("Try a restore of the newest copy on a scratch file and say what came of it."))
@with_console
def backup(console: Console, /, file: Path | None, listed: bool, drill: bool) -> int:
    from core.care import backups

    if listed:
        console.rows(columns(), [backups.available(console.path), backups.put_aside(console.path)])
        return ExitCode.DONE
    with console.session() as session:
        if drill:
            return _drilled(console, backups.drill(session))
        if console.settings.dry_run:
            to = file or backups.folder(session.path)
            console.done(say(N_("A copy would go to {path}."), path=to))
            return ExitCode.DONE
        made = backups.make(session, file)
        console.done(say(N_("Made and checked a copy: {path}"), path=made))
    return ExitCode.DONE


def _drilled(console: Console, done: "Drill") -> int:
    if console.settings.as_data:
        console.record(drill_columns(), done)
    for problem in done.problems:
        console.say(problem)
    if done.erased:
        console.say(Message(N_("{n} erased person was in the copy, and was erased again."), {"n": done.erased},
                            N_("{n} erased people were in the copy, and were erased again.")))  # fmt: skip
    if done.problems:
        console.say(say(N_("The copy {name} is not one to rely on. Make another with: laug backup"), name=done.copy))
        return ExitCode.FAILED
    console.say(
        say(N_("Restored {name} into a scratch file in {seconds} s: whole, and the same as the copy."), name=done.copy,
            seconds=done.seconds)
    )  # fmt: skip
    return ExitCode.DONE


@click.command(
    "restore",
    cls=Command,
    help=N_(
        "Go back to a copy of the register, after showing what that would change.\n\n"
        "Without a file it is the newest copy. The register as it is now is kept beside the copies."
    ),
)
@argument("file", required=False, type=click.Path(path_type=Path), metavar=N_("FILE"), help=N_("The copy (laug backup --list)."))
@with_console
def restore(console: Console, /, file: Path | None) -> None:
    from core.care import backups

    copy = file or backups.newest(console.path).path
    account = console.settings.account
    found = backups.difference(console.path, copy, account=account)
    console.rows(count_columns(), [found.counts])
    for sentence in told(found, copy):
        console.say(sentence)
    if found.gone and not console.settings.as_data:
        console.rows(operation_columns(), [found.gone])
    if console.settings.dry_run:
        console.done(say(N_("The register was left as it is.")))
        return
    if not found.related and not console.settings.yes and console.settings.no_input:
        raise Refused(say(N_("{path} is a copy of another register."), path=copy))
    console.confirm(say(N_("Go back to {path}?"), path=copy))
    done = backups.restore(console.path, copy, account=account, waiting=console.waiting)
    console.done(say(N_("The register is what it was in {path}."), path=copy))
    if done.erased:
        console.say(Message(N_("{n} erased person was in the copy, and was erased again."), {"n": done.erased},
                            N_("{n} erased people were in the copy, and were erased again.")))  # fmt: skip
    if done.aside is not None:
        console.say(say(N_("What it was before this is kept: {path}"), path=done.aside))


def told(found: "Difference", copy: Path) -> Iterator[Message]:
    """What there is to say of the difference before anybody says yes."""
    if not found.readable:
        yield say(N_("The register cannot be read as it is; there is nothing to compare the copy with."))
    if not found.related:
        yield say(N_("{path} is a copy of another register."), path=copy)
    lost = len(found.gone) + found.hidden
    if lost:
        yield Message(N_("{n} operation would be lost:"), {"n": lost}, N_("{n} operations would be lost:"))
    if found.erased:
        yield Message(
            N_("{n} person in the copy has been erased since, and does not come back."), {"n": found.erased},
            N_("{n} people in the copy have been erased since, and do not come back."),
        )  # fmt: skip
    if found.back:
        yield Message(N_("{n} operation would come back."), {"n": found.back}, N_("{n} operations would come back."))

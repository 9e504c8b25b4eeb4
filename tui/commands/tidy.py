"""`laug tidy`: who wants looking after, and what mends it; `laug person bounced`: mail that came back."""

from typing import TYPE_CHECKING

import click

from core.errors import ExitCode
from core.messages import N_, Message, say
from core.upkeep.stale import Stale
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import argument, blocks, option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command

if TYPE_CHECKING:
    from core.upkeep.tidy import Bounces, StaleCount


def columns() -> "list[Column[StaleCount]]":
    """The fields of a list of people who want looking after."""
    return [
        Column("list", N_("List"), lambda one: one.stale, form=lambda stale: str(stale).replace("_", "-")),
        Column("count", N_("People"), lambda one: one.number),
        Column("more", N_("And more"), lambda one: one.more, level=Level.DATA),
        Column("sentence", N_("What"), lambda one: one.sentence),
        Column("mend", N_("Mend it with"), lambda one: one.mend),
        Column("query", N_("Query"), lambda one: one.query, level=Level.DATA),
    ]


@click.command(
    "tidy",
    cls=Command,
    help=N_(
        "Who wants looking after, and what mends it.\n\n"
        "Past the last day, left, mail came back, no e-mail, no consent, no network. Without a list it counts them and names"
        " the command that mends each; with one it shows the people. The same people answer the query tidy:LIST, which bulk"
        " edits and exports take too."
    ),
)
@argument("list", type=KindType(Stale), required=False, metavar=N_("LIST"), help=N_("Show the people on this list."))
@with_console
def tidy(console: Console, /, list: Stale | None) -> None:
    from core import people
    from core.attending import guests
    from core.upkeep import tidy
    from tui.commands.person import row_columns

    with console.session() as session:
        if list is not None:
            console.rows(row_columns(), blocks(session, people.rows, tidy.ids(session, list)))
            return
        found = tidy.counts(session)
        console.rows(columns(), [found])
        forget = guests.overdue(session)
        if forget:
            values = {"n": forget}
            console.say(
                Message(
                    N_("{n} guest of a meeting long past is to be forgotten: laug meeting forget-guests"), values,
                    N_("{n} guests of meetings long past are to be forgotten: laug meeting forget-guests"),
                )
            )  # fmt: skip
        if not any(one.number for one in found):
            console.say(say(N_("Everybody is looked after.")))
        elif any(one.more for one in found):
            console.say(say(N_("Nothing is counted beyond {most}."), most=tidy.MOST))


@click.command(
    "bounced",
    cls=Command,
    help=N_(
        "Note that mail to these addresses came back.\n\n"
        "With - the addresses are read from stdin, one after the other or in the text of the replies. Who gets another"
        " address is no longer on the list; laug person list tidy:bounced shows who is left."
    ),
)
@argument("addresses", nargs=-1, required=True, metavar=N_("ADDRESS"), help=N_("E-mail addresses, or - for stdin."))
@option("--mended", is_flag=True, help=N_("Mail to them arrives after all."))
@with_console
def bounced(console: Console, /, addresses: tuple[str, ...], mended: bool) -> int:
    from core.upkeep import tidy

    asked = [address for one in addresses for address in (_in_text() if one == "-" else [one])]
    with console.session() as session:
        done = tidy.note_bounced(session, asked, mended=mended)
        _tell(console, done, mended=mended)
        for address in done.unknown:
            console.say(say(N_("Nobody has the address {address}."), address=address))
        if not done.people and not done.already:
            return ExitCode.NOTHING_FOUND
    return ExitCode.SOME_REFUSED if done.unknown else ExitCode.DONE


def _in_text() -> list[str]:
    """Every address in the text on stdin."""
    from core.upkeep import tidy

    return tidy.addresses_in(streams.read("-").decode("utf-8", errors="replace"))


def _tell(console: Console, done: "Bounces", *, mended: bool) -> None:
    number = len(done.people)
    if mended:
        console.done(Message(N_("Mail reaches {n} person again."), {"n": number}, N_("Mail reaches {n} people again.")))
    else:
        console.done(
            Message(
                N_("Noted of {n} person that mail came back."), {"n": number}, N_("Noted of {n} people that mail came back.")
            )
        )
    if done.already:
        console.say(Message(N_("Of {n} it was noted already."), {"n": done.already}, N_("Of {n} it was noted already.")))

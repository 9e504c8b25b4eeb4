"""`laug meeting follow-up`: a friendly word to who was away twice. It is looked at, and never leaves as a file."""

from typing import TYPE_CHECKING

import click

from core.errors import ExitCode, NotFound, Refused
from core.messages import N_, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import NETWORK, PERSON, argument, option
from tui.commands.line.table import Column, phone
from tui.commands.line.words import Command, Option
from tui.protected import named
from tui.words import load

if TYPE_CHECKING:
    from core.afterwards.follow_up import Missed


def columns() -> "list[Column[Missed]]":
    """The fields of somebody who was away twice; there is no form of them for programs."""
    return [
        Column("id", N_("No."), lambda one: one.person.id),
        Column("name", N_("Name"), lambda one: named(one.person.name, one.person.protected)),
        Column("network", N_("Network"), lambda one: one.network.name),
        Column("place", N_("Class or place"), lambda one: one.person.class_name or one.person.school or one.person.company),
        Column("phone", N_("Phone"), lambda one: one.person.phone, form=phone),
        Column("days", N_("Away on"), lambda one: one.days),
    ]


def _no_file(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None:
        raise not_a_file()


def not_a_file() -> Refused:
    """Why there is none."""
    return Refused(
        say(N_("This list is for looking at and is never written to a file: it is there for a friendly word, not for a report.")),
        say(N_("A text to one person: laug meeting follow-up --text NUMBER")),
    )


@click.command(
    "follow-up",
    cls=Command,
    params=[Option(["-o", "--output"], hidden=True, expose_value=False, callback=_no_file)],
    help=N_(
        "Who was away from the last two meetings they were expected at and is still here; for a friendly word, never a list"
        " of sins.\n\n"
        "Whoever declined, was excused or was away from school that week was not expected. The list is worked out when it is"
        " looked at, stored nowhere, and cannot be exported. --text shows a text to one person, ready to be copied."
    ),
)
@argument("network", required=False, type=NETWORK, metavar=N_("NETWORK"), help=N_("Its short name; without it all networks."))
@option("--text", "person", type=PERSON, metavar=N_("PERSON"), help=N_("The text to this person, in their language."))
@with_console
def follow_up(console: Console, /, network: str | None, person: str | None) -> int:
    from core.afterwards import follow_up as missing

    if console.settings.as_data:
        raise not_a_file()
    with console.session() as session:
        found = missing.find(session, network)
        if person is None:
            console.rows(columns(), [found])
            if not found:
                console.say(say(N_("Nobody was away twice, as far as the roll was taken (laug meeting attend).")))
            return ExitCode.DONE
        from core import people

        whom = people.get(session, person)
        one = next((one for one in found if one.person.id == whom.id), None)
        if one is None:
            raise NotFound(say(N_("{name} was not away from the last two meetings."), name=whom.name))
        click.echo(missing.friendly(session, one, load(one.language)))
        return ExitCode.DONE

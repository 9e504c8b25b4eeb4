"""`laug person erase`: somebody is to be forgotten, for good."""

from typing import TYPE_CHECKING

import click

from core.errors import NotFound, Refused
from core.messages import N_, Message, say
from core.rules.kinds import ErasureReason
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import moment
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import PERSON, argument, option
from tui.commands.line.table import Column
from tui.commands.line.words import Command
from tui.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.door.session import Session
    from core.privacy.erasure import ErasurePreview, ErasureReceipt


def columns() -> "list[Column[ErasureReceipt]]":
    """The fields of a receipt; none is personal."""
    return [
        Column("number", N_("No."), lambda one: one.number),
        Column("at", N_("When"), lambda one: one.at),
        Column("reason", N_("Reason"), lambda one: one.reason),
        Column("operation", N_("Operation"), lambda one: one.operation),
        Column("overwritten", N_("Overwritten"), lambda one: one.overwritten),
        Column("copies", N_("Copies made before"), lambda one: tuple(map(str, one.copies))),
    ]


@click.command(
    "erase",
    cls=Command,
    help=N_(
        "Erase a person for good: from the register, the search, the log and the bytes of the file.\n\n"
        "There is no undo. Whoever has left, leaves: laug person leave; who was registered by mistake: laug person remove."
    ),
)
@argument("person", type=PERSON, metavar=N_("PERSON"), help=N_("A number, a name or an e-mail address."))
@option(
    "--reason", type=KindType(ErasureReason), required=True, metavar=N_("REASON"),
    help=N_("request, retention, withdrawn, objection or unlawful."),
)  # fmt: skip
@with_console
def erase(console: Console, /, person: str, reason: ErasureReason) -> None:
    from core.privacy import erasure

    with console.session() as session:
        found = erasure.preview(session, _number(session, person))
        for sentence in told(found):
            console.say(sentence)
        _typed(console, found)
        receipt = erasure.erase_person(session, found.number, reason)
        console.result(
            columns(), receipt, say(N_("Erased: no. {number}, {when}."), number=found.number, when=moment(receipt.at))
        )
        if not console.settings.dry_run:
            for sentence in after(receipt):
                console.say(sentence)


def _number(session: "Session", person: str) -> int:
    """Also the number of somebody who was taken away: the log still tells of them."""
    from core import people

    plain = person.strip().removeprefix("#")
    try:
        return people.get(session, person).id
    except NotFound:
        if plain.isdecimal() and len(plain) < 8:
            return int(plain)
        raise


def told(found: "ErasurePreview") -> "Iterator[Message]":
    """What there is to know before anybody says yes."""
    if found.registered:
        yield say(N_("Erase {name} (no. {number})"), name=found.name, number=found.number)
    else:
        yield say(
            N_("No. {number} was taken away; {n} operations still tell of them."),
            number=found.number,
            n=found.operations,
        )
    for count, one, many in (
        (found.affiliations, N_("{n} school or work place"), N_("{n} school and work places")),
        (found.memberships, N_("{n} membership"), N_("{n} memberships")),
        (
            found.past_meetings,
            N_("{n} past meeting, which then counts one less"),
            N_("{n} past meetings, which then count one less"),
        ),
        (found.consents, N_("{n} consent"), N_("{n} consents")),
    ):
        if count:
            yield say("  {what}", what=Message(one, {"n": count}, many))
    for meeting in found.coming:
        values = {"title": meeting.title, "when": moment(meeting.start)}
        if meeting.sent:
            yield say(
                N_("  taken off {title}, {when}: a calendar has it, and can no longer be told – cancel it first"),
                **values,
            )
        else:
            yield say(N_("  taken off {title}, {when}"), **values)
    for title in found.mentions:
        yield say(N_("  the text of {title} names the person: put it right by hand"), title=title)


def _typed(console: Console, found: "ErasurePreview") -> None:
    """Nobody erases by a slip: the name is typed, or --yes says it."""
    if console.settings.yes or console.settings.dry_run:
        return
    wanted = found.name or str(found.number)
    if not console.at_terminal:
        raise Refused(say(N_("An erasure cannot be undone and needs a yes.")), say(N_("Add --yes to answer it.")))
    typed = click.prompt(
        _("Type {name} to erase for good").format(name=wanted), default="", show_default=False, err=True
    )
    if typed.strip().casefold() != wanted.casefold():
        raise Refused(say(N_("That is not the name; nobody was erased.")))


def after(receipt: "ErasureReceipt") -> "Iterator[Message]":
    """What is left to know, or to do."""
    if not receipt.overwritten:
        yield say(
            N_("Bytes of it may still be in the file, for somebody reads it or the disk is full: laug doctor --mend")
        )
    if receipt.copies:
        yield Message(
            N_("{n} copy made before still holds the person (laug backup --list); going back to it erases them again."),
            {"n": len(receipt.copies)},
            N_(
                "{n} copies made before still hold the person (laug backup --list); going back to one erases them again."
            ),
        )
    yield say(N_("Take the person off the lists you read in, too: nothing is kept to know them again by."))

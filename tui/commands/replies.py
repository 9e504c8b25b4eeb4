"""`laug meeting due`, `replies` and `settle`: what is due to whose calendar, and answers somebody must decide about."""

from typing import TYPE_CHECKING

import click

from core.errors import ExitCode, Invalid
from core.messages import N_, Message, say
from core.rules.kinds import Named
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import MEETING, PERSON, argument, option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command
from tui.mailing import told
from tui.replies import who

if TYPE_CHECKING:
    from core.mailing.state import Letter
    from core.replies.settling import OpenReply


def due_columns() -> "list[Column[Letter]]":
    """The fields of what is due to somebody."""
    return [
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("person", N_("Name"), lambda one: one.person),
        Column("kind", N_("What is due"), lambda one: one.kind),
        Column("email", N_("E-mail"), lambda one: one.email),
        Column("waits", N_("Waiting list"), lambda one: one.waits, level=Level.CARD),
        Column("method", N_("Method"), lambda one: one.message.method.value, level=Level.DATA),
        Column("sequence", N_("Calendar version"), lambda one: one.message.event.sequence, level=Level.DATA),
    ]


@click.command("due", cls=Command, help=N_("Whose calendars are due what: an invitation, an update, a cancellation."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=N_("Its number or title."))
@with_console
def due(console: Console, /, meeting: str) -> None:
    from core import meetings
    from core.mailing import sent, state

    with console.session() as session:
        found = meetings.get(session, meeting)
        waiting = state.due(session, found.id)
        unconfirmed = len(sent.unconfirmed(session, found.id))
        console.rows(due_columns(), [waiting.letters])
    console.say(say(N_("{title}: {told}."), title=found.title, told=told(waiting)))
    if waiting.letters:
        console.say(say(N_("Write the files: laug export ical {number} --each FOLDER --changed"), number=found.id))
        console.say(say(N_("or drafts of mails: laug mail draft {number} --changed -o FOLDER"), number=found.id))
    if unconfirmed:
        values = {"n": unconfirmed, "number": found.id}
        console.say(
            Message(
                N_("{n} file was made that nobody has said went out: laug mail sent {number}"), values,
                N_("{n} files were made that nobody has said went out: laug mail sent {number}"),
            )
        )  # fmt: skip


def columns() -> "list[Column[OpenReply]]":
    """The fields of an answer that waits to be decided."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("title", N_("Meeting"), lambda one: one.title),
        Column("meeting_start", N_("Start"), lambda one: one.meeting_start),
        Column("sender", N_("Who"), who),
        Column("answer", N_("Answer"), lambda one: one.answer),
        Column("verdict", N_("Why"), lambda one: one.verdict),
        Column("start", N_("Proposed"), lambda one: one.start),
        Column("end", N_("Until"), lambda one: one.end, level=Level.CARD),
        Column("person_id", N_("Person"), lambda one: one.person_id, level=Level.DATA),
        Column("delegated_to", N_("Sends"), lambda one: one.delegated_to, level=Level.DATA),
        Column("meeting_id", N_("Meeting"), lambda one: one.meeting_id, level=Level.DATA),
        Column("received", N_("Read"), lambda one: one.received, level=Level.DATA),
    ]


@click.command("replies", cls=Command, help=N_("Answers of calendars that somebody must look at, of one meeting or of all."))
@argument("meeting", required=False, type=MEETING, metavar=N_("MEETING"), help=N_("Its number or title."))
@with_console
def replies(console: Console, /, meeting: str | None) -> int:
    from core import meetings
    from core.replies import settling

    with console.session() as session:
        number = meetings.get(session, meeting).id if meeting else None
        found = settling.open_replies(session, number)
        if found or console.settings.as_data:
            console.rows(columns(), [found])
    if found:
        console.say(say(N_("Decide: laug meeting settle NO. take, refuse or drop")))
    return console.found(len(found), N_("{n} answer to be decided"), N_("{n} answers to be decided"), asked=False)


class Choice(Named):
    """What is decided about an answer."""

    TAKE = "take", "tag", "take"
    REFUSE = "refuse", "afslå", "refuse"
    DROP = "drop", "læg væk", "drop"


@click.command(
    "settle",
    cls=Command,
    help=N_(
        "Decide about an answer of a calendar.\n\n"
        "take counts it after all, invites who was not invited, or moves the meeting to the time proposed; refuse says no"
        " to a proposal, and a file that says so is due; drop puts it aside."
    ),
)
@argument("number", type=int, metavar=N_("NO."), help=N_("Its number in laug meeting replies."))
@argument("choice", type=KindType(Choice), metavar="take|refuse|drop", help=N_("What is decided."))
@option("--person", type=PERSON, metavar=N_("PERSON"), help=N_("Who it is, where laug does not know."))
@with_console
def settle(console: Console, /, number: int, choice: Choice, person: str | None) -> int:
    from core.replies import settling

    if person is not None and choice is not Choice.TAKE:
        raise Invalid("person", say(N_("--person goes with take.")))
    with console.session() as session:
        match choice:
            case Choice.TAKE:
                done = settling.take(session, number, person)
                sentence = say(N_("Taken: {who}, {title}."), who=who(done), title=done.title)
            case Choice.REFUSE:
                done = settling.refuse(session, number)
                sentence = say(N_("Refused: {who}, {title}. A file that says so is due."), who=who(done), title=done.title)
            case Choice.DROP:
                done = settling.drop(session, number)
                sentence = say(N_("Put aside: {who}, {title}."), who=who(done), title=done.title)
        console.result(columns(), done, sentence)
    return ExitCode.DONE

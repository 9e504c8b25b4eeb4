"""`laug import answers`: what calendars answered, shown first, noted with --apply."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import ExitCode, FileError
from core.messages import N_, say
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import argument, option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command
from tui.reasons import reason
from tui.replies import told

if TYPE_CHECKING:
    from core.replies.importing import AnswersRead, ReadAnswer
    from core.replies.message import CalendarReply
    from core.replies.reading import Unreadable


def columns() -> "list[Column[ReadAnswer]]":
    """The fields of an answer that was read."""
    return [
        Column("sender", N_("Who"), _sender),
        Column("meeting", N_("Meeting"), lambda one: one.judged.meeting.title if one.judged.meeting else ""),
        Column("start", N_("Start"), lambda one: one.judged.meeting.start if one.judged.meeting else None),
        Column("answer", N_("Answer"), lambda one: one.noted or one.judged.answer),
        Column("verdict", N_("What becomes of it"), lambda one: one.judged.verdict),
        Column("meeting_id", N_("No."), _meeting_number, level=Level.DATA),
        Column("person_id", N_("Person"), lambda one: one.judged.person_id, level=Level.DATA),
        Column("address", N_("E-mail"), lambda one: one.judged.reply.attendee, level=Level.DATA),
        Column("mail_from", N_("Sent from"), lambda one: one.judged.reply.mail_from, level=Level.DATA),
        Column("sequence", N_("Calendar version"), lambda one: one.judged.reply.sequence, level=Level.DATA),
        Column("stamp", N_("Made"), lambda one: one.judged.reply.stamp, level=Level.DATA),
        Column("uid", N_("Calendar id"), lambda one: one.judged.reply.uid, level=Level.DATA),
    ]


def _sender(one: "ReadAnswer") -> str:
    return one.judged.person or one.judged.reply.attendee_name or one.judged.reply.attendee


def _meeting_number(one: "ReadAnswer") -> int | None:
    return one.judged.meeting.meeting_id if one.judged.meeting else None


@click.command(
    "answers",
    cls=Command,
    help=N_(
        "Read what calendars answered: .ics, .eml, a mailbox, a folder of them, or - for what is piped in. Shows what it"
        " would do; --apply does it.\n\n"
        "Reading the same again changes nothing. What is not plainly an answer of somebody invited waits in"
        " laug meeting replies."
    ),
)
@argument("file", metavar=N_("FILE|FOLDER"), help=N_("The file or folder; - is stdin."))
@option("--apply", "wanted", is_flag=True, help=N_("Do it, as one operation that can be undone."))
@with_console
def answers(console: Console, /, file: str, wanted: bool) -> int:
    from core.replies import importing

    replies, unread = _read(file)
    for place, message in unread:
        console.say(say("{place}: {message}", place=place, message=message))
    with console.session() as session:
        found = importing.apply(session, replies) if wanted else importing.plan(session, replies)
    if found.answers:
        console.rows(columns(), [found.answers])
    _tell(console, found, wanted=wanted)
    if not replies:
        return ExitCode.NOTHING_FOUND
    return ExitCode.SOME_REFUSED if unread else ExitCode.DONE


def _read(file: str) -> "tuple[Sequence[CalendarReply], Sequence[Unreadable]]":
    from core.replies.reading import read_files, read_text

    if file == "-":
        return read_text(streams.read(file), "stdin")
    try:
        return read_files(Path(file).expanduser())
    except FileNotFoundError:
        raise FileError(say(N_("There is no file {path}."), path=file)) from None
    except OSError as error:
        raise FileError(say(N_("{path} cannot be read: {reason}"), path=file, reason=reason(error))) from None


def _tell(console: Console, found: "AnswersRead", *, wanted: bool) -> None:
    console.done(told(found)) if wanted else console.say(told(found))
    if not wanted:
        if found.counting or found.asking:
            console.say(say(N_("Nothing is written yet. Do it with --apply.")))
        return
    if found.asking and not console.settings.dry_run:
        console.say(say(N_("Decide about the others: laug meeting replies")))
    if (found.counting or found.asking) and not console.settings.dry_run:
        console.say(say(N_("Undo it with: laug undo")))

"""`laug mail`: drafts of mails with calendar files, and what went out. laug itself sends nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.messages import N_, Message, say
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import MEETING, PERSON, argument, option
from tui.commands.line.table import Column
from tui.commands.line.words import Group
from tui.mailing import told, written_draft

if TYPE_CHECKING:
    from core.mailing.state import Letter

mail = Group("mail", help=N_("Drafts of mails with calendar files, and what went out."))
WHICH = N_("Its number or title.")


@mail.command(
    "draft",
    help=N_(
        "Write drafts of mails to everybody invited, one file each: open one, look at it, send it.\n\n"
        "The calendar file is inside, so that the mail has buttons to answer with. The words are in each person's"
        " language. laug sends nothing itself."
    ),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--changed", is_flag=True, help=N_("Only for those who are due one (laug meeting due)."))
@option("-o", "--output", "folder", required=True, metavar=N_("FOLDER"), help=N_("Where the drafts go."))
@with_console
def draft(console: Console, /, meeting: str, changed: bool, folder: str) -> None:
    from core import meetings
    from core.mailing import making

    path = Path(folder).expanduser()
    with console.session() as session:
        found = meetings.get(session, meeting)
        streams.folder(console, path)

        def write(letters: "Sequence[Letter]") -> None:
            for letter in letters:
                streams.write(console, written_draft(letter), path / f"{letter.message.file_stem}.eml")

        done = making.make(session, found.id, write, everything=not changed)
        values = {"n": len(done.letters), "folder": path}
        console.done(Message(N_("{n} draft in {folder}."), values, N_("{n} drafts in {folder}.")))
        if done.letters:
            console.say(say("{told}.", told=told(done)))
            console.say(say(N_("When they are sent: laug mail sent {number}"), number=found.id))
        for one in done.left_out:
            left = {"n": one.count, "reason": one.reason}
            console.say(Message(N_("{n} person left out: {reason}."), left, N_("{n} people left out: {reason}.")))


def _counted() -> list[Column[int]]:
    return [Column("marked", N_("Noted"), lambda number: number)]


@mail.command("sent", help=N_("Note that files or drafts went out: to the people named, or to all they were made for."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument("people", nargs=-1, type=PERSON, metavar=N_("PERSON"), help=N_("Numbers, names or e-mail addresses."))
@with_console
def sent(console: Console, /, meeting: str, people: tuple[str, ...]) -> None:
    from core import meetings
    from core import people as everybody
    from core.mailing import sent as sent_files

    with console.session() as session:
        found = meetings.get(session, meeting)
        numbers = [everybody.get(session, one).id for one in people]
        done = sent_files.mark_sent(session, found.id, numbers)
        values = {"n": done, "title": found.title}
        console.result(_counted(), done, Message(N_("{n} file of {title} is noted as sent."), values,
                                                 N_("{n} files of {title} are noted as sent.")))  # fmt: skip


@mail.command("unsent", help=N_("Note that files or drafts never went out: they are due again."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument("people", nargs=-1, required=True, type=PERSON, metavar=N_("PERSON"), help=N_("Numbers, names or e-mail addresses."))
@with_console
def unsent(console: Console, /, meeting: str, people: tuple[str, ...]) -> None:
    from core import meetings
    from core import people as everybody
    from core.mailing import sent as sent_files

    with console.session() as session:
        found = meetings.get(session, meeting)
        done = sent_files.mark_unsent(session, found.id, [everybody.get(session, one).id for one in people])
        values = {"n": done, "title": found.title}
        console.result(_counted(), done, Message(N_("{n} file of {title} is due again."), values,
                                                 N_("{n} files of {title} are due again.")))  # fmt: skip

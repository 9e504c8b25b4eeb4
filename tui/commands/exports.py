"""`laug export`: contact lists and calendars for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import Invalid, NotFound
from core.messages import N_, Message, say
from core.rules.kinds import Purpose
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import MEETING, NETWORK, PERSON, argument, option, query_argument
from tui.commands.line.settings import two_formats
from tui.commands.line.words import LazyGroup
from tui.words import catalogue, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.contact_data import ContactList, LeftOut
    from core.door.session import Session
    from core.mailing.state import Letter

VERBS: dict[str, tuple[str, str]] = {
    "signin": ("tui.commands.signin:signin", N_("Write a sign-in sheet to be printed.")),
    "minutes": ("tui.commands.minutes_export:minutes", N_("Write the minutes of a meeting, for a purpose.")),
}
export = LazyGroup("export", help=N_("Write contact lists and calendars."), table=VERBS)
OUTPUT = N_("The file to write; - is stdout.")
FORMATS = ("xlsx", "csv", "excel-1252", "rfc", "google", "outlook", "vcf", "vcf-split", "bcc", "json", "ndjson")


@export.command(
    "contacts",
    help=N_("Write a contact list for a purpose: the purpose decides which fields are in it, and who is left out."),
)
@query_argument("person")
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("The members of this network."))
@option(
    "--for", "purpose", type=KindType(Purpose), required=True, metavar=N_("PURPOSE"),
    help=N_("meeting, contact, mailing, sign_in or administration"),
)  # fmt: skip
@option(
    "--format", "form", type=click.Choice(FORMATS), metavar=N_("FORMAT"),
    help=N_(
        "xlsx, csv, excel-1252, rfc, google, outlook, vcf, vcf-split, bcc, json or ndjson; if not said, by the file's"
        " name."
    ),
)  # fmt: skip
@option("-o", "--output", metavar=N_("FILE"), help=OUTPUT)
@with_console
def contacts(
    console: Console, /, query: tuple[str, ...], network: str | None, purpose: Purpose, form: str | None, output: str | None
) -> None:
    import hashlib
    from io import BytesIO

    from core.contacts import contact_list, log_export
    from exports import contact_lists

    if form and console.settings.as_data and form != console.settings.format.value:
        raise two_formats(form, click.get_current_context())
    asked = form or (console.settings.format.value if console.settings.as_data else "")
    path = None if output in (None, "-") else Path(str(output))
    kind = contact_lists.format_of(asked, path)
    text = " ".join(query)
    with console.session() as session:
        made = contact_list(session, purpose, network=network, query=text, columns=console.settings.fields or None)
        if not made.contacts:
            _tell_left_out(console, made.left_out)
            raise NotFound(say(N_("Nobody is on the list; no file is written.")))
        where = streams.target(output, contact_lists.file_name(made, kind), binary=kind.binary)
        stream = BytesIO()
        written = contact_lists.write(made, kind.name, stream, catalogue=catalogue(), language=language())
        data = stream.getvalue()
        log_export(
            session, made, network=network, query=text, format=kind.name, digest=hashlib.sha256(data).hexdigest()
        )
        streams.write(console, data, where)
        _tell_who(console, made, where)
        for note in written.notes:
            console.say(note)


def _tell_who(console: Console, made: "ContactList", where: Path | None) -> None:
    values = {"n": len(made.contacts), "total": made.total}
    console.say(Message(N_("{n} person of {total} on the list."), values, N_("{n} people of {total} on the list.")))
    _tell_left_out(console, made.left_out)
    if where is not None:
        console.done(say(N_("Written: {path}"), path=where))
    elif console.settings.dry_run:
        console.done(say(N_("The list would go to stdout.")))


def _tell_left_out(console: Console, left_out: "Sequence[LeftOut]") -> None:
    for one in left_out:
        values = {"n": one.count, "reason": one.reason}
        console.say(Message(N_("{n} person left out: {reason}."), values, N_("{n} people left out: {reason}.")))


@export.command(
    "ical",
    help=N_(
        "Write a calendar file: one meeting, or all of a network or of a person.\n\n"
        "With --to or --each it is a personal invitation that calendars can answer; it remembers who has got one, so"
        " that a later file updates or cancels the same entry."
    ),
)
@argument("meeting", required=False, type=MEETING, metavar=N_("MEETING"), help=N_("Its number or title."))
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("All meetings of this network, without names of people."))
@option("--person", "whose", type=PERSON, metavar=N_("PERSON"), help=N_("All meetings of this person, for that person alone."))
@option("--all", "everything", is_flag=True, help=N_("All meetings of networks that are not shielded."))
@option("--to", "person", type=PERSON, metavar=N_("PERSON"), help=N_("The personal invitation of one person."))
@option("--each", "folder", metavar=N_("FOLDER"), help=N_("A personal invitation for everybody invited, one file each."))
@option("--changed", is_flag=True, help=N_("With --each: only for those who are due one (laug meeting due)."))
@option("-o", "--output", metavar=N_("FILE"), help=OUTPUT)
@with_console
def ical(
    console: Console,
    /,
    meeting: str | None,
    network: str | None,
    whose: str | None,
    everything: bool,
    person: str | None,
    folder: str | None,
    changed: bool,
    output: str | None,
) -> None:
    if sum((meeting is not None, network is not None, whose is not None, everything)) != 1:
        raise Invalid("meeting", say(N_("Name one meeting, or --network, --person or --all.")))
    if (person or folder) and meeting is None:
        raise Invalid("meeting", say(N_("A personal invitation is to one meeting: name it.")))
    if person and folder:
        raise Invalid("to", say(N_("Choose either --to or --each.")))
    if changed and folder is None:
        raise Invalid("changed", say(N_("--changed goes with --each FOLDER.")))
    with console.session() as session:
        if whose is not None:
            _write_of_person(console, session, whose, output)
        elif meeting is None:
            _write_feed(console, session, network, output)
        elif folder is not None:
            _write_each(console, session, meeting, Path(folder).expanduser(), changed=changed)
        elif person is not None:
            _write_personal(console, session, meeting, person, output)
        else:
            _write_meeting(console, session, meeting, output)


def _write(console: Console, data: bytes, output: str | None) -> None:
    path = streams.target(output, "laug.ics", binary=False)
    streams.write(console, data, path)
    if path is not None:
        console.done(say(N_("Written: {path}"), path=path))


def _write_feed(console: Console, session: "Session", network: str | None, output: str | None) -> None:
    from core import invitations, networks
    from exports import ical as files

    number = networks.get_opened(session, network).id if network else None
    _write(console, files.feed(invitations.feed(session, number)), output)


def _write_of_person(console: Console, session: "Session", whose: str, output: str | None) -> None:
    from core.personal_feed import log_feed, personal_feed
    from exports import ical as files
    from tui.personal_feed import told

    made = personal_feed(session, whose)
    data = files.feed(made.feed)
    log_feed(session, made, data)
    _write(console, data, output)
    for sentence in told(made):
        console.say(sentence)


def _write_meeting(console: Console, session: "Session", meeting: str, output: str | None) -> None:
    from core import invitations, meetings
    from exports import ical as files

    _write(console, files.publish(invitations.event(session, meetings.get(session, meeting))), output)


def _write_personal(console: Console, session: "Session", meeting: str, person: str, output: str | None) -> None:
    from core import meetings, people
    from core.errors import Refused
    from core.mailing import making, state
    from exports import ical as files

    found = meetings.get(session, meeting)
    whom = people.get(session, person)

    due = state.due(session, found.id, everything=True, person=whom.id)
    files_due = len({(one.message.event.uid, one.reply) for one in due.letters})
    if files_due > 1:
        raise Refused(
            say(N_("{name} is due {n} files, and one file holds one."), name=whom.name, n=files_due),
            say(N_("Write them to a folder: laug export ical {number} --each FOLDER --changed"), number=found.id),
        )

    def write(letters: "Sequence[Letter]") -> None:
        for letter in letters:
            _write(console, files.message(letter.message), output)

    done = making.make(session, found.id, write, everything=True, person=whom.id)
    if not done.letters:
        reason = done.left_out[0].reason if done.left_out else say(N_("they are not invited any more"))
        raise Refused(say(N_("There is no invitation for {name}: {reason}."), name=whom.name, reason=reason))


def _write_each(console: Console, session: "Session", meeting: str, folder: Path, *, changed: bool) -> None:
    from core import meetings
    from core.mailing import making
    from exports import ical as files
    from tui.mailing import told

    found = meetings.get(session, meeting)
    streams.folder(console, folder)

    def write(letters: "Sequence[Letter]") -> None:
        for letter in letters:
            streams.write(console, files.message(letter.message), folder / f"{letter.message.file_stem}.ics")

    done = making.make(session, found.id, write, everything=not changed)
    values = {"n": len(done.letters), "folder": folder}
    console.done(Message(N_("{n} calendar file in {folder}."), values, N_("{n} calendar files in {folder}.")))
    if done.letters:
        console.say(say("{told}.", told=told(done)))
    _tell_left_out(console, done.left_out)

"""`laug export signin`: the sheet for the table by the door; `laug meeting qr`: the meeting into a phone's calendar."""

import hashlib
import shutil
import sys
from pathlib import Path

import click

from core.errors import Refused
from core.messages import N_, Message, say
from tui.commands.answering import WHICH
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import Number
from tui.commands.line.parts import MEETING, argument, option
from tui.commands.line.settings import two_formats
from tui.commands.line.words import Command
from tui.words import catalogue, language

_FORMATS = ("xlsx", "html", "txt")
_BLACK_ON_WHITE, _AS_BEFORE = "\x1b[30;107m", "\x1b[0m"


@click.command(
    "signin",
    cls=Command,
    help=N_(
        "Write a sign-in sheet: who is expected, in Danish order, with room to sign, and empty lines for others.\n\n"
        "A page (html) is printed, or made a PDF, by any browser. The sheet of a shielded network has its neutral title and"
        " first names only."
    ),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--first-names", is_flag=True, help=N_("First names only."))
@option("--free", type=Number(0, 200), default=8, metavar=N_("NUMBER"), help=N_("How many empty lines; 8 if not said."))
@option(
    "--format", "form", type=click.Choice(_FORMATS), metavar=N_("FORMAT"),
    help=N_("xlsx, html or txt; if not said, by the file's name."),
)  # fmt: skip
@option("-o", "--output", metavar=N_("FILE"), help=N_("The file to write; - is stdout."))
@with_console
def signin(
    console: Console, /, meeting: str, first_names: bool, free: int, form: str | None, output: str | None
) -> None:
    from core import meetings
    from core.attending.signin import log_sheet, sheet
    from exports.columns import Wording
    from exports.signin import FORMATS, as_lines

    if form and console.settings.as_data:
        raise two_formats(form, click.get_current_context())
    named = Path(output).suffix.removeprefix(".").casefold() if output and output != "-" else ""
    kind = form or (named if named in FORMATS else "txt" if output in (None, "-") else "xlsx")
    with console.session() as session:
        found = meetings.get(session, meeting)
        made = sheet(session, found.id, first_names=first_names, free=free)
        where = streams.target(output, f"fremmoede-{found.id}.{kind}", binary=kind == "xlsx")
        aloud = console.settings.plain and output is None and form is None
        data = (as_lines if aloud else FORMATS[kind])(made, Wording(catalogue(), language()))
        log_sheet(session, found, made, form=kind, digest=hashlib.sha256(data).hexdigest())
        streams.write(console, data, where)
        values = {"n": len(made.lines)}
        console.say(Message(N_("{n} person on the sheet."), values, N_("{n} people on the sheet.")))
        for one in made.left_out:
            left = {"n": one.count, "reason": one.reason}
            console.say(Message(N_("{n} person left out: {reason}."), left, N_("{n} people left out: {reason}.")))
        if where is not None:
            console.done(say(N_("Written: {path}"), path=where))


@click.command(
    "qr",
    cls=Command,
    help=N_("Draw a QR code: a phone's camera puts the meeting, or a link to its calendar, where it belongs."),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--link", metavar=N_("LINK"), help=N_("Draw this link instead, as to a published calendar."))
@option("--ascii", "ascii_only", is_flag=True, help=N_("Without characters that some terminals do not have; it is larger."))
@with_console
def qr(console: Console, /, meeting: str, link: str | None, ascii_only: bool) -> None:
    from core import invitations, meetings
    from exports import qr as codes

    if console.settings.plain and not ascii_only:
        raise Refused(
            say(N_("The code is a picture for a phone's camera; plain lines do not draw it.")),
            say(N_("The same in words is in the calendar file: laug export ical. Draw it all the same: --ascii")),
        )
    with console.session() as session:
        found = meetings.get(session, meeting)
        event = invitations.event(session, found)
        size = shutil.get_terminal_size() if sys.stdout.isatty() else None
        columns, lines = (size.columns, size.lines - 1) if size else (1000, 1000)
        if link:
            drawing = codes.drawn(link, columns, lines, ascii_only=ascii_only)
        else:
            drawing = codes.fitted(event, columns, lines, ascii_only=ascii_only)
        if not drawing:
            needed = codes.lines_needed(event, ascii_only=ascii_only) + 1
            raise Refused(
                say(N_("The code does not fit into {columns} columns and {lines} lines."), columns=columns, lines=lines),
                say(N_("Make the window larger ({needed} lines), or show a short link: --link"), needed=needed),
            )
        for line in drawing:
            click.echo(f"{_BLACK_ON_WHITE}{line}{_AS_BEFORE}" if console.colored else line, color=True)

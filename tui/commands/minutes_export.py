"""`laug export minutes`: the minutes of a meeting as a file, for a purpose."""

import hashlib
from pathlib import Path

import click

from core.messages import N_, Message, say
from core.minutes.outgoing import MinutesPurpose
from tui.commands.answering import WHICH
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import MEETING, argument, option
from tui.commands.line.settings import two_formats
from tui.commands.line.words import Command
from tui.words import catalogue, language

_FORMATS = {"md": "md", "markdown": "md", "txt": "txt", "text": "txt"}


@click.command(
    "minutes",
    cls=Command,
    help=N_(
        "Write the minutes of a meeting to a file: for those who attended (all of it), for the archive (without the names of"
        " who does what) or for the management (decisions and action points, without names).\n\n"
        "It is noted in the log. A shielded network's file has its neutral title and nobody's name."
    ),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option(
    "--for", "purpose", type=KindType(MinutesPurpose), required=True, metavar=N_("PURPOSE"),
    help=N_("attendees, management or archive"),
)  # fmt: skip
@option(
    "--format", "form", type=click.Choice(tuple(_FORMATS)), metavar=N_("FORMAT"),
    help=N_("md (Markdown) or txt; if not said, by the file's name."),
)  # fmt: skip
@option("-o", "--output", metavar=N_("FILE"), help=N_("The file to write; - is stdout."))
@with_console
def minutes(console: Console, /, meeting: str, purpose: MinutesPurpose, form: str | None, output: str | None) -> None:
    from core import meetings
    from core.minutes.outgoing import log_paper, paper
    from exports.columns import Wording
    from exports.minutes import FORMATS

    if form and console.settings.as_data:
        raise two_formats(form, click.get_current_context())
    named = Path(output).suffix.removeprefix(".").casefold() if output and output != "-" else ""
    kind = _FORMATS[form] if form else _FORMATS.get(named, "txt")
    with console.session() as session:
        found = meetings.get(session, meeting)
        made = paper(session, found.id, purpose)
        where = streams.target(output, f"{made.file_stem}.{kind}", binary=False)
        data = FORMATS[kind](made, Wording(catalogue(), language()))
        log_paper(session, made, found, form=kind, digest=hashlib.sha256(data).hexdigest())
        streams.write(console, data, where)
        if made.left_out:
            left = {"n": made.left_out}
            console.say(Message(
                N_("The name of {n} who does something is left out."), left,
                N_("The names of {n} who do something are left out."),
            ))  # fmt: skip
        console.say(say(N_("Names in the text stand as they were written: read it through.")))
        if where is not None:
            console.done(say(N_("Written: {path}"), path=where))

"""`laug publish`: the coming meetings as a folder for the web."""

from pathlib import Path

import click

from core.messages import N_, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import argument, option
from tui.commands.line.words import Command


@click.command(
    "publish",
    cls=Command,
    help=N_(
        "Write a folder for the web: a calendar to subscribe to and a page for each network, and a page with all.\n\n"
        "Nobody's name is in it, and never a shielded network. What has not changed is not touched; what is not to be"
        " published any more is removed. Pages are in Danish and in English."
    ),
)
@argument("folder", metavar=N_("FOLDER"), help=N_("The folder; a new one is made."))
@option("--internal", is_flag=True, help=N_("Also internal networks; otherwise only open ones."))
@option("--secret", is_flag=True, help=N_("File names that cannot be guessed; they stay the same from then on."))
@with_console
def publish(console: Console, /, folder: str, internal: bool, secret: bool) -> None:
    from tui.publishing import publish_to, told

    where = Path(folder).expanduser()
    with console.session() as session:
        made, done = publish_to(session, where, internal=internal, secret=secret, dry_run=console.settings.dry_run)
        if console.settings.as_data:
            console.document({
                "folder": str(where), "index": f"{made.index_stem}.html", "networks": [one.stem for one in made.networks],
                "written": list(done.written), "unchanged": list(done.unchanged), "removed": list(done.removed),
            })  # fmt: skip
            return
        for line in told(made, done):
            console.say(line)
        console.done(say(N_("Published: {path}"), path=where / f"{made.index_stem}.html"))

"""`laug init` and `laug demo`: a register to begin with."""

import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from core.errors import Refused
from core.messages import N_, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import Number
from tui.commands.line.parts import option
from tui.commands.line.settings import usual_path
from tui.commands.line.table import Column
from tui.commands.line.words import Command
from tui.words import language

_USUAL = 640
_TOUR = 300


@click.command("init", cls=Command, help=N_("Make an empty register."))
@with_console
def init(console: Console, /) -> None:
    path = console.path
    if path.exists() and path.stat().st_size:
        raise Refused(
            say(N_("There is a register at {path} already."), path=path),
            say(N_("Open it with: laug. Name another file with --db to make a new one.")),
        )
    if not console.settings.dry_run:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with console.session():
            pass
    console.say(say(N_("Go on with: laug import people FILE, or laug network add NAME")))
    console.say(say(N_("A list of typical educations to begin with: laug education defaults")))


@dataclass(frozen=True)
class Made:
    """The example file: where it lies and how much is in it."""

    path: Path
    people: int
    organisations: int
    networks: int
    meetings: int


def columns() -> list[Column[Made]]:
    """What there is to say about the example."""
    return [
        Column("path", N_("File"), lambda made: str(made.path)),
        Column("people", N_("People"), lambda made: made.people),
        Column("organisations", N_("Organisations"), lambda made: made.organisations),
        Column("networks", N_("Networks"), lambda made: made.networks),
        Column("meetings", N_("Meetings"), lambda made: made.meetings),
    ]


@click.command(
    "demo",
    cls=Command,
    help=N_(
        "Make an example file full of invented people and try laug on it.\n\n"
        "In a terminal the screens open on it; otherwise it says what was made."
        " If the example is there already, it is used again, with what you have done in it."
        " Your own register is never touched."
    ),
)
@option("--people", type=Number(1, 1_000_000), metavar=N_("COUNT"), help=N_("So many people; 640 if not said."))
@option("--to", metavar=N_("FILE"), help=N_("The file to make."))
@with_console
def demo(console: Console, /, people: int | None, to: str | None) -> int | None:
    from tui.main import at_terminal, open_screens

    path = _demo_path(to, people)
    if console.settings.dry_run:
        console.done(say(N_("The example would be at {path}."), path=path))
        return None
    made = _filled(console, path, people or _USUAL)
    if console.settings.plain and at_terminal():
        return _talked_through(console, path)
    if at_terminal() and not console.settings.as_data:
        return open_screens(path, console.settings.account, console.settings.theme, console.settings.mouse)
    console.record(columns(), made)
    console.say(say(N_("Everybody in it is invented. Go on with: {line}"), line=shlex.join(["laug", "--db", str(path)])))
    return None


@click.command(
    "tour",
    cls=Command,
    help=N_(
        "Be shown round laug on an example, step by step, in some ten minutes.\n\n"
        "The example lies in a folder of its own and is gone afterwards. With --plain the conversation opens on it."
    ),
)
@with_console
def tour(console: Console, /) -> int:
    from tui.main import at_terminal, open_screens

    if console.settings.as_data or not (at_terminal() or console.settings.plain):
        raise Refused(say(N_("The tour needs a terminal.")), say(N_("The guides are here: laug help")))
    with TemporaryDirectory(prefix="laug-") as folder:
        path = Path(folder) / "tour.db"
        _filled(console, path, _TOUR)
        if console.settings.plain:
            return _talked_through(console, path)
        return open_screens(path, console.settings.account, console.settings.theme, console.settings.mouse, tour=True)


def _talked_through(console: Console, path: Path) -> int:
    """Hold the conversation on an example: nobody hears from a list whether it is their own."""
    from tui.plain.start import converse

    console.say(say(N_("This is an example, and everybody in it is invented. q leaves it.")))
    always = ["--plain", "--db", str(path), "--as", console.settings.account, "--lang", language().value]
    return converse(always, Console(replace(console.settings, path=path)))


def _demo_path(to: str | None, people: int | None) -> Path:
    """--to, or --db if it was typed (a register named by LAUG_DB is somebody's own), or a place of the example's own."""
    said = to or click.get_current_context().meta.get("laug.db")
    if said:
        return Path(said).expanduser()
    return usual_path().with_name("demo.db" if people is None else f"demo-{people}.db")


def _filled(console: Console, path: Path, people: int) -> Made:
    from core import meetings, networks, organisations
    from core import people as everybody
    from core.demo.fill import fill
    from core.door.operations import Operation
    from core.door.session import open_session
    from core.past import undo

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open_session(path, account=console.settings.account, language=language()) as session:
        if not everybody.count(session):
            fill(session, people=people, progress=console.progress(N_("{done} of {total} people")))
        elif undo.entry(session, 1).operation is not Operation.DEMO:
            raise Refused(
                say(N_("{path} is a register of somebody's own; no example is put into it."), path=path),
                say(N_("Name another file: laug demo --to FILE")),
            )
        return Made(
            path,
            everybody.count(session),
            len(organisations.ids(session)),
            len(networks.ids(session)),
            len(meetings.ids(session)),
        )

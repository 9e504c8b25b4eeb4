"""`laug completion` and `laug config`: laug and the shell around it."""

import os
import sys

import click

from core.messages import N_, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import argument
from tui.commands.line.run import PROGRAM
from tui.commands.line.settings import COMPLETE
from tui.commands.line.table import Column
from tui.commands.line.words import Command, Group
from tui.words import language

# Where each shell reads what is to be done when it starts.
PROFILES = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/laug.fish"}


@click.command(
    "completion",
    cls=Command,
    help=N_(
        "Let the shell complete laug's commands.\n\n"
        'Prints a script for bash, zsh or fish. For bash, put this into ~/.bashrc: eval "$(laug completion bash)"'
    ),
)
@argument("shell", type=click.Choice([*PROFILES]), metavar=N_("SHELL"), help=N_("bash, zsh or fish"))
@with_console
def completion(console: Console, /, shell: str) -> None:
    from click.shell_completion import get_completion_class

    from tui.commands.line.bash import use

    use()
    made = get_completion_class(shell)
    assert made is not None  # click knows the three shells the argument allows
    click.echo(made(click.get_current_context().find_root().command, {}, PROGRAM, COMPLETE).source())
    if sys.stdout.isatty():
        console.say(say(N_("Put this into {file} and open a new shell:"), file=PROFILES[shell]))
        end = " | source" if shell == "fish" else ""
        console.say(say("{line}", line=f"laug completion fish{end}" if end else f'eval "$(laug completion {shell})"'))


config = Group("config", help=N_("Where laug's settings come from."))


@config.command("show", help=N_("Show the file, the account and the language in use, and where each comes from."))
@with_console
def show(console: Console, /) -> None:
    settings = console.settings
    rows = [
        ("db", str(console.path), _origin("db", "LAUG_DB")),
        ("account", settings.account, _origin("account", "LAUG_AS")),
        ("language", language().value, _origin("lang", "LAUG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")),
    ]
    columns: list[Column[tuple[str, str, str]]] = [
        Column("name", N_("Setting"), lambda row: row[0]),
        Column("value", N_("Value"), lambda row: row[1]),
        Column("source", N_("From"), lambda row: row[2]),
    ]
    console.rows(columns, [rows])


def _origin(option: str, *variables: str) -> str:
    """The option or the first variable that is set; `default` if none is."""
    if f"laug.{option}" in click.get_current_context().meta:
        return "--as" if option == "account" else f"--{option}"
    return next((name for name in variables if os.environ.get(name)), "default")

"""`laug completion` and `laug config`: laug and the shell around it."""

import os
import sys

import click

from core.messages import N_, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import argument, option
from tui.commands.line.run import PROGRAM
from tui.commands.line.settings import COMPLETE
from tui.commands.line.table import Column
from tui.commands.line.words import Command, Group
from tui.words import _, language

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


@config.command(
    "lock",
    help=N_(
        "Choose a code to come back with when the screens are blank (ctrl+l, or five minutes without a key).\n\n"
        "It hides the screens from who passes by. Whoever can log in as you can still run laug: log out when you leave."
    ),
)
@option("--off", is_flag=True, help=N_("Come back with Enter alone."))
@with_console
def lock_(console: Console, /, off: bool) -> None:
    from core.errors import Refused
    from tui import lock

    account = console.settings.account
    if off:
        gone = lock.forget(account)
        console.say(say(N_("The code is gone.") if gone else N_("There was no code.")))
        return
    if not (console.at_terminal and sys.stdin.isatty()):
        raise Refused(say(N_("A code is typed at a terminal, where nobody sees it.")))
    code = click.prompt(_("New code"), hide_input=True, confirmation_prompt=_("Once more"), err=True)
    lock.choose(account, lock.checked(code, code))  # click has asked for it twice
    console.say(say(N_("Kept. ctrl+l blanks the screens; the code brings them back.")))


def _origin(option: str, *variables: str) -> str:
    """The option or the first variable that is set; `default` if none is."""
    if f"laug.{option}" in click.get_current_context().meta:
        return "--as" if option == "account" else f"--{option}"
    return next((name for name in variables if os.environ.get(name)), "default")


@config.command(
    "keys",
    help=N_(
        "Show every key of the screens, and what is wrong in the file that changes them.\n\n"
        "The file holds lines such as: people.new = n, F5. --write makes one in which everything is commented out."
    ),
)
@option("--write", is_flag=True, help=N_("Write a file to begin with, where there is none."))
@with_console
def keys(console: Console, /, write: bool) -> None:
    from core.errors import Refused
    from tui import keymap
    from tui.actions import Action, declared, shown_key
    from tui.named_keys import NamedKeys
    from tui.words import catalogue

    keymap.declare_everything()
    actions = declared()
    place = keymap.place()
    chosen = keymap.load()
    words = NamedKeys(catalogue(), chosen)
    if write:
        if place.exists():
            raise Refused(say(N_("{path} is there already; nothing was written."), path=str(place)))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(keymap.example((one, words.gettext(one.help)) for one in actions.values()), "utf-8")
        console.say(say(N_("Written: {path}. Take the # away from a line and change its keys."), path=str(place)))
        return

    def written(action: Action) -> str:
        return " ".join(shown_key(key) for key in chosen.of(action))

    columns: list[Column[Action]] = [
        Column("action", N_("Action"), lambda one: one.id),
        Column("keys", N_("Keys"), written),
        Column("help", N_("What it does"), lambda one: words.gettext(one.help)),
        Column("source", N_("From"), lambda one: "keys.conf" if one.id in chosen.keys else "laug"),
    ]
    console.rows(columns, [list(actions.values())])
    if chosen.faults:
        for fault in chosen.faults[:-1]:
            console.say(fault.sentence)
        raise Refused(chosen.faults[-1].sentence)

"""Lines somebody types one after the other, or sends from a file."""

import sys
from collections.abc import Iterator

import click

from core.rules.text import visible
from tui.commands.line.console import Console


def lines(console: Console, prompt: str, short: str) -> Iterator[str]:
    """The lines of stdin that say something. On a terminal each is asked for, and an empty one, or a full stop alone, ends it.

    Who listens hears the whole question once, and the `short` one from then on. Shows the help where nobody would send anything.
    """
    if sys.stdin.isatty() and not console.at_terminal:
        raise click.exceptions.NoArgsIsHelpError(click.get_current_context())
    asked = prompt
    while True:
        if console.at_terminal:
            click.echo(f"{visible(asked)} ", nl=False, err=True)
            asked = short if console.settings.plain else prompt
        line = sys.stdin.readline()
        if console.at_terminal and not (line and sys.stdin.isatty()):
            click.echo(err=True)  # nobody's Enter has ended the question's line
        if not line or (console.at_terminal and line.strip() in ("", ".")):
            return
        if line.strip():
            yield line.strip()

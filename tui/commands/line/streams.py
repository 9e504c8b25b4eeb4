"""Files in and out: `-` is stdin or stdout, and bytes that are no text never reach a terminal."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from core.errors import FileError, Invalid
from core.messages import N_, say
from tui.commands.line import ahead
from tui.commands.line.console import Console
from tui.commands.line.settings import LINE
from tui.reasons import reason


def read(name: str) -> bytes:
    """The bytes of a file, or of stdin for `-`. Raises `FileError`, and shows the help where nobody would send anything."""
    if name == "-":
        if sys.stdin.isatty() or ahead.listens():  # the lines of a conversation are no file
            context = click.get_current_context()
            raise click.exceptions.NoArgsIsHelpError(context)
        return sys.stdin.buffer.read()
    path = Path(name).expanduser()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError(say(N_("There is no file {path}."), path=name)) from None
    except IsADirectoryError:
        raise FileError(say(N_("{path} is a folder, not a file."), path=name)) from None
    except OSError as error:
        raise FileError(say(N_("{path} cannot be read: {reason}"), path=name, reason=reason(error))) from None


def target(output: str | None, suggestion: str, *, binary: bool) -> Path | None:
    """Where the bytes go: a path, or None for stdout. Raises `Invalid` for bytes on a terminal, with what to type instead."""
    if output and output != "-":
        return Path(output).expanduser()
    if binary and sys.stdout.isatty():
        said = click.get_current_context().meta.get(LINE, ())
        line = shlex.join(["laug", *_without_output(said), "-o", suggestion])
        raise Invalid(
            "output",
            say(N_("This is not text, so it is not written to the terminal.")),
            say(N_("Write it to a file: {line}"), line=line),
        )
    return None


def _without_output(said: Sequence[str]) -> list[str]:
    """The line without `-o -`, however it was written."""
    left = [word for word in said if word not in ("-o-", "--output=-")]
    for place, word in enumerate(left):
        if word in ("-o", "--output") and left[place + 1 : place + 2] == ["-"]:
            return left[:place] + left[place + 2 :]
    return left


def folder(console: Console, path: Path) -> None:
    """Make the folder that files shall go to, readable by its owner only. Raises `FileError`."""
    if console.settings.dry_run:
        return
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        told = say(N_("The folder {path} cannot be made: {reason}"), path=path, reason=reason(error))
        raise FileError(told) from None


def write(console: Console, data: bytes, path: Path | None) -> None:
    """The bytes to the file, whole or not at all, or to stdout; a dry run writes neither."""
    from exports.files import write_file

    if console.settings.dry_run:
        return
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_file(path, data)

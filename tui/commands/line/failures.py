"""How a command that failed tells it: a sentence and what to do, on stderr; with --json one object; never a traceback."""

import errno
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress

import click

from core.errors import Changed, ExitCode, FileError, Invalid, LaugError
from core.messages import N_, say
from core.rules.text import visible
from tui.commands.line.table import plain
from tui.reasons import reason
from tui.words import _, catalogue

# What writing to stdout can meet; files of ours are named, and their faults told, where they are written.
_NO_OUTPUT = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


def tell(error: BaseException, *, as_json: bool) -> int:
    """Tell the error and give the exit code. With LAUG_DEBUG set, an unknown error is raised again."""
    match error:
        case BrokenPipeError():
            _close_stdout()
            return ExitCode.DONE
        case OSError(filename=None) if error.errno in _NO_OUTPUT:
            _close_stdout()
            told = say(N_("What comes out cannot be written: {reason}."), reason=reason(error))
            _tell_laug(FileError(told, say(N_("Make room, or send it elsewhere."))), as_json)
            return ExitCode.FILE
        case LaugError():
            _tell_laug(error, as_json)
            return error.exit_code
        case click.exceptions.NoArgsIsHelpError():
            error.show()
            return ExitCode.USAGE
        case click.ClickException():
            _tell_usage(error, as_json)
            return error.exit_code
        case click.Abort() | KeyboardInterrupt() | EOFError():
            click.echo(_("Stopped; nothing more was done."), err=True)
            return ExitCode.INTERRUPTED
        case _:
            if os.environ.get("LAUG_DEBUG"):
                raise error
            _tell_unknown(error, as_json)
            return ExitCode.FAILED


def _tell_laug(error: LaugError, as_json: bool) -> None:
    what = visible(error.message.render(catalogue()), keep_lines=True)
    hint = visible(error.hint.render(catalogue()), keep_lines=True) if error.hint else ""
    if as_json:
        _tell_json(type(error).__name__, what, hint, error.exit_code, error)
        return
    lines: Iterable[str] = ()
    if isinstance(error, Changed) and error.conflicts:
        from tui.commands.line.conflicts import conflict_lines

        lines = conflict_lines(error.conflicts)
    _write(what, *map(visible, lines), hint)


def _tell_usage(error: click.ClickException, as_json: bool) -> None:
    context = error.ctx if isinstance(error, click.UsageError) else None
    what = visible(error.format_message(), keep_lines=True)
    hint = ""
    if context is not None:
        hint = _("Try '{command} {option}' for help.").format(command=context.command_path, option="--help")
    if as_json:
        _tell_json("Usage", what, hint, error.exit_code)
        return
    _write(what, hint)


def _tell_unknown(error: BaseException, as_json: bool) -> None:
    what = _("laug met something it does not know ({kind}); what you asked for was not finished.")
    what = what.format(kind=type(error).__name__)
    hint = _("Set LAUG_DEBUG=1 and run it again to see more; it may show personal data.")
    if as_json:
        _tell_json("Unknown", what, hint, ExitCode.FAILED)
        return
    _write(what, hint)


def _write(what: str, *more: str) -> None:
    click.echo(_("Error: {message}").format(message=what), err=True)
    for line in more:
        if line:
            click.echo(f"  {line}", err=True)


def _tell_json(kind: str, what: str, hint: str, code: int, error: LaugError | None = None) -> None:
    found: dict[str, object] = {"error": kind, "message": what, "hint": hint, "exit_code": int(code)}
    if isinstance(error, Invalid):
        found["field"] = error.field
    if isinstance(error, Changed):
        found["version"] = error.version
        found["conflicts"] = [
            {"field": c.field, "before": plain(c.before), "yours": plain(c.yours), "theirs": plain(c.theirs)}
            for c in error.conflicts
        ]
    click.echo(json.dumps(found, ensure_ascii=False), err=True)


def _close_stdout() -> None:
    """Whoever read our output has gone; without this the interpreter would complain of it on its way out."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""One command line from start to end: its language, its errors and its exit code."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from core.errors import Changed, ExitCode, Invalid, LaugError
from core.rules.text import visible
from tui.commands.line.console import told
from tui.commands.line.settings import LINE, Glance, glance
from tui.commands.line.table import plain
from tui.words import _, choose, speak

PROGRAM = "laug"
COMPLETE = "_LAUG_COMPLETE"


def run(arguments: Sequence[str]) -> int:
    """Run the line and give its exit code; nothing but `SystemExit` of a completion script leaves here."""
    seen = glance(arguments)
    speak(choose(seen.language, os.environ))
    _unfailing_streams()
    try:
        code = _parsed_and_done(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_stdout()
        return ExitCode.DONE
    except LaugError as error:
        _tell(error, seen)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return ExitCode.USAGE
    except click.ClickException as error:
        _tell_usage(error, seen)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt, EOFError):
        click.echo(_("Stopped; nothing more was done."), err=True)
        return ExitCode.INTERRUPTED
    except Exception as error:  # the last net: a person gets a sentence, never a traceback
        if os.environ.get("LAUG_DEBUG"):
            raise
        _tell_unknown(error, seen)
        return ExitCode.FAILED
    return code


def _parsed_and_done(arguments: Sequence[str]) -> int:
    from tui.commands.tree import laug

    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(laug, {}, PROGRAM, COMPLETE, instruction)
    try:
        with laug.make_context(PROGRAM, [_query(argument) for argument in arguments]) as context:
            context.meta[LINE] = tuple(arguments)  # for the command to type instead, where one is refused
            result = laug.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    return result if isinstance(result, int) else ExitCode.DONE


def _query(argument: str) -> str:
    """A query may start with a minus (`-skole:tradium`); a blank before it keeps it from being read as an option."""
    name, colon, _rest = argument.partition(":")
    return f" {argument}" if colon and len(name) > 2 and name[0] == "-" and name[1:].isalpha() else argument


def _tell(error: LaugError, seen: Glance) -> None:
    what, hint = told(error)
    if seen.json:
        _tell_json(type(error).__name__, what, hint, error.exit_code, error)
        return
    click.echo(_("Error: {message}").format(message=what), err=True)
    if isinstance(error, Changed):
        for conflict in error.conflicts:
            line = _("{field}: it was {before}, you wrote {yours}, a colleague wrote {theirs}").format(
                field=conflict.field, before=conflict.before, yours=conflict.yours, theirs=conflict.theirs
            )
            click.echo(f"  {visible(line)}", err=True)
    if hint:
        click.echo(f"  {hint}", err=True)


def _tell_usage(error: click.ClickException, seen: Glance) -> None:
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = ""
    if context is not None:
        hint = _("Try '{command} {option}' for help.").format(command=context.command_path, option="--help")
    message = visible(error.format_message(), keep_lines=True)
    if seen.json:
        _tell_json("Usage", message, hint, error.exit_code)
        return
    click.echo(_("Error: {message}").format(message=message), err=True)
    if hint:
        click.echo(f"  {hint}", err=True)


def _tell_unknown(error: Exception, seen: Glance) -> None:
    what = _("laug met something it does not know ({kind}); what you asked for was not finished.")
    what = what.format(kind=type(error).__name__)
    hint = _("Set LAUG_DEBUG=1 and run it again to see more; it may show personal data.")
    if seen.json:
        _tell_json("Unknown", what, hint, ExitCode.FAILED)
        return
    click.echo(_("Error: {message}").format(message=what), err=True)
    click.echo(f"  {hint}", err=True)


def _tell_json(kind: str, what: str, hint: str, code: int, error: LaugError | None = None) -> None:
    found: dict[str, object] = {"error": kind, "message": what, "hint": hint, "exit_code": int(code)}
    if isinstance(error, Invalid):
        found["field"] = error.field
    if isinstance(error, Changed):
        found["conflicts"] = [
            {"field": c.field, "before": plain(c.before), "yours": plain(c.yours), "theirs": plain(c.theirs)}
            for c in error.conflicts
        ]
    click.echo(json.dumps(found, ensure_ascii=False), err=True)


def _unfailing_streams() -> None:
    """A terminal that knows no æøå shows a question mark instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _close_stdout() -> None:
    """Whoever read our output has gone; without this the interpreter would complain of it on its way out."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

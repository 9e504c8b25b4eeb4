"""One command line from start to end. What is only needed when something goes wrong is imported then."""

import gc
import os
import sys
from collections.abc import Sequence

from tui.commands.line.settings import COMPLETE, LINE, glance
from tui.words import choose, speak

PROGRAM = "laug"


def run(arguments: Sequence[str], *, typed: Sequence[str] | None = None) -> int:
    """Run the line and give its exit code; `typed` is what of it the person said, if not all of it.

    With LAUG_DEBUG set, an unknown error is raised.
    """
    seen = glance(arguments)
    _open_streams()
    speak(choose(seen.language, os.environ))
    _unfailing_streams()
    if arguments and COMPLETE not in os.environ:
        _tell_unknown_language(seen.language)
    try:
        code = _parsed_and_done(arguments, arguments if typed is None else typed)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        from tui.commands.line.failures import tell
        from tui.skeleton import wipe

        wipe()  # what went wrong is told on the ordinary screen
        return tell(error, as_json=seen.json)
    return code


def _parsed_and_done(arguments: Sequence[str], typed: Sequence[str]) -> int:
    from click.exceptions import Exit

    from tui.commands.tree import laug

    gc.enable()

    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        from tui.commands.line.bash import use

        use()
        return shell_complete(laug, {}, PROGRAM, COMPLETE, instruction)
    try:
        with laug.make_context(PROGRAM, list(arguments)) as context:
            context.meta[LINE] = tuple(typed)  # for the command to type instead, where one is refused
            result = laug.invoke(context)
    except Exit as stop:
        return stop.exit_code
    return result if isinstance(result, int) else 0


def _open_streams() -> None:
    """Somebody may close them (`laug … >&-`). Their numbers are taken at once, so that no register is opened as stdout."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115  # they stay open as long as the program
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115


def _tell_unknown_language(said: str | None) -> None:
    from tui.words import _, known, language

    wanted = os.environ.get("LAUG_LANG", "")
    if said is None and wanted and not known(wanted):
        told = _("LAUG_LANG={value} is neither da nor en; laug uses {language}.")
        sys.stderr.write(told.format(value=ascii(wanted)[1:-1], language=language().value) + "\n")


def _unfailing_streams() -> None:
    """A terminal that knows no æøå shows a question mark instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")

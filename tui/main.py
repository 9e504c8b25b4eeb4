"""The entry point. It imports little, so that the first picture and the first help are there at once."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

TYPE_CHECKING = False  # typing itself would be imported before the first picture
if TYPE_CHECKING:
    from contextlib import ExitStack

    from core.door.session import Session
    from core.messages import Message

VERSION = "0.1.0"


def main(argv: Sequence[str] | None = None) -> int:
    """Run laug with these arguments (those of the process by default) and give the exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    gc.disable()  # until the command is imported: looking through all that is new takes a tenth of that time
    try:
        if not arguments and _picture_fits():
            from tui import skeleton

            skeleton.paint("laug", "…")
        from tui.commands.line.run import run
    except KeyboardInterrupt:  # so early that nothing is there to say so in anybody's language
        from tui.skeleton import wipe

        wipe()
        return 130
    return run(arguments)


def at_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _picture_fits() -> bool:
    """Whether the screens will open, as far as can be known before anything is imported."""
    elsewhere = "_LAUG_COMPLETE" in os.environ or os.environ.get("LAUG_PLAIN", "") not in ("", "0")
    return at_terminal() and not elsewhere and os.environ.get("TERM", "") not in ("", "dumb", "unknown")


def open_screens(path: Path, account: str, theme: str = "", mouse: bool = False, *, tour: bool = False) -> int:
    """Open the screens on a register and give the exit code; `theme` is as --theme has it.

    Raises `LaugError` where terminal or file are not fit for it.
    """
    from core.errors import Refused
    from tui import environment

    reason = environment.unfit()
    if reason is not None:
        raise Refused(reason)
    environment.prepare()
    opened, session = _opened(path, account)
    with opened:
        from tui.screens.start import run_screens, run_tour
        from tui.words import catalogue

        show = run_tour if tour else run_screens
        return show(session, catalogue=catalogue(), theme=theme, mouse=mouse)


def _opened(path: Path, account: str) -> "tuple[ExitStack, Session]":
    """The register behind the first picture, with Textual imported meanwhile."""
    from contextlib import ExitStack

    from core.door.session import open_session
    from tui import skeleton
    from tui.commands.line.console import may_be_made
    from tui.lightly import import_textual
    from tui.waiting import waits_for
    from tui.words import language

    skeleton.paint("laug", "…")
    may_be_made(path)
    import_textual()
    import tui.screens.start  # noqa: F401  # slow; behind the first picture

    opened = ExitStack()
    session = opened.enter_context(
        open_session(
            path, account=account, language=language(), origin="tui", waiting=lambda holder: _tell(waits_for(holder)),
            notice=_tell,
        )
    )  # fmt: skip
    return opened, session


def _tell(message: "Message") -> None:
    """On the first picture: why it takes its time."""
    import shutil
    import textwrap

    from core.rules.text import visible
    from tui import skeleton
    from tui.words import catalogue

    told = visible(message.render(catalogue()))
    skeleton.paint("laug", "\n".join(textwrap.wrap(told, shutil.get_terminal_size().columns - 2)))

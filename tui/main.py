"""The entry point. It imports little, so that the first picture and the first help are there at once."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

VERSION = "0.1.0"


def main(argv: Sequence[str] | None = None) -> int:
    """Run laug with these arguments (those of the process by default) and give the exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if not arguments and _picture_fits():
        from tui import skeleton

        skeleton.paint("laug", "…")
    from tui.commands.line.run import run

    return run(arguments)


def at_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _picture_fits() -> bool:
    """Whether the screens will open, as far as can be known before anything is imported."""
    completing = "_LAUG_COMPLETE" in os.environ
    return at_terminal() and not completing and os.environ.get("TERM", "") not in ("", "dumb", "unknown")


def open_screens(path: Path, account: str) -> int:
    """Open the screens on a register and give the exit code."""
    from tui import app
    from tui.words import language

    return app.run(path, account=account, language=language())

"""`laug --plain` at a terminal: the conversation with the person there."""

import contextlib
import sys
from collections.abc import Sequence

from core import overview
from tui import last_seen
from tui.commands.line.console import Console
from tui.commands.line.run import run
from tui.plain.conversation import Conversation


def converse(always: Sequence[str], console: Console) -> int:
    """Talk until the person ends it; `always` are the options of every line, such as --db. The exit code."""
    with contextlib.suppress(ImportError):
        import readline

        readline.set_auto_history(True)  # remembered while one talks, and never written to a file

    def answer(line: Sequence[str]) -> int:
        code = run([*always, *line])
        sys.stderr.flush()
        return code

    code = Conversation(answer, input, print).hold()
    with console.session() as session:
        last_seen.remember(session.path, session.account, overview.newest(session))
    return code

"""`laug --plain` at a terminal: the conversation with the person there."""

import contextlib
import sys
from collections.abc import Sequence

from core import overview
from core.errors import LaugError
from tui import last_seen
from tui.commands.line import ahead
from tui.commands.line.console import Console
from tui.commands.line.run import run
from tui.plain.conversation import Conversation
from tui.plain.places import Noun
from tui.plain.things import Thing, thing


def converse(always: Sequence[str], console: Console) -> int:
    """Talk until the person ends it; `always` are the options of every line, such as --db. The exit code."""
    with contextlib.suppress(ImportError):
        import readline

        readline.set_auto_history(True)  # remembered while one talks, and never written to a file

    def answer(line: Sequence[str]) -> int:
        code = run([*always, *line], typed=line)
        sys.stderr.flush()
        return code

    def look(noun: Noun, reference: str) -> Thing | None:
        with contextlib.suppress(LaugError), console.session() as session:
            return thing(session, noun, reference)
        return None

    ahead.listen()
    code = Conversation(answer, input, print, look).hold()
    with console.session() as session:
        last_seen.remember(session.path, session.account, overview.newest(session))
    return code

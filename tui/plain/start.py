"""`laug --plain`: the conversation with the person at the terminal, or with whoever sends its lines through a pipe."""

import contextlib
import io
import sys
from collections.abc import Sequence

from core import overview
from core.errors import LaugError
from core.rules.text import visible
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
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # bytes that are no text end no conversation

    def answer(line: Sequence[str]) -> int:
        code = run([*always, *line], typed=line)
        sys.stderr.flush()
        return code

    def look(noun: Noun, reference: str) -> Thing | None:
        with contextlib.suppress(LaugError), console.session() as session:
            return thing(session, noun, reference)
        return None

    with ahead.listening():
        code = Conversation(answer, _typed if sys.stdin.isatty() else _sent, _tell, look).hold()
    with console.session() as session:
        last_seen.remember(session.path, session.account, overview.newest(session))
    return code


def _tell(text: str) -> None:
    """What was typed is told again in many a sentence, and may have been pasted: nothing of it reaches the terminal raw."""
    print(visible(text, keep_lines=True))


def _typed(question: str) -> str:
    return input(visible(question))


def _sent(question: str) -> str:
    """The next line that was sent, told after its question as a terminal shows what is typed. Raises `EOFError`."""
    print(visible(question), end="", flush=True)
    try:
        said = sys.stdin.readline()
    except OSError:  # there is nothing to read from
        raise EOFError from None
    if not said:
        raise EOFError
    print(visible(said.rstrip("\n")))
    return said.rstrip("\n")

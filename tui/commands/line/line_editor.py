"""A text written line by line, by prompts: for ears and fingers, to whom an editor that fills the screen tells little."""

import re
from collections.abc import Callable

import click

from tui.words import N_, _

_HELP = N_(
    "What you write is added below, a line at a time; a full stop alone ends."
    " #3 and a text writes line 3 anew, #3 alone takes it away, # alone tells all lines."
)
_LINE = re.compile(r"#(\d+)(?:\s+(.*))?", re.DOTALL)


def write(text: str, ask: Callable[[], str] | None = None, tell: Callable[[str], None] = click.echo) -> str:
    """The text as the person leaves it. Raises `click.Abort` where it is given up."""
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    asked = ask or _asked
    tell(_(_HELP))
    _tell_all(lines, tell)
    while (said := asked().rstrip()) != ".":
        found = _LINE.fullmatch(said)
        number = int(found[1]) if found else 0
        if said == "#":
            _tell_all(lines, tell)
        elif not found:
            lines.append(said)
        elif not 1 <= number <= len(lines):
            tell(_(N_("There is no line {number}.")).format(number=number))
        elif found[2]:
            lines[number - 1] = found[2]
        else:
            del lines[number - 1]
    return "\n".join(lines) + "\n" if lines else ""


def _tell_all(lines: list[str], tell: Callable[[str], None]) -> None:
    for number, line in enumerate(lines, start=1):
        tell(f"{number}. {line}")


def _asked() -> str:
    said: str = click.prompt("", default="", show_default=False, prompt_suffix="", err=True)
    return said

"""An edit of what a colleague has changed meanwhile: a table of both, and a choice field by field."""

import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import click

from core.errors import Changed, FieldConflict
from core.messages import N_, say
from tui.commands.line.console import Console
from tui.commands.line.kinds import Number
from tui.commands.line.parts import fields, option
from tui.commands.line.table import Column, shown, spoken_lines, table_lines
from tui.words import _

if TYPE_CHECKING:
    from core.door.session import Session

Saved = TypeVar("Saved")
Wishes = Mapping[str, object]


class Side(StrEnum):
    """Whose value is to stand."""

    MINE = "mine"
    THEIRS = "theirs"


# In either language: mine/min, theirs/deres.
_KEYS = {"m": Side.MINE, "t": Side.THEIRS, "d": Side.THEIRS}

EDITING = fields(
    option(
        "--version", "seen", type=Number(1), metavar=N_("NUMBER"),
        help=N_("The version you saw (show --json): what a colleague changed since is not overwritten."),
    ),
    option(
        "--take", type=click.Choice([side.value for side in Side]),
        help=N_("Where a colleague changed the same fields: let yours stand (mine), or the colleague's (theirs)."),
    ),
)  # fmt: skip


def settled(
    console: Console,
    session: "Session",
    table: str,
    wishes: Wishes,
    version: int,
    take: str | None,
    write: Callable[[Wishes, int], Saved],
    *,
    named: Mapping[str, str] | None = None,
) -> Saved:
    """What `write(wishes, version)` saves; where a colleague has changed the same, on the newest version what was decided.

    `named` says which wish a column belongs to, if it has another name. Raises `Changed`, its values in words, if nobody
    decides: without `take` and without a terminal.
    """
    names = named or {}
    try:
        return write(wishes, version)
    except Changed as error:
        if not error.conflicts:
            raise
        from core.past.conflicts import in_words

        told = in_words(session, table, error)
        taken = set(_given_up(console, told, names, Side(take) if take else None))
        left = set(error.left) - set(names)  # a wish of several columns is left only as a whole
        kept = {name: value for name, value in wishes.items() if name not in taken | left}
        return settled(console, session, table, kept, error.version, take, write, named=names)


def _given_up(
    console: Console, error: Changed, names: Mapping[str, str], take: Side | None
) -> Iterable[str]:
    """The wishes that give way to the colleague's. Raises the error if nobody is there to decide."""
    asks = console.at_terminal and not console.settings.as_data
    if take is None and not asks:
        raise error
    if take is None:
        console.say(error.message)
        for line in conflict_lines(error.conflicts, aloud=console.settings.plain):
            click.echo(line, err=True)
    decided: dict[str, Side] = {}
    for conflict in error.conflicts:
        wish = names.get(conflict.field, conflict.field)
        if wish not in decided:
            decided[wish] = take or _ask(_label(conflict))
        if decided[wish] is Side.THEIRS:
            console.say(say(N_("{field} stays as the colleague wrote it: {value}"), field=_label(conflict),
                            value=shown(conflict.theirs) or "–"))  # fmt: skip
    return [wish for wish, side in decided.items() if side is Side.THEIRS]


def _ask(label: str) -> Side:
    """Whose value of a field; Enter lets the colleague's stand."""
    question = _("{field}: m for mine, t for theirs").format(field=label)
    while True:
        said = click.prompt(question, default=_("t"), err=True).strip().lower()
        side = _KEYS.get(said[:1])
        if side is not None:
            return side


def conflict_lines(conflicts: Iterable[FieldConflict], *, aloud: bool = False) -> Iterable[str]:
    """A table of the fields in conflict: before, mine and theirs; to be read aloud, a line for each field."""
    columns: list[Column[FieldConflict]] = [
        Column("field", N_("Field"), _label),
        Column("before", N_("Before"), lambda one: one.before, form=_said),
        Column("yours", N_("Mine"), lambda one: one.yours, form=_said),
        Column("theirs", N_("Theirs"), lambda one: one.theirs, form=_said),
    ]
    if aloud:
        return spoken_lines(columns, [list(conflicts)], None)
    room = shutil.get_terminal_size().columns - 2 if sys.stderr.isatty() else None
    return [f"  {line}" for line in table_lines(columns, [list(conflicts)], room)]


def _said(value: object) -> str:
    return shown(value) or "–"


def _label(conflict: FieldConflict) -> str:
    from core.past.history import FIELDS

    return _(FIELDS[conflict.field]) if conflict.field in FIELDS else conflict.field

"""`laug import plan`: plans of lists that were saved, to read, decide about and apply."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ExitCode, Invalid
from core.messages import N_, Message, say
from tui.commands.imports import code, tell_done
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day
from tui.commands.line.parts import argument, option
from tui.commands.line.plan_table import group_named, show_plan
from tui.commands.line.words import Group
from tui.words import _

if TYPE_CHECKING:
    from core.door.session import Session
    from core.imports import ListImport
    from core.lists.plan_rows import Decision

plan = Group("plan", help=N_("Plans of lists that were saved: show, decide, apply."))
FILE = argument("file", metavar=N_("FILE"), help=N_("The saved plan."))
# What people may say in either language.
CHOICES = {
    "take": "take", "tag": "take", "skip": "skip", "udelad": "skip", "is": "is", "er": "is", "new": "new", "ny": "new",
    "end": "end", "slut": "end",
}  # fmt: skip
_RANGE = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")


@plan.command("show", help=N_("Show a saved plan, and what has changed since."))
@FILE
@with_console
def show(console: Console, /, file: str) -> int:
    return shown(console, file)


@plan.command(
    "apply",
    help=N_(
        "Do what a saved plan says, as one operation that can be undone. Refused, with who and what, if its people have"
        " changed since. The list itself is not needed."
    ),
)
@FILE
@with_console
def apply(console: Console, /, file: str) -> int:
    return applied(console, file)


@plan.command(
    "decide",
    help=N_(
        "Decide about rows of a saved plan: take, skip, is PERSON, new, or end DAY for who is missing; take --without FIELD"
        " keeps what the register has there.\n\n"
        "ROWS is 12, 12-18, 12,15, the name of a group (new, changed, possible, same, missing), or #17 for person 17,"
        " who is missing."
    ),
)
@FILE
@argument("rows", metavar=N_("ROWS"), help=N_("Which rows."))
@argument("choice", metavar=N_("take|skip|is|new|end"), help=N_("What is decided."))
@argument("value", required=False, metavar=N_("PERSON|DAY"), help=N_("The person for is, the last day for end."))
@option(
    "--without", "fields", multiple=True, metavar=N_("FIELD"),
    help=N_("Not this field of the rows: phone, class_name, … May be said again."),
)  # fmt: skip
@with_console
def decide(console: Console, /, file: str, rows: str, choice: str, value: str | None, fields: tuple[str, ...]) -> int:
    from core import imports
    from core.incoming import saved

    with console.session() as session:
        planned = saved.opened(session, streams.read(file))
        chosen = _rows(planned, rows)
        decision = replace(_decision(session, choice, value), without=tuple(map(_field, fields)))
        planned = imports.decide(session, planned, decision, rows=chosen.rows, people=chosen.people)
        streams.write(console, saved.written(planned), Path(file).expanduser())
        count = len(chosen.rows) + len(chosen.people)
        console.done(Message(N_("Decided: {n} row."), {"n": count}, N_("Decided: {n} rows.")))
        if console.settings.as_data:
            show_plan(console, planned)
    return ExitCode.DONE


def shown(console: Console, file: str) -> int:
    """The saved plan, and what stands in its way."""
    from core import imports
    from core.incoming import saved

    with console.session() as session:
        planned = saved.opened(session, streams.read(file))
        show_plan(console, planned)
        console.say(say(N_("Made by {who}, {when}."), who=planned.made_by, when=planned.made_at))
        clashes = imports.clashes(session, planned)
        if clashes:
            console.say(say(N_("Changed since the plan was made; decide these rows again before it can be applied:")))
        for one in clashes:
            at = say(N_("row {row}: "), row=one.row) if one.row is not None else ""
            console.say(say("  {at}{message}", at=at, message=one.message))
        return ExitCode.CHANGED if clashes else code(planned)


def applied(console: Console, file: str) -> int:
    """The saved plan carried out."""
    from core import imports
    from core.incoming import saved

    with console.session() as session:
        planned = saved.opened(session, streams.read(file))
        if planned.guessed:
            console.confirm(say(N_("The list had no headings: its columns are a guess. Read it in like that?")))
        progress = console.progress(N_("Reading in: {done} of {total}"))
        done = imports.apply(session, planned, reviewed=True, progress=progress)
        show_plan(console, planned, only_refused=True)
        tell_done(console, done)
        return code(planned)


@dataclass(frozen=True)
class _Chosen:
    """Rows of the list, and people who are missing from it."""

    rows: tuple[int, ...]
    people: tuple[int, ...]


def _rows(planned: "ListImport", said: str) -> _Chosen:
    """The rows meant. Raises `Invalid`."""
    if (group := group_named(said)) is not None:
        people = tuple(one.person_id for one in planned.plan.missing) if group.value == "missing" else ()
        return _Chosen(tuple(row.row for row in planned.plan.rows if row.group is group), people)
    rows: dict[int, None] = {}
    people_said: dict[int, None] = {}
    for part in filter(None, said.replace(" ", "").split(",")):
        match = _RANGE.fullmatch(part.removeprefix("#"))
        if match is None:
            raise Invalid(
                "rows", say(N_("{text} names no rows."), text=part),
                say(N_("Write 12, 12-18, 12,15, the name of a group, or #17 for somebody who is missing.")),
            )  # fmt: skip
        numbers = range(int(match.group(1)), int(match.group(2) or match.group(1)) + 1)
        if part.startswith("#"):
            people_said.update(dict.fromkeys(numbers))
        else:
            known = {row.row for row in planned.plan.rows}
            # Of a range only what is a row: blank ones and titles need no decision.
            rows.update(dict.fromkeys(number for number in numbers if len(numbers) == 1 or number in known))
    return _Chosen(tuple(rows), tuple(people_said))


def _field(said: str) -> str:
    """The name of a field that was said by its name or by what people call it."""
    from tui.plans import FIELD_NAMES

    folded = said.strip().casefold()
    return next((name for name, word in FIELD_NAMES.items() if folded in (name, word.casefold(), _(word).casefold())), folded)


def _decision(session: "Session", choice: str, value: str | None) -> "Decision":
    from core import people
    from core.lists.plan_rows import Choice, Decision

    known = CHOICES.get(choice.casefold())
    if known is None:
        raise Invalid("choice", say(N_("{text} is no decision."), text=choice), say(N_("Say take, skip, is, new or end.")))
    chosen = Choice(known)
    match chosen:
        case Choice.IS:
            if not value:
                raise Invalid("value", say(N_("Say who it is: is PERSON, by number or name.")))
            return Decision(chosen, person_id=people.get(session, value).id)
        case Choice.END:
            if not value:
                raise Invalid("value", say(N_("Say the last day: end DAY, as in 31-12 or today.")))
            return Decision(chosen, until=day(session, value, "value"))
        case Choice.TAKE | Choice.SKIP | Choice.NEW:
            return Decision(chosen)

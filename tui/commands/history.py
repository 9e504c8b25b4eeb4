"""`laug undo`, `laug redo` and `laug log`: what was done, and going back."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from core.messages import N_, Message, say
from tui.changes import first_telling, telling
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day
from tui.commands.line.kinds import Number
from tui.commands.line.parts import MEETING, NETWORK, ORGANISATION, PERSON, argument, option
from tui.commands.line.table import Column, Level, phone, shown
from tui.commands.line.words import Command
from tui.words import _, catalogue

if TYPE_CHECKING:
    from core.door.session import Session
    from core.past.history import RowStory
    from core.past.record_history import Event, Record
    from core.past.reversal import Reverted
    from core.past.undo import LogEntry, Undone

_SHOWN = 10
OUTCOMES = {"reversed": N_("as before"), "kept": N_("kept"), "refused": N_("refused")}


def columns() -> "list[Column[LogEntry]]":
    """The fields of an operation."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("at", N_("When"), lambda one: one.at),
        Column("account", N_("Who"), lambda one: one.account),
        Column("what", N_("What"), lambda one: one.sentence),
        Column("rows", N_("Rows"), lambda one: one.rows),
        Column("undone_by", N_("Undone by"), lambda one: one.undone_by),
        Column("undoes", N_("Undoes"), lambda one: one.undoes, level=Level.DATA),
        Column("operation", N_("Operation"), lambda one: one.operation, level=Level.DATA),
        Column("undoable", N_("Can be undone"), lambda one: one.undoable, level=Level.DATA),
    ]


def event_columns() -> "list[Column[Event]]":
    """The fields of an operation as far as it concerns one record; `changes` has what it changed of it in words."""
    return [*map(_of_event, columns()), Column("changes", N_("Changes"), _changes_of)]


def _of_event(one: "Column[LogEntry]") -> "Column[Event]":
    # How many rows it has in all tells nothing of this record.
    level = Level.CARD if one.key == "rows" else one.level
    return Column(one.key, one.heading, lambda event: one.value(event.entry), level, one.form)


def _changes_of(event: "Event") -> tuple[str, ...]:
    """What it changed, row by row."""
    more = Message(N_("and {n} more row"), {"n": event.more}, N_("and {n} more rows"))
    return (*map(_change_of, event.rows), *((more.render(catalogue()),) if event.more else ()))


def _change_of(one: "RowStory") -> str:
    """`Phone: 94 00 00 01 → 94 00 00 02`; of other rows than the person's own, which row it is."""
    if one.table == "person" and not one.made and not one.gone:
        return _changes(one)
    return f"{_noun(one.table)} {one.name}: {_changes(one)}"


def story_columns() -> "list[Column[RowStory]]":
    """The fields of one row's change in an operation; JSON has every field's value before and after."""
    return [
        Column("table", N_("What"), lambda one: one.table, form=_noun),
        Column("row", N_("No."), lambda one: one.row_id),
        Column("name", N_("Who or what"), lambda one: one.name),
        Column("changes", N_("Changes"), _changes, form=str),
        Column("before", N_("Before"), lambda one: _values(one, "before"), level=Level.DATA),
        Column("after", N_("After"), lambda one: _values(one, "after"), level=Level.DATA),
    ]


def _noun(table: object) -> str:
    from core.past.history import TABLES

    return _(TABLES.get(str(table), str(table)))


def _changes(one: "RowStory") -> str:
    """What changed, in a line: `new`, `gone`, or each field before and after."""
    if one.erased:
        return _(N_("erased"))
    if one.made or one.gone:
        return _(N_("made")) if one.made else _(N_("taken away"))
    parts = (
        f"{one_field.label.render(catalogue())}: {_value(one_field.field, one_field.before)}"
        f" → {_value(one_field.field, one_field.after)}"
        for one_field in one.fields
    )
    return ", ".join(parts)


def _value(field: str, value: object) -> str:
    match value:
        case str() if field in ("phone", "other_phones"):
            return phone(value) or "–"
        case tuple():
            return ", ".join(_value(field, item) for item in value) or "–"
        case _:
            return shown(value) or "–"


def _values(one: "RowStory", side: str) -> dict[str, object] | None:
    if (side == "before" and one.made) or (side == "after" and one.gone):
        return None
    return {field.field: getattr(field, side) for field in one.fields}


def record_columns() -> "list[Column[Reverted]]":
    """The fields of one record in an undo."""
    return [
        Column("table", N_("What"), lambda one: one.table, form=_noun),
        Column("row", N_("No."), lambda one: one.row_id),
        Column("outcome", N_("Becomes"), lambda one: one.outcome.value, form=lambda outcome: _(OUTCOMES[str(outcome)])),
        Column("fields", N_("Fields kept"), lambda one: one.fields),
        Column("reason", N_("Reason"), lambda one: one.reason),
    ]


@click.command(
    "undo",
    cls=Command,
    help=N_(
        "Undo your last operation, or the one with this number.\n\n"
        "It shows first what goes back. Where somebody has changed the same since, nothing is undone and you are told who;"
        " --partly undoes the rest."
    ),
)
@argument("operation", type=Number(1), required=False, metavar=N_("NUMBER"), help=N_("The operation's number (laug log)."))
@option("--partly", is_flag=True, help=N_("Undo what can be, and say what was kept."))
@with_console
def undo(console: Console, /, operation: int | None, partly: bool) -> None:
    with console.session() as session:
        _go_back(console, session, operation, partly)


@click.command(
    "redo", cls=Command,
    help=N_("Do again what you undid last.\n\nIt shows first what changes; it is the same as undoing the undo."),
)  # fmt: skip
@with_console
def redo(console: Console, /) -> None:
    from core.past import undo

    with console.session() as session:
        _go_back(console, session, undo.last_undo(session).id, partly=False)


def _go_back(console: Console, session: "Session", operation: int | None, partly: bool) -> None:
    from core.past import undo
    from core.past.reversal import Outcome

    expected = undo.preview(session, operation)
    number = expected.entry.id
    if not partly and not expected.complete:
        undo.undo(replace(session, dry_run=True), number)  # says who has changed what since
    _show(console, session, expected)
    if console.at_terminal:
        asked = N_("Undo it? {who} {what} (no. {number})")
        if expected.entry.undoes is not None:
            asked = N_("Do it again, which was undone? {who} {what} (no. {number})")
        console.confirm(say(asked, **_said(expected.entry)))
    if partly:
        done = undo.undo_partly(session, number)
        console.rows(record_columns(), [[one for one in done.records if one.outcome is not Outcome.REVERSED]])
        console.done(say(
            N_("Undone: {reversed} records; kept: {kept}; refused: {refused}."),
            **{outcome.value: done.count(outcome) for outcome in Outcome},
        ))  # fmt: skip
        return
    undo.undo(session, number)
    console.result(
        columns(), undo.entry(session, number), say(N_("Undone: {who} {what} (no. {number})."), **_said(expected.entry))
    )


def _said(entry: "LogEntry") -> dict[str, object]:
    return {"who": entry.account, "what": entry.sentence, "number": entry.id}


def _going_back(expected: "Undone") -> Message:
    values = {"n": len(expected.records), "number": expected.entry.id}
    one, many = N_("To go back: {n} record of no. {number}:"), N_("To go back: {n} records of no. {number}:")
    return Message(one, values, many)


def _show(console: Console, session: "Session", expected: "Undone") -> None:
    """What will go back, the first rows of it; words, for the data is what comes of it."""
    console.say(_going_back(expected))
    rows, rest = first_telling(session, expected.entry.id, rows=expected.entry.rows, most=_SHOWN)
    for one in rows:
        console.say(say("  {noun} {name}: {changes}", noun=one.noun, name=one.name, changes=_changes(one)))
    if rest:
        values = {"n": rest, "number": expected.entry.id}
        console.say(Message(
            N_("  and {n} more row (laug log {number})"), values, N_("  and {n} more rows (laug log {number})")
        ))  # fmt: skip


@click.command("log", cls=Command, help=N_("What was done, by whom and when.\n\nWith a number, what that operation changed."))
@argument("operation", type=Number(1), required=False, metavar=N_("NUMBER"), help=N_("Show what this operation changed."))
@option("--person", type=PERSON, metavar=N_("PERSON"), help=N_("Only what concerns this person."))
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("Only what concerns this network."))
@option("--meeting", type=MEETING, metavar=N_("MEETING"), help=N_("Only what concerns this meeting."))
@option("--organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Only what concerns this organisation."))
@option("--education", metavar=N_("EDUCATION"), help=N_("Only what concerns this education."))
@option("--operation", "kind", metavar=N_("KIND"), help=N_("Only operations of this kind, as person or person.edit."))
@option("--since", metavar=N_("DATE"), help=N_("Only from this day on."))
@option("--limit", type=Number(1), default=50, metavar=N_("COUNT"), help=N_("At most so many, the newest first."))
@with_console
def log(
    console: Console, /, operation: int | None, person: str | None, network: str | None, meeting: str | None,
    organisation: str | None, education: str | None, kind: str | None, since: str | None, limit: int,
) -> None:  # fmt: skip
    from core.door.session import midnight
    from core.past import record_history, undo

    with console.session() as session:
        if operation is not None:
            found = telling(session, operation)
            console.rows(story_columns(), [found])
            if not found:
                console.say(say(N_("Nothing in it changed that people write; laug's own notes did.")))
            return
        records = _records(session, person, network, meeting, organisation, education)
        among = [set(record_history.ids(session, one)) for one in records]
        first = day(session, since, "since")
        entries = undo.entries(
            session, limit=limit, among=sorted(set.intersection(*among)) if among else None, operation=kind or "",
            since=midnight(first) if first else None,
        )  # fmt: skip
        if not records:
            console.rows(columns(), [entries])
        else:
            console.rows(event_columns(), [record_history.events(session, [entry.id for entry in entries], records[0])])


def _records(
    session: "Session", person: str | None, network: str | None, meeting: str | None, organisation: str | None,
    education: str | None,
) -> "list[Record]":
    """Those that all of it is to concern; what changed is told of the first."""
    from core import educations, meetings, networks, organisations, people
    from core.past.record_history import Record, Subject

    found = (
        (Subject.PERSON, people.get(session, person).id if person else None),
        (Subject.NETWORK, networks.get_opened(session, network).id if network else None),
        (Subject.MEETING, meetings.get(session, meeting).id if meeting else None),
        (Subject.ORGANISATION, organisations.get(session, organisation).id if organisation else None),
        (Subject.EDUCATION, educations.get(session, education).id if education else None),
    )
    return [Record(subject, number) for subject, number in found if number is not None]

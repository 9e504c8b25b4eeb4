"""`laug person duplicates`, `merge` and `not-same`: one person twice in the register."""

from typing import TYPE_CHECKING

import click

from core.duplicates.likeness import Score
from core.errors import Invalid
from core.messages import N_, Message, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType, Number
from tui.commands.line.parts import PERSON, argument, option, query_argument
from tui.commands.line.table import Column, Level, phone
from tui.commands.line.words import Command
from tui.protected import named

if TYPE_CHECKING:
    from core.duplicates.chosen import Side
    from core.duplicates.merging import Merged
    from core.duplicates.pairs import PairRow

WHO = N_("A number, a name or an e-mail address.")


def columns() -> "list[Column[PairRow]]":
    """The fields of a likely pair."""
    return [
        Column("score", N_("How likely"), lambda row: row.likeness.score),
        Column("one", N_("No."), lambda row: row.one.id),
        Column("one_name", N_("Name"), lambda row: named(row.one.name, row.one.protected)),
        Column("one_class", N_("Class"), lambda row: row.one.class_name, level=Level.CARD),
        Column("one_email", N_("E-mail"), lambda row: row.one.email, level=Level.CARD),
        Column("one_phone", N_("Phone"), lambda row: row.one.phone, form=phone, level=Level.CARD),
        Column("other", N_("No."), lambda row: row.other.id),
        Column("other_name", N_("Name"), lambda row: named(row.other.name, row.other.protected)),
        Column("other_class", N_("Class"), lambda row: row.other.class_name, level=Level.CARD),
        Column("other_email", N_("E-mail"), lambda row: row.other.email, level=Level.CARD),
        Column("other_phone", N_("Phone"), lambda row: row.other.phone, form=phone, level=Level.CARD),
        Column("reasons", N_("Speaks for it"), lambda row: row.likeness.reasons),
        Column("against", N_("Speaks against it"), lambda row: row.likeness.against),
    ]


def merged_columns() -> "list[Column[Merged]]":
    """What merging came to."""
    return [
        Column("id", N_("No."), lambda one: one.person.id),
        Column("name", N_("Name"), lambda one: named(one.person.name, one.person.protected)),
        Column("gone_id", N_("No. that is gone"), lambda one: one.gone_id),
        Column("gone", N_("Name that is gone"), lambda one: one.gone),
        Column("moved", N_("Went over"), lambda one: {c.table: c.moved for c in one.counts}),
        Column("united", N_("Said twice"), lambda one: {c.table: c.united for c in one.counts}),
        Column("notes", N_("Note"), lambda one: one.notes),
    ]


@click.command(
    "duplicates",
    cls=Command,
    help=N_(
        "Find people who may be in the register twice.\n\nEach pair has what speaks for it and against it."
        " Make them one with merge, or keep them apart with not-same."
    ),
)
@query_argument("person")
@option(
    "--score", type=KindType(Score), default=Score.LIKELY, metavar=N_("SCORE"),
    help=N_("At least this: certain, likely or possible."),
)  # fmt: skip
@option("--limit", type=Number(1), metavar=N_("COUNT"), help=N_("At most so many, the likeliest first."))
@with_console
def duplicates(console: Console, /, query: tuple[str, ...], score: Score, limit: int | None) -> int:
    from core.duplicates import pairs

    with console.session() as session:
        found = pairs.find(session, " ".join(query), least=score, limit=limit)
        console.rows(columns(), [pairs.rows(session, found)])
        return console.found(len(found), N_("{n} pair"), N_("{n} pairs"), asked=bool(query))


@click.command(
    "merge",
    cls=Command,
    help=N_(
        "Make two people one: the first is kept, and everything of the second becomes the first's.\n\n"
        "A field that the first has not is taken from the second; choose others with --take. E-mails, phones and tags of"
        " both are kept. One undo makes them two again."
    ),
)
@argument("kept", type=PERSON, metavar=N_("PERSON"), help=N_("Who is kept: a number, a name or an e-mail address."))
@argument("other", type=PERSON, metavar=N_("OTHER"), help=N_("Who becomes a part of them."))
@option(
    "--take", multiple=True, metavar=N_("FIELD=a|b"),
    help=N_("Whose value stands in a field: a is the first person's, b the second's. Can be repeated."),
)  # fmt: skip
@with_console
def merge(console: Console, /, kept: str, other: str, take: tuple[str, ...]) -> None:
    from core import people
    from core.duplicates import merging

    with console.session() as session:
        one, two = people.get(session, kept), people.get(session, other)
        choices = _choices(take)
        for line in _told(merging.preview(session, one.id, two.id, choices)):
            console.say(line)
        question = N_("Make {other} (no. {gone}) a part of {name} (no. {number})?")
        console.confirm(say(question, other=two.name, gone=two.id, name=one.name, number=one.id))
        versions = None if console.settings.dry_run else (one.version, two.version)
        done = merging.merge(session, one.id, two.id, choices, versions=versions)
        sentence = N_("{other} is now a part of {name} (no. {number}). Two again: laug undo")
        console.result(
            merged_columns(), done, say(sentence, other=done.gone, name=done.person.name, number=done.person.id)
        )


def _choices(take: tuple[str, ...]) -> "dict[str, Side]":
    """Raises `Invalid` for what is not `field=a` or `field=b`."""
    from core.duplicates.chosen import Side

    found: dict[str, Side] = {}
    for text in (piece for said in take for piece in said.split(",")):
        field, _sign, side = (part.strip() for part in text.partition("="))
        if side not in ("a", "b"):
            raise Invalid(
                "take", say(N_("“{text}” does not say whose value stands."), text=text),
                say(N_("Write it like: --take family=b")),
            )  # fmt: skip
        found[field] = Side(side)
    return found


def _told(merged: "Merged") -> list[Message]:
    """What merging would come to, in words."""
    lines = [
        say(
            N_("{noun}: {moved} go over, {united} are there already"), noun=one.noun, moved=one.moved, united=one.united
        )
        for one in merged.counts
        if one.moved or one.united
    ]
    return [*lines, *merged.notes]


@click.command(
    "not-same",
    cls=Command,
    help=N_("Note that people look alike and are not the same: they are never asked about again."),
)
@argument("people", nargs=-1, required=True, type=PERSON, metavar=N_("PERSON"), help=WHO)
@with_console
def not_same(console: Console, /, people: tuple[str, ...]) -> None:
    from itertools import combinations

    from core import people as register
    from core.duplicates import distinct

    with console.session() as session:
        found = [register.get(session, one) for one in people]
        if len(found) < 2:
            raise Invalid("people", say(N_("Name two people, or more.")))
        distinct.note(session, combinations((one.id for one in found), 2))
        console.done(say(N_("Noted: {names} are not the same."), names=", ".join(one.name for one in found)))

"""`laug organisation`: schools, companies and the other organisations."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.messages import N_, say
from core.rules.kinds import OrganisationKind
from tui.commands.line.conflicts import EDITING, settled
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import (
    ORGANISATION,
    argument,
    blocks,
    fields,
    option,
    query_argument,
    said,
    something,
    sorted_by,
)
from tui.commands.line.table import Column, Level, phone
from tui.commands.line.words import Group
from tui.protected import named

if TYPE_CHECKING:
    from core.door.session import Session
    from core.organisations import Organisation
    from core.people_at import PersonThere

organisation = Group("organisation", help=N_("Schools, companies and other organisations."))
KIND = KindType(OrganisationKind)


def columns() -> "list[Column[Organisation]]":
    """The fields of an organisation."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("name", N_("Name"), lambda one: one.name),
        Column("kind", N_("Kind"), lambda one: one.kind),
        Column("town", N_("Town"), lambda one: one.town),
        Column("people", N_("People"), lambda one: one.people),
        Column("aliases", N_("Also called"), lambda one: one.aliases, level=Level.CARD),
        Column("cvr", N_("CVR"), lambda one: one.cvr, level=Level.CARD),
        Column("street", N_("Street"), lambda one: one.street, level=Level.CARD),
        Column("postcode", N_("Postcode"), lambda one: one.postcode, level=Level.CARD),
        Column("email", N_("E-mail"), lambda one: one.email, level=Level.CARD),
        Column("phone", N_("Phone"), lambda one: one.phone, level=Level.CARD),
        Column("archived", N_("Closed"), lambda one: one.archived, level=Level.CARD),
        Column("version", N_("Version"), lambda one: one.version, level=Level.DATA),
        Column("uid", N_("Id"), lambda one: one.uid, level=Level.DATA),
    ]


@organisation.command("list", help=N_("Find organisations."))
@query_argument("organisation")
@sorted_by
@with_console
def list_(console: Console, /, query: tuple[str, ...], sort: str, reverse: bool) -> int:
    from core import organisations, views
    from core.search.fields import Subject

    with console.session() as session:
        found = views.sorted_ids(session, Subject.ORGANISATION, " ".join(query), order=sort, descending=reverse)
        console.rows(columns(), blocks(session, organisations.rows, found))
        return console.found(len(found), N_("{n} organisation"), N_("{n} organisations"), asked=bool(query))


@organisation.command("show", help=N_("Show one organisation."))
@argument("organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Its name, another name for it, or its number."))
@with_console
def show(console: Console, /, organisation: str) -> None:
    from core import organisations

    with console.session() as session:
        console.record(columns(), organisations.get(session, organisation))


def people_columns() -> "list[Column[PersonThere]]":
    """The fields of somebody who is there."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("name", N_("Name"), lambda one: named(one.name, one.protected)),
        Column("kind", N_("Kind"), lambda one: one.kind),
        Column("class_name", N_("Class"), lambda one: one.class_name),
        Column("education", N_("Education"), lambda one: one.education),
        Column("phone", N_("Phone"), lambda one: one.phone, form=phone),
        Column("email", N_("E-mail"), lambda one: one.email),
        Column("protected", N_("Protected"), lambda one: one.protected, level=Level.DATA),
    ]


@organisation.command("people", help=N_("Who is at an organisation today."))
@argument("organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Its name, another name for it, or its number."))
@query_argument("person")
@sorted_by
@with_console
def people(console: Console, /, organisation: str, query: tuple[str, ...], sort: str, reverse: bool) -> int:
    from core import organisations, people_at

    with console.session() as session:
        number = organisations.get(session, organisation).id
        found = people_at.ids(session, number, " ".join(query), order=sort, descending=reverse)

        def load(session: "Session", numbers: Sequence[int]) -> "Sequence[PersonThere]":
            return people_at.rows(session, number, numbers)

        console.rows(people_columns(), blocks(session, load, found))
        return console.found(len(found), N_("{n} person"), N_("{n} people"), asked=bool(query))


_FIELDS = (
    option("--alias", "aliases", multiple=True, metavar=N_("NAME"), help=N_("Another name for it; may be said again.")),
    option("--cvr", metavar=N_("NUMBER"), help=N_("The CVR number, 8 digits.")),
    option("--street", metavar=N_("TEXT"), help=N_("Street and number.")),
    option("--postcode", metavar=N_("NUMBER"), help=N_("Postcode.")),
    option("--town", metavar=N_("TEXT"), help=N_("Town.")),
    option("--email", metavar=N_("E-MAIL"), help=N_("E-mail of the organisation.")),
    option("--phone", metavar=N_("NUMBER"), help=N_("Phone of the organisation.")),
)


@organisation.command("add", help=N_("Add an organisation."))
@argument("name", metavar=N_("NAME"), help=N_("Its name."))
@option("--kind", type=KIND, metavar=N_("KIND"), help=N_("school, company, municipality, …"))
@fields(*_FIELDS)
@with_console
def add(console: Console, /, name: str, kind: OrganisationKind | None, **values: object) -> None:
    from core import organisations

    with console.session() as session:
        made = organisations.add(session, said(organisations.OrganisationFields, name=name, kind=kind, **values))
        console.result(columns(), made, say(N_("Added: {name} (no. {number})."), name=made.name, number=made.id))


@organisation.command("edit", help=N_("Correct an organisation."))
@argument("organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Its name, another name for it, or its number."))
@option("--name", metavar=N_("NAME"), help=N_("Its name."))
@option("--kind", type=KIND, metavar=N_("KIND"), help=N_("school, company, municipality, …"))
@fields(*_FIELDS)
@EDITING
@with_console
def edit(
    console: Console, /, organisation: str, kind: OrganisationKind | None, seen: int | None, take: str | None, **values: object
) -> None:
    from core import organisations

    something(kind, *values.values())
    with console.session() as session:
        before = organisations.get(session, organisation)
        made = settled(
            console, session, "organisation", said(dict[str, object], kind=kind, **values), seen or before.version, take,
            lambda wishes, version: organisations.edit(
                session, before.id, said(organisations.OrganisationFields, **wishes), version=version
            ),
        )  # fmt: skip
        console.result(columns(), made, say(N_("Saved: {name}."), name=made.name))


@organisation.command("end", help=N_("Close an organisation; it keeps its history."))
@argument("organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Its name, another name for it, or its number."))
@with_console
def end(console: Console, /, organisation: str) -> None:
    from core import organisations

    with console.session() as session:
        made = organisations.end(session, organisations.get(session, organisation).id)
        console.result(columns(), made, say(N_("Closed: {name}."), name=made.name))

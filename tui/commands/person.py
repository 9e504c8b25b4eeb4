"""`laug person`: the people."""

from typing import TYPE_CHECKING

from core.errors import Ambiguous, Invalid, NotFound
from core.messages import N_, say
from core.rules.kinds import AffiliationKind
from core.rules.person_names import split_name
from tui.commands import new_names
from tui.commands.line.conflicts import EDITING, settled
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day, period
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import (
    ORGANISATION,
    PERSON,
    argument,
    blocks,
    fields,
    option,
    query_argument,
    said,
    something,
    sorted_by,
)
from tui.commands.line.table import Column, Level, phone, shown
from tui.commands.line.words import LazyGroup
from tui.protected import named
from tui.words import language

if TYPE_CHECKING:
    from core.affiliations import Affiliation, AffiliationFields
    from core.door.session import Session
    from core.people import Person, PersonRow

# Verbs that live in modules of their own, loaded when used; those in this module need no line here.
VERBS: dict[str, tuple[str, str]] = {
    "erase": ("tui.commands.erasure:erase", N_("Erase a person for good, on a ground; there is no undo.")),
    "duplicates": ("tui.commands.duplicates:duplicates", N_("Find people who may be in the register twice.")),
    "merge": ("tui.commands.duplicates:merge", N_("Make two people one; one undo makes them two again.")),
    "not-same": ("tui.commands.duplicates:not_same", N_("Note that people look alike and are not the same.")),
    "bulk": ("tui.commands.bulk:bulk", N_("Change many people at once: everybody who answers a query.")),
    "leave": ("tui.commands.rollover:person_leave", N_("Somebody leaves: end what is current; nothing is deleted.")),
    "bounced": ("tui.commands.tidy:bounced", N_("Note that mail to these addresses came back.")),
}
person = LazyGroup("person", help=N_("People: find, show, add, edit."), table=VERBS)
WHO = N_("A number, a name or an e-mail address.")
KIND = KindType(AffiliationKind)


def row_columns() -> "list[Column[PersonRow]]":
    """The fields of a person in a list."""
    return [
        Column("id", N_("No."), lambda row: row.id),
        Column("name", N_("Name"), lambda row: named(row.name, row.protected)),
        Column("kind", N_("Kind"), lambda row: row.kind, level=Level.CARD),
        Column("school", N_("School"), lambda row: row.school),
        Column("education", N_("Education"), lambda row: row.education),
        Column("class_name", N_("Class"), lambda row: row.class_name),
        Column("stage", N_("Stage"), lambda row: row.stage, level=Level.CARD),
        Column("company", N_("Company"), lambda row: row.company),
        Column("phone", N_("Phone"), lambda row: row.phone, form=phone),
        Column("email", N_("E-mail"), lambda row: row.email, level=Level.CARD),
        Column("town", N_("Town"), lambda row: row.town, level=Level.CARD),
        Column("birth_year", N_("Born"), lambda row: row.birth_year, level=Level.CARD),
        Column("protected", N_("Protected"), lambda row: row.protected, level=Level.CARD),
        Column("until", N_("Until"), lambda row: row.until, level=Level.CARD),
        Column("given", N_("Given name"), lambda row: row.given, level=Level.DATA),
        Column("family", N_("Family name"), lambda row: row.family, level=Level.DATA),
        Column("uid", N_("Id"), lambda row: row.uid, level=Level.DATA),
    ]


def columns() -> "list[Column[Person]]":
    """The fields of a person's card."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("given", N_("Given name"), lambda one: one.given),
        Column("family", N_("Family name"), lambda one: one.family),
        Column("known_as", N_("Known as"), lambda one: one.known_as),
        Column("birth_year", N_("Born"), lambda one: one.birth_year),
        Column("email", N_("E-mail"), lambda one: one.email),
        Column("private_email", N_("Private e-mail"), lambda one: one.private_email),
        Column("other_emails", N_("Other e-mails"), lambda one: one.other_emails),
        Column("phone", N_("Phone"), lambda one: one.phone, form=phone),
        Column("other_phones", N_("Other phones"), lambda one: one.other_phones, form=phone),
        Column("street", N_("Street"), lambda one: one.street),
        Column("postcode", N_("Postcode"), lambda one: one.postcode),
        Column("town", N_("Town"), lambda one: one.town),
        Column("language", N_("Language"), lambda one: one.language),
        Column("protected", N_("Protected"), lambda one: one.protected),
        Column("restricted", N_("Restricted"), lambda one: one.restricted),
        Column("tags", N_("Tags"), lambda one: one.tags),
        Column("bounced", N_("Mail came back from"), lambda one: one.bounced),
        Column("affiliations", N_("Belongs to"), lambda one: one.affiliations, form=_place),
        Column("memberships", N_("Networks"), lambda one: one.memberships, form=_seat),
        Column("version", N_("Version"), lambda one: one.version, level=Level.DATA),
        Column("uid", N_("Id"), lambda one: one.uid, level=Level.DATA),
    ]


def _place(one: object) -> str:
    """An affiliation on one line: what, where, in which class, from when till when."""
    from core.affiliations import Affiliation

    assert isinstance(one, Affiliation)
    kind = one.kind.word(language(), one.apprentice_label)
    parts = [kind, one.organisation, one.education, one.class_name, one.stage, "EUX" if one.eux else ""]
    return f"{', '.join(shown(part) for part in parts if part)}{period(one.from_date, one.until_date)}"


def _seat(one: object) -> str:
    """A membership on one line."""
    from core.memberships import Membership

    assert isinstance(one, Membership)
    return f"{shown(one.network)}, {shown(one.role)}{period(one.from_date, one.until_date)}"


@person.command("list", help=N_("Find people."))
@query_argument("person")
@sorted_by
@with_console
def list_(console: Console, /, query: tuple[str, ...], sort: str, reverse: bool) -> int:
    from core import people, views
    from core.search.fields import Subject

    with console.session() as session:
        found = views.sorted_ids(session, Subject.PERSON, " ".join(query), order=sort, descending=reverse)
        console.rows(row_columns(), blocks(session, people.rows, found))
        return console.found(len(found), N_("{n} person"), N_("{n} people"), asked=bool(query))


@person.command("show", help=N_("Show everything about one person."))
@argument("person", type=PERSON, metavar=N_("PERSON"), help=WHO)
@with_console
def show(console: Console, /, person: str) -> None:
    from core import people

    with console.session() as session:
        console.record(columns(), people.get(session, person))


_FIELDS = fields(
    option("--given", metavar=N_("NAME"), help=N_("Given name.")),
    option("--family", metavar=N_("NAME"), help=N_("Family name.")),
    option("--known-as", metavar=N_("NAME"), help=N_("What the person is called.")),
    option("--birth-year", metavar=N_("YEAR"), help=N_("Year of birth.")),
    option("--email", metavar=N_("E-MAIL"), help=N_("E-mail from the school.")),
    option("--private-email", metavar=N_("E-MAIL"), help=N_("Private e-mail.")),
    option("--phone", metavar=N_("NUMBER"), help=N_("Phone.")),
    option("--street", metavar=N_("TEXT"), help=N_("Street and number.")),
    option("--postcode", metavar=N_("NUMBER"), help=N_("Postcode.")),
    option("--town", metavar=N_("TEXT"), help=N_("Town.")),
    option("--language", metavar="da|en", help=N_("The language the person reads.")),
    option("--protected/--not-protected", default=None, help=N_("Name and address are protected.")),
    option("--restricted/--not-restricted", default=None, help=N_("The person has asked that the data are not used.")),
    option("--tag", "tags", multiple=True, metavar=N_("TAG"), help=N_("Puts a tag on; may be said again.")),
)
_PLACE = fields(
    option("--kind", type=KIND, metavar=N_("KIND"), help=N_("pupil, apprentice, teacher, …")),
    option("--at", "organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("School or company.")),
    option("--education", metavar=N_("NAME"), help=N_("Education.")),
    option("--class", "class_name", metavar=N_("NAME"), help=N_("Class.")),
    option("--stage", metavar=N_("NAME"), help=N_("GF1, GF2, H1, …")),
    option("--eux/--not-eux", default=None, help=N_("Takes the EUX.")),
    option("--from", "from_date", metavar=N_("DATE"), help=N_("First day.")),
    option("--until", "until_date", metavar=N_("DATE"), help=N_("Last day.")),
)
_PLACE_NAMES = ("kind", "organisation", "education", "class_name", "stage", "eux", "from_date", "until_date")


@person.command("add", help=N_("Add a person, and where the person goes to school or works."))
@argument("name", metavar=N_("NAME"), help=N_("The whole name, as in: 'Anna Holm Kjær'"))
@_FIELDS
@_PLACE
@with_console
def add(console: Console, /, name: str, given: str | None, family: str | None, **values: object) -> None:
    from core import people

    first, last = split_name(name)
    names = {"given": first if given is None else given, "family": last if family is None else family}
    with console.session() as session:
        place = _place_fields(session, {key: values.pop(key) for key in _PLACE_NAMES})
        new = new_names.look_at(session, place)
        new_names.ask(console, new)
        made = people.add(session, said(people.PersonFields, **names, **values), [place] if place else [])
        console.result(columns(), made, say(N_("Added: {name} (no. {number})."), name=made.name, number=made.id))
        new_names.tell(console, new, new_names.kind_of(new, made))


@person.command("edit", help=N_("Correct what is known about a person."))
@argument("person", type=PERSON, metavar=N_("PERSON"), help=WHO)
@_FIELDS
@option("--untag", multiple=True, metavar=N_("TAG"), help=N_("Takes a tag off; may be said again."))
@EDITING
@with_console
def edit(
    console: Console, /, person: str, untag: tuple[str, ...], seen: int | None, take: str | None, **values: object
) -> None:
    from core import people

    something(untag, *values.values())
    with console.session() as session:
        before = people.get(session, person)
        if values["tags"] or untag:
            values["tags"] = _tags(before, values["tags"], untag)
        made = settled(
            console, session, "person", said(dict[str, object], **values), seen or before.version, take,
            lambda wishes, version: people.edit(session, before.id, said(people.PersonFields, **wishes), version=version),
        )  # fmt: skip
        console.result(columns(), made, say(N_("Saved: {name}."), name=made.name))


@person.command("end", help=N_("End where a person goes to school or works; it stays in the history."))
@argument("person", type=PERSON, metavar=N_("PERSON"), help=WHO)
@option("--at", "organisation", metavar=N_("ORGANISATION"), help=N_("Which one, if there are several."))
@option("--until", metavar=N_("DATE"), help=N_("Last day; today if not said."))
@with_console
def end(console: Console, /, person: str, organisation: str | None, until: str | None) -> None:
    from core import affiliations, people

    with console.session() as session:
        found = people.get(session, person)
        place = _current(session, found, organisation)
        last = day(session, until) or session.today
        affiliations.end(session, place.id, last)
        made = people.by_id(session, found.id)
        sentence = say(N_("Ended: {name} at {place}, last day {day}."), name=made.name, place=_named(place), day=last)
        console.result(columns(), made, sentence)


@person.command("remove", help=N_("Take away a person who was registered by mistake."))
@argument("person", type=PERSON, metavar=N_("PERSON"), help=WHO)
@with_console
def remove(console: Console, /, person: str) -> None:
    from core import people

    with console.session() as session:
        found = people.get(session, person)
        console.confirm(say(N_("Take {name} (no. {number}) away?"), name=found.name, number=found.id))
        people.remove(session, found.id)
        console.done(say(N_("Taken away: {name}. Undo it with: laug undo"), name=found.name))


@person.command("affiliate", help=N_("Register where a person goes to school or works."))
@argument("person", type=PERSON, metavar=N_("PERSON"), help=WHO)
@_PLACE
@option("--move", is_flag=True, help=N_("The person comes from another class or place: that one ends the day before."))
@option("--correct", is_flag=True, help=N_("Where the person is now was registered wrongly: it is corrected where it stands."))
@with_console
def affiliate(console: Console, /, person: str, move: bool, correct: bool, **values: object) -> None:
    from core import affiliations, people

    something(*values.values())
    with console.session() as session:
        found = people.get(session, person)
        place = _place_fields(session, values)
        new = new_names.look_at(session, place)
        new_names.ask(console, new)
        if move and correct:
            raise Invalid("move", say(N_("Either --move or --correct: has it changed, or was it wrong?")))
        if correct:
            old = _current(session, found, None, place.get("kind"))
            affiliations.edit(session, old.id, place, version=old.version)
        elif move:
            first = place.pop("from_date", None) or session.today
            old = _current(session, found, None, place.get("kind"))
            affiliations.move(session, old.id, first, place)
        else:
            affiliations.add(session, found.id, place)
        made = people.by_id(session, found.id)
        console.result(columns(), made, say(N_("Saved: {name}."), name=made.name))
        new_names.tell(console, new, new_names.kind_of(new, made))


def _place_fields(session: "Session", values: dict[str, object]) -> "AffiliationFields":
    from core.affiliations import AffiliationFields

    values["from_date"] = day(session, values["from_date"], "from")
    # A place that begins last August and ends “30/6” ends the next summer.
    values["until_date"] = day(session, values["until_date"], "until", nearest=False)
    return said(AffiliationFields, **values)


def _tags(before: "Person", new: object, gone: tuple[str, ...]) -> list[str]:
    """The person's tags with some put on and some taken off."""
    from core.rules.tags import tag, with_tags, without_tags

    assert isinstance(new, tuple)
    return list(without_tags(with_tags(before.tags, [tag("tags", one) for one in new]), gone))


def _current(
    session: "Session", found: "Person", organisation: str | None, kind: AffiliationKind | None = None
) -> "Affiliation":
    """The affiliation meant, of today or else to come: the only one, or the one at that organisation or of that kind."""
    from core import organisations

    wanted = organisations.get(session, organisation).id if organisation else None
    lasting = [
        place
        for place in found.affiliations
        if wanted in (None, place.organisation_id)
        and kind in (None, place.kind)
        and (place.until_date is None or place.until_date >= session.today)
    ]
    places = [place for place in lasting if place.active_on(session.today)] or lasting
    if len(places) == 1:
        return places[0]
    if not places:
        raise NotFound(say(N_("{name} is not at any such place."), name=found.name))
    raise Ambiguous(
        say(N_("{name} is at several places; say which with --at."), name=found.name), list(map(_named, places))
    )


def _named(place: "Affiliation") -> str:
    return place.organisation or place.education or place.class_name

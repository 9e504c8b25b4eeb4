"""`laug education`: the educations, their old names, and what an apprentice is called in each."""

from typing import TYPE_CHECKING

import click

from core.errors import NotFound
from core.messages import N_, Message, say
from core.rules.typical_educations import APPRENTICE, PUPIL
from tui.commands.line.conflicts import EDITING, settled
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import Reference
from tui.commands.line.parts import argument, fields, option, said, something
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Group
from tui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.door.session import Session
    from core.educations import Education
    from core.rules.typical_educations import TypicalEducation

education = Group("education", help=N_("Educations: their names, old names, and what an apprentice is called."))
WHICH = N_("Its name, another name for it, or its number.")


def _found(session: "Session", start: str) -> "Sequence[tuple[str, str]]":
    from core import educations

    return [(name, "") for name in educations.suggestions(session, start)]


EDUCATION = Reference(_found)


def columns() -> "list[Column[tuple[Education, int]]]":
    """The fields of an education, with how many take it today."""
    return [
        Column("id", N_("No."), lambda one: one[0].id),
        Column("name", N_("Name"), lambda one: one[0].name),
        Column("main_area", N_("Main area"), lambda one: one[0].main_area),
        Column("apprentice_label", N_("Apprentice"), lambda one: one[0].apprentice_label),
        Column("people", N_("People"), lambda one: one[1]),
        Column("aliases", N_("Also called"), lambda one: one[0].aliases),
        Column("name_en", N_("English name"), lambda one: one[0].name_en, level=Level.CARD),
        Column("archived", N_("Closed"), lambda one: one[0].archived, level=Level.CARD),
        Column("version", N_("Version"), lambda one: one[0].version, level=Level.DATA),
        Column("uid", N_("Id"), lambda one: one[0].uid, level=Level.DATA),
    ]


def _counted(session: "Session", education: "Education") -> "tuple[Education, int]":
    from core import educations

    return education, next((count for one, count in educations.with_people(session) if one.id == education.id), 0)


@education.command("list", help=N_("The educations, and how many take each today."))
@argument("words", nargs=-1, metavar=N_("WORDS"), help=N_("Words of a name, another name or a main area."))
@option("--closed", is_flag=True, help=N_("Also those that are closed."))
@with_console
def list_(console: Console, /, words: tuple[str, ...], closed: bool) -> int:
    from core import educations

    with console.session() as session:
        found = [one for one in educations.with_people(session, " ".join(words)) if closed or not one[0].archived]
        console.rows(columns(), [found])
        if not found and not words:
            console.say(say(N_("A list of typical educations to begin with: laug education defaults")))
        return console.found(len(found), N_("{n} education"), N_("{n} educations"), asked=bool(words))


@education.command("show", help=N_("Show one education."))
@argument("education", type=EDUCATION, metavar=N_("EDUCATION"), help=WHICH)
@with_console
def show(console: Console, /, education: str) -> None:
    from core import educations

    with console.session() as session:
        console.record(columns(), _counted(session, educations.get(session, education)))


_FIELDS = fields(
    option("--english", "name_en", metavar=N_("NAME"), help=N_("Its name in English.")),
    option("--area", "main_area", metavar=N_("TEXT"), help=N_("Its main area.")),
    option(
        "--apprentice", "apprentice_label", type=click.Choice([APPRENTICE, PUPIL]),
        help=N_("What an apprentice in it is called."),
    ),
    option("--alias", "aliases", multiple=True, metavar=N_("NAME"), help=N_("Another name for it; may be said again.")),
)  # fmt: skip


@education.command("add", help=N_("Add an education."))
@argument("name", metavar=N_("NAME"), help=N_("Its name."))
@_FIELDS
@with_console
def add(console: Console, /, **values: object) -> None:
    from core import educations

    with console.session() as session:
        made = educations.add(session, said(educations.EducationFields, **values))
        told = say(N_("Added: {name} (no. {number})."), name=made.name, number=made.id)
        console.result(columns(), (made, 0), told)


@education.command(
    "edit",
    help=N_("Correct an education.\n\nWith a new name the old one stays as another name, so that lists with it still work."),
)
@argument("education", type=EDUCATION, metavar=N_("EDUCATION"), help=WHICH)
@option("--name", metavar=N_("NAME"), help=N_("Its new name."))
@_FIELDS
@EDITING
@with_console
def edit(console: Console, /, education: str, seen: int | None, take: str | None, **values: object) -> None:
    from core import educations

    something(*values.values())
    with console.session() as session:
        before = educations.get(session, education)
        made = settled(
            console, session, "education", said(dict[str, object], **values), seen or before.version, take,
            lambda wishes, version: educations.edit(
                session, before.id, said(educations.EducationFields, **wishes), version=version
            ),
        )  # fmt: skip
        console.result(columns(), _counted(session, made), say(N_("Saved: {name}."), name=made.name))


@education.command("close", help=N_("Close an education: it is offered no more, and who takes it keeps it."))
@argument("education", type=EDUCATION, metavar=N_("EDUCATION"), help=WHICH)
@with_console
def close(console: Console, /, education: str) -> None:
    from core import educations

    with console.session() as session:
        made = educations.close(session, educations.get(session, education).id)
        console.result(columns(), _counted(session, made), say(N_("Closed: {name}."), name=made.name))


@education.command("reopen", help=N_("Offer a closed education again."))
@argument("education", type=EDUCATION, metavar=N_("EDUCATION"), help=WHICH)
@with_console
def reopen(console: Console, /, education: str) -> None:
    from core import educations

    with console.session() as session:
        made = educations.reopen(session, educations.get(session, education).id)
        console.result(columns(), _counted(session, made), say(N_("Opened again: {name}."), name=made.name))


@education.command(
    "merge",
    help=N_(
        "Make two educations that are the same one.\n\n"
        "Everybody moves to the first; the names of the other become other names of it. laug undo makes them two again."
    ),
)
@argument("kept", type=EDUCATION, metavar=N_("EDUCATION"), help=N_("The one that stays."))
@argument("gone", type=EDUCATION, metavar=N_("OTHER"), help=N_("The one that becomes part of it."))
@with_console
def merge(console: Console, /, kept: str, gone: str) -> None:
    from core import educations

    with console.session() as session:
        stays, goes = educations.get(session, kept), educations.get(session, gone)
        console.confirm(say(N_("Make {gone} part of {kept}?"), gone=goes.name, kept=stays.name))
        made, moved = educations.merge(session, stays.id, goes.id)
        values = {"n": moved, "gone": goes.name, "kept": made.name}
        told = Message(
            N_("{gone} is part of {kept} now; {n} place moved. Undo it with: laug undo"), values,
            N_("{gone} is part of {kept} now; {n} places moved. Undo it with: laug undo"),
        )  # fmt: skip
        console.result(columns(), _counted(session, made), told)


def typical_columns() -> "list[Column[tuple[TypicalEducation, bool]]]":
    """The fields of an education of the list to begin with."""
    return [
        Column("known", N_("In the register"), lambda one: one[1], form=lambda known: _(N_("yes")) if known else ""),
        Column("name", N_("Name"), lambda one: one[0].name),
        Column("main_area", N_("Main area"), lambda one: one[0].main_area),
        Column("apprentice_label", N_("Apprentice"), lambda one: one[0].apprentice_label),
        Column("aliases", N_("Also called"), lambda one: one[0].aliases),
        Column("name_en", N_("English name"), lambda one: one[0].name_en, level=Level.CARD),
    ]


@education.command(
    "defaults",
    help=N_(
        "A list of typical educations to begin with.\n\n"
        "It is shown, and added after a yes; what is there already stays as it is."
    ),
)
@argument("names", nargs=-1, metavar=N_("NAME"), help=N_("Only these; all of them if none is named."))
@with_console
def defaults(console: Console, /, names: tuple[str, ...]) -> int | None:
    from core import educations
    from core.rules.typical_educations import typical

    with console.session() as session:
        chosen = {found.name for name in names if (found := typical(name)) is not None}
        if unknown := [name for name in names if typical(name) is None]:
            raise NotFound(say(N_("The list has no education called {name}."), name=unknown[0]))
        offered = [one for one in educations.typical_ones(session) if not names or one[0].name in chosen]
        console.rows(typical_columns(), [offered])
        new = [one for one, known in offered if not known]
        if not new:
            console.say(say(N_("All of them are in the register already.")))
            return None
        if not (console.settings.yes or console.settings.dry_run or console.at_terminal):
            console.say(say(N_("Nothing is written yet. Add them with: laug education defaults --yes")))
            return None
        console.confirm(Message(N_("Add {n} education?"), {"n": len(new)}, N_("Add {n} educations?")))
        number = educations.add_typical(session, new)
        console.done(Message(N_("{n} education added."), {"n": number}, N_("{n} educations added.")))
        return None

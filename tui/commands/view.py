"""`laug view`: queries with a name, one's own or everybody's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from core.messages import N_, say
from core.rules.kinds import Language
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import Query, Reference
from tui.commands.line.parts import argument, blocks, option
from tui.commands.line.table import Column, Level, chosen
from tui.commands.line.words import Group
from tui.words import _, language

if TYPE_CHECKING:
    from core.door.session import Session
    from core.views import View

view = Group("view", help=N_("Saved views: queries with a name."))
SUBJECTS = {
    "person": N_("people"),
    "organisation": N_("organisations"),
    "network": N_("networks"),
    "meeting": N_("meetings"),
}


def view_columns() -> "list[Column[View]]":
    """The fields of a saved view."""
    return [
        Column("name", N_("Name"), lambda one: one.name),
        Column("subject", N_("Of"), lambda one: one.subject.value, form=lambda value: _(SUBJECTS[str(value)])),
        Column("query", N_("Query"), lambda one: one.query),
        Column("columns", N_("Columns"), lambda one: one.columns),
        Column("sort", N_("Sorted by"), lambda one: one.order),
        Column("reverse", N_("Backwards"), lambda one: one.descending, level=Level.CARD),
        Column("shared", N_("Everybody's"), lambda one: one.shared),
        Column("uid", N_("Id"), lambda one: one.uid, level=Level.DATA),
    ]


@dataclass(frozen=True)
class _Listed:
    """How a list of these is written."""

    columns: Sequence[Column[Any]]
    rows: "Callable[[Session, Sequence[int]], Sequence[Any]]"
    one: str
    many: str


def _listed(subject: str) -> _Listed:
    from core import meeting_rows, networks, organisations, people
    from tui.commands import meeting, network, organisation, person

    match subject:
        case "person":
            return _Listed(person.row_columns(), people.rows, N_("{n} person"), N_("{n} people"))
        case "organisation":
            return _Listed(organisation.columns(), organisations.rows, N_("{n} organisation"), N_("{n} organisations"))
        case "network":
            return _Listed(network.columns(), networks.rows, N_("{n} network"), N_("{n} networks"))
        case _:
            return _Listed(meeting.row_columns(), meeting_rows.rows, N_("{n} meeting"), N_("{n} meetings"))


def _names(session: "Session", start: str) -> Sequence[tuple[str, str]]:
    from core import views

    return [(one.name, one.query) for one in views.usable(session) if one.name.casefold().startswith(start.casefold())]


VIEW = Reference(_names)
WHICH = N_("Its name.")


class _SavedQuery(Query):
    """The query's fields are those of what --of says."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        return Query(str(ctx.params.get("subject") or "person")).shell_complete(ctx, param, incomplete)


@view.command("list", help=N_("Your own views and everybody's."))
@with_console
def list_(console: Console, /) -> int:
    from core import views

    with console.session() as session:
        found = views.usable(session)
        console.rows(view_columns(), [found])
        return console.found(len(found), N_("{n} view"), N_("{n} views"), asked=False)


@view.command("show", help=N_("Show what a view finds now."))
@argument("name", type=VIEW, metavar=N_("NAME"), help=WHICH)
@with_console
def show(console: Console, /, name: str) -> int:
    from core import views

    with console.session() as session:
        found = views.get(session, name)
        listed = _listed(found.subject.value)
        numbers = views.ids(session, found)
        console.rows(_of_view(console, listed, found), blocks(session, listed.rows, numbers))
        return console.found(len(numbers), listed.one, listed.many, asked=True)


def _of_view(console: Console, listed: _Listed, found: "View") -> Sequence[Column[Any]]:
    """The columns of the view, unless --fields names others; one that laug has no longer is left out."""
    known = {column.key for column in listed.columns}
    wanted = [name for name in found.columns if name in known]
    if not wanted or console.settings.fields:
        return listed.columns
    return [replace(column, level=Level.LIST) for column in chosen(listed.columns, wanted, most=Level.DATA)]


@view.command(
    "save",
    help=N_(
        "Give a query a name. A view of that name is replaced; in queries it is view:NAME, with hyphens for blanks."
    ),
)
@argument("name", metavar=N_("NAME"), help=N_("What it is called: letters, digits, blanks and hyphens."))
@argument(
    "query", nargs=-1, type=_SavedQuery("person"), metavar=N_("QUERY"),
    help=N_("Words and filters, as in: network:piger school:tradium anna"),
)  # fmt: skip
@option(
    "--of",
    "subject",
    type=click.Choice(list(SUBJECTS)),
    default="person",
    help=N_("What it is a list of; people if not said."),
)
@option("--columns", metavar=N_("NAMES"), help=N_("Only these columns, with commas between them."))
@option("--sort", metavar=N_("NAME"), default="", help=N_("What it is sorted by, such as name or town."))
@option("--reverse", is_flag=True, help=N_("From the last to the first."))
@option("--shared", is_flag=True, help=N_("Everybody may use it; not if it names a shielded network."))
@with_console
def save(
    console: Console, /, name: str, query: tuple[str, ...], subject: str, columns: str | None, sort: str, reverse: bool,
    shared: bool,
) -> None:  # fmt: skip
    from core import views
    from core.search.fields import Subject

    wanted = [part.strip() for part in (columns or "").split(",") if part.strip()]
    chosen(_listed(subject).columns, wanted, most=Level.DATA)
    with console.session() as session:
        made = views.save(
            session,
            name,
            Subject(subject),
            " ".join(query),
            columns=wanted,
            order=sort,
            descending=reverse,
            shared=shared,
        )
        said = (
            N_("Saved again: {name}. In queries: {query}") if made.again else N_("Saved: {name}. In queries: {query}")
        )
        console.result(view_columns(), made.view, say(said, name=made.view.name, query=_in_query(made.view)))


def _in_query(made: "View") -> str:
    """How a query names it."""
    field = "visning" if language() is Language.DANISH else "view"
    return f"{field}:{made.name.replace(' ', '-')}"


@view.command("remove", help=N_("Take a view away; what it finds stays."))
@argument("name", type=VIEW, metavar=N_("NAME"), help=WHICH)
@with_console
def remove(console: Console, /, name: str) -> None:
    from core import views

    with console.session() as session:
        gone = views.remove(session, views.get(session, name).id)
        console.done(say(N_("Taken away: {name}. Undo it with: laug undo"), name=gone.name))

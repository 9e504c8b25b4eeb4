"""`laug meeting template`: what meetings of a kind begin with."""

from typing import TYPE_CHECKING

from core.messages import N_, Message, say
from core.rules.kinds import Activity, MeetingType, TargetGroup
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType, Reference
from tui.commands.line.parts import argument, fields, option, said, something
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.door.session import Session
    from core.planning.templates import Template

template = Group("template", help=N_("Templates: what a meeting of a kind begins with."))
WHICH = N_("Its name or its kind; the beginning is enough.")


def _found(session: "Session", start: str) -> "Sequence[tuple[str, str]]":
    from core.planning import templates

    return [(one.name, "") for one in templates.find(session) if one.name.casefold().startswith(start.casefold())]


TEMPLATE = Reference(_found)


def columns() -> "list[Column[Template]]":
    """The fields of a template."""
    return [
        Column("name", N_("Name"), lambda one: one.name),
        Column("type", N_("Kind"), lambda one: one.type, level=Level.CARD),
        Column("length", N_("Length in minutes"), lambda one: one.length),
        Column("start_time", N_("Begins"), lambda one: one.start.strftime("%H:%M") if one.start else "", form=_clock),
        Column("target_groups", N_("For"), lambda one: one.target_groups),
        Column("activity", N_("Activity"), lambda one: one.activity),
        Column("sign_up_days", N_("Sign up"), lambda one: one.sign_up_days, form=days_before),
        Column("capacity", N_("Capacity"), lambda one: one.capacity),
        Column("roles", N_("Wanted"), lambda one: one.roles, level=Level.CARD),
        Column("agenda", N_("Agenda"), lambda one: one.agenda, level=Level.CARD),
        Column("catering", N_("Catering"), lambda one: one.catering, level=Level.CARD),
        Column("transport", N_("Transport"), lambda one: one.transport, level=Level.CARD),
        Column("origin", N_("Origin"), _origin, form=_origin_in_words),
        Column("id", N_("No."), lambda one: one.id, level=Level.DATA),
        Column("version", N_("Version"), lambda one: one.version, level=Level.DATA),
    ]


def _clock(value: object) -> str:
    from datetime import time

    from core.rules.spoken import spoken_time
    from tui.words import language

    return spoken_time(time.fromisoformat(value), language()) if isinstance(value, str) and value else ""


def days_before(value: object) -> str:
    from tui.commands.line.table import shown

    if value is None:
        return ""
    return shown(Message(N_("{n} day before"), {"n": value}, N_("{n} days before")))


def _origin(one: "Template") -> str:
    """`shipped`, `edited` or `own`."""
    if not one.shipped:
        return "own"
    return "edited" if one.edited else "shipped"


def _origin_in_words(value: object) -> str:
    from tui.commands.line.table import shown

    return shown({
        "shipped": say(N_("comes with laug")), "edited": say(N_("edited")), "own": say(N_("own")),
    }[str(value)])  # fmt: skip


@template.command("list", help=N_("The templates."))
@option("--removed", is_flag=True, help=N_("Also those that were removed; laug meeting template reset brings them back."))
@with_console
def list_(console: Console, /, removed: bool) -> int:
    from core.planning import templates

    with console.session() as session:
        found = templates.find(session, removed=removed)
        console.rows(columns(), [found])
        return console.found(len(found), N_("{n} template"), N_("{n} templates"), asked=False)


@template.command("show", help=N_("Show one template."))
@argument("template", type=TEMPLATE, metavar=N_("TEMPLATE"), help=WHICH)
@with_console
def show(console: Console, /, template: str) -> None:
    from core.planning import templates

    with console.session() as session:
        console.record(columns(), templates.get(session, template))


_FIELDS = fields(
    option("--type", type=KindType(MeetingType), metavar=N_("KIND"), help=N_("network, company_visit, social, theme, …")),
    option("--minutes", "length", metavar=N_("NUMBER"), help=N_("How long it lasts.")),
    option("--begins", "start_time", metavar=N_("TIME"), help=N_("When it begins where only a day is said.")),
    option("--agenda", metavar=N_("TEXT"), help=N_("The agenda, a line a point.")),
    option(
        "--wanted", "roles", multiple=True, metavar=N_("ROLE"),
        help=N_("Who is wanted: host, chair, minutes, door list …; may be said again."),
    ),
    option(
        "--for", "target_groups", multiple=True, type=KindType(TargetGroup), metavar=N_("GROUP"),
        help=N_("Whom it is for: management, companies, teachers, pupils; may be said again."),
    ),
    option("--activity", type=KindType(Activity), metavar=N_("KIND"), help=N_("skills, exchange, community, direction")),
    option("--catering", metavar=N_("TEXT"), help=N_("What there is to eat.")),
    option("--transport", metavar=N_("TEXT"), help=N_("How people get there and home.")),
    option("--sign-up-days", metavar=N_("NUMBER"), help=N_("So many days before is the last day to sign up; \"\" for none.")),
    option("--capacity", metavar=N_("NUMBER"), help=N_("How many can take part; \"\" for no limit.")),
)  # fmt: skip


@template.command("add", help=N_("Add a template of your own."))
@argument("name", metavar=N_("NAME"), help=N_("Its name."))
@_FIELDS
@with_console
def add(console: Console, /, **values: object) -> None:
    from core.planning import templates

    with console.session() as session:
        made = templates.add(session, said(templates.TemplateFields, **values))
        console.result(columns(), made, say(N_("Added: {name}."), name=made.name))


@template.command("edit", help=N_("Change a template; one that comes with laug can be set back with reset."))
@argument("template", type=TEMPLATE, metavar=N_("TEMPLATE"), help=WHICH)
@option("--name", metavar=N_("NAME"), help=N_("Its new name."))
@_FIELDS
@with_console
def edit(console: Console, /, template: str, **values: object) -> None:
    from core.planning import templates

    something(*values.values())
    with console.session() as session:
        before = templates.get(session, template)
        made = templates.edit(session, before, said(templates.TemplateFields, **values))
        console.result(columns(), made, say(N_("Saved: {name}."), name=made.name))


@template.command("remove", help=N_("Offer a template no more."))
@argument("template", type=TEMPLATE, metavar=N_("TEMPLATE"), help=WHICH)
@with_console
def remove(console: Console, /, template: str) -> None:
    from core.planning import templates

    with console.session() as session:
        before = templates.get(session, template)
        templates.remove(session, before)
        console.done(say(N_("Removed: {name}. Undo it with: laug undo"), name=before.name))


@template.command("reset", help=N_("Set a template that comes with laug back to what it was."))
@argument("template", type=TEMPLATE, metavar=N_("TEMPLATE"), help=WHICH)
@with_console
def reset(console: Console, /, template: str) -> None:
    from core.planning import templates

    with console.session() as session:
        made = templates.reset(session, templates.get(session, template, removed=True))
        console.result(columns(), made, say(N_("{name} is as it came with laug."), name=made.name))

"""`laug network`: the networks and who is in them."""

from typing import TYPE_CHECKING

from core.errors import Invalid, NotFound
from core.messages import N_, Message, say
from core.rules.kinds import EndReason, MembershipRole, NetworkKind, NetworkLevel, NetworkStatus
from tui.commands.line.conflicts import EDITING, settled
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import (
    NETWORK,
    PERSON,
    argument,
    blocks,
    fields,
    numbers,
    option,
    query_argument,
    query_option,
    said,
    something,
    sorted_by,
)
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Group
from tui.protected import named

if TYPE_CHECKING:
    from core.memberships import Joined, Membership
    from core.networks import Network

network = Group("network", help=N_("Networks and who is in them."))
WHICH = N_("Its short name, name or number.")
WHO = N_("Numbers, names or e-mail addresses; each in quotes if it has blanks.")


def columns() -> "list[Column[Network]]":
    """The fields of a network."""
    return [
        Column("id", N_("No."), lambda one: one.id, level=Level.CARD),
        Column("slug", N_("Short name"), lambda one: one.slug),
        Column("name", N_("Name"), lambda one: one.name),
        Column("kind", N_("Kind"), lambda one: one.kind),
        Column("level", N_("Level"), lambda one: one.level),
        Column("status", N_("Status"), lambda one: one.status),
        Column("members", N_("Members"), lambda one: one.members if one.opened else None),
        Column("next_meeting", N_("Next meeting"), lambda one: one.next_meeting),
        Column("opened", N_("Opened"), lambda one: one.opened, level=Level.CARD),
        Column("neutral_title", N_("Neutral title"), lambda one: one.neutral_title, level=Level.CARD),
        Column("purpose", N_("Purpose"), lambda one: one.purpose, level=Level.CARD),
        Column("legal_basis", N_("Legal basis"), lambda one: one.legal_basis, level=Level.CARD),
        Column("organiser_name", N_("Sender's name"), lambda one: one.organiser_name, level=Level.CARD),
        Column("organiser_email", N_("Sender's e-mail"), lambda one: one.organiser_email, level=Level.CARD),
        Column("focus_area", N_("Focus area"), lambda one: one.focus_area, level=Level.CARD),
        Column("project_tag", N_("Project"), lambda one: one.project_tag, level=Level.CARD),
        Column("version", N_("Version"), lambda one: one.version, level=Level.DATA),
        Column("uid", N_("Id"), lambda one: one.uid, level=Level.DATA),
    ]


def member_columns() -> "list[Column[Membership]]":
    """The fields of a membership."""
    return [
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("person", N_("Name"), lambda one: named(one.person, one.protected)),
        Column("role", N_("Role"), lambda one: one.role),
        Column("seat", N_("For"), lambda one: one.seat),
        Column("from_date", N_("From"), lambda one: one.from_date),
        Column("until_date", N_("Until"), lambda one: one.until_date),
        Column("end_reason", N_("Reason"), lambda one: one.end_reason, level=Level.CARD),
        Column("calendar_invitation", N_("Calendar file"), lambda one: one.calendar_invitation, level=Level.DATA),
        Column("id", N_("Membership no."), lambda one: one.id, level=Level.DATA),
        Column("protected", N_("Protected"), lambda one: one.protected, level=Level.DATA),
    ]


@network.command("list", help=N_("Find networks."))
@query_argument("network")
@sorted_by
@with_console
def list_(console: Console, /, query: tuple[str, ...], sort: str, reverse: bool) -> int:
    from core import networks, views
    from core.search.fields import Subject

    with console.session() as session:
        found = views.sorted_ids(session, Subject.NETWORK, " ".join(query), order=sort, descending=reverse)
        console.rows(columns(), blocks(session, networks.rows, found))
        return console.found(len(found), N_("{n} network"), N_("{n} networks"), asked=bool(query))


@network.command("show", help=N_("Show one network."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=WHICH)
@with_console
def show(console: Console, /, network: str) -> None:
    from core import networks

    with console.session() as session:
        console.record(columns(), networks.get(session, network))


_FIELDS = fields(
    option("--kind", type=KindType(NetworkKind), metavar=N_("KIND"), help=N_("apprentice, girls, diversity, alumni, …")),
    option("--level", type=KindType(NetworkLevel), metavar=N_("LEVEL"), help=N_("open, internal or shielded")),
    option("--slug", metavar=N_("NAME"), help=N_("Short name, as in: piger-randers")),
    option("--neutral-title", metavar=N_("TEXT"), help=N_("What calendars and files call a shielded network.")),
    option("--purpose", metavar=N_("TEXT"), help=N_("What the network is for.")),
    option("--legal-basis", metavar=N_("TEXT"), help=N_("Why the names may be kept.")),
    option("--organiser-name", metavar=N_("NAME"), help=N_("Who the invitations come from.")),
    option("--organiser-email", metavar=N_("E-MAIL"), help=N_("Where the answers to invitations go.")),
    option("--focus-area", metavar=N_("TEXT"), help=N_("Focus area.")),
    option("--project", "project_tag", metavar=N_("TEXT"), help=N_("Project or grant.")),
)


@network.command("add", help=N_("Start a network. A diversity network is always shielded."))
@argument("name", metavar=N_("NAME"), help=N_("Its name."))
@_FIELDS
@with_console
def add(console: Console, /, **values: object) -> None:
    from core import networks

    with console.session() as session:
        made = networks.add(session, said(networks.NetworkFields, **values))
        console.result(columns(), made, say(N_("Added: {name} ({slug})."), name=made.name, slug=made.slug))


@network.command("edit", help=N_("Correct a network."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=WHICH)
@option("--name", metavar=N_("NAME"), help=N_("Its name."))
@option("--status", type=KindType(NetworkStatus), metavar=N_("STATUS"), help=N_("active, paused or closed"))
@_FIELDS
@EDITING
@with_console
def edit(console: Console, /, network: str, seen: int | None, take: str | None, **values: object) -> None:
    from core import networks

    something(*values.values())
    with console.session() as session:
        before = networks.get(session, network)
        made = settled(
            console, session, "network", said(dict[str, object], **values), seen or before.version, take,
            lambda wishes, version: networks.edit(session, before.id, said(networks.NetworkFields, **wishes), version=version),
        )  # fmt: skip
        console.result(columns(), made, say(N_("Saved: {name}."), name=made.name))


@network.command("close", help=N_("Close a network; it keeps its history, and nobody joins it any more."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=WHICH)
@with_console
def close(console: Console, /, network: str) -> None:
    from core import networks

    with console.session() as session:
        found = networks.get(session, network)
        console.confirm(say(N_("Close {name}?"), name=found.name))
        made = networks.close(session, found.id)
        console.result(columns(), made, say(N_("Closed: {name}."), name=made.name))


@network.command("open", help=N_("Open a shielded network for yourself; the reason is logged."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=WHICH)
@option("--reason", required=True, metavar=N_("TEXT"), help=N_("Why your work needs it."))
@with_console
def open_(console: Console, /, network: str, reason: str) -> None:
    from core import networks

    with console.session() as session:
        found = networks.get(session, network)
        if found.opened:
            needless = N_("{name} is open to you already; nothing is logged.")
            if not found.shielded:
                needless = N_("{name} is not shielded: it needs no opening, and nothing is logged.")
            console.result(columns(), found, say(needless, name=found.name))
            return
        made = networks.open_shielded(session, found.id, reason)
        console.result(columns(), made, say(N_("Opened for you: {name}. The reason is in the log."), name=made.name))


@network.command("members", help=N_("Who is in a network."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=WHICH)
@query_argument("person")
@option("--on", "on_day", metavar=N_("DATE"), help=N_("On that day instead of today."))
@option("--all", "everyone", is_flag=True, help=N_("Also those who have left."))
@sorted_by
@with_console
def members(
    console: Console, /, network: str, query: tuple[str, ...], on_day: str | None, everyone: bool, sort: str, reverse: bool
) -> int:
    from core import memberships, networks, people_lists

    if everyone and (query or on_day):
        raise Invalid("all", say(N_("--all shows everybody there ever was; leave the query and --on out.")))
    with console.session() as session:
        found = networks.get_opened(session, network)
        if everyone:
            found_rows = memberships.history(session, found.id)
        else:
            found_rows = memberships.members(session, found.id, " ".join(query), on=day(session, on_day, "on"))
        rows = people_lists.memberships_sorted(session, found_rows, sort, descending=reverse) if sort or reverse else found_rows
        console.rows(member_columns(), [rows])
        return console.found(len(rows), N_("{n} member"), N_("{n} members"), asked=bool(query))


_PEOPLE = fields(
    argument("people", nargs=-1, type=PERSON, metavar=N_("PERSON"), help=WHO),
    query_option("person"),
)


@network.command("join", help=N_("Put people into a network."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=WHICH)
@_PEOPLE
@option("--role", type=KindType(MembershipRole), metavar=N_("ROLE"), help=N_("member, coordinator, host, …"))
@option("--from", "from_date", metavar=N_("DATE"), help=N_("First day; today if not said."))
@option("--calendar/--no-calendar", default=None, help=N_("The member wants invitations as calendar files."))
@with_console
def join(
    console: Console,
    /,
    network: str,
    people: tuple[str, ...],
    query: str | None,
    role: MembershipRole | None,
    from_date: str | None,
    calendar: bool | None,
) -> None:
    from core import memberships, networks

    with console.session() as session:
        found = networks.get_opened(session, network)
        joined = memberships.join(
            session,
            found.id,
            numbers(session, people, query),
            role=role or MembershipRole.MEMBER,
            from_date=day(session, from_date, "from"),
            calendar_invitation=calendar,
        )
        sentence = Message(N_("{n} joined {name}."), {"n": joined.new, "name": found.name}, N_("{n} joined {name}."))
        if joined.already:
            console.say(Message(N_("{n} was a member already."), {"n": joined.already}, N_("{n} were members already.")))
        counts: list[Column[Joined]] = [
            Column("new", N_("New"), lambda one: one.new),
            Column("already", N_("Already members"), lambda one: one.already),
        ]
        console.result(counts, joined, sentence)


@network.command("leave", help=N_("End memberships; the history stays."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=WHICH)
@_PEOPLE
@option("--until", metavar=N_("DATE"), help=N_("Last day; today if not said."))
@option("--reason", type=KindType(EndReason), metavar=N_("REASON"), help=N_("finished, changed_school, wish or unknown"))
@with_console
def leave(
    console: Console,
    /,
    network: str,
    people: tuple[str, ...],
    query: str | None,
    until: str | None,
    reason: EndReason | None,
) -> None:
    from core import memberships, networks

    with console.session() as session:
        found = networks.get_opened(session, network)
        ended = memberships.leave(
            session,
            found.id,
            numbers(session, people, query),
            until=day(session, until, "until"),
            reason=reason or EndReason.UNKNOWN,
        )
        if not ended:
            raise NotFound(say(N_("None of them is a member of {name}; nothing was done."), name=found.name))
        values = {"n": ended, "name": found.name}
        sentence = Message(N_("{n} membership of {name} ended."), values, N_("{n} memberships of {name} ended."))
        counts: list[Column[int]] = [Column("ended", N_("Ended"), lambda number: number)]
        console.result(counts, ended, sentence)

"""`laug meeting`: the meetings and who is invited to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import Invalid, NotFound
from core.messages import N_, Message, say
from core.rules.kinds import MeetingRole
from tui.commands.line.conflicts import EDITING, Wishes, settled
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType, Number
from tui.commands.line.parts import (
    MEETING,
    NETWORK,
    ORGANISATION,
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
from tui.commands.line.table import Column, Level, shown
from tui.commands.line.words import LazyGroup
from tui.commands.meeting_fields import FIELDS, WHEN, advise, networks_option, typed
from tui.protected import named
from tui.words import _, language

if TYPE_CHECKING:
    from core.door.session import Session
    from core.invitations import Participation
    from core.meeting_rows import MeetingRow
    from core.meetings import Meeting

VERBS: dict[str, tuple[str, str]] = {
    "plan": ("tui.commands.planning:plan", N_("Plan a meeting.")),
    "weeks": ("tui.commands.planning:weeks", N_("Find the week: how many of the members are at school in each.")),
    "calendar": ("tui.commands.calendar:calendar", N_("The meetings by week and day, with holidays, breaks and clashes.")),
    "template": ("tui.commands.meeting_template:template", N_("Templates: what a meeting of a kind begins with.")),
    "due": ("tui.commands.replies:due", N_("Whose calendars are due what.")),
    "replies": ("tui.commands.replies:replies", N_("Answers of calendars that somebody must look at.")),
    "settle": ("tui.commands.replies:settle", N_("Decide about an answer of a calendar.")),
    "invited": ("tui.commands.invited:invited", N_("Who is invited to a meeting.")),
    "answer": ("tui.commands.answering:answer", N_("Note what somebody answered.")),
    "waiting": ("tui.commands.answering:waiting", N_("Who waits for a place, and who has moved up.")),
    "attend": ("tui.commands.attending:attend", N_("The roll-call: who came.")),
    "guest": ("tui.commands.attending:guest", N_("Named guests who are not in the register.")),
    "headcount": ("tui.commands.attending:headcount", N_("People who are counted and never named.")),
    "minutes": ("tui.commands.minutes:minutes", N_("Write the minutes, or show them.")),
    "decide": ("tui.commands.minutes:decide", N_("Note what was decided.")),
    "action": ("tui.commands.minutes:action", N_("Action points: what somebody is to do.")),
    "totals": ("tui.commands.afterwards:totals", N_("Catering and access needs as totals; they disappear.")),
    "evaluate": ("tui.commands.afterwards:evaluate", N_("Three questions, as totals.")),
    "transport": ("tui.commands.afterwards:transport", N_("The last bus, who could ride together, vouchers.")),
    "follow-up": ("tui.commands.follow_up:follow_up", N_("Who was away twice: for a friendly word.")),
    "qr": ("tui.commands.signin:qr", N_("A code for phones: the meeting into the calendar.")),
    "forget-guests": ("tui.commands.attending:forget_guests", N_("Forget guests of meetings long past.")),
}
meeting = LazyGroup("meeting", help=N_("Meetings and who is invited."), table=VERBS)
WHICH = N_("Its number or title.")
WHO = N_("Numbers, names or e-mail addresses; each in quotes if it has blanks.")


@dataclass(frozen=True)
class Card:
    """A meeting and its people, as `show` tells them."""

    meeting: "Meeting"
    participants: "tuple[Participation, ...]"


@dataclass(frozen=True)
class Counts:
    """What inviting did."""

    new: int
    already: int


def row_columns() -> "list[Column[MeetingRow]]":
    """The fields of a meeting in a list."""
    return [
        Column("id", N_("No."), lambda row: row.id),
        Column("start", N_("Start"), lambda row: row.start),
        Column("title", N_("Title"), lambda row: row.title),
        Column("networks", N_("Networks"), lambda row: row.networks),
        Column("place", N_("Place"), lambda row: row.place),
        Column("invited", N_("Invited"), lambda row: row.invited),
        Column("accepted", N_("Coming"), lambda row: row.accepted),
        Column("declined", N_("Declined"), lambda row: row.declined, level=Level.CARD),
        Column("status", N_("Status"), lambda row: row.status),
        Column("type", N_("Kind"), lambda row: row.type, level=Level.CARD),
        Column("end", N_("End"), lambda row: row.end, level=Level.CARD),
        Column("all_day", N_("All day"), lambda row: row.all_day, level=Level.CARD),
        Column("series", N_("Series"), lambda row: row.series_id, level=Level.DATA),
        Column("uid", N_("Id"), lambda row: row.uid, level=Level.DATA),
    ]


def columns() -> list[Column[Card]]:
    """The fields of a meeting's card."""
    return [
        Column("id", N_("No."), lambda card: card.meeting.id),
        Column("title", N_("Title"), lambda card: card.meeting.title),
        Column("type", N_("Kind"), lambda card: card.meeting.type),
        Column("status", N_("Status"), lambda card: card.meeting.status),
        Column("start", N_("Start"), lambda card: card.meeting.start),
        Column("end", N_("End"), lambda card: card.meeting.end),
        Column("all_day", N_("All day"), lambda card: card.meeting.all_day),
        Column("time_zone", N_("Time zone"), lambda card: card.meeting.time_zone, level=Level.DATA),
        Column("place", N_("Place"), lambda card: card.meeting.place),
        Column("address", N_("Address"), lambda card: card.meeting.address),
        Column("online_link", N_("Link"), lambda card: card.meeting.online_link),
        Column("host", N_("Host"), lambda card: card.meeting.host),
        Column("description", N_("Description"), lambda card: card.meeting.description),
        Column("networks", N_("Networks"), lambda card: tuple(one.slug for one in card.meeting.networks)),
        Column("agenda", N_("Agenda"), lambda card: card.meeting.agenda),
        Column("capacity", N_("Capacity"), lambda card: card.meeting.capacity),
        Column("sign_up_by", N_("Sign up by"), lambda card: card.meeting.sign_up_by),
        Column("roles", N_("Wanted"), lambda card: card.meeting.roles),
        Column("target_groups", N_("For"), lambda card: card.meeting.target_groups),
        Column("activity", N_("Activity"), lambda card: card.meeting.activity),
        Column("catering", N_("Catering"), lambda card: card.meeting.catering),
        Column("transport", N_("Transport"), lambda card: card.meeting.transport),
        Column("last_bus", N_("Last bus"), lambda card: card.meeting.last_bus),
        Column("organiser_name", N_("Sender's name"), lambda card: card.meeting.organiser[0]),
        Column("organiser_email", N_("Sender's e-mail"), lambda card: card.meeting.organiser[1]),
        Column("participants", N_("Invited"), lambda card: tuple(map(_taking_part, card.participants)), form=_told),
        Column("series", N_("Series"), lambda card: card.meeting.series_id),
        Column("sequence", N_("Calendar version"), lambda card: card.meeting.sequence, level=Level.DATA),
        Column("calendar_uid", N_("Calendar id"), lambda card: card.meeting.calendar_uid, level=Level.DATA),
        Column("version", N_("Version"), lambda card: card.meeting.version, level=Level.DATA),
        Column("uid", N_("Id"), lambda card: card.meeting.uid, level=Level.DATA),
    ]


def _taking_part(one: "Participation") -> dict[str, object]:
    return {
        "person_id": one.person_id,
        "person": named(one.person, one.protected),
        "role": one.role,
        "answer": one.answer,
        "invitation_sent": one.sent_sequence is not None,
        "queue_place": one.queue_place,
        "late": one.late,
        "attendance": one.attendance,
        "uninvited": one.uninvited,
    }


def _told(part: object) -> str:
    assert isinstance(part, dict)
    role = "" if part["role"] is MeetingRole.PARTICIPANT else f" ({shown(part['role'])})"
    answer = "" if part["uninvited"] else shown(part["answer"])
    parts = (answer, _("late") if part["late"] else "", shown(part["attendance"]))
    return f"{shown(part['person'])}{role}: {', '.join(filter(None, parts))}"


@meeting.command("list", help=N_("The coming meetings, or those that answer a query."))
@query_argument("meeting")
@option("--all", "everything", is_flag=True, help=N_("Also those that are over."))
@sorted_by
@with_console
def list_(console: Console, /, query: tuple[str, ...], everything: bool, sort: str, reverse: bool) -> int:
    from core import meeting_rows

    with console.session() as session:
        found = _listed(session, " ".join(query), everything, sort, reverse)
        console.rows(row_columns(), blocks(session, meeting_rows.rows, found))
        return console.found(len(found), N_("{n} meeting"), N_("{n} meetings"), asked=bool(query))


def _listed(session: "Session", query: str, everything: bool, order: str, descending: bool) -> Sequence[int]:
    from core import meeting_rows, views
    from core.search.fields import Subject

    if not (query or everything or order or descending):
        return meeting_rows.coming_ids(session)
    found = views.sorted_ids(session, Subject.MEETING, query, order=order, descending=descending)
    if query or everything:
        return found
    coming = set(meeting_rows.coming_ids(session))
    return [number for number in found if number in coming]


@meeting.command("show", help=N_("Show one meeting and who is invited."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@with_console
def show(console: Console, /, meeting: str) -> None:
    from core import invitations, meetings

    with console.session() as session:
        found = meetings.get(session, meeting)
        console.record(columns(), Card(found, tuple(invitations.participants(session, found.id))))


# A meeting's time is one wish, whichever of its columns two people changed.
_TIME = ("start_local", "end_local", "start_utc", "end_utc", "time_zone", "all_day")
_WISHES = {"host_id": "host", **dict.fromkeys(_TIME, "when")}


@meeting.command("edit", help=N_("Change a meeting. A new time or place asks everybody anew."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--title", metavar=N_("TITLE"), help=N_("Its title."))
@option("--when", metavar=N_("WHEN"), help=WHEN)
@FIELDS
@networks_option(N_("The meeting's networks instead of those it has; may be said again."))
@EDITING
@with_console
def edit(
    console: Console, /, meeting: str, when: str | None, networks: tuple[str, ...], seen: int | None, take: str | None,
    **values: object,
) -> None:  # fmt: skip
    from core import invitations, meetings
    from core.networks import get_opened
    from core.rules.day_words import read_span

    something(when, networks, *values.values())
    with console.session() as session:
        before = meetings.get(session, meeting)
        span = read_span(when, session.today) if when else None
        belongs = [get_opened(session, name).id for name in networks] if networks else None

        def write(wishes: Wishes, version: int) -> "Meeting":
            own = {name: value for name, value in wishes.items() if name != "when"}
            time = span if "when" in wishes else None
            return meetings.edit(
                session, before.id, said(meetings.MeetingFields, **own), version=version, span=time, network_numbers=belongs
            )

        wishes = said(dict[str, object], when=span, **typed(session, values))
        made = settled(console, session, "meeting", wishes, seen or before.version, take, write, named=_WISHES)
        card = Card(made, tuple(invitations.participants(session, made.id)))
        console.result(columns(), card, say(N_("Saved: {name}."), name=made.title))
        if span is not None:
            advise(console, session, made)


@meeting.command("move", help=N_("Move a meeting to another time; everybody is asked anew."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument("when", nargs=-1, required=True, metavar=N_("WHEN"), help=WHEN)
@EDITING
@with_console
def move(console: Console, /, meeting: str, when: tuple[str, ...], seen: int | None, take: str | None) -> None:
    from core import invitations, meetings
    from core.rules.day_words import read_span
    from core.rules.spoken import spoken_span

    with console.session() as session:
        before = meetings.get(session, meeting)
        span = read_span(" ".join(when), session.today)
        made = settled(
            console, session, "meeting", {"when": span}, seen or before.version, take,
            lambda wishes, version: meetings.edit(
                session, before.id, {}, version=version, span=span if wishes else None
            ),
            named=_WISHES,
        )  # fmt: skip
        invited = tuple(invitations.participants(session, made.id))
        told = spoken_span(made.span, language())
        console.result(columns(), Card(made, invited), say(N_("Moved: {title}, {when}."), title=made.title, when=told))
        advise(console, session, made)
        _remind_of_files(console, made, invited)


@meeting.command("cancel", help=N_("Cancel a meeting; it stays in the list as cancelled."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@with_console
def cancel(console: Console, /, meeting: str) -> None:
    from core import invitations, meetings

    with console.session() as session:
        found = meetings.get(session, meeting)
        console.confirm(say(N_("Cancel {title}?"), title=found.title))
        made = meetings.cancel(session, found.id)
        invited = tuple(invitations.participants(session, made.id))
        console.result(columns(), Card(made, invited), say(N_("Cancelled: {title}."), title=made.title))
        _remind_of_files(console, made, invited)


def _remind_of_files(console: Console, made: "Meeting", invited: "tuple[Participation, ...]") -> None:
    """Whoever has the meeting in a calendar must get a new file."""
    holding = sum(one.sent_sequence is not None for one in invited)
    if holding and not console.settings.dry_run:
        values = {"n": holding, "number": made.id}
        console.say(
            Message(
                N_("{n} person has it in a calendar; make a new file: laug export ical {number} --each DIR --changed"),
                values,
                N_("{n} people have it in a calendar; make new files: laug export ical {number} --each DIR --changed"),
            )
        )


_PEOPLE = fields(
    argument("people", nargs=-1, type=PERSON, metavar=N_("PERSON"), help=WHO),
    query_option("person"),
)


@meeting.command("invite", help=N_("Invite people to a meeting."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@_PEOPLE
@option("--members", is_flag=True, help=N_("All members of the meeting's networks on its day."))
@option(
    "--network", "networks", multiple=True, type=NETWORK, metavar=N_("NETWORK"),
    help=N_("The members of another network on that day; may be said again."),
)  # fmt: skip
@option(
    "--organisation", type=ORGANISATION, metavar=N_("ORGANISATION"),
    help=N_("An organisation, as a number of people who are not named; see --expected."),
)  # fmt: skip
@option("--expected", type=Number(0), metavar=N_("NUMBER"), help=N_("How many the organisation is to send."))
@option("--role", type=KindType(MeetingRole), metavar=N_("ROLE"), help=N_("participant, host, speaker, …"))
@with_console
def invite(
    console: Console, /, meeting: str, people: tuple[str, ...], query: str | None, members: bool,
    networks: tuple[str, ...], organisation: str | None, expected: int | None, role: MeetingRole | None,
) -> None:  # fmt: skip
    from core import invitations, meetings
    from core.attending import headcounts

    with console.session() as session:
        found = meetings.get(session, meeting)
        if expected is not None and organisation is None:
            raise Invalid("organisation", say(N_("How many of which organisation? Say it with --organisation.")))
        named = [] if (members or networks or organisation) and not (people or query) else numbers(session, people, query)
        if members and not found.networks:
            raise Invalid("members", say(N_("{title} belongs to no network, so it has no members."), title=found.title))
        if organisation is not None:
            counted = headcounts.set_count(session, found.id, organisation, expected=expected or 0)
            values = {"name": counted.name, "n": counted.expected}
            console.done(Message(N_("{name}: {n} person expected."), values, N_("{name}: {n} people expected.")))
            if not (named or members or networks):
                return
        done = invitations.invite(
            session, found.id, people=named, members=members, networks=networks, role=role or MeetingRole.PARTICIPANT
        )
        if done.already:
            console.say(Message(N_("{n} was invited already."), {"n": done.already}, N_("{n} were invited already.")))
        values = {"n": done.new, "title": found.title}
        sentence = Message(N_("{n} person invited to {title}."), values, N_("{n} people invited to {title}."))
        console.result(_count_columns(), Counts(done.new, done.already), sentence)


def _count_columns() -> list[Column[Counts]]:
    return [
        Column("new", N_("New"), lambda one: one.new),
        Column("already", N_("Invited already"), lambda one: one.already),
    ]


@meeting.command("uninvite", help=N_("Take people off an invitation."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@_PEOPLE
@with_console
def uninvite(console: Console, /, meeting: str, people: tuple[str, ...], query: str | None) -> None:
    from core import invitations, meetings

    with console.session() as session:
        found = meetings.get(session, meeting)
        taken = invitations.uninvite(session, found.id, numbers(session, people, query))
        if not taken:
            raise NotFound(say(N_("None of them is invited to {title}; nothing was done."), title=found.title))
        values = {"n": taken, "title": found.title}
        sentence = Message(N_("{n} person taken off {title}."), values, N_("{n} people taken off {title}."))
        counts: list[Column[int]] = [Column("taken_off", N_("Taken off"), lambda number: number)]
        console.result(counts, taken, sentence)

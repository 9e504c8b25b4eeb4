"""`laug series edit`, `move`, `cancel`, `end` and `invite`: what is done to a series, or to one of its meetings."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.messages import N_, Message, say
from core.rules.kinds import MeetingRole
from tui.commands.line import streams
from tui.commands.line.conflicts import EDITING, Wishes, settled
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day as read_day
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import NETWORK, PERSON, argument, fields, numbers, option, query_option, said, something
from tui.commands.line.table import Column
from tui.commands.line.words import Command
from tui.commands.meeting import WHO, Card
from tui.commands.meeting import columns as meeting_columns
from tui.commands.meeting_fields import SERIES_FIELDS, networks_option
from tui.commands.series import SERIES, WHICH, columns
from tui.words import _, language

if TYPE_CHECKING:
    from datetime import date

    from core.door.session import Session
    from core.mailing.state import Letter
    from core.meetings import Meeting
    from core.series.inviting import SeriesInvited
    from core.series.records import Series

DAY = N_("One of its days, as in 4/2, 04-02-2027, Thu week 5.")
_RULE = ("rule", "last_day", "left_out", "all_day", "start_local", "end_local", "time_zone")
_WISHES = {"host_id": "host", **dict.fromkeys(_RULE, "rule")}


@click.command(
    "edit", cls=Command,
    help=N_(
        "Change all of a series, or from one of its days on.\n\nFrom a day on it is a series of its own that follows the old"
        " one; what was changed for single meetings, and who answered, goes along. A new time or place asks everybody anew."
    ),
)  # fmt: skip
@argument("series", type=SERIES, metavar=N_("SERIES"), help=WHICH)
@option("--title", metavar=N_("TITLE"), help=N_("What the meetings are called."))
@option("--rule", metavar=N_("RULE"), help=N_("A time, a rule, an end or all of them: 18-20, hver 2. onsdag, til 18-06-2027"))
@option("--all", "everything", is_flag=True, help=N_("All of it; that is so if no day is said."))
@option("--from", "first", metavar=N_("DAY"), help=N_("From this day on; the days before stay as they are."))
@SERIES_FIELDS
@networks_option(N_("Its networks instead of those it has; may be said again."))
@EDITING
@with_console
def edit(
    console: Console, /, series: str, rule: str | None, everything: bool, first: str | None,
    networks: tuple[str, ...], seen: int | None, take: str | None, **values: object,
) -> None:  # fmt: skip
    from core.networks import get_opened
    from core.series import changing, records
    from core.series.restating import restated

    something(rule, networks, *values.values())
    if everything and first:
        raise click.UsageError(_("Say --all or --from DAY, not both."), click.get_current_context())
    with console.session() as session:
        before = records.get(session, series)
        day = _day_of(session, before, first) if first else None
        meant = restated(before, rule, day) if rule else None
        belongs = [get_opened(session, name).id for name in networks] if networks else None

        def write(wishes: Wishes, version: int) -> "Series":
            from core.series.content import SeriesFields

            own = said(SeriesFields, **{name: value for name, value in wishes.items() if name != "rule"})
            wanted = changing.Wishes(own, meant if "rule" in wishes else None, belongs)
            if day is None:
                return changing.edit(session, before.id, wanted, version=version)
            return changing.edit_from(session, before.id, day, wanted, version=version)

        wishes = said(dict[str, object], rule=meant, **values)
        made = settled(console, session, "series", wishes, seen or before.version, take, write, named=_WISHES)
        console.result(columns(), made, _saved(before, made))


def _saved(before: "Series", made: "Series") -> Message:
    if made.id == before.id:
        return say(N_("Saved: {name}."), name=made.title)
    return say(
        N_("Saved: {name} from {day} on is series {number}; series {old} ends before it."), name=made.title, day=made.first,
        number=made.id, old=before.id,
    )  # fmt: skip


def _day_of(session: "Session", series: "Series", text: str) -> "date":
    """A day of the rule that somebody names; raises `Invalid` and `NotFound`."""
    from core.series import records

    meant = read_day(session, text, "day", nearest=False)
    assert meant is not None
    if meant in series.rule_days:
        return meant
    return records.day_of(session, series, meant).original


def _meeting_of(session: "Session", series: "Series", text: str) -> "Meeting":
    from core.series import records

    meant = read_day(session, text, "day", nearest=False)
    assert meant is not None
    found = records.day_of(session, series, meant).meeting
    assert found is not None
    return found


@click.command("move", cls=Command, help=N_("Move one meeting of a series; those invited to it are asked anew."))
@argument("series", type=SERIES, metavar=N_("SERIES"), help=WHICH)
@argument("day", metavar=N_("DAY"), help=DAY)
@argument("when", nargs=-1, required=True, metavar=N_("WHEN"), help=N_("Another time or day, as in: 18-20, fr 5/2, 5/2 18-20"))
@with_console
def move(console: Console, /, series: str, day: str, when: tuple[str, ...]) -> None:
    from core import invitations, meetings
    from core.rules.spoken import spoken_span
    from core.series import records
    from core.series.moving import read_another_time

    with console.session() as session:
        found = records.get(session, series)
        meeting = _meeting_of(session, found, day)
        span = read_another_time(meeting, " ".join(when), session.today)
        made = meetings.move(session, meeting.id, span, version=meeting.version)
        told = spoken_span(made.span, language())
        card = Card(made, tuple(invitations.participants(session, made.id)))
        console.result(meeting_columns(), card, say(N_("Moved: {title}, {when}."), title=made.title, when=told))


@click.command("cancel", cls=Command, help=N_("Cancel one meeting of a series, or all that are to come."))
@argument("series", type=SERIES, metavar=N_("SERIES"), help=WHICH)
@argument("day", required=False, metavar=N_("DAY"), help=DAY)
@with_console
def cancel(console: Console, /, series: str, day: str | None) -> None:
    from core import invitations, meetings
    from core.rules.spoken import spoken_span
    from core.series import changing, records

    with console.session() as session:
        found = records.get(session, series)
        if day is None:
            console.confirm(say(N_("Cancel all meetings of {title} that are to come?"), title=found.title))
            whole = changing.cancel(session, found.id)
            console.result(columns(), whole, say(N_("Cancelled: all meetings of {title} that were to come."), title=whole.title))
            return
        meeting = _meeting_of(session, found, day)
        told = spoken_span(meeting.span, language())
        console.confirm(say(N_("Cancel {title}, {when}?"), title=meeting.title, when=told))
        made = meetings.cancel(session, meeting.id)
        card = Card(made, tuple(invitations.participants(session, made.id)))
        console.result(meeting_columns(), card, say(N_("Cancelled: {title}, {when}."), title=made.title, when=told))


@click.command("end", cls=Command, help=N_("Let a series end on a day; what was planned for later is cancelled."))
@argument("series", type=SERIES, metavar=N_("SERIES"), help=WHICH)
@argument("last", metavar=N_("DAY"), help=N_("The last day it may meet on."))
@with_console
def end(console: Console, /, series: str, last: str) -> None:
    from core.rules.periods import read_last_day
    from core.series import changing, records

    with console.session() as session:
        found = records.get(session, series)
        day = read_last_day(last, max(session.today, found.first), field="last")
        made = changing.end(session, found.id, day, version=found.version)
        console.result(columns(), made, say(N_("{title} ends {last}."), title=made.title, last=made.last))


_PEOPLE = fields(
    argument("people", nargs=-1, type=PERSON, metavar=N_("PERSON"), help=WHO),
    query_option("person"),
)


@click.command("invite", cls=Command, help=N_("Invite people to every meeting of a series that is to come."))
@argument("series", type=SERIES, metavar=N_("SERIES"), help=WHICH)
@_PEOPLE
@option("--members", is_flag=True, help=N_("All members of its networks on the day of each meeting."))
@option("--network", "networks", multiple=True, type=NETWORK, metavar=N_("NETWORK"), help=N_("The members of another network."))
@option("--role", type=KindType(MeetingRole), metavar=N_("ROLE"), help=N_("participant, host, speaker, …"))
@with_console
def invite(
    console: Console, /, series: str, people: tuple[str, ...], query: str | None, members: bool, networks: tuple[str, ...],
    role: MeetingRole | None,
) -> None:  # fmt: skip
    from core.series import inviting, records

    with console.session() as session:
        found = records.get(session, series)
        named = [] if (members or networks) and not (people or query) else numbers(session, people, query)
        done = inviting.invite(
            session, found.id, people=named, members=members, networks=networks, role=role or MeetingRole.PARTICIPANT
        )
        values = {"n": done.new, "title": found.title, "meetings": done.meetings}
        sentence = Message(
            N_("{n} invitation to {title}, over {meetings} meetings."), values,
            N_("{n} invitations to {title}, over {meetings} meetings."),
        )  # fmt: skip
        console.result(_invited_columns(), done, sentence)


def _invited_columns() -> "list[Column[SeriesInvited]]":
    return [
        Column("meetings", N_("Meetings"), lambda one: one.meetings),
        Column("new", N_("New"), lambda one: one.new),
        Column("already", N_("Invited already"), lambda one: one.already),
    ]


@click.command(
    "export", cls=Command,
    help=N_(
        "Write a series as a calendar file, or a file for each invited.\n\nEach gets one file with all meetings they are"
        " invited to; the others are left out of it."
    ),
)  # fmt: skip
@argument("series", type=SERIES, metavar=N_("SERIES"), help=WHICH)
@option("--each", "folder", metavar=N_("FOLDER"), help=N_("One file for each invited, in this folder."))
@option("--changed", is_flag=True, help=N_("Only the files that are due."))
@option("-o", "--output", metavar=N_("FILE"), help=N_("Where to; - is stdout. Without anybody in it, for everybody to read."))
@with_console
def export(console: Console, /, series: str, folder: str | None, changed: bool, output: str | None) -> None:
    from core.errors import Invalid
    from core.series import records

    if changed and folder is None:
        raise Invalid("changed", say(N_("--changed goes with --each FOLDER.")))
    with console.session() as session:
        found = records.get(session, series)
        if folder is None:
            _write_series(console, session, found, output)
        else:
            _write_each(console, session, found, Path(folder).expanduser(), changed=changed)


def _write_series(console: Console, session: "Session", series: "Series", output: str | None) -> None:
    from core.errors import Refused
    from core.series.events import series_event
    from exports import ical

    event = series_event(session, series)
    if event is None:
        raise Refused(say(N_("{title} has no meeting left."), title=series.title))
    path = streams.target(output, "laug.ics", binary=False)
    streams.write(console, ical.publish(event), path)
    if path is not None:
        console.done(say(N_("Written: {path}"), path=path))


def _write_each(console: Console, session: "Session", series: "Series", folder: Path, *, changed: bool) -> None:
    from core.mailing import whole_series
    from exports import ical

    streams.folder(console, folder)
    names: set[str] = set()

    def write(letters: "Sequence[Letter]") -> None:
        for letter in letters:
            name = f"{letter.message.file_stem}.ics"
            streams.write(console, ical.message(letter.message), folder / name)
            names.add(name)

    left_out = {one for due in whole_series.make(session, series.id, write, everything=not changed) for one in due.left_out}
    values = {"n": len(names), "folder": folder}
    console.done(Message(N_("{n} calendar file in {folder}."), values, N_("{n} calendar files in {folder}.")))
    for reason in sorted({_(one.reason.msgid) for one in left_out}):
        console.say(say(N_("Some get no file: {reason}."), reason=reason))

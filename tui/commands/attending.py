"""`laug meeting attend`, `guest`, `headcount`: who came, by name and by number."""

from typing import TYPE_CHECKING

import click

from core.attending.kinds import Attendance
from core.attending.typed import attendance_said, matching
from core.errors import ExitCode, Invalid, LaugError
from core.messages import N_, Message, say
from core.rules.text import visible
from tui.commands.answering import WHICH, one_of
from tui.commands.line.console import Console, with_console
from tui.commands.line.failures import tell
from tui.commands.line.kinds import Number
from tui.commands.line.lines import lines
from tui.commands.line.parts import MEETING, ORGANISATION, PERSON, argument, option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command
from tui.protected import named
from tui.words import _, language

if TYPE_CHECKING:
    from core.attending.guests import Guest
    from core.attending.headcounts import Headcount
    from core.attending.roll_call import Attendee, Count, RollCall
    from core.door.session import Session

_Said = tuple[int, Attendance | None]


class AttendanceType(click.ParamType[tuple[Attendance | None]]):
    """What the roll-call says of somebody, by its name or one key; `-` is absent, `,` takes it back."""

    name = "attendance"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Attendance | None]:
        found = value if isinstance(value, tuple) else attendance_said(str(value))
        if found is None:
            names = ", ".join(kind.name_in(language()) for kind in Attendance)
            self.fail(_("{name!r} is none of these: {names}.").format(name=str(value), names=names), param, ctx)
        return found


def columns() -> "list[Column[Attendee]]":
    """The fields of somebody at the door."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("name", N_("Name"), lambda one: named(one.name, one.protected)),
        Column("place", N_("Class or place"), lambda one: one.place),
        Column("answer", N_("Answer"), lambda one: one.answer),
        Column("attendance", N_("Attendance"), lambda one: one.attendance),
        Column("expected", N_("Expected"), lambda one: one.expected),
        Column("role", N_("Role"), lambda one: one.role, level=Level.CARD),
        Column("school", N_("At school"), lambda one: one.school, level=Level.CARD),
        Column("uninvited", N_("Walk-in"), lambda one: one.uninvited, level=Level.CARD),
    ]


@click.command(
    "attend",
    cls=Command,
    help=N_(
        "Note who came: present, absent or excused.\n\n"
        "Without a person it asks line by line: some letters of a name alone are present, with - behind absent, with ."
        " excused, with , not taken. Lines from stdin are one step. Nobody is absent unless it is said. --list shows the"
        " roll-call."
    ),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument(
    "person", required=False, type=PERSON, metavar=N_("PERSON"),
    help=N_("A number or a name; somebody in the register who was not invited is a walk-in."),
)  # fmt: skip
@argument(
    "attendance", required=False, type=AttendanceType(), metavar=N_("ATTENDANCE"), help=N_("present, absent or excused")
)
@option("--list", "listed", is_flag=True, help=N_("Show the roll-call."))
@with_console
def attend(
    console: Console, /, meeting: str, person: str | None, attendance: tuple[Attendance | None] | None, listed: bool
) -> int:
    from core import meetings
    from core.attending import roll_call

    with console.session() as session:
        called = roll_call.roll_call(session, meetings.get(session, meeting).id)
        if listed:
            console.rows(columns(), [called.attendees])
            console.say(_counted(called.count))
            return ExitCode.DONE
        if person is None:
            return _by_lines(console, session, called)
        said = attendance[0] if attendance else Attendance.PRESENT
        number = _who(session, called, person)
        roll_call.take(session, called.meeting.id, {number: said})
        called = roll_call.roll_call(session, called.meeting.id)
        one = next((one for one in called.attendees if one.id == number), None)
        name = one.name if one else ""
        console.done(_told(called.count, name, said))
        if console.settings.as_data and one is not None:
            console.record(columns(), one)
        return ExitCode.DONE


def _who(session: "Session", called: "RollCall", reference: str) -> int:
    """Somebody on the list, or else in the register. Raises `Invalid`, `NotFound` and `Ambiguous`."""
    from core import people

    names = {one.id: one.name for one in called.attendees}
    if not reference.removeprefix("#").isdecimal():
        found = matching(names, reference)
        if found:
            return one_of(names, found, reference)
    return people.get(session, reference).id


def _by_lines(console: Console, session: "Session", called: "RollCall") -> int:
    """Each line is saved by itself where somebody types; a file of lines is one step."""
    from core.attending import roll_call

    names = {one.id: one.name for one in called.attendees}
    gathered: dict[int, Attendance | None] = {}
    refused = 0
    for line in lines(console, _("Name (ann: present, ann -: absent, ann .: excused); empty: done>"), _("Name>")):
        if line == "?" and console.at_terminal:
            _tell_missing(console, roll_call.roll_call(session, called.meeting.id))
            continue
        try:
            number, said = _read(names, line)
        except LaugError as error:
            refused += 1
            tell(error, as_json=console.settings.as_data)
            continue
        gathered[number] = said
        if console.at_terminal:
            roll_call.take(session, called.meeting.id, {number: said})
            count = roll_call.roll_call(session, called.meeting.id).count
            console.say(_told(count, names[number], said))
    if gathered and not console.at_terminal:
        roll_call.take(session, called.meeting.id, gathered)
    after = roll_call.roll_call(session, called.meeting.id)
    if console.settings.as_data:
        console.rows(columns(), [after.attendees])
    console.done(_counted(after.count))
    return ExitCode.SOME_REFUSED if refused else ExitCode.DONE


def _tell_missing(console: Console, called: "RollCall") -> None:
    """Whom nothing is said of yet, of those who were expected."""
    missing = [one for one in called.attendees if one.expected and one.attendance is None]
    console.tell([f"{one.id}  {visible(one.name)}" for one in missing])
    console.say(_counted(called.count))


def _read(names: dict[int, str], line: str) -> _Said:
    """Whom a line is about, and what it says: present if it says nothing. Raises `Invalid`."""
    before, _blank, last = line.rpartition(" ")
    word = attendance_said(last) if before else None
    sign = attendance_said(line[-1]) if word is None and len(line) > 1 else None
    said = word or sign
    letters = before if word else line[:-1].strip() if sign else line
    number = letters.removeprefix("#")
    found = [int(number)] if number.isdecimal() and int(number) in names else matching(names, letters)
    return one_of(names, found, letters), said[0] if said else Attendance.PRESENT


def _told(count: "Count", name: str, said: Attendance | None) -> Message:
    what = said.name_in(language()) if said else say(N_("not taken"))
    return say(N_("{name}: {what}. {count}"), name=name, what=what, count=_counted(count))


def _counted(count: "Count") -> Message:
    """The running count in a line."""
    told = say(
        N_("{present} present, {absent} absent, {excused} excused; {left} of {expected} expected are not taken yet."),
        present=count.present, absent=count.absent, excused=count.excused, left=count.left, expected=count.expected,
    )  # fmt: skip
    return say(N_("{told} {n} more without names."), told=told, n=count.unnamed) if count.unnamed else told


def guest_columns() -> "list[Column[Guest]]":
    """The fields of a named guest."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("name", N_("Name"), lambda one: one.name),
        Column("organisation", N_("From"), lambda one: one.organisation),
        Column("answer", N_("Answer"), lambda one: one.answer),
        Column("attendance", N_("Attendance"), lambda one: one.attendance),
        Column("walk_in", N_("Walk-in"), lambda one: one.walk_in),
    ]


@click.command(
    "guest",
    cls=Command,
    help=N_(
        "Named guests who are not in the register: add one, or list them.\n\n"
        "A name is kept until thirty days after the meeting; laug tidy tells when it is to be forgotten."
    ),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument("name", required=False, metavar=N_("NAME"), help=N_("The guest's name; without one the guests are listed."))
@option("--from", "organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Who sends them."))
@option("--walk-in", is_flag=True, help=N_("They came without having been expected, and are present."))
@option("--remove", is_flag=True, help=N_("Take the guest of that name or number off."))
@option("--over", is_flag=True, help=N_("Let them in although all places are taken."))
@with_console
def guest(
    console: Console, /, meeting: str, name: str | None, organisation: str | None, walk_in: bool, remove: bool, over: bool
) -> None:
    from core import meetings
    from core.attending import guests

    with console.session() as session:
        found = meetings.get(session, meeting)
        if name is None:
            console.rows(guest_columns(), [guests.of_meeting(session, found.id)])
            return
        if remove:
            gone = guests.named(session, found.id, name)
            guests.remove(session, gone.id)
            console.result(guest_columns(), gone, say(N_("{name} is taken off."), name=gone.name))
            return
        made = guests.add(
            session, found.id, name, organisation=organisation or "", walk_in=walk_in,
            attendance=Attendance.PRESENT if walk_in else None, over=over,
        )  # fmt: skip
        console.result(guest_columns(), made, say(N_("{name} is a guest of {title}."), name=made.name, title=found.title))


@click.command(
    "forget-guests",
    cls=Command,
    help=N_("Forget guests whose meeting was more than thirty days ago, for good; how many they were is kept."),
)
@with_console
def forget_guests(console: Console, /) -> None:
    from core.attending import guests

    with console.session() as session:
        overdue = guests.overdue(session)
        if overdue:
            console.confirm(
                Message(
                    N_("Forget {n} guest for good? There is no undo."), {"n": overdue},
                    N_("Forget {n} guests for good? There is no undo."),
                )
            )  # fmt: skip
        done = guests.forget_overdue(session)
        console.done(Message(N_("{n} guest forgotten."), {"n": done}, N_("{n} guests forgotten.")))


def headcount_columns() -> "list[Column[Headcount]]":
    """The fields of a headcount."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("name", N_("Organisation or group"), lambda one: one.name),
        Column("expected", N_("Expected"), lambda one: one.expected),
        Column("came", N_("Came"), lambda one: one.came),
        Column("organisation_id", N_("Organisation"), lambda one: one.organisation_id, level=Level.DATA),
    ]


@click.command(
    "headcount",
    cls=Command,
    help=N_("People who are counted and never named: how many a school or a group expects to send, how many came."),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument(
    "who", required=False, type=ORGANISATION, metavar=N_("WHO"),
    help=N_("An organisation, or any name of a group; without one the headcounts are listed."),
)  # fmt: skip
@option("--expected", type=Number(0), metavar=N_("NUMBER"), help=N_("How many are expected."))
@option("--came", type=Number(0), metavar=N_("NUMBER"), help=N_("How many came."))
@option("--one-more", is_flag=True, help=N_("One more came."))
@option("--remove", is_flag=True, help=N_("Take the headcount away."))
@option("--over", is_flag=True, help=N_("Also if there are not so many places."))
@with_console
def headcount(
    console: Console, /, meeting: str, who: str | None, expected: int | None, came: int | None, one_more: bool,
    remove: bool, over: bool,
) -> None:  # fmt: skip
    from core import meetings
    from core.attending import headcounts

    with console.session() as session:
        found = meetings.get(session, meeting)
        if who is None:
            console.rows(headcount_columns(), [headcounts.of_meeting(session, found.id)])
            return
        if remove:
            gone = headcounts.named(session, found.id, who)
            headcounts.remove(session, gone.id)
            console.result(headcount_columns(), gone, say(N_("{name} is taken away."), name=gone.name))
            return
        if one_more:
            made = headcounts.one_more(session, found.id, who)
        elif expected is None and came is None:
            raise Invalid("expected", say(N_("Say how many: --expected, --came or --one-more.")))
        else:
            made = headcounts.set_count(session, found.id, who, expected=expected, came=came, over=over)
        shown = {"name": made.name, "expected": _number(made.expected), "came": _number(made.came)}
        console.result(headcount_columns(), made, say(N_("{name}: {expected} expected, {came} came."), **shown))


def _number(count: int | None) -> str:
    return "–" if count is None else str(count)

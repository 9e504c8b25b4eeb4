"""Who is invited: the members of the meeting's networks or of another, people found by name, or so many of an organisation."""

from collections.abc import Callable
from enum import Enum
from functools import partial

from textual.widget import Widget

from core import invitations, networks, organisations
from core.attending import headcounts
from core.door.session import Session
from core.errors import Invalid
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.series import inviting
from tui.screens.desk import Desk, attempt
from tui.screens.steps.find_people import FindPeople
from tui.widgets.dialogs import Ask, Choose
from tui.widgets.menu import Option

Job = Callable[[Session], Message]
Invite = Callable[[bool, tuple[int, ...], tuple[int, ...], Session], Message]


class _Way(Enum):
    MEMBERS = "members"
    PEOPLE = "people"
    NETWORK = "network"
    ORGANISATION = "organisation"


async def ask_whom(widget: Widget, desk: Desk, meeting: Meeting, *, series: bool = False) -> Job | None:
    """What invites whoever is chosen and tells how many that were; None if nobody is.

    `series`: to every meeting of its series that is to come.
    """
    title = desk.tell(N_("Who is invited?"))
    invite = partial(_invite_to_all, meeting.series_id) if series and meeting.series_id else partial(_invite, meeting.id)
    match await widget.app.push_screen_wait(Choose(title, _ways(desk, meeting, counted=not series))):
        case _Way.MEMBERS:
            return partial(invite, True, (), ())
        case _Way.PEOPLE:
            asked = desk.tell(say(N_("Who is invited to {title}?"), title=meeting.title))
            who = await widget.app.push_screen_wait(FindPeople(desk, asked))
            return partial(invite, False, who, ()) if who else None
        case _Way.NETWORK:
            return await _network(widget, desk, invite)
        case _Way.ORGANISATION:
            return await _organisation(widget, desk, meeting)
        case _:
            return None


def _ways(desk: Desk, meeting: Meeting, *, counted: bool) -> list[Option[_Way]]:
    names = ", ".join(network.name for network in meeting.networks)
    members = [Option(_Way.MEMBERS, desk.tell(N_("All members of {names}"), names=names))] if names else []
    return [
        *members,
        Option(_Way.PEOPLE, desk.tell(N_("Other people, found by name"))),
        Option(_Way.NETWORK, desk.tell(N_("The members of another network"))),
        *([Option(_Way.ORGANISATION, desk.tell(N_("So many of an organisation, without names")))] if counted else []),
    ]


def _invite(
    meeting_id: int, members: bool, people: tuple[int, ...], belonging: tuple[int, ...], session: Session
) -> Message:
    done = invitations.invite(session, meeting_id, people=people, members=members, networks=belonging)
    told = Message(N_("{n} person invited."), {"n": done.new}, N_("{n} people invited."))
    if not done.already:
        return told
    rest = Message(N_("{n} was invited already."), {"n": done.already}, N_("{n} were invited already."))
    return say(N_("{one} {two}"), one=told, two=rest)


def _invite_to_all(
    series_id: int, members: bool, people: tuple[int, ...], belonging: tuple[int, ...], session: Session
) -> Message:
    done = inviting.invite(session, series_id, people=people, members=members, networks=belonging)
    return Message(
        N_("{n} invitation, over {meetings} meetings."), {"n": done.new, "meetings": done.meetings},
        N_("{n} invitations, over {meetings} meetings."),
    )  # fmt: skip


async def _network(widget: Widget, desk: Desk, invite: Invite) -> Job | None:
    every = await attempt(widget, lambda: desk.do(lambda session: [one for one in networks.find(session) if one.opened]))
    options = [Option(one.id, one.name, one.slug) for one in every or ()]
    number = await widget.app.push_screen_wait(Choose(desk.tell(N_("The members of which network?")), options))
    return None if number is None else partial(invite, False, (), (number,))


async def _organisation(widget: Widget, desk: Desk, meeting: Meeting) -> Job | None:
    every = await attempt(widget, lambda: desk.do(organisations.find))
    options = [Option(one.name, one.name, one.town) for one in every or ()]
    who = await widget.app.push_screen_wait(Choose(desk.tell(N_("Which organisation?")), options))
    if who is None:
        return None
    label = desk.tell(N_("How many are expected? They are counted and never named."))
    number = await widget.app.push_screen_wait(Ask(who, label, "", whole_number))
    return partial(_expect, meeting.id, who, number) if isinstance(number, int) else None


def _expect(meeting_id: int, who: str, number: int, session: Session) -> Message:
    counted = headcounts.set_count(session, meeting_id, who, expected=number)
    return Message(
        N_("{name}: {n} person expected."), {"name": counted.name, "n": number}, N_("{name}: {n} people expected.")
    )


def whole_number(text: str) -> int:
    """A number of people as it is typed. Raises `Invalid`."""
    said = text.strip()
    if not (said.isascii() and said.isdecimal() and len(said) < 7):
        raise Invalid("expected", say(N_("Write a whole number.")))
    return int(said)

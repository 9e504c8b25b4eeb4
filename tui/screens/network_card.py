"""The card of a network: what it is, its coming meetings, and how many members are at school in the weeks to come."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from core import meeting_rows, meetings, memberships, networks
from core.door.session import Session
from core.meeting_rows import MeetingRow
from core.memberships import Membership
from core.messages import N_, Message, say
from core.networks import Network
from core.rules.weeks import week_of
from tui import strips
from tui.screens import shown
from tui.screens.desk import Desk
from tui.widgets.card import Card, Line, Section
from tui.widgets.tone import Tone

if TYPE_CHECKING:
    from core.planning.weeks import WeekChoice
    from tui.screens.minutes.network_lines import Together

_MEETINGS_SHOWN = 5
_WEEKS_SHOWN = 20


@dataclass(frozen=True)
class NetworkDetail:
    """A network with its members and coming meetings; both are empty while it is shielded and not opened."""

    network: Network
    members: tuple[Membership, ...] = ()
    coming: tuple[MeetingRow, ...] = ()
    weeks: tuple["WeekChoice", ...] = ()
    together: "Together | None" = None


def network_detail(session: Session, number: int) -> NetworkDetail:
    """Everything about a network that this account may see."""
    from core.planning.weeks import find_weeks  # costs too much of the start
    from tui.screens.minutes.network_lines import together

    network = networks.get(session, number)
    if not network.opened:
        return NetworkDetail(network)
    members = memberships.members(session, number)
    own = set(meetings.network_ids(session, number))
    coming = [one for one in meeting_rows.coming_ids(session) if one in own]
    now = week_of(session.today)
    weeks = find_weeks(session, [number], now, week_of(now.monday + timedelta(weeks=_WEEKS_SHOWN - 1))) if members else []
    return NetworkDetail(
        network, tuple(members), tuple(meeting_rows.rows(session, coming)), tuple(weeks), together(session, number)
    )


def network_card(desk: Desk, detail: NetworkDetail) -> Card:
    """The network, without its members."""
    tell, one, language = desk.tell, detail.network, desk.language
    kinds = (one.kind, one.level, one.status)
    subtitle = shown.joined((shown.kind(value, language) for value in kinds), " · ")
    if not one.opened:
        closed = (
            Line(value=tell(N_("Shielded. Who is in it is shown only when your work needs it.")), tone=Tone.WARNING),
            Line(value=tell(N_("{key[networks.open_shielded]} opens it for you and asks for the reason, which is logged."))),
        )
        return Card(one.name, subtitle, (Section("", closed),))
    sender = shown.joined((one.organiser_name, one.organiser_email))
    sent_by = Line(
        tell(N_("Sender")), sender or tell(N_("none: {key[networks.edit]} gives it one, so that invitations can be answered")),
        Tone.NORMAL if one.organiser_email else Tone.WARNING,
    )  # fmt: skip
    members = Message(N_("{n} member"), {"n": one.members}, N_("{n} members"))
    lines = (
        Line(tell(N_("Members")), tell(members)),
        Line(tell(N_("Called outside")), one.neutral_title if one.shielded else ""),
        *(() if one.organiser_email else (sent_by,)),
        *_week_lines(desk, detail.weeks),
        *(_meeting_line(desk, place, row) for place, row in enumerate(detail.coming[:_MEETINGS_SHOWN])),
        *((sent_by,) if one.organiser_email else ()),
        *_together_lines(desk, detail.together),
        Line(tell(N_("Purpose")), one.purpose), Line(tell(N_("Focus area")), one.focus_area),
        Line(tell(N_("Project")), one.project_tag), Line(tell(N_("Legal basis")), one.legal_basis),
        Line(tell(N_("Short name")), one.slug),
    )  # fmt: skip
    return Card(one.name, subtitle, (Section("", tuple(line for line in lines if line.value)),))


def _together_lines(desk: Desk, found: "Together | None") -> Iterable[Line]:
    from tui.screens.minutes.network_lines import together_lines  # costs too much of the start

    return () if found is None else together_lines(desk, found)


def _week_lines(desk: Desk, weeks: "Sequence[WeekChoice]") -> Iterable[Line]:
    """How many are at school in each of the coming weeks: a height for each, its share, and the most in words."""
    known = [one for one in weeks if one.count.share is not None and not one.is_free]
    if not known:
        return
    numbers = [one.week for one in weeks]
    best = max(known, key=lambda one: (one.count.at_school, -one.week.monday.toordinal()))
    marks = strips.shares([None if one.is_free else one.count.share for one in weeks], [one.is_free for one in weeks],
                          ascii_only=strips.only_ascii(sys.__stdout__))  # fmt: skip
    closed = N_("most in week {week}: {n} of {known}; · is a break")
    told = say(closed if any(one.is_free for one in weeks) else N_("most in week {week}: {n} of {known}"),
               week=best.week.number, n=best.count.at_school, known=best.count.at_school + best.count.away)  # fmt: skip
    yield Line(desk.tell(N_("At school")), marks)
    yield Line(" ", strips.numbers(numbers), Tone.QUIET)
    yield Line(" ", desk.tell(told), Tone.QUIET)


def _meeting_line(desk: Desk, place: int, row: MeetingRow) -> Line:
    when = shown.time_span(row.start, row.end, desk.language)
    label = desk.tell(N_("Meetings")) if place == 0 else " "
    return Line(label, f"{when} {row.title}")

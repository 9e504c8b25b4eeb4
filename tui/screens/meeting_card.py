"""A meeting with everything about it, and its card."""

from collections.abc import Iterable
from dataclasses import dataclass

from core import invitations, meetings
from core.afterwards.transport import warning
from core.door.session import Session
from core.invitations import Participation
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.rules.kinds import Answer, MeetingStatus
from core.rules.moments import HOME
from core.rules.spoken import spoken_span
from core.series import records
from core.series.records import Series, spoken_time_of
from core.series.rule_words import spoken_rule
from tui.afterwards import clock
from tui.screens import shown
from tui.screens.attending.door import Door, door_lines, read_door
from tui.screens.desk import Desk
from tui.screens.outgoing import Outgoing, outgoing, outgoing_lines
from tui.widgets.card import Card, Line, Section
from tui.widgets.tone import Tone


@dataclass(frozen=True)
class MeetingDetail:
    """A meeting with the people invited."""

    meeting: Meeting
    participants: tuple[Participation, ...]
    outgoing: Outgoing
    door: Door
    series: Series | None = None


def meeting_detail(session: Session, number: int) -> MeetingDetail:
    """Everything about a meeting."""
    invited = invitations.participants(session, number)
    meeting = meetings.get(session, number)
    series = None if meeting.series_id is None else records.get(session, meeting.series_id)
    return MeetingDetail(
        meeting, tuple(invited), outgoing(session, number), read_door(session, number), series
    )


def meeting_card(desk: Desk, detail: MeetingDetail) -> Card:
    """The meeting, without the people invited."""
    tell, one, language = desk.tell, detail.meeting, desk.language
    when = spoken_span(one.span, language) + (f" ({one.time_zone})" if one.time_zone != HOME else "")
    cancelled = (Line(value=tell(N_("Cancelled.")), tone=Tone.BAD),) if one.status is MeetingStatus.CANCELLED else ()
    sender = shown.joined(one.organiser)
    no_sender = tell(N_("none: {key[meetings.calendar]} or {key[meetings.edit]} gives one, so that invitations can be answered"))
    lines = (
        Line(tell(N_("When")), when), Line(tell(N_("Series")), _series(desk, detail.series)),
        Line(tell(N_("Place")), shown.joined((one.place, one.address))),
        Line(tell(N_("Networks")), ", ".join(network.name for network in one.networks)),
        Line(tell(N_("Answers")), _counts(desk, detail.participants)),
        *outgoing_lines(desk, detail.outgoing),
        *door_lines(desk, detail.door, detail.participants),
        Line(tell(N_("Called outside")), one.outward_title if one.outward_title != one.title else ""),
        *_agreed(desk, one),
        Line(tell(N_("Link")), one.online_link), Line(tell(N_("Host")), one.host),
        Line(tell(N_("Sender")), sender or no_sender, Tone.NORMAL if sender else Tone.WARNING),
        Line(tell(N_("Description")), one.description), Line(tell(N_("Number")), _number(one)),
    )  # fmt: skip
    filled = tuple(line for line in lines if line.value)
    return Card(one.title, shown.kind(one.type, language), (Section("", (*cancelled, *filled)),))


def _number(one: Meeting) -> str:
    """What commands know it by; a day of a series that has nothing of its own yet has none to be told."""
    return str(one.id) if one.id > 0 else ""


def _series(desk: Desk, series: Series | None) -> str:
    """The rule it comes again by, and until when."""
    if series is None:
        return ""
    timing, language = series.timing, desk.language
    rule = f"{spoken_rule(series.rule, language, timing.first)} {spoken_time_of(timing, language)}".strip()
    return desk.tell(say(N_("{rule} until {last}"), rule=rule, last=series.last))


def _agreed(desk: Desk, one: Meeting) -> Iterable[Line]:
    """What is planned beside the time and the place."""
    tell, language = desk.tell, desk.language
    groups = ", ".join(shown.kind(group, language) for group in one.target_groups)
    yield Line(tell(N_("Capacity")), str(one.capacity or ""))
    yield Line(tell(N_("Sign up by")), shown.day(one.sign_up_by))
    yield Line(tell(N_("Wanted")), ", ".join(one.roles))
    yield Line(tell(N_("For")), shown.joined((groups, shown.kind(one.activity, language) if one.activity else ""), " · "))
    yield Line(tell(N_("Catering")), one.catering)
    bus = tell(N_("last bus {time}"), time=clock(one.last_bus)) if one.last_bus else ""
    late = warning(one)
    yield Line(tell(N_("Transport")), shown.joined((one.transport, bus)))
    if late is not None:
        yield Line(tell(N_("The way home")), tell(late), Tone.WARNING)
    yield Line(tell(N_("Agenda")), one.agenda)


def _counts(desk: Desk, invited: Iterable[Participation]) -> str:
    every = list(invited)
    numbers = ((answer, sum(one.answer is answer for one in every)) for answer in Answer)
    told = " · ".join(f"{count} {shown.kind(answer, desk.language)}" for answer, count in numbers if count)
    total = Message(N_("{n} invited"), {"n": len(every)}, N_("{n} invited"))
    return f"{desk.tell(total)}: {told}" if told else ""

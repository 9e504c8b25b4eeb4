"""Inviting to a series: to each of its meetings that is to come. Who is invited is a matter of the single meeting, so that
anybody can be taken off one, answer for one, and come to one."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.door.operations import Operation
from core.door.session import Session
from core.errors import Refused
from core.invitations import invite_within
from core.messages import N_, say
from core.rules.kinds import MeetingRole
from core.series import records
from core.series.records import DayState


@dataclass(frozen=True)
class SeriesInvited:
    """What inviting did: to how many meetings, how many invitations that were new, and how many there were already."""

    meetings: int
    new: int
    already: int


def invite(
    session: Session,
    series_id: int,
    *,
    people: Sequence[int] = (),
    members: bool = False,
    networks: Sequence[str | int] = (),
    role: MeetingRole = MeetingRole.PARTICIPANT,
) -> SeriesInvited:
    """Invite people to every meeting of a series that is to come; members are those of the meeting's day.

    Raises `Refused` if no meeting is left to come, and as `core.invitations.invite`.
    """
    with session.write(Operation.SERIES_INVITE) as transaction:
        series = records.get(session, series_id)
        coming = [
            one.meeting for one in records.days(session, series)
            if one.meeting and one.state is not DayState.CANCELLED and one.meeting.end_utc >= session.now
        ]  # fmt: skip
        if not coming:
            raise Refused(say(N_("{title} has no meeting left to come."), title=series.title))
        done = [
            invite_within(session, transaction, one.id, people=people, members=members, networks=networks, role=role)
            for one in coming
        ]
        return SeriesInvited(len(coming), sum(one.new for one in done), sum(one.already for one in done))

"""The marked people invited to a meeting that is to come, or to all meetings of its series."""

from collections.abc import Sequence
from functools import partial

from core import invitations, meeting_rows, meetings
from core.door.session import Session
from core.messages import N_, Message, say
from core.rules.kinds import MeetingStatus
from core.series import inviting
from tui.screens import shown
from tui.screens.area import D, RegisterPane
from tui.screens.desk import Desk
from tui.screens.steps.series import part_to_invite
from tui.widgets.dialogs import Choose
from tui.widgets.menu import Option
from tui.widgets.tone import Tone

_MOST = 200


async def invite_people(pane: RegisterPane[D], desk: Desk, who: Sequence[int], *, of: int | None = None) -> bool:
    """Ask which meeting, invite them and tell how many that were; gives whether it was done.

    `of`: only meetings of that network. Being invited elsewhere would tell who is in a shielded one.
    """
    coming = await pane.read(partial(_coming, of=of))
    if coming is None or not who:
        return False
    if not coming:
        none = N_("No meeting is to come. {key[app.go_4]} shows the meetings, {key[meetings.plan]} plans one.")
        pane.said(say(none), Tone.WARNING)
        return False
    options = [Option(one.id, one.title, shown.time_span(one.start, one.end, desk.language)) for one in coming]
    title = Message(N_("Invite {n} person to which meeting?"), {"n": len(who)}, N_("Invite {n} people to which meeting?"))
    number: int | None = await pane.app.push_screen_wait(Choose(desk.tell(title), options))
    meeting = None if number is None else await pane.read(partial(meetings.get, reference=number))
    whole = None if meeting is None else await part_to_invite(pane, desk, meeting)
    if meeting is None or whole is None:
        return False

    def invite(session: Session) -> tuple[int, int]:
        if whole and meeting.series_id is not None:
            all_of_it = inviting.invite(session, meeting.series_id, people=who)
            return all_of_it.new, all_of_it.already
        done = invitations.invite(session, meeting.id, people=who)
        return done.new, done.already

    saved = await pane.saved(invite)
    if saved is None:
        return False
    values = {"n": saved[0], "title": meeting.title}
    told = Message(N_("{n} invitation to {title}."), values, N_("{n} invitations to {title}."))
    rest = Message(N_("{n} was invited already."), {"n": saved[1]}, N_("{n} were invited already."))
    pane.well(say(N_("{one} {two}"), one=told, two=rest) if saved[1] else told)
    return True


def _coming(session: Session, of: int | None) -> list[meeting_rows.MeetingRow]:
    belongs = None if of is None else set(meetings.network_ids(session, of))
    numbers = [one for one in meeting_rows.coming_ids(session) if belongs is None or one in belongs][:_MOST]
    return [one for one in meeting_rows.rows(session, numbers) if one.status is MeetingStatus.PLANNED]

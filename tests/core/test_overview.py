"""What I dag tells: nothing of what is done in a shielded network to whom it is closed."""

from datetime import timedelta

from core import invitations, meetings, memberships, networks, news, overview, people
from core.afterwards import follow_up
from core.attending import roll_call
from core.attending.kinds import Attendance
from core.door.session import Session
from core.minutes import actions
from core.rules.day_words import read_span
from core.rules.kinds import AffiliationKind, MeetingRole
from core.school.soon import finishing_soon
from core.upkeep import tidy
from tests.core.conftest import OpenAs


def everything(session: Session) -> tuple[object, ...]:
    """All that I dag is made of."""
    seen = overview.today(session, days=60)
    return (
        seen.people, seen.organisations, seen.meetings, seen.unanswered, seen.first_unanswered, seen.actions, seen.actions_total,
        seen.without_minutes, finishing_soon(session), tidy.counts(session), follow_up.count(session), news.news(session, 0),
        news.latest(session),
    )  # fmt: skip


def test_a_shielded_network_that_is_closed_shows_nowhere(session: Session, open_as: OpenAs) -> None:
    anna = people.add(session, {"given": "Anna"}, [{"kind": AffiliationKind.PUPIL, "class_name": "h1"}]).id
    hidden = networks.add(session, {"name": "Plads til alle", "kind": "diversity", "neutral_title": "Aftale"})
    with open_as("birgit") as colleague:
        before = everything(colleague)
        own = everything(session)
        memberships.join(session, hidden.id, [anna], from_date=session.today - timedelta(days=90))
        for days in (20, 10):
            span = read_span(f"{(session.today - timedelta(days=days)).strftime('%d-%m-%Y')} 17-19", session.today)
            held = meetings.plan(session, {"title": "Kaffe"}, span, [hidden.id])
            invitations.invite(session, held.id, people=[anna], role=MeetingRole.MINUTES)
            roll_call.take(session, held.id, {anna: Attendance.ABSENT})
        actions.add(session, held.id, "Find et sted", owner="Anna")
        coming = meetings.plan(session, {"title": "Kaffe igen"}, read_span("i morgen 17-19", session.today), [hidden.id])
        invitations.invite(session, coming.id, people=[anna])
        assert everything(colleague) == before
        assert all(now != then for now, then in zip(everything(session)[2:8], own[2:8], strict=True))

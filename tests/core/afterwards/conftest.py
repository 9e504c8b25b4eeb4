"""A network with three members, and meetings of it."""

from collections.abc import Callable
from datetime import date

import pytest

from core import invitations, meetings, memberships, networks, people
from core.door.session import Session
from core.meetings import Meeting, MeetingFields
from core.rules.day_words import read_span

Plan = Callable[..., Meeting]


@pytest.fixture
def plan(session: Session) -> Plan:
    """Plans meetings of the network `piger`, to which Anna (1), Bo (2) and Carl (3) are invited."""
    network = networks.add(session, {"name": "Piger i Randers", "kind": "association", "slug": "piger"})
    for given, family in (("Anna", "Åkjær"), ("Bo", "Bæk"), ("Carl", "Dam")):
        made = people.add(session, {"given": given, "family": family, "postcode": "8900", "town": "Randers"})
        memberships.join(session, network.id, [made.id], from_date=date(2026, 1, 1))

    def planned(when: str, values: MeetingFields | None = None, *, invite: bool = True) -> Meeting:
        fields: MeetingFields = {"title": "Fællesspisning", **(values or {})}
        made = meetings.plan(session, fields, read_span(when, session.today), [network.id])
        if invite:
            invitations.invite(session, made.id, members=True)
        return meetings.get(session, made.id)

    return planned

"""A meeting of a network with a few people invited, and room for two."""

import pytest

from core import invitations, meetings, memberships, networks, people
from core.door.session import Session
from core.meetings import Meeting
from core.rules.day_words import read_span

NAMES = ("Anna Åkjær", "Bo Bæk", "Clara Holm", "Dorthe Juhl", "Emil Kjær")


@pytest.fixture
def network(session: Session) -> networks.Network:
    return networks.add(session, {"name": "Piger i Randers", "kind": "girls", "slug": "piger"})


@pytest.fixture
def meeting(session: Session, network: networks.Network) -> Meeting:
    """Anna (1), Bo (2), Clara (3), Dorthe (4) and Emil (5) are invited; there are two places."""
    for name in NAMES:
        given, family = name.split()
        memberships.join(session, network.id, [people.add(session, {"given": given, "family": family}).id])
    span = read_span("26-11-2026 17-19", session.today)
    planned = meetings.plan(session, {"title": "Værkstedsaften", "capacity": 2}, span, [network.id])
    invitations.invite(session, planned.id, members=True)
    return meetings.get(session, planned.id)

"""What is hidden of the log: also what was written before a network became shielded, however large the operation."""

import pytest

from core import invitations, meetings, networks, people
from core.door import scope
from core.door.session import Session
from core.past import undo
from core.rules.day_words import read_span
from tests.core.conftest import OpenAs


@pytest.mark.parametrize("looked_through", [0, scope._LOOKED_THROUGH])
def test_what_was_written_before_the_network_was_shielded_is_hidden_as_well(
    session: Session, open_as: OpenAs, monkeypatch: pytest.MonkeyPatch, looked_through: int
) -> None:
    monkeypatch.setattr(scope, "_LOOKED_THROUGH", looked_through)
    anna = people.add(session, {"given": "Anna"}).id
    network = networks.add(session, {"name": "Piger", "kind": "girls"})
    elsewhere = networks.add(session, {"name": "Lærlinge"})
    span = read_span("i morgen 17-19", session.today)
    meeting = meetings.plan(session, {"title": "Fællesspisning"}, span, [network.id])
    invitations.invite(session, meeting.id, people=[anna])
    other = meetings.plan(session, {"title": "Rundvisning"}, span, [elsewhere.id])
    invitations.invite(session, other.id, people=[anna])
    with open_as("birgit") as colleague:
        before = {entry.id for entry in undo.entries(colleague)}
        networks.edit(session, network.id, {"level": "shielded", "neutral_title": "Aftale"}, version=network.version)
        seen = {entry.id for entry in undo.entries(colleague)}
        every = {entry.id for entry in undo.entries(session)}
        told = [entry.operation.value for entry in undo.entries(session) if entry.id in before - seen]
    assert before - seen
    assert seen < every
    assert sorted(told) == ["meeting.invite", "meeting.plan", "network.add"]

"""Meetings are found by their minutes, decisions and action points, and by nobody who may not see the meeting."""

from datetime import date, time

from core import meetings, networks
from core.door.session import Session
from core.minutes import actions, minutes
from core.past import undo
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from tests.core.conftest import OpenAs

EVENING = Span(LocalTime(date(2026, 11, 26), time(17)), LocalTime(date(2026, 11, 26), time(19)), False)


def _found(session: Session, query: str) -> list[str]:
    return [one.title for one in meetings.find(session, query)]


def test_words_of_minutes_decisions_and_action_points(session: Session) -> None:
    first = meetings.plan(session, {"title": "Kick-off"}, EVENING)
    meetings.plan(session, {"title": "Bestyrelse"}, EVENING)
    minutes.save(session, first.id, "Vi talte om Ærøskøbing og svejse-kurset.", version=first.version)
    minutes.decide(session, first.id, "Kontingentet bliver 50 kr.")
    actions.add(session, first.id, "Ring til smedjen", owner="Fru Åkjær fra værkstedet")
    for query in ("ærøskø", "AEROESKOEBING", "svejsekurset -svejse", "kurset", "kontingent", "smedjen", "Åkjær", "kick smed"):
        assert _found(session, query) == ([] if query.startswith("svejsekurset") else ["Kick-off"]), query
    assert _found(session, "-kontingent") == ["Bestyrelse"]
    assert _found(session, "øskøbing") == []
    undo.undo(session)
    assert _found(session, "smedjen") == []


def test_minutes_of_a_shielded_network_are_found_by_nobody_else(session: Session, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Regnbuen", "level": "shielded", "neutral_title": "Netværk"})
    networks.open_shielded(session, network.id, "tovholder")
    meeting = meetings.plan(session, {"title": "Aften"}, EVENING, [network.id])
    minutes.save(session, meeting.id, "Hemmeligheden", version=meeting.version)
    assert _found(session, "hemmelig") == ["Aften"]
    with open_as("bo") as other:
        assert _found(other, "hemmelig") == []

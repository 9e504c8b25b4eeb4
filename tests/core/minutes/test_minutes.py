"""Minutes, decisions and action points: kept, undone, private, and forgotten with whoever they name."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from core import invitations, meeting_rows, meetings, memberships, networks, overview, people
from core.door.session import Session
from core.duplicates import merging
from core.errors import Changed, Invalid, NotFound
from core.meetings import Meeting
from core.minutes import action_points, actions, minutes
from core.past import history, undo
from core.privacy import erasure
from core.rules.day_words import read_span
from core.rules.kinds import ErasureReason, MeetingRole
from core.series import planning
from core.series.said import read_series
from tests.core.conftest import NOW, OpenAs


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """Last week, with Anna (1) and Bo (2) invited."""
    network = networks.add(session, {"name": "Piger i Randers", "kind": "girls"})
    for given, family in (("Anna", "Åkjær"), ("Bo", "Bæk")):
        memberships.join(session, network.id, [people.add(session, {"given": given, "family": family}).id])
    span = read_span("12-11-2026 17-19", session.today)
    planned = meetings.plan(session, {"title": "Styregruppen", "agenda": "Velkomst\nØkonomi"}, span, [network.id])
    invitations.invite(session, planned.id, members=True)
    return meetings.get(session, planned.id)


def test_minutes_are_kept_told_and_undone(session: Session, meeting: Meeting) -> None:
    assert minutes.of_meeting(session, meeting.id).beginning == "Velkomst:\n\nØkonomi:\n"
    sequence = meetings.get(session, meeting.id).sequence
    kept = minutes.save(session, meeting.id, "Vi talte om penge.\r\nDer er nogle.", version=meeting.version)
    assert kept.text == kept.beginning == "Vi talte om penge.\nDer er nogle."
    assert meetings.get(session, meeting.id).sequence == sequence
    last = undo.entries(session, limit=1)[0]
    assert last.operation.value == "meeting.minutes"
    (told,) = history.story(session, last.id)
    assert [(one.field, one.after) for one in told.fields] == [("minutes", kept.text)]
    undo.undo(session)
    assert minutes.of_meeting(session, meeting.id).text == ""


def test_a_cpr_number_is_refused_and_its_line_named(session: Session, meeting: Meeting, path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        minutes.save(session, meeting.id, "Velkomst\nElev 120304-1234 mangler", version=meeting.version)
    assert refused.value.message.values["number"] == 2
    for save in (minutes.decide, actions.add):
        with pytest.raises(Invalid):
            save(session, meeting.id, "Ring til 120304-1234")
    assert b"120304-1234" not in path.read_bytes() + path.with_name(f"{path.name}-wal").read_bytes()


def test_two_who_write_at_once_are_told(session: Session, meeting: Meeting) -> None:
    minutes.save(session, meeting.id, "Annas", version=meeting.version)
    with pytest.raises(Changed) as changed:
        minutes.save(session, meeting.id, "Bos", version=meeting.version)
    assert changed.value.conflicts[0].theirs == "Annas"


def test_decisions_keep_their_numbers(session: Session, meeting: Meeting) -> None:
    first, second = (minutes.decide(session, meeting.id, text) for text in ("Ja til lift", "Nej til kaffe"))
    assert (first.place, second.place) == (1, 2)
    minutes.take_away(session, minutes.numbered(session, meeting.id, 1))
    assert minutes.decide(session, meeting.id, "Ja til kage").place == 3
    undo.undo(session)
    undo.undo(session)
    assert [one.place for one in minutes.of_meeting(session, meeting.id).decisions] == [1, 2]
    with pytest.raises(NotFound):
        minutes.numbered(session, meeting.id, 9)


def test_a_day_of_a_series_gets_minutes_of_its_own(session: Session) -> None:
    planning.plan(session, {"title": "Kaffe"}, read_series("hver torsdag 15-16 til 17-12-2026", session.today))
    day = next(number for number in meeting_rows.coming_ids(session) if number < 0)
    kept = minutes.save(session, day, "Kaffen var god.", version=meetings.get(session, day).version)
    assert kept.meeting.id > 0 and minutes.of_meeting(session, day).text == "Kaffen var god."
    assert actions.add(session, day, "Køb mere kaffe").meeting_id == kept.meeting.id


def test_an_action_point_comes_back_until_it_is_done(session: Session, meeting: Meeting) -> None:
    later = actions.add(session, meeting.id, "Find lokale", owner="Rengøringen")
    soon = actions.add(session, meeting.id, "Ring til firmaet", owner="anna", due="fredag")
    assert (soon.owner_id, soon.owner, soon.due) == (1, "Anna Åkjær", date(2026, 11, 20))
    assert (later.owner_id, later.owner, later.due) == (None, "Rengøringen", None)
    assert [one.id for one in overview.today(session).actions] == [soon.id, later.id]
    assert actions.done(session, soon.id).done_on == session.today
    assert [one.id for one in overview.today(session).actions] == [later.id]
    undo.undo(session)
    assert [one.id for one in action_points.every(session)] == [soon.id, later.id]
    actions.done(session, later.id)
    assert actions.to_do_again(session, later.id).done_on is None
    edited = actions.edit(session, soon, "Ring til begge", owner="Anna Åkjær", due="1-12-2026")
    assert (edited.text, edited.owner_id, edited.due) == ("Ring til begge", 1, date(2026, 12, 1))
    assert edited.overdue(date(2026, 12, 2)) and not edited.overdue(date(2026, 12, 1))


def test_of_namesakes_the_one_at_the_meeting_does_it(session: Session, meeting: Meeting) -> None:
    people.add(session, {"given": "Anna", "family": "Holm"})
    assert actions.add(session, meeting.id, "Ring", owner="Anna").owner_id == 1
    with pytest.raises(NotFound):
        actions.add(session, meeting.id, "Ring", owner="999")


def test_minutes_somebody_was_to_write_are_missed_for_a_while(
    session: Session, meeting: Meeting, open_as: OpenAs
) -> None:
    assert overview.today(session).without_minutes == ()
    invitations.invite(session, meeting.id, people=[2], role=MeetingRole.MINUTES)
    assert [one.id for one in overview.today(session).without_minutes] == [meeting.id]
    with open_as("anna", NOW + timedelta(days=14)) as later:
        assert overview.without_minutes(later) == []
    minutes.decide(session, meeting.id, "Ja")
    assert overview.without_minutes(session) == []


def test_nothing_of_a_shielded_network_is_seen_from_outside(
    session: Session, meeting: Meeting, open_as: OpenAs
) -> None:
    shielded = networks.add(session, {"name": "Regnbuen", "kind": "diversity", "neutral_title": "Aftale"})
    planned = meetings.plan(session, {"title": "Lukket"}, read_span("12-11-2026 12-13", session.today), [shielded.id])
    minutes.save(session, planned.id, "Hemmeligt", version=planned.version)
    minutes.decide(session, planned.id, "Hemmelig beslutning")
    point = actions.add(session, planned.id, "Hemmelig opgave", owner="Anna Åkjær")
    with open_as("udenfor") as outside:
        with pytest.raises(NotFound):
            minutes.of_meeting(outside, planned.id)
        assert action_points.of_meeting(outside, planned.id) == []
        for touch in (action_points.get, actions.done):
            with pytest.raises(NotFound):
                touch(outside, point.id)
        assert action_points.every(outside) == [] and overview.today(outside).actions == ()
        seen = {entry.operation.value for entry in undo.entries(outside)}
        assert not seen & {"meeting.minutes", "meeting.decide", "meeting.action"}
        assert erasure.preview(outside, 1).mentions == ()


def test_whoever_is_erased_is_no_owner_any_more(session: Session, meeting: Meeting) -> None:
    point = actions.add(session, meeting.id, "Ring", owner="Anna Åkjær")
    minutes.save(session, meeting.id, "Anna Åkjær tog ordet.", version=meeting.version)
    assert "Styregruppen" in erasure.preview(session, 1).mentions
    erasure.erase_person(session, 1, ErasureReason.REQUEST)
    assert session.query("SELECT count(*) FROM change WHERE person_id = 1") == [(0,)]
    left = action_points.get(session, point.id)
    assert (left.text, left.owner_id, left.owner) == ("Ring", None, "")


def test_an_action_point_follows_whoever_is_made_one_with_another(session: Session, meeting: Meeting) -> None:
    twin = people.add(session, {"given": "Anna", "family": "Aakjær"})
    point = actions.add(session, meeting.id, "Ring", owner=str(twin.id))
    merging.merge(session, 1, twin.id)
    assert action_points.get(session, point.id).owner_id == 1
    undo.undo(session)
    assert action_points.get(session, point.id).owner_id == twin.id

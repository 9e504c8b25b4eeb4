"""Catering and access as totals: typed, undone, and fourteen days after the meeting gone from every byte."""

from datetime import timedelta
from pathlib import Path

import pytest

from core import meetings, networks, people
from core.afterwards import totals
from core.afterwards.kinds import TotalKind
from core.care import backups, doctor
from core.door.session import Session, open_session
from core.errors import Invalid, NotFound, Refused
from core.past import history, undo
from core.rules.day_words import read_span
from core.series import planning
from core.series.said import read_series
from tests.core.afterwards.conftest import Plan
from tests.core.conftest import NOW, OpenAs
from tests.core.privacy.test_erasure import fine, held

FOOD, ACCESS = TotalKind.CATERING, TotalKind.ACCESS
LATER = NOW + timedelta(days=30)


def told(session: Session, meeting: int) -> list[tuple[str, int]]:
    return [(one.label, one.count) for one in totals.of_meeting(session, meeting)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("12 alm., 3 vegetar, 1 uden nødder", [("alm.", 12), ("vegetar", 3), ("uden nødder", 1)]),
        ("kørestol: 2; 4 x tolk", [("kørestol", 2), ("tolk", 4)]),
        ("2 stk. glutenfri\n10 almindelige", [("glutenfri", 2), ("almindelige", 10)]),
        ("", []),
    ],
)
def test_totals_are_typed_as_they_are_said(text: str, counts: list[tuple[str, int]]) -> None:
    assert totals.read_counts(text) == counts


@pytest.mark.parametrize("text", ["vegetar", "12", "mange vegetarer, 3 almindelige"])
def test_a_part_without_a_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        totals.read_counts(text)


def test_totals_are_noted_changed_taken_away_and_undone(session: Session, plan: Plan) -> None:
    meeting = plan("26-11-2026 17-19").id
    totals.note(session, meeting, {FOOD: [("alm.", 12), ("Vegetar", 3)], ACCESS: [("kørestol", 1)]})
    (one, *_) = totals.of_meeting(session, meeting)
    assert (one.kind, one.until.isoformat()) == (FOOD, "2026-12-10")
    totals.note(session, meeting, {FOOD: [("vegetar", 4), ("alm.", 0)]})
    assert told(session, meeting) == [("Vegetar", 4), ("kørestol", 1)]
    story = history.story(session, undo.last_own(session).id)
    assert [str(one.noun.msgid) for one in story] == ["total", "total"]
    undo.undo(session)
    assert told(session, meeting) == [("alm.", 12), ("Vegetar", 3), ("kørestol", 1)]


def test_a_total_has_no_name_no_cpr_number_and_a_size(session: Session, plan: Plan, path: Path) -> None:
    meeting = plan("26-11-2026 17-19").id
    for label, count in (
        ("uden nødder, Anna Åkjær", 1),
        ("elev 120304-1234", 1),
        ("alm.", -1),
        ("alm.", 10**6),
        (" ", 2),
    ):
        with pytest.raises(Invalid):
            totals.note(session, meeting, {FOOD: [(label, count)]})
    assert told(session, meeting) == [] and b"120304-1234" not in held(path)
    totals.note(session, meeting, {FOOD: [("boller fra Anna", 2)]})  # a given name alone may be anything


def test_a_day_of_a_series_gets_totals_of_its_own(session: Session) -> None:
    planning.plan(session, {"title": "Fast"}, read_series("hver torsdag 15-16 til 17-12-2026", session.today))
    day = next(iter(meetings.ids(session, "")))
    assert day < 0
    own = totals.note(session, day, {FOOD: [("alm.", 12)]})[0].meeting_id
    assert own > 0 and told(session, day) == [("alm.", 12)]


def test_shielded_totals_are_as_closed_as_the_meeting(session: Session, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Plads til alle", "kind": "diversity", "neutral_title": "Aftale"})
    meeting = meetings.plan(session, {"title": "Aftensmad"}, read_span("26-11-2026 17-19", session.today), [network.id])
    totals.note(session, meeting.id, {FOOD: [("halal", 3)]})
    with open_as("birgit") as other:
        with pytest.raises(NotFound):
            totals.of_meeting(other, meeting.id)
        with pytest.raises(NotFound):
            totals.note(other, meeting.id, {FOOD: [("alm.", 1)]})
        assert not any(one.operation.value == "meeting.totals" for one in undo.entries(other))


# -- fourteen days after ---------------------------------------------------------------------------------------------------

_SECRET = b"qvistnoedder"


def _noted(session: Session, plan: Plan) -> int:
    """A meeting with a total that was changed, and one that was taken off again: only the log knows of that."""
    meeting = plan("26-11-2026 17-19").id
    totals.note(session, meeting, {FOOD: [("qvistnoedder", 1), ("alm.", 9)], ACCESS: [("qvistnoedder to", 2)]})
    totals.note(session, meeting, {FOOD: [("qvistnoedder", 7)], ACCESS: [("qvistnoedder to", 0)]})
    return meeting


def test_fourteen_days_after_nothing_is_left_in_the_bytes(
    session: Session, plan: Plan, path: Path, open_as: OpenAs
) -> None:
    meeting = _noted(session, plan)
    assert _SECRET in held(path)
    with open_as("anna", NOW.replace(month=12, day=10, hour=20)) as last_day:
        people.add(last_day, {"given": "Dorte"})
        assert told(last_day, meeting) == [("qvistnoedder", 7), ("alm.", 9)]
    with open_as("anna", NOW.replace(month=12, day=11)) as after:
        assert told(after, meeting) == []  # not even before anybody has written
        assert _SECRET in held(path)
        people.add(after, {"given": "Erik"})
        assert _SECRET not in held(path)
        assert after.query("SELECT count(*) FROM meeting_total") == [(0,)]
        fine(after)
        assert {one.check: one.state.value for one in doctor.examine(after)}["erasures"] == "fine"
        assert [one.operation.value for one in undo.entries(after, limit=2)] == ["person.add", "totals.forget"]
        with pytest.raises(Refused, match="more than"):
            totals.note(after, meeting, {FOOD: [("alm.", 1)]})


def test_no_undo_brings_it_back(session: Session, plan: Plan, path: Path, open_as: OpenAs) -> None:
    _noted(session, plan)
    first, second = (one.id for one in reversed(undo.entries(session, operation="meeting.totals")))
    with open_as("anna", LATER) as after:
        people.add(after, {"given": "Erik"})
        for number in (first, second):
            with pytest.raises(Refused):
                undo.undo(after, number)
        undo.undo(after)  # the newest of one's own that can go back
        undo.undo(after)
        assert not any(one.operation.value == "totals.forget" and one.undone_by for one in undo.entries(after))
        assert _SECRET not in held(path)
        fine(after)


def test_no_copy_brings_it_back(session: Session, plan: Plan, path: Path) -> None:
    _noted(session, plan)
    copy = backups.make(session)
    session.database.close()
    backups.restore(path, copy, account="birgit", clock=lambda: LATER)
    assert _SECRET not in held(path)
    with open_session(path, account="birgit", clock=lambda: LATER) as back:
        assert back.query("SELECT count(*) FROM meeting_total") == [(0,)]
        fine(back)


def test_a_meeting_that_is_moved_takes_its_totals_with_it(session: Session, plan: Plan, open_as: OpenAs) -> None:
    meeting = _noted(session, plan)
    moved = meetings.get(session, meeting)
    meetings.move(session, meeting, read_span("14-1-2027 17-19", session.today), version=moved.version)
    with open_as("anna", LATER) as after:
        people.add(after, {"given": "Erik"})
        assert ("alm.", 9) in told(after, meeting)
    with open_as("anna", NOW + timedelta(days=80)) as long_after:
        people.add(long_after, {"given": "Fie"})
        assert long_after.query("SELECT count(*) FROM meeting_total") == [(0,)]


def test_a_dry_run_forgets_nothing(session: Session, plan: Plan, path: Path) -> None:
    _noted(session, plan)
    with open_session(path, account="anna", clock=lambda: LATER, dry_run=True) as trying:
        people.add(trying, {"given": "Erik"})
        assert trying.query("SELECT count(*) > 0 FROM meeting_total") == [(1,)]

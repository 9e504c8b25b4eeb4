"""The last day to sign up for the meetings of a series follows from the day of each of them, until one gets its own."""

from datetime import UTC, date, datetime

import pytest

from core import invitations, meetings, people
from core.attending import answers
from core.door.session import Session
from core.errors import Invalid
from core.meetings import Meeting
from core.past import history, undo
from core.rules.day_words import read_span
from core.rules.kinds import Answer
from core.series import changing, planning, records
from core.series.changing import Wishes
from core.series.content import SeriesFields
from core.series.records import Series
from core.series.restating import restated
from core.series.said import read_series
from tests.core.conftest import NOW, OpenAs

TODAY = NOW.date()


@pytest.fixture
def cafe(session: Session) -> Series:
    """Every Thursday, four times; whoever comes says so three days before."""
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 04-02-2027", TODAY)
    values: SeriesFields = {"title": "Torsdagscafé", "sign_up_days": "3"}
    return planning.plan(session, values, said, (), planning.preview(session, said))


def _every(session: Session, series: Series) -> list[Meeting]:
    return [one.meeting for one in records.days(session, records.get(session, series.id)) if one.meeting]


def _deadlines(session: Session, series: Series) -> list[str]:
    return [one.sign_up_by.strftime("%d-%m") if one.sign_up_by else "" for one in _every(session, series)]


def test_it_is_so_many_days_before_each_meeting_with_a_row_or_without(session: Session, cafe: Series) -> None:
    person = people.add(session, {"given": "Anna"}).id
    assert _deadlines(session, cafe) == ["11-01", "18-01", "25-01", "01-02"]
    invitations.invite(session, _every(session, cafe)[1].id, people=[person])
    assert _every(session, cafe)[1].id > 0
    assert _deadlines(session, cafe) == ["11-01", "18-01", "25-01", "01-02"]


def test_an_answer_after_it_is_late(session: Session, cafe: Series, open_as: OpenAs) -> None:
    first, second = (people.add(session, {"given": given}).id for given in ("Anna", "Bo"))
    number = _every(session, cafe)[0].id
    invitations.invite(session, number, people=[first, second])
    assert not answers.note(session, number, first, Answer.ACCEPTED).late
    with open_as("anna", datetime(2027, 1, 12, 9, tzinfo=UTC)) as later:
        assert answers.note(later, number, second, Answer.ACCEPTED).late


def test_another_number_of_days_is_for_all_that_have_none_of_their_own_and_undone(session: Session, cafe: Series) -> None:
    person = people.add(session, {"given": "Anna"}).id
    every = _every(session, cafe)
    invitations.invite(session, every[1].id, people=[person])
    meetings.edit(session, every[2].id, {"sign_up_by": "2027-01-02"}, version=1)
    before = records.get(session, cafe.id)
    changing.edit(session, cafe.id, Wishes({"sign_up_days": 7}), version=before.version)
    assert _deadlines(session, cafe) == ["07-01", "14-01", "02-01", "28-01"]
    after = records.get(session, cafe.id)
    assert (after.sequence, after.stamp) == (before.sequence, before.stamp)  # no calendar holds it
    told = [field for row in history.story(session, session.query("SELECT max(id) FROM operation")[0][0]) for field in row.fields]
    assert ("Days to sign up", 3, 7) in [(field.label.msgid, field.before, field.after) for field in told]
    undo.undo(session)
    assert _deadlines(session, cafe) == ["11-01", "18-01", "02-01", "01-02"]
    changing.edit(session, cafe.id, Wishes({"sign_up_days": ""}), version=records.get(session, cafe.id).version)
    assert _deadlines(session, cafe) == ["", "", "02-01", ""]


def test_a_moved_meeting_takes_it_along_but_not_one_of_its_own(session: Session, cafe: Series) -> None:
    every = _every(session, cafe)
    meetings.move(session, every[0].id, read_span("19-01-2027 17-19", TODAY), version=1)
    own = meetings.edit(session, every[1].id, {"sign_up_by": "2027-01-02"}, version=1)
    meetings.move(session, own.id, read_span("22-01-2027 17-19", TODAY), version=own.version)
    assert _deadlines(session, cafe) == ["16-01", "02-01", "25-01", "01-02"]
    undo.undo(session)
    assert _deadlines(session, cafe)[1] == "02-01"


def test_another_rule_and_another_number_at_once(session: Session, cafe: Series) -> None:
    person = people.add(session, {"given": "Anna"}).id
    invitations.invite(session, _every(session, cafe)[1].id, people=[person])
    series = records.get(session, cafe.id)
    said = restated(series, "hver fredag")
    changing.edit(session, cafe.id, Wishes({"sign_up_days": 1}, said), version=series.version)
    assert _deadlines(session, cafe)[:3] == ["14-01", "21-01", "28-01"]
    undo.undo(session)
    assert _deadlines(session, cafe) == ["11-01", "18-01", "25-01", "01-02"]


def test_from_a_day_on(session: Session, cafe: Series) -> None:
    person = people.add(session, {"given": "Anna"}).id
    invitations.invite(session, _every(session, cafe)[3].id, people=[person])
    version = records.get(session, cafe.id).version
    new = changing.edit_from(session, cafe.id, date(2027, 1, 28), Wishes({"sign_up_days": 1}), version=version)
    assert (_deadlines(session, cafe), _deadlines(session, new)) == (["11-01", "18-01"], ["27-01", "03-02"])


def test_a_day_that_is_planned_on_another_day_has_it_before_that_one(session: Session) -> None:
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 21-01-2027", TODAY)
    days = planning.preview(session, said)
    days[1] = planning.decided(session, days[1], date(2027, 1, 26), said, ())
    made = planning.plan(session, {"title": "Café", "sign_up_days": 2}, said, (), days)
    assert _deadlines(session, made) == ["12-01", "24-01"]


@pytest.mark.parametrize("days", ["-1", "366", "tre"])
def test_what_is_no_number_of_days_is_refused(session: Session, cafe: Series, days: str) -> None:
    with pytest.raises(Invalid):
        changing.edit(session, cafe.id, Wishes({"sign_up_days": days}), version=cafe.version)

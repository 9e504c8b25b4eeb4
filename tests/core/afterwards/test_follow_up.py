"""Two times away, still here: who is on the list, who is not, and what is written to them."""

from datetime import date, timedelta

import pytest

from core import affiliations, meetings, memberships, networks, people
from core.afterwards import follow_up
from core.attending import roll_call
from core.attending.kinds import Attendance
from core.door.session import Session
from core.errors import NotAllowed
from core.invitations import answer
from core.rules.kinds import AffiliationKind, Answer, Language
from core.rules.weeks import read_weeks
from core.school import periods
from tests.core.afterwards.conftest import Plan
from tests.core.conftest import NOW, OpenAs
from tui.words import load

PRESENT, ABSENT, EXCUSED = Attendance.PRESENT, Attendance.ABSENT, Attendance.EXCUSED
DAYS = ("22-10-2026 17-19", "5-11-2026 17-19", "12-11-2026 17-19")


def names(session: Session, network: str | None = None) -> list[str]:
    return [one.person.given for one in follow_up.find(session, network)]


def test_who_was_away_twice_is_on_it_and_who_came_is_not(session: Session, plan: Plan) -> None:
    first, second, third = (plan(day).id for day in DAYS)
    roll_call.take(session, first, {1: PRESENT, 2: PRESENT, 3: PRESENT})
    roll_call.take(session, second, {1: PRESENT, 2: ABSENT, 3: ABSENT})
    assert names(session) == []  # once is nothing
    roll_call.take(session, third, {1: PRESENT, 2: ABSENT})  # nobody said anything of Carl, who had not answered
    found = follow_up.find(session)
    assert [(one.person.given, one.days) for one in found] == [
        ("Bo", (date(2026, 11, 12), date(2026, 11, 5))), ("Carl", (date(2026, 11, 12), date(2026, 11, 5)))
    ]  # fmt: skip
    assert follow_up.count(session) == 2 and names(session, "piger") == ["Bo", "Carl"]
    with_bo = plan("18-11-2026 17-19").id
    roll_call.take(session, with_bo, {2: PRESENT, 1: ABSENT})
    assert names(session) == ["Carl"]


def test_a_meeting_without_a_roll_call_says_nothing_of_anybody(session: Session, plan: Plan) -> None:
    for day in DAYS:
        plan(day)
    assert names(session) == []


@pytest.mark.parametrize("said", [Answer.DECLINED, Answer.WAITING])
def test_who_said_no_was_not_expected(session: Session, plan: Plan, said: Answer) -> None:
    first, second, third = (plan(day).id for day in DAYS)
    for meeting in (first, second, third):
        roll_call.take(session, meeting, {1: PRESENT, 3: PRESENT})
    assert names(session) == ["Bo"]
    answer(session, third, 2, said)
    assert names(session) == ["Bo"]  # the two before it
    answer(session, second, 2, said)
    assert names(session) == []


def test_who_is_excused_at_the_door_was_not_expected(session: Session, plan: Plan) -> None:
    for day in DAYS[:2]:
        roll_call.take(session, plan(day).id, {1: PRESENT, 2: EXCUSED, 3: PRESENT})
    assert names(session) == []


def test_who_was_away_from_school_that_week_was_not_expected(session: Session, plan: Plan) -> None:
    affiliations.add(session, 2, {"kind": AffiliationKind.PUPIL, "class_name": "h1"})
    for day in DAYS[:2]:  # weeks 43 and 45
        roll_call.take(session, plan(day).id, {1: PRESENT, 3: PRESENT})
    assert names(session) == ["Bo"]
    periods.set_for_class(session, None, "h1", read_weeks("u43", 2026))
    assert names(session) == []


def test_without_invitations_the_members_were_expected(session: Session, plan: Plan) -> None:
    for day in DAYS[:2]:
        roll_call.take(session, plan(day, invite=False).id, {1: PRESENT, 3: PRESENT})
    assert names(session) == ["Bo"]


def test_who_has_left_is_let_be(session: Session, plan: Plan) -> None:
    for day in DAYS[1:]:
        roll_call.take(session, plan(day).id, {1: PRESENT})
    assert names(session) == ["Bo", "Carl"]
    memberships.leave(session, networks.get(session, "piger").id, [2], until=date(2026, 11, 18))
    place = affiliations.add(session, 3, {"kind": AffiliationKind.PUPIL, "class_name": "h1"})
    assert names(session) == ["Carl"]
    affiliations.end(session, place, date(2026, 11, 17))
    assert names(session) == []


def test_whose_data_may_not_be_used_is_let_be(session: Session, plan: Plan) -> None:
    for day in DAYS[1:]:
        roll_call.take(session, plan(day).id, {1: PRESENT, 3: PRESENT})
    bo = people.by_id(session, 2)
    people.edit(session, 2, {"restricted": "ja"}, version=bo.version)
    assert names(session) == []


def test_long_ago_is_long_ago(session: Session, plan: Plan, open_as: OpenAs) -> None:
    for day in DAYS[1:]:
        roll_call.take(session, plan(day).id, {1: PRESENT, 3: PRESENT})
    assert names(session) == ["Bo"]
    with open_as("anna", NOW + timedelta(days=120)) as later:
        assert names(later) == []


def test_a_cancelled_meeting_is_none(session: Session, plan: Plan) -> None:
    first, second = (plan(day).id for day in DAYS[1:])
    for meeting in (first, second):
        roll_call.take(session, meeting, {1: PRESENT, 3: PRESENT})
    meetings.cancel(session, second)
    assert names(session) == []


def test_a_closed_network_is_not_on_it(session: Session, plan: Plan, open_as: OpenAs) -> None:
    for day in DAYS[1:]:
        roll_call.take(session, plan(day).id, {1: PRESENT, 3: PRESENT})
    shown = networks.get(session, "piger")
    networks.edit(session, shown.id, {"level": "shielded", "neutral_title": "Aftale"}, version=shown.version)
    assert names(session) == ["Bo"]
    with open_as("birgit") as other:
        assert names(other) == [] and follow_up.count(other) == 0
        with pytest.raises(NotAllowed):
            follow_up.find(other, "piger")
        other_network = networks.add(other, {"name": "Alle"})  # a joint meeting is as closed as the shielded one
        assert follow_up.find(other, other_network.id) == []


def test_the_text_is_friendly_in_their_language_and_names_no_shielded_network(session: Session, plan: Plan) -> None:
    for day in DAYS[1:]:
        roll_call.take(session, plan(day).id, {1: PRESENT, 3: PRESENT})
    plan("26-11-2026 17-19", {"place": "Kantinen"})
    people.edit(session, 2, {"language": "en"}, version=people.by_id(session, 2).version)
    (one,) = follow_up.find(session)
    assert one.language is Language.ENGLISH
    text = follow_up.friendly(session, one, load(one.language))
    assert text.startswith("Hi Bo\n\nIt is a while since we saw you in Piger i Randers")
    assert "We meet next Thu 26-11-2026 17:00-19:00, Kantinen." in text and "twice" not in text
    danish = follow_up.friendly(session, one, load(Language.DANISH))
    assert danish.startswith("Hej Bo\n") and "savne" not in danish.partition("\n")[0]
    shown = networks.get(session, "piger")
    networks.edit(session, shown.id, {"level": "shielded", "neutral_title": "Aftale"}, version=shown.version)
    (closed,) = follow_up.find(session)
    assert "Piger" not in follow_up.friendly(session, closed, load(Language.ENGLISH))

"""School periods of classes and people, and who is at school then."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import affiliations, people
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Ambiguous, Changed, Invalid, NotFound
from core.past import history, undo
from core.rules.kinds import AffiliationKind, OrganisationKind
from core.rules.weeks import Week, WeekSpan, read_weeks, week_of, written
from core.school import periods
from core.school.at_school import InClass, SchoolState, condition, state, states_of, weeks_of
from core.search.condition import Condition
from tests.core.conftest import OpenAs

SCHOOL = "Gudenå Erhvervsskole"


def pupil(session: Session, name: str, class_name: str, school: str = SCHOOL, **dates: date | None) -> int:
    place: affiliations.AffiliationFields = {
        "kind": AffiliationKind.PUPIL, "organisation": school, "organisation_kind": OrganisationKind.SCHOOL,
        "class_name": class_name, "from_date": dates.get("begins"), "until_date": dates.get("ends"),
    }  # fmt: skip
    return people.add(session, {"given": name}, [place]).id


def school_id(session: Session) -> int:
    return int(session.query("SELECT id FROM organisation WHERE name = ?", [SCHOOL])[0][0])


def set_class(session: Session, class_name: str, weeks: str, year: int = 2026) -> periods.Periods:
    return periods.set_for_class(session, school_id(session), class_name, read_weeks(weeks, year))


def answering(session: Session, asked: Condition) -> set[int]:
    return {row[0] for row in session.query(f"SELECT p.id FROM person p WHERE {asked.sql}", asked.parameters)}


def table(session: Session) -> list[tuple[object, ...]]:
    return session.query(
        "SELECT organisation_id, class_name, person_id, from_date, until_date FROM school_period ORDER BY 1, 2, 3, 4, 5"
    )


def test_weeks_entered_once_for_a_class_hold_for_everybody_in_it(session: Session) -> None:
    anna, bo = pupil(session, "Anna", "h3tøm26"), pupil(session, "Bo", "h3tøm26")
    else_where = pupil(session, "Cilla", "h3tøm26", school="Limfjord Erhvervsskole")
    set_class(session, "h3tøm26", "u34-38, u2-6")
    assert answering(session, condition("p", Week(2026, 36))) == {anna, bo}
    assert answering(session, condition("p", date(2027, 1, 17))) == {anna, bo}
    assert answering(session, condition("p", Week(2026, 47), SchoolState.AWAY)) == {anna, bo}
    assert answering(session, condition("p", Week(2026, 36), SchoolState.UNKNOWN)) == {else_where}
    # The school year after that nobody has said anything about.
    assert answering(session, condition("p", Week(2027, 36), SchoolState.UNKNOWN)) == {anna, bo, else_where}


def test_a_persons_own_weeks_stand_instead_of_the_classs_all_that_school_year(session: Session) -> None:
    anna, bo = pupil(session, "Anna", "h3"), pupil(session, "Bo", "h3")
    set_class(session, "h3", "u34-38, u2-6")
    set_class(session, "h3", "u34-38", 2027)
    periods.set_for_person(session, bo, read_weeks("u40-42", 2026))
    assert answering(session, condition("p", Week(2026, 36))) == {anna}
    assert answering(session, condition("p", Week(2026, 41))) == {bo}
    assert answering(session, condition("p", Week(2027, 3), SchoolState.AWAY)) == {bo}
    assert answering(session, condition("p", Week(2027, 36))) == {anna, bo}


def test_only_who_is_in_the_class_then_is_at_school(session: Session) -> None:
    left = pupil(session, "Anna", "h3", ends=date(2026, 9, 1))
    comes = pupil(session, "Bo", "h3", begins=date(2027, 1, 13))
    set_class(session, "h3", "u34-38, u2-6")
    assert answering(session, condition("p", Week(2026, 36))) == {left}
    assert answering(session, condition("p", date(2026, 9, 2))) == set()
    assert answering(session, condition("p", Week(2027, 2))) == {comes}
    assert answering(session, condition("p", date(2027, 1, 12))) == set()


def test_setting_weeks_replaces_those_of_their_school_years_only(session: Session) -> None:
    pupil(session, "Anna", "h3")
    set_class(session, "h3", "u34-38, u2-6")
    now = set_class(session, "h3", "u34-38", 2027)
    assert written(now.spans, 2026) == "u34-38, u2-6, u34-38"
    now = set_class(session, "h3", "u36-40", 2026)
    assert written(now.spans, 2026) == "u36-40, u34-38 2027"
    assert now.school_years == (2026, 2027)
    assert periods.clear(session, now, 2026) == 1
    assert written(periods.of_class(session, school_id(session), "h3").spans, 2027) == "u34-38"


def test_weeks_through_the_summer_are_one_span_to_read_and_cut_to_keep(session: Session) -> None:
    pupil(session, "Anna", "h3")
    now = set_class(session, "h3", "u24-36", 2026)
    assert written(now.spans, 2026) == "u24-36"
    assert len(now.rows) == 2
    assert periods.clear(session, now, 2027) == 1
    left = periods.of_class(session, school_id(session), "h3")
    assert written(left.spans, 2026) == "u24-30"


def test_periods_are_undone_and_told(session: Session) -> None:
    pupil(session, "Anna", "h3")
    set_class(session, "h3", "u34-38, u2-6")
    before = table(session)
    set_class(session, "h3", "u34-38, u8-9")
    told = history.story(session, undo.last_own(session).id)
    assert {(one.table, one.made, one.gone) for one in told} == {
        ("school_period", True, False),
        ("school_period", False, True),
    }
    assert {one.name for one in told} == {f"{SCHOOL}, h3, u2-6 (2026/27)", f"{SCHOOL}, h3, u8-9 (2026/27)"}
    undo.undo(session)
    assert table(session) == before
    undo.undo(session)
    assert table(session) == []


def test_setting_the_same_weeks_again_changes_nothing(session: Session) -> None:
    pupil(session, "Anna", "h3")
    before = set_class(session, "h3", "u34-38, u2-6")
    newest = undo.last_own(session).id
    assert set_class(session, "h3", "u2-6, u34-38 2026").rows == before.rows
    assert undo.last_own(session).id == newest


def test_weeks_that_a_colleague_has_changed_are_not_replaced(session: Session, open_as: OpenAs) -> None:
    pupil(session, "Anna", "h3")
    seen = set_class(session, "h3", "u34-38")
    with open_as("bo") as other:
        set_class(other, "h3", "u35-39")
    with pytest.raises(Changed) as raised:
        periods.set_for_class(session, school_id(session), "h3", read_weeks("u36-40", 2026), seen=seen)
    (conflict,) = raised.value.conflicts
    assert (conflict.before, conflict.yours, conflict.theirs) == ("u34-38", "u36-40", "u35-39")
    with pytest.raises(Changed):
        periods.clear(session, seen)
    assert written(periods.of_class(session, school_id(session), "h3").spans, 2026) == "u35-39"


def test_a_class_needs_a_name_and_weeks(session: Session) -> None:
    with pytest.raises(Invalid):
        periods.set_for_class(session, None, " ", read_weeks("u34", 2026))
    with pytest.raises(Invalid):
        periods.set_for_class(session, None, "h3", [])


def test_classes_are_those_people_are_in_or_that_have_weeks(session: Session) -> None:
    pupil(session, "Anna", "h3tøm26")
    pupil(session, "Bo", "h3tøm26")
    pupil(session, "Cilla", "h1smed", ends=date(2026, 6, 30))
    pupil(session, "Dorte", "h1smed", school="Limfjord Erhvervsskole")
    pupil(session, "Erik", "h1smed")
    set_class(session, "gf2ny27", "u3-23")
    found = periods.classes(session)
    assert [(one.class_name, one.organisation, one.people) for one in found] == [
        ("gf2ny27", SCHOOL, 0), ("h1smed", SCHOOL, 1), ("h1smed", "Limfjord Erhvervsskole", 1), ("h3tøm26", SCHOOL, 2),
    ]  # fmt: skip
    assert periods.class_named(session, "H3TØM26").people == 2
    assert periods.class_named(session, "h3").people == 2
    assert periods.class_named(session, "h1smed", "Limfjord").organisation == "Limfjord Erhvervsskole"
    with pytest.raises(Ambiguous):
        periods.class_named(session, "h1smed")
    with pytest.raises(NotFound) as raised:
        periods.class_named(session, "h3mur")
    assert raised.value.near == ("h3tøm26",)


def test_weeks_are_counted_in_three_states(session: Session) -> None:
    known = [pupil(session, name, "h3") for name in ("Anna", "Bo", "Cilla")]
    unknown = pupil(session, "Dorte", "gf1")
    set_class(session, "h3", "u34-35")
    periods.set_for_person(session, known[2], read_weeks("u35-36", 2026))
    counts = weeks_of(session, [*known, unknown, unknown], Week(2026, 34), Week(2026, 36))
    assert [(one.week.number, one.at_school, one.away, one.unknown) for one in counts] == [
        (34, 2, 1, 1), (35, 3, 0, 1), (36, 1, 2, 1)
    ]  # fmt: skip
    assert counts[0].share == pytest.approx(2 / 3)
    assert weeks_of(session, [unknown], Week(2026, 34), Week(2026, 34))[0].share is None
    assert states_of(session, [known[2]], Week(2026, 53), Week(2027, 1)) == {known[2]: [SchoolState.AWAY] * 2}


WEEKS = st.dates(date(2026, 6, 1), date(2027, 10, 31)).map(week_of)
SPANS = st.lists(st.tuples(WEEKS, st.integers(0, 8)).map(
    lambda said: WeekSpan(said[0], week_of(said[0].monday + timedelta(weeks=said[1])))
), max_size=4)  # fmt: skip
ENDS = st.none() | st.dates(date(2026, 6, 1), date(2027, 10, 31))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(SPANS, SPANS, SPANS, st.lists(st.tuples(st.sampled_from(["h1", "h2"]), ENDS), max_size=2), WEEKS)
def test_the_register_answers_as_the_rule_says(
    session: Session, own: list[WeekSpan], first: list[WeekSpan], second: list[WeekSpan],
    places: list[tuple[str, date | None]], week: Week,
) -> None:  # fmt: skip
    for each in ("school_period", "affiliation", "person"):
        for row in session.query(f"SELECT id FROM {each}"):
            with session.write(Operation.PERIODS_SET) as transaction:
                transaction.delete(each, row[0])
    person = people.add(
        session, {"given": "Anna"}, [{"class_name": name, "until_date": until} for name, until in places]
    ).id
    for name, spans in (("h1", first), ("h2", second)):
        if spans:
            periods.set_for_class(session, None, name, spans)
    if own:
        periods.set_for_person(session, person, own)
    mine = periods.of_person(session, person).own.spans
    plans: dict[tuple[int | None, str], Sequence[WeekSpan]] = {
        (None, name): periods.of_class(session, None, name).spans for name in ("h1", "h2")
    }
    by_rule = state(week, mine, _in_classes(session, person), plans)
    assert states_of(session, [person], week, week) == {person: [by_rule]}
    for one in SchoolState:
        assert (person in answering(session, condition("p", week, one))) == (one is by_rule)
    days = [week.monday + timedelta(days=number) for number in range(5)]
    on_days = [person in answering(session, condition("p", day)) for day in days]
    assert any(on_days) == (by_rule is SchoolState.AT_SCHOOL)


def _in_classes(session: Session, person: int) -> list[InClass]:
    return [
        InClass(one.organisation_id, one.class_name, one.from_date, one.until_date)
        for one in affiliations.of_people(session, [person])[person]
    ]


def test_several_classes_are_set_in_one_step(session: Session) -> None:
    pupil(session, "Anna", "h3")
    pupil(session, "Bo", "h1")
    seen = [one.periods for one in periods.classes(session)]
    assert periods.set_for_classes(session, seen, read_weeks("u34-38", 2026)) == 2
    assert {written(one.periods.spans, 2026) for one in periods.classes(session)} == {"u34-38"}
    with pytest.raises(Changed):
        periods.set_for_classes(session, seen, read_weeks("u35", 2026))
    undo.undo(session)
    assert table(session) == []

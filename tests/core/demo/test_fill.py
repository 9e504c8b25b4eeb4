"""The example file: enough of everything, invented, the same every time."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from core.demo.fill import fill
from core.demo.invented import SIBLINGS
from core.demo.repeated import REPEATED
from core.door.session import Session, open_session
from core.duplicates import pairs
from core.errors import Refused
from core.rules.cpr import contains_cpr
from core.rules.weeks import Week
from core.school import periods
from core.school.at_school import SchoolState, condition
from core.search.compile import compile_people
from core.series import records
from core.series.records import DayState
from db.log import first_broken_link


def column(session: Session, sql: str) -> list[str]:
    return [str(row[0]) for row in session.query(sql)]


@pytest.fixture
def demo(session: Session) -> Session:
    report = fill(session)
    assert report.people == 640
    assert report.networks == 12
    return session


def test_the_people_are_as_many_and_as_different_as_in_the_schools(demo: Session) -> None:
    ages = [2026 - int(year) for year in column(demo, "SELECT birth_year FROM person WHERE birth_year IS NOT NULL")]
    assert 0.04 < sum(age <= 17 for age in ages) / len(ages) < 0.15
    assert 0.05 < sum(age >= 40 for age in ages) / len(ages) < 0.16
    names = Counter(map(tuple, demo.query("SELECT given, family FROM person")))
    assert names[("Mikkel", "Jensen")] >= 2
    assert {("Anne-Mette", "Bach Kjær"), ("Sean", "O'Brien"), ("Zahra", ""), ("Ionuț", "Popescu")} <= set(names)
    assert len(demo.query("SELECT 1 FROM person WHERE protected = 1")) >= 3
    shared = demo.query("SELECT private_email FROM person WHERE private_email <> '' GROUP BY 1 HAVING count(*) > 1")
    assert shared


def test_nothing_in_it_could_reach_anybody(demo: Session) -> None:
    mails = column(demo, "SELECT email FROM person UNION SELECT private_email FROM person UNION SELECT email FROM organisation")
    assert all(not mail or mail.endswith(".example") for mail in mails)
    phones = column(demo, "SELECT phone FROM person UNION SELECT phone FROM organisation")
    assert all(not phone or phone.startswith(("+4594", "+4595")) for phone in phones)
    written = column(demo, "SELECT given || ' ' || family || ' ' || phone || ' ' || email || ' ' || street FROM person")
    assert not any(map(contains_cpr, written))


def test_networks_have_members_meetings_and_answers(demo: Session) -> None:
    members = {
        str(slug): int(str(count))
        for slug, count in demo.query(
            "SELECT n.slug, count(m.id) FROM network n LEFT JOIN membership m ON m.network_id = n.id"
            " AND m.until_date IS NULL GROUP BY n.id"
        )
    }
    assert min(members.values()) >= 7
    assert 9 <= members["plads-til-alle"] <= 14
    assert column(demo, "SELECT slug FROM network WHERE level = 'shielded' AND neutral_title <> ''") == ["plads-til-alle"]
    assert demo.query("SELECT 1 FROM meeting WHERE end_utc < '2026-11-19T09:30:00Z'")
    assert demo.query("SELECT 1 FROM meeting WHERE start_utc BETWEEN '2026-11-19' AND '2026-12-03'")
    assert set(column(demo, "SELECT DISTINCT answer FROM participation")) >= {"accepted", "declined", "needs_action"}


def test_who_made_it_may_open_the_shielded_network_and_nobody_else(demo: Session) -> None:
    assert column(demo, "SELECT account FROM grant_") == ["anna"]
    condition = compile_people(demo, "netværk:plads-til-alle")
    assert demo.query(f"SELECT p.id FROM person p WHERE {condition.sql}", tuple(condition.parameters))


def test_most_classes_have_school_weeks(demo: Session) -> None:
    there, away, unknown = (
        demo.query(f"SELECT count(*) FROM person p WHERE {found.sql}", found.parameters)[0][0]
        for found in (condition("p", Week(2026, 47), state) for state in SchoolState)
    )
    assert there > 100
    assert away > 100
    assert 0 < unknown < 300
    assert len([one for one in periods.classes(demo) if not one.periods.spans]) > 5


def test_it_is_one_operation_in_a_log_that_holds(demo: Session) -> None:
    assert column(demo, "SELECT kind FROM operation") == ["demo"]
    assert first_broken_link(demo.database) is None
    condition = compile_people(demo, "soeren akjaer,sorensen")
    assert demo.query(f"SELECT p.id FROM person p WHERE {condition.sql}", tuple(condition.parameters))


def test_it_is_only_put_into_an_empty_file(demo: Session) -> None:
    with pytest.raises(Refused):
        fill(demo, people=5)


@pytest.mark.parametrize("people", [1, 14, 60])
def test_a_small_example_is_whole_too(session: Session, people: int) -> None:
    seen: list[tuple[int, int]] = []
    assert fill(session, people=people, progress=lambda done, total: seen.append((done, total))).people == people
    assert seen == [(people, people)]


def test_it_is_the_same_every_time(session: Session) -> None:
    fill(session, people=50)
    names = session.query("SELECT given, family, email, phone, town FROM person ORDER BY id")
    other = session.path.with_name("other.db")
    with open_session(other, account="bente", clock=session.clock) as again:
        fill(again, people=50)
        assert again.query("SELECT given, family, email, phone, town FROM person ORDER BY id") == names


def test_a_few_are_there_twice_and_siblings_are_not(demo: Session) -> None:
    found = {(one.one, one.other) for one in pairs.find(demo)}
    repeated = {(earlier + 1, number + 1) for number, (earlier, _) in REPEATED.items()}
    siblings = SIBLINGS[0] + 1, SIBLINGS[1] + 1
    assert found == repeated
    assert len(set(demo.query("SELECT private_email, street, town FROM person WHERE id IN (?, ?)", list(siblings)))) == 1


@pytest.mark.parametrize("today", ["2026-01-01", "2026-07-15", "2026-11-23", "2027-12-24"])
def test_one_evening_comes_again_a_day_is_moved_and_one_is_cancelled(tmp_path: Path, today: str) -> None:
    def now() -> datetime:
        return datetime.fromisoformat(f"{today}T08:00:00+00:00")

    with open_session(tmp_path / "demo.db", account="anna", clock=now) as session:
        report = fill(session, people=60)
        (series,) = records.rows(session, records.ids(session))
        states = [one.state for one in records.days(session, series)]
        assert states.count(DayState.MOVED) == 1
        assert states.count(DayState.CANCELLED) == 1
        assert report.meetings == session.query("SELECT count(*) FROM listed_meeting")[0][0]

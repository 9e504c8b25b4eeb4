"""Finding the week, and what speaks against a time."""

from datetime import date, time

import pytest

from core import affiliations, invitations, meetings, memberships, networks, people
from core.door.session import Session
from core.errors import NotAllowed
from core.messages import Message
from core.planning import breaks
from core.planning.clashes import moments, other_meetings
from core.planning.weeks import Usual, advice, best_first, find_weeks, proposed_span, reasons, usual_time
from core.rules.day_words import read_span
from core.rules.kinds import AffiliationKind, Answer, OrganisationKind
from core.rules.weeks import Week, read_weeks
from core.school import periods
from core.series import planning as series
from core.series.said import read_series
from tests.core.conftest import OpenAs

SCHOOL = "Gudenå Erhvervsskole"
NAMES = ("Anna", "Bo", "Cilla", "Dan")


def pupil(session: Session, name: str, class_name: str) -> int:
    place: affiliations.AffiliationFields = {
        "kind": AffiliationKind.PUPIL, "organisation": SCHOOL, "organisation_kind": OrganisationKind.SCHOOL,
        "class_name": class_name,
    }  # fmt: skip
    return people.add(session, {"given": name}, [place]).id


@pytest.fixture
def girls(session: Session) -> int:
    """Four members since August: two of h1, one of h2 and one of whom nothing is known."""
    every = [pupil(session, name, class_name) for name, class_name in zip(NAMES, ("h1", "h1", "h2", "h3"), strict=True)]
    school = int(session.query("SELECT id FROM organisation WHERE name = ?", [SCHOOL])[0][0])
    for class_name, weeks in (("h1", "u46-49"), ("h2", "u49-52")):
        periods.set_for_class(session, school, class_name, read_weeks(weeks, 2026))
    made = networks.add(session, {"name": "Piger", "slug": "piger"})
    memberships.join(session, made.id, every, from_date=date(2026, 8, 1))
    return made.id


def told(messages: list[Message]) -> list[str]:
    return [message.msgid.format(**message.values) if not message.plural or message.values["n"] == 1
            else message.plural.format(**message.values) for message in messages]  # fmt: skip


def test_the_best_week_is_that_with_most_at_school(session: Session, girls: int) -> None:
    found = find_weeks(session, [girls], Week(2026, 47), Week(2027, 1))
    counts = [(one.week.number, one.count.at_school, one.count.away, one.count.unknown) for one in found]
    assert counts == [
        (47, 2, 1, 1), (48, 2, 1, 1), (49, 3, 0, 1), (50, 1, 2, 1), (51, 1, 2, 1), (52, 1, 2, 1), (53, 0, 3, 1), (1, 0, 3, 1),
    ]  # fmt: skip
    assert [one.week.number for one in best_first(found)][:4] == [49, 47, 48, 50]
    best = best_first(found)[0]
    assert told(reasons(best, session)) == ["3 of 3 at school", "of 1 it is not known"]
    assert best.best is not None
    assert best.best.day == date(2026, 12, 3)  # a Thursday, as nobody knows when they meet


def test_only_who_is_a_member_that_week_counts(session: Session, girls: int) -> None:
    anna = people.ids(session, "Anna")[0]
    memberships.leave(session, girls, [anna], until=date(2026, 11, 24))
    found = find_weeks(session, [girls], Week(2026, 47), Week(2026, 49))
    assert [one.members for one in found] == [4, 4, 3]


def test_breaks_come_last_and_holidays_take_evenings_away(session: Session, girls: int) -> None:
    breaks.add(session, {"name": "Juleferie", "first": date(2026, 12, 21), "last": date(2027, 1, 3)})
    found = find_weeks(session, [girls], Week(2026, 50), Week(2026, 53))
    assert [(one.week.number, one.rank, one.is_free) for one in found] == [
        (50, 1, False), (51, 2, False), (52, 3, True), (53, 4, True),
    ]  # fmt: skip
    christmas = found[2]
    assert [[free.name for free in one.free] for one in christmas.evenings] == [
        ["Juleferie"], ["Juleferie"], ["Juleferie"], ["Juleferie", "Juleaftensdag"], ["Juleferie", "Juledag"],
    ]  # fmt: skip
    assert christmas.best is not None
    assert christmas.best.day == date(2026, 12, 23)
    assert told(reasons(christmas, session)) == [
        "Juleferie", "1 of 3 at school", "of 1 it is not known", "to Juleaftensdag", "fr Juledag",
    ]  # fmt: skip


def test_what_is_over_cannot_be_had(session: Session, girls: int) -> None:
    over, this = find_weeks(session, [girls], Week(2026, 46), Week(2026, 47))
    assert (over.rank, over.best) == (None, None)
    assert this.best is not None
    assert this.best.day >= date(2026, 11, 19)


def test_other_meetings_of_the_same_people_count_by_who_is_asked(session: Session, girls: int) -> None:
    anna, bo, cilla, _dan = (people.ids(session, name)[0] for name in NAMES)
    other = meetings.plan(session, {"title": "Elevråd"}, read_span("3/12 17-19", session.today))
    invitations.invite(session, other.id, people=[anna, bo, cilla])
    invitations.answer(session, other.id, bo, Answer.DECLINED)
    club = networks.add(session, {"name": "Klub", "slug": "klub"})
    memberships.join(session, club.id, [anna, bo, cilla])
    lunch = meetings.plan(session, {"title": "Pizza"}, read_span("1/12 12-13", session.today), [club.id])
    gone = meetings.plan(session, {"title": "Aflyst"}, read_span("2/12 17-19", session.today), [girls])
    meetings.cancel(session, gone.id)
    (week,) = find_weeks(session, [girls], Week(2026, 49), Week(2026, 49))
    assert [(one.title, len(one.people)) for one in week.others] == [("Pizza", 3), ("Elevråd", 2)]
    assert [one.busy for one in week.evenings] == [0, 0, 0, 2, 0]
    assert week.best is not None
    assert week.best.day == date(2026, 12, 2)
    assert told(reasons(week, session))[2:] == ["ti 3 go to Pizza", "to 2 go to Elevråd"]
    assert lunch.id in {one.id for one in week.others}


def test_a_closed_shielded_network_counts_for_nobody(session: Session, girls: int, open_as: OpenAs) -> None:
    shielded = networks.add(session, {"name": "Regnbuen", "slug": "r", "level": "shielded", "neutral_title": "Møde"})
    anna = people.ids(session, "Anna")[0]
    networks.open_shielded(session, shielded.id, "tovholder")
    memberships.join(session, shielded.id, [anna])
    hidden = meetings.plan(session, {"title": "Regnbuemøde"}, read_span("3/12 17-19", session.today), [shielded.id])
    invitations.invite(session, hidden.id, people=[anna])
    assert [one.title for one in find_weeks(session, [girls], Week(2026, 49), Week(2026, 49))[0].others] == ["Regnbuemøde"]
    with open_as("berit") as other:
        (week,) = find_weeks(other, [girls], Week(2026, 49), Week(2026, 49))
        assert (week.others, [one.busy for one in week.evenings]) == ((), [0] * 5)
        assert not other_meetings(other, [anna], *moments(date(2026, 11, 1), date(2026, 12, 31)))
        assert advice(other, [girls], read_span("3/12 17-19", other.today)) == []
        with pytest.raises(NotAllowed):
            find_weeks(other, [shielded.id], Week(2026, 49), Week(2026, 49))


def test_a_network_meets_when_it_usually_does(session: Session, girls: int) -> None:
    assert usual_time(session, [girls]) == Usual(3, time(17), 120)
    for text in ("ti 8/9-2026 16.30-18", "ti 6/10-2026 16.30-18.30", "lø 24/10-2026 10-12"):
        meetings.plan(session, {"title": "Møde"}, read_span(text, session.today), [girls])
    usual = usual_time(session, [girls])
    assert usual == Usual(1, time(16, 30), 120)
    assert proposed_span(date(2026, 12, 1), usual) == read_span("1/12 16.30-18.30", session.today)
    best = best_first(find_weeks(session, [girls], Week(2026, 47), Week(2026, 52)))[0]
    assert best.best is not None
    assert best.best.day == date(2026, 12, 1)


def test_a_time_that_misses_most_is_told_with_a_better_week(session: Session, girls: int) -> None:
    told_now = told(advice(session, [girls], read_span("to 17/12 17-19", session.today)))
    assert told_now == ["In week 51 only 1 of 3 is at school; in week 49 there are 3."]
    assert advice(session, [girls], read_span("to 3/12 17-19", session.today)) == []
    assert told(advice(session, [], read_span("24/12 17-19", session.today))) == ["2026-12-24 is Juleaftensdag."]
    breaks.add(session, {"name": "Juleferie", "first": date(2026, 12, 21), "last": date(2027, 1, 3)})
    assert told(advice(session, [girls], read_span("to 31/12 17-19", session.today))) == [
        "Juleferie is from 2026-12-21 to 2027-01-03.", "2026-12-31 is Nytårsaften.",
        "In week 53 only 0 of 3 are at school; in week 49 there are 3.",
    ]  # fmt: skip
    # Also a week in which most are away is better than one in which all are.
    assert told(advice(session, [girls], read_span("to 14/1-2027 17-19", session.today))) == [
        "In week 2 only 0 of 3 are at school; in week 51 there are 1.",
    ]  # fmt: skip
    assert advice(session, [girls], read_span("5/11-2026 17-19", session.today)) == []  # what is over needs no advice


def test_a_time_that_others_have_asked_for_is_told(session: Session, girls: int) -> None:
    anna = people.ids(session, "Anna")[0]
    other = meetings.plan(session, {"title": "Elevråd"}, read_span("3/12 18-20", session.today))
    invitations.invite(session, other.id, people=[anna])
    assert told(advice(session, [girls], read_span("3/12 17-19", session.today))) == [
        "1 of them is asked to Elevråd at the same time.",
    ]  # fmt: skip
    assert advice(session, [girls], read_span("3/12 16-18", session.today)) == []
    own = meetings.plan(session, {"title": "Eget"}, read_span("2/12 17-19", session.today), [girls])
    assert advice(session, [girls], read_span("2/12 17-19", session.today), meeting_id=own.id) == []


def test_the_days_of_a_series_count_and_are_as_private_as_its_network(session: Session, girls: int, open_as: OpenAs) -> None:
    shielded = networks.add(session, {"name": "Regnbuen", "slug": "r", "level": "shielded", "neutral_title": "Møde"})
    networks.open_shielded(session, shielded.id, "tovholder")
    memberships.join(session, shielded.id, [people.ids(session, "Anna")[0]])
    own = read_series("hver torsdag 17-19 fra 26-11-2026 til 17-12-2026", session.today)
    series.plan(session, {"title": "Torsdag"}, own, [girls])
    hidden = read_series("hver onsdag 17-19 fra 25-11-2026 til 16-12-2026", session.today)
    series.plan(session, {"title": "Regnbuecafé"}, hidden, [shielded.id])
    every = find_weeks(session, [girls], Week(2026, 48), Week(2026, 51))
    assert [[(one.title, len(one.people)) for one in week.others] for week in every] == [
        [("Regnbuecafé", 1), ("Torsdag", 4)]
    ] * 4
    assert usual_time(session, [girls]).weekday == 3
    with open_as("berit") as other:
        every = find_weeks(other, [girls], Week(2026, 48), Week(2026, 51))
        assert {one.title for week in every for one in week.others} == {"Torsdag"}


def test_advice_is_about_whoever_is_invited_by_name_too(session: Session, girls: int) -> None:
    span = read_span("to 17/12 17-19", session.today)
    visit = meetings.plan(session, {"title": "Besøg"}, span)
    assert advice(session, [], span, meeting_id=visit.id) == []
    h1 = [people.ids(session, name)[0] for name in ("Anna", "Bo")]
    invitations.invite(session, visit.id, people=h1)
    assert told(advice(session, [], span, meeting_id=visit.id)) == [
        "In week 51 only 0 of 2 are at school; in week 49 there are 2."
    ]
    invitations.answer(session, visit.id, h1[0], Answer.DECLINED)
    invitations.answer(session, visit.id, h1[1], Answer.DECLINED)
    assert advice(session, [], span, meeting_id=visit.id) == []

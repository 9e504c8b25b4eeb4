"""One change of many people: shown, done in one step, undone; and what it refuses."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import affiliations, memberships, networks, organisations, people
from core.affiliations import AffiliationFields
from core.door.session import Session
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.past import undo
from core.rules.kinds import AffiliationKind, EndReason, MembershipRole
from core.upkeep import bulk
from core.upkeep.changes import (
    BulkChange,
    EndPlaces,
    Join,
    Leave,
    NextStage,
    PutTags,
    SetLanguage,
    SetPeriods,
    TakeTags,
    ToClass,
    ToCompany,
)
from core.upkeep.rows import Outcome
from tests.core.conftest import OpenAs

GF2: AffiliationFields = {
    "organisation": "Åskolen", "education": "Tømrer", "class_name": "gf2tøm26", "stage": "GF2",
    "from_date": date(2026, 8, 10), "until_date": date(2027, 1, 31),
}  # fmt: skip
JANUARY = date(2027, 2, 1)


def _person(session: Session, name: str, *places: AffiliationFields) -> int:
    return people.add(session, {"given": name}, places).id


def _stages(session: Session, number: int) -> list[tuple[str, str, AffiliationKind, date | None, date | None]]:
    places = people.by_id(session, number).affiliations
    return [(one.class_name, one.stage, one.kind, one.from_date, one.until_date) for one in places]


def _everything(session: Session) -> list[list[tuple[object, ...]]]:
    """All that a bulk change can touch, without what counts changes."""
    return [
        session.query(sql) for sql in (
            "SELECT id, tags, language, search_key FROM person ORDER BY id",
            "SELECT person_id, organisation_id, kind, education_id, class_name, stage, from_date, until_date"
            " FROM affiliation ORDER BY id",
            "SELECT person_id, network_id, role, from_date, until_date, end_reason FROM membership ORDER BY id",
            "SELECT person_id, from_date, until_date FROM school_period ORDER BY person_id, from_date",
        )
    ]  # fmt: skip


@pytest.fixture
def pupils(session: Session) -> list[int]:
    """Three of one class, and Dina who is in none."""
    return [*(_person(session, name, GF2) for name in ("Anna", "Bo", "Carl")), _person(session, "Dina")]


def test_a_class_goes_on_to_the_next_stage_and_back(session: Session, pupils: list[int]) -> None:
    change = NextStage(JANUARY)
    plan = bulk.preview(session, pupils, change)
    assert plan.groups == [(3, "elev, gf2tøm26, GF2", "lærling, gf2tøm26, H1")]
    assert plan.proposals == [("gf2tøm26", "h1tøm26")]
    assert [row.name for row in plan.refused] == ["Dina"]
    before = _everything(session)
    with pytest.raises(Refused) as caught:
        bulk.apply(session, pupils, change)
    assert caught.value.message.values["name"] == "Dina"
    assert _everything(session) == before
    bulk.apply(session, pupils, change, only_possible=True)
    assert _stages(session, pupils[0]) == [
        ("gf2tøm26", "H1", AffiliationKind.APPRENTICE, JANUARY, None),
        ("gf2tøm26", "GF2", AffiliationKind.PUPIL, date(2026, 8, 10), date(2027, 1, 31)),
    ]
    again = bulk.preview(session, pupils[:3], change)
    assert [row.outcome for row in again.rows] == [Outcome.REFUSED] * 3  # it has been done: nobody is moved twice
    undo.undo(session)
    assert _everything(session) == before


def test_classes_are_renamed_only_when_asked(session: Session, pupils: list[int]) -> None:
    bulk.apply(session, pupils[:1], NextStage(JANUARY, rename=True))
    bulk.apply(session, pupils[1:2], NextStage(JANUARY, class_name="h1 vinter"))
    bulk.apply(session, pupils[2:3], NextStage(JANUARY, to="2. hovedforløb", until=date(2028, 6, 30)))
    assert [_stages(session, number)[0][:2] for number in pupils[:3]] == [
        ("h1tøm26", "H1"), ("h1 vinter", "H1"), ("gf2tøm26", "H2"),
    ]  # fmt: skip
    assert _stages(session, pupils[2])[0][4] == date(2028, 6, 30)
    assert list(people.ids(session, "på:2027-03-01 hold:h1tøm26")) == [pupils[0]]


def test_an_expected_end_goes_along_and_a_summer_may_lie_between(session: Session) -> None:
    last = date(2028, 6, 30)
    going = _person(session, "Eva", {**GF2, "stage": "H1", "class_name": "h1", "until_date": last})
    summer = _person(session, "Finn", {**GF2, "until_date": date(2026, 11, 1)})
    long_gone = _person(session, "Gro", {**GF2, "from_date": date(2025, 1, 1), "until_date": date(2025, 6, 1)})
    plan = bulk.preview(session, [going, summer, long_gone], NextStage(JANUARY))
    assert [row.outcome for row in plan.rows] == [Outcome.CHANGED, Outcome.CHANGED, Outcome.REFUSED]
    bulk.apply(session, [going, summer], NextStage(JANUARY))
    assert _stages(session, going)[0][4] == last
    assert _stages(session, summer)[1][4] == date(2026, 11, 1)  # what is over stays as it was


def test_the_last_stage_and_two_classes_are_refused(session: Session) -> None:
    finishing = _person(session, "Hans", {**GF2, "stage": "H6"})
    unknown = _person(session, "Ida", {**GF2, "stage": "skoleoplæring"})
    twice = _person(session, "Jens", GF2, {**GF2, "class_name": "eux1", "stage": "GF2"})
    plan = bulk.preview(session, [finishing, unknown, twice], NextStage(JANUARY))
    assert [row.outcome for row in plan.rows] == [Outcome.REFUSED] * 3
    assert bulk.preview(session, [finishing], NextStage(JANUARY, to="h6")).changed == 0
    assert [row.outcome for row in bulk.preview(session, [finishing, unknown], NextStage(JANUARY, to="H3")).rows] == [
        Outcome.CHANGED
    ] * 2


def test_of_two_classes_the_one_that_is_said_goes_on(session: Session, pupils: list[int]) -> None:
    twice = _person(session, "Jens", GF2, {**GF2, "class_name": "eux1", "stage": ""})
    who = [twice, pupils[0], pupils[3]]
    before = _everything(session)
    for change in (NextStage(JANUARY, of_class="GF2TØM26"), ToClass("h1tøm27", JANUARY, of_class="gf2tøm26")):
        plan = bulk.preview(session, who, change)
        assert [row.outcome for row in plan.rows] == [Outcome.CHANGED, Outcome.CHANGED, Outcome.REFUSED]
        bulk.apply(session, who[:2], change)
        assert ("eux1", "", AffiliationKind.PUPIL, date(2026, 8, 10), date(2027, 1, 31)) in _stages(session, twice)
        assert len(_stages(session, twice)) == 3
        assert bulk.preview(session, who, change).changed == 0, "nobody is moved twice"
        undo.undo(session)
        assert _everything(session) == before
    assert bulk.preview(session, who, NextStage(JANUARY, of_class="h9")).changed == 0


def test_into_a_class(session: Session, pupils: list[int]) -> None:
    change = ToClass("h1mur27", JANUARY, stage="H1")
    plan = bulk.preview(session, pupils, change)
    assert [row.outcome for row in plan.rows] == [*[Outcome.CHANGED] * 3, Outcome.REFUSED]  # Dina has no school
    bulk.apply(session, pupils, ToClass("h1mur27", JANUARY, school="åskolen", stage="H1"))
    assert {_stages(session, number)[0][0] for number in pupils} == {"h1mur27"}
    assert bulk.preview(session, pupils, ToClass("h1mur27", date(2027, 3, 1))).changed == 0
    with pytest.raises(Invalid):
        bulk.preview(session, pupils, ToClass(" ", JANUARY))
    with pytest.raises(NotFound):
        bulk.preview(session, pupils, ToClass("h1", JANUARY, school="Ukendt"))


def test_to_a_company(session: Session, pupils: list[int]) -> None:
    organisations.add(session, {"name": "Stærens Tømrer", "kind": "company"})
    organisations.add(session, {"name": "Birken", "kind": "company"})
    at_firm: AffiliationFields = {
        "organisation": "Birken", "kind": AffiliationKind.APPRENTICE, "from_date": date(2026, 8, 1),
        "until_date": date(2029, 6, 30),
    }  # fmt: skip
    affiliations.add(session, pupils[0], at_firm)
    bulk.apply(session, pupils[:2], ToCompany("Stærens Tømrer", JANUARY))
    with_old = [one for one in people.by_id(session, pupils[0]).affiliations if not one.class_name]
    assert [(one.organisation, one.from_date, one.until_date) for one in with_old] == [
        ("Stærens Tømrer", JANUARY, date(2029, 6, 30)), ("Birken", date(2026, 8, 1), date(2027, 1, 31)),
    ]  # fmt: skip
    first = next(one for one in people.by_id(session, pupils[1]).affiliations if not one.class_name)
    assert (first.kind, first.education, first.from_date) == (AffiliationKind.APPRENTICE, "Tømrer", JANUARY)
    assert bulk.preview(session, pupils[:2], ToCompany("Stærens Tømrer", JANUARY)).changed == 0
    with pytest.raises(Refused):
        bulk.preview(session, pupils, ToCompany("Åskolen", JANUARY))


def test_the_last_day(session: Session, pupils: list[int]) -> None:
    plan = bulk.preview(session, pupils, EndPlaces(date(2026, 12, 18)))
    assert [row.outcome for row in plan.rows] == [*[Outcome.CHANGED] * 3, Outcome.UNCHANGED]
    bulk.apply(session, pupils, EndPlaces(date(2026, 12, 18)))
    assert _stages(session, pupils[0])[0][4] == date(2026, 12, 18)
    bulk.apply(session, pupils, EndPlaces(date(2027, 1, 29), at="Åskolen"))  # put off
    assert _stages(session, pupils[0])[0][4] == date(2027, 1, 29)
    early = bulk.preview(session, pupils[:1], EndPlaces(date(2026, 8, 1)))
    assert early.rows[0].outcome is Outcome.REFUSED


def test_into_and_out_of_a_network(session: Session, pupils: list[int]) -> None:
    network = networks.add(session, {"name": "Lærlinge i Randers", "slug": "laerlinge"})
    memberships.join(session, network.id, pupils[:1], from_date=date(2026, 9, 1))
    plan = bulk.apply(session, pupils, Join("laerlinge", session.today, MembershipRole.MEMBER))
    assert [row.outcome for row in plan.rows] == [Outcome.UNCHANGED, *[Outcome.CHANGED] * 3]
    out = Leave("laerlinge", date(2026, 10, 1), EndReason.FINISHED)
    with pytest.raises(Refused):
        bulk.apply(session, pupils, out)
    bulk.apply(session, pupils, out, only_possible=True)  # the others began later
    held = memberships.history(session, network.id)
    assert [(one.person, one.until_date, one.end_reason) for one in held if one.until_date] == [
        ("Anna", date(2026, 10, 1), EndReason.FINISHED)
    ]


def test_a_shielded_network_must_be_opened(session: Session, pupils: list[int], open_as: OpenAs) -> None:
    with open_as("birgit") as colleague:
        networks.add(colleague, {"name": "Plads til alle", "slug": "plads", "kind": "diversity", "neutral_title": "Møde"})
        bulk.apply(colleague, pupils, Join("plads", colleague.today))
        operation = undo.last_own(colleague).id
    for change in (Join("plads", session.today), Leave("plads", session.today)):
        with pytest.raises(NotAllowed):
            bulk.preview(session, pupils, change)
    assert all(one.id != operation for one in undo.entries(session))


def test_tags_language_and_weeks(session: Session, pupils: list[int]) -> None:
    before = _everything(session)
    bulk.apply(session, pupils, PutTags(["Mentor", "skills 2027"]))
    assert people.by_id(session, pupils[0]).tags == ("mentor", "skills 2027")
    assert bulk.preview(session, pupils, PutTags(["mentor"])).changed == 0
    bulk.apply(session, pupils[:2], TakeTags(["MENTOR"]))
    assert people.by_id(session, pupils[0]).tags == ("skills 2027",)
    for wrong in (PutTags(["kvinder"]), PutTags([" "]), TakeTags([""]), SetLanguage("de"), SetPeriods("uge 99")):
        with pytest.raises(Invalid):
            bulk.preview(session, pupils, wrong)
    bulk.apply(session, pupils, SetLanguage("en"))
    assert people.by_id(session, pupils[3]).language == "en"
    bulk.apply(session, pupils, SetPeriods("u47-48, u2-6"))
    bulk.apply(session, pupils[:1], SetPeriods("u47-49"))
    weeks = session.query("SELECT from_date, until_date FROM school_period WHERE person_id = ?", [pupils[0]])
    assert weeks == [("2026-11-16", "2026-12-06")]
    assert bulk.preview(session, pupils[1:], SetPeriods("u47-48, u2-6")).changed == 0
    for _ in range(5):
        undo.undo(session)
    assert _everything(session) == before


def test_nobody_and_who_is_gone(session: Session, pupils: list[int]) -> None:
    with pytest.raises(Invalid):
        bulk.preview(session, [], PutTags(["a"]))
    plan = bulk.preview(session, [*pupils, 999], PutTags(["a"]))
    assert [row.person_id for row in plan.refused] == [999]
    with pytest.raises(Refused):
        bulk.apply(session, pupils, TakeTags(["unknown"]))


def test_stopped_before_the_end_nothing_is_kept(session: Session, pupils: list[int]) -> None:
    before = _everything(session)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk.apply(session, pupils, PutTags(["a"]), progress=stop)
    assert _everything(session) == before
    assert undo.last_own(session).operation.value == "person.add"


CHANGES: list[BulkChange] = [
    NextStage(JANUARY), NextStage(JANUARY, rename=True), ToClass("h1", JANUARY), ToCompany("Birken", JANUARY),
    EndPlaces(date(2026, 12, 1)), Join("net", date(2026, 11, 1)), Leave("net", date(2026, 11, 30)), PutTags(["a", "b"]),
    TakeTags(["a"]), SetLanguage("en"), SetPeriods("u48-50"),
]  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=5))
def test_whatever_is_done_can_be_undone(session: Session, order: list[BulkChange]) -> None:
    if not people.count(session):
        organisations.add(session, {"name": "Birken", "kind": "company"})
        networks.add(session, {"name": "Nettet", "slug": "net"})
        for name in ("Anna", "Bo", "Carl"):
            _person(session, name, GF2)
    everybody = list(people.ids(session))
    before, done = _everything(session), 0
    for change in order:
        plan = bulk.preview(session, everybody, change)
        if plan.changed:
            assert bulk.apply(session, everybody, change, only_possible=True) == plan
            done += 1
    for _ in range(done):
        undo.undo(session)
    assert _everything(session) == before

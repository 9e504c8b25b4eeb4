"""The templates that come with laug, people's own, and meetings planned from them."""

from datetime import date, time

import pytest

from core import meetings
from core.door.session import Session, open_session
from core.errors import Changed, Invalid, NotFound, Refused
from core.past import history, undo
from core.planning import templates
from core.rules.day_words import read_span
from core.rules.kinds import Activity, Language, MeetingType, TargetGroup
from core.rules.meeting_templates import SHIPPED
from core.rules.spoken import Span
from tests.core.conftest import NOW, OpenAs


def test_every_type_of_meeting_has_a_template_whose_agenda_fills_its_time() -> None:
    assert {one.type for one in SHIPPED} == set(MeetingType) - {MeetingType.OTHER}
    for one in SHIPPED:
        minutes = [point[2] for point in one.points]
        assert not all(minutes) or sum(minutes) == one.length, one.type
        for language in Language:
            assert all(one.roles_in(language))
            assert len(one.agenda(language).splitlines()) == len(one.points)


def test_templates_are_in_the_language_spoken(session: Session) -> None:
    danish = templates.get(session, "virksomhedsbesøg")
    assert (danish.name, danish.id, danish.length, danish.start) == ("Virksomhedsbesøg", None, 150, time(15))
    assert danish.agenda.splitlines()[1] == "Rundtur (45 min.)"
    assert templates.get(session, "company_visit") == danish == templates.get(session, "virk")
    with open_session(session.path, account="anna", language=Language.ENGLISH, clock=lambda: NOW) as english:
        one = templates.get(english, "virksomhedsbesøg")
        assert (one.name, one.agenda.splitlines()[1]) == ("Company visit", "Tour (45 min.)")
        assert one.roles == ("host", "company contact", "door list")


def test_a_meeting_planned_from_a_template_has_all_that_it_says(session: Session) -> None:
    template = templates.get(session, "virksomhedsbesøg")
    span = templates.read_time_of(template, "uge 49 to 17", session.today)
    assert span == read_span("3/12 17-19.30", session.today)
    made = meetings.plan(session, {**templates.filled_in(template, span, session.today), "title": "Hos mureren"}, span)
    assert made.type is MeetingType.COMPANY_VISIT
    assert made.agenda == template.agenda
    assert made.roles == ("vært", "kontakt i virksomheden", "dørvagt")
    assert made.target_groups == (TargetGroup.COMPANIES, TargetGroup.PUPILS)
    assert (made.activity, made.capacity, made.sign_up_by) == (Activity.SKILLS, 30, date(2026, 11, 30))
    soon = templates.read_time_of(template, "i morgen 17", session.today)
    assert templates.deadline(template, soon, session.today) == session.today
    assert templates.deadline(template, read_span("1/11-2026 17", session.today), session.today) is None
    assert (made.catering, made.transport) == (template.catering, template.transport)


def test_a_day_alone_begins_when_the_template_does(session: Session) -> None:
    visit, camp, steering = (templates.get(session, name) for name in ("virksomhedsbesøg", "Talent Camp", "styregruppemøde"))
    today = session.today
    assert templates.read_time_of(visit, "3/12", today) == read_span("3/12 15-17.30", today)
    assert templates.read_time_of(visit, "3/12 17-18", today) == read_span("3/12 17-18", today)
    assert templates.read_time_of(camp, "3/12", today) == Span(date(2026, 12, 3), date(2026, 12, 5), True)
    assert templates.read_time_of(camp, "3/12-4/12", today) == Span(date(2026, 12, 3), date(2026, 12, 4), True)
    assert templates.read_time_of(steering, "3/12 9", today) == read_span("3/12 9-11", today)


def test_a_shipped_template_becomes_a_row_when_it_is_edited_and_can_be_set_back(session: Session) -> None:
    shipped = templates.get(session, "netværksmøde")
    edited = templates.edit(session, shipped, {"length": "90", "catering": "Suppe", "target_groups": ["elever", "undervisere"]})
    assert (edited.shipped, edited.length, edited.catering, edited.edited) == ("network", 90, "Suppe", True)
    assert edited.target_groups == (TargetGroup.PUPILS, TargetGroup.TEACHERS)
    assert edited.agenda == shipped.agenda
    assert templates.find(session)[0] == templates.get(session, "netværksmøde") == edited
    assert len(templates.find(session)) == len(SHIPPED)
    told = history.story(session, undo.last_own(session).id)
    assert {row.name for row in told} == {"Netværksmøde"}
    renamed = templates.edit(session, edited, {"name": "Aften"})
    assert templates.get(session, "network") == renamed
    assert templates.reset(session, renamed) == shipped
    assert templates.find(session)[0] == shipped
    undo.undo(session, undo.last_own(session).id)
    assert templates.find(session)[0].name == "Aften"
    for _ in range(2):
        undo.undo(session, undo.last_own(session).id)
    assert templates.find(session)[0] == shipped


def test_what_two_change_in_the_same_template_is_told(session: Session, open_as: OpenAs) -> None:
    seen = templates.get(session, "kick-off")
    with open_as("berit") as other:
        templates.edit(other, seen, {"length": 60, "catering": "Frugt"})
    with pytest.raises(Changed):
        templates.edit(session, seen, {"length": 75})
    assert templates.edit(session, seen, {"transport": "Cykel"}).catering == "Frugt"


def test_own_templates_are_added_and_removed_and_shipped_ones_put_away(session: Session) -> None:
    made = templates.add(session, {"name": "Lektiecafé", "type": "other", "length": 120, "roles": ["vært"]})
    assert [one.name for one in templates.find(session)][-1] == "Lektiecafé"
    with pytest.raises(Refused):
        templates.add(session, {"name": "lektiecafe", "length": 60})
    with pytest.raises(Refused):
        templates.add(session, {"name": "Kick-off", "length": 60})
    with pytest.raises(Refused):
        templates.reset(session, made)
    templates.remove(session, made)
    with pytest.raises(NotFound):
        templates.get(session, "Lektiecafé")
    undo.undo(session, undo.last_own(session).id)
    assert templates.get(session, "Lektiecafé").roles == ("vært",)
    bar = templates.get(session, "fredagsbar")
    templates.remove(session, bar)
    assert "Fredagsbar" not in [one.name for one in templates.find(session)]
    (away,) = [one for one in templates.find(session, removed=True) if one.removed]
    assert templates.reset(session, away) == bar == templates.get(session, "fredagsbar")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"length": 60}, "name"),
        ({"name": "Kort"}, "length"),
        ({"name": "Kort", "length": "0"}, "length"),
        ({"name": "Kort", "length": "en time"}, "length"),
        ({"name": "Kort", "length": 60, "target_groups": ["kokke"]}, "target_groups"),
        ({"name": "Kort", "length": 60, "agenda": "x 010203-1234"}, "agenda"),
    ],
)
def test_half_a_template_is_refused(session: Session, values: templates.TemplateFields, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        templates.add(session, values)
    assert refused.value.field == field

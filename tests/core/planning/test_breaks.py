"""Holidays and the breaks of the schools."""

from datetime import date

import pytest

from core import organisations
from core.door.session import Session
from core.errors import Changed, Invalid, NotFound
from core.past import history, undo
from core.planning import breaks
from core.planning.breaks import FreeKind
from core.rules.kinds import Language, OrganisationKind
from core.rules.weeks import week_of


def test_holidays_are_those_of_denmark_and_those_on_which_many_are_free() -> None:
    found = breaks.holidays(date(2026, 12, 1), date(2027, 1, 2), Language.DANISH)
    assert [(one.first.isoformat(), one.name) for one in found] == [
        ("2026-12-24", "Juleaftensdag"), ("2026-12-25", "Juledag"), ("2026-12-26", "Anden juledag"),
        ("2026-12-31", "Nytårsaften"), ("2027-01-01", "Nytårsdag"),
    ]  # fmt: skip
    assert [one.name for one in breaks.holidays(date(2026, 5, 1), date(2026, 6, 5), Language.ENGLISH)] == [
        "Workers' Day", "Ascension Day", "Pentecost", "Pentecost Monday", "Constitution Day",
    ]  # fmt: skip
    # Store bededag was one until 2023.
    assert "Store bededag" in [one.name for one in breaks.holidays(date(2023, 5, 1), date(2023, 5, 31), Language.DANISH)]
    assert [one.name for one in breaks.holidays(date(2024, 4, 1), date(2024, 4, 30), Language.DANISH)] == ["Anden påskedag"]


def test_a_break_is_of_all_schools_or_of_one(session: Session) -> None:
    organisations.add(session, {"name": "Gudenå Erhvervsskole", "kind": OrganisationKind.SCHOOL})
    breaks.add(session, {"name": "Efterårsferie", "first": date(2026, 10, 12), "last": date(2026, 10, 16)})
    breaks.add(session, {"name": "Værkstedet lukket", "first": date(2026, 10, 12), "organisation": "Gudenå Erhvervsskole"})
    found = breaks.free_days(session, date(2026, 10, 14), date(2026, 12, 24))
    assert [(one.told, one.kind) for one in found] == [
        ("Efterårsferie", FreeKind.BREAK), ("Juleaftensdag", FreeKind.HOLIDAY),
    ]  # fmt: skip
    assert [one.told for one in breaks.free_days(session, date(2026, 10, 12), date(2026, 10, 12))] == [
        "Værkstedet lukket (Gudenå Erhvervsskole)", "Efterårsferie",
    ]  # fmt: skip


def test_breaks_are_edited_removed_told_and_undone(session: Session) -> None:
    made = breaks.add(session, {"name": "Vinterferie", "first": date(2027, 2, 15), "last": date(2027, 2, 19)})
    seen = breaks.edit(session, made.id, {"last": date(2027, 2, 21)}, version=made.version)
    (row,) = history.story(session, undo.last_own(session).id)
    assert (row.noun.msgid, row.name) == ("school break", "Vinterferie")
    assert [(one.field, one.before, one.after) for one in row.fields] == [
        ("until_date", date(2027, 2, 19), date(2027, 2, 21)),
    ]  # fmt: skip
    with pytest.raises(Changed):
        breaks.edit(session, made.id, {"last": date(2027, 2, 20)}, version=made.version)
    breaks.remove(session, seen.id)
    with pytest.raises(NotFound):
        breaks.get(session, "vinterferie")
    for left in (date(2027, 2, 21), date(2027, 2, 19)):
        undo.undo(session, undo.last_own(session).id)
        assert breaks.get(session, "vinterferie").last == left
    undo.undo(session, undo.last_own(session).id)
    assert breaks.find(session) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first": date(2026, 10, 12)}, "name"),
        ({"name": "Ferie"}, "first"),
        ({"name": "Ferie", "first": date(2026, 10, 12), "last": date(2026, 10, 11)}, "last"),
        ({"name": "Ferie", "first": date(2026, 1, 1), "last": date(2026, 12, 31)}, "last"),
    ],
)
def test_half_a_break_is_refused(session: Session, values: breaks.BreakFields, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        breaks.add(session, values)
    assert refused.value.field == field


def test_the_usual_breaks_are_offered_and_added_only_when_asked(session: Session) -> None:
    offered = breaks.usual(session, 2026)
    assert breaks.find(session) == []
    days = [(one.first.isoformat(), one.last.isoformat()) for one in offered]
    assert days == [
        ("2026-10-12", "2026-10-16"), ("2026-12-20", "2027-01-02"), ("2027-02-15", "2027-02-19"),
        ("2027-03-22", "2027-03-29"), ("2027-05-06", "2027-05-07"), ("2027-06-26", "2027-08-08"),
    ]  # fmt: skip
    assert week_of(offered[0].first).number == 42
    assert breaks.add_usual(session, offered) == 6
    assert breaks.add_usual(session, offered) == 0
    assert all(one.known for one in breaks.usual(session, 2026))
    # On 19 November the autumn break is over.
    assert [one.name for one in breaks.coming_usual(session)][:2] == ["Juleferie", "Vinterferie"]
    assert [one.name for one in breaks.coming_usual(session, ["vinterferie"])] == ["Vinterferie"]
    undo.undo(session, undo.last_own(session).id)
    assert breaks.find(session) == []


def test_breaks_that_nobody_has_entered_are_missed(session: Session) -> None:
    autumn, winter = (date(2026, 8, 24), date(2026, 10, 2)), (date(2026, 12, 1), date(2027, 2, 26))
    assert not breaks.forgotten(session, *autumn)
    assert breaks.forgotten(session, *winter)
    breaks.add(session, {"name": "Vinterferie", "first": date(2027, 2, 15), "last": date(2027, 2, 19)})
    assert not breaks.forgotten(session, *winter)

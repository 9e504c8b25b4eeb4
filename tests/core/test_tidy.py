"""Who wants looking after: each list, its count and its query tell of the same people; nothing hidden counts."""

from datetime import date

import pytest

from core import memberships, networks, people
from core.door.session import Session
from core.errors import Invalid
from core.past import undo
from core.privacy import consents
from core.privacy.consents import Decided
from core.rules.kinds import AffiliationKind, ConsentDecision, ConsentPurpose
from core.upkeep import tidy
from core.upkeep.stale import Stale
from tests.core.conftest import OpenAs

SCHOOL = {"kind": AffiliationKind.PUPIL, "organisation": "Fjordens Fagskole"}
BEFORE = {**SCHOOL, "from_date": date(2024, 8, 1), "until_date": date(2026, 6, 30)}
TO_COME = {**SCHOOL, "from_date": date(2027, 1, 4)}
MAIL = "gaest@fjorden.example"


def _lists(session: Session) -> dict[str, list[str]]:
    """The given names on each list that is not empty; the count and the query must agree."""
    found = {}
    for count in tidy.counts(session):
        numbers = tidy.ids(session, count.stale)
        assert list(numbers) == list(people.ids(session, count.query))
        assert count.number == len(numbers)
        if numbers:
            found[count.stale.value] = [row.given for row in people.rows(session, numbers)]
    return found


def test_an_empty_register_has_nothing_to_tidy(session: Session) -> None:
    assert _lists(session) == {}


def test_who_is_past_the_end_and_who_has_left(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"})
    alumni = networks.add(session, {"name": "Alumner", "kind": "alumni"})
    anna, _bo, carl, _dina, eva = (
        people.add(session, {"given": name, "email": MAIL}, [place]).id
        for name, place in zip(("Anna", "Bo", "Carl", "Dina", "Eva"), (BEFORE, BEFORE, SCHOOL, BEFORE, BEFORE), strict=True)
    )
    memberships.join(session, network.id, [anna, carl], from_date=date(2025, 1, 1))
    memberships.join(session, alumni.id, [eva], from_date=date(2025, 1, 1))
    consents.record(session, [eva], Decided(ConsentPurpose.ALUMNI_CONTACT, ConsentDecision.GIVEN))
    people.add(session, {"given": "Frida", "email": MAIL}, [BEFORE, TO_COME])
    assert _lists(session) == {"overdue": ["Anna"], "left": ["Bo", "Dina"]}
    memberships.leave(session, network.id, [anna])
    assert _lists(session) == {"overdue": ["Anna"], "left": ["Bo", "Dina"]}  # today is still a day of it
    undo.undo(session)
    memberships.leave(session, network.id, [anna], until=date(2026, 11, 18))
    assert _lists(session) == {"left": ["Anna", "Bo", "Dina"]}


def test_who_has_no_mail_no_network_and_was_not_asked(session: Session) -> None:
    anna = people.add(session, {"given": "Anna"}, [SCHOOL]).id
    people.add(session, {"given": "Bo", "private_email": MAIL}, [SCHOOL])
    people.add(session, {"given": "Carl"})  # nobody waits for an address of who belongs nowhere
    assert _lists(session) == {"no_email": ["Anna"], "no_network": ["Anna", "Bo"]}
    alumni = networks.add(session, {"name": "Alumner", "kind": "alumni"})
    memberships.join(session, alumni.id, [anna])
    assert _lists(session) == {"no_email": ["Anna"], "no_network": ["Bo"], "no_consent": ["Anna"]}
    consents.record(session, [anna], Decided(ConsentPurpose.ALUMNI_CONTACT, ConsentDecision.REFUSED))
    assert _lists(session) == {"no_email": ["Anna"], "no_network": ["Bo"]}


def test_a_shielded_membership_counts_nowhere_for_who_may_not_see_it(session: Session, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Plads til alle", "kind": "diversity", "neutral_title": "Aftale"})
    anna = people.add(session, {"given": "Anna", "email": MAIL}, [SCHOOL]).id
    bo = people.add(session, {"given": "Bo", "email": MAIL}, [BEFORE]).id
    memberships.join(session, network.id, [anna, bo])
    assert _lists(session) == {"overdue": ["Bo"], "no_consent": ["Anna", "Bo"]}
    with open_as("carl") as other:
        assert _lists(other) == {"left": ["Bo"], "no_network": ["Anna"]}


def test_mail_that_came_back_until_there_is_another_address(session: Session) -> None:
    anna = people.add(session, {"given": "Anna", "email": MAIL}, [SCHOOL])
    people.add(session, {"given": "Bo", "private_email": "Gaest@Fjorden.Example"}, [SCHOOL])
    people.add(session, {"given": "Carl", "other_emails": ["carl@fjorden.example"]}, [SCHOOL])
    done = tidy.note_bounced(session, ["Gaest@Fjorden.example", MAIL, "ingen@fjorden.example", "carl@fjorden.example"])
    assert (len(done.people), done.already, done.unknown) == (3, 0, ("ingen@fjorden.example",))
    assert _lists(session)["bounced"] == ["Anna", "Bo"]
    assert tidy.note_bounced(session, [MAIL]).already == 2
    people.edit(session, anna.id, {"email": "anna@fjorden.example"}, version=anna.version + 1)
    assert _lists(session)["bounced"] == ["Bo"]
    tidy.note_bounced(session, [MAIL], mended=True)
    assert "bounced" not in _lists(session)


def test_noting_mail_that_came_back_is_undone(session: Session) -> None:
    people.add(session, {"given": "Anna", "email": MAIL}, [SCHOOL])
    tidy.note_bounced(session, [MAIL])
    assert "bounced" in _lists(session)
    undo.undo(session)
    assert "bounced" not in _lists(session)


def test_what_is_no_address_is_refused_and_nothing_is_noted(session: Session) -> None:
    people.add(session, {"given": "Anna", "email": MAIL}, [SCHOOL])
    with pytest.raises(Invalid):
        tidy.note_bounced(session, [MAIL, "ikke en adresse"])
    assert "bounced" not in _lists(session)


def test_counting_stops_where_nobody_tidies_one_by_one(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "MOST", 2)
    for number in range(4):
        people.add(session, {"given": f"P{number}", "email": MAIL}, [SCHOOL])
    counted = {one.stale: one for one in tidy.counts(session)}
    assert (counted[Stale.NO_NETWORK].number, counted[Stale.NO_NETWORK].more) == (2, True)

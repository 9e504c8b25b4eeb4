"""A person's consents, and erasing, by keys."""

from core import people
from core.errors import NotFound
from core.past import undo
from core.privacy import consents
from core.rules.kinds import ConsentDecision, ConsentPurpose
from db import erase
from tests.tui.screens.conftest import Driver

PHOTO = ConsentPurpose.PHOTO_INTERNAL


async def test_a_consent_is_noted_and_withdrawn_by_one_key(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Bo Bæk")
    await screens.press("c")
    await screens.sees("Consents: ◆ Bo Bæk", "photo inside the school", "not asked")
    await screens.press("w")
    await screens.sees("has not agreed to that")
    await screens.press("enter")
    await screens.sees("Consent of ◆ Bo Bæk", "Wording")
    await screens.press("ctrl+s")
    await screens.sees("The consent is noted", "given 23-11-2026")
    await screens.press("w")
    await screens.sees("takes back: photo inside the school?", "off the intranet")
    await screens.press("enter")
    await screens.sees("It is withdrawn", "withdrawn 23-11-2026")
    await screens.press("v")
    await screens.sees("given, paper")
    await screens.press("escape", "escape")
    await screens.sees("3 people")
    bo = people.get(screens.session, "Bo Bæk")
    found = consents.of_person(screens.session, bo.id)
    assert found.decision(PHOTO) is ConsentDecision.WITHDRAWN and len(found.events) == 2


async def test_one_decision_of_all_who_are_marked(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Bo Bæk")
    await screens.press("space", "space", "c")
    await screens.sees("Consent of 2 people")
    await screens.press("ctrl+s")
    await screens.sees("Noted: 2")
    assert undo.last_own(screens.session).operation.value == "consent.record"


async def test_erasing_wants_the_name_typed(screens: Driver) -> None:
    bo = people.get(screens.session, "Bo Bæk")
    await screens.press("3")
    await screens.sees("Bo Bæk")
    await screens.press("E")
    await screens.sees("Erase ◆ Bo Bæk for good", "There is no undo", "Fællesspisning")
    await screens.press("ctrl+s")
    await screens.sees("must be filled in")
    await screens.press("down")
    await screens.type("Bo")
    await screens.press("ctrl+s")
    await screens.sees("That is not the name")
    await screens.type(" bæk")
    await screens.press("ctrl+s")
    await screens.sees("Nothing of it is left in the file", "Take the person off the lists")
    await screens.press("enter")
    await screens.sees_no_more("Bo Bæk")
    assert [one.uid for one in erase.tombstones(screens.session.database)] == [bo.uid]
    try:
        people.by_id(screens.session, bo.id)
    except NotFound:
        return
    raise AssertionError("she is still there")

"""Personer: found, registered, corrected, moved, ended, and put into a network."""

from core import people
from core.people import Person
from tests.tui.screens.conftest import Driver


def person(screens: Driver, name: str) -> Person:
    return people.get(screens.session, name)


async def test_the_list_finds_as_one_types(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær", "94 12 34 56", "◆ Bo Bæk", "3 people")
    await screens.press("slash")
    await screens.type("fjorden")
    await screens.until(lambda: screens.app.pane.records.count == 2)
    await screens.press("escape")
    await screens.until(lambda: screens.app.pane.records.count == 3)


async def test_half_a_query_says_what_is_wrong_and_keeps_the_rows(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Bo Bæk")
    await screens.press("slash")
    await screens.type("xyzzy")
    await screens.press("colon")
    await screens.type("1")
    await screens.until(lambda: screens.app.query_one("#status").text)
    await screens.press("escape")
    await screens.sees("3 people")


async def test_a_protected_person_is_marked_in_words_and_by_a_sign(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("◆ Bo Bæk")
    await screens.press("enter")
    await screens.sees("Protected name and address", "Piger i Randers")


async def test_somebody_is_registered_with_school_and_company(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("n")
    await screens.sees("New person")
    for text in ("Maja", "Lund", "maja@fjorden.example", "95 11 22 33", "Fjordens Fagskole", "Murer", "h1mur26", "H1"):
        await screens.type(text)
        await screens.press("enter")
    await screens.type("Birkens Murerfirma")
    await screens.press("ctrl+s")
    await screens.sees("Maja Lund is registered")
    maja = person(screens, "Maja Lund")
    assert maja.phone == "+4595112233"
    assert [(one.organisation, one.education, one.class_name) for one in maja.affiliations] == [
        ("Birkens Murerfirma", "Murer", ""), ("Fjordens Fagskole", "Murer", "h1mur26"),
    ]  # fmt: skip


async def test_a_wrong_value_is_told_beside_its_field_and_nothing_typed_is_lost(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("n")
    await screens.sees("New person")
    await screens.type("Maja")
    await screens.press("down", "down")
    await screens.type("maja")
    await screens.press("ctrl+s")
    await screens.sees("maja is not an e-mail address", "Maja")


async def test_a_person_is_moved_to_another_class_and_the_old_one_stays(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("end")  # Åkjær sorts last
    await screens.press("m")
    await screens.sees("Move Anna Åkjær")
    await screens.press("down", "down", "down", *["backspace"] * 7)
    await screens.type("h3tøm26")
    await screens.press("ctrl+s")
    await screens.sees("Anna Åkjær is moved")
    assert [one.class_name for one in person(screens, "Anna Åkjær").affiliations] == ["h3tøm26", "h2tøm26"]


async def test_marked_people_join_a_network_and_leave_it(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("3 people")
    await screens.press("a", "p")
    await screens.sees("Put 3 people into a network")
    await screens.type("pig")
    await screens.sees("→ Piger i Randers")
    await screens.press("right", "ctrl+s")
    await screens.sees("1 joined. 2 were members already.")
    await screens.press("end", "w")
    await screens.sees("Out of which network?")
    await screens.press("enter")
    await screens.sees("Last day", "Reason")
    await screens.press("ctrl+s")
    await screens.sees("1 membership ended.")
    ended = person(screens, "Anna Åkjær").memberships[0]
    assert ended.until_date == screens.session.today


async def test_two_people_change_the_same_field_and_one_chooses(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("end", "e")
    await screens.sees("Edit Anna Åkjær")
    anna = person(screens, "Anna Åkjær")
    people.edit(screens.session, anna.id, {"town": "Hobro", "given": "Anne"}, version=anna.version)
    await screens.press(*["down"] * 8)
    await screens.type("Randers")
    await screens.press("ctrl+s")
    await screens.sees("mine: Randers")
    await screens.press("right")
    await screens.sees("theirs: Hobro")
    await screens.press("ctrl+s")
    await screens.sees("is saved")
    saved = people.by_id(screens.session, anna.id)
    assert (saved.given, saved.town) == ("Anne", "Hobro")


async def test_the_marked_people_go_on_a_contact_list(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("3 people")
    await screens.press("space", "x")
    await screens.sees("Contact list: 1 person")
    await screens.press("down", "space", "ctrl+s")
    await screens.sees("The contact list is written", "1 person, nobody left out")
    written = next(screens.session.path.parent.glob("*.csv"))
    assert "Holm" in written.read_text("utf-8-sig") or "Bæk" in written.read_text("utf-8-sig")
    assert written.stat().st_mode & 0o077 == 0


async def test_whose_name_is_protected_is_marked_also_where_an_organisation_is_opened(screens: Driver) -> None:
    await screens.press("5", "enter")
    await screens.sees("Fjordens Fagskole", "Class, education", "◆ Bo Bæk")


async def test_with_no_organisation_nobody_is_missed_in_it(nothing_yet: Driver) -> None:
    await nothing_yet.press("5")
    await nothing_yet.sees("No organisation is registered yet. n registers one")
    assert "Nobody is there" not in nothing_yet.text


async def test_the_line_of_keys_tells_those_for_a_row_once_there_are_rows(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær", "e Edit")
    await screens.press("slash")
    await screens.type("zzz")
    await screens.press("enter")
    await screens.sees("Nothing matches")
    await screens.sees_no_more("e Edit")

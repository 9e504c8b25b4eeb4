"""School periods and the way through on the screens."""

from datetime import date

from core import affiliations, memberships, networks, people
from core.affiliations import AffiliationFields
from core.rules.kinds import AffiliationKind
from core.rules.weeks import read_weeks, written
from core.school import periods
from tests.tui.screens.conftest import Driver


async def task(screens: Driver, name: str, *shows: str) -> None:
    """Open a task of Værksted."""
    await screens.press("7")
    await screens.sees(name)
    for _ in range(30):
        if f"› {name}" in screens.text:
            break
        await screens.press("down")
    await screens.press("enter")
    await screens.sees(*shows)


async def test_weeks_are_typed_for_a_class_with_a_strip_below_them(screens: Driver) -> None:
    await task(screens, "School periods", "School periods 2026/27", "h2tøm26", "nobody has entered weeks")
    await screens.press("enter")
    await screens.sees("When is h2tøm26 (Fjordens Fagskole) at school?", "It holds for 2 people.")
    await screens.type("u34-38, u2-99")
    await screens.sees("“u2-99”: 2027 has no week 99; its last is 52.")
    await screens.press("backspace", "backspace")
    await screens.type("6")
    await screens.sees("26/27 ··▄▄▄▄▄················▄▄▄▄▄····")
    await screens.press("enter")
    await screens.sees("1 class is set; u undoes it.", "Fjordens Fagskole · Tømrer · w34-38, w2-6")
    await screens.press("v")
    await screens.sees("School periods 2026/27 · only without weeks", "No class is to be shown.", "0 classes")
    await screens.press("v", "n")
    await screens.sees("School periods 2027/28", "nobody has entered weeks")
    await screens.press("b")
    await screens.sees("··▄▄▄▄▄················▄▄▄▄▄····")
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("nobody has entered weeks")


async def test_the_weeks_of_a_class_are_taken_away(screens: Driver) -> None:
    (one,) = periods.classes(screens.session)
    with screens.session.connected():
        periods.set_for_class(screens.session, one.organisation_id, one.class_name, read_weeks("u34-38", 2026))
    await task(screens, "School periods", "··▄▄▄▄▄····")
    await screens.press("delete")
    await screens.sees("Take the weeks of h2tøm26 in 2026/27 away?")
    await screens.press("enter")
    await screens.sees("nobody has entered weeks")
    assert written(periods.classes(screens.session)[0].periods.spans, 2026) == ""


def finishing(screens: Driver) -> None:
    """Anna and Bo finish before Christmas."""
    for number in (1, 2):
        place = affiliations.of_people(screens.session, [number])[number][0]
        affiliations.end(screens.session, place.id, date(2026, 12, 18))


async def test_one_key_each_for_alumnus_goodbye_and_longer(screens: Driver) -> None:
    finishing(screens)
    networks.add(screens.session, {"name": "Alumner", "kind": "alumni", "slug": "alumner"})
    await task(
        screens, "Who finishes", "Who finishes until 22-01-2027, and those past it · 2 people", "Anna Åkjær", "◆ Bo Bæk"
    )
    await screens.press("slash")
    await screens.type("anna skole:fjorden")
    await screens.press("enter")
    await screens.sees("1 person · filter: anna skole:fjorden")
    await screens.press("b")
    await screens.sees("Anna Åkjær becomes an alumnus")
    await screens.press("ctrl+s")
    await screens.sees("have not agreed to be contacted as alumni")
    await screens.press("right", "down")
    await screens.type("anna@post.example")
    await screens.press("ctrl+s")
    await screens.sees("1 moved on; u undoes it.", "Nothing matches the filter.")
    await screens.press("escape")  # leaves the filter, not the screen
    await screens.sees("Who finishes until 22-01-2027, and those past it · 1 person", "Bo Bæk")
    anna = people.by_id(screens.session, 1)
    assert anna.private_email == "anna@post.example"
    assert {(one.network_slug, one.until_date) for one in anna.memberships} == {
        ("piger", date(2026, 12, 18)), ("alumner", None),
    }  # fmt: skip
    await screens.press("L")
    await screens.sees("Bo Bæk goes on")
    await screens.type("30-06-2027")
    await screens.press("ctrl+s")
    await screens.sees("Nobody finishes in this period. p shows another one.")
    await screens.press("p", "down")
    await screens.type("31-07-2027")
    await screens.press("ctrl+s")
    await screens.sees("30-06-2027", "Bo Bæk")
    await screens.press("w")
    await screens.sees("Bo Bæk finishes and leaves")
    await screens.press("ctrl+s")
    await screens.sees("Nobody finishes in this period.")
    (seat,) = memberships.of_person(screens.session, 2)
    assert seat.until_date == date(2027, 6, 30)
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("Bo Bæk")


async def test_the_next_one_has_the_cursor_when_one_is_decided_about(screens: Driver) -> None:
    finishing(screens)
    place: AffiliationFields = {
        "kind": AffiliationKind.PUPIL, "organisation": "Fjordens Fagskole", "until_date": date(2026, 12, 30),
    }  # fmt: skip
    for name in ("Carl", "Dina"):
        people.add(screens.session, {"given": name, "family": "Dahl"}, [place])
    await task(screens, "Who finishes", "· 4 people", "Dina Dahl")
    await screens.press("G", "up")
    await screens.sees("› 30-12-2026  Carl Dahl")
    await screens.press("w")
    await screens.sees("Carl Dahl finishes and leaves")
    await screens.press("ctrl+s")
    await screens.sees("· 3 people", "› 30-12-2026  Dina Dahl")


async def test_whose_basic_course_ends_goes_on_to_the_next_stage(screens: Driver) -> None:
    finishing(screens)
    with screens.session.connected():
        place = affiliations.of_people(screens.session, [2])[2][0]
        affiliations.edit(screens.session, place.id, {"class_name": "gf2tøm26", "stage": "GF2"}, version=place.version)
    await task(screens, "Who finishes", "gf2tøm26 → H1", "? keys")
    if "› 18-12-2026  ◆ Bo Bæk" not in screens.text:
        await screens.press("down")
    await screens.press("n")
    await screens.sees("On to the next stage: 1 person", "Nothing is saved before you have seen what it comes to.")
    await screens.press("ctrl+s")
    await screens.sees("◆ Bo Bæk", "apprentice, h1tøm26, H1")
    await screens.press("ctrl+s")
    await screens.sees("Change 1 person?")
    await screens.press("enter")
    await screens.sees("1 person changed. u undoes all of it.", "· 1 person")
    now = affiliations.of_people(screens.session, [2])[2][0]
    assert (now.class_name, now.from_date, now.until_date) == ("h1tøm26", date(2026, 12, 19), None)
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("gf2tøm26 → H1", "· 2 people")


async def test_a_question_mark_shows_the_keys_of_a_screen_of_its_own(screens: Driver) -> None:
    finishing(screens)
    await task(screens, "Who finishes", "Anna Åkjær")
    await screens.press("question_mark")
    await screens.sees("Keys that work here", "In this area", "They finish and leave: everything current ends.")


async def test_who_leaves_altogether_is_still_in_the_register(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("end", "W")
    await screens.sees("leaves", "the history stays and nobody is")
    await screens.press("ctrl+s")
    await screens.sees("1 left; u undoes it.")
    gone = [number for number in (1, 2, 3) if not people.by_id(screens.session, number).affiliations]
    assert gone == [3]
    ended = [one for number in (1, 2) for one in memberships.of_person(screens.session, number) if one.until_date]
    assert len(ended) == 1

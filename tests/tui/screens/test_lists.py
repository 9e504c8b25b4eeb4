"""What every list does: columns, orders, marks, filters used before, and what is said where there is nothing."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from core import educations, invitations, meetings, memberships, networks, organisations, people, people_at, views
from core.door.session import open_session
from core.errors import Invalid
from core.rules.day_words import read_span
from core.rules.kinds import AffiliationKind
from core.search.fields import Subject
from tests.tui.screens.conftest import NOW, Driver
from tui import remembered
from tui.commands import view
from tui.screens.listed import showing
from tui.screens.steps.educations import EducationsScreen
from tui.widgets import filtering as filtering_of_lists
from tui.widgets.columns import Arrangement
from tui.widgets.record_list import RecordList


async def shown(screens: Driver, key: str, text: str) -> None:
    await screens.press(key)
    await screens.sees(text)


async def choose(screens: Driver, *keys: str) -> None:
    """In the question about columns, until it is answered."""
    await screens.press("f6")
    await screens.sees("Columns of the list")
    await screens.until(lambda: "Birth year" in screens.text, "the columns")
    await screens.press(*keys, "enter")
    await screens.sees_no_more("Columns of the list")


def header(screens: Driver) -> list[str]:
    return screens.text.splitlines()[1].split()


async def test_columns_are_chosen_ordered_and_remembered(screens: Driver) -> None:
    await shown(screens, "3", "3 people")
    await screens.until(lambda: header(screens)[:3] == ["Name", "▲", "School"])
    # The phone first, the school away, then sorted by the phone.
    await choose(screens, "down", "space", *["down"] * 3, "minus", "minus", "minus", "minus", "minus", "o")
    await screens.until(lambda: header(screens)[:3] == ["Phone", "▲", "Name"])
    assert "School" not in header(screens)
    await screens.until(lambda: "94 12 34 56" in screens.text.splitlines()[2])
    kept = remembered.columns("ida", "person")
    assert kept[:2] == ("phone", "name")
    assert "school" not in kept
    await choose(screens, "r")
    await screens.until(lambda: header(screens)[0] == "Name")
    assert remembered.columns("ida", "person") == ()


async def test_a_view_has_the_columns_and_the_order_of_its_list(screens: Driver) -> None:
    await shown(screens, "3", "3 people")
    await choose(screens, "down", "space")
    await screens.until(lambda: "School" not in header(screens))
    await screens.press("slash")
    await screens.type("skole:fjorden")
    await screens.press("enter", "V")
    await screens.sees("Save “skole:fjorden” as a view")
    await screens.type("fjord")
    await screens.press("ctrl+s")
    await screens.sees("Saved: fjord.")
    saved = views.get(screens.session, "fjord", Subject.PERSON)
    assert saved.columns == ("name", "education", "class_name", "company", "phone", "town")
    await screens.press("escape")
    await choose(screens, "r")
    await screens.until(lambda: "School" in header(screens))
    await screens.press("v")
    await screens.sees("Which view?")
    await screens.press("enter")
    await screens.until(lambda: "School" not in header(screens))


async def test_filters_used_before_come_back_with_up(screens: Driver) -> None:
    await shown(screens, "3", "3 people")
    pane = screens.app.pane
    for text in ("anna", "bo"):
        await screens.press("slash")
        await screens.type(text)
        await screens.press("enter")
        await screens.until(lambda: not pane.records.searching)  # esc would leave the search only
        await screens.press("escape")
        await screens.until(lambda: pane.filter_text == "" and pane.records.count == 3)
    await screens.press("slash", "z", "up")
    await screens.until(lambda: pane.filter_text == "bo")
    await screens.press("up", "up")
    await screens.until(lambda: pane.filter_text == "anna")
    await screens.press("down", "down")
    await screens.until(lambda: pane.filter_text == "z")
    await screens.press("down")
    await screens.until(lambda: pane.records.has_focus)
    assert pane.filter_text == "z"


async def test_marks_outlast_a_filter(screens: Driver) -> None:
    await shown(screens, "3", "3 people")
    await screens.press("space", "slash")
    await screens.type("zahra")
    await screens.press("enter", "space")
    await screens.sees("2 marked, 1 of them not shown")
    await screens.press("escape")
    await screens.sees("3 people, 2 marked")


async def test_a_name_is_marked_however_it_was_typed(screens: Driver) -> None:
    await shown(screens, "3", "3 people")
    await screens.press("slash")
    await screens.type("aakjaer")
    await screens.until(lambda: screens.app.pane.records.count == 1)
    strip = screens.app.pane.records.render_line(1)
    assert [one.text for one in strip if one.style and one.style.underline] == ["Åkjær"]


async def test_a_row_is_gone_to_by_the_family_name(screens: Driver) -> None:
    await shown(screens, "3", "3 people")
    await screens.press("J", "å", "enter", "enter")
    await screens.sees("Anna Åkjær", "94 12 34 56")
    assert screens.app.pane.current.person.given == "Anna"


LISTS = (("2", "2 networks"), ("4", "1 meeting"), ("5", "1 organisation"))


@pytest.mark.parametrize(("key", "text"), [*LISTS, ("3", "3 people")])
async def test_every_column_can_be_chosen_and_is_called_as_in_the_command_line(
    screens: Driver, key: str, text: str
) -> None:
    await shown(screens, key, text)
    pane = screens.app.pane
    await screens.until(lambda: not pane.records._loading.under_way)
    rows = pane.records._fetching.rows.values()
    assert {len(cells) for cells in rows} == {len(pane.COLUMNS)}
    listed = {column.key for column in view._listed(pane.SUBJECT.value).columns}
    assert {column.key for column in pane.COLUMNS} <= listed


@pytest.mark.parametrize(("key", "text"), LISTS)
async def test_every_column_that_shows_can_be_sorted_by(screens: Driver, key: str, text: str) -> None:
    await shown(screens, key, text)
    pane = screens.app.pane
    for order in pane.records._text.orders[1:]:
        for key, descending in (("o", False), ("O", True), ("O", False)):
            await screens.press(key)
            await screens.until(lambda: not pane.records._loading.under_way)
            assert pane.records.arrangement == Arrangement((), order, descending)
        assert pane.records.count
    assert all(column.order for column in pane.COLUMNS)


def test_the_place_of_a_closed_network_says_nothing_of_its_members(screens: Driver) -> None:
    session = screens.session
    closed = next(one for one in networks.find(session) if one.shielded)
    assert list(networks.ids(session, order="members"))[-1] == closed.id
    assert list(networks.ids(session, order="members", descending=True))[-1] == closed.id


def test_lists_are_sorted_by_what_they_show(screens: Driver) -> None:
    session = screens.session
    few = networks.add(session, {"name": "Alumner", "kind": "alumni", "slug": "alumner"})
    memberships.join(session, few.id, list(people.ids(session))[:1])
    assert [one.members for one in networks.rows(session, networks.ids(session, order="members"))] == [1, 2, -1]
    aa = organisations.add(session, {"name": "Byg", "kind": "company", "town": "Aabenraa"})
    bi = organisations.add(session, {"name": "Ad", "kind": "company", "town": "Billund"})
    assert list(organisations.ids(session, order="town"))[:2] == [bi.id, aa.id]
    assert list(organisations.ids(session, order="people", descending=True))[-1] == aa.id


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("2", "There is no network yet. n starts one."),
        ("3", "Nobody is registered yet."),
        ("4", "No meeting is planned yet. n plans one."),
        ("5", "No organisation is registered yet."),
    ],
)
async def test_an_empty_list_says_what_to_do_and_a_filtered_one_how_to_leave(
    nothing_yet: Driver, key: str, told: str
) -> None:
    await nothing_yet.press(key)
    await nothing_yet.sees(told)
    await nothing_yet.press("slash", "q")
    await nothing_yet.sees("Nothing matches the filter.")


DETAILS = (
    ("2", "Piger i Randers", "members", "Member", ["Role", "School", "Class", "Phone", "Since"]),
    ("4", "Fællesspisning", "invited", "Invited", ["Answer", "School", "Phone", "Calendar"]),
    ("5", "Fjorden", "there", "Name", ["Kind", "Class", "Phone"]),
)


@pytest.mark.parametrize(("key", "text", "name", "title", "others"), DETAILS)
async def test_the_people_of_a_record_are_sorted_and_their_columns_chosen(
    screens: Driver, key: str, text: str, name: str, title: str, others: list[str]
) -> None:
    await shown(screens, key, text)
    await screens.press("enter")
    people_list = getattr(screens.app.pane, name)
    await screens.until(lambda: people_list.count == 2 and people_list.has_focus)
    assert list(people_list._ids) == sorted(people_list._ids, reverse=True)  # Bæk before Åkjær
    await screens.press("O")
    await screens.until(lambda: not people_list._cursor.outdated)
    assert list(people_list._ids) == sorted(people_list._ids)
    for _ in others:
        await screens.press("o")
        await screens.until(lambda: not people_list._cursor.outdated)
        assert people_list.count == 2
    assert people_list.arrangement.order
    await screens.press("f6")
    await screens.sees("Columns of the list", "E-mail")
    await screens.press("down", "space", "enter")
    await screens.sees_no_more("Columns of the list")
    assert len(people_list.arrangement.keys) == len(others)
    assert people_list.arrangement == Arrangement(people_list._text.keys, people_list.arrangement.order, False)
    fresh = type(people_list)(people_list._arranging._columns, kept=people_list._arranging._kept)
    assert fresh.arrangement.keys == people_list.arrangement.keys


async def opened(screens: Driver, key: str, text: str, name: str) -> RecordList:
    """The list in the detail of the first record of an area; it has the keys, and two rows."""
    await shown(screens, key, text)
    await screens.press("enter")
    inside = getattr(screens.app.pane, name)
    await screens.until(lambda: inside.count == 2 and inside.has_focus)
    return inside


@pytest.mark.parametrize(("key", "text", "name", "count"), [
    ("2", "Piger i Randers", "members", "1 member"), ("4", "Fællesspisning", "invited", "1 person invited"),
    ("5", "Fjorden", "there", "1 person"),
])  # fmt: skip
async def test_the_people_of_a_record_have_a_filter_of_their_own(
    screens: Driver, key: str, text: str, name: str, count: str
) -> None:
    inside = await opened(screens, key, text, name)
    await screens.press("space", "slash")
    await screens.sees("words, or field:value")
    await screens.type("aakjaer")
    await screens.until(lambda: inside.count == 1, "one of the two")
    assert [one.text for one in inside.render_line(1) if one.style and one.style.underline] == ["Åkjær"]
    assert screens.app.pane.is_open and screens.app.pane.filter_text == ""
    await screens.press("enter")
    await screens.sees(f"{count}, 1 marked, 1 of them not shown · filter: aakjaer")
    await screens.press("O")  # the order is that of what the filter shows
    await screens.until(lambda: not inside._cursor.waits and inside.arrangement.descending)
    assert inside.count == 1
    await screens.press("escape")
    await screens.until(lambda: inside.count == 2 and not inside._cursor.waits, "both again")
    assert screens.app.pane.is_open and inside.marked
    await screens.press("f", "up")  # the filter kept before
    await screens.until(lambda: inside.count == 1, "the filter used before")
    await screens.press("escape")
    await screens.until(lambda: inside.count == 2 and inside.has_focus)
    await screens.press("escape")
    await screens.until(lambda: screens.app.pane.records.has_focus)


async def test_what_is_wrong_with_a_filter_of_members_is_told_and_completed_as_everywhere(screens: Driver) -> None:
    inside = await opened(screens, "2", "Piger i Randers", "members")
    await screens.press("slash")
    await screens.type("skole:")
    line = screens.app.focused
    await screens.until(lambda: line._suggestion == 'skole:"Fjordens Fagskole"', "the completion")
    await screens.type("x")
    await screens.sees("“x” is not known as skole. Choose one of: Fjordens")
    await screens.press(*["backspace"] * len("skole:x"))
    await screens.type("mikkel")
    await screens.sees("Nothing matches the filter.")
    await screens.press("escape")
    await screens.until(lambda: inside.count == 2 and inside.has_focus)
    await screens.sees("2 members")


async def test_why_a_list_could_not_be_read_stays_where_its_rows_would_be(
    screens: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = await opened(screens, "2", "Piger i Randers", "members")
    await screens.press("slash")
    await screens.type("mikkel")
    await screens.sees("Nothing matches the filter.")
    monkeypatch.setattr(memberships, "members", lambda *_: 1 // 0)  # a fault of the program
    await screens.type("s")
    await screens.until(lambda: inside.unread)
    screens.app._bar.clear()  # type: ignore[attr-defined]  # as it is some seconds later
    await screens.sees("Something unexpected happened and nothing was saved: ZeroDivisionError")
    monkeypatch.undo()
    await screens.press(*["backspace"] * len("mikkels"))
    await screens.until(lambda: inside.count == 2)
    await screens.type("anna")
    await screens.until(lambda: inside.count == 1)
    screens.app.focused.value = "anna skole:x"  # type: ignore[union-attr]  # as a filter that comes back with ↑
    await screens.press("enter")
    await screens.until(lambda: inside.unread and inside.has_focus)
    screens.app._bar.clear()  # type: ignore[attr-defined]  # as above
    await screens.sees("1 member · the filter does not work: anna skole:x")


async def test_only_who_is_in_a_list_is_proposed_for_it(screens: Driver) -> None:
    inside = await opened(screens, "2", "Piger i Randers", "members")
    filtering = inside.filtering
    assert filtering is not None and filtering.language is not None and filtering._rows is not None
    there, nearest = partial(filtering_of_lists._finds, filtering._rows, inside.arrangement), filtering.language.nearest
    elsewhere = nearest("zahro", lambda _query: True)
    assert elsewhere is not None and elsewhere.names == ("Zahra",)  # no member
    assert nearest("zahro", there) is None
    await screens.press("slash")
    await screens.type("anns")
    await screens.sees("Did you mean Anna? f3 takes it.")
    await screens.press("f3")
    await screens.until(lambda: inside.count == 1, "who was meant")


async def test_the_filter_of_one_network_is_not_that_of_the_next(screens: Driver) -> None:
    alumni = networks.add(screens.session, {"name": "Tidligere", "kind": "alumni"})
    memberships.join(screens.session, alumni.id, list(people.ids(screens.session)))
    inside = await opened(screens, "2", "Piger i Randers", "members")
    await screens.press("slash")
    await screens.type("bo")
    await screens.press("enter")
    await screens.sees("1 member · filter: bo")
    screens.app.go("networks", alumni.id)
    await screens.until(lambda: inside.count == 3, "all members of the other network")
    assert screens.app.pane.member_filter.text == ""


async def test_a_view_of_members_says_of_which_network_and_can_be_used_inside(screens: Driver) -> None:
    inside = await opened(screens, "2", "Piger i Randers", "members")
    await screens.press("slash")
    await screens.type("bo")
    await screens.press("enter", "V")
    await screens.sees("Save “network:piger bo” as a view")
    await screens.type("bo i piger")
    await screens.press("ctrl+s")
    await screens.sees("Saved: bo i piger.")
    assert views.get(screens.session, "bo i piger", Subject.PERSON).query == "network:piger bo"
    await screens.press("escape")
    await screens.until(lambda: inside.count == 2 and not inside._cursor.waits)
    await screens.press("v")
    await screens.sees("Which view?")
    await screens.press("enter")
    await screens.until(lambda: inside.count == 1, "what the view shows")


async def test_a_filter_inside_tells_nothing_of_a_closed_network(screens: Driver) -> None:
    session = screens.session
    closed = next(one for one in networks.find(session) if one.shielded)
    anna = next(one for one in people.ids(session, "anna"))
    with open_session(session.path, account="kirsten", clock=lambda: NOW) as kirsten:
        networks.open_shielded(kirsten, closed.id, "arbejder med dem")
        memberships.join(kirsten, closed.id, [anna])
        secret = meetings.plan(kirsten, {"title": "Aftale"}, read_span("to 17-19", kirsten.today), [closed.id])
        invitations.invite(kirsten, secret.id, people=[anna])
    organisation = organisations.find(session)[0].id
    girls = networks.get(session, "piger").id
    meeting = meetings.ids(session, "Fællesspisning")[0]
    asked: tuple[Callable[[str], Sequence[object]], ...] = (
        lambda query: memberships.members(session, girls, query),
        lambda query: invitations.participants(session, meeting, query),
        lambda query: people_at.ids(session, organisation, query),
    )
    for ask in asked:
        assert len(ask("anna")) == 1
        names = (f"netværk:{closed.slug}", f"netværk:{closed.id}", "netværk:mangfoldighed", f"møde:{secret.id}", "møde:aftale")
        for query in names:
            with pytest.raises(Invalid) as refused:
                ask(query)
            with pytest.raises(Invalid) as unknown:
                ask(query.partition(":")[0] + ":findesikke")
            assert type(refused.value) is type(unknown.value)
            assert refused.value.hint == unknown.value.hint
            assert closed.name not in repr(refused.value.hint)
        assert len(ask("-mangler:netværk anna")) == len(ask("-mangler:netværk anna -netværk:piger")) + 1


@pytest.mark.parametrize(("text", "found"), [
    ("", [1, 2, 3]), ("anne", [1, 3]), ("anne-mette", [1]), ("mette anne", [1]), ("-anne", [2]), ("-anne-mette", [2, 3]),
    ("soeren 9411", [2]), ("- :", [1, 2, 3]), ("nne", []),
])  # fmt: skip
def test_rows_that_were_read_are_found_by_the_words_they_show(text: str, found: list[int]) -> None:
    rows = {1: ("Anne-Mette Juhl", "h1"), 2: ("Søren Ærø", "94 11 22 33"), 3: ("Anne Holm", "")}
    assert list(showing(rows, text)) == found


async def test_a_list_in_the_workshop_is_sorted_by_numbers_as_numbers(screens: Driver) -> None:
    for name, many in (("Bygning", 2), ("Asfalt", 10)):
        educations.add(screens.session, {"name": name})
        for place in range(many):
            people.add(screens.session, {"given": f"N{place}"}, [{"kind": AffiliationKind.PUPIL, "education": name}])
    screens.app.push_screen(EducationsScreen(screens.app.desk))
    await screens.sees("Asfalt", "Bygning")
    listed = screens.app.screen._records
    for _ in range(3):
        await screens.press("o")
        await screens.until(lambda: not listed._cursor.outdated)
    assert listed.arrangement.order == "people"
    await screens.press("slash")
    await screens.type("asf")
    await screens.press("enter")
    await screens.sees("1 row · filter: asf", "esc Show all")
    await screens.press("escape")
    await screens.until(lambda: listed.count > 1 and not listed._cursor.waits, "all rows again")
    await screens.press("O")
    await screens.until(lambda: not listed._cursor.outdated)
    assert screens.app.screen._found[listed._ids[0]][0].name == "Asfalt"

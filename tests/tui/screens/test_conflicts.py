"""Two people at the same record on the screens: field by field, and nothing typed is lost."""

from pathlib import Path

from core import meetings, organisations, people
from core.door.session import open_session
from core.rules.day_words import read_span
from tests.tui.screens.conftest import NOW, Driver


async def test_each_field_shows_before_mine_and_theirs_and_one_chooses(screens: Driver, register: Path) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("end", "e")
    await screens.sees("Edit Anna Åkjær")
    await screens.press("down", "down", "down", "ctrl+u", *"95111111", "down", "down", "down")
    await screens.type("Skolevej 1")
    await screens.press("down", "down")
    await screens.type("Hobro")
    with open_session(register, account="kirsten", clock=lambda: NOW) as other:
        seen = people.by_id(other, 1)
        people.edit(
            other, 1, {"town": "Mariager", "street": "Torvet 2", "protected": True, "known_as": "Anne", "phone": "94112233"},
            version=seen.version,
        )
    await screens.press("ctrl+s")
    await screens.sees("kirsten has changed the same fields meanwhile")
    await screens.sees("before: –   mine: Skolevej 1   theirs: Torvet 2", "before: –   mine: Hobro   theirs: Mariager")
    await screens.sees("before: 94 12 34 56   mine: 95 11 11 11   theirs: 94 11 22")
    await screens.press("t", "down", "t", "ctrl+s")
    await screens.sees("Anna Åkjær is saved")
    anna = people.by_id(screens.session, 1)
    assert (anna.street, anna.town, anna.protected, anna.known_as) == ("Torvet 2", "Hobro", True, "Anne")
    assert anna.phone == "+4594112233"


async def test_a_conflict_put_aside_leaves_the_form_as_it_was_typed(screens: Driver, register: Path) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("end", "e")
    await screens.sees("Edit Anna Åkjær")
    await screens.press(*["down"] * 8)
    await screens.type("Hobro")
    with open_session(register, account="kirsten", clock=lambda: NOW) as other:
        people.edit(other, 1, {"town": "Mariager"}, version=people.by_id(other, 1).version)
    await screens.press("ctrl+s")
    await screens.sees("before: –   mine: Hobro   theirs: Mariager")
    await screens.press("right", "escape")
    await screens.sees("Edit Anna Åkjær", "Hobro")
    assert people.by_id(screens.session, 1).town == "Mariager"


async def test_lists_and_kinds_go_back_into_their_fields(screens: Driver, register: Path) -> None:
    await screens.press("5")
    await screens.sees("Fjordens Fagskole")
    await screens.press("e")
    await screens.sees("Edit Fjordens Fagskole")
    await screens.press("down", "right", "down")
    await screens.type("Fjorden")
    with open_session(register, account="kirsten", clock=lambda: NOW) as other:
        seen = organisations.get(other, 1)
        organisations.edit(other, 1, {"aliases": ["FF", "Fagskolen"], "kind": "union"}, version=seen.version)
    await screens.press("ctrl+s")
    await screens.sees("theirs: FF, Fagskolen", "before: school   mine: company   theirs: union")
    await screens.press("t", "down", "t", "ctrl+s")
    await screens.sees("Fjordens Fagskole is saved")
    now = organisations.get(screens.session, 1)
    assert (now.aliases, now.kind.value) == (("FF", "Fagskolen"), "union")


async def test_the_time_of_a_meeting_is_one_field(screens: Driver, register: Path) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("e")
    await screens.sees("Edit Fællesspisning")
    await screens.press("down", "down", "ctrl+u")
    await screens.type("fr 27-11-2026 10-12")
    with open_session(register, account="kirsten", clock=lambda: NOW) as other:
        seen = meetings.get(other, 1)
        meetings.move(other, 1, read_span("on 25-11-2026 8-9", other.today), version=seen.version)
    await screens.press("ctrl+s")
    await screens.sees("before: Thu 26-11-2026 17:00-19:00", "theirs: Wed 25-11-2026 08:00-09:00")
    await screens.press("t", "ctrl+s")
    await screens.sees("is saved")
    assert meetings.get(screens.session, 1).start.day == 25

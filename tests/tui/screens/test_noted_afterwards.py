"""What is noted afterwards: mail that came back, files that went out, and what is remembered of lists."""

from core import import_mappings, invitations, people
from core.mailing import making, sent
from core.past import undo
from tests.tui.screens.conftest import Driver


def bounced(screens: Driver) -> list[str]:
    found = people.rows(screens.session, people.ids(screens.session, "tidy:bounced"))
    return [one.given for one in found]


async def test_mail_to_the_one_under_the_cursor_came_back_and_u_takes_it_back(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("B")
    await screens.sees("Mail that came back", "bo@fjorden.example")
    await screens.press("ctrl+s")
    await screens.sees("Noted of 1 person that mail came back.")
    assert bounced(screens) == ["Bo"]
    await screens.press("u")
    await screens.sees("Undo this?", "noted mail that came back")
    await screens.press("enter")
    await screens.until(lambda: bounced(screens) == [], "the undo")


async def test_the_addresses_of_many_are_found_in_what_is_pasted(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("down", "B")
    await screens.sees("Who gets another address", "One or more, or the text")
    await screens.type("Delivery failed")
    await screens.press("ctrl+s")
    await screens.sees("There is no e-mail address in it.")
    await screens.type(" anna@fjorden.example, ukendt@fjorden.example")
    await screens.press("ctrl+s")
    await screens.sees("Noted of 1 person that mail came back. Nobody has ukendt@fjorden.example.")
    assert bounced(screens) == ["Anna"]


async def test_files_that_were_made_went_out_or_never_did(screens: Driver) -> None:
    making.make(screens.session, 1, lambda letters: None)
    waiting = len(sent.unconfirmed(screens.session, 1))
    assert waiting
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("enter", "A", "S")
    await screens.sees("They never went out: they are due again")
    await screens.press("enter")
    await screens.sees("of Fællesspisning")
    await screens.until(lambda: not sent.unconfirmed(screens.session, 1), "the note")
    assert undo.entries(screens.session, limit=1)[0].operation.value == "meeting.sent"
    assert {one.went_out for one in invitations.participants(screens.session, 1)} == {True}
    await screens.sees(" sent")
    await screens.press("A", "S")
    await screens.sees("They never went out: they are due again")
    await screens.press("down", "enter")
    await screens.sees("due again.")
    assert making.state.due(screens.session, 1).letters


async def test_what_is_remembered_of_lists_is_shown_and_forgotten(screens: Driver) -> None:
    import_mappings.save(screens.session, "hold-august", "Fornavn;Efternavn;Andet", {"Fornavn": "given", "Andet": "-"})
    await screens.press("7")
    await screens.sees("Out of the house")
    agenda = screens.app.pane.agenda
    await screens.until(lambda: "1 way to read a list" in [line.note for line in agenda._lines], "the count")
    names = [line.label for line in agenda._lines if line.open]
    await screens.press("home", *["down"] * names.index("How lists are read"), "enter")
    await screens.sees("hold-august", "Fornavn: Given name", "Andet: leave out")
    await screens.press("d")
    await screens.sees("Forget hold-august?")
    await screens.press("enter")
    await screens.sees("Forgotten: hold-august.", "Nothing is remembered yet")
    assert import_mappings.every(screens.session) == []
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("Fornavn: Given name")

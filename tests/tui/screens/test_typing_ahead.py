"""Keys typed faster than the file answers are for what the keys before them open, in order, and none is lost."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from core import people
from core.past import undo
from core.planning import breaks
from tests.tui.late import answer_late
from tests.tui.screens.conftest import Driver
from tests.tui.screens.test_school import task
from tests.tui.screens.test_typing import burst
from tui.widgets import jobs
from tui.widgets.dialogs import Confirm


@pytest.fixture(autouse=True, params=["at once", "late"])
def answers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these holds however late the file answers."""
    if request.param == "late":
        answer_late(monkeypatch, request.node.nodeid)


def names(screens: Driver) -> list[str]:
    """Everybody in the register."""
    return [one.name for one in people.rows(screens.session, people.ids(screens.session, ""))]


async def test_what_is_typed_after_undo_answers_it(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    burst(screens, "n", *"Ida", "down", *"Kær", "ctrl+s", "u", "enter", "n", *"Eva", "ctrl+s")
    await screens.until(lambda: "Eva" in names(screens), "Eva")
    assert "Ida Kær" not in names(screens)
    await screens.sees("Eva is registered.")


async def test_what_is_typed_after_edit_is_typed_into_the_form(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    burst(screens, "G", "e", "end", *"na", "ctrl+s", "g", "e", "end", *"xy", "ctrl+s")
    await screens.until(lambda: "Boxy Bæk" in names(screens), "Boxy")
    assert "Annana Åkjær" in names(screens)


async def test_a_pick_list_gets_the_letters_and_enter(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    burst(screens, "w", *"pig", "enter")
    await screens.sees("Out of Piger i Randers")


async def test_digits_then_keys_are_for_the_area_gone_to(screens: Driver) -> None:
    burst(screens, "3", "n", *"Ida", "escape", "y", "2", "n", *"Drenge", "escape", "enter", "3", "e")
    await screens.sees("Edit ◆ Bo Bæk")


@pytest.mark.parametrize(("keys", "opened"), [("4y", "Answers: F"), ("2e", "Edit Piger"), ("4p", "Roll-call: F")])
async def test_a_key_for_an_area_that_is_being_made_waits_for_its_rows(screens: Driver, keys: str, opened: str) -> None:
    burst(screens, *keys)
    await screens.sees(opened)


async def test_enter_after_a_filter_opens_what_it_finds(screens: Driver) -> None:
    burst(screens, "3", "slash", *"zahra", "enter", "enter", "e")
    await screens.sees("Edit Zahra Holm")


async def test_the_palette_opens_whom_the_letters_mean(screens: Driver) -> None:
    burst(screens, "ctrl+p", *"zahra holm", "enter", "e")
    await screens.sees("Edit Zahra Holm")


async def test_a_menu_and_what_it_opens(screens: Driver) -> None:
    burst(screens, "question_mark", *"registers somebody", "escape", "3", "question_mark", *"registers", "enter", *"Ida")
    await screens.sees("New person", "Ida")


async def test_an_export_asked_for_and_left(screens: Driver) -> None:
    burst(screens, "3", "x", "escape", "n", *"Ida", "ctrl+s")
    await screens.until(lambda: "Ida" in names(screens), "Ida")


async def test_what_is_pasted_goes_where_the_keys_go(screens: Driver) -> None:
    from textual.events import Paste

    burst(screens, "3", "n")
    screens.app.post_message(Paste("Ida"))
    burst(screens, "down", *"Kær", "ctrl+s")
    await screens.until(lambda: "Ida Kær" in names(screens), "Ida Kær")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The log answers only when the event is set."""
    go = threading.Event()
    answer = undo.last_own

    def waiting(session: object) -> object:
        go.wait()
        return answer(session)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(undo, "last_own", waiting)
    yield go
    go.set()  # whatever became of the test


async def test_escape_does_not_wait_for_long_and_nothing_opens_then(screens: Driver, slow: threading.Event) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    burst(screens, "u", "enter")
    await screens.sees("One moment")
    burst(screens, "escape")
    await screens.sees("Nothing opens")
    slow.set()
    burst(screens, "n")
    await screens.sees("New person")
    assert "Undo this?" not in screens.text


async def test_ctrl_q_does_not_wait_for_long(screens: Driver, slow: threading.Event) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    burst(screens, "u", "enter", "ctrl+q")
    await screens.until(lambda: not screens.app.is_running, "the end")


async def test_line_after_line_is_taken_out_and_the_cursor_keeps_its_place(screens: Driver) -> None:
    await task(screens, "School breaks", "No school break is registered.")
    burst(screens, "b", "enter")
    await screens.sees("5 school breaks added.")
    first, second, *_, last = [one.name for one in breaks.find(screens.session)]
    burst(screens, "down", "down", "d", "y", "d", "y")  # the third, and what takes its place
    await screens.until(lambda: [one.name for one in breaks.find(screens.session)] == [first, second, last], "two less")
    burst(screens, "d", "y", "d", "y", "d", "y")
    await screens.until(lambda: not breaks.find(screens.session), "the empty list")
    await screens.sees("No school break is registered.")


async def test_what_is_asked_for_twice_at_once_does_not_keep_the_keys(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    come: list[int] = []
    for number in (1, 2):
        jobs.run(screens.app.screen, lambda number=number: number, come.append, group="twice", holds=True)
    burst(screens, "n")
    await screens.sees("New person")
    assert come == [2]


async def test_an_answer_that_is_on_its_way_is_not_wanted_after_a_newer_question(screens: Driver) -> None:
    come: list[int] = []
    ask = partial(jobs.run, screens.app.screen, group="on its way")

    def first() -> int:
        screens.app.screen.call_later(ask, lambda: 2, come.append)  # stands before the answer in the screen's queue
        return 1

    ask(first, come.append)
    await screens.until(lambda: 2 in come, "the second answer")
    assert come == [2]


async def test_work_that_ends_under_a_question_leaves_the_question_and_closes_after_it(screens: Driver) -> None:
    answers: list[object] = []
    below, above = Confirm("Is this the lower one?", yes="yes"), Confirm("And this the upper?", yes="yes")

    async def ask(question: Confirm) -> None:
        answers.append((question is below, await screens.app.push_screen_wait(question)))

    screens.app.run_worker(ask(below))
    await screens.sees("Is this the lower one?")
    screens.app.run_worker(ask(above))
    await screens.sees("And this the upper?")
    below.dismiss(True)
    below.dismiss(False)
    await screens.sees("And this the upper?")
    assert answers == []
    await screens.press("escape")
    await screens.sees_no_more("lower one")
    assert answers == [(False, False), (True, True)]

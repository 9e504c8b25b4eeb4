"""Work that takes a while: it tells how far it is, and a key stops it before anything is kept."""

import threading

from textual.app import App

from core.errors import Refused
from core.messages import say
from tui.keymap import Keymap
from tui.named_keys import NamedKeys
from tui.widgets.working import Working
from tui.words import catalogue


class _Waiting(App[None]):
    """An application with one piece of work."""

    catalogue = NamedKeys(catalogue(), Keymap())
    answer: object = "none yet"

    def begin(self, job) -> None:
        self.push_screen(Working("Work", job), lambda answer: setattr(self, "answer", answer))


async def _until_answered(app: _Waiting, pilot) -> object:
    for _ in range(1000):
        if app.answer != "none yet":
            return app.answer
        await pilot.pause(0.01)
    raise AssertionError("it does not answer")


async def test_it_answers_with_what_was_done() -> None:
    app = _Waiting()
    async with app.run_test() as pilot:
        app.begin(lambda tell: (tell(1, 2), tell(2, 2), "done")[-1])
        assert await _until_answered(app, pilot) == "done"


async def test_escape_stops_it_at_the_next_chance() -> None:
    app, may_go_on, reached = _Waiting(), threading.Event(), []

    def job(tell) -> str:
        tell(1, 2)
        may_go_on.wait(10)
        tell(2, 2)
        reached.append(2)
        return "done"

    async with app.run_test() as pilot:
        app.begin(job)
        while not isinstance(app.screen, Working):
            await pilot.pause()
        await pilot.press("escape")
        may_go_on.set()
        assert await _until_answered(app, pilot) is None
        assert reached == []


async def test_what_went_wrong_is_the_answer() -> None:
    app = _Waiting()
    wrong = Refused(say("no"))

    def job(tell) -> str:
        raise wrong

    async with app.run_test() as pilot:
        app.begin(job)
        assert await _until_answered(app, pilot) is wrong

"""The list alone in a program of ten lines."""

import threading
from array import array
from gettext import NullTranslations

import pytest
from textual.app import App

from tui.widgets.columns import Column
from tui.widgets.record_list import RecordList

COLUMNS = (Column("Name", 10, weight=1, order="name"), Column("School", 8, priority=1, order="school"))


class Rows:
    def __init__(self, ids, text="row"):
        self.order = array("q", ids)
        self.text = text
        self.asked = []

    def ids(self):
        assert threading.current_thread() is not threading.main_thread()
        return self.order

    def rows(self, ids):
        assert threading.current_thread() is not threading.main_thread()
        self.asked.append(len(ids))
        return {i: (f"{self.text} {i}", "Tradium") for i in ids if i != 13}


class Listing(App[None]):
    def __init__(self):
        super().__init__()
        self.catalogue = NullTranslations()
        self.records = RecordList(COLUMNS, empty="Nobody here.")
        self.told = []
        self.errors = []

    def compose(self):
        yield self.records

    def failed(self, error):
        self.errors.append(error)

    def on_record_list_highlighted(self, event):
        self.told.append(("highlighted", event.id))

    def on_record_list_opened(self, event):
        self.told.append(("opened", event.id))

    def on_record_list_marked(self, event):
        self.told.append(("marked", sorted(event.ids)))

    def on_record_list_sorted(self, event):
        self.told.append(("sorted", event.order, event.descending))

    def lines(self):
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def loaded(pilot):
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.fixture
async def pilot():
    app = Listing()
    async with app.run_test(size=(40, 11)) as pilot:
        app.records.focus()
        app.records.show(Rows(range(1, 1001)), order="name")
        await loaded(pilot)
        yield pilot


async def test_rows_come_when_they_show_and_only_those(pilot):
    lines = pilot.app.lines()
    assert lines[0].split() == ["Name", "▲", "School"]
    assert lines[1].startswith("› row 1 ")
    assert lines[10].startswith("  row 10 ")
    source = pilot.app.records._source
    await pilot.press("G")
    await loaded(pilot)
    assert pilot.app.lines()[10].startswith("› row 1000 ")
    assert sum(source.asked) < 600


async def test_keys_move_the_cursor_and_tell_of_it(pilot):
    records = pilot.app.records
    await pilot.press("j", "down", "k")
    assert records.cursor_id == 2
    await pilot.press("pagedown")
    assert records.cursor_id == 12
    await pilot.press("pageup", "home")
    assert records.cursor_id == 1
    await pilot.press("up")
    assert records.cursor_id == 1
    await pilot.press("enter")
    assert pilot.app.told[-1] == ("opened", 1)
    assert ("highlighted", 12) in pilot.app.told


async def test_the_cursor_is_an_id_that_survives_sorting_filtering_and_reloading(pilot):
    records = pilot.app.records
    records.go_to(500)
    records.show(Rows(range(1000, 0, -1)))
    await loaded(pilot)
    assert records.cursor_id == 500
    assert any(line.startswith("› row 500 ") for line in pilot.app.lines())
    records.show(Rows(range(100, 1000, 100)))
    await loaded(pilot)
    assert records.cursor_id == 500
    records.show(Rows([7, 8, 9]))
    await loaded(pilot)
    assert records.cursor_id == 7


async def test_when_the_row_is_gone_a_reload_keeps_the_place(pilot):
    records = pilot.app.records
    records.go_to(5)
    records._source.order = array("q", [i for i in range(1, 1001) if i != 5])
    records.reload()
    await loaded(pilot)
    assert records.cursor_id == 6


async def test_marks_are_told_and_survive_what_they_can(pilot):
    records = pilot.app.records
    await pilot.press("space", "down", "space")
    assert records.marked == {1, 3}
    assert pilot.app.told[-2][0] in ("marked", "highlighted")
    assert pilot.app.lines()[1].startswith(" *row 1")
    records.show(Rows([3, 4]))
    await loaded(pilot)
    assert records.marked == {3}
    await pilot.press("a")
    assert records.marked == {3, 4}
    await pilot.press("a")
    assert records.marked == frozenset()


async def test_sorting_is_asked_for(pilot):
    await pilot.press("o")
    assert pilot.app.told[-1] == ("sorted", "school", False)
    await pilot.press("O")
    assert pilot.app.told[-1] == ("sorted", "name", True)


async def test_changed_rows_are_fetched_again_and_stand_out(pilot):
    records = pilot.app.records
    records._source.text = "new"
    records.changed([2])
    await loaded(pilot)
    lines = pilot.app.lines()
    assert lines[1].startswith("› row 1 ")
    assert lines[2].startswith("  new 2 ")


async def test_a_row_that_vanished_leaves_a_dash(pilot):
    pilot.app.records.go_to(14)
    await pilot.pause()
    assert any(line.strip() == "–" for line in pilot.app.lines())


async def test_a_narrow_list_drops_the_less_important_column():
    app = Listing()
    async with app.run_test(size=(20, 11)) as pilot:
        app.records.show(Rows([1, 2]))
        await loaded(pilot)
        assert "Tradium" not in "".join(app.lines())
        assert "row 1" in app.lines()[1]


async def test_searched_words_stand_out(pilot):
    records = pilot.app.records
    records.show(Rows([1, 2]), words=["ROW"])
    await loaded(pilot)
    strip = records.render_line(2)
    assert [segment.text for segment in strip if segment.style and segment.style.underline] == ["row"]


async def test_an_empty_list_says_so(pilot):
    pilot.app.records.show(Rows([]), empty="Nobody matches.")
    await loaded(pilot)
    assert "Nobody matches." in pilot.app.lines()[2]
    assert pilot.app.records.cursor_id is None
    await pilot.press("enter", "space", "down", "G")


async def test_a_failed_load_is_told_and_what_was_there_stays(pilot):
    class Broken(Rows):
        def ids(self):
            raise OSError("the file is gone")

    pilot.app.records.show(Broken([1]))
    await loaded(pilot)
    assert isinstance(pilot.app.errors[0], OSError)
    assert pilot.app.lines()[1].startswith("› row 1 ")


async def test_of_two_sources_shown_in_a_row_the_last_wins(pilot):
    waiting = threading.Event()

    class Slow(Rows):
        def ids(self):
            waiting.wait(5)
            return super().ids()

    pilot.app.records.show(Slow([1]))
    pilot.app.records.show(Rows([2]))
    await pilot.pause()
    waiting.set()
    await loaded(pilot)
    assert pilot.app.records.count == 1
    assert pilot.app.records.cursor_id == 2

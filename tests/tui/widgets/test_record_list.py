"""The list alone in a program of ten lines."""

import threading
from array import array
from contextlib import suppress
from gettext import NullTranslations

import pytest
from textual.app import App
from textual.worker import WorkerCancelled

from core.errors import Refused
from core.messages import say
from core.rules.alphabet import in_order
from tui.keymap import Keymap
from tui.named_keys import NamedKeys
from tui.widgets import jobs
from tui.widgets.columns import Arrangement, Column
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
        self.catalogue = NamedKeys(NullTranslations(), Keymap())
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

    def lines(self):
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def loaded(pilot):
    for _ in range(3):
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.fixture
async def pilot():
    app = Listing()
    async with app.run_test(size=(40, 11)) as pilot:
        app.records.focus()
        app.records.show(lambda _order, _descending: Rows(range(1, 1001)))
        await loaded(pilot)
        yield pilot


async def test_rows_come_when_they_show_and_only_those(pilot):
    lines = pilot.app.lines()
    assert lines[0].split() == ["Name", "▲", "School"]
    assert lines[1].startswith("› row 1 ")
    assert lines[10].startswith("  row 10 ")
    source = pilot.app.records._loading.source
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


async def test_of_pages_turned_by_a_held_key_the_last_is_painted(pilot):
    await pilot.press(*["pagedown"] * 20, "up")
    row = pilot.app.records.cursor_id
    assert row > 150
    for _ in range(1000):
        if any(line.startswith(f"› row {row} ") for line in pilot.app.lines()):
            return
        await pilot.pause(0.002)
    raise AssertionError("the page does not come")


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
    records._loading.source.order = array("q", [i for i in range(1, 1001) if i != 5])
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


async def test_rows_that_a_reload_finds_changed_stand_out_for_a_moment(pilot, monkeypatch):
    monkeypatch.setattr("tui.widgets.fresh._FLASH", 60.0)
    records = pilot.app.records
    await pilot.press("down", "space", "home")

    class Edited(Rows):
        def rows(self, ids):
            return super().rows(ids) | {i: (f"new {i}", "Tradium") for i in ids if i in (1, 2, 3, 5000)}

    records._loading.source = Edited([1, 5000, *range(2, 1001)])
    records.reload()
    await loaded(pilot)
    lines = pilot.app.lines()
    assert lines[1].startswith("›~new 1 ")
    assert lines[2].startswith("~ new 5000 ")
    assert lines[3].startswith("~*new 2 ")
    assert lines[5].startswith("  row 4 ")
    assert (records.cursor_id, records.marked) == (1, {2})
    monkeypatch.setattr("tui.widgets.fresh._FLASH", 0.05)
    records._fresh.stand_out({1, 2, 3, 5000})
    for _ in range(1000):
        if "~" not in "".join(pilot.app.lines()):
            break
        await pilot.pause(0.005)
    assert pilot.app.lines()[1].startswith("› new 1 ")
    records.reload()
    await loaded(pilot)
    assert "~" not in "".join(pilot.app.lines())
    records.show(Rows([1, 2, 3], text="other"))
    await loaded(pilot)
    assert "~" not in "".join(pilot.app.lines())


class Found(Rows):
    """A search that shows some rows at once and the others when it is let go on."""

    def __init__(self, ids, some):
        super().__init__(ids, text="found")
        self.some = array("q", some)
        self.go_on = threading.Event()
        self.stopped = False

    def first(self):
        return self.some, len(self.some) == len(self.order)

    def ids(self):
        self.go_on.wait(5)
        if self.stopped:
            raise OSError("interrupted")
        return super().ids()

    def stop(self):
        self.stopped = True
        self.go_on.set()


async def some_shown(pilot, text):
    for _ in range(500):
        if text in "".join(pilot.app.lines()):
            return
        await pilot.pause(0.002)
    raise AssertionError(pilot.app.lines())


async def test_what_is_found_at_once_shows_while_the_search_goes_on(pilot):
    records = pilot.app.records
    source = Found(range(1, 101), [2, 4])
    records.show(source)
    await some_shown(pilot, "found 4 ")
    assert (records.searching, records.count) == (True, 2)
    await pilot.press("down")
    assert records.cursor_id == 4
    source.go_on.set()
    await loaded(pilot)
    assert (records.searching, records.count, records.cursor_id) == (False, 100, 4)


async def test_the_last_row_is_gone_to_when_it_has_come_and_keys_wait_for_it(pilot):
    records = pilot.app.records
    source = Found(range(1, 101), [2, 4])
    records.show(source)
    await some_shown(pilot, "found 4 ")
    await pilot.press("G")
    assert records.cursor_id == 4
    assert records.awaits("enter") and not records.awaits("escape")
    source.go_on.set()
    await loaded(pilot)
    assert records.cursor_id == 100
    assert not records.awaits("enter")


async def test_a_search_can_be_left_and_taken_up_again(pilot):
    records = pilot.app.records
    source = Found(range(1, 101), [2, 4])
    records.show(source)
    await some_shown(pilot, "found 4 ")
    assert records.stop()
    assert source.stopped
    await loaded(pilot)
    assert (records.searching, records.left, records.count) == (False, True, 2)
    assert not records.stop()
    records.reload()
    await loaded(pilot)
    assert (records.left, records.count) == (True, 2)
    source.stopped = False
    records.reload(resume=True)
    await loaded(pilot)
    assert (records.left, records.count) == (False, 100)
    assert pilot.app.errors == []


async def test_a_search_that_has_nothing_yet_says_so(pilot):
    source = Found([1], [])
    pilot.app.records.show(Rows([]))
    await loaded(pilot)
    pilot.app.records.show(source)
    await some_shown(pilot, "Searching")
    pilot.app.records.stop()
    await some_shown(pilot, "The search was left.")


async def test_another_search_ends_the_one_before(pilot):
    source = Found(range(1, 101), [2])
    pilot.app.records.show(source)
    await some_shown(pilot, "found 2 ")
    pilot.app.records.show(Rows([7]))
    assert source.stopped
    await loaded(pilot)
    assert pilot.app.records.cursor_id == 7
    assert pilot.app.errors == []


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
    assert "enter" not in pilot.app.screen.active_bindings  # there is nothing to open
    pilot.app.records.show(Rows([1]))
    await loaded(pilot)
    assert "enter" in pilot.app.screen.active_bindings


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


async def test_keys_typed_ahead_of_a_filter_do_not_meet_the_row_that_stood_there_before(pilot):
    waiting = threading.Event()

    class Slow(Rows):
        def ids(self):
            waiting.wait(5)
            return super().ids()

    pilot.app.told.clear()
    pilot.app.records.show(Slow([7, 8]))
    assert pilot.app.records.cursor_id is None
    await pilot.press("enter", "space")
    assert pilot.app.told == []
    waiting.set()
    await loaded(pilot)
    assert pilot.app.records.cursor_id == 7
    assert [one for one in pilot.app.told if one[0] != "highlighted"] == [("opened", 7)]


async def test_an_order_that_is_refused_is_given_up(pilot):
    class Many(Rows):
        def ids(self):
            raise Refused(say("Too many."))

    pilot.app.records.show(lambda order, _descending: (Many if order == "school" else Rows)([1, 2]))
    await loaded(pilot)
    await pilot.press("o")
    await loaded(pilot)
    assert isinstance(pilot.app.errors[0], Refused)
    assert pilot.app.records.arrangement.order == "name"
    assert pilot.app.records.count == 2


async def test_every_list_sorts_itself_and_keeps_its_order(pilot):
    app, asked = pilot.app, []

    def rows(order, descending):
        asked.append((order, descending))
        return Rows([3, 2, 1] if descending else [1, 2, 3])

    app.records.show(rows)
    await loaded(pilot)
    await pilot.press("o", "O")
    await loaded(pilot)
    assert asked == [("name", False), ("school", False), ("school", True)]
    assert app.lines()[0].split() == ["Name", "School", "▼"]
    assert app.records.cursor_id == 1
    app.records.show(rows)
    await loaded(pilot)
    assert asked[-1] == ("school", True)


async def test_rows_with_no_order_but_their_own_are_not_sorted(pilot):
    records = pilot.app.records
    records.show(Rows([2, 1]))
    await loaded(pilot)
    await pilot.press("o", "O")
    assert pilot.app.lines()[0].split() == ["Name", "School"]
    assert not any(records.check_action(one, ()) for one in ("sort", "reverse", "columns"))


async def test_a_job_asked_for_again_is_never_done_twice_at_a_time(pilot):
    at_once, most, runs = 0, 0, 0
    go_on = threading.Event()

    def job():
        nonlocal at_once, most, runs
        at_once, runs = at_once + 1, runs + 1
        most = max(most, at_once)
        go_on.wait(5)
        at_once -= 1

    repeated = jobs.Repeated(pilot.app.records, job, lambda _: None, group="again")
    for _ in range(5):
        repeated.ask()
        await pilot.pause()
    go_on.set()
    for _ in range(1000):
        await pilot.pause(0.005)
        if runs == 2:
            break
    await loaded(pilot)
    assert (runs, most) == (2, 1)


NAMES = ("Åse", "Bo", "Ærø", "Dorthe", "Østergård", "Dahl", "Sørensen", "Aagaard", "Zahra", "")


class Sorted(Rows):
    """Names in Danish order, nameless rows last."""

    def __init__(self, descending=False):
        self.names = dict(enumerate(NAMES, 1))
        super().__init__(in_order(tuple(self.names), self.names, descending=descending))

    def rows(self, ids):
        self.asked.append(len(ids))
        return {i: (self.names[i], "Tradium") for i in ids}


def under_cursor(app):
    return next(line for line in app.lines() if line.startswith("›")).split()[1]


@pytest.mark.parametrize(
    ("typed", "descending", "there"),
    [
        ("d", False, "Dahl"), ("do", False, "Dorthe"), ("s", False, "Sørensen"), ("æ", False, "Ærø"), ("aa", False, "Aagaard"),
        ("d", True, "Dorthe"), ("z", True, "Zahra"), ("3", False, "Dorthe"), ("99", False, "›"),
    ],
)  # fmt: skip
async def test_a_row_is_gone_to_by_letters_or_number(pilot, typed, descending, there):
    app = pilot.app
    app.records.show(lambda _order, descending: Sorted(descending))
    await pilot.press(*(["O"] if descending else []))
    await loaded(pilot)
    await pilot.press("J", *typed)
    await loaded(pilot)
    assert f"Go to number or letters: {typed}" in app.lines()[0]
    await pilot.press("enter")
    assert app.records.cursor_id is not None
    assert (under_cursor(app) if there != "›" else there) == there
    assert "Name" in app.lines()[0]


async def test_letters_are_commands_again_after_a_jump_and_escape_leads_back(pilot):
    app = pilot.app
    app.records.show(lambda _order, _descending: Sorted())
    await loaded(pilot)
    await pilot.press("J", "s", "x", "backspace", "escape")
    await loaded(pilot)
    assert under_cursor(app) == "Åse"
    await pilot.press("J", "s")
    await loaded(pilot)
    await pilot.press("down", "space")
    assert app.records.marked == {9}


async def test_a_jump_among_very_many_reads_a_few_rows(pilot):
    class Many(Rows):
        def rows(self, ids):
            self.asked.append(len(ids))
            return {i: (f"n{i:07}", "") for i in ids}

    source = Many(range(1, 300_001))
    pilot.app.records.show(lambda _order, _descending: source)
    await loaded(pilot)
    source.asked.clear()
    await pilot.press("J", "n", "0", "2")
    await loaded(pilot)
    assert pilot.app.records.cursor_id == 200_000
    assert sum(one for one in source.asked if one == 1) < 80


WIDE = (
    Column("Name", 10, weight=1, order="name", key="name"),
    Column("School", 12, priority=1, order="school", key="school"),
    Column("Town", 12, priority=2, order="town", key="town"),
    Column("Phone", 12, priority=3, key="phone"),
    Column("E-mail", 12, priority=4, key="email", usual=False),
)


class Wide(Rows):
    def rows(self, ids):
        return {i: (f"row {i}", "Tradium", "Randers", "94 11 37 82", "a@b.example") for i in ids}


@pytest.fixture
async def wide():
    app = Listing()
    app.records = RecordList(WIDE)
    async with app.run_test(size=(40, 11)) as pilot:
        app.records.focus()
        app.records.show(lambda _order, _descending: Wide([1, 2, 3]))
        await loaded(pilot)
        yield pilot


async def test_no_column_is_out_of_reach(wide):
    app = wide.app
    assert app.lines()[0].split() == ["Name", "▲", "School", "Town", "1/2", ">"]
    await wide.press("greater_than_sign")
    assert app.lines()[0].split() == ["Name", "▲", "Phone", "2/2", ">"]
    assert app.lines()[1].split() == ["›", "row", "1", "94", "11", "37", "82"]
    await wide.press("greater_than_sign")
    assert "Town" in app.lines()[0]


async def test_columns_are_chosen_and_ordered(wide):
    app = wide.app
    app.records.arrange_by(Arrangement(("email", "town", "gone", "name")))
    await wide.pause()
    assert app.lines()[1].split() == ["›", "a@b.example", "Randers", "row", "1"]
    assert app.records.arrangement == Arrangement(("email", "town", "name"), "name", False)
    await wide.press("o")
    assert app.records.arrangement == Arrangement(("email", "town", "name"), "town", False)
    app.records.arrange_by(Arrangement(()))
    assert app.records.arrangement == Arrangement((), "town", False)


async def test_marks_on_rows_that_a_filter_hides_stay(pilot):
    records = pilot.app.records
    await pilot.press("space", "space")
    records.show(Rows([2, 3, 4]), part=True)
    await loaded(pilot)
    assert (records.marked, records.marked_out_of_sight) == ({1, 2}, 1)
    await pilot.press("a")
    assert records.marked == {1, 2, 3, 4}
    await pilot.press("a")
    assert records.marked == {1}
    records.show(Rows(range(1, 1001)))
    await loaded(pilot)
    assert records.marked == {1}


async def test_marks_outlast_the_first_rows_of_a_long_search(pilot):
    records = pilot.app.records
    records.go_to(900)
    await pilot.press("space")
    source = Found(range(1, 1001), [1, 2])
    records.show(source)
    await some_shown(pilot, "found 2 ")
    assert records.marked == {900}
    source.go_on.set()
    await loaded(pilot)
    assert records.marked == {900}


async def test_words_stand_out_however_they_are_spelled(wide):
    records = wide.app.records
    records.show(Wide([1]), words=["941137", "raanders", "tradiu"])
    await loaded(wide)
    strip = records.render_line(1)
    assert [segment.text for segment in strip if segment.style and segment.style.underline] == ["Tradiu", "Randers"]
    records.arrange_by(Arrangement(("phone",)))
    strip = records.render_line(1)
    assert [segment.text for segment in strip if segment.style and segment.style.underline] == ["94 11 37"]

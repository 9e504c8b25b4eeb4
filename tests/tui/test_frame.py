"""The frame in the demonstration program: areas, filter, help, palette, forms and questions by their keys."""

from contextlib import suppress
from gettext import NullTranslations

import pytest
from textual.worker import WorkerCancelled

from core.errors import Invalid
from core.messages import say
from tests.tui.demonstration import People, application
from tui.app import LaugApp
from tui.widgets.dialogs import Confirm, Tell
from tui.widgets.form_screen import FormScreen
from tui.widgets.palette import KeyHelp, Palette
from tui.widgets.pane import Area
from tui.widgets.possible import possible


async def settled(pilot):
    """Until no job is under way; the flows that wait for an answer (group "default") may go on."""
    while not pilot.app.key_queue.is_idle:
        await pilot.pause(0.002)
    for _ in range(3):
        await pilot.pause()
        if jobs := [worker for worker in pilot.app.workers if worker.group != "default"]:
            with suppress(WorkerCancelled):  # another of its kind took its place
                await pilot.app.workers.wait_for_complete(jobs)
    await pilot.pause()


@pytest.fixture
async def pilot():
    async with application(1000).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        yield pilot


def shown(pilot):
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


async def opened(pilot, kind, *keys):
    await pilot.press(*keys)
    for _ in range(200):
        if isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted:
            await settled(pilot)
            return pilot.app.screen
        await pilot.pause()
    raise AssertionError(f"{kind.__name__} does not open")


async def test_the_first_area_has_the_keys(pilot):
    await pilot.press("j")
    assert pilot.app.pane.records.cursor_id == 2
    assert "1000 people" in shown(pilot)


async def test_digits_switch_areas_and_the_list_is_as_it_was_left(pilot):
    await pilot.press("j", "2")
    await settled(pilot)
    assert "An area without a list" in shown(pilot)
    assert "Filter" not in shown(pilot)
    await pilot.press("3")
    await pilot.press("1", "j")
    await settled(pilot)
    assert pilot.app.pane.records.cursor_id == 3


async def test_enter_opens_and_escape_goes_back(pilot):
    await pilot.press("j", "enter")
    await settled(pilot)
    assert "Contact" in shown(pilot)
    await pilot.press("escape")
    await settled(pilot)
    assert "Contact" not in shown(pilot)
    assert pilot.app.pane.records.has_focus


async def test_the_filter_works_while_one_types_stays_and_is_cleared(pilot):
    await pilot.press("slash", *"dahl 00001")
    await settled(pilot)
    assert pilot.app.pane.records.count == 1
    await pilot.press("enter")
    await settled(pilot)
    assert "filter: dahl 00001" in shown(pilot)
    assert pilot.app.pane.records.has_focus
    await pilot.press("escape")
    await settled(pilot)
    assert pilot.app.pane.records.count == 1000
    await pilot.press("f", "x", "escape")
    await settled(pilot)
    assert pilot.app.pane.filter_text == ""


async def test_in_an_opened_record_the_filter_is_that_of_the_list_which_shows_again(pilot):
    await pilot.press("j", "enter")
    await settled(pilot)
    await pilot.press("slash", *"nobody")
    await settled(pilot)
    assert "Nothing matches the filter" in shown(pilot)
    await pilot.press("enter")
    await settled(pilot)
    assert "n New" in shown(pilot) and "enter Open" not in shown(pilot)  # there is nothing to open
    await pilot.press("escape")
    await settled(pilot)
    assert pilot.app.pane.records.has_focus
    assert "1000 people" in shown(pilot)


async def test_what_is_told_of_a_filter_a_moment_later_comes_to_nothing_when_the_program_has_been_left():
    async with application(10).run_test() as pilot:
        later = {}
        pilot.app.set_timer = later.setdefault
        pilot.app.failed(Invalid("query", say("Nobody understands it.")))
    later[min(later)]()


async def test_the_key_help_tells_what_works_here_and_does_it(pilot):
    await opened(pilot, KeyHelp, "question_mark")
    assert "Opens the row under the cursor." in shown(pilot)
    await pilot.press(*"asks first")
    assert "Opens the row" not in shown(pilot)
    await opened(pilot, Confirm, "enter")


async def test_the_palette_finds_commands_and_what_providers_know(pilot):
    await opened(pilot, Palette, "ctrl+p")
    await pilot.press(*"words")
    await pilot.press("enter")
    await settled(pilot)
    assert "An area without a list" in shown(pilot)
    await opened(pilot, Palette, "ctrl+p")
    await pilot.press(*"Camil")
    await settled(pilot)
    assert "Camilla" in shown(pilot)


async def test_a_dangerous_question_is_not_answered_by_enter(pilot):
    await opened(pilot, Confirm, "d")
    await pilot.press("enter")
    assert isinstance(pilot.app.screen, Confirm)
    await pilot.press("j")
    await settled(pilot)
    assert "Deleted" in shown(pilot)


async def test_a_form_tells_beside_the_field_what_is_wrong(pilot):
    form = await opened(pilot, FormScreen, "n")
    await pilot.press("down", *"B0", "down")
    await settled(pilot)
    assert "A name holds no digits. Take them out." in shown(pilot)
    await pilot.press("up", "backspace", "o")
    await settled(pilot)
    assert "digits" not in shown(pilot)
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert "must be filled in" in shown(pilot)
    assert form._rows[0].control.has_focus
    await pilot.press(*"Ida", "ctrl+s")
    await settled(pilot)
    assert "Ida Bo was saved." in shown(pilot)
    assert isinstance(pilot.app.pane, People)


async def test_a_form_completes_and_turns(pilot):
    form = await opened(pilot, FormScreen, "n")
    await pilot.press("enter", "enter", *"tr")
    await settled(pilot)
    assert "→ Tradium" in shown(pilot)
    await pilot.press("right")
    assert form._rows[2].text == "Tradium"
    await pilot.press("enter", "right")
    assert form._rows[3].text == "teacher"
    await pilot.press("p")
    assert form._rows[3].text == "pupil"


async def test_leaving_a_changed_form_asks(pilot):
    await opened(pilot, FormScreen, "n")
    await pilot.press("x")
    await opened(pilot, Confirm, "escape")
    form = await opened(pilot, FormScreen, "n")
    assert form._rows[0].text == "x"
    await opened(pilot, Confirm, "escape")
    await pilot.press("enter")
    await settled(pilot)
    assert not isinstance(pilot.app.screen, FormScreen)


async def test_a_conflict_lets_one_choose_and_saves_again(pilot):
    form = await opened(pilot, FormScreen, "n")
    await pilot.press(*"Ida", "down", *"Strid", "ctrl+s")
    await settled(pilot)
    assert pilot.app.screen is not form
    assert "mine: Strid" in shown(pilot)
    assert "before: Før   mine: Strid   theirs: Fred" in shown(pilot)
    await pilot.press("t")
    assert "theirs: Fred" in shown(pilot)
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert "Ida Fred was saved." in shown(pilot)


async def test_a_conflict_put_aside_keeps_what_was_typed(pilot):
    form = await opened(pilot, FormScreen, "n")
    await pilot.press(*"Ida", "down", *"Strid", "ctrl+s")
    await settled(pilot)
    await pilot.press("escape")
    await settled(pilot)
    assert pilot.app.screen is form
    assert form._rows[1].text == "Strid"
    assert "Somebody else changed it meanwhile." in shown(pilot)


async def test_every_field_of_a_long_form_comes_into_view(pilot):
    form = await opened(pilot, FormScreen, "n")
    for row in form._rows:
        assert row.control.has_focus
        assert form.region.contains_region(row.control.region)
        await pilot.press("tab")
        await pilot.pause()


async def test_wide_terminals_show_list_and_detail_side_by_side():
    async with application(1000).run_test(size=(130, 30)) as pilot:
        await settled(pilot)
        await pilot.press("j")
        await settled(pilot)
        assert "1000 people" in shown(pilot)
        assert "Enevoldsen 000002 Enevoldsen 000002" in " ".join(shown(pilot).split())


async def test_a_text_too_long_for_its_box_is_read_by_keys_and_hides_neither_its_key_nor_the_line_of_keys(pilot):
    pilot.app.push_screen(Tell("Long", "\n".join(f"line {number}" for number in range(60))))
    await settled(pilot)
    assert "line 0" in shown(pilot)
    assert "esc: close" in shown(pilot)
    assert [one.action.name for one in possible(pilot.app.screen) if one.action.in_footer] == ["Read on", "Close"]
    assert pilot.app.screen.query_one(".box").region.bottom == 23
    await pilot.press("pagedown", "down")
    await settled(pilot)
    assert "line 9\n" not in shown(pilot)
    assert "line 10" in shown(pilot)
    await pilot.press("escape")
    await settled(pilot)
    pilot.app.push_screen(Tell("Short", "line"))
    await settled(pilot)
    assert [one.action.name for one in possible(pilot.app.screen) if one.action.in_footer] == ["Close"]


@pytest.mark.parametrize(("width", "beside"), [(80, False), (120, True)])
async def test_the_names_of_the_areas_come_before_a_banner(width, beside):
    areas = [Area(f"area{number}", f"Area {number} here", lambda: People(10)) for number in range(5)]
    app = LaugApp(areas, catalogue=NullTranslations(), file="laug.db", account="ida", banner=say("read only"))
    async with app.run_test(size=(width, 24)) as pilot:
        await settled(pilot)
        first, *rest = [line for line in shown(pilot).split("\n") if line]
        assert all(f"Area {number} here" in first for number in range(5))
        assert ("read only" in first) == beside
        assert any("read only · laug.db · ida" in line for line in rest) == (not beside)


async def test_ctrl_c_tells_how_to_quit(pilot):
    await pilot.press("ctrl+c")
    assert "ctrl+q" in shown(pilot).splitlines()[-2]


async def test_q_goes_back_and_then_out(pilot):
    await pilot.press("enter")
    await settled(pilot)
    await pilot.press("q")
    assert pilot.app.is_running
    await pilot.press("q")
    await pilot.pause()
    assert pilot.app.return_code == 0


async def test_the_filter_leaves_its_keys_to_a_screen_above(pilot):
    dialog = await opened(pilot, Confirm, "d")
    await pilot.press("f", "slash")
    await settled(pilot)
    assert not dialog.has_class("-filtering") and not dialog.query("FilterLine")


async def test_what_is_told_is_told_whole_and_leaves_the_cursor_in_sight(pilot):
    await pilot.press("G")
    await settled(pilot)
    name = shown(pilot).splitlines()[-3].split()[1]
    long = " ".join(f"word{number}" for number in range(20))
    pilot.app.status(f"{long} the-end")
    for _ in range(500):
        if "the-end" in shown(pilot):
            break
        await pilot.pause(0.004)
    assert "word0 word1" in shown(pilot) and "the-end" in shown(pilot)
    assert name in shown(pilot)
    await pilot.press("escape")
    for _ in range(500):
        if "1000 people" in shown(pilot).splitlines()[-2]:
            return
        await pilot.pause(0.004)
    raise AssertionError(shown(pilot))

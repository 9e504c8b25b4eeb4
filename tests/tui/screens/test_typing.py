"""What is typed into a filter and into forms: nobody is interrupted, and every sign can be typed."""

from pathlib import Path

from textual.events import Key

from tests.tui.screens.conftest import Driver
from tests.tui.screens.test_school import task


async def test_a_field_without_its_value_is_no_fault_while_one_types(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("slash")
    await screens.type("hold")
    await screens.press("colon")
    await screens.pilot.pause(0.1)
    assert "needs a value" not in screens.text
    await screens.type("h2")
    await screens.sees_no_more("Zahra")


async def test_a_complaint_of_the_filter_goes_as_soon_as_it_finds_again(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("slash")
    await screens.type("hold")
    await screens.press("colon", "enter")
    await screens.sees("needs a value")
    await screens.press("slash")
    await screens.type("h2")
    await screens.sees_no_more("Zahra")
    await screens.press("enter")
    await screens.sees("2 people")
    assert "needs a value" not in screens.text


async def test_f1_shows_the_keys_of_a_form_and_a_question_mark_is_typed(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær", "? keys")
    await screens.press("n")
    await screens.sees("New person", "F1 keys")
    await screens.press("question_mark")
    assert screens.app.screen.query("Entry").first().value == "?"  # type: ignore[attr-defined]  # an Entry
    await screens.press("f1")
    await screens.sees("Keys that work here", "Saves and closes the form.")


async def test_a_key_does_the_same_whether_a_suggestion_is_there_yet_or_not(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    for waits in (False, True):
        await screens.press("N")
        await screens.sees("Plan a series")
        await screens.press("down", "down")
        await screens.type("pig")
        if waits:
            await screens.sees("→ piger")
        await screens.press("down")
        await screens.type("hver torsdag")
        fields = [entry.value for entry in screens.app.screen.query("Entry")]  # type: ignore[attr-defined]  # entries
        assert fields[1:3] == ["pig", "hver torsdag"]
        await screens.press("escape", "y")
        await screens.sees("Fællesspisning")


def burst(screens: Driver, *keys: str) -> None:
    """Keys as a slow line brings them: all at once."""
    for key in keys:
        screens.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_keys_that_come_in_a_burst_work_in_the_order_they_were_typed(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("e")
    await screens.sees("Edit ◆ Bo Bæk")
    burst(screens, "end", "ctrl+u", "I", "d", "x", "backspace", "a", "tab", "end", "backspace", *"bc", "home", "delete", "K")
    burst(screens, "down", "down", "down", "q", "backspace", *"abd", "backspace", *"c@x.example", "shift+tab")
    burst(screens, "backspace", "1")
    fields = screens.app.screen.query("Entry")
    said = ["Ida", "Kæbc", "bo@fjorden.example", "1", "abc@x.example"]
    await screens.until(lambda: [one.value for one in fields][:5] == said)  # type: ignore[attr-defined]  # Entries


async def test_a_burst_in_a_note(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("n")
    await screens.until(lambda: screens.app.screen.query("Note"))
    note = screens.app.screen.query("Note").first()
    note.focus()
    await screens.pilot.pause()
    burst(screens, *"kafx", "backspace", *"fe", "enter", *"tex", "left", "delete", "end", "backspace", *"te")
    await screens.until(lambda: note.text == "kaffe\ntte")  # type: ignore[attr-defined]  # a Note


async def test_what_is_typed_in_a_field_is_taken_back_and_put_back_there(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("e")
    await screens.sees("Edit ◆ Bo Bæk")
    entry = screens.app.screen.query("Entry").first()
    burst(screens, "end", "ctrl+u", *"Ida")
    await screens.until(lambda: entry.value == "Ida")  # type: ignore[attr-defined]  # an Entry
    burst(screens, "ctrl+z")
    await screens.until(lambda: entry.value == "")  # type: ignore[attr-defined]
    burst(screens, "ctrl+z")
    await screens.until(lambda: entry.value == "Bo")  # type: ignore[attr-defined]
    burst(screens, "ctrl+y", "ctrl+y", "n")
    await screens.until(lambda: entry.value == "Idan")  # type: ignore[attr-defined]


async def test_ctrl_q_ends_laug_from_a_form_but_asks_when_something_is_typed(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    burst(screens, "n", *"Ida", "ctrl+q")
    await screens.sees("End laug without saving?")
    burst(screens, "ctrl+q", "enter", "n")  # neither pressing it again nor enter loses anything
    await screens.sees_no_more("End laug without saving?")
    await screens.sees("New person", "Ida")
    burst(screens, "ctrl+q", "y")
    await screens.until(lambda: not screens.app.is_running, "the end")


async def test_ctrl_q_ends_laug_from_a_form_in_which_nothing_is_typed(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    burst(screens, "n", "ctrl+q")
    await screens.until(lambda: not screens.app.is_running, "the end")


async def test_ctrl_c_in_a_form_tells_how_to_quit_there(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    burst(screens, "n", *"Ida", "ctrl+c")
    await screens.sees("Nothing is running. ctrl+q ends the program.", "New person")


async def test_the_keys_of_a_form_are_all_told(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("n")
    await screens.sees("New person", "↓ Next field")
    await screens.press("f1")
    await screens.sees("Keys that work here", "↑ ", "pgdn ", "pgup ", "ctrl+z ", "esc ")
    await screens.press("pagedown", "pagedown")
    await screens.sees("ctrl+q ", "ctrl+l ")
    assert "Filter" not in screens.text


async def test_a_day_in_words_is_told_as_it_is_understood_while_one_types(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    burst(screens, "n", "down", "down", "down", *"to 17")
    await screens.sees("Plan a meeting", "= Thu 26-11-2026")
    burst(screens, "ctrl+u", *"uge 47")
    await screens.sees("= Mon 22-11-2027")


async def test_which_days_a_break_takes_are_told(screens: Driver) -> None:
    await task(screens, "School breaks", "No school break is registered.")
    burst(screens, "n", *"Tur", "down", *"to")
    await screens.sees("= 26-11-2026")
    burst(screens, "ctrl+z", *"uge 49")
    await screens.sees("= 30-11-2026 – 06-12-2026")


async def test_a_folder_that_is_the_only_one_is_looked_into_at_once(screens: Driver, tmp_path: Path) -> None:
    folder = tmp_path / "lister"
    folder.mkdir()
    for name in ("august.csv", "november.csv"):
        (folder / name).touch()
    await task(screens, "Read a list")
    await screens.sees("Read a list of people")
    await screens.type(f"{tmp_path}/li")
    await screens.sees("→ lister/")
    await screens.press("right")
    await screens.sees("→ august.csv  november.csv")
    await screens.press("right", "right")
    await screens.sees("→ august.csv [november.csv]")
    await screens.press("escape", "y")


async def test_a_narrow_form_has_its_labels_above_the_fields(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.pilot.resize_terminal(30, 24)
    await screens.press("n")
    await screens.sees("Given name")
    await screens.type("Bartholomæus Vinterberg")
    await screens.sees("Bartholomæus Vinterberg")
    assert any(line.strip() == "Given name" for line in screens.text.splitlines())

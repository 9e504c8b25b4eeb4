"""The menu: what has no room in a line goes on in the next, and the cursor goes from option to option."""

from textual.app import App, ComposeResult

from tui.widgets.menu import Menu, Option

SENTENCE = "Marks and unmarks every row there is, from the first one that shows to the very last of the whole list."


class Small(App[None]):
    """Nothing but a menu."""

    def __init__(self, *options: Option[int]) -> None:
        super().__init__()
        self.menu: Menu[int] = Menu(options)

    def compose(self) -> ComposeResult:
        """The menu."""
        yield self.menu


def lines(app: Small) -> list[str]:
    return [app.menu.render_line(y).text.rstrip() for y in range(app.menu.size.height)]


async def test_a_long_sentence_is_whole_and_stands_under_its_beginning() -> None:
    keys = [
        Option(1, SENTENCE, before="space", heading="In the list"),
        Option(2, "Short.", before="q", heading="Everywhere"),
    ]
    app = Small(*keys)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.pause()
        shown = lines(app)
        assert shown[0] == "In the list"
        assert shown[1].startswith("› space  Marks and")
        assert all(line.startswith(" " * 9) for line in shown[2 : shown.index("Everywhere")])
        assert " ".join(line[9:].strip() for line in shown[1 : shown.index("Everywhere")]) == SENTENCE
        assert "…" not in "".join(shown)
        app.menu.move(1)
        assert app.menu.current == keys[1]
        assert lines(app)[shown.index("Everywhere") + 1] == "› q      Short."


async def test_the_whole_option_under_the_cursor_shows_in_a_low_terminal() -> None:
    app = Small(*(Option(number, f"{number} {SENTENCE}", "detail") for number in range(9)))
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        for by in (1, 1, 5, -4, 100, -100):
            app.menu.move(by)
            at = app.menu.current
            assert at is not None
            shown = lines(app)
            begin = next(place for place, line in enumerate(shown) if line.startswith("›"))
            words = f"{shown[begin].removesuffix('detail')} {' '.join(shown[begin + 1 :])}"
            assert " ".join(words.split()).startswith(f"› {at.label}")


async def test_in_a_narrow_terminal_the_quieter_text_has_a_line_of_its_own() -> None:
    app = Small(Option(1, "Fællesspisning på værkstedet", "to 26-11-2026 17.00-19.00"), Option(2, "Kort", "17.00"))
    async with app.run_test(size=(36, 6)) as pilot:
        await pilot.pause()
        assert lines(app)[0] == "› Fællesspisning på værkstedet"
        assert lines(app)[1].strip() == "to 26-11-2026 17.00-19.00"
        assert lines(app)[2].split() == ["Kort", "17.00"]

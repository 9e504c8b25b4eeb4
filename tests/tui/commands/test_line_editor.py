"""A text written line by line."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tui import words
from tui.commands.line.line_editor import write

LINES = st.lists(st.text("ab 1æ", min_size=1, max_size=5).map(str.rstrip).filter(lambda line: line != ""), max_size=4)


def written(text: str, *said: str) -> tuple[str, list[str]]:
    words.speak(words.choose("en", {}))
    waiting, told = iter([*said, "."]), list[str]()
    return write(text, lambda: next(waiting), told.append), told


def test_lines_are_added_written_anew_and_taken_away() -> None:
    text, told = written("Welcome\nCofee\nGoodbye\n", "#2 Coffee", "#3", "3 came", "#9", "# Heading")
    assert text == "Welcome\nCoffee\n3 came\n# Heading\n"
    assert told[1:4] == ["1. Welcome", "2. Cofee", "3. Goodbye"]
    assert told[-1] == "There is no line 9."


@given(LINES, LINES)
def test_what_is_only_added_to_stays(before: Sequence[str], added: Sequence[str]) -> None:
    text, _told = written("".join(f"{line}\n" for line in before), *added)
    assert text.splitlines() == [*before, *added]

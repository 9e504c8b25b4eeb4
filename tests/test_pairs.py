"""What the command line can do, the screens can, and the other way round: docs/pairs.md has the pairs, and does not lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import click
import pytest

from tui import keymap
from tui.actions import declared, shown_key
from tui.commands.line.settings import OPTIONS
from tui.plain.places import areas, verbs, verbs_of
from tui.screens.workshop import TASKS

PAGE = Path(__file__).parent.parent / "docs" / "pairs.md"
OF_THE_PROGRAM = {"Colours"}  # nothing of it is heard
ONLY_TYPED, ONLY_SHOWN = "Only in the command line", "Only on the screens"


@dataclass(frozen=True)
class Row:
    """A row of a table: the heading above it, and its cells."""

    heading: str
    cells: tuple[str, ...]


def rows() -> Iterator[Row]:
    heading = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line.startswith("| ") and not line.startswith(("| job |", "| command |", "| what |")):
            yield Row(heading, tuple(cell.strip() for cell in line.strip("|").split("|")))


ROWS = list(rows())
PAIRS = [row for row in ROWS if row.heading not in (ONLY_TYPED, ONLY_SHOWN)]
TYPED = [row for row in ROWS if row.heading == ONLY_TYPED]
SHOWN = [row for row in ROWS if row.heading == ONLY_SHOWN]
IN_PAIRS = [line for row in PAIRS for line in re.findall(r"`laug ([^`]+)`", row.cells[1])]
IN_TYPED = [line for row in TYPED for line in re.findall(r"`laug ([^`]+)`", row.cells[0])]
ACTIONS = [found for row in PAIRS for found in re.findall(r"(\S+) \(`([\w.]+)`\)", row.cells[2])]
TASKS_NAMED = {name for row in PAIRS for name in re.findall(r"\*([^*]+)\*", row.cells[2])}
PATTERNS = [pattern for row in SHOWN for pattern in re.findall(r"`([^`]+)`", row.cells[1])]


def commands() -> dict[str, click.Command]:
    return {" ".join(verb.path): verb.command for verb in verbs()}


def named(line: str) -> str:
    """The command a line calls, without its options."""
    return " ".join(word for word in line.split() if not word.startswith("-"))


@pytest.fixture(scope="module", autouse=True)
def every_action() -> None:
    keymap.declare_everything()


def test_every_command_has_its_place_on_the_screens() -> None:
    told = {named(line) for line in [*IN_PAIRS, *IN_TYPED]}
    assert sorted(commands().keys() - told) == [], "in no table of docs/pairs.md: what does the same on the screens?"


def test_every_key_and_task_has_its_command() -> None:
    paired = {action for _key, action in ACTIONS}
    of_laug = [name for name in declared() if not name.startswith("demonstration.")]  # the tests' own screen
    lone = [name for name in of_laug if name not in paired and not any(fnmatchcase(name, one) for one in PATTERNS)]
    assert lone == [], "in no table of docs/pairs.md: which command does the same?"
    tasks = {task.name for some in TASKS.values() for task in some}
    assert tasks - TASKS_NAMED == set(), "in no table of docs/pairs.md: which command does the same?"


def test_whatever_the_screens_do_is_done_in_plain_lines() -> None:
    """The command beside each key is in a menu of the conversation, which asks for what it must know."""
    reached = {" ".join(verb.path) for area in areas() for verb in verbs_of(area)}
    lines = [(row, {named(line) for line in re.findall(r"`laug ([^`]+)`", row.cells[1])}) for row in PAIRS]
    alone = [row.cells[0] for row, commands in lines if not commands & reached and row.cells[0] not in OF_THE_PROGRAM]
    assert alone == [], "no menu of laug --plain has a command for it"


def test_the_commands_that_are_named_exist_with_their_options() -> None:
    known = commands()
    everywhere = {opt for option in OPTIONS for opt in option.opts}
    for line in [*IN_PAIRS, *IN_TYPED]:
        command = known.get(named(line))
        assert command is not None or not named(line), line
        options = {opt for one in command.params for opt in one.opts} if command is not None else everywhere
        assert {word for word in line.split() if word.startswith("-")} <= options | everywhere, line


def test_the_keys_and_tasks_that_are_named_exist() -> None:
    known = declared()
    assert [action for _key, action in ACTIONS if action not in known] == []
    keys = [(key, action) for key, action in ACTIONS if shown_key(known[action].keys[0]) != key]
    assert keys == [], "other keys on the page than on the screens"
    assert TASKS_NAMED - {task.name for some in TASKS.values() for task in some} == set()
    assert [one for one in PATTERNS if not any(fnmatchcase(name, one) for name in known)] == []


def test_nothing_is_both_a_pair_and_alone() -> None:
    assert set(IN_PAIRS) & set(IN_TYPED) == set()  # an option may be alone where its command is not
    written_out = {one for one in PATTERNS if "*" not in one}
    assert written_out & {action for _key, action in ACTIONS} == set()


def test_every_row_says_something_in_every_cell() -> None:
    for row in ROWS:
        assert len(row.cells) == (2 if row.heading == ONLY_TYPED else 3), row
        assert all(row.cells), row
    for row in PAIRS:
        assert re.search(r"`laug ", row.cells[1]), row
        assert re.search(r"\(`[\w.]+`\)|\*[^*]+\*", row.cells[2]), row

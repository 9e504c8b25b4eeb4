"""The keymap file: what it changes, and what is told of a line that cannot be right."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from core.messages import Message
from tui import keymap
from tui.actions import declared
from tui.keymap import Keymap
from tui.named_keys import named_in
from tui.words.catalogues import KEYWORDS

TUI = Path(keymap.__file__).parent


@pytest.fixture(scope="module", autouse=True)
def everything_declared() -> None:
    keymap.declare_everything()


def read(text: str) -> Keymap:
    return keymap.read(text, declared())


def why(found: Keymap) -> list[tuple[int, str]]:
    return [(fault.line, fault.why.msgid.format(**fault.why.values)) for fault in found.faults]


def test_keys_are_written_as_people_write_them() -> None:
    found = read("# mine\npeople.new = F5, +  # both\n\napp.help=?\n")
    assert found.keys == {"people.new": ("f5", "plus"), "app.help": ("question_mark",)}
    assert not found.faults
    assert found.of(declared()["people.new"]) == ("f5", "plus")
    assert found.of(declared()["people.edit"]) == declared()["people.edit"].keys


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("people.fly = n", "There is no action people.fly."),
        ("people.new = ctrl+shift+n", "cannot send ctrl+shift+n."),
        ("people.new = ø", "cannot send ø."),
        ("people.new", "is not an action, = and its keys"),
        ("people.new =", "is not an action, = and its keys"),
        ("people.new = e", "e is the key of people.edit already"),
        ("form.save = s", "s is text: take a key that types nothing"),
        ("app.quit = x", "x is text"),
        ("roll_call.absent = a", "a is text"),
        ("people.new = u", "u is the key of app.undo already"),
    ],
)
def test_a_line_that_cannot_be_right_is_told_and_the_rest_holds(line: str, told: str) -> None:
    found = read(f"networks.new = F5\n{line}\n")
    assert found.keys == {"networks.new": ("f5",)}
    (fault,) = why(found)
    assert fault[0] == 2
    assert told in fault[1]
    assert isinstance(found.sentence, Message)


def test_two_actions_may_change_keys_with_each_other() -> None:
    found = read("people.new = e\npeople.edit = n\n")
    assert not found.faults


def test_the_same_key_in_two_areas_or_in_a_form_is_no_fault() -> None:
    assert not read("people.new = F9\nnetworks.new = F9\nform.save = F9\nroll_call.absent = *\n").faults


def test_the_example_changes_nothing_and_is_right_when_taken_up() -> None:
    text = keymap.example((one, "What it does.") for one in declared().values())
    assert read(text) == Keymap(read("").keys)
    taken_up = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    assert not read(taken_up).faults


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUG_KEYS", str(tmp_path))
    assert keymap.load().faults
    monkeypatch.setenv("LAUG_KEYS", str(tmp_path / "none"))
    assert keymap.load() == Keymap()


def sentences(*rooms: str) -> list[str]:
    """What is marked for the catalogue in these folders of `tui`."""
    sources = [source for room in rooms for source in sorted((TUI / room).glob("**/*.py"))]
    return [
        sentence
        for source in sources
        for _line, message, _comments, _context in extract_from_file("python", source, KEYWORDS)
        for sentence in ((message,) if isinstance(message, str) else message)
    ]


def test_every_key_a_sentence_names_is_that_of_an_action() -> None:
    named = [action for sentence in sentences(".") for action in named_in(sentence)]
    assert named
    assert [action for action in named if action not in declared()] == []


def test_sentences_of_the_command_line_name_no_keys_of_the_screens() -> None:
    """It has no keymap, and would show the mark itself."""
    assert [sentence for sentence in sentences("commands", "plain") if named_in(sentence)] == []


def test_sentences_of_the_screens_name_keys_by_their_actions() -> None:
    """`u undoes it` is wrong for somebody who has moved it."""
    written = re.compile(r"(?<![\w{])(ctrl\+\w|f\d+|esc)(?!\w)|(?<![\w'’{\[.])([b-zB-HJ-Z]|=|\+|/)(?= [a-z]+\b)")
    found = [sentence for sentence in sentences("screens", "widgets") if written.search(sentence)]
    # What is typed behind the letters of a name is no key of an action.
    assert [sentence for sentence in found if "behind the letters" not in sentence] == []


def test_a_sentence_that_names_a_key_of_another_area_loads_that_area_only() -> None:
    told = (
        "import sys; from gettext import NullTranslations; from tui.keymap import Keymap; from tui.named_keys import NamedKeys;"
        "print(NamedKeys(NullTranslations(), Keymap()).gettext('{key[people.edit]} an address'));"
        "print('tui.screens.steps.list_import' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True)
    assert ran.stdout.split("\n")[:2] == ["e an address", "False"]

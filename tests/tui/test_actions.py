import pytest

import tui.everywhere
import tui.widgets.form_screen
import tui.widgets.record_list  # these declare their actions
from core.rules.kinds import Language
from tui.actions import Where, bindings, declare, declared, sendable, shown_key
from tui.widgets.words import told
from tui.words import load


@pytest.mark.parametrize("key", ["n", "G", "7", "slash", "question_mark", "ctrl+s", "escape", "f1", "shift+tab", "space"])
def test_a_danish_keyboard_sends(key):
    assert sendable(key)


@pytest.mark.parametrize(
    "key", ["left_square_bracket", "at", "tilde", "backslash", "ctrl+i", "ctrl+m", "ctrl+shift+a", "alt+x", "æ", "ctrl+1"]
)
def test_a_danish_keyboard_or_a_plain_terminal_does_not_send(key):
    assert not sendable(key)
    with pytest.raises(ValueError, match="cannot send"):
        declare(f"test.{key}", key, "x", "x", Where.AREA)


def test_an_id_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        declare("app.quit", "n", "x", "x", Where.AREA)


def test_a_binding_carries_the_id_and_runs_the_last_part_of_it():
    (binding,) = bindings(declared()["app.palette"])
    assert (binding.id, binding.action, binding.key) == ("app.palette", "palette", "ctrl+p,colon")


def test_every_action_can_be_told():
    for action in declared().values():
        assert action.name
        assert action.help.endswith(".")
        assert shown_key(action.keys[0])


def test_filter_has_a_twin_of_the_slash():
    assert tui.everywhere.FILTER.keys == ("slash", "f")


def test_no_other_sentence_makes_a_key_be_called_otherwise_in_danish():
    danish = load(Language.DANISH)
    shown = {shown_key(key) for action in declared().values() for key in action.keys} - {"space"}
    assert [key for key in shown if len(key) > 1 and told(danish, key) != key] == []  # letters are never translated

"""`laug redo`."""

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug


def test_what_was_undone_last_is_done_again(laug: Laug) -> None:
    assert laug("redo").code == ExitCode.NOTHING_FOUND
    laug("person", "edit", "1", "--town", "Hobro")
    laug("person", "edit", "1", "--town", "Mariager")
    assert laug("undo").code == 0
    assert laug("undo").code == 0
    assert laug("person", "show", "1", "--json").data["town"] == ""
    for town in ("Hobro", "Mariager"):
        answer = laug("redo")
        assert answer.code == 0, answer.err
        assert laug("person", "show", "1", "--json").data["town"] == town
    assert laug("redo").code == ExitCode.NOTHING_FOUND
    assert laug("undo").code == 0
    assert laug("person", "show", "1", "--json").data["town"] == "Hobro"

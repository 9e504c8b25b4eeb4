"""`laug today`: what the screens begin with, at the command line."""

from pathlib import Path

from core import overview
from core.door.session import open_session
from tests.tui.commands.conftest import Laug
from tui import last_seen


def test_it_tells_of_the_week_and_names_the_numbers_to_type(laug: Laug) -> None:
    told = laug("today", "--lang", "en")
    assert told.code == 0
    assert "The next seven days" in told.out
    assert "Fællesspisning  0/2 coming  (meeting 1)" in told.out
    assert "laug network join" in told.out  # what mends somebody without a network, as a command
    assert "m plans one" not in told.out


def test_as_data_every_line_has_its_part_and_where_it_leads(laug: Laug) -> None:
    lines = laug("today", "--json").data
    meeting = next(line for line in lines if line["noun"] == "meeting")
    assert (meeting["section"], meeting["text"], meeting["id"]) == ("meetings", "Fællesspisning", 1)
    assert {"section", "label", "text", "note", "noun", "id", "query", "command"} == set(meeting)


def test_an_empty_register_says_how_to_begin(laug: Laug, tmp_path: Path) -> None:
    laug("--db", str(tmp_path / "empty.db"), "init")
    told = laug("--db", str(tmp_path / "empty.db"), "today", "--lang", "en")
    assert "laug import people FILE" in told.out


def test_what_colleagues_did_since_one_was_here_and_nothing_of_ones_own(laug: Laug, register: Path) -> None:
    with open_session(register, account="ida") as session:
        last_seen.remember(register, "ida", overview.newest(session))
    assert "since you were here" not in laug("today", "--as", "ida", "--lang", "en").out
    laug("person", "edit", "1", "--town", "Hobro", "--as", "bo")
    laug("person", "edit", "1", "--town", "Randers", "--as", "ida")
    told = laug("today", "--as", "ida", "--lang", "en").out
    news = told.partition("since you were here")[2].partition("Done last")[0]
    assert "bo edited a person" in news
    assert "ida" not in news


def test_what_is_remembered_names_nobody(own_home: Path, tmp_path: Path) -> None:
    last_seen.remember(tmp_path / "register.db", "kirsten", 7)
    kept = next(own_home.rglob("last-seen.json"))
    assert last_seen.recall(tmp_path / "register.db", "kirsten") == 7
    assert last_seen.recall(tmp_path / "register.db", "ida") is None
    assert "kirsten" not in kept.read_text() and "register" not in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_text("not json")
    assert last_seen.recall(tmp_path / "register.db", "kirsten") is None


def test_unanswered_leads_to_the_next_meeting_that_waits_and_a_cancelled_one_waits_for_nobody(laug: Laug) -> None:
    laug("meeting", "plan", "Filmaften", "+2 19-21", "--network", "piger")
    laug("meeting", "invite", "2", "--members")
    waiting = [line for line in laug("today", "--json").data if "not answered" in line["text"]]
    assert [(line["text"], line["id"]) for line in waiting] == [("4 invitations are not answered.", 1)]
    laug("meeting", "cancel", "1", "--yes")
    waiting = [line for line in laug("today", "--json").data if "not answered" in line["text"]]
    assert [(line["text"], line["id"]) for line in waiting] == [("2 invitations are not answered.", 2)]

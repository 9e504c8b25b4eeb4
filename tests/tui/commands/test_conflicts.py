"""An edit on top of what a colleague has changed meanwhile: told field by field, and decided."""

import json

import pytest

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug

EDITS = {
    "person": ("1", "--town", "Hobro", "Mariager", "town"),
    "organisation": ("1", "--town", "Hobro", "Mariager", "town"),
    "network": ("piger", "--focus-area", "Fastholdelse", "Trivsel", "focus_area"),
    "meeting": ("1", "--place", "Salen", "Kantinen", "place"),
}


def seen(laug: Laug, noun: str) -> str:
    return str(laug(noun, "show", EDITS[noun][0], "--json").data["version"])


@pytest.mark.parametrize("noun", EDITS)
def test_a_stale_edit_is_refused_with_both_values(laug: Laug, noun: str) -> None:
    which, option, theirs, mine, field = EDITS[noun]
    version = seen(laug, noun)
    assert laug("--as", "birgit", noun, "edit", which, option, theirs).code == 0
    answer = laug(noun, "edit", which, option, mine, "--version", version)
    assert answer.code == ExitCode.CHANGED
    assert "birgit has changed the same fields meanwhile" in answer.err
    assert "Mine" in answer.err
    assert theirs in answer.err
    assert mine in answer.err
    told = json.loads(laug(noun, "edit", which, option, mine, "--version", version, "--json").err)
    assert [(one["field"], one["yours"], one["theirs"]) for one in told["conflicts"]] == [(field, mine, theirs)]
    assert laug(noun, "show", which, "--json").data[field] == theirs
    retry = laug(noun, "edit", which, option, mine, "--version", str(told["version"]))
    assert retry.code == 0, retry.err
    assert laug(noun, "show", which, "--json").data[field] == mine


@pytest.mark.parametrize("noun", EDITS)
@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_a_side_may_be_taken_at_once(laug: Laug, noun: str, take: str) -> None:
    which, option, theirs, mine, field = EDITS[noun]
    version = seen(laug, noun)
    laug("--as", "birgit", noun, "edit", which, option, theirs)
    answer = laug(noun, "edit", which, option, mine, "--version", version, "--take", take)
    assert answer.code == 0, answer.err
    assert laug(noun, "show", which, "--json").data[field] == (mine if take == "mine" else theirs)
    assert ("stays as the colleague wrote it" in answer.err) is (take == "theirs")


def test_other_fields_are_saved_whoever_wins(laug: Laug) -> None:
    version = seen(laug, "person")
    laug("--as", "birgit", "person", "edit", "1", "--town", "Hobro", "--street", "Skolevej 1")
    laug("person", "edit", "1", "--town", "Mariager", "--given", "Anne", "--version", version, "--take", "theirs")
    card = laug("person", "show", "1", "--json").data
    assert (card["given"], card["town"], card["street"]) == ("Anne", "Hobro", "Skolevej 1")


def test_a_field_named_as_it_was_does_not_undo_the_colleague(laug: Laug) -> None:
    version = seen(laug, "person")
    laug("--as", "birgit", "person", "edit", "1", "--town", "Hobro", "--phone", "95000000")
    laug("person", "edit", "1", "--town", "Mariager", "--phone", "94123456", "--version", version, "--take", "mine")
    card = laug("person", "show", "1", "--json").data
    assert (card["town"], card["phone"]) == ("Mariager", "+4595000000")


def test_the_time_of_a_meeting_is_one_wish(laug: Laug) -> None:
    version = seen(laug, "meeting")
    laug("--as", "birgit", "meeting", "move", "1", "i", "overmorgen", "9-11")
    before = laug("meeting", "show", "1", "--json").data
    answer = laug("meeting", "move", "1", "i", "morgen", "8-10", "--version", version)
    assert answer.code == ExitCode.CHANGED
    assert "Begins" in answer.err
    assert "start_utc" not in answer.err
    kept = laug("meeting", "edit", "1", "--when", "i morgen 8-10", "--version", version, "--take", "theirs")
    assert kept.code == 0, kept.err
    assert laug("meeting", "show", "1", "--json").data["start"] == before["start"]


def test_kinds_are_told_in_words_to_people_and_as_stored_to_programs(laug: Laug) -> None:
    version = seen(laug, "organisation")
    laug("--as", "birgit", "organisation", "edit", "1", "--kind", "company")
    stale = ("organisation", "edit", "1", "--kind", "municipality", "--version", version)
    assert "virksomhed" in laug(*stale, "--lang", "da").err
    assert json.loads(laug(*stale, "--json").err)["conflicts"] == [
        {"field": "kind", "before": "school", "yours": "municipality", "theirs": "company"}
    ]


def test_a_version_that_never_was_is_refused(laug: Laug) -> None:
    answer = laug("person", "edit", "1", "--town", "Hobro", "--version", "99")
    assert answer.code == ExitCode.CHANGED
    assert "never at version 99" in answer.err

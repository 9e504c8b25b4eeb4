"""School periods, who finishes, and leaving, on the command line."""

from datetime import date, timedelta

import pytest

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug

CLASS = "gf2tøm26-1"


def coming(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def test_the_weeks_of_a_class_hold_for_everybody_in_it(laug: Laug) -> None:
    done = laug("school", "periods", "set", CLASS, "u34-38,", "u2-6", "--year", "2026/27")
    assert (done.code, done.err.strip()) == (0, f"{CLASS} is at school in w34-38, w2-6 (2026/27); 1 person.")
    (row,) = laug("school", "periods", "show", "gf2", "--json").data
    assert (row["class_name"], row["school"], row["school_year"], row["count"]) == (
        CLASS,
        "Fjordens Fagskole",
        "2026/27",
        10,
    )
    assert row["spans"] == ["2026-08-17/2026-09-20", "2027-01-11/2027-02-14"]
    assert [one["name"] for one in laug("person", "list", "at_school:2026-W36", "--json").data] == ["Anna Holm Kjær"]
    members = laug("network", "members", "piger", "påskole:2026-W36", "--json").data
    assert [one["person"] for one in members] == ["Anna Holm Kjær"]
    (week,) = laug("school", "weeks", "--network", "piger", "--weeks", "u36 2026", "--json").data
    assert (week["at_school"], week["away"], week["unknown"], week["percent"]) == (1, 0, 1, 100)


def test_new_weeks_replace_the_old_and_say_so_and_are_undone(laug: Laug) -> None:
    laug("school", "periods", "set", CLASS, "u34-38", "--year", "2026")
    done = laug("school", "periods", "set", CLASS, "u35-39", "--year", "2026")
    assert "Before: w34-38. Undo it with: laug undo" in done.err
    laug("undo")
    assert laug("school", "periods", "show", CLASS, "--fields", "weeks", "--format", "csv").out == "weeks\nw34-38\n"
    assert laug("school", "periods", "clear", CLASS).code == 0
    assert laug("school", "periods", "show", CLASS, "--json").data == []
    (told,) = laug("log", "--json").data[:1]
    assert told["what"] == "set school periods"


def test_a_person_may_have_weeks_of_their_own(laug: Laug) -> None:
    laug("school", "periods", "set", CLASS, "u34-38", "--year", "2026")
    done = laug("school", "periods", "set", "--person", "anna", "u40-42", "--year", "2026", "--json")
    assert [(one["person_id"], one["weeks"]) for one in done.data] == [(1, "w40-42")]
    assert laug("person", "list", "at_school:2026-W36", "--json").data == []
    shown = laug("school", "periods", "show", "--person", "anna").out
    assert "···········▄▄▄" not in shown
    assert "▄" in shown
    assert laug("school", "periods", "clear", "--person", "anna").code == 0
    assert [one["id"] for one in laug("person", "list", "at_school:2026-W36", "--json").data] == [1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("set", CLASS, "u38-34"), "“u38-34” goes backwards."),
        (("set", CLASS, "u34-38, u99"), "“u99”"),
        (("set", CLASS), "No week is named."),
        (("set",), "Name the class and its weeks."),
        (("set", CLASS, "u34", "--year", "soon"), "“soon” is not a school year."),
        (("show",), "Name a class, or a person with --person."),
    ],
)
def test_mistakes_are_told(laug: Laug, words: tuple[str, ...], told: str) -> None:
    answer = laug("school", "periods", *words)
    assert answer.code == ExitCode.USAGE
    assert told in answer.err


def test_a_class_that_is_not_there_is_not_made_by_a_mistyped_name(laug: Laug) -> None:
    answer = laug("school", "periods", "set", "gf2töm26-9", "u34", "--year", "2090")
    assert answer.code == ExitCode.NOTHING_FOUND
    assert CLASS in answer.err
    made = laug("school", "periods", "set", "h1tøm27-1", "u34", "--year", "2090", "--school", "Fjorden", "--new")
    assert made.code == 0
    listed = laug("school", "classes", "--year", "2090", "--json").data
    assert [(one["class_name"], one["people"], one["weeks"]) for one in listed] == [
        (CLASS, 1, ""),
        ("h1tøm27-1", 0, "w34"),
    ]
    without = laug("school", "classes", "--year", "2090", "--without", "--json").data
    assert [one["class_name"] for one in without] == [CLASS]


def test_those_who_finish_are_listed_and_moved_on(laug: Laug) -> None:
    laug("person", "end", "anna", "--until", coming(30))
    laug("network", "add", "Alumner", "--kind", "alumni", "--slug", "alumner")
    (row,) = laug("rollover", "--json").data
    assert (row["id"], row["end"], row["past"], row["networks"]) == (1, coming(30), False, ["Piger i Randers"])
    assert laug("rollover", "mikkel").code == ExitCode.NOTHING_FOUND
    assert [one["id"] for one in laug("rollover", "--until", coming(40), "anna", "--json").data] == [1]
    refused = laug("rollover", "alumnus", "anna", "--network", "alumner")
    assert refused.code == ExitCode.FAILED
    assert "have not agreed" in refused.err
    done = laug(
        "rollover", "alumnus", "anna", "--network", "alumner", "--agreed", "spoken", "--private-email", "anna@post.example",
        "--json",
    )  # fmt: skip
    assert done.data == {"moved": 1, "left_out": 0}
    seats = {one["network_slug"]: one for one in laug("person", "show", "1", "--json").data["memberships"]}
    assert seats["piger"]["until_date"] == coming(30)
    assert seats["alumner"]["from_date"] == coming(31)
    laug("undo")
    assert laug("person", "show", "1", "--json").data["private_email"] == ""
    assert [one["id"] for one in laug("rollover", "--json").data] == [1]


def test_whose_stage_ends_goes_on_to_the_next_one(laug: Laug) -> None:
    laug("person", "add", "Bo Bæk", "--at", "Fjorden", "--class", CLASS, "--stage", "GF2", "--until", coming(30))
    assert [(one["stage"], one["next_stage"]) for one in laug("rollover", "--json").data] == [("GF2", "H1")]
    shown = laug("rollover", "next", "bo", "-n")
    assert f"pupil, {CLASS}, GF2" in shown.out
    assert f"apprentice, {CLASS}, H1" in shown.out
    assert laug("rollover", "next", "bo", "--rename", "-y").code == 0
    assert laug("rollover", "--json").data == []
    now, before = laug("person", "show", "4", "--json").data["affiliations"]
    assert (now["class_name"], now["stage"], now["from_date"]) == ("h1tøm26-1", "H1", coming(31))
    assert (before["class_name"], before["until_date"]) == (CLASS, coming(30))
    laug("undo")
    assert [one["id"] for one in laug("rollover", "--json").data] == [4]


def test_protected_names_have_the_mark_wherever_people_are_listed(laug: Laug) -> None:
    laug("person", "end", "anna", "--until", coming(30))
    laug("person", "edit", "anna", "--protected")
    laug("person", "add", "Anna Holm Kjær", "--phone", "94123456", "--email", "anna@fjorden.example")
    laug("consent", "give", "photo_internal", "1")
    for words in (
        ("rollover",), ("duplicates_of",), ("consent", "list"), ("consent", "list", "--missing"),
        ("person", "bulk", "tag", "ny", "anna", "-n", "-v"),
    ):  # fmt: skip
        asked = ("person", "duplicates", "--score", "possible") if words == ("duplicates_of",) else words
        assert "◆ Anna Holm Kjær" in laug(*asked).out, asked


def test_longer_and_goodbye(laug: Laug) -> None:
    laug("person", "end", "anna", "--until", coming(30))
    assert laug("rollover", "extend", "anna", "--until", coming(400)).code == 0
    assert laug("rollover", "--json").data == []
    assert laug("rollover", "leave", "--query", "anna", "--on", coming(10)).code == 0
    assert laug("person", "show", "1", "--json").data["affiliations"][0]["until_date"] == coming(10)
    assert laug("rollover", "apprentice", "zahra", "--at", "Birkens Tømrerfirma", "--until", coming(900)).code == 0
    assert laug("rollover", "journeyman", "zahra", "--on", coming(20)).code == 0
    kinds = {one["kind"] for one in laug("person", "show", "3", "--json").data["affiliations"]}
    assert kinds == {"pupil", "apprentice", "journeyman"}


def test_leaving_ends_what_is_current_and_is_not_removing(laug: Laug) -> None:
    done = laug("person", "leave", "anna", "--reason", "wish", "--json")
    assert done.data == {"people": 1, "affiliations": 1, "memberships": 1, "meetings": 1}
    shown = laug("person", "show", "1", "--json").data
    assert shown["memberships"][0]["end_reason"] == "wish"
    assert [one["person"] for one in laug("meeting", "show", "1", "--json").data["participants"]] == ["Zahra Al-Hassan"]
    assert laug("person", "leave", "anna").code == ExitCode.FAILED
    laug("undo")
    assert len(laug("meeting", "show", "1", "--json").data["participants"]) == 2
    told = laug("person", "leave", "--help").out
    assert "laug person remove" in told
    assert "laug person erase" in told


def test_plain_letters_are_enough_for_a_strip(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    laug("school", "periods", "set", CLASS, "u34-38", "--year", "2026")
    plain = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    monkeypatch.setattr(sys, "stdout", plain)
    from tui.main import main

    assert main(["school", "periods", "show", CLASS, "--year", "2026"]) == 0
    plain.flush()
    assert b"2026/27  ..#####....." in plain.buffer.getvalue()

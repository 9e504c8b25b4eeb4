"""`laug series`: planned in words, changed, moved, cancelled, exported; and undone."""

from pathlib import Path

from tests.tui.commands.conftest import Laug

RULE = "hver 3. torsdag 17-19 fra 10-01-2030 til 14-06-2030"


def _states(laug: Laug, series: str = "1") -> list[str]:
    return [one["state"] for one in laug("series", "show", series, "--json").data["days"]]


def test_a_series_is_planned_in_words_and_listed_with_the_meetings(laug: Laug) -> None:
    made = laug("series", "plan", "piger", RULE, "--title", "Torsdagscafé", "--place", "Kantinen", "--json")
    assert (made.code, made.data["rule"]) == (0, "every 3rd week on Thursday")
    assert made.data["rrule"] == "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"
    listed = laug("meeting", "list", "--all", "--json").data
    days = [row for row in listed if row["series"] == 1]
    assert len(days) == 8 and all(row["id"] < 0 for row in days)
    shown = laug("meeting", "show", str(days[0]["id"]), "--json").data
    assert (shown["title"], shown["series"], shown["networks"]) == ("Torsdagscafé", 1, ["piger"])


def test_a_planned_series_goes_back_whole(laug: Laug) -> None:
    """Its days follow from it: they keep nothing of it back."""
    laug("series", "plan", "piger", RULE)
    undone = laug("undo")
    assert (undone.code, "Undone: " in undone.err) == (0, True)
    assert laug("series", "list", "--json").data == []


def test_a_dry_run_shows_every_day(laug: Laug) -> None:
    looked = laug("series", "plan", "-n", "piger", "hver torsdag 17-19 fra 11-04-2030 til 09-05-2030", "--holidays", "skip",
                  "--on", "02-05-2030", "03-05-2030", "--json")  # fmt: skip
    days = {one["original"]: one for one in looked.data}
    assert days["2030-04-18"]["on"] is None and days["2030-04-18"]["free"]
    assert days["2030-05-02"]["on"] == "2030-05-03"
    assert laug("series", "list", "--json").data == []


def test_what_was_not_said_is_said(laug: Laug) -> None:
    told = laug("series", "plan", "piger", "hver torsdag 17-19 fra 10-01-2030")
    assert "31-07-2030" in told.err and "--holidays" in told.err


def test_one_is_moved_and_one_cancelled_and_the_rest_changed(laug: Laug) -> None:
    laug("series", "plan", "piger", RULE)
    assert laug("series", "move", "1", "31-01-2030", "18-20").code == 0
    assert laug("series", "cancel", "1", "21-02-2030", "-y").code == 0
    assert _states(laug)[:3] == ["follows", "moved", "cancelled"]
    assert laug("series", "invite", "1", "--members").err.startswith("14 invitations")
    changed = laug("series", "edit", "1", "--from", "04-04-2030", "--rule", "16-18", "--place", "Hallen", "--json")
    new = changed.data
    assert (new["id"], new["place"], new["time"], new["follows"]) == (2, "Hallen", "16:00-18:00", 1)
    assert len(_states(laug)) == 4 and len(_states(laug, "2")) == 4
    assert laug("undo").code == 0
    assert len(_states(laug)) == 8 and laug("series", "show", "2").code == 3


def test_it_ends_earlier_or_is_cancelled(laug: Laug) -> None:
    laug("series", "plan", "piger", RULE)
    assert laug("series", "end", "1", "01-03-2030", "--json").data["last"] == "2030-03-01"
    assert len(_states(laug)) == 3
    assert laug("series", "cancel", "1").code == 1
    assert laug("series", "cancel", "1", "--yes").code == 0
    assert set(_states(laug)) == {"cancelled"}
    assert laug("series", "list", "--json").data == []
    assert len(laug("series", "list", "--all", "--json").data) == 1


def test_errors_say_what_can_be_written(laug: Laug) -> None:
    laug("series", "plan", "piger", RULE)
    assert laug("series", "plan", "piger", "hver blå dag").code == 2
    missed = laug("series", "move", "1", "01-02-2030", "18-20")
    assert missed.code == 3 and "31-01-2030" in missed.err
    assert laug("series", "edit", "1").code == 2
    assert laug("series", "edit", "1", "--all", "--from", "31-01-2030", "--place", "X").code == 2
    assert laug("series", "show", "Ukendt").code == 3


def test_everybody_gets_one_file(laug: Laug, tmp_path: Path) -> None:
    laug("series", "plan", "piger", RULE)
    laug("series", "invite", "1", "--members")
    assert laug("series", "export", "1", "--each", str(tmp_path / "each"), "--changed").code == 0
    files = sorted((tmp_path / "each").iterdir())
    assert len(files) == 1 and b"RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=TH;UNTIL=20300606T150000Z" in files[0].read_bytes()
    assert laug("series", "export", "1", "-o", "-").out.count("BEGIN:VEVENT") == 1
    assert laug("series", "export", "1", "--changed").code == 2


def test_a_time_that_the_clocks_skip_is_told(laug: Laug) -> None:
    made = laug("series", "plan", "piger", "hver søndag 02.30-03.15 fra 24-03-2030 til 14-04-2030", "--title", "Nat")
    assert made.code == 0 and "The clocks skip that time on 31-03-2030; the meeting is an hour later then." in made.err
    days = {row["start"]: row["end"] for row in laug("meeting", "list", "--all", "--json").data if row["title"] == "Nat"}
    assert days["2030-03-31T03:30:00+02:00"] == "2030-03-31T04:15:00+02:00"
    assert days["2030-04-07T02:30:00+02:00"] == "2030-04-07T03:15:00+02:00"


def test_a_week_as_the_end_takes_its_last_meeting_in(laug: Laug) -> None:
    laug("series", "plan", "piger", "hver torsdag 17-19 fra 10-01-2030 til juni", "--title", "Café")
    ended = laug("series", "end", "Café", "uge 8", "--json").data
    assert ended["last"] == "2030-02-24"
    assert laug("break", "add", "Tur", "2026-13").code == 2

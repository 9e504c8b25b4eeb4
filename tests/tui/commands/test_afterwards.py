"""After a meeting on the command line: totals, evaluation, the way home, who was away twice, minutes to a file."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.tui.commands.conftest import Laug


def test_totals_are_noted_shown_and_undone(laug: Laug) -> None:
    assert "are noted" in laug("meeting", "totals", "1", "--catering", "12 alm., 3 vegetar", "--access", "1 tolk").err
    shown = laug("meeting", "totals", "1", "--json").data
    assert [(one["kind"], one["label"], one["count"]) for one in shown] == [
        ("catering", "alm.", 12), ("catering", "vegetar", 3), ("access", "tolk", 1)
    ]  # fmt: skip
    assert laug("meeting", "totals", "1", "--catering", "mange").code == 2
    assert "changed the totals of a meeting" in laug("log").out
    laug("undo", "-y")
    assert laug("meeting", "totals", "1", "--json").data == []


def test_an_evaluation_of_few_shows_no_number(laug: Laug) -> None:
    done = laug("meeting", "evaluate", "1", "--good", "8/3/1", "--again", "2 1 0")
    assert "is noted" in done.err and "Fewer than five" in done.err
    good, useful, again = laug("meeting", "evaluate", "1", "--json").data
    assert (good["yes"], good["partly"], good["no"], good["mean"]) == (8, 3, 1, 79)
    assert (again["yes"], again["answers"], again["few"], useful["few"]) == (None, None, True, False)
    assert "Was it good to be here?" in laug("meeting", "evaluate", "1").out
    slug = laug("network", "list", "--json").data[0]["slug"]
    assert laug("meeting", "evaluate", "--network", slug, "--json").data[0]["question"] == "evaluation_good"
    for wrong in (("1", "--good", "8/3"), ("--good", "1/2/3", "--network", slug), (), ("1", "--network", slug)):
        assert laug("meeting", "evaluate", *wrong).code == 2


def test_the_way_home_is_told_with_a_warning(laug: Laug) -> None:
    end = laug("meeting", "show", "1", "--json").data["end"][11:16]
    late = f"{end[:3]}{int(end[3:]) + 10:02}"
    noted = laug("meeting", "transport", "1", "--bus", late, "--issued", "10", "--used", "7")
    assert "only 10 minutes before the last bus" in noted.err and "3 vouchers left" in noted.err
    shown = laug("meeting", "transport", "1", "--json").data
    assert (shown["minutes"], shown["issued"], shown["used"], shown["left"]) == (10, 10, 7, 3)
    assert "only 10 minutes before" in laug("meeting", "transport", "1").out
    slug = laug("network", "list", "--json").data[0]["slug"]
    assert set(laug("meeting", "transport", "--network", slug, "--json").data) == {"issued", "used", "left"}
    assert laug("meeting", "transport", "1", "--used", "11").code == 2
    assert laug("meeting", "transport", "1", "--bus", "-").code == 0
    assert laug("meeting", "transport", "1", "--json").data["minutes"] is None


@pytest.mark.parametrize("option", [("--json",), ("--format", "csv"), ("-o", "liste.csv"), ("--output", "-")])
def test_who_was_away_is_never_a_file(laug: Laug, option: tuple[str, ...], tmp_path: Path) -> None:
    refused = laug("meeting", "follow-up", *option)
    assert refused.code == 1 and "never written to a file" in refused.err and refused.out == ""
    assert not Path("liste.csv").exists()


def test_who_was_away_twice_and_the_text_to_them(laug: Laug) -> None:
    assert "Nobody was away twice" in laug("meeting", "follow-up").err
    for number, days in ((2, 14), (3, 7)):
        day = date.today() - timedelta(days=days)
        assert laug("meeting", "plan", "Café", f"{day:%d-%m-%Y} 17-19", "--network", "piger").code == 0
        assert laug("meeting", "attend", str(number), "1", "absent").code == 0
        assert laug("meeting", "attend", str(number), "3", "present").code == 0
    shown = laug("meeting", "follow-up", "piger")
    assert shown.code == 0 and "Anna Holm Kjær" in shown.out and "Zahra" not in shown.out
    assert laug("meeting", "follow-up", "--text", "1").out.startswith("Hej Anna Holm\n")
    assert laug("meeting", "follow-up", "--text", "3").code == 3
    today = laug("today")
    assert "1 person away twice" in today.out and "Anna" not in today.out


def test_minutes_for_a_purpose(laug: Laug, tmp_path: Path) -> None:
    assert "nothing in the minutes" in laug("export", "minutes", "1", "--for", "attendees").err
    laug("meeting", "decide", "1", "Mere", "salat")
    assert "1. Mere salat" in laug("export", "minutes", "1", "--for", "ledelse").out
    target = tmp_path / "referat.md"
    assert "Written:" in laug("export", "minutes", "1", "--for", "archive", "-o", str(target)).err
    assert target.read_text(encoding="utf-8").startswith("# ") and "## Decisions" in target.read_text(encoding="utf-8")
    assert laug("export", "minutes", "1").code == 2
    assert "wrote minutes to a file" in laug("log").out

"""Weeks, breaks and templates on the command line."""

from datetime import date, timedelta

from core.errors import ExitCode
from core.rules.weeks import Week, week_of
from tests.tui.commands.conftest import Laug

CLASS = "gf2tøm26-1"


def week_ahead(number: int) -> Week:
    return week_of(date.today() + timedelta(weeks=number))


def named(week: Week) -> str:
    return f"u{week.number} {week.year}"


def thursday(week: Week) -> str:
    return (week.monday + timedelta(days=3)).isoformat()


def test_the_week_with_most_at_school_comes_first(laug: Laug) -> None:
    good, bad = week_ahead(30), week_ahead(28)
    assert laug("school", "periods", "set", CLASS, named(good), "--year", str(good.school_year)).code == 0
    first, last = bad.monday.isoformat(), good.friday.isoformat()
    found = laug("meeting", "weeks", "piger", "--from", first, "--to", last, "--json").data
    assert (found[0]["rank"], found[0]["week"], found[0]["at_school"]) == (1, good.number, 1)
    assert found[0]["members"] == 2
    shown = laug("meeting", "weeks", "piger", "--from", first, "--to", last)
    assert shown.out.splitlines()[0].split()[:3] == ["Best", "Week", "From"]
    assert "█ everybody" in shown.out


def test_a_time_that_misses_most_is_planned_and_told(laug: Laug) -> None:
    good, bad = week_ahead(30), week_ahead(28)
    if good.school_year != bad.school_year:  # then of neither it would be known in the other
        good, bad = week_ahead(36), week_ahead(34)
    laug("school", "periods", "set", CLASS, named(good), "--year", str(good.school_year))
    done = laug("meeting", "plan", "Møde", thursday(bad), "17-19", "--network", "piger")
    assert done.code == 0
    warned = f"In week {bad.number} only 0 of 1 are at school; in week {good.number} there are 1."
    assert warned in done.err
    moved = laug("meeting", "move", "Møde", thursday(good), "17-19")
    assert "only" not in moved.err
    edited = laug("meeting", "edit", "Møde", "--when", f"{thursday(bad)} 17-19")
    assert warned in edited.err


def test_a_holiday_is_told(laug: Laug) -> None:
    year = date.today().year + 1
    done = laug("meeting", "plan", "Jul", f"24-12-{year}", "10-12")
    assert f"24-12-{year} is Christmas Eve." in done.err


def test_other_meetings_at_the_same_time_are_told(laug: Laug) -> None:
    day = thursday(week_ahead(6))
    laug("meeting", "plan", "Elevråd", day, "17-19")
    laug("meeting", "invite", "Elevråd", "1")
    done = laug("meeting", "plan", "Piger", day, "18-20", "--network", "piger")
    assert "1 of them is asked to Elevråd at the same time." in done.err


def test_a_template_fills_in_and_what_is_said_stands(laug: Laug) -> None:
    day = week_ahead(20).monday.isoformat()
    done = laug("meeting", "plan", "--template", "company_visit", "--capacity", "12", "--last-bus", "21.40", day, "17")
    assert done.code == 0
    shown = laug("meeting", "show", "Company visit", "--json").data
    assert (shown["type"], shown["capacity"], shown["last_bus"]) == ("company_visit", 12, "21:40")
    assert shown["end"].split("T")[1][:5] == "19:30"
    assert shown["agenda"].splitlines()[1] == "Tour (45 min.)"
    assert shown["sign_up_by"] == (date.fromisoformat(day) - timedelta(days=3)).isoformat()
    assert (shown["target_groups"], shown["activity"]) == (["companies", "pupils"], "skills")
    assert shown["roles"] == ["host", "company contact", "door list"]
    titled = laug("meeting", "plan", "Hos mureren", day, "9-10", "--template", "virksomhedsbesøg", "--for", "undervisere")
    assert "Planned: Hos mureren" in titled.err
    assert laug("meeting", "show", "Hos mureren", "--json").data["target_groups"] == ["teachers"]
    laug("undo", "--yes")
    assert laug("meeting", "show", "Hos mureren").code == ExitCode.NOTHING_FOUND


def test_without_a_title_or_a_time_it_is_said_what_is_missing(laug: Laug) -> None:
    assert laug("meeting", "plan", "--template", "kick-off").code == ExitCode.USAGE
    assert "Say what the meeting is called, and when it is." in laug("meeting", "plan", "Møde").err
    assert laug("meeting", "plan", "Møde", "i morgen", "--template", "findes ikke").code == ExitCode.NOTHING_FOUND


def test_what_only_organisers_need_is_edited_and_emptied(laug: Laug) -> None:
    before = laug("meeting", "show", "1", "--json").data
    laug("meeting", "edit", "1", "--capacity", "20", "--sign-up-by", before["start"][:10], "--catering", "Suppe",
         "--activity", "fællesskab", "--wanted", "vært", "--wanted", "referent")  # fmt: skip
    shown = laug("meeting", "show", "1", "--json").data
    assert (shown["capacity"], shown["sign_up_by"], shown["catering"]) == (20, before["start"][:10], "Suppe")
    assert (shown["activity"], shown["roles"]) == ("community", ["vært", "referent"])
    assert shown["sequence"] == before["sequence"]  # nobody is asked anew
    laug("meeting", "edit", "1", "--capacity", "", "--sign-up-by", "")
    emptied = laug("meeting", "show", "1", "--json").data
    assert (emptied["capacity"], emptied["sign_up_by"]) == (None, None)
    refused = laug("meeting", "edit", "1", "--capacity", "mange")
    assert (refused.code, "mange is not a number that fits here." in refused.err) == (ExitCode.USAGE, True)


def test_templates_are_listed_edited_set_back_and_removed(laug: Laug) -> None:
    assert len(laug("meeting", "template", "list", "--json").data) == 23
    laug("meeting", "template", "edit", "network", "--minutes", "90", "--name", "Aften")
    one = laug("meeting", "template", "show", "aften", "--json").data
    assert (one["length"], one["origin"], one["type"]) == (90, "edited", "network")
    assert "Network meeting is as it came with laug." in laug("meeting", "template", "reset", "aften").err
    laug("meeting", "template", "add", "Homework café", "--minutes", "60", "--wanted", "host")
    laug("meeting", "template", "remove", "friday_bar")
    names = [one["name"] for one in laug("meeting", "template", "list", "--json").data]
    assert ("Homework café" in names, "Friday bar" in names) == (True, False)
    laug("meeting", "template", "reset", "friday_bar")
    assert laug("meeting", "template", "show", "friday bar").code == 0
    assert laug("meeting", "template", "add", "Short").code == ExitCode.USAGE


def test_breaks_are_added_edited_and_removed(laug: Laug) -> None:
    done = laug("break", "add", "Autumn break", "u42", "2027")
    assert "Added: Autumn break, 18-10-2027 – 24-10-2027 (no. 1)." in done.err
    laug("break", "edit", "autumn break", "--days", "18/10-2027 - 22/10-2027", "--school", "Fjorden")
    (one,) = laug("break", "list", "--json").data
    assert (one["first"], one["last"], one["school"]) == ("2027-10-18", "2027-10-22", "Fjordens Fagskole")
    assert laug("break", "edit", "1", "--days", "i morgen 17-19").code == ExitCode.USAGE
    laug("break", "remove", "1")
    assert laug("break", "list", "--json").data == []
    laug("undo", "--yes")
    assert len(laug("break", "list", "--json").data) == 1


def test_the_usual_breaks_are_added_after_a_yes(laug: Laug) -> None:
    offered = laug("break", "usual")
    assert "Nothing is written yet." in offered.err
    assert laug("break", "list", "--json").data == []
    laug("break", "usual", "--yes")
    assert len(laug("break", "list", "--json").data) == len(offered.out.splitlines()) - 1
    assert "All of them are in the register already." in laug("break", "usual").err


def test_the_calendar_tells_week_by_week_what_is_on_and_what_clashes(laug: Laug) -> None:
    week = week_ahead(30)
    laug("school", "periods", "set", CLASS, named(week), "--year", str(week.school_year))
    for title, when in (("Aften", "17-19"), ("Bowling", "18-20")):
        laug("meeting", "plan", title, thursday(week), when, "--network", "piger", "--place", title)
    found = laug("meeting", "calendar", "netværk:piger", "--week", named(week), "--json").data
    lines = [(one["title"], one["time"], one["clashes"], one["at_school"]) for one in found if not one["closed"]]
    assert lines == [("Aften", "17:00-19:00", ["Bowling"], "1/1"), ("Bowling", "18:00-20:00", ["Aften"], "1/1")]
    assert {one["week"] for one in found} == {f"{week.year}-W{week.number:02}"}
    shown = laug("meeting", "calendar", "netværk:piger", "--week", named(week)).out
    assert shown.count(f"{(week.monday + timedelta(days=3)):%d-%m-%Y}") == 1  # the day is said once
    plain, said = (laug("meeting", "calendar", "--week", f"{word}{week.number}", "--json").data for word in ("", "u"))
    assert plain == said
    both = laug("meeting", "calendar", "--week", "48", "--month", "december")
    last_month = date.today().replace(day=1) - timedelta(days=1)  # its number alone is the month of next year
    month = laug("meeting", "calendar", "--month", str(last_month.month), "--json").data
    middle = week_of(last_month.replace(year=last_month.year + 1, day=15))
    assert f"{middle.year}-W{middle.number:02}" in {one["week"] for one in month}
    assert laug("meeting", "calendar", "--month", "13").code == ExitCode.USAGE
    assert both.code == ExitCode.USAGE and "not both" in both.err
    assert laug("meeting", "calendar", "netværk:piger", "--month", "2019-01").code == ExitCode.NOTHING_FOUND

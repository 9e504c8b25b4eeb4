"""A series planned from a template begins with what the template says, and every day of it does."""

from tests.tui.commands.conftest import Laug


def test_a_series_begins_with_its_template(laug: Laug) -> None:
    made = laug(
        "series", "plan", "piger", "hver 2. torsdag fra 14-01-2027 til 11-03-2027", "--template", "workshop",
        "--capacity", "12", "--json",
    ).data  # fmt: skip
    assert (made["title"], made["type"], made["time"], made["capacity"]) == ("Workshop evening", "workshop", "16:30-19:30", 12)
    assert made["agenda"].startswith("Safety")
    day = next(one for one in laug("meeting", "list", "--json").data if one["series"])
    assert laug("meeting", "show", str(day["id"]), "--json").data["roles"] == ["host", "in charge of the workshop", "door list"]


def test_what_is_said_stands(laug: Laug) -> None:
    made = laug(
        "series", "plan", "piger", "hver torsdag 18-20 fra 14-01-2027 til 28-01-2027", "--template", "workshop",
        "--title", "Prøv svejsning", "--json",
    ).data  # fmt: skip
    assert (made["title"], made["time"]) == ("Prøv svejsning", "18:00-20:00")


def test_the_last_day_to_sign_up_is_so_many_days_before_each_meeting(laug: Laug) -> None:
    rule = ("hver torsdag 18-20 fra 10-01-2030 til 24-01-2030", "--template", "workshop")
    assert laug("series", "plan", "piger", *rule, "--json").data["sign_up_days"] == 5
    made = laug("series", "edit", "1", "--sign-up-days", "3", "--json").data
    assert made["sign_up_days"] == 3
    days = laug("series", "show", "1", "--json").data["days"]
    assert [one["sign_up_by"] for one in days] == ["2030-01-07", "2030-01-14", "2030-01-21"]
    first = str(next(one for one in laug("meeting", "list", "--all", "--json").data if one["series"])["id"])
    assert laug("meeting", "show", first, "--json").data["sign_up_by"] == "2030-01-07"
    assert laug("undo").code == 0
    assert "5 days before" in laug("series", "show", "1", "--lang", "en").out
    assert laug("series", "edit", "1", "--sign-up-days", "").code == 0
    assert laug("meeting", "show", first, "--json").data["sign_up_by"] is None

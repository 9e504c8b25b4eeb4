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

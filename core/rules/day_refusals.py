"""What is said of a text that is no day, no time or no span, or of a day that cannot be."""

import re
from datetime import date

from core.errors import Invalid
from core.messages import N_, say

YEARS = range(1970, 2101)
_WEEKDAYS = tuple(
    say(name)
    for name in (
        N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday")
    )
)  # fmt: skip


def in_years(day: date, field: str) -> date:
    """The day itself. Raises `Invalid(field)` outside the years 1970 to 2100: calendars cannot be trusted there."""
    if day.year not in YEARS:
        raise Invalid(
            field,
            say(N_("The year {year} is too far away."), year=day.year),
            say(N_("laug knows the days of the years {first} to {last}."), first=YEARS[0], last=YEARS[-1]),
        )
    return day


def short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def not_a_day(text: str, field: str) -> Invalid:
    week = re.search(r"(?:uge|u|week|w)\.?\s*53", text.casefold())
    return Invalid(
        field,
        say(N_("There is no week 53 in that year.")) if week else say(N_("“{text}” is not a day."), text=short(text)),
        say(N_("Write it as 19-11-2026, 19/11, to, i morgen, uge 47, to uge 47 or +7.")),
    )


def not_a_span(text: str, field: str) -> Invalid:
    return Invalid(
        field,
        say(N_("“{text}” is not a day with a time."), text=short(text)),
        say(N_("Write it as: to 17-19, 19-11-2026 17.00-19.30, uge 47 to 17-19, or 1/12-3/12 for whole days.")),
    )


def backwards(text: str, field: str) -> Invalid:
    return Invalid(
        field,
        say(N_("“{text}” ends before it starts."), text=short(text)),
        say(
            N_("Does it end on another day, or in another year? Then say that too: 20-11-2026 9.00 - 21-11-2026 12.00.")
        ),
    )


def another_weekday(day: date, said: int, field: str) -> Invalid:
    values = {"day": day, "right": _WEEKDAYS[day.weekday()], "name": _WEEKDAYS[said]}
    return Invalid(
        field,
        say(N_("{day} is a {right}, not a {name}."), **values),
        say(N_("Leave the day of the week out, or correct the date or the year.")),
    )


def no_such_day(text: str, field: str) -> Invalid:
    return Invalid(
        field,
        say(N_("There is no day {day}."), day=short(text.strip())),
        say(N_("Correct the day, the month or the year.")),
    )

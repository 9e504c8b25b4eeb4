"""What is said of a text that is no day, no time or no span, or of a day that cannot be."""

import re
from datetime import date, time

from core.errors import Invalid
from core.messages import N_, say

YEARS = range(1970, 2101)
_PART_OF_DAY = re.compile(r"(?<!\w)(?:aften|eftermiddag|formiddag|evening|afternoon|morning|tonight)(?!\w)")
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
    """At most 40 signs of what was typed."""
    return text if len(text) <= 40 else text[:39] + "…"


def not_a_day(text: str, field: str) -> Invalid:
    if shared := _shared(text, field):
        return shared
    week = re.search(r"(?:uge|u|week|w)\.?\s*53", text.casefold())
    return Invalid(
        field,
        say(N_("There is no week 53 in that year.")) if week else say(N_("“{text}” is not a day."), text=short(text)),
        say(N_("Write it as 19-11-2026, 19/11, Thu, tomorrow, week 47, Thu week 47 or +7.")),
    )


def not_a_span(text: str, field: str) -> Invalid:
    if refusal := _shared(text, field) or ambiguous(text, field):
        return refusal
    if _PART_OF_DAY.search(text.casefold()) and not re.search("[0-9]", text):
        return Invalid(
            field, say(N_("“{text}” does not say at what hour."), text=short(text)),
            say(N_("Write the hours too, such as: Thu 17-19.")),
        )  # fmt: skip
    return Invalid(
        field,
        say(N_("“{text}” is not a day with a time."), text=short(text)),
        say(N_("Write it as: Thu 17-19, 19-11-2026 17:00-19:30, Thu week 47 17-19, or 1/12-3/12 for whole days.")),
    )


def _shared(text: str, field: str) -> Invalid | None:
    """Of a name that more days than one have."""
    from core.rules.named_days import several_days  # a refusal is rare, and its patterns take a while to compile

    days = several_days(text)
    if days is None:
        return None
    return Invalid(
        field, say(N_("“{text}” is more than one day."), text=short(text)),
        say(N_("Write the day itself, such as {first} or {last}."), first=days[0], last=days[1]),
    )  # fmt: skip


def ambiguous(text: str, field: str) -> Invalid | None:
    """Of a spoken hour that says neither morning nor evening."""
    from core.rules.spoken_hours import could_be

    spoken = could_be(text)
    if spoken is None:
        return None
    said, early, late = spoken
    times = {"early": _in_figures(early), "late": _in_figures(late)}
    return Invalid(
        field, say(N_("“{said}” can be {early} or {late}."), said=said, **times), say(N_("Write the one you mean, in figures."))
    )


def _in_figures(at: time) -> str:
    return f"{at.hour}.{at.minute:02}"


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

"""Days that have a name of their own, and months ahead, told as dates: `juleaften`, `Good Friday 2027`, `om en måned`. Pure.

Easter by the anonymous Gregorian computus (Butcher).
"""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

_FIXED = {
    "lillejuleaften": (12, 23), "lille juleaften": (12, 23), "juleaften": (12, 24), "juleaftensdag": (12, 24),
    "christmas eve": (12, 24), "juledag": (12, 25), "1. juledag": (12, 25), "første juledag": (12, 25),
    "christmas day": (12, 25), "2. juledag": (12, 26), "anden juledag": (12, 26), "boxing day": (12, 26),
    "nytårsaften": (12, 31), "nytårsaftensdag": (12, 31), "new year's eve": (12, 31), "new years eve": (12, 31),
    "nytårsdag": (1, 1), "new year's day": (1, 1), "new years day": (1, 1),
    "grundlovsdag": (6, 5), "constitution day": (6, 5),
    "sankthansaften": (6, 23), "sankthans aften": (6, 23), "sankt hans aften": (6, 23), "sankthans": (6, 23),
    "sankt hans": (6, 23), "skt. hans": (6, 23), "skt hans": (6, 23), "midsummer eve": (6, 23), "mortensaften": (11, 10),
}  # fmt: skip
_FROM_EASTER = {
    "fastelavn": -49, "fastelavnssøndag": -49, "shrove sunday": -49, "palmesøndag": -7, "palm sunday": -7,
    "skærtorsdag": -3, "maundy thursday": -3, "langfredag": -2, "good friday": -2, "påskedag": 0, "1. påskedag": 0,
    "første påskedag": 0, "easter sunday": 0, "2. påskedag": 1, "anden påskedag": 1, "easter monday": 1,
    "kristi himmelfartsdag": 39, "kristi himmelfart": 39, "kr. himmelfartsdag": 39, "ascension day": 39, "pinsedag": 49,
    "1. pinsedag": 49, "første pinsedag": 49, "whit sunday": 49, "2. pinsedag": 50, "anden pinsedag": 50, "whit monday": 50,
}  # fmt: skip
_SEVERAL = {
    "jul": ("juleaften", "2. juledag"), "julen": ("juleaften", "2. juledag"), "christmas": ("Christmas Eve", "Boxing Day"),
    "nytår": ("nytårsaften", "nytårsdag"), "new year": ("New Year's Eve", "New Year's Day"),
    "new years": ("New Year's Eve", "New Year's Day"), "påske": ("skærtorsdag", "2. påskedag"),
    "påsken": ("skærtorsdag", "2. påskedag"), "easter": ("Good Friday", "Easter Monday"),
    "pinse": ("pinsedag", "2. pinsedag"), "pinsen": ("pinsedag", "2. pinsedag"),
}  # fmt: skip
_WORDS = sorted((*_FIXED, *_FROM_EASTER), key=len, reverse=True)
_NAMED = re.compile(
    rf"(?:^(?:til |on |at ))?(?<![\w.])(?P<name>{'|'.join(map(re.escape, _WORDS))})(?![\w'])"
    r"(?:,? (?P<year>20[0-9]{2})(?![0-9]))?"
)
_SHARED = re.compile(rf"(?:til |i |on |at )?(?P<name>{'|'.join(sorted(_SEVERAL, key=len, reverse=True))})(?![\w’'])")


def in_dates(text: str, today: date, choose: Callable[[Iterable[date]], date | None]) -> str:
    """The text, in small letters, with its names as dates; `choose` takes one of some years where none is said."""

    def day(found: re.Match[str]) -> str:
        years = [int(found["year"])] if found["year"] else range(today.year - 1, today.year + 3)
        days = [_day(found["name"], year) for year in years]
        chosen = days[0] if found["year"] else choose(days)
        return chosen.isoformat() if chosen else found[0]

    return _NAMED.sub(day, text.replace("’", "'"))


def several_days(text: str) -> tuple[str, str] | None:
    """Of a name that several days share, the first and the last of them: `jul` is from Christmas Eve to Boxing Day."""
    found = _SHARED.match(" ".join(text.casefold().split()))
    return _SEVERAL[found["name"]] if found else None


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is shorter."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar."""
    century, of_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    days = moon + sunday - 7 * ((year % 19 + 11 * moon + 22 * sunday) // 451) + 114
    return date(year, days // 31, days % 31 + 1)


def _day(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    return easter(year) + timedelta(days=_FROM_EASTER[name])

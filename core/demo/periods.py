"""When the invented classes are at school: basic courses a whole term, main courses some weeks each half-year, a few unknown."""

from collections.abc import Iterable
from datetime import date
from random import Random

from core.rules.weeks import Week, WeekSpan, school_year_of
from db.log import Value

# Weeks to begin in and how many: none of them meets the holidays of week 42, Christmas, week 7 or Easter.
_AUTUMN = ((33, 5), (34, 5), (35, 5), (36, 5), (37, 5), (43, 5), (44, 5), (45, 5), (46, 4))
_SPRING = ((2, 5), (8, 5), (9, 4), (16, 5), (17, 5), (19, 5), (21, 4))
_UNKNOWN_PER_CENT = 12


def period_rows(classes: Iterable[tuple[int, str]], today: date) -> list[dict[str, Value]]:
    """The weeks of this school year of classes, each by its school's number and its name; the same whenever it is asked."""
    year = school_year_of(today)
    return [
        {
            "organisation_id": school, "class_name": name, "person_id": None,
            "from_date": span.first_day.isoformat(), "until_date": span.last_day.isoformat(),
        }
        for school, name in sorted(classes)
        for span in _spans(Random(f"{school} {name}"), name, year)
    ]  # fmt: skip


def _spans(random: Random, name: str, year: int) -> list[WeekSpan]:
    if random.randrange(100) < _UNKNOWN_PER_CENT:
        return []
    if name.startswith("gf"):
        return [WeekSpan(Week(year, 33), Week(year, 51)), WeekSpan(Week(year + 1, 3), Week(year + 1, 25))]
    (autumn, long), (spring, short) = random.choice(_AUTUMN), random.choice(_SPRING)
    return [
        WeekSpan(Week(year, autumn), Week(year, autumn + long - 1)),
        WeekSpan(Week(year + 1, spring), Week(year + 1, spring + short - 1)),
    ]

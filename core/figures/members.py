"""Members: month by month, and by education, age and school on the last day of a period."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from core.door.session import Session
from core.figures.chart import Bar, Number, Period
from core.figures.reach import Spell, members_on, sliced
from core.messages import N_, say
from core.rules.kinds import AffiliationKind, OrganisationKind

UNKNOWN = N_("not known")
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_BANDS = ((0, 17, "-17", "≤17"), (18, 24, "18-24", "18–24"), (25, 34, "25-34", "25–34"), (35, 200, "35-", "35+"))
_AT_SCHOOL = (AffiliationKind.PUPIL.value, AffiliationKind.APPRENTICE.value, AffiliationKind.JOURNEYMAN.value)

Groups = dict[int, str]
"""In which group each person is; who is in none is not known."""


def by_month(every: Sequence[Spell], period: Period, today: date) -> tuple[Bar, ...]:
    """How many were members at the end of each month, or on the last day that has come."""
    return tuple(
        Bar(
            day.strftime("%Y-%m"),
            say(N_("{month} {year}"), month=say(_MONTHS[day.month - 1]), year=day.year),
            Number(len(members_on(every, day))),
            Number(len(members_on(every, earlier))),
        )
        for day, earlier in zip(period.months(today), _year_before(period, today), strict=True)
    )


def _year_before(period: Period, today: date) -> list[date]:
    return list(Period(period.first, period.until(today)).year_before.months(today))


def by_education(session: Session, every: Sequence[Spell], day: date, earlier: date) -> tuple[Bar, ...]:
    """The education that each is in, or was in last; most members first, those of whom none is known last."""
    return _by_group(session, every, day, earlier, _educations)


def by_school(session: Session, every: Sequence[Spell], day: date, earlier: date) -> tuple[Bar, ...]:
    """The school that each is at; who is at none that day is not known."""
    return _by_group(session, every, day, earlier, _schools)


def by_age(session: Session, every: Sequence[Spell], day: date, earlier: date) -> tuple[Bar, ...]:
    """Age bands from the year of birth, youngest first: the age that is reached in the year of that day."""
    now, before = (_ages(session, members_on(every, when), when) for when in (day, earlier))
    bands = [Bar(key, label, Number(now[key]), Number(before[key])) for _low, _high, key, label in _BANDS]
    return (*bands, *_not_known(now[""], before[""]))


def _ages(session: Session, people: set[int], day: date) -> Counter[str]:
    found: Counter[str] = Counter()
    for part in sliced(people):
        marks = ", ".join("?" * len(part))
        for (year,) in session.query(f"SELECT birth_year FROM person WHERE id IN ({marks})", part):
            age = None if year is None else day.year - year
            found[next((key for low, high, key, _ in _BANDS if age is not None and low <= age <= high), "")] += 1
    return found


def _by_group(
    session: Session, every: Sequence[Spell], day: date, earlier: date,
    groups_of: Callable[[Session, Sequence[int], date], Groups],
) -> tuple[Bar, ...]:  # fmt: skip
    now, before = (_counted(session, members_on(every, when), when, groups_of) for when in (day, earlier))
    names = sorted({*now, *before} - {""}, key=lambda name: (-now[name], -before[name], name))
    bars = [Bar(name, name, Number(now[name]), Number(before[name])) for name in names]
    return (*bars, *_not_known(now[""], before[""]))


def _counted(
    session: Session, people: set[int], day: date, groups_of: Callable[[Session, Sequence[int], date], Groups]
) -> Counter[str]:
    found: Counter[str] = Counter()
    for part in sliced(people):
        groups: Mapping[int, str] = groups_of(session, part, day)
        found.update(groups.get(person, "") for person in part)
    return found


def _not_known(now: int, before: int) -> list[Bar]:
    """A row of its own, where there are any."""
    unknown = Bar("unknown", say(UNKNOWN), Number(now), Number(before), unknown=True)
    return [unknown] if now or before else []


def _educations(session: Session, people: Sequence[int], day: date) -> Groups:
    """The newest education that has begun by then: an apprentice who has finished is still counted by the trade."""
    return _newest(
        session, people,
        "SELECT a.person_id, e.name FROM affiliation a JOIN education e ON e.id = a.education_id"
        " WHERE a.person_id IN ({marks}) AND (a.from_date IS NULL OR a.from_date <= ?)"
        f" ORDER BY a.kind IN ({', '.join(map(repr, _AT_SCHOOL))}), a.from_date, a.id",
        [day.isoformat()],
    )  # fmt: skip


def _schools(session: Session, people: Sequence[int], day: date) -> Groups:
    return _newest(
        session, people,
        "SELECT a.person_id, o.name FROM affiliation a JOIN organisation o ON o.id = a.organisation_id"
        " WHERE a.person_id IN ({marks}) AND (a.from_date IS NULL OR a.from_date <= ?)"
        " AND (a.until_date IS NULL OR a.until_date >= ?) AND o.kind = ? ORDER BY a.from_date, a.id",
        [day.isoformat(), day.isoformat(), OrganisationKind.SCHOOL.value],
    )  # fmt: skip


def _newest(session: Session, people: Sequence[int], sql: str, values: Sequence[str]) -> Groups:
    """Of several the last one read."""
    return dict(session.query(sql.format(marks=", ".join("?" * len(people))), [*people, *values]))

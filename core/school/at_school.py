"""Who is at school in a week or on a day: at school, away, or unknown where nobody has said.

A person is in the classes the affiliations name on those days. Own periods, where a school year has any, stand instead of
the classes'. Who has neither in that school year is unknown, not away.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.door.session import Session
from core.rules.active import from_iso
from core.rules.kinds import Named
from core.rules.weeks import Week, WeekSpan, school_year_weeks, span_of, week_of
from core.search.condition import Condition, all_of, any_of


class SchoolState(Named):
    """What is known of a person and a week."""

    AT_SCHOOL = "at_school", "på skole", "at school"
    AWAY = "away", "ikke på skole", "away"
    UNKNOWN = "unknown", "ukendt", "unknown"


@dataclass(frozen=True)
class WeekCount:
    """How many of some people are at school in a week, how many are away, and of how many it is not known."""

    week: Week
    at_school: int
    away: int
    unknown: int

    @property
    def share(self) -> float | None:
        """The part at school of those it is known of; None if it is known of nobody."""
        known = self.at_school + self.away
        return self.at_school / known if known else None


@dataclass(frozen=True)
class InClass:
    """That somebody is in a class, from when to when (None: open)."""

    organisation_id: int | None
    class_name: str
    from_date: date | None
    until_date: date | None


def condition(alias: str, when: Week | date, state: SchoolState = SchoolState.AT_SCHOOL) -> Condition:
    """The people `alias` of whom that is so in a week (on any of its days from Monday to Friday), or on a day."""
    first, last = (when.monday, when.friday) if isinstance(when, Week) else (when, when)
    year = school_year_weeks((when if isinstance(when, Week) else week_of(when)).school_year)
    there, of_year = (first, last), (year.first_day, year.last_day)
    at_school = any_of([_own(alias, *there), all_of([_own(alias, *of_year).negated, _in_class(alias, there, there)])])
    match state:
        case SchoolState.AT_SCHOOL:
            return at_school
        case SchoolState.AWAY:
            return all_of([_known(alias, of_year, there), at_school.negated])
        case SchoolState.UNKNOWN:
            return _known(alias, of_year, there).negated


def _known(alias: str, of_year: tuple[date, date], there: tuple[date, date]) -> Condition:
    return any_of([_own(alias, *of_year), _in_class(alias, of_year, there)])


def _own(alias: str, first: date, last: date) -> Condition:
    return Condition(
        f"{alias}.id IN (SELECT sp.person_id FROM school_period sp WHERE sp.person_id IS NOT NULL"
        " AND sp.from_date <= ? AND sp.until_date >= ?)",
        [last.isoformat(), first.isoformat()],
    )


def _in_class(alias: str, weeks: tuple[date, date], there: tuple[date, date]) -> Condition:
    """In a class, on one of the days `there`, that is at school some time in `weeks`. Few classes lead to their people."""
    return Condition(
        f"{alias}.id IN (SELECT a.person_id FROM school_period sp CROSS JOIN affiliation a ON a.class_name = sp.class_name"
        " AND a.class_name <> '' AND a.organisation_id IS sp.organisation_id WHERE sp.class_name <> ''"
        " AND sp.from_date <= ? AND sp.until_date >= ?"
        " AND (a.from_date IS NULL OR a.from_date <= ?) AND (a.until_date IS NULL OR a.until_date >= ?))",
        [weeks[1].isoformat(), weeks[0].isoformat(), there[1].isoformat(), there[0].isoformat()],
    )


def state(
    week: Week,
    own: Sequence[WeekSpan],
    places: Iterable[InClass],
    plans: Mapping[tuple[int | None, str], Sequence[WeekSpan]],
) -> SchoolState:
    """The same rule in plain values: `places` are a person's classes, `plans` the weeks of every class."""
    whole = school_year_weeks(week.school_year)
    followed = [_within(own, whole)] if _within(own, whole) else [
        _within(plans.get((place.organisation_id, place.class_name), ()), whole)
        for place in places
        if (place.from_date is None or place.from_date <= week.friday)
        and (place.until_date is None or place.until_date >= week.monday)
    ]  # fmt: skip
    if not any(followed):
        return SchoolState.UNKNOWN
    there = any(week in span for spans in followed for span in spans)
    return SchoolState.AT_SCHOOL if there else SchoolState.AWAY


def _within(spans: Sequence[WeekSpan], whole: WeekSpan) -> list[WeekSpan]:
    return [span for span in spans if span.first <= whole.last and span.last >= whole.first]


@dataclass(frozen=True)
class _Known:
    """What the register knows of some people."""

    own: Mapping[int, Sequence[WeekSpan]]
    places: Mapping[int, Sequence[InClass]]
    plans: Mapping[tuple[int | None, str], Sequence[WeekSpan]]


def _load(session: Session, people: Sequence[int], first: date, last: date) -> _Known:
    own: dict[int, list[WeekSpan]] = {}
    places: dict[int, list[InClass]] = {}
    for start in range(0, len(people), 500):
        part = list(people[start : start + 500])
        marks = ", ".join("?" * len(part))
        for row in session.query(
            f"SELECT person_id, from_date, until_date FROM school_period WHERE person_id IN ({marks})", part
        ):
            own.setdefault(row[0], []).append(span_of(date.fromisoformat(row[1]), date.fromisoformat(row[2])))
        for row in session.query(
            "SELECT person_id, organisation_id, class_name, from_date, until_date FROM affiliation"
            f" WHERE person_id IN ({marks}) AND class_name <> '' AND (from_date IS NULL OR from_date <= ?)"
            " AND (until_date IS NULL OR until_date >= ?)",
            [*part, last.isoformat(), first.isoformat()],
        ):
            places.setdefault(row[0], []).append(InClass(row[1], row[2], from_iso(row[3]), from_iso(row[4])))
    plans: dict[tuple[int | None, str], list[WeekSpan]] = {}
    classes = {place.class_name for of_one in places.values() for place in of_one}
    # Only their classes and school years: a register has thousands of classes, and keeps the weeks of earlier years.
    for row in session.query(
        "SELECT organisation_id, class_name, from_date, until_date FROM school_period WHERE class_name <> ''"
        " AND class_name IN (SELECT value FROM json_each(?)) AND from_date <= ? AND until_date >= ?",
        [json.dumps(sorted(classes)), _year_of(last).last_day.isoformat(), _year_of(first).first_day.isoformat()],
    ):
        span = span_of(date.fromisoformat(row[2]), date.fromisoformat(row[3]))
        plans.setdefault((row[0], row[1]), []).append(span)
    return _Known(own, places, plans)


def _year_of(day: date) -> WeekSpan:
    return school_year_weeks(week_of(day).school_year)


def weeks_of(session: Session, people: Sequence[int], first: Week, last: Week) -> list[WeekCount]:
    """For each of those weeks: how many of these people are at school, away, or not known."""
    everybody = list(dict.fromkeys(people))
    known = _load(session, everybody, first.monday, last.sunday)
    # A class of thirty is looked at once.
    alike = Counter((tuple(known.own.get(person, ())), tuple(known.places.get(person, ()))) for person in everybody)
    weeks = list(WeekSpan(first, last))
    found = [Counter[SchoolState]() for _ in weeks]
    for (own, places), number in alike.items():
        for counter, each in zip(found, _states(own, places, known.plans, weeks), strict=True):
            counter[each] += number
    return [
        WeekCount(week, counter[SchoolState.AT_SCHOOL], counter[SchoolState.AWAY], counter[SchoolState.UNKNOWN])
        for week, counter in zip(weeks, found, strict=True)
    ]


def _states(
    own: Sequence[WeekSpan],
    places: Sequence[InClass],
    plans: Mapping[tuple[int | None, str], Sequence[WeekSpan]],
    weeks: Sequence[Week],
) -> list[SchoolState]:
    return [state(week, own, places, plans) for week in weeks]


def states_of(session: Session, people: Sequence[int], first: Week, last: Week) -> dict[int, list[SchoolState]]:
    """For each person: what is known of each of those weeks, in order."""
    known = _load(session, list(people), first.monday, last.sunday)
    weeks = list(WeekSpan(first, last))
    return {
        person: _states(known.own.get(person, ()), known.places.get(person, ()), known.plans, weeks)
        for person in people
    }

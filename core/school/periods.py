"""School periods: the weeks a class, or one person, is at school. Entered once for a class, used by everybody in it.

Setting weeks replaces those of the school years they lie in, and leaves other school years alone. A person's own periods
stand instead of the class's in every school year they have any in: who follows another plan follows it all year.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Ambiguous, Changed, FieldConflict, Invalid, NotFound
from core.messages import N_, say
from core.record_fields import check
from core.rules.active import active_sql
from core.rules.weeks import WeekSpan, by_school_year, joined, school_year_of, school_year_weeks, span_of, written
from db.keys import fold
from db.log import Value


@dataclass(frozen=True)
class Periods:
    """The weeks of a class or a person, in order; `rows` are what they were when they were read, for the optimistic lock."""

    organisation_id: int | None
    organisation: str
    class_name: str
    person_id: int | None
    spans: tuple[WeekSpan, ...] = ()
    rows: tuple[tuple[int, int], ...] = ()

    def of_school_year(self, school_year: int) -> tuple[WeekSpan, ...]:
        """The weeks in that school year, cut at its ends."""
        return by_school_year(self.spans).get(school_year, ())

    @property
    def school_years(self) -> tuple[int, ...]:
        """The school years that any weeks are known in."""
        return tuple(by_school_year(self.spans))


@dataclass(frozen=True)
class SchoolWeeks:
    """What decides when a person is at school: own periods, and those of each class the person is in on a day."""

    own: Periods
    classes: tuple[Periods, ...]


@dataclass(frozen=True)
class PlannedClass:
    """A class that people are in on a day, or that has periods: where, how many, and its weeks."""

    organisation_id: int | None
    organisation: str
    class_name: str
    education: str
    people: int
    periods: Periods


@dataclass(frozen=True)
class _Row:
    id: int
    version: int
    span: WeekSpan


_SELECT = (
    "SELECT sp.id, sp.version, sp.from_date, sp.until_date, sp.organisation_id, sp.class_name, sp.person_id"
    " FROM school_period sp"
)


def _row(row: Sequence[Any]) -> _Row:
    return _Row(row[0], row[1], span_of(date.fromisoformat(row[2]), date.fromisoformat(row[3])))


def _periods(
    organisation_id: int | None, organisation: str, class_name: str, person_id: int | None, rows: Iterable[_Row]
) -> Periods:
    kept = sorted(rows, key=lambda row: (row.span, row.id))
    return Periods(
        organisation_id, organisation, class_name, person_id, joined(row.span for row in kept),
        tuple((row.id, row.version) for row in kept),
    )  # fmt: skip


def of_class(session: Session, organisation_id: int | None, class_name: str) -> Periods:
    """The weeks of a class at a school."""
    rows = session.query(
        f"{_SELECT} WHERE sp.class_name = ? AND sp.class_name <> '' AND sp.organisation_id IS ?",
        [class_name, organisation_id],
    )
    return _periods(organisation_id, _name(session, organisation_id), class_name, None, map(_row, rows))


def of_person(session: Session, person_id: int, *, on: date | None = None) -> SchoolWeeks:
    """A person's own weeks, and those of the classes the person is in on a day (default today)."""
    rows = session.query(f"{_SELECT} WHERE sp.person_id = ?", [person_id])
    own = _periods(None, "", "", person_id, map(_row, rows))
    day = (on or session.today).isoformat()
    places = session.query(
        "SELECT DISTINCT a.organisation_id, a.class_name FROM affiliation a"
        f" WHERE a.person_id = ? AND a.class_name <> '' AND {active_sql('a')} ORDER BY a.from_date DESC, a.id DESC",
        [person_id, day, day],
    )
    return SchoolWeeks(own, tuple(of_class(session, place[0], place[1]) for place in places))


def _name(session: Session, organisation_id: int | None) -> str:
    if organisation_id is None:
        return ""
    return str(session.query("SELECT name FROM organisation WHERE id = ?", [organisation_id])[0][0])


def classes(session: Session, *, on: date | None = None, name: str = "", school: str = "") -> list[PlannedClass]:
    """The classes that somebody is in on a day (default today) or will be in, or that have weeks in its school year or
    later, by name.

    `name` is how their name begins, `school` a part of the school's name.
    """
    day = (on or session.today).isoformat()
    found = session.query(
        "SELECT a.organisation_id, a.class_name, count(DISTINCT a.person_id), max(e.name)"
        " FROM affiliation a LEFT JOIN education e ON e.id = a.education_id"
        " WHERE a.class_name <> '' AND (a.until_date IS NULL OR a.until_date >= ?)"
        " GROUP BY a.organisation_id, a.class_name",
        [day],
    )
    peopled: dict[tuple[int | None, str], tuple[int, str]] = {(row[0], row[1]): (row[2], row[3] or "") for row in found}
    weeks: dict[tuple[int | None, str], list[_Row]] = {}
    for row in session.query(f"{_SELECT} WHERE sp.class_name <> ''"):
        weeks.setdefault((row[4], row[5]), []).append(_row(row))
    begun = school_year_weeks(school_year_of(on or session.today)).first_day
    planned = {key for key, rows in weeks.items() if any(row.span.last_day >= begun for row in rows)}
    names = dict(session.query("SELECT id, name FROM organisation"))
    every = [
        PlannedClass(
            key[0], names.get(key[0], ""), key[1], peopled.get(key, (0, ""))[1], peopled.get(key, (0, ""))[0],
            _periods(key[0], names.get(key[0], ""), key[1], None, weeks.get(key, ())),
        )
        for key in {*peopled, *planned}
    ]  # fmt: skip
    every = [
        one for one in every if fold(one.class_name).startswith(fold(name)) and fold(school) in fold(one.organisation)
    ]
    return sorted(every, key=lambda one: (fold(one.class_name), fold(one.organisation), one.organisation_id or 0))


def class_named(session: Session, name: str, school: str = "") -> PlannedClass:
    """The class of that name, at that school if there are several: by the whole name, else by the start of one only.

    Raises `NotFound` or `Ambiguous`, naming who is near.
    """
    every = classes(session, school=school)
    wanted = fold(name)
    named = [one for one in every if fold(one.class_name) == wanted]
    found = named or [one for one in every if wanted and fold(one.class_name).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if len({one.class_name for one in found}) == 1:
        near = [one.organisation for one in found]
        raise Ambiguous(say(N_("More than one school has a class {name}: name it with --school."), name=name), near)
    near = [one.class_name for one in found or every if not wanted or fold(one.class_name)[:2] == wanted[:2]]
    raise NotFound(say(N_("No class is called {name}."), name=name), list(dict.fromkeys(near))[:5])


def set_for_class(
    session: Session,
    organisation_id: int | None,
    class_name: str,
    spans: Iterable[WeekSpan],
    *,
    seen: Periods | None = None,
) -> Periods:
    """The class is at school in these weeks, and in no others of the school years they lie in.

    `seen` are the periods somebody had before them. Raises `Changed` if they are others by now, `Invalid` for a class
    without a name or no weeks at all.
    """
    name = str(check("affiliation", "class_name", class_name))
    if not name:
        raise Invalid("class_name", say(N_("A class needs a name.")))
    columns: dict[str, Value] = {"organisation_id": organisation_id, "class_name": name, "person_id": None}
    with session.write(Operation.PERIODS_SET) as transaction:
        now = of_class(session, organisation_id, name)
        _replace(session, transaction, now, columns, _cut(spans), seen)
        return of_class(session, organisation_id, name)


def set_for_classes(session: Session, classes: Sequence[Periods], spans: Iterable[WeekSpan]) -> int:
    """Several classes, each as it was seen, are at school in these weeks: one operation; gives how many classes there are.

    Raises as `set_for_class`.
    """
    wanted = _cut(spans)
    with session.write(Operation.PERIODS_SET) as transaction:
        for seen in classes:
            columns: dict[str, Value] = {
                "organisation_id": seen.organisation_id, "class_name": seen.class_name, "person_id": None
            }  # fmt: skip
            now = of_class(session, seen.organisation_id, seen.class_name)
            _replace(session, transaction, now, columns, wanted, seen)
    return len(classes)


def set_for_person(
    session: Session, person_id: int, spans: Iterable[WeekSpan], *, seen: Periods | None = None
) -> Periods:
    """The same for one person, who then follows no class in the school years the weeks lie in. Raises as `set_for_class`."""
    columns: dict[str, Value] = {"organisation_id": None, "class_name": "", "person_id": person_id}
    with session.write(Operation.PERIODS_SET) as transaction:
        now = of_person(session, person_id).own
        _replace(session, transaction, now, columns, _cut(spans), seen)
        return of_person(session, person_id).own


def clear(session: Session, periods: Periods, school_year: int | None = None) -> int:
    """Take the weeks away again, of one school year or of all; gives how many spans there were.

    Raises `Changed` if they are others by now.
    """
    years = periods.school_years if school_year is None else (school_year,)
    columns: dict[str, Value] = {
        "organisation_id": periods.organisation_id, "class_name": periods.class_name, "person_id": periods.person_id
    }  # fmt: skip
    with session.write(Operation.PERIODS_SET) as transaction:
        now = _now(session, periods)
        _replace(session, transaction, now, columns, dict.fromkeys(years, ()), periods)
        return sum(len(now.of_school_year(year)) for year in years)


def _now(session: Session, periods: Periods) -> Periods:
    if periods.person_id is not None:
        return of_person(session, periods.person_id).own
    return of_class(session, periods.organisation_id, periods.class_name)


def _cut(spans: Iterable[WeekSpan]) -> dict[int, tuple[WeekSpan, ...]]:
    found = by_school_year(spans)
    if not found:
        raise Invalid("weeks", say(N_("No week is named.")))
    return found


def _replace(
    session: Session,
    transaction: Transaction,
    now: Periods,
    columns: dict[str, Value],
    wanted: dict[int, tuple[WeekSpan, ...]],
    seen: Periods | None,
) -> None:
    """The rows of those school years become the wanted ones; rows that stay as they are are not touched."""
    if seen is not None and seen.rows != now.rows:
        raise _changed(session, seen, now, wanted)
    # A row of an older program may go on through the summer: it is cut, too.
    rows = [_row(row) for number, _ in now.rows for row in session.query(f"{_SELECT} WHERE sp.id = ?", [number])]
    touched = [row for row in rows if _years(row.span) & wanted.keys()]
    beyond = [
        span
        for row in touched
        for year, parts in by_school_year([row.span]).items()
        if year not in wanted
        for span in parts
    ]
    target = {*beyond, *(span for parts in wanted.values() for span in parts)}
    for row in touched:
        if row.span in target:
            target.remove(row.span)
        else:
            transaction.delete("school_period", row.id, version=row.version)
    transaction.insert_many(
        "school_period",
        [
            {**columns, "from_date": span.first_day.isoformat(), "until_date": span.last_day.isoformat()}
            for span in sorted(target)
        ],
    )


def _years(span: WeekSpan) -> set[int]:
    return set(range(span.first.school_year, span.last.school_year + 1))


def _changed(session: Session, seen: Periods, now: Periods, wanted: dict[int, tuple[WeekSpan, ...]]) -> Changed:
    year = min(wanted, default=school_year_of(session.today))
    yours = [span for parts in wanted.values() for span in parts]
    before, mine, theirs = (written(spans, year, session.language) for spans in (seen.spans, yours, now.spans))
    return Changed(
        say(N_("Somebody else has changed these school periods meanwhile: they are now {weeks}."), weeks=theirs or "–"),
        [FieldConflict("weeks", before, mine, theirs)],
        say(N_("Look at them and set them again.")),
    )


def people_of(session: Session, organisation_id: int | None, class_name: str) -> Collection[int]:
    """The numbers of the people who are in that class today."""
    day = session.today.isoformat()
    rows = session.query(
        "SELECT DISTINCT a.person_id FROM affiliation a WHERE a.class_name = ? AND a.class_name <> ''"
        f" AND a.organisation_id IS ? AND {active_sql('a')}",
        [class_name, organisation_id, day, day],
    )
    return [row[0] for row in rows]

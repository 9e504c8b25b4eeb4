"""Days on which nobody should be asked to a meeting: holidays, and the breaks of the schools.

Holidays are known (the `holidays` package: the public ones, and those on which many are free). Breaks differ from school to
school and are a list that people edit; the usual ones are offered and never added by themselves.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypedDict

from core import organisations
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound
from core.messages import N_, say
from core.rules.day_refusals import in_years
from core.rules.kinds import Language
from core.rules.text import clean
from core.rules.weeks import Week, school_year_of
from db.keys import fold
from db.log import Value

_SELECT = (
    "SELECT b.id, b.version, b.name, b.from_date, b.until_date, b.organisation_id, coalesce(o.name, '')"
    " FROM school_break b LEFT JOIN organisation o ON o.id = b.organisation_id"
)
_LONGEST = 100  # days


class FreeKind(Enum):
    """Why nobody is at school."""

    HOLIDAY = "holiday"
    BREAK = "break"


class BreakFields(TypedDict, total=False):
    """What can be written about a break; no organisation means all schools."""

    name: str
    first: date
    last: date
    organisation: str


@dataclass(frozen=True)
class SchoolBreak:
    """Days on which the schools are closed, or the one that is named; both days included."""

    id: int
    version: int
    name: str
    first: date
    last: date
    organisation_id: int | None = None
    organisation: str = ""


@dataclass(frozen=True)
class FreeDays:
    """A holiday or a break as a calendar shows it; both days included."""

    name: str
    first: date
    last: date
    kind: FreeKind
    organisation: str = ""

    @property
    def told(self) -> str:
        """Its name, and the school if it is one school's."""
        return f"{self.name} ({self.organisation})" if self.organisation else self.name

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@cache
def _holidays_of(year: int, language: Language) -> dict[date, str]:
    from holidays import country_holidays  # takes 0.1 s to import

    words = "da" if language is Language.DANISH else "en_US"
    return dict(country_holidays("DK", years=year, categories=("public", "optional"), language=words))


def holidays(first: date, last: date, language: Language) -> list[FreeDays]:
    """The holidays between two days, in order; also 1 May, 5 June, 24 and 31 December, on which many are free."""
    found = {
        day: name for year in range(first.year, last.year + 1) for day, name in _holidays_of(year, language).items()
    }
    return [FreeDays(name, day, day, FreeKind.HOLIDAY) for day, name in sorted(found.items()) if first <= day <= last]


def find(session: Session, first: date | None = None, last: date | None = None) -> list[SchoolBreak]:
    """The breaks that lie wholly or partly between two days, in order."""
    rows = session.query(
        f"{_SELECT} WHERE b.until_date >= ? AND b.from_date <= ? ORDER BY b.from_date, b.until_date, b.id",
        [(first or date.min).isoformat(), (last or date.max).isoformat()],
    )
    return [_break(row) for row in rows]


def _break(row: Sequence[Any]) -> SchoolBreak:
    return SchoolBreak(row[0], row[1], row[2], date.fromisoformat(row[3]), date.fromisoformat(row[4]), row[5], row[6])


def get(session: Session, reference: str | int) -> SchoolBreak:
    """The break of that number, or the next one of that name. Raises `NotFound`."""
    text = str(reference).removeprefix("#").strip()
    every = find(session)
    if text.isdecimal():
        found = [one for one in every if one.id == int(text)]
    else:
        named = [one for one in every if fold(one.name) == fold(text)]
        found = [one for one in named if one.last >= session.today] or named[-1:]
    if not found:
        raise NotFound(say(N_("There is no school break {name}."), name=text), [one.name for one in every][-3:])
    return found[0]


def free_days(session: Session, first: date, last: date) -> list[FreeDays]:
    """Holidays and breaks between two days, by their first day; a break that has the name and days of another is told once."""
    breaks = [
        FreeDays(one.name, one.first, one.last, FreeKind.BREAK, one.organisation) for one in find(session, first, last)
    ]
    every = dict.fromkeys([*holidays(first, last, session.language), *breaks])
    return sorted(every, key=lambda one: (one.first, one.kind is FreeKind.BREAK, one.last))


def add(session: Session, values: BreakFields) -> SchoolBreak:
    """A new break. Raises `Invalid`, and `NotFound` for a school there is not."""
    with session.write(Operation.BREAK_ADD) as transaction:
        return get(session, _insert(session, transaction, values))


def _insert(session: Session, transaction: Transaction, values: BreakFields) -> int:
    stored = _stored(session, values)
    if "from_date" not in stored:
        raise Invalid("first", say(N_("A break needs its first day.")))
    stored.setdefault("until_date", stored["from_date"])
    _check(stored)
    return transaction.insert("school_break", {"name": "", "organisation_id": None, **stored})


def _stored(session: Session, values: BreakFields) -> dict[str, Value]:
    stored: dict[str, Value] = {}
    if "name" in values:
        stored["name"] = clean("name", values["name"])
    if "first" in values:
        stored["from_date"] = in_years(values["first"], "first").isoformat()
    if "last" in values:
        stored["until_date"] = in_years(values["last"], "last").isoformat()
    if "organisation" in values:
        school = values["organisation"].strip()
        stored["organisation_id"] = organisations.get(session, school).id if school else None
    return stored


def _check(row: dict[str, Value]) -> None:
    """A whole break. Raises `Invalid`."""
    if not row.get("name"):
        raise Invalid("name", say(N_("A break needs a name.")))
    first, last = date.fromisoformat(str(row["from_date"])), date.fromisoformat(str(row["until_date"]))
    if last < first:
        raise Invalid("last", say(N_("The break ends before it begins.")))
    if (last - first).days >= _LONGEST:
        raise Invalid("last", say(N_("A break lasts at most {n} days."), n=_LONGEST))


def edit(session: Session, break_id: int, values: BreakFields, *, version: int) -> SchoolBreak:
    """Correct a break. Raises `Invalid`, `NotFound` and `Changed`."""
    with session.write(Operation.BREAK_EDIT) as transaction:
        stored = _stored(session, values)
        _check({**(transaction.row("school_break", break_id) or {}), **stored})
        transaction.edit("school_break", break_id, stored, version=version)
        return get(session, break_id)


def remove(session: Session, break_id: int) -> None:
    """Take a break out of the list. Raises `NotFound`."""
    with session.write(Operation.BREAK_REMOVE) as transaction:
        transaction.delete("school_break", break_id)


@dataclass(frozen=True)
class UsualBreak:
    """A break as most schools have it in a school year; `known`: one of that name lies in those days already."""

    name: str
    first: date
    last: date
    known: bool


def usual(session: Session, school_year: int) -> list[UsualBreak]:
    """The usual breaks of a school year, to be looked at and added: the schools' own plans decide."""
    found = find(session, date(school_year, 8, 1), date(school_year + 1, 8, 31))
    return [
        UsualBreak(name, first, last, any(one.first <= last and one.last >= first for one in found))
        for name, first, last in _usual(school_year, session.language)
    ]


def coming_usual(session: Session, names: Collection[str] = ()) -> list[UsualBreak]:
    """Those of this school year that are not over, from May on those of the next, too; with `names` only those called so."""
    this = school_year_of(session.today)
    years = (this, this + 1) if session.today >= date(this + 1, 5, 1) else (this,)
    every = [one for year in years for one in usual(session, year)]
    wanted = set(map(fold, names))
    return [one for one in every if one.last >= session.today and (not wanted or fold(one.name) in wanted)]


def forgotten(session: Session, first: date, last: date) -> bool:
    """Whether there is no break at all between two days although schools usually have one then."""
    return not find(session, first, last) and any(
        begin <= last and end >= first
        for school_year in range(school_year_of(first), school_year_of(last) + 1)
        for _name, begin, end in _usual(school_year, session.language)
    )


def _usual(school_year: int, language: Language) -> list[tuple[str, date, date]]:
    following = school_year + 1
    easter = next(day for day, name in _holidays_of(following, Language.DANISH).items() if name == "Påskedag")
    june = date(following, 6, 30)
    summer = june - timedelta(days=(june.weekday() - 5) % 7)  # the last Saturday
    danish = language is Language.DANISH
    return [
        ("Efterårsferie" if danish else "Autumn break", Week(school_year, 42).monday, Week(school_year, 42).friday),
        ("Juleferie" if danish else "Christmas break", date(school_year, 12, 20), date(following, 1, 2)),
        ("Vinterferie" if danish else "Winter break", Week(following, 7).monday, Week(following, 7).friday),
        ("Påskeferie" if danish else "Easter break", easter - timedelta(days=6), easter + timedelta(days=1)),
        (
            "Kristi himmelfartsferie" if danish else "Ascension break",
            easter + timedelta(days=39), easter + timedelta(days=40),
        ),
        ("Sommerferie" if danish else "Summer break", summer, Week(following, 31).sunday),
    ]  # fmt: skip


def add_usual(session: Session, wanted: Sequence[UsualBreak]) -> int:
    """Add these, but none that is there already; gives how many that were."""
    with session.write(Operation.BREAK_ADD) as transaction:
        there = {(fold(one.name), one.first) for one in find(session)}
        new = [one for one in wanted if (fold(one.name), one.first) not in there]
        for one in new:
            _insert(session, transaction, {"name": one.name, "first": one.first, "last": one.last})
        return len(new)

"""The classes there are: read from the affiliations, for a class is nothing but the people in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.door.session import Session
from core.rules.active import active_sql, from_iso


@dataclass(frozen=True)
class SchoolClass:
    """A class at a school on a day: how many are in it, in which stage and education, from when until when.

    Where its people differ, `stages` and `educations` have all of them, the most common first; the dates are the first
    day of any and the last day of any. `school_id` is None where no school is registered.
    """

    school_id: int | None
    school: str
    name: str
    stages: tuple[str, ...]
    educations: tuple[str, ...]
    count: int
    from_date: date | None
    until_date: date | None

    @property
    def stage(self) -> str:
        """The stage most of them are in."""
        return self.stages[0] if self.stages else ""

    @property
    def education(self) -> str:
        """The education most of them take."""
        return self.educations[0] if self.educations else ""


def classes(session: Session, *, on: date | None = None, school_id: int | None = None) -> list[SchoolClass]:
    """The classes with somebody in them on a day (default today), by school and name in Danish order."""
    day = (on or session.today).isoformat()
    at_school = "" if school_id is None else " AND a.organisation_id = ?"
    rows = session.query(
        "SELECT a.organisation_id, coalesce(o.name, ''), a.class_name, a.stage, coalesce(e.name, ''),"
        " count(DISTINCT a.person_id), min(a.from_date), max(a.until_date)"
        " FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id"
        " LEFT JOIN education e ON e.id = a.education_id"
        f" WHERE a.class_name <> '' AND {active_sql('a')}{at_school}"
        " GROUP BY a.organisation_id, a.class_name, a.stage, e.id"
        " ORDER BY coalesce(o.sort_key, ''), a.class_name COLLATE NOCASE, count(DISTINCT a.person_id) DESC",
        [day, day, *([] if school_id is None else [school_id])],
    )
    groups: dict[tuple[int | None, str], list[Sequence[Any]]] = {}
    for row in rows:
        groups.setdefault((row[0], row[2]), []).append(row)
    return [_class(group) for group in groups.values()]


def _class(parts: Sequence[Sequence[Any]]) -> SchoolClass:
    """Its parts, the largest first, made one. Somebody in two stages of one class at once counts in both."""
    first = parts[0]
    begins = [from_iso(part[6]) for part in parts if part[6] is not None]
    ends = [from_iso(part[7]) for part in parts if part[7] is not None]
    return SchoolClass(
        first[0], first[1], first[2],
        tuple(dict.fromkeys(part[3] for part in parts if part[3])),
        tuple(dict.fromkeys(part[4] for part in parts if part[4])),
        sum(part[5] for part in parts),
        min((day for day in begins if day is not None), default=None),
        max((day for day in ends if day is not None), default=None),
    )  # fmt: skip

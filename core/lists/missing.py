"""Who is not in a list that should have them: its own scope decides, never more."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from core.lists.known import KnownPerson
from core.lists.plan_rows import Missing, PlanRow
from db.keys import fold

_Class = tuple[str, str]


def who_is_missing(
    rows: Iterable[PlanRow], known: Sequence[KnownPerson], met: Collection[int], day: date, *, network: bool
) -> Iterator[Missing]:
    """Those whom the list covers and no row can be: members of the network it is for, else today's pupils of its
    classes.

    A list that names no class covers nobody: that it is all of a school is more than it says.
    """
    if network:
        for person in known:
            if person.member and person.id not in met:
                yield Missing(person.id, person.name, person.school, person.class_name)
        return
    classes = _classes(rows, {person.id: person for person in known if person.id in met})
    if not classes:
        return
    covered: dict[_Class, bool] = {}
    for person in known:
        if not person.class_name or person.id in met or (person.end is not None and person.end < day):
            continue
        place = person.school, person.class_name
        if place not in covered:  # thousands share a class: each is folded once
            covered[place] = (fold(place[0]), fold(place[1])) in classes
        if covered[place]:
            yield Missing(person.id, person.name, person.school, person.class_name)


def _classes(rows: Iterable[PlanRow], met: dict[int, KnownPerson]) -> set[_Class]:
    """The classes of the list with their schools; where it names none, that of the people it names in that class."""
    said: set[_Class] = set()
    for row in rows:
        if row.record is None or not row.record.class_name:
            continue
        person = met.get(row.person_id or 0)
        school = row.record.school
        if not school and person is not None and fold(person.class_name) == fold(row.record.class_name):
            school = person.school
        if school:
            said.update((school, name) for name in (row.record.class_name, *row.record.other_classes))
    return {(fold(school), fold(name)) for school, name in said}

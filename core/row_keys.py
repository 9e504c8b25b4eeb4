"""The sort and search keys of rows: what is put into them, and whose must be made anew after a change."""

import json
from collections.abc import Iterable, Mapping, Sequence

from db.keys import search_key, sort_key
from db.log import Change, Value
from db.queued import QueuedSqlite

Row = Mapping[str, Value]


def own_keys(table: str, row: Row) -> dict[str, str]:
    """The keys that follow from the row alone. A person's search key does not: see `bulk_search_keys`."""
    match table:
        case "person":
            return {"sort_key": sort_key(f"{_text(row, 'family')} {_text(row, 'given')}".strip())}
        case "organisation":
            name, town = _text(row, "name"), _text(row, "town")
            return {
                "sort_key": sort_key(name),
                "search_key": search_key(name, town, *_list(row, "aliases"), _text(row, "cvr")),
            }
        case "education":
            name = _text(row, "name")
            return {
                "sort_key": sort_key(name),
                "search_key": search_key(name, _text(row, "name_en"), *_list(row, "aliases")),
            }
        case "network":
            name = _text(row, "name")
            return {"sort_key": sort_key(name), "search_key": search_key(name, _text(row, "slug").replace("-", " "))}
        case "meeting":
            return {"search_key": search_key(_text(row, "title"), _text(row, "place"), _text(row, "address"))}
        case _:
            return {}


def _text(row: Row, name: str) -> str:
    return str(row.get(name) or "")


def _list(row: Row, name: str) -> list[str]:
    return [str(item) for item in json.loads(str(row.get(name) or "[]"))]


def people_to_refresh(database: QueuedSqlite, changes: Sequence[Change]) -> list[int]:
    """The people who are found by something that these changes touched."""
    people: dict[int, None] = {}
    for change in changes:
        names = set(change.before or {}) | set(change.after or {})
        if change.table == "person" and change.after is not None:
            people[change.row_id] = None
        elif change.table == "affiliation" and change.person_id is not None:
            people[change.person_id] = None
        elif change.table in ("organisation", "education") and change.before is not None and "name" in names:
            rows = database.execute_sql(
                f"SELECT person_id FROM affiliation WHERE {change.table}_id = ?", (change.row_id,)
            ).fetchall()
            people.update((row[0], None) for row in rows)
    return list(people)


_FOUND_BY = """
SELECT p.id, p.given, p.family, p.known_as, p.town, p.email, p.private_email, p.other_emails, p.phone, p.other_phones,
    (SELECT group_concat(coalesce(o.name, '') || char(10) || coalesce(e.name, '') || char(10) || a.class_name, char(10))
        FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id
        LEFT JOIN education e ON e.id = a.education_id WHERE a.person_id = p.id)
FROM person p WHERE p.id IN ({marks})
"""


def bulk_search_keys(database: QueuedSqlite, people: Sequence[int]) -> Iterable[tuple[str, int]]:
    """Each person's search key and number: names, town, e-mails, phones, schools, companies, educations, classes."""
    rows = database.execute_sql(_FOUND_BY.format(marks=", ".join("?" * len(people))), tuple(people)).fetchall()
    return [
        (
            search_key(
                given, family, known_as, town, *(places or "").split("\n"),
                emails=(email, private, *json.loads(others)), phones=(phone, *json.loads(more)),
            ),
            number,
        )
        for number, given, family, known_as, town, email, private, others, phone, more, places in rows
    ]  # fmt: skip

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
        case "saved_view" | "meeting_template":
            return {"sort_key": sort_key(_text(row, "name"))}
        case "meeting" | "series":
            return {"search_key": search_key(_text(row, "title"), _text(row, "place"), _text(row, "address"))}
        case _:
            return {}


def _text(row: Row, name: str) -> str:
    return str(row.get(name) or "")


def _list(row: Row, name: str) -> list[str]:
    return [str(item) for item in json.loads(str(row.get(name) or "[]"))]


def people_found_by(database: QueuedSqlite, change: Change) -> Iterable[int]:
    """The people whose search keys follow from what this change touched."""
    match change.table:
        case "person" if change.after is not None:
            return [change.row_id]
        case "affiliation" if change.person_id is not None:
            moved = (change.after or {}).get("person_id")  # a place may go over to another person
            return [change.person_id] if moved is None else [change.person_id, int(str(moved))]
        case "organisation" | "education" if change.before is not None and "name" in {**change.before, **(change.after or {})}:
            rows = database.execute_sql(
                f"SELECT person_id FROM affiliation WHERE {change.table}_id = ?", (change.row_id,)
            ).fetchall()
            return [row[0] for row in rows]
        case _:
            return []


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
        (_person_key((given, family, known_as, town), (places or "").split("\n"), emails, others, phone, more), number)
        for number, given, family, known_as, town, *emails, others, phone, more, places in rows
    ]


def person_search_key(row: Row, places: Iterable[str]) -> str:
    """The search key of a new person; `places` are the names of schools, companies, educations and classes."""
    names = [_text(row, name) for name in ("given", "family", "known_as", "town")]
    emails = [_text(row, name) for name in ("email", "private_email")]
    others, more = (str(row.get(name, "[]")) for name in ("other_emails", "other_phones"))
    return _person_key(names, places, emails, others, _text(row, "phone"), more)


def _person_key(
    names: Iterable[str], places: Iterable[str], emails: Iterable[str], others: str, phone: str, more: str
) -> str:
    return search_key(
        *names,
        *sorted(places),  # so that the order in which they were registered does not count
        emails=emails if others == "[]" else (*emails, *json.loads(others)),
        phones=(phone,) if more == "[]" else (phone, *json.loads(more)),
    )

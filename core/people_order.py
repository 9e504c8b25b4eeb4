"""The order of lists of people by what is not kept in Danish order: the distinct texts are sorted here, not the people."""

import json
from array import array

from core.door.session import Session
from core.search.condition import Condition
from core.search.values import distinct
from db.keys import sort_key

_EVERY = "SELECT p.id FROM person p WHERE p.{column} = ? ORDER BY p.sort_key, p.id"


def ids_by_text(session: Session, condition: Condition, column: str, *, descending: bool) -> "array[int]":
    """The people a condition finds, by a text column in Danish order and then by name; who has none comes last."""
    texts = json.dumps(_texts(session, column, descending))
    return session.numbers(
        "WITH t(place, text) AS MATERIALIZED (SELECT key, value FROM json_each(?))"  # so that it gets an index
        f" SELECT p.id FROM person p LEFT JOIN t ON t.text = p.{column} WHERE {condition.sql}"
        " ORDER BY t.place IS NULL, t.place, p.sort_key, p.id",
        [texts, *condition.parameters],
    )


def every_id_by_town(session: Session, *, descending: bool, most: int | None = None) -> "array[int]":
    """Everybody, by town and then by name, at most so many: town by town out of the index, so that nothing is sorted."""
    found = array("q")
    for town in (*_texts(session, "town", descending), ""):
        limit = "" if most is None else f" LIMIT {most - len(found)}"
        found.extend(session.numbers(_EVERY.format(column="town") + limit, [town]))
        if most is not None and len(found) >= most:
            break
    return found


def _texts(session: Session, column: str, descending: bool) -> list[str]:
    rows = session.query(distinct(column, "person") if column == "town" else f"SELECT DISTINCT {column} FROM person")
    return sorted((str(row[0]) for row in rows if row[0]), key=sort_key, reverse=descending)

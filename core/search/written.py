"""Meetings found by what was written down of them: minutes, decisions and action points.

Nothing of it is kept anywhere else to be searched by: what is erased is found no more, and whoever may not see a meeting
does not find it by its minutes.
"""

import json
from collections.abc import Iterator

from core.door.scope import visible_meeting
from core.door.session import Session
from core.search.condition import Condition
from db.keys import fold


def written_down(session: Session, text: str, alias: str) -> Condition:
    """The meetings of which all words of a text were written down, each by its start."""
    wanted = _spaced(text).split()
    if not wanted:
        return Condition("0")
    found = [number for number, said in _texts(session) if all(f" {word}" in said for word in wanted)]
    return Condition(f"{alias}.id IN (SELECT value FROM json_each(?))", [json.dumps(found)]) if found else Condition("0")


def _texts(session: Session) -> Iterator[tuple[int, str]]:
    visible, account = visible_meeting(session, "wm")
    rows = session.query(
        "SELECT w.meeting_id, group_concat(w.text, char(10)) FROM ("
        "SELECT id AS meeting_id, minutes AS text FROM meeting WHERE minutes <> ''"
        " UNION ALL SELECT meeting_id, text FROM decision"
        " UNION ALL SELECT meeting_id, text || ' ' || owner_name FROM action_point"
        f") w JOIN meeting wm ON wm.id = w.meeting_id WHERE {visible} GROUP BY w.meeting_id",
        account,
    )
    return ((row[0], _spaced(row[1])) for row in rows)


def _spaced(text: str) -> str:
    """The folded words of a text, each behind a blank."""
    return " " + " ".join("".join(char if char.isalnum() else " " for char in fold(text)).split())

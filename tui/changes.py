"""The rows of an operation that say something to people: a new stamp or sequence alone is no news."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.door.session import Session
    from core.past.history import RowStory

_LOOKED_AT = 500


def telling(session: "Session", operation: int) -> "list[RowStory]":
    """What the operation changed, in order, without rows in which only technical columns changed."""
    from core.past import history

    return [one for one in history.story(session, operation) if _says_something(one)]


def first_telling(session: "Session", operation: int, *, rows: int, most: int) -> "tuple[list[RowStory], int]":
    """At most so many of them, and how many more there are; `rows` is how many rows the operation changed.

    Beyond some hundred rows nobody reads on: those are counted, not looked at.
    """
    from core.past import history

    looked_at = history.story(session, operation, most=_LOOKED_AT)
    found = [one for one in looked_at if _says_something(one)]
    return found[:most], max(0, len(found) - most) + max(0, rows - _LOOKED_AT)


def _says_something(one: "RowStory") -> bool:
    return one.made or one.gone or one.erased or bool(one.fields)

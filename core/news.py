"""What was done last, and what colleagues have done since somebody was here."""

from dataclasses import dataclass

from core.door.session import Session
from core.past import undo
from core.past.undo import LogEntry

_LOOKED_THROUGH = 100


@dataclass(frozen=True)
class News:
    """What colleagues have done since somebody was here last, the newest first; `more` counts those not among them."""

    entries: tuple[LogEntry, ...] = ()
    more: int = 0


def latest(session: Session) -> list[LogEntry]:
    """What was done last. By itself, since what is hidden of operations of a million rows is not told in no time."""
    return undo.entries(session, limit=5)


def news(session: Session, after: int | None, *, most: int = 5) -> News:
    """What others have done since the operation `after`; nothing if it is not known when somebody was here."""
    if after is None:
        return News()
    found = undo.entries(session, limit=_LOOKED_THROUGH, after=after, by_others=True)
    return News(tuple(found[:most]), max(0, len(found) - most))

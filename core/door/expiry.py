"""What may be kept for some days only: gone with the first write of a day, out of the tables, the log and the bytes.

Catering and access needs say something of people's health and belief, so even their totals go (docs/privacy.md). A copy
that is gone back to is written to, and so loses them as well.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.door.operations import Operation
from core.errors import FileError
from core.messages import N_, say
from db import erase
from db.connect import driver_trouble

if TYPE_CHECKING:
    from core.door.session import Session

KEPT = timedelta(days=14)
"""How long after the last day of its meeting such a total is kept."""
LARGE = 50_000_000  # bytes that are written anew in about a second
# A meeting may have been moved since: its own day counts, and `until_date` says that the total disappears at all.
OVER = f"date(substr(m.end_local, 1, 10), '+{KEPT.days} days') < ?"
_THERE = f"SELECT t.id FROM meeting_total t JOIN meeting m ON m.id = t.meeting_id WHERE t.until_date IS NOT NULL AND {OVER}"
_IN_THE_LOG = (
    "SELECT c.row_id FROM change c WHERE c.table_name = 'meeting_total' AND c.after IS NULL AND c.before IS NOT NULL"
    " AND json_extract(c.before, '$.until_date') < ? AND NOT EXISTS (SELECT 1 FROM meeting_total t WHERE t.id = c.row_id)"
)


def forget_expired(session: Session) -> int:
    """Forget what is kept no longer, once a day in each program; gives how many totals that were.

    What stands in the way of writing a file anew is told by the session's notice, and left to `laug doctor --mend`.
    """
    today = session.today.isoformat()
    if session.dry_run or session.database.swept == today or session.database.in_transaction():
        return 0
    session.database.swept = today
    if not _expired(session, today):
        return 0
    with session.write(Operation.TOTALS_FORGET) as transaction:
        numbers = _expired(session, today)
        erase.forget_rows(transaction.database, "meeting_total", numbers, transaction.now)
        transaction.keep()
    _overwrite(session)
    return len(numbers)


def _expired(session: Session, today: str) -> set[int]:
    return {row[0] for sql in (_THERE, _IN_THE_LOG) for row in session.query(sql, [today])}


def _overwrite(session: Session) -> None:
    from core.door.session import in_words  # which asks for this module

    if session.path.stat().st_size > LARGE:
        # Nobody waits for that with a save. The numbers are gone from every list, and the doctor reminds of the rest.
        if session.notice is not None:
            session.notice(
                say(N_("Catering of past meetings is forgotten. Its last bytes go with: laug doctor --mend"))
            )
        return
    try:
        with (
            in_words(session.path), driver_trouble(session.path),
            session.database.turn(session.account, Operation.TOTALS_FORGET.value, session.waiting),
        ):  # fmt: skip
            erase.scrub(session.database)
    except FileError as error:
        if session.notice is not None:
            session.notice(error.message)

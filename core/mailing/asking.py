"""What a change of a meeting means to calendars: SEQUENCE, DTSTAMP, and whether everybody is asked anew (RFC 5546 §2.1.4)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.door.write import Transaction
from core.rules.kinds import Answer, MeetingStatus
from core.rules.moments import from_utc_text, utc_text
from db.log import Change, Value

# A change of one of these is one that people must be told of: SEQUENCE grows (RFC 5546 §2.1.4; Thunderbird counts the
# place as well, so we do).
MAJOR = {"all_day", "start_local", "end_local", "time_zone", "start_utc", "end_utc", "place", "address", "online_link"}
# What says nothing of the meeting itself.
_BESIDE = {"version", "changed_at", "search_key", "sequence", "stamp", "calendar_uid", "asked_sequence"}
# What only those who arrange it see: no calendar holds it.
INWARD = {
    "agenda", "minutes", "capacity", "sign_up_by", "target_groups", "activity", "catering", "transport", "last_bus",
    "roles", "type", "host_id", "series_id", "original",
}  # fmt: skip
# Who waits for a place is asked anew as well: for another time all places are free again.
ANEW = "again"  # instead of the digest of what somebody was sent: they are due it once more
DOUBT = "doubt"  # instead of it: a file was begun, and nobody knows whether it was written
_ANSWERED = (Answer.ACCEPTED.value, Answer.TENTATIVE.value, Answer.DECLINED.value, Answer.WAITING.value)
_UNANSWERED: Mapping[str, Value] = {
    "answer": Answer.NEEDS_ACTION.value, "via": "", "answered_at": "", "queue_place": None,
}  # fmt: skip


@dataclass(frozen=True)
class Undone:
    """What an undone operation had made of the SEQUENCE that people were asked anew with.

    `uid` is that of the new series whose day it had made the meeting; empty if it did not.
    """

    asked_before: int
    asked_after: int
    uid: str = ""


def undone(changes: Sequence[Change], meeting_id: int) -> Undone | None:
    """Whether that operation asked everybody anew."""
    mine = [
        (one.before, one.after) for one in changes
        if (one.table, one.row_id) == ("meeting", meeting_id) and one.before and one.after
    ]  # fmt: skip
    asked = [(before, after) for before, after in mine if "asked_sequence" in before]
    series = [after["series_id"] for before, after in mine if "series_id" in before]
    uid = next((str(one.after["calendar_uid"]) for one in changes if one.after and not one.before
                and one.table == "series" and one.row_id in series), "")  # fmt: skip
    if not asked:
        return Undone(0, 0, uid) if uid else None
    return Undone(int(str(asked[0][0]["asked_sequence"])), int(str(asked[-1][1]["asked_sequence"])), uid)


def after_change(
    transaction: Transaction, meeting_id: int, before: Mapping[str, Value], undoing: Undone | None = None
) -> None:
    """What calendars need after a change of a meeting's row; `undoing` says that it went back to what it was.

    A major change raises SEQUENCE and asks everybody anew. One that is undone before anybody was told of it asks nobody:
    the answers stand again. A meeting called back after somebody was told that it is cancelled is a new event for
    calendars, since they have deleted the old one (RFC 5546 has no way back), and gets a new UID; who has not been told
    of the cancellation still holds the old one, and is due a cancellation of it (`core.mailing.state`).
    """
    row = transaction.row("meeting", meeting_id)
    if row is None or not before:
        return
    differing = {name for name in row if row[name] != before.get(name)} - _BESIDE
    if not differing - INWARD:
        return
    changes: dict[str, Value] = {"stamp": next_stamp(str(row["stamp"]), transaction.now)}
    called_back = before["status"] == MeetingStatus.CANCELLED.value and row["status"] == MeetingStatus.PLANNED.value
    major = bool(differing & MAJOR)
    if called_back and row["series_id"] is None and _told_of_cancelling(transaction, meeting_id):
        # Older programs did not note which UID somebody was sent.
        _each(transaction, meeting_id, "sent_sequence IS NOT NULL AND sent_uid = ''", {"sent_uid": row["calendar_uid"]})
        changes |= {"calendar_uid": str(uuid.uuid4()), "sequence": 0, "asked_sequence": 0}
        major = True
    elif "status" in differing or major:
        changes |= raised(transaction, row)
        if major and undoing is not None and _unheard(transaction, row, undoing):
            changes["asked_sequence"] = undoing.asked_before
            major = False
        elif major:
            changes["asked_sequence"] = changes["sequence"]
    transaction.update("meeting", meeting_id, changes)
    if major:
        marks = ", ".join(f"'{value}'" for value in _ANSWERED)
        _each(transaction, meeting_id, f"answer IN ({marks})", _UNANSWERED)


def raised(transaction: Transaction, row: Mapping[str, Value]) -> dict[str, Value]:
    """The next SEQUENCE of a meeting. A day of a series has that of the series, which grows once an operation."""
    if row["series_id"] is None:
        return {"sequence": int(str(row["sequence"])) + 1}
    return {"sequence": raise_series(transaction, int(str(row["series_id"])))}


def raise_series(transaction: Transaction, series_id: int) -> int:
    """The next SEQUENCE of a series, the same for all that one operation changes in it."""
    row = transaction.row("series", series_id) or {}
    sequence = int(str(row["sequence"]))
    if transaction.once(sequence_of(series_id)):
        sequence += 1
        stamp = next_stamp(str(row["stamp"]), transaction.now)
        transaction.update("series", series_id, {"sequence": sequence, "stamp": stamp})
    return sequence


def sequence_of(series_id: int) -> str:
    """What is done once an operation."""
    return f"SEQUENCE of series {series_id}"


def _unheard(transaction: Transaction, row: Mapping[str, Value], undoing: Undone) -> bool:
    """Whether nobody was sent what is undone, and nothing else has asked them since."""
    new = undoing.uid != ""
    if row["asked_sequence"] != undoing.asked_after or (not new and undoing.asked_before >= undoing.asked_after):
        return False
    heard, told = ("sent_uid = ?", undoing.uid) if new else ("sent_sequence >= ?", undoing.asked_after)
    found = transaction.database.execute_sql(
        f"SELECT 1 FROM participation WHERE meeting_id = ? AND {heard} LIMIT 1", (row["id"], told)
    ).fetchone()
    return found is None


def _told_of_cancelling(transaction: Transaction, meeting_id: int) -> bool:
    found = transaction.database.execute_sql(
        "SELECT 1 FROM participation WHERE meeting_id = ? AND sent_method = 'CANCEL' AND removed = 0 LIMIT 1", (meeting_id,)
    ).fetchone()
    return found is not None


def _each(transaction: Transaction, meeting_id: int, which: str, changes: Mapping[str, Value]) -> None:
    rows = transaction.database.execute_sql(
        f"SELECT id FROM participation WHERE meeting_id = ? AND {which}", (meeting_id,)
    ).fetchall()
    for (number,) in rows:
        transaction.update("participation", number, changes)


def next_stamp(last: str, now: str) -> str:
    """A DTSTAMP that is later than the last one, also if the clock goes backwards."""
    if now > last:
        return now
    return utc_text(from_utc_text(last) + timedelta(seconds=1))

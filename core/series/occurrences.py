"""One day of a series: it gets a row of `meeting` of its own the moment something of its own is attached to it."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from core.door.session import Session
from core.door.write import Transaction
from core.errors import NotFound
from core.messages import N_, say
from core.series.days import series_and_day, timing_of
from db.log import Value

# What a day of a series begins with, when it gets a row of its own.
TAKEN_OVER = (
    "type", "title", "place", "address", "online_link", "description", "agenda", "organiser_name", "organiser_email",
    "host_id", "capacity", "target_groups", "activity", "catering", "transport", "last_bus", "roles",
)  # fmt: skip


def own_row(session: Session, number: int) -> int | None:
    """The number of the meeting that a day of a series has become; None as long as nothing of its own is attached."""
    series_id, day = series_and_day(number)
    found = session.query(
        "SELECT id FROM meeting WHERE series_id = ? AND substr(original, 1, 10) = ?", [series_id, day.isoformat()]
    )
    return found[0][0] if found else None


def touched(session: Session, transaction: Transaction, number: int) -> int:
    """The number under which something can be attached to a meeting: a day of a series gets a row of its own first.

    Whoever writes to a meeting asks for it; a meeting that has a row keeps its number. Raises `NotFound` for a day that
    the series does not have.
    """
    if number >= 0:
        return number
    own = own_row(session, number)
    if own is not None:
        return own
    series_id, day = series_and_day(number)
    row = transaction.row("series", series_id)
    if row is None or transaction.row("occurrence", number) is None:
        raise NotFound(say(N_("There is no meeting {name}."), name=str(number)))
    timing = timing_of(row).on(day)
    values: dict[str, Value] = {name: row[name] for name in TAKEN_OVER}
    values["sign_up_by"] = sign_up_by(row["sign_up_days"], day)
    made = transaction.insert("meeting", {
        **values, **timing.columns, "series_id": series_id, "original": timing.start,
        # Calendars know it by the UID of the series; this one is never sent.
        "calendar_uid": str(uuid.uuid4()), "sequence": row["sequence"],
        "asked_sequence": row["sequence"], "stamp": row["stamp"], "status": row["status"],
    })  # fmt: skip
    networks = session.query("SELECT network_id FROM series_network WHERE series_id = ? ORDER BY id", [series_id])
    for (network_id,) in networks:
        transaction.insert("meeting_network", {"meeting_id": made, "network_id": network_id})
    return made


def sign_up_by(days: Value, day: date) -> str | None:
    """The last day to sign up for a meeting on that day, so many days before it; none if the series does not say."""
    return None if days is None else (day - timedelta(days=int(str(days)))).isoformat()


def keep_deadline(transaction: Transaction, before: Mapping[str, Value]) -> None:
    """After another time of a meeting: the last day to sign up that its series gave it goes along, another one stays."""
    if before.get("series_id") is not None:
        series = transaction.row("series", int(str(before["series_id"]))) or {}
        deadline_along(transaction, before, series.get("sign_up_days"))


def deadline_along(transaction: Transaction, before: Mapping[str, Value], days: Value) -> None:
    """The same for a meeting whose series said, or had said until now, so many days."""
    number = int(str(before["id"]))
    row = transaction.row("meeting", number) or before
    old, new = (sign_up_by(days, date.fromisoformat(str(one["start_local"])[:10])) for one in (before, row))
    if old != new and row["sign_up_by"] == old:
        transaction.update("meeting", number, {"sign_up_by": new})

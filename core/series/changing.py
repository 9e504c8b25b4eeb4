"""Changing a series: all of it, from one of its days on, its end; what deviates from the rule moves with it.

A series that has begun keeps the days it met on: another rule or time is then said from a day on. That is a series of its
own that follows the old one, since calendar programs do not read RANGE=THISANDFUTURE alike (RFC 5545 §3.2.13).
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core import networks
from core.door.operations import Operation
from core.door.scope import PARTS_OF_A_MEETING
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, Refused
from core.mailing import asking
from core.messages import N_, say
from core.rules.day_refusals import in_years
from core.rules.kinds import MeetingStatus
from core.series.content import SeriesFields, stored_series
from core.series.days import Timing, days_of, left_out_of, timing_of
from core.series.occurrences import TAKEN_OVER, deadline_along, sign_up_by
from core.series.planning import rule_columns
from core.series.records import Series, get
from core.series.rekeying import rekeyed
from core.series.restating import said_of
from core.series.rule import Rule
from core.series.said import SaidSeries, check_days
from db.log import Change, Value, Values

# What a series is in calendars; a change of it is one that people must be told of (facts of `core.mailing.asking`).
_MAJOR = {
    "rule", "last_day", "left_out", "all_day", "start_local", "end_local", "time_zone", "place", "address", "online_link",
    "status",
}  # fmt: skip


@dataclass(frozen=True)
class Wishes:
    """What shall be different: content, the rule with its time, the networks. None: as it is."""

    values: SeriesFields
    said: SaidSeries | None = None
    network_numbers: Sequence[int] | None = None


def edit(session: Session, series_id: int, wishes: Wishes, *, version: int) -> Series:
    """Change all of a series. Raises `Invalid`, `Refused` (cancelled, or begun and to be at other times) and `Changed`."""
    with session.write(Operation.SERIES_EDIT) as transaction:
        series = _going(session, series_id)
        if wishes.said is not None and wishes.said != said_of(series) and _begun(session, series):
            _refuse_begun(series, wishes.said, session.today)
        _change(session, transaction, series, wishes, version)
        return get(session, series_id)


def edit_from(session: Session, series_id: int, day: date, wishes: Wishes, *, version: int) -> Series:
    """Change a series from one of its days on: the old one ends before it, a new one with a UID of its own follows.

    From its first day on, that is all of it. What deviates, guests and answers of the later days go over to the new one.
    Raises as `edit`, and `Invalid("day")` if it is no day of the rule.
    """
    with session.write(Operation.SERIES_SPLIT) as transaction:
        series = _going(session, series_id)
        if day not in series.rule_days:
            raise Invalid(
                "day", say(N_("{day} is no day of the rule of {title}."), day=day, title=series.title),
                say(N_("Its days: laug series show {number}"), number=series_id),
            )  # fmt: skip
        if not [one for one in series.rule_days if one < day and one not in series.left_out]:
            _change(session, transaction, series, wishes, version)
            return get(session, series_id)
        before = transaction.row("series", series_id) or {}
        transaction.update("series", series_id, _ending(before, day - timedelta(days=1)), version=version)
        following = _follow(session, transaction, series, day, before)
        for meeting in _own_rows(transaction, series_id):
            if str(meeting["original"])[:10] >= day.isoformat():
                _go_over(transaction, meeting, following)
        after_change(transaction, series_id, before)
        new = get(session, following)
        _change(session, transaction, new, wishes, new.version)
        return get(session, following)


def end(session: Session, series_id: int, last: date, *, version: int) -> Series:
    """The series meets on `last` for the last time, or before; what had been planned for later is cancelled.

    Raises `Invalid("last")` for a day before its first one or after its last.
    """
    with session.write(Operation.SERIES_END) as transaction:
        series = _going(session, series_id)
        if last < series.first or last > series.last:
            raise Invalid(
                "last",
                say(N_("{title} meets from {first} to {last}."), title=series.title, first=series.first, last=series.last),
                say(N_("Say a day in between, or cancel the whole series: laug series cancel {number}"), number=series_id),
            )  # fmt: skip
        _change(session, transaction, series, Wishes({}, SaidSeries(series.rule, series.timing, last)), version)
        return get(session, series_id)


def cancel(session: Session, series_id: int) -> Series:
    """Cancel all meetings that are to come; those that were held stay. Cancelling twice changes nothing."""
    with session.write(Operation.SERIES_CANCEL) as transaction:
        series = get(session, series_id)
        before = transaction.row("series", series_id) or {}
        yesterday = session.today - timedelta(days=1)
        held = _begun(session, series)
        wanted: Values = _ending(before, min(yesterday, series.last)) if held else {"status": MeetingStatus.CANCELLED.value}
        transaction.update("series", series_id, wanted)
        for meeting in _own_rows(transaction, series_id):
            if str(meeting["end_local"])[:10] > yesterday.isoformat():
                _update(transaction, meeting, {"status": MeetingStatus.CANCELLED.value})
        after_change(transaction, series_id, before)
        return get(session, series_id)


def after_change(transaction: Transaction, series_id: int, before: Values) -> None:
    """What calendars need after a change of a series' row, undo included (RFC 5546 §2.1.4; as for a meeting).

    A series called back after somebody was told that it is cancelled gets a new UID.
    """
    row = transaction.row("series", series_id)
    if row is None or not before:
        return
    beside = {"version", "changed_at", "search_key", "sequence", "stamp", "calendar_uid", "sign_up_days"}
    differing = {name for name in row if row[name] != before.get(name)} - beside
    if not differing:
        return
    called_back = "status" in differing and row["status"] == MeetingStatus.PLANNED.value
    if called_back and _told_of_cancelling(transaction, series_id):
        transaction.once(asking.sequence_of(series_id))
        uid: dict[str, Value] = {"calendar_uid": str(uuid.uuid4()), "sequence": 0}
        transaction.update("series", series_id, uid)
    elif differing & _MAJOR:
        asking.raise_series(transaction, series_id)
    else:
        transaction.update("series", series_id, {"stamp": asking.next_stamp(str(row["stamp"]), transaction.now)})


def after_undo(transaction: Transaction, changes: Sequence[Change], before: Mapping[int, Values]) -> None:
    """What calendars need after an operation was undone: of its series, and of those with a day that got or lost its row.

    Raises `Refused` if a meeting that got something of its own since is on no day of its series then.
    """
    for number, row in before.items():
        _refuse_outside(transaction, number)
        after_change(transaction, number, row)
    for one in changes:
        values = one.after or one.before or {}
        if one.table == "meeting" and None in (one.before, one.after) and values.get("series_id") is not None:
            series_id = int(str(values["series_id"]))
            if transaction.row("series", series_id) is not None:
                asking.raise_series(transaction, series_id)
        if one.table == "series" and one.after is None and transaction.row("series", one.row_id) is not None:
            # It is there again; who was told of its end has been told that its UID is gone.
            transaction.update("series", one.row_id, {"calendar_uid": str(uuid.uuid4()), "sequence": 0})


def _refuse_outside(transaction: Transaction, series_id: int) -> None:
    row = transaction.row("series", series_id)
    if row is None:
        return
    timing, last = timing_of(row), date.fromisoformat(str(row["last_day"]))
    starts = {timing.on(day).start for day in Rule.from_text(str(row["rule"])).days(timing.first, last)}
    for meeting in _own_rows(transaction, series_id):
        if meeting["status"] == MeetingStatus.PLANNED.value and meeting["original"] not in starts:
            raise Refused(
                say(
                    N_("Nothing was undone: the meeting of {title} on {day} has got something of its own since."),
                    title=row["title"], day=date.fromisoformat(str(meeting["original"])[:10]),
                ),
                say(N_("Undo that first, or change the series: laug series edit {number}"), number=series_id),
            )  # fmt: skip


def _told_of_cancelling(transaction: Transaction, series_id: int) -> bool:
    found = transaction.database.execute_sql(
        "SELECT 1 FROM participation pa JOIN meeting m ON m.id = pa.meeting_id"
        " WHERE m.series_id = ? AND pa.sent_method = 'CANCEL' AND pa.removed = 0 LIMIT 1",
        (series_id,),
    ).fetchone()
    return found is not None


def _going(session: Session, series_id: int) -> Series:
    series = get(session, series_id)
    if series.status is MeetingStatus.CANCELLED:
        raise Refused(
            say(N_("{title} is cancelled and cannot be changed."), title=series.title),
            say(N_("Undo the cancellation, or plan a new series.")),
        )
    return series


def _begun(session: Session, series: Series) -> bool:
    return any(day < session.today for day in series.rule_days if day not in series.left_out)


def _refuse_begun(series: Series, said: SaidSeries, today: date) -> None:
    """A later or earlier end changes no day that was; anything else would."""
    if (said.rule, said.timing) == (series.rule, series.timing) and said.last >= today:
        return
    following = next((day for day in series.rule_days if day >= today), series.last)
    raise Refused(
        say(N_("{title} has begun; another rule or time would move meetings that were held."), title=series.title),
        say(N_("Change it from its next day on: --from {day}"), day=following),
    )


def _ending(row: Values, last: date) -> dict[str, Value]:
    """The columns of a series that ends on that day."""
    kept = [day.isoformat() for day in left_out_of(row) if day <= last]
    return {"last_day": last.isoformat(), "left_out": json.dumps(kept)}


def _follow(session: Session, transaction: Transaction, series: Series, day: date, before: Values) -> int:
    """A new series from that day on, in everything like the old one."""
    left_out = [one for one in series.left_out if one >= day]
    made = transaction.insert("series", {
        **{name: before[name] for name in TAKEN_OVER}, **rule_columns(said_of(series, day), left_out),
        "calendar_uid": str(uuid.uuid4()), "sequence": 0, "stamp": transaction.now, "follows_id": series.id,
        "status": before["status"], "sign_up_days": before["sign_up_days"],
    })  # fmt: skip
    for one in series.networks:
        transaction.insert("series_network", {"series_id": made, "network_id": one.id})
    transaction.once(asking.sequence_of(made))  # nobody has seen it: it stays 0
    return made


def _go_over(transaction: Transaction, meeting: Mapping[str, Value], series_id: int) -> None:
    """A later day belongs to the new series; whoever was sent it holds it as a part of the old one."""
    number = int(str(meeting["id"]))
    columns: Values = {"series_id": series_id, "calendar_uid": str(uuid.uuid4()), "sequence": 0, "asked_sequence": 0}
    transaction.update("meeting", number, columns)


def _own_rows(transaction: Transaction, series_id: int) -> list[dict[str, Value]]:
    found = transaction.database.execute_sql(
        "SELECT id FROM meeting WHERE series_id = ? ORDER BY original", (series_id,)
    ).fetchall()
    return [row for (number,) in found if (row := transaction.row("meeting", number)) is not None]


def _change(session: Session, transaction: Transaction, series: Series, wishes: Wishes, version: int) -> None:
    """Another content, rule or time for all days, and for the rows of their own as far as they followed the series."""
    before = transaction.row("series", series.id) or {}
    content = stored_series(session, wishes.values)
    if "title" in content and not content["title"]:
        raise Invalid("title", say(N_("A series needs a title.")))
    moves = _moves(series, wishes.said) if wishes.said is not None else None
    columns: Mapping[str, Value] = {}
    if wishes.said is not None and moves is not None:
        columns = rule_columns(wishes.said, [moves[day] for day in series.left_out if day in moves])
    transaction.edit("series", series.id, {**content, **columns}, version=version)
    after = transaction.row("series", series.id) or {}
    if next(days_of(after), None) is None:
        raise Invalid("rule", say(N_("No day would be left to meet on.")), say(N_("Keep a day, or say another rule.")))
    if moves is not None:
        _rekey(transaction, _own_rows(transaction, series.id), before, after, moves)
    for meeting in _own_rows(transaction, series.id):
        if str(meeting["end_local"])[:10] >= session.today.isoformat():
            followed = {name: after[name] for name in TAKEN_OVER if meeting[name] == before[name]}
            followed |= _deadline(meeting, before, after)
            _update(transaction, meeting, followed)
    if wishes.network_numbers is not None:
        _set_networks(session, transaction, series, wishes.network_numbers)
    after_change(transaction, series.id, before)


def _moves(series: Series, said: SaidSeries) -> dict[date, date]:
    """Each day that lives on, and its day in the new rule. Raises `Invalid` for a rule that cannot be."""
    check_days(said)
    in_years(said.last, "rule")
    return rekeyed(series.rule_days, said.days, series.rule, said.rule)


def _rekey(
    transaction: Transaction, rows: Sequence[dict[str, Value]], before: Values, after: Values, moves: Mapping[date, date]
) -> None:
    old, new = timing_of(before), timing_of(after)
    living = {
        int(str(row["id"])): day for row in rows if (day := moves.get(date.fromisoformat(str(row["original"])[:10]))) is not None
    }
    for row in rows:
        number = int(str(row["id"]))
        if number not in living:
            _drop(transaction, row)
        elif str(row["original"])[:10] != living[number].isoformat():
            # Two days may change places: each key is taken off before another gets it.
            transaction.update("meeting", number, {"original": f"#{number}"})
    for row in rows:
        if (day := living.get(int(str(row["id"])))) is not None:
            _place(transaction, row, old, new.on(day))
            deadline_along(transaction, row, before["sign_up_days"])


def _place(transaction: Transaction, row: dict[str, Value], old: Timing, new: Timing) -> None:
    """A row under the start that the new rule gives it; it meets then, unless it had a time of its own."""
    was = old.on(date.fromisoformat(str(row["original"])[:10]))
    followed = (row["start_local"], row["end_local"]) == (was.start, was.end)
    _update(transaction, row, {"original": new.start, **(new.columns if followed else {})})


def _deadline(meeting: Values, before: Values, after: Values) -> Values:
    """The last day to sign up for a meeting of the series, if it was the one the series gave it."""
    day = date.fromisoformat(str(meeting["start_local"])[:10])
    old, new = (sign_up_by(row["sign_up_days"], day) for row in (before, after))
    return {"sign_up_by": new} if meeting["sign_up_by"] == old else {}


def _drop(transaction: Transaction, row: dict[str, Value]) -> None:
    """A row whose day is no more: cancelled if anybody or anything is attached to it, else gone."""
    number = int(str(row["id"]))
    attached = any(
        transaction.database.execute_sql(f"SELECT 1 FROM {table} WHERE meeting_id = ? LIMIT 1", (number,)).fetchone()
        for table in PARTS_OF_A_MEETING
    )
    if attached or row["minutes"]:
        _update(transaction, row, {"status": MeetingStatus.CANCELLED.value})
        return
    for (network,) in transaction.database.execute_sql(
        "SELECT id FROM meeting_network WHERE meeting_id = ?", (number,)
    ).fetchall():
        transaction.delete("meeting_network", network)
    transaction.delete("meeting", number)


def _update(transaction: Transaction, row: Mapping[str, Value], changes: Values) -> None:
    number = int(str(row["id"]))
    transaction.update("meeting", number, changes)
    asking.after_change(transaction, number, row)


def _set_networks(session: Session, transaction: Transaction, series: Series, wanted: Sequence[int]) -> None:
    """Other networks, for the series and for the rows of its days."""
    if any(one.shielded and one.id not in wanted for one in series.networks):
        raise Refused(
            say(N_("{title} belongs to a shielded network and stays there."), title=series.title),
            say(N_("Cancel it and plan another one: taken out of the network, everybody could read it.")),
        )
    held = {one.id for one in series.networks}
    new = [number for number in dict.fromkeys(wanted) if number not in held]
    for number in new:
        networks.get_opened(session, number)
    rows = _own_rows(transaction, series.id)
    _each_network(transaction, ("series", series.id), held - set(wanted), new)
    for row in rows:
        _each_network(transaction, ("meeting", int(str(row["id"]))), held - set(wanted), new)


def _each_network(transaction: Transaction, whole: tuple[str, int], gone: set[int], new: Sequence[int]) -> None:
    table, number = whole
    there = dict(
        transaction.database.execute_sql(
            f"SELECT network_id, id FROM {table}_network WHERE {table}_id = ?", (number,)
        ).fetchall()
    )
    for network in gone & set(there):
        transaction.delete(f"{table}_network", there[network])
    for network in new:
        if network not in there:
            transaction.insert(f"{table}_network", {f"{table}_id": number, "network_id": network})

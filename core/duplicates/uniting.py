"""What becomes of the dated rows of two people who are made one: pure, rows in, decisions out.

Rows that say the same thing of overlapping or adjoining days become one; all others are kept as they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.rules.active import from_iso, iso
from core.rules.kinds import AffiliationKind, Answer, MeetingRole
from db.log import Value

Row = Mapping[str, Value]
_DAY = timedelta(days=1)
# How little an answer tells.
_VAGUE = {
    Answer.ACCEPTED: 0, Answer.DECLINED: 0, Answer.TENTATIVE: 1, Answer.WAITING: 2, Answer.NEEDS_ACTION: 3,
}  # fmt: skip
_ANSWER = ("answer", "via", "queue_place", "answered_at")
_SEEN = ("attendance", "attendance_by", "attendance_at")
# How much it tells of somebody that the roll-call says so; my own row comes first where both say the same.
_TELLING = {"": 0, "absent": 1, "excused": 2, "present": 3}
_PLACE = ("organisation_id", "education_id", "class_name", "stage", "eux")
_AT_SCHOOL = {AffiliationKind.PUPIL.value, AffiliationKind.APPRENTICE.value}
_TELLS = ("organisation_id", "education_id", "class_name")


@dataclass(frozen=True)
class Decision:
    """The row `stays` with these changes of columns (its person aside), and the rows that go, being said by it."""

    stays: int
    changes: Row
    goes: tuple[int, ...] = ()


def memberships(mine: Sequence[Row], theirs: Sequence[Row], shielded: Iterable[int]) -> list[Decision]:
    """Of one network and role those whose days meet; `shielded` are the numbers of the networks that are."""
    closed = set(shielded)

    def together(rows: Sequence[Row], first: Row) -> dict[str, Value]:
        last = max(rows, key=lambda row: _until(row))
        asked = [int(str(row["calendar_invitation"])) for row in rows]
        return _days(rows) | {
            "end_reason": last["end_reason"],
            "seat_id": next((row["seat_id"] for row in (first, *rows) if row["seat_id"] is not None), None),
            # Who asked for files in a shielded network did ask; who wants none in another did say so.
            "calendar_invitation": max(asked) if first["network_id"] in closed else min(asked),
        }

    return _by_days(mine, theirs, ("network_id", "role"), together)


def school_periods(mine: Sequence[Row], theirs: Sequence[Row]) -> list[Decision]:
    """The weeks a person is at school: those that meet become one."""
    return _by_days(mine, theirs, (), lambda rows, _first: _days(rows))


def _by_days(
    mine: Sequence[Row],
    theirs: Sequence[Row],
    same: Sequence[str],
    together: Callable[[Sequence[Row], Row], dict[str, Value]],
) -> list[Decision]:
    decisions: list[Decision] = []
    own = {row["id"] for row in mine}
    groups: dict[tuple[Value, ...], list[Row]] = {}
    for row in (*mine, *theirs):
        groups.setdefault(tuple(row[name] for name in same), []).append(row)
    for rows in groups.values():
        for met in _meeting_days(rows):
            first = next((row for row in met if row["id"] in own), met[0])
            if len({row["id"] in own for row in met}) == 1:
                decisions += [Decision(_number(row), {}) for row in met if row["id"] not in own]
                continue
            goes = tuple(_number(row) for row in met if row is not first)
            decisions.append(Decision(_number(first), _differing(first, together(met, first)), goes))
    return decisions


def _meeting_days(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows in groups whose days overlap or adjoin."""
    groups: list[list[Row]] = []
    end = date.min
    for row in sorted(rows, key=_from):
        if groups and (end == date.max or _from(row) <= end + _DAY):
            groups[-1].append(row)
            end = max(end, _until(row))
        else:
            groups.append([row])
            end = _until(row)
    return groups


def _days(rows: Sequence[Row]) -> dict[str, Value]:
    until = max(map(_until, rows))
    return {"from_date": iso(min(map(_from, rows))), "until_date": None if until == date.max else iso(until)}


def affiliations(mine: Sequence[Row], theirs: Sequence[Row], today: date) -> list[Decision]:
    """Those of one place whose days overlap and of which one says no more than the other, or both say parts of it."""
    held = {_number(row): dict(row) for row in mine}
    changes: dict[int, dict[str, Value]] = {}
    goes: dict[int, list[int]] = {}
    moved: list[Decision] = []
    for row in theirs:
        same = next((one for one in held.values() if _one_place(one, row)), None)
        if same is None:
            moved.append(Decision(_number(row), {}))
            continue
        number = _number(same)
        said: dict[str, Value] = {name: same[name] if same[name] not in ("", None) else row[name] for name in _PLACE}
        said["kind"] = row["kind"] if same["kind"] == AffiliationKind.PUPIL.value else same["kind"]
        said |= {"from_date": _known_from(same, row), "until_date": _known_until(same, row, today)}
        changes.setdefault(number, {}).update(_differing(same, said))
        same.update(said)
        goes.setdefault(number, []).append(_number(row))
    return [*(Decision(number, changes[number], tuple(gone)) for number, gone in goes.items()), *moved]


def _one_place(one: Row, other: Row) -> bool:
    kinds = {one["kind"], other["kind"]}
    # A list that says no more makes a pupil of everybody at a school.
    if (len(kinds) > 1 and kinds != _AT_SCHOOL) or _from(one) > _until(other) or _from(other) > _until(one):
        return False
    if any(one[name] != other[name] for name in _PLACE if _said(one[name]) and _said(other[name])):
        return False
    return any(one[name] == other[name] for name in _TELLS if _said(one[name]))


def _said(value: Value) -> bool:
    return value not in ("", None)


def _known_from(one: Row, other: Row) -> Value:
    """The earlier first day; a day that is known says more than none."""
    days = [str(row["from_date"]) for row in (one, other) if row["from_date"]]
    return min(days) if days else None


def _known_until(one: Row, other: Row, today: date) -> Value:
    """The later last day. An open end is later than a day gone by, but says less than a day expected."""
    days = [str(row["until_date"]) for row in (one, other) if row["until_date"]]
    if not days or (len(days) == 1 and days[0] < today.isoformat()):
        return None
    return max(days)


def participations(mine: Sequence[Row], theirs: Sequence[Row]) -> list[Decision]:
    """One part in each meeting. What calendars have seen is never copied: the row that was sent last stays."""
    held = {row["meeting_id"]: row for row in mine}
    decisions: list[Decision] = []
    for row in theirs:
        own = held.get(row["meeting_id"])
        if own is None:
            decisions.append(Decision(_number(row), {}))
            continue
        stays, goes = (row, own) if _sent(row) > _sent(own) else (own, row)
        decisions.append(Decision(_number(stays), _differing(stays, _part(own, row)), (_number(goes),)))
    return decisions


def _sent(row: Row) -> tuple[int, str]:
    return (-1 if row["sent_sequence"] is None else int(str(row["sent_sequence"])), str(row["sent_stamp"]))


def _part(own: Row, other: Row) -> dict[str, Value]:
    """Who is still invited counts, then the answer that tells more, then my own; who was there was there."""
    invited = [row for row in (own, other) if not row["removed"]] or [own, other]
    best = min(invited, key=lambda row: _VAGUE[Answer(str(row["answer"]))])
    roles = [row["role"] for row in invited if row["role"] != MeetingRole.PARTICIPANT.value]
    seen = max((own, other), key=lambda row: _TELLING[str(row["attendance"])])
    return {
        **{name: best[name] for name in _ANSWER},
        **{name: seen[name] for name in _SEEN},
        "role": roles[0] if roles else invited[0]["role"],
        "removed": min(int(str(row["removed"])) for row in invited),
    }


def _differing(row: Row, values: Row) -> dict[str, Value]:
    return {name: value for name, value in values.items() if row[name] != value}


def _number(row: Row) -> int:
    return int(str(row["id"]))


def _from(row: Row) -> date:
    return from_iso(row["from_date"]) or date.min


def _until(row: Row) -> date:
    return from_iso(row["until_date"]) or date.max

"""The sign-in sheet on paper: who is expected, in Danish order, and lines for those who are not; neutral outside."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core import people
from core.attending.roll_call import Attendee, roll_call
from core.contact_data import RESTRICTED, LeftOut
from core.door.operations import Operation
from core.door.session import Session
from core.invitations import neutral
from core.meetings import Meeting
from core.rules.kinds import Answer, Purpose
from core.rules.spoken import Span
from db.log import Value

FREE_LINES = 8
"""Empty lines for those who come without having been expected."""


@dataclass(frozen=True)
class SignInSheet:
    """What stands on the sheet: `title` and `place` name no shielded network; `lines` are a name and a class or place."""

    meeting_id: int
    title: str
    span: Span
    place: str
    lines: tuple[tuple[str, str], ...]
    free: int
    left_out: tuple[LeftOut, ...]


def sheet(session: Session, meeting_id: int, *, first_names: bool = False, free: int = FREE_LINES) -> SignInSheet:
    """The sheet of a meeting. Raises `NotFound`.

    Whoever has declined or waits is not on it, nor people whose data may not be used. The sheet of a shielded network lies
    open on a table too: it has first names only, and no class or school.
    """
    call = roll_call(session, meeting_id)
    coming = [one for one in call.attendees if one.answer not in (Answer.DECLINED, Answer.WAITING)]
    restricted = _restricted(session, [one.id for one in coming if not one.is_guest])
    listed = [one for one in coming if one.id not in restricted]
    bare = first_names or call.meeting.shielded
    names = _first_names(session, listed) if bare else {one.id: one.name for one in listed}
    return SignInSheet(
        call.meeting.id, call.meeting.outward_title, call.meeting.span, neutral(call.meeting, call.meeting.place),
        tuple((names[one.id], "" if call.meeting.shielded else one.place) for one in listed), free,
        (LeftOut(RESTRICTED, len(restricted)),) if restricted else (),
    )  # fmt: skip


def _restricted(session: Session, numbers: Sequence[int]) -> set[int]:
    marks = ", ".join("?" * len(numbers))
    rows = session.query(f"SELECT id FROM person WHERE restricted = 1 AND id IN ({marks})", numbers)
    return {row[0] for row in rows}


def _first_names(session: Session, listed: Sequence[Attendee]) -> dict[int, str]:
    """Given names; of those that several have, with the first letter of the family name."""
    rows = {row.id: row for row in people.rows(session, [one.id for one in listed if not one.is_guest])}
    given = {one.id: rows[one.id].given if one.id in rows else one.name.split()[0] for one in listed}
    times = Counter(given.values())
    families = {one.id: rows[one.id].family if one.id in rows else " ".join(one.name.split()[1:]) for one in listed}
    return {
        number: f"{name} {families[number][0]}." if times[name] > 1 and families[number] else name
        for number, name in given.items()
    }


def log_sheet(session: Session, meeting: Meeting, made: SignInSheet, *, form: str, digest: str) -> None:
    """Note that the sheet left the register: who, when, in which format, how many; as private as the meeting."""
    left_out = sum(one.count for one in made.left_out)
    detail = {"purpose": Purpose.SIGN_IN.value, "format": form, "count": len(made.lines), "left_out": left_out}
    network: Value = next((one.id for one in meeting.networks if one.shielded), None)
    with session.write(Operation.CONTACTS_EXPORT, detail=detail) as transaction:
        transaction.database.execute_sql(
            "INSERT INTO export_log(operation_id, network_id, purpose, format, columns, query, count, left_out, digest)"
            " VALUES (?, ?, ?, ?, 'name,place', '', ?, ?, ?)",
            (transaction.operation_id, network, Purpose.SIGN_IN.value, form, len(made.lines), left_out, digest),
        )

"""People who are counted and never named: how many an organisation or a group expects to send, and how many came."""

from dataclasses import dataclass

from core import meetings, organisations
from core.attending import capacity
from core.attending.guests import refuse_full
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound
from core.messages import N_, say
from core.rules.text import clean
from core.series import occurrences
from db.log import Value

MOST = 100_000


@dataclass(frozen=True)
class Headcount:
    """How many of an organisation, or of a group that `label` names; None: nobody has said or counted."""

    id: int
    version: int
    meeting_id: int
    organisation_id: int | None
    name: str
    expected: int | None
    came: int | None


def of_meeting(session: Session, meeting_id: int) -> list[Headcount]:
    """The headcounts of a meeting, by name. Raises `NotFound`."""
    meetings.get(session, meeting_id)
    rows = session.query(
        "SELECT h.id, h.version, h.meeting_id, h.organisation_id, coalesce(o.name, h.label), h.expected, h.came"
        " FROM headcount h LEFT JOIN organisation o ON o.id = h.organisation_id WHERE h.meeting_id = ?"
        " ORDER BY coalesce(o.sort_key, ''), h.label, h.id",
        [meeting_id],
    )
    return [Headcount(*row) for row in rows]


def set_count(
    session: Session,
    meeting_id: int,
    who: str,
    *,
    expected: int | None = None,
    came: int | None = None,
    over: bool = False,
) -> Headcount:
    """Note how many of an organisation, or of a group named freely, are expected or came; what is None stays as it is.

    Raises `Invalid` for a number, `Refused` if more are expected than there are places, unless `over`, and `NotFound`.
    """
    for field, number in (("expected", expected), ("came", came)):
        if number is not None and not 0 <= number <= MOST:
            raise Invalid(field, say(N_("A headcount is a number from 0 to {most}."), most=MOST))
    with session.write(Operation.MEETING_HEADCOUNT) as transaction:
        meetings.get(session, meeting_id)
        own = occurrences.touched(session, transaction, meeting_id)
        organisation_id, label = _whose(session, who)
        held = _held(session, own, organisation_id, label)
        if expected is not None:
            refuse_full(transaction, own, expected - ((held.expected or 0) if held else 0), over=over)
        said: dict[str, Value] = {
            name: value for name, value in (("expected", expected), ("came", came)) if value is not None
        }
        number = _write(transaction, own, organisation_id, label, held, said)
        capacity.settle(session, transaction, [own])
        return next(one for one in of_meeting(session, own) if one.id == number)


def _whose(session: Session, who: str) -> tuple[int | None, str]:
    """The organisation of that name, or a group that is called so."""
    label = clean("organisation", who)
    if not label:
        raise Invalid("organisation", say(N_("Whose headcount? Name an organisation or a group.")))
    try:
        return organisations.get(session, label).id, ""
    except NotFound:
        return None, label


def _held(session: Session, meeting_id: int, organisation_id: int | None, label: str) -> Headcount | None:
    for one in of_meeting(session, meeting_id):
        same = one.organisation_id == organisation_id
        if same and (organisation_id is not None or one.name.casefold() == label.casefold()):
            return one
    return None


def _write(
    transaction: Transaction,
    meeting_id: int,
    organisation_id: int | None,
    label: str,
    held: Headcount | None,
    said: dict[str, Value],
) -> int:
    if held is not None:
        transaction.update("headcount", held.id, said)
        return held.id
    return transaction.insert("headcount", {
        "meeting_id": meeting_id, "organisation_id": organisation_id, "label": label,
        "expected": said.get("expected"), "came": said.get("came"),
    })  # fmt: skip


def one_more(session: Session, meeting_id: int, who: str) -> Headcount:
    """Somebody without a name came in: one more of that organisation or group. Raises as `set_count`."""
    with session.write(Operation.MEETING_HEADCOUNT) as transaction:
        meetings.get(session, meeting_id)
        own = occurrences.touched(session, transaction, meeting_id)
        organisation_id, label = _whose(session, who)
        held = _held(session, own, organisation_id, label)
        # Counted inside the transaction, so that two at two doors count two.
        came = ((held.came or 0) if held else 0) + 1
        number = _write(transaction, own, organisation_id, label, held, {"came": came})
        return next(one for one in of_meeting(session, own) if one.id == number)


def named(session: Session, meeting_id: int, who: str) -> Headcount:
    """The headcount of that organisation or group. Raises `NotFound`."""
    found = _held(session, meeting_id, *_whose(session, who))
    if found is None:
        names = [one.name for one in of_meeting(session, meeting_id)]
        raise NotFound(say(N_("There is no headcount of {name}."), name=who), names[:3])
    return found


def remove(session: Session, headcount_id: int) -> None:
    """Take a headcount away; its places go to whoever waits. Raises `NotFound`."""
    with session.write(Operation.MEETING_HEADCOUNT) as transaction:
        row = transaction.row("headcount", headcount_id)
        if row is None:
            raise NotFound(say(N_("There is no headcount number {number}."), number=headcount_id))
        meeting = meetings.get(session, int(str(row["meeting_id"])))
        transaction.delete("headcount", headcount_id)
        capacity.settle(session, transaction, [meeting.id])

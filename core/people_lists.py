"""The order of lists of people who belong to something: a network, a meeting. By what the list shows of it, or of them."""

from array import array
from collections.abc import Sequence

from core import people
from core.door.session import Session
from core.invitations import Participation
from core.memberships import Membership
from core.rules.alphabet import in_order
from core.rules.kinds import MembershipRole
from core.rules.orders import known_order

MEMBER_ORDERS = ("name", "role", "seat", "from_date", *people.ORDERS[1:])
INVITED_ORDERS = ("name", "answer", "role", "sent", *people.ORDERS[1:])


def memberships_sorted(
    session: Session, found: Sequence[Membership], order: str = "", *, descending: bool = False
) -> list[Membership]:
    """The memberships by one of `MEMBER_ORDERS`. Raises `Invalid("sort")` for another."""
    every = {one.id: one for one in found}
    numbers = memberships_in_order(session, found, known_order(order, MEMBER_ORDERS), descending=descending)
    return [every[number] for number in numbers]


def invited_sorted(
    session: Session, found: Sequence[Participation], order: str = "", *, descending: bool = False
) -> list[Participation]:
    """Those invited by one of `INVITED_ORDERS`. Raises `Invalid("sort")` for another."""
    every = {one.person_id: one for one in found}
    numbers = invited_in_order(session, found, known_order(order, INVITED_ORDERS), descending=descending)
    return [every[number] for number in numbers]


def memberships_in_order(
    session: Session, found: Sequence[Membership], order: str, *, descending: bool = False
) -> "array[int]":
    """The numbers of memberships by role, first day, seat or whatever people are sorted by; then as they stood."""
    numbers = [one.id for one in found]
    match order:
        case "role":
            plain = MembershipRole.MEMBER  # goes without saying in a list, and comes last
            words = {one.id: "" if one.role is plain else one.role.name_in(session.language) for one in found}
            return in_order(numbers, words, descending=descending)
        case "from_date":
            return in_order(numbers, {one.id: one.from_date.isoformat() for one in found}, descending=descending)
        case "seat":
            return in_order(numbers, {one.id: one.seat for one in found}, descending=descending)
        case _:
            places = _places(session, [one.person_id for one in found], order, descending)
            known = [one for one in found if one.person_id in places]
            return array("q", (one.id for one in sorted(known, key=lambda one: places[one.person_id])))


def invited_in_order(
    session: Session, found: Sequence[Participation], order: str, *, descending: bool = False
) -> "array[int]":
    """The numbers of the people by attendance or answer, by whether files were made for them, or as people are sorted."""
    numbers = [one.person_id for one in found]
    match order:
        case "answer":
            words = {one.person_id: (one.attendance or one.answer).name_in(session.language) for one in found}
            return in_order(numbers, words, descending=descending)
        case "sent":
            made = {one.person_id: None if one.sent_sequence is None else 1 + one.went_out for one in found}
            ordered = in_order(numbers, made)
            return ordered[::-1] if descending else ordered
        case "role":
            return in_order(numbers, {one.person_id: one.role.name_in(session.language) for one in found}, descending=descending)
        case _:
            return people.sorted_ids(session, numbers, order=order, descending=descending)


def _places(session: Session, numbers: Sequence[int], order: str, descending: bool) -> dict[int, int]:
    found = people.sorted_ids(session, numbers, order=order, descending=descending)
    return {number: place for place, number in enumerate(found)}

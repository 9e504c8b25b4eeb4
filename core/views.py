"""Saved views: a query with a name, its columns and its order; one's own, or everybody's."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core import meetings, networks, organisations, people
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Invalid, NotFound, Refused
from core.messages import N_, say
from core.rules.orders import known_order
from core.rules.text import clean
from core.search.compile import compile_query
from core.search.fields import Subject
from core.search.near_names import near_names
from core.search.shielded import shielded_named
from core.search.views import NamedQuery, named
from db.log import Value

ORDERS: Mapping[Subject, tuple[str, ...]] = {
    Subject.PERSON: people.ORDERS,
    Subject.ORGANISATION: organisations.ORDERS,
    Subject.NETWORK: networks.ORDERS,
    Subject.MEETING: meetings.ORDERS,
}
_QUERY_LIMIT = 1000
_SELECT = (
    "SELECT v.id, v.uid, v.version, v.name, v.subject, v.query, v.columns, v.order_by, v.descending, v.account"
    " FROM saved_view v"
)


@dataclass(frozen=True)
class View:
    """A saved view. No `columns` means the usual ones, no `order` the usual one; `shared` is everybody's."""

    id: int
    uid: str
    version: int
    name: str
    subject: Subject
    query: str
    columns: tuple[str, ...]
    order: str
    descending: bool
    shared: bool


@dataclass(frozen=True)
class Saved:
    """What saving did: the view, and whether there was one of that name that it took the place of."""

    view: View
    again: bool


def usable(session: Session, subject: Subject | None = None) -> list[View]:
    """One's own views and everybody's, in Danish order; those that name a network closed to this account are left out."""
    rows = session.query(
        f"{_SELECT} WHERE v.account IN (?, '') AND (? IS NULL OR v.subject = ?) ORDER BY v.sort_key, v.account = '', v.id",
        [session.account, subject, subject],
    )
    return [view for view in map(_view, rows) if not view.shared or _open_to(session, view)]


def _open_to(session: Session, view: View) -> bool:
    """Whether all that it names is there for this account: a network may have become shielded since."""
    try:
        shielded_named(session, view.subject, view.query)
    except Invalid:
        return False
    return True


def get(session: Session, name: str, subject: Subject | None = None) -> View:
    """The view of that name, one's own before everybody's. Raises `NotFound`, naming those that are near."""
    every = sorted(usable(session, subject), key=lambda view: view.shared)
    found = named([NamedQuery(view.id, view.name, view.query) for view in every], name)
    if found is None:
        raise NotFound(say(N_("There is no view {name}."), name=name), near_names(name, [view.name for view in every]))
    return next(view for view in every if view.id == found.id)


def by_id(session: Session, number: int) -> View:
    """The view of that number. Raises `NotFound`, also for one that is somebody else's."""
    found = next((view for view in usable(session) if view.id == number), None)
    if found is None:
        raise NotFound(say(N_("There is no view number {number}."), number=number))
    return found


def ids(session: Session, view: View) -> "array[int]":
    """The numbers of what the view finds, in its order. Raises `Invalid("query")` if it names what is not there any more."""
    order = view.order if view.order in ORDERS[view.subject] else ""
    return sorted_ids(session, view.subject, view.query, order=order, descending=view.descending)


def sorted_ids(
    session: Session, subject: Subject, query: str = "", *, order: str = "", descending: bool = False
) -> "array[int]":
    """The numbers of what answers the query, sorted by one of `ORDERS`, the usual one if none is said.

    Raises `Invalid("sort")` for another, `Invalid("query")` for a query that cannot be understood.
    """
    order = known_order(order, ORDERS[subject])
    match subject:
        case Subject.PERSON:
            return people.ids(session, query, order=order, descending=descending)
        case Subject.ORGANISATION:
            return organisations.ids(session, query, order=order, descending=descending)
        case Subject.NETWORK:
            return networks.ids(session, query, order=order, descending=descending)
        case Subject.MEETING:
            return meetings.ids(session, query, order=order, descending=descending)


def save(
    session: Session,
    name: str,
    subject: Subject,
    query: str,
    *,
    columns: Sequence[str] = (),
    order: str = "",
    descending: bool = False,
    shared: bool = False,
) -> Saved:
    """Give a query a name. A view of that name, of the same owner, is replaced.

    Raises `Invalid` for a name, a query or an order that cannot be used, and `Refused` to share what names a shielded network.
    """
    name = clean("name", name, limit=60)
    query = clean("query", query, limit=_QUERY_LIMIT)
    _check_name(name)
    known_order(order, ORDERS[subject])
    compile_query(session, subject, query, alias=subject.value)
    if shared:
        _refuse_shielded(session, subject, query)
    values: dict[str, Value] = {
        "subject": subject.value, "query": query, "columns": json.dumps(list(columns), ensure_ascii=False),
        "order_by": order, "descending": int(descending),
    }  # fmt: skip
    account = "" if shared else session.account
    with session.write(Operation.VIEW_SAVE) as transaction:
        before = _own(session, name, account)
        if before is None:
            number = transaction.insert("saved_view", {"account": account, "name": name, **values})
        else:
            number = before.id
            transaction.update("saved_view", number, values)
        _refuse_circle(session, subject, number)
        return Saved(_by_number(session, number), before is not None)


def _check_name(name: str) -> None:
    if not name:
        raise Invalid("name", say(N_("A view needs a name.")))
    if not any(char.isalnum() for char in name) or set(name) & set('",:'):
        hint = say(N_("Use letters, digits, blanks and hyphens, such as: murere i praktik"))
        raise Invalid("name", say(N_("“{name}” cannot be a view's name."), name=name), hint)


def _refuse_shielded(session: Session, subject: Subject, query: str) -> None:
    names = shielded_named(session, subject, query)
    if names:
        raise Refused(
            say(N_("This view names a shielded network ({names}) and stays your own."), names=", ".join(names)),
            say(N_("Save it without --shared, or leave the network out.")),
        )


def _own(session: Session, name: str, account: str) -> View | None:
    """The view of that name of that owner."""
    every = [_view(row) for row in session.query(f"{_SELECT} WHERE v.account = ? ORDER BY v.id", [account])]
    found = named([NamedQuery(view.id, view.name, view.query) for view in every], name)
    return next((view for view in every if found is not None and view.id == found.id), None)


def _refuse_circle(session: Session, subject: Subject, number: int) -> None:
    """Raises `Invalid("query")` if a view now leads back to itself: it is asked as whoever uses it would."""
    view = _by_number(session, number)
    compile_query(session, subject, f'visning:"{view.name}"', alias=subject.value)


def remove(session: Session, number: int) -> View:
    """Take a view away. Raises `NotFound`."""
    view = by_id(session, number)
    with session.write(Operation.VIEW_REMOVE) as transaction:
        transaction.delete("saved_view", view.id)
    return view


def _by_number(session: Session, number: int) -> View:
    return _view(session.query(f"{_SELECT} WHERE v.id = ?", [number])[0])


def _view(row: Sequence[Any]) -> View:
    return View(
        row[0],
        row[1],
        row[2],
        row[3],
        Subject(row[4]),
        row[5],
        tuple(json.loads(row[6])),
        row[7],
        bool(row[8]),
        not row[9],
    )

"""`laug consent`: what people have agreed to, noted and withdrawn; many at once from a paper binder."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.messages import N_, Message, say
from core.rules.kinds import ConsentChannel, ConsentDecision, ConsentPurpose
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import NETWORK, PERSON, argument, fields, numbers, option, query_option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Group
from tui.protected import named

if TYPE_CHECKING:
    from core.door.session import Session
    from core.privacy.consents import ConsentEvent, Decided, Missing, Recorded, Undecided

consent = Group("consent", help=N_("Consents: what people agree to, purpose by purpose."))
_BLOCK = 500
_PURPOSE = argument(
    "purpose", type=KindType(ConsentPurpose), metavar=N_("PURPOSE"), help=N_("photo_internal, contact_members, …")
)
_PEOPLE = fields(
    argument("people", nargs=-1, type=PERSON, metavar=N_("PERSON"), help=N_("A number, a name or an e-mail address.")),
    query_option("person"),
)
_HOW = fields(
    option("--day", "on_day", metavar=N_("DATE"), help=N_("The day it was said; today if not said.")),
    option(
        "--channel", type=KindType(ConsentChannel), default=ConsentChannel.PAPER.value, metavar=N_("CHANNEL"),
        help=N_("paper, email, spoken or form; paper if not said."),
    ),
    option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("Of which shielded network, for diversity_membership.")),
)  # fmt: skip
_TEXT = fields(
    option(
        "--wording", default="", metavar=N_("TEXT"), help=N_("Which version of the text they were shown, as 2026-08.")
    ),
    option("--guardian", is_flag=True, help=N_("A guardian agreed too; needed under 15.")),
)


@dataclass(frozen=True)
class Stand:
    """One person's stand on one purpose: an event, or that there is none."""

    person_id: int
    person: str
    purpose: ConsentPurpose
    network: str = ""
    decision: ConsentDecision | None = None
    day: date | None = None
    channel: ConsentChannel | None = None
    wording: str = ""
    guardian: bool = False
    recorded_by: str = ""
    recorded_at: datetime | None = None
    protected: bool = False


def columns() -> "list[Column[Stand]]":
    """The fields of a consent in a list; `decision` is null where nothing was decided."""
    return [
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("person", N_("Name"), lambda one: named(one.person, one.protected)),
        Column("purpose", N_("Purpose"), lambda one: one.purpose),
        Column("network", N_("Network"), lambda one: one.network, level=Level.CARD),
        Column("decision", N_("Decision"), lambda one: one.decision),
        Column("day", N_("Day"), lambda one: one.day),
        Column("channel", N_("Channel"), lambda one: one.channel),
        Column("wording", N_("Wording"), lambda one: one.wording),
        Column("guardian", N_("Guardian agreed"), lambda one: one.guardian, level=Level.CARD),
        Column("recorded_by", N_("Noted by"), lambda one: one.recorded_by, level=Level.CARD),
        Column("recorded_at", N_("Noted"), lambda one: one.recorded_at, level=Level.CARD),
        Column("protected", N_("Protected"), lambda one: one.protected, level=Level.DATA),
    ]


def counts() -> "list[Column[Recorded]]":
    """What noting came to."""
    return [
        Column("new", N_("Noted"), lambda one: one.new),
        Column("same", N_("Known already"), lambda one: one.same),
        Column("left_out", N_("Left out"), lambda one: sum(away.count for away in one.left_out)),
    ]


@consent.command("give", help=N_("Note that people agree to something; one by name, or many by a query."))
@_PURPOSE
@_PEOPLE
@_HOW
@_TEXT
@with_console
def give(console: Console, /, purpose: ConsentPurpose, people: tuple[str, ...], query: str | None, **how: Any) -> None:
    one, many = (
        N_("Noted of {n} person that they agree: {purpose}."),
        N_("Noted of {n} people that they agree: {purpose}."),
    )
    _note(console, ConsentDecision.GIVEN, purpose, people, query, how, (one, many))


@consent.command("refuse", help=N_("Note that people do not agree to something."))
@_PURPOSE
@_PEOPLE
@_HOW
@_TEXT
@with_console
def refuse(
    console: Console, /, purpose: ConsentPurpose, people: tuple[str, ...], query: str | None, **how: Any
) -> None:
    one, many = (
        N_("Noted of {n} person that they refuse: {purpose}."),
        N_("Noted of {n} people that they refuse: {purpose}."),
    )
    _note(console, ConsentDecision.REFUSED, purpose, people, query, how, (one, many))


@consent.command(
    "withdraw",
    help=N_(
        "Note that people take a consent back; it holds at once.\n\n"
        "It cannot be undone. You are told what must be put right outside laug."
    ),
)
@_PURPOSE
@_PEOPLE
@_HOW
@with_console
def withdraw(
    console: Console, /, purpose: ConsentPurpose, people: tuple[str, ...], query: str | None, **how: Any
) -> None:
    from core.privacy import consents

    one, many = (
        N_("Noted of {n} person that they withdraw: {purpose}."),
        N_("Noted of {n} people that they withdraw: {purpose}."),
    )
    done = _note(console, ConsentDecision.WITHDRAWN, purpose, people, query, how, (one, many))
    if done.new:
        console.say(say(N_("Outside laug: {what}"), what=consents.outside(purpose)))


def _note(
    console: Console, decision: ConsentDecision, purpose: ConsentPurpose, people: tuple[str, ...], query: str | None,
    how: dict[str, Any], sentences: tuple[str, str],
) -> "Recorded":  # fmt: skip
    from core.privacy import consents

    with console.session() as session:
        who = numbers(session, people, query)
        if query and decision is ConsentDecision.WITHDRAWN:
            console.confirm(Message(N_("Withdraw for {n} person?"), {"n": len(who)}, N_("Withdraw for {n} people?")))
        done = consents.record(session, who, _decided(session, decision, purpose, **how))
        if done.same:
            console.say(
                Message(N_("{n} person had said so already."), {"n": done.same}, N_("{n} people had said so already."))
            )
        for away in done.left_out:
            told = {"n": away.count, "why": away.reason}
            console.say(Message(N_("{n} person left out: {why}."), told, N_("{n} people left out: {why}.")))
        one, many = sentences
        console.result(counts(), done, Message(one, {"n": done.new, "purpose": _name(purpose)}, many))
        return done


def _name(purpose: ConsentPurpose) -> str:
    from tui.words import language

    return purpose.name_in(language())


def _decided(
    session: "Session", decision: ConsentDecision, purpose: ConsentPurpose, *, on_day: str | None, channel: ConsentChannel,
    network: str | None, wording: str = "", guardian: bool = False,
) -> "Decided":  # fmt: skip
    from core.privacy.consents import Decided

    return Decided(purpose, decision, day(session, on_day, "day"), channel, wording, guardian, network)


@consent.command("list", help=N_("What people have agreed to now; everybody, or those you name."))
@_PEOPLE
@option("--purpose", type=KindType(ConsentPurpose), metavar=N_("PURPOSE"), help=N_("Only this purpose."))
@option("--history", is_flag=True, help=N_("Everything there ever was, not only what holds now."))
@option("--missing", is_flag=True, help=N_("Who has not decided, instead."))
@with_console
def list_(
    console: Console,
    /,
    people: tuple[str, ...],
    query: str | None,
    purpose: ConsentPurpose | None,
    history: bool,
    missing: bool,
) -> int:
    from core import people as register

    with console.session() as session:
        asked = bool(people or query)
        who = numbers(session, people, query) if asked else register.ids(session)
        stands = _stands(session, list(who), _missing if missing else _events(history=history))
        found = console.rows(columns(), ([one for one in block if purpose in (None, one.purpose)] for block in stands))
        return console.found(found, N_("{n} consent"), N_("{n} consents"), asked=asked)


_Of = Callable[["Session", Sequence[int]], list[Stand]]


def _stands(session: "Session", who: Sequence[int], of: _Of) -> Iterator[list[Stand]]:
    for start in range(0, len(who), _BLOCK):
        yield of(session, who[start : start + _BLOCK])


def _events(*, history: bool) -> _Of:
    def of(session: "Session", who: Sequence[int]) -> list[Stand]:
        from core.privacy import consents

        every = consents.of_people(session, who).values()
        return [_stand(event) for one in every for event in (one.events if history else one.standing)]

    return of


def _missing(session: "Session", who: Sequence[int]) -> list[Stand]:
    from core.privacy import consents

    return [_wanting(person, one) for person in consents.undecided(session, who) for one in person.missing]


def _stand(one: "ConsentEvent") -> Stand:
    return Stand(
        one.person_id, one.person, one.purpose, one.network, one.decision, one.day, one.channel, one.wording, one.guardian,
        one.recorded_by, one.recorded_at, one.protected,
    )  # fmt: skip


def _wanting(person: "Undecided", one: "Missing") -> Stand:
    return Stand(person.person_id, person.person, one.purpose, one.network, protected=person.protected)

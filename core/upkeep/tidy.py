"""Tidying: how many people each list has, who they are, what mends it, and noting mail that came back."""

import json
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.door.operations import Operation
from core.door.session import Session
from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.kinds import Language
from core.search.fields import field_for
from core.upkeep.stale import Stale, condition
from db.keys import fold

MOST = 1000
"""People are counted no further: beyond that nobody tidies one by one."""

_IN_TEXT = re.compile(r"[^\s<>,;:\"'()\[\]]+@[^\s<>,;:\"'()\[\]]+")
_SENTENCES = {
    Stale.OVERDUE: (
        N_("{n} person is past the last day at school or work, but still in a network."),
        N_("{n} people are past the last day at school or work, but still in a network."),
    ),
    Stale.LEFT: (
        N_("{n} person has left every school, company and network."),
        N_("{n} people have left every school, company and network."),
    ),
    Stale.BOUNCED: (N_("Mail to {n} person came back."), N_("Mail to {n} people came back.")),
    Stale.NO_EMAIL: (N_("{n} person has no e-mail address."), N_("{n} people have no e-mail address.")),
    Stale.NO_CONSENT: (
        N_("{n} member was not asked for the consent their network needs."),
        N_("{n} members were not asked for the consent their network needs."),
    ),
    Stale.NO_NETWORK: (
        N_("{n} pupil or apprentice is in no network."),
        N_("{n} pupils and apprentices are in no network."),
    ),
}
_MENDED_WITH = {
    Stale.OVERDUE: "laug rollover",
    Stale.LEFT: "laug person erase PERSON",
    Stale.BOUNCED: "laug person edit PERSON --email",
    Stale.NO_EMAIL: "laug person edit PERSON --email",
    Stale.NO_CONSENT: "laug consent give",
    Stale.NO_NETWORK: "laug network join",
}


@dataclass(frozen=True)
class StaleCount:
    """How many are on a list (no further than `MOST`, which `more` says), and the command that mends it."""

    stale: Stale
    number: int
    more: bool
    mend: str

    @property
    def sentence(self) -> Message:
        one, many = _SENTENCES[self.stale]
        return Message(one, {"n": self.number}, many)

    @property
    def query(self) -> str:
        """The query of the list, the same everywhere."""
        return f"tidy:{self.stale.value}"

    def query_in(self, language: Language) -> str:
        """The same query in somebody's language."""
        return f'{field_for("tidy").name_in(language)}:"{self.stale.name_in(language)}"'


def counts(session: Session) -> list[StaleCount]:
    """Every list with how many are on it, also the empty ones."""
    return [_count(session, stale) for stale in Stale]


def _count(session: Session, stale: Stale) -> StaleCount:
    asked = condition(session, stale)
    rows = session.query(
        f"SELECT count(*) FROM (SELECT 1 FROM person p WHERE {asked.sql} LIMIT ?)", [*asked.parameters, MOST + 1]
    )
    number = int(rows[0][0])
    return StaleCount(stale, min(number, MOST), number > MOST, _MENDED_WITH[stale])


def ids(session: Session, stale: Stale) -> "array[int]":
    """The numbers of the people on a list, in Danish order."""
    asked = condition(session, stale)
    rows = session.query(f"SELECT p.id FROM person p WHERE {asked.sql} ORDER BY +p.sort_key, p.id", asked.parameters)
    return array("q", [row[0] for row in rows])


# -- mail that came back ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bounces:
    """What was noted: of how many people, of how many it was noted already, and the addresses nobody has."""

    people: tuple[int, ...]
    already: int
    unknown: tuple[str, ...]


def addresses_in(text: str) -> list[str]:
    """Every address in a text, as in the replies that mail systems send."""
    return [found.rstrip(".") for found in _IN_TEXT.findall(text)]


def note_bounced(session: Session, addresses: Iterable[str], *, mended: bool = False) -> Bounces:
    """Note that mail to these addresses came back, of everybody who has one; `mended`: that it arrives after all.

    An address that is replaced later bounces no more by itself. Raises `Invalid` for what is no address.
    """
    wanted = list(dict.fromkeys(_address(text) for text in addresses))
    with session.write(Operation.PERSON_BOUNCED) as transaction:
        new: list[int] = []
        already = 0
        unknown: list[str] = []
        for address in wanted:
            owners = _owners(session, address)
            if not owners:
                unknown.append(address)
            for number in owners:
                changed = transaction.update("person", number, {"bounced": "" if mended else address})
                already += not changed
                new += [number] * changed
        return Bounces(tuple(dict.fromkeys(new)), already, tuple(unknown))


def _address(text: str) -> str:
    from core.rules.contact_points import email_address  # whoever only counts need not load it

    address = email_address(text)
    if address is None:
        raise Invalid("address", say(N_("“{address}” is not an e-mail address."), address=text.strip()))
    return address


def _owners(session: Session, address: str) -> Sequence[int]:
    """Everybody who has that address: the search index finds who may, their rows say who does."""
    rows = session.query(
        "SELECT p.id, p.email, p.private_email, p.other_emails FROM person p"
        " WHERE p.id IN (SELECT s.rowid FROM person_search s WHERE s.search_key LIKE ?)",
        [f"%{fold(address)}%"],
    )
    wanted = address.casefold()
    return [
        number for number, email, private, others in rows
        if wanted in (one.casefold() for one in (email, private, *json.loads(others)))
    ]  # fmt: skip

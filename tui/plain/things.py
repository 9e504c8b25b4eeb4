"""What a number stands for: what it is called, and in which version it was told."""

from dataclasses import dataclass
from typing import assert_never

from core import educations, meetings, networks, organisations, people
from core.door.session import Session
from core.educations import Education
from core.meetings import Meeting
from core.networks import Network
from core.organisations import Organisation
from core.people import Person
from core.rules.text import visible
from core.series import records
from core.series.records import Series
from tui.plain.places import Noun


@dataclass(frozen=True)
class Thing:
    """One thing of the register; its name safe to show."""

    name: str
    version: int


def thing(session: Session, noun: Noun, reference: str) -> Thing:
    """The one of that number. Raises `LaugError` where there is none for this account."""
    match noun:
        case Noun.PERSON:
            return _named(people.get(session, reference))
        case Noun.NETWORK:
            return _named(networks.get(session, reference))
        case Noun.ORGANISATION:
            return _named(organisations.get(session, reference))
        case Noun.EDUCATION:
            return _named(educations.get(session, reference))
        case Noun.MEETING:
            return _titled(meetings.get(session, reference))
        case Noun.SERIES:
            return _titled(records.get(session, reference))
    assert_never(noun)


def _named(one: Person | Network | Organisation | Education) -> Thing:
    return Thing(visible(one.name), one.version)


def _titled(one: Meeting | Series) -> Thing:
    return Thing(visible(one.title), one.version)

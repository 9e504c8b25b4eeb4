"""What a number stands for: what it is called, and in which version it was told."""

from dataclasses import dataclass
from typing import assert_never

from core import educations, meetings, networks, organisations, people
from core.door.session import Session
from core.rules.text import visible
from core.series import records
from tui.plain.places import Noun


@dataclass(frozen=True)
class Thing:
    """One thing of the register."""

    name: str
    version: int


def thing(session: Session, noun: Noun, reference: str) -> Thing:
    """The one of that number. Raises `LaugError` where there is none for this account."""
    match noun:
        case Noun.PERSON:
            person = people.get(session, reference)
            return Thing(visible(person.name), person.version)
        case Noun.NETWORK:
            network = networks.get(session, reference)
            return Thing(visible(network.name), network.version)
        case Noun.MEETING:
            meeting = meetings.get(session, reference)
            return Thing(visible(meeting.title), meeting.version)
        case Noun.ORGANISATION:
            organisation = organisations.get(session, reference)
            return Thing(visible(organisation.name), organisation.version)
        case Noun.SERIES:
            series = records.get(session, reference)
            return Thing(visible(series.title), series.version)
        case Noun.EDUCATION:
            education = educations.get(session, reference)
            return Thing(visible(education.name), education.version)
    assert_never(noun)

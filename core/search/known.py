"""What some fields may be asked for: kinds and choices with their names in both languages."""

from collections.abc import Iterable, Mapping

from core.door.session import Session
from core.rules.kinds import (
    AffiliationKind,
    Answer,
    Language,
    MeetingType,
    MembershipRole,
    Named,
    NetworkKind,
    NetworkLevel,
    NetworkStatus,
    OrganisationKind,
)  # fmt: skip
from core.search import belonging, records
from core.search.belonging import STATUSES
from core.search.fields import Subject
from core.search.others import MEETING_STATUSES, ORGANISATION_MISSING, ORGANISATION_STATUSES, meeting_places
from core.search.people import MISSING
from core.upkeep.stale import Stale

Choices = tuple[tuple[str, tuple[str, ...]], ...]

KINDS: Mapping[tuple[Subject, str], type[Named]] = {
    (Subject.PERSON, "role"): MembershipRole,
    (Subject.PERSON, "kind"): AffiliationKind,
    (Subject.PERSON, "answer"): Answer,
    (Subject.PERSON, "tidy"): Stale,
    (Subject.ORGANISATION, "kind"): OrganisationKind,
    (Subject.NETWORK, "kind"): NetworkKind,
    (Subject.NETWORK, "level"): NetworkLevel,
    (Subject.NETWORK, "status"): NetworkStatus,
    (Subject.MEETING, "type"): MeetingType,
    (Subject.MEETING, "answer"): Answer,
}
CHOICES: Mapping[tuple[Subject, str], Choices] = {
    (Subject.PERSON, "status"): STATUSES,
    (Subject.PERSON, "missing"): MISSING,
    (Subject.ORGANISATION, "status"): ORGANISATION_STATUSES,
    (Subject.ORGANISATION, "missing"): ORGANISATION_MISSING,
    (Subject.MEETING, "status"): MEETING_STATUSES,
}
FLAGS = frozenset({"eux", "bounced", "protected", "restricted"})


def choice_names(choices: Choices, language: Language) -> list[str]:
    """What the choices are called."""
    return [choice_name(names, language) for _key, names in choices]


def choice_name(names: tuple[str, ...], language: Language) -> str:
    """What a choice of these names (Danish, English, others) is called."""
    return names[0 if language is Language.DANISH else 1]


def yes_no_names(language: Language) -> list[str]:
    """Yes and no."""
    return ["ja", "nej"] if language is Language.DANISH else ["yes", "no"]


def text_values(session: Session, subject: Subject, key: str) -> Iterable[str]:
    """What there is of a field that takes any text; the other fields refuse what they do not know."""
    match subject, key:
        case Subject.PERSON, "town":
            return belonging.known_texts(session, "town", "person")
        case Subject.ORGANISATION, "town":
            return belonging.known_texts(session, "town", "organisation")
        case Subject.PERSON, "class":
            return belonging.known_texts(session, "class_name", "affiliation")
        case Subject.PERSON, "tag":
            return records.known_tags(session)
        case Subject.MEETING, "place":
            return meeting_places(session)
        case _:
            return ()

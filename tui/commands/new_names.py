"""Names that are new to the register: told, and asked about where they may be a slip of the fingers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import Ambiguous, NotFound
from core.messages import N_, Message, say
from core.rules.kinds import OrganisationKind
from tui.commands.line.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.door.session import Session
    from core.people import Person

_MOST = 3
_SHORTEST = 3


@dataclass(frozen=True)
class NewNames:
    """What a person's place names that is not in the register yet, and what is near it there."""

    organisation: str = ""
    education: str = ""
    near: tuple[str, ...] = ()


def look_at(session: "Session", place: "Mapping[str, object]") -> NewNames:
    """Which names of the place are new."""
    from core import educations, organisations

    organisation, education = (str(place.get(name) or "").strip() for name in ("organisation", "education"))
    near: list[str] = []
    new_organisation = new_education = ""
    if organisation and not _known(lambda: organisations.get(session, organisation)):
        new_organisation = organisation
        near += _near(organisation, [one.name for one in organisations.find(session)])
    if education and not _known(lambda: educations.get(session, education)):
        new_education = education
        near += _near(education, [one.name for one in educations.find(session)])
    return NewNames(new_organisation, new_education, tuple(near))


def _known(find: "Callable[[], object]") -> bool:
    try:
        find()
    except Ambiguous:
        return True
    except NotFound:
        return False
    return True


def _near(typed: str, known: "Sequence[str]") -> list[str]:
    """Those that are one slip of the fingers away, have a word that is, or hold what was typed."""
    from core.record_fields import slug_of
    from core.search.distance import within_one

    wanted = slug_of(typed)
    if len(wanted) < _SHORTEST:
        return []
    found = (
        name
        for name in known
        if wanted in (slug := slug_of(name))
        or any(within_one(wanted, part) for part in (slug, slug_of(name.partition(",")[0]), *slug.split("-")))
    )
    return list(found)[:_MOST]


def ask(console: Console, new: NewNames) -> None:
    """Ask at a terminal whether a name that is near to others is meant as typed. Raises `Abort` on a no."""
    if new.near and console.at_terminal:
        _confirm(console, new)


def company(console: Console, session: "Session", said: str) -> tuple[str, NewNames]:
    """The company many are moved to at once, by its name or number, and whether it is new: then a terminal is asked always.

    Raises `NotFound` for a number that none has, `Abort` on a no.
    """
    from core import organisations

    name = organisations.get(session, said).name if said.strip().isdecimal() else said.strip()
    new = look_at(session, {"organisation": name})
    if new.organisation and console.at_terminal:
        _confirm(console, new)
    return name, new


def _confirm(console: Console, new: NewNames) -> None:
    name = new.organisation or new.education
    told = say(N_("{name} is not in the register."), name=name)
    if new.near:
        told = say(N_("{name} is not in the register. Did you mean {names}?"), name=name, names=", ".join(new.near))
    console.say(told)
    console.confirm(say(N_("Make {name} anew?"), name=name))


def kind_of(new: NewNames, made: "Person") -> OrganisationKind | None:
    """What the new organisation became, where the person is now."""
    return next((one.organisation_kind for one in made.affiliations if one.organisation == new.organisation), None)


def tell(console: Console, new: NewNames, kind: OrganisationKind | None) -> None:
    """Say which organisation, of that kind, and education were made, and what they may have been meant to be."""
    if new.organisation:
        console.say(_sentence(new.organisation, kind))
    if new.education:
        console.say(say(N_("New education: {name}"), name=new.education))
    if new.near and not console.at_terminal:
        console.say(say(N_("Did you mean {names}? Undo it with: laug undo"), names=", ".join(new.near)))


def _sentence(name: str, kind: OrganisationKind | None) -> Message:
    match kind:
        case OrganisationKind.SCHOOL:
            return say(N_("New school: {name}"), name=name)
        case OrganisationKind.COMPANY:
            return say(N_("New company: {name}"), name=name)
        case _:
            return say(N_("New organisation: {name}"), name=name)

"""Whether two records may be one person, and why: pure, symmetric, in words a secretary can judge.

Nothing here decides: a likeness is a reason to ask. An e-mail address or phone alone never makes two people alike, since
siblings and schools share them; the names must agree as well.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from core.messages import N_, Message, say
from core.rules.kinds import Named
from core.search.distance import within_one
from db.keys import fold, phone_digits

_WORD = re.compile(r"\w+")
# Providers of private mail: two addresses there are no sign of two pupils.
_FOR_EVERYBODY = {
    "gmail.com", "hotmail.com", "hotmail.dk", "live.dk", "live.com", "outlook.com", "outlook.dk", "icloud.com", "me.com",
    "mail.dk", "yahoo.com", "yahoo.dk", "msn.com", "protonmail.com", "proton.me",
}  # fmt: skip
_SHORTEST = 4  # letters of a word in which one slip is a slip and not another name


class Score(Named):
    """How sure it is that two are one, in words."""

    CERTAIN = "certain", "næsten sikkert", "almost certain"
    LIKELY = "likely", "sandsynligt", "likely"
    POSSIBLE = "possible", "muligt", "possible"
    UNLIKELY = "unlikely", "næppe", "unlikely"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for two being one and what speaks against it; `points` orders likenesses, the score says it."""

    score: Score
    points: int
    reasons: tuple[Message, ...]
    against: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person can be recognised by, folded; make it with `traits`. Empty means that it is not known.

    `year_is_rough`: worked out from an age, and may be one year wrong.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    known_as: tuple[str, ...] = ()
    birth_year: int | None = None
    year_is_rough: bool = False
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    school_email: str = ""
    schools: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    address: str = ""
    words: frozenset[str] = frozenset()


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name; a hyphen parts words, since one list writes it and another does not."""
    return tuple(_WORD.findall(fold(name)))


def traits(
    given: str,
    family: str,
    *,
    known_as: str = "",
    birth_year: int | None = None,
    year_is_rough: bool = False,
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    school_email: str = "",
    schools: Iterable[str] = (),
    classes: Iterable[str] = (),
    companies: Iterable[str] = (),
    street: str = "",
    postcode: str = "",
) -> Traits:
    """Traits from what is written about a person."""
    first, last = name_words(given), name_words(family)
    return Traits(
        first, last, name_words(known_as) if known_as else (), birth_year, year_is_rough,
        frozenset([email.casefold() for email in (school_email, *emails) if email]),
        frozenset([phone_digits(phone) for phone in phones if phone]), school_email.casefold(),
        _folded(schools), _folded(classes), _folded(companies),
        f"{fold(street)} {postcode}" if street else "", frozenset((*first, *last)),
    )  # fmt: skip


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset([fold(name) for name in names if name]) if names else _NONE


class _Names(Enum):
    SAME = auto()
    SWAPPED = auto()
    PARTLY = auto()
    ONE_LETTER = auto()
    GIVEN = auto()
    FAMILY = auto()
    DIFFERENT = auto()


_NAME_POINTS = {
    _Names.SAME: 4, _Names.SWAPPED: 4, _Names.PARTLY: 3, _Names.ONE_LETTER: 3, _Names.GIVEN: 1, _Names.FAMILY: 0,
}  # fmt: skip
_NAME_REASONS = {
    _Names.SAME: say(N_("same name")),
    _Names.SWAPPED: say(N_("given name and family name swapped")),
    _Names.PARTLY: say(N_("names agree in part")),
    _Names.ONE_LETTER: say(N_("names are one letter apart")),
    _Names.GIVEN: say(N_("same given name, another family name")),
    _Names.FAMILY: say(N_("same family name, another given name")),
}


# Made once: a register is compared in hundreds of thousands of pairs.
_DIFFERENT_NAMES = say(N_("different names"))
_SIBLINGS = say(N_("different given names: perhaps siblings"))
_TWO_SCHOOL_EMAILS = say(N_("different e-mail addresses at the same school"))
_OTHER_EMAIL = say(N_("different e-mail addresses"))
_EMAIL_OF_SEVERAL = say(N_("same e-mail, which several people have"))
_SAME_EMAIL = say(N_("same e-mail"))
_OTHER_PHONE = say(N_("different phones"))
_PHONE_OF_SEVERAL = say(N_("same phone, which several people have"))
_SAME_PHONE = say(N_("same phone"))
_SAME_CLASS = say(N_("same class"))
_SAME_SCHOOL = say(N_("same school"))
_SAME_COMPANY = say(N_("same company"))
_SAME_ADDRESS = say(N_("same address"))
_SAME_YEAR = say(N_("born in the same year"))


def likeness(one: Traits, other: Traits, *, shared: Collection[str] = ()) -> Likeness:
    """How much two are alike. `shared` are e-mails and phone digits that more than two people have: they say little."""
    names = _names(one, other)
    if names is _Names.DIFFERENT:
        return Likeness(Score.UNLIKELY, 0, (), (_DIFFERENT_NAMES,))
    points = _NAME_POINTS[names]
    reasons = [_NAME_REASONS[names]]
    against: list[Message] = []
    for rule in (_emails, _phones):
        found, message, for_it = rule(one, other, shared)
        points += found
        if message is not None:
            (reasons if for_it else against).append(message)
    for more, message in _circumstances(one, other):
        points += more
        (reasons if more > 0 else against).append(message)
    if names is _Names.FAMILY:
        # Siblings: one family, one guardian's address, one class even; only the given name tells them apart.
        if reasons[1:]:
            against.append(_SIBLINGS)
        return Likeness(Score.UNLIKELY, min(points, 3), tuple(reasons), tuple(against))
    return Likeness(_score(points), points, tuple(reasons), tuple(against))


def _score(points: int) -> Score:
    if points >= 8:
        return Score.CERTAIN
    if points >= 6:
        return Score.LIKELY
    return Score.POSSIBLE if points >= 4 else Score.UNLIKELY


# -- names ---------------------------------------------------------------------------------------------------------


def _names(one: Traits, other: Traits) -> _Names:
    if one.given == other.given and one.family == other.family:
        return _Names.SAME if one.words else _Names.DIFFERENT
    given = _given_agrees(one, other)
    if _one_letter(one, other, given=given):
        return _Names.ONE_LETTER
    if one.words == other.words and len(one.words) > 1:
        # The same words parted otherwise (Anne Mette | Holm and Anne | Mette Holm) are one name written in one go.
        parted = (*one.given, *one.family) == (*other.given, *other.family)
        return _Names.SAME if parted else _Names.SWAPPED
    common = one.words & other.words
    if given and one.family and other.family and not set(one.family).isdisjoint(other.family):
        return _Names.PARTLY
    if len(common) > 1 and (common == one.words or common == other.words):
        return _Names.PARTLY
    if given:
        return _Names.GIVEN if one.family and other.family else _Names.PARTLY
    return _Names.FAMILY if one.family and one.family == other.family else _Names.DIFFERENT


def _given_agrees(one: Traits, other: Traits) -> bool:
    """Whether one is called as the other: Lucas and Lucas Emil, Mette and Anne-Mette, or by the name they go by."""
    mine, theirs = (one.given, other.given) if len(one.given) <= len(other.given) else (other.given, one.given)
    if mine and (mine == theirs[: len(mine)] or mine == theirs[-len(mine) :]):
        return True
    return bool(one.known_as and one.known_as == other.given) or bool(other.known_as and other.known_as == one.given)


def _one_letter(one: Traits, other: Traits, *, given: bool) -> bool:
    if given:
        return _slip(" ".join(one.family), " ".join(other.family))
    if one.family != other.family:
        return False
    return _slip(" ".join(one.given), " ".join(other.given))


def _slip(one: str, other: str) -> bool:
    return one != other and min(len(one), len(other)) >= _SHORTEST and within_one(one, other)


# -- everything else -----------------------------------------------------------------------------------------------

_Contact = tuple[int, Message | None, bool]


def _emails(one: Traits, other: Traits, shared: Collection[str]) -> _Contact:
    if not one.emails or not other.emails:
        return 0, None, True
    common = one.emails & other.emails
    if not common:
        if _school_domain(one.school_email) and _school_domain(one.school_email) == _school_domain(other.school_email):
            # A school gives a pupil one address.
            return -3, _TWO_SCHOOL_EMAILS, False
        return -1, _OTHER_EMAIL, False
    if all(address in shared for address in common):
        return 1, _EMAIL_OF_SEVERAL, True
    return 4, _SAME_EMAIL, True


def _school_domain(email: str) -> str:
    domain = email.partition("@")[2]
    return "" if domain in _FOR_EVERYBODY else domain


def _phones(one: Traits, other: Traits, shared: Collection[str]) -> _Contact:
    if not one.phones or not other.phones:
        return 0, None, True
    common = one.phones & other.phones
    if not common:
        return -1, _OTHER_PHONE, False
    if all(number in shared for number in common):
        return 1, _PHONE_OF_SEVERAL, True
    return 3, _SAME_PHONE, True


def _circumstances(one: Traits, other: Traits) -> Iterable[tuple[int, Message]]:
    if one.birth_year and other.birth_year:
        yield from _birth_years(one, other)
    same_school = not one.schools.isdisjoint(other.schools)
    if not one.classes.isdisjoint(other.classes) and (same_school or not one.schools or not other.schools):
        yield 2, _SAME_CLASS
    elif same_school:
        yield 1, _SAME_SCHOOL
    if not one.companies.isdisjoint(other.companies):
        yield 1, _SAME_COMPANY
    if one.address and one.address == other.address:
        yield 2, _SAME_ADDRESS


def _birth_years(one: Traits, other: Traits) -> Iterable[tuple[int, Message]]:
    assert one.birth_year is not None and other.birth_year is not None
    apart = abs(one.birth_year - other.birth_year)
    first, second = sorted((one.birth_year, other.birth_year))
    if apart == 0 or (apart == 1 and (one.year_is_rough or other.year_is_rough)):
        yield 2, _SAME_YEAR
    else:
        weight = -2 if apart == 1 else -6
        yield weight, say(N_("born in different years: {first} and {second}"), first=first, second=second)

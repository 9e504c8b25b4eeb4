"""Who of the register somebody new in a list may be after all: the same e-mail, phone or name, or nearly so."""

from collections.abc import Iterable, Mapping, Sequence

from core.duplicates.likeness import Score, Traits, likeness, traits
from core.lists.known import KnownPerson
from core.lists.plan_rows import Possible
from core.lists.record import ListRecord
from db.keys import fold, phone_digits

_Key = tuple[str, ...]
_MOST = 5
# More than so many behind one e-mail, phone or name are a school or a coincidence.
_MOST_ALIKE = 12
_SHARED_BY = 3
_WORTH_ASKING = frozenset((Score.CERTAIN, Score.LIKELY, Score.POSSIBLE))


class Resemblance:
    """The people of the register by what those new ones could be recognised by; nobody else is looked at."""

    def __init__(self, known: Iterable[KnownPerson], asked: Sequence[ListRecord], passed: Iterable[int]) -> None:
        self._folded: dict[str, str] = {}
        self._found: dict[_Key, list[KnownPerson]] = {key: [] for record in asked for key in self._keys(record)}
        self._traits: dict[int, Traits] = {}
        taken = set(passed)
        if self._found:
            for person in known:
                if person.id not in taken:
                    self._add(person)

    def _add(self, person: KnownPerson) -> None:
        for key in self._keys(person):
            if (same := self._found.get(key)) is not None:
                same.append(person)

    def _fold(self, text: str) -> str:
        found = self._folded.get(text)
        if found is None:
            found = self._folded[text] = fold(text)
        return found

    def _keys(self, one: ListRecord | KnownPerson) -> list[_Key]:
        given, family = self._fold(one.given), self._fold(one.family)
        first = given.partition(" ")[0]
        keys: list[_Key] = [("email", email.casefold()) for email in one.all_emails]
        keys += [("phone", phone_digits(phone)) for phone in one.all_phones]
        # Swapped, the first of two family names is what stands first: "Nguyen, Thi Minh" for Thi Minh Nguyen.
        swapped = family.partition(" ")[0]
        keys += [("name", first, family), ("name", family, first), ("name", swapped, given)] if family else [("name", first, "")]
        if one.class_name:
            class_name = self._fold(one.class_name)
            keys += [("given", class_name, first), ("family", class_name, family)]
        return keys

    def of(self, record: ListRecord) -> tuple[Possible, ...]:
        """Who the new one may be, the likeliest first."""
        found: dict[int, KnownPerson] = {}
        shared: set[str] = set()
        for key in self._keys(record):
            same = self._found[key]
            if len(same) >= _SHARED_BY and key[0] in ("email", "phone"):
                shared.add(key[1])
            if len(same) <= _MOST_ALIKE:
                found.update((person.id, person) for person in same)
        if not found:
            return ()
        mine = traits_of_record(record)
        alike = [(likeness(mine, self._traits_of(person), shared=shared), person) for person in found.values()]
        worth = [pair for pair in alike if pair[0].score in _WORTH_ASKING]
        worth.sort(key=lambda pair: (-pair[0].points, pair[1].id))
        return tuple(Possible(person.id, person.name, like) for like, person in worth[:_MOST])

    def _traits_of(self, person: KnownPerson) -> Traits:
        if person.id not in self._traits:
            self._traits[person.id] = traits_of_known(person)
        return self._traits[person.id]


def traits_of_record(record: ListRecord) -> Traits:
    """What somebody of a list can be recognised by."""
    return traits(
        record.given, record.family, birth_year=record.birth_year, year_is_rough=record.birth_year_from_age,
        school_email=record.email,
        emails=(record.private_email, *record.other_emails), phones=record.all_phones, schools=(record.school,),
        classes=(record.class_name, *record.other_classes), companies=(record.company,),
        street=record.street, postcode=record.postcode,
    )  # fmt: skip


def traits_of_known(person: KnownPerson) -> Traits:
    """What somebody of the register can be recognised by."""
    return traits(
        person.given, person.family, birth_year=person.birth_year, school_email=person.email,
        emails=(person.private_email, *person.other_emails), phones=person.all_phones,
        schools=(person.school,), classes=(person.class_name,), companies=(person.company,),
        street=person.street, postcode=person.postcode,
    )  # fmt: skip


def named(numbers: Iterable[int], record: ListRecord, people: Mapping[int, KnownPerson]) -> tuple[Possible, ...]:
    """The people of those numbers, with how much each is like the record."""
    mine = traits_of_record(record)
    return tuple(
        Possible(number, people[number].name, likeness(mine, traits_of_known(people[number])))
        for number in numbers
        if number in people
    )

"""Which person of the register a person of a list is: by e-mail or phone with given name, else by name and school, else
by name and network or class.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.lists.known import KnownPerson, Names
from core.lists.people_in_list import years_apart
from core.lists.record import ListRecord
from core.rules.damaged_text import has_lost_letter_in_name
from core.rules.person_names import same_given
from db.keys import fold, phone_digits

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """`person` if it is surely one, `candidates` if it could be several people, neither if nobody is like it."""

    person: KnownPerson | None = None
    candidates: tuple[int, ...] = ()


NOBODY = Match()


class Register:
    """The known people by what they can be recognised by. Only what a list asks for is indexed: O(list + register)."""

    def __init__(self, known: Iterable[KnownPerson], asked: Iterable[ListRecord], names: Names) -> None:
        self._names = names
        self._folded: dict[str, str] = {}
        self._emails: dict[str, list[KnownPerson]] = {}
        self._phones: dict[str, list[KnownPerson]] = {}
        self._families: dict[_Key, list[KnownPerson]] = {}
        self._given_names: dict[str, set[str]] = {}  # of an e-mail or phone of the list
        for record in asked:
            given = self._fold(record.given).partition(" ")[0]
            for email in record.all_emails:
                self._emails[email.casefold()] = []
                self._given_names.setdefault(email.casefold(), set()).add(given)
            for phone in record.all_phones:
                self._phones[phone_digits(phone)] = []
                self._given_names.setdefault(phone_digits(phone), set()).add(given)
            self._families[self._name_key(record)] = []
        self.members: list[KnownPerson] = []
        for person in known:
            self._add(person)

    def _fold(self, text: str) -> str:
        found = self._folded.get(text)
        if found is None:
            found = self._folded[text] = fold(text)
        return found

    def _name_key(self, person: ListRecord | KnownPerson) -> _Key:
        return self._fold(person.family), self._fold(person.given).partition(" ")[0]

    def _add(self, person: KnownPerson) -> None:
        if person.member:
            self.members.append(person)
        for email in person.all_emails:
            if (same := self._emails.get(email.casefold())) is not None:
                same.append(person)
        for phone in person.all_phones:
            if (same := self._phones.get(phone_digits(phone))) is not None:
                same.append(person)
        if (same := self._families.get(self._name_key(person))) is not None:
            same.append(person)

    def by_contact_point(self, record: ListRecord) -> Match:
        """The known person with the same e-mail, or else phone, and the same given name.

        Where others have that e-mail or phone too, in the register or in the list, or the years of birth differ, the
        family name must agree as well.
        """
        for points, known in (
            ([email.casefold() for email in record.all_emails], self._emails),
            ([phone_digits(phone) for phone in record.all_phones], self._phones),
        ):
            found = [person for point in points for person in known[point]]
            alike = [person for person in found if self._given_agrees(record, person)]
            shared = len({person.id for person in found}) > len({person.id for person in alike}) or any(
                len(self._given_names[point]) > 1 for point in points
            )
            match = self._one_of([one for one in alike if self._may_be(record, one, shared=shared)], record)
            if match is not NOBODY:
                return match
        return NOBODY

    def _may_be(self, record: ListRecord, person: KnownPerson, *, shared: bool) -> bool:
        """Whether it can be that person: a shared mailbox and a common given name are not enough."""
        mine, theirs = self._fold(record.family), self._fold(person.family)
        if not mine or not theirs or not set(mine.split()).isdisjoint(theirs.split()):
            return True
        return not shared and not years_apart(record.birth_year, person.birth_year)

    def by_name_and_school(self, record: ListRecord, taken: set[int]) -> Match:
        """The known person of that name at that school, not yet met in another row, whose facts do not contradict."""
        same = self._families[self._name_key(record)]
        school = self._fold(self._names.school(record.school)) if same else ""
        if not school:
            return NOBODY
        found = [
            person
            for person in same
            if person.id not in taken
            and self._given_agrees(record, person)
            and self._fold(self._names.school(person.school)) == school
            and not _is_another(record, person)
        ]
        return self._one_of(found, record)

    def by_whole_name(self, record: ListRecord, taken: set[int], *, network: bool) -> Match:
        """The known person of just that name whom something else ties to the row and nothing parts from it.

        That is membership of the network asked for; without a network the class, and then nobody else may have the name.
        """
        name = self._fold(record.name)
        found = [
            person
            for person in self._families[self._name_key(record)]
            if person.id not in taken and self._fold(person.name) == name and not self._contradicts(record, person)
        ]
        if network:
            found = [person for person in found if person.member]
        elif len(found) != 1 or not _same_class(record, found[0]):
            return NOBODY
        return self._one_of(found, record)

    def _contradicts(self, record: ListRecord, person: KnownPerson) -> bool:
        """Whether row and person differ in what both have."""
        pairs = (
            (self._names.school(record.school), self._names.school(person.school)),
            (self._names.education(record.education), self._names.education(person.education)),
        )
        if any(said and known and self._fold(said) != self._fold(known) for said, known in pairs):
            return True
        classes = set(map(self._fold, (record.class_name, *record.other_classes))) - {""}
        if classes and person.class_name and self._fold(person.class_name) not in classes:
            return True
        if years_apart(record.birth_year, person.birth_year):
            return True
        emails = {email.casefold() for email in person.all_emails}
        phones = set(map(phone_digits, person.all_phones))
        return bool(emails and record.all_emails and emails.isdisjoint(map(str.casefold, record.all_emails))) or bool(
            phones and record.all_phones and phones.isdisjoint(map(phone_digits, record.all_phones))
        )

    def namesakes(self, record: ListRecord) -> tuple[int, ...]:
        """The numbers of known people of the same name, at the same school as far as schools are known."""
        same = self._families[self._name_key(record)]
        if not same:
            return ()
        school = self._fold(self._names.school(record.school))
        return tuple(
            person.id
            for person in same
            if self._fold(person.name) == self._fold(record.name)
            and (not school or not person.school or self._fold(self._names.school(person.school)) == school)
        )

    def _given_agrees(self, record: ListRecord, person: KnownPerson) -> bool:
        mine, theirs = self._fold(record.given), self._fold(person.given)
        return same_given(mine, theirs) or (has_lost_letter_in_name(record.given) and _is_but_lost(mine, theirs))

    def _one_of(self, found: Sequence[KnownPerson], record: ListRecord) -> Match:
        """The only one; of several the only one whose family name, class or contact points agree as well."""
        if not found:
            return NOBODY
        if len(found) == 1:
            return Match(person=found[0])
        people = {person.id: person for person in found}
        for agrees in (_same_family, _same_class, _same_contact_points):
            if len(people) > 1:
                fewer = {number: person for number, person in people.items() if agrees(record, person)}
                people = fewer or people
        if len(people) == 1:
            return Match(person=next(iter(people.values())))
        return Match(candidates=tuple(people))


def _is_but_lost(mangled: str, whole: str) -> bool:
    """Whether `s?ren` can have been `soren`; a folded letter is one or two."""
    pattern = re.escape(mangled.replace("\ufffd", "?")).replace(r"\?", ".{1,2}")
    return re.fullmatch(pattern, whole) is not None


def _same_family(record: ListRecord, person: KnownPerson) -> bool:
    return fold(record.family) == fold(person.family)


def _same_class(record: ListRecord, person: KnownPerson) -> bool:
    return bool(record.class_name) and fold(record.class_name) == fold(person.class_name)


def _same_contact_points(record: ListRecord, person: KnownPerson) -> bool:
    return not set(record.all_emails).isdisjoint(person.all_emails) or not set(record.all_phones).isdisjoint(
        person.all_phones
    )


def _is_another(record: ListRecord, person: KnownPerson) -> bool:
    """Whether years of birth differ, or e-mails and phones do: then one name at one school is two people."""
    if years_apart(record.birth_year, person.birth_year):
        return True
    emails = bool(record.all_emails and person.all_emails) and set(record.all_emails).isdisjoint(person.all_emails)
    phones = bool(record.all_phones and person.all_phones) and set(record.all_phones).isdisjoint(person.all_phones)
    return emails and phones

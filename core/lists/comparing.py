"""What a list would change in a known person. A blank never overwrites, and another spelling is no change."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from core.lists.heading_words import Field
from core.lists.known import KnownPerson, Names
from core.lists.notices import Notice, Reason
from core.lists.record import ListRecord
from core.messages import N_, say
from core.rules.damaged_text import has_lost_letter_in_name
from core.rules.person_names import same_given
from db.keys import fold, phone_digits

Changes = dict[str, tuple[object, object]]
_PLAIN_TEXTS = ("street", "postcode", "town")
_OF_STUDY = ("stage", "eux")
_OF_A_PLACE = ("start", "end")
# The fields of a column whose blank keeps a value that the register has.
_KEEPS = {
    Field.EMAIL: "email",
    Field.PHONE: "phone",
    Field.STREET: "street",
    Field.POSTCODE: "postcode",
    Field.TOWN: "town",
    Field.BIRTH_YEAR: "birth_year",
    Field.SCHOOL: "school",
    Field.EDUCATION: "education",
    Field.STAGE: "stage",
    Field.CLASS_NAME: "class_name",
    Field.COMPANY: "company",
    Field.END: "end",
}


def changes(record: ListRecord, known: KnownPerson, names: Names, *, network: bool) -> Changes:
    """Field to (value now, value after), for what the list says otherwise than the register."""
    found: Changes = {}
    _names(record, known, found)
    _contact_points(record, known, found)
    for name in _PLAIN_TEXTS:
        if not _plainer(getattr(record, name), getattr(known, name)):
            _text(name, getattr(record, name), getattr(known, name), found)
    if not _same_text(record.class_name, known.class_name) and not any(
        _same_text(c, known.class_name) for c in record.other_classes
    ):
        _text("class_name", record.class_name, known.class_name, found)
    _text("stage", record.stage, known.stage, found)
    _text("school", names.school(record.school), names.school(known.school), found)
    _text("education", names.education(record.education), names.education(known.education), found)
    if not _is_at_school(record.company, known, names):
        _text("company", names.company(record.company), names.company(known.company), found)
    _facts(record, known, found)
    for name in _homeless(record, known):
        found.pop(name, None)
    if network and known.member and record.role and record.role is not known.role:
        found["role"] = known.role, record.role
    return found


def _homeless(record: ListRecord, known: KnownPerson | None = None) -> tuple[str, ...]:
    """What is kept of somebody only together with a school, class, education or company, where there is none."""
    studies = bool(record.school or record.class_name or record.education)
    works = bool(record.company)
    if known is not None:
        studies = studies or bool(known.school or known.class_name or (known.education and not known.company))
        works = works or bool(known.company)
    if studies:
        return ()
    return _OF_STUDY if works else (*_OF_STUDY, *_OF_A_PLACE)


def left_out(record: ListRecord, known: KnownPerson | None = None) -> list[Notice]:
    """A notice for what the list says of a stay somewhere without saying where."""
    lost = [name for name in _homeless(record, known) if getattr(record, name)]
    message = say(N_("Dates, stage and EUX are left out: the row names no school, class, education or company they belong to."))
    return [Notice(Reason.NO_PLACE, name, message) for name in lost[:1]]


def _is_at_school(company: str, known: KnownPerson, names: Names) -> bool:
    """Whether what the list calls a company is a school of the register, and the person is there already."""
    is_school = fold(company) in names.schools and fold(company) not in names.companies
    return is_school and fold(names.school(company)) in map(fold, known.organisations)


def _names(record: ListRecord, known: KnownPerson, found: Changes) -> None:
    given_lost, family_lost = has_lost_letter_in_name(record.given), has_lost_letter_in_name(record.family)
    # A shorter given name (Lucas for Lucas Emil) says less, and says nothing else.
    shorter = len(record.given) < len(known.given) and same_given(fold(record.given), fold(known.given))
    if record.given and not given_lost and not shorter and not _plainer(record.given, known.given):
        _text("given", record.given, known.given, found)
    if record.family and not family_lost and not _plainer(record.family, known.family):
        _text("family", record.family, known.family, found)


def _plainer(said: str, known: str) -> bool:
    """Whether a program without Danish letters wrote what is known better: `Soeren` for Søren; å and aa are but two ways."""
    one, other = (text.casefold().replace("å", "aa") for text in (said, known))
    return one.isascii() and not other.isascii() and fold(said) == fold(known)


def _contact_points(record: ListRecord, known: KnownPerson, found: Changes) -> None:
    emails = {email.casefold() for email in known.all_emails}
    if record.email and record.email not in emails:
        found["email"] = known.email, record.email
    if record.private_email and record.private_email not in emails:
        found["private_email"] = known.private_email, record.private_email
    # What another takes the place of, and the list says as well, is not lost.
    kept = {
        str(found[name][1] if name in found else getattr(known, name)).casefold() for name in ("email", "private_email")
    }
    kept.update(email.casefold() for email in known.other_emails)
    if more := tuple(email for email in record.other_emails if email not in kept):
        found["other_emails"] = known.other_emails, (*known.other_emails, *more)
    phones = {phone_digits(phone) for phone in known.all_phones}
    if record.phone and phone_digits(record.phone) not in phones:
        found["phone"] = known.phone, record.phone
        phones = {phone_digits(phone) for phone in (record.phone, *known.other_phones)}
    if more := tuple(phone for phone in record.other_phones if phone_digits(phone) not in phones):
        found["other_phones"] = known.other_phones, (*known.other_phones, *more)


def _facts(record: ListRecord, known: KnownPerson, found: Changes) -> None:
    if record.birth_year is not None and not _same_year(record, known.birth_year):
        found["birth_year"] = known.birth_year, record.birth_year
    if record.protected and not known.protected:
        found["protected"] = False, True
    if record.eux is not None and record.eux != bool(known.eux):
        found["eux"] = known.eux, record.eux
    if record.start and record.start not in known.starts:
        found["start"] = max(known.starts, default=None), record.start
    if record.end and record.end != known.end:
        found["end"] = known.end, record.end


def _same_year(record: ListRecord, known: int | None) -> bool:
    if known is None or record.birth_year is None:
        return False
    return abs(known - record.birth_year) <= (1 if record.birth_year_from_age else 0)


def _text(name: str, after: str, before: str, found: Changes) -> None:
    if after and not _same_text(after, before):
        found[name] = before, after


def _same_text(one: str, other: str) -> bool:
    """Whether two texts differ in capitals, blanks and ways of encoding at most."""
    return one == other or _spelled(one) == _spelled(other)


def _spelled(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def kept(record: ListRecord, known: KnownPerson, columns: Iterable[Field]) -> list[Notice]:
    """A notice for each column that is blank for this person where the register has a value, which stays."""
    notices: list[Notice] = []
    for column in columns:
        name = _KEEPS.get(column)
        if name is None or getattr(record, name) or not getattr(known, name):
            continue
        value: str | int | date = getattr(known, name)
        notices.append(
            Notice(Reason.BLANK_KEEPS_VALUE, name, say(N_("Blank in the list; {value} is kept."), value=value))
        )
    return notices

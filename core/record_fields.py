"""What a person types into a field, checked and made into what is stored: the same for forms, commands and imports."""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from itertools import count

from core.errors import Invalid
from core.messages import N_, say
from core.rules.contact_points import email_address, typed_phone
from core.rules.day_words import read_time
from core.rules.kinds import (
    Activity,
    MeetingType,
    Named,
    NetworkKind,
    NetworkLevel,
    NetworkStatus,
    OrganisationKind,
    TargetGroup,
)  # fmt: skip
from core.rules.tags import tag, with_tags
from core.rules.text import NOTE_LIMIT, clean
from db.keys import fold
from db.log import Value

Check = Callable[[str, str], Value]
_TRUE = {"1", "j", "ja", "y", "yes", "x", "true", "sand"}
_FALSE = {"", "0", "n", "nej", "no", "false", "falsk"}
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def _note(field: str, text: str) -> Value:
    return clean(field, text, limit=NOTE_LIMIT, lines=True)


def _email(field: str, text: str) -> Value:
    text = clean(field, text)
    if not text:
        return ""
    address = email_address(text)
    if address is None:
        raise Invalid(
            field, say(N_("{text} is not an e-mail address."), text=text), say(N_("Write it like anna@skole.dk."))
        )
    return address


def _phone(field: str, text: str) -> Value:
    text = clean(field, text)
    if not text:
        return ""
    number = typed_phone(text)
    if number is None:
        raise Invalid(
            field,
            say(N_("{text} is not a phone number."), text=text),
            say(N_("Write eight digits, or + and the country's code first.")),
        )
    return number


def _birth_year(field: str, text: str) -> Value:
    text = clean(field, text)
    if not text:
        return None
    if not (text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2100):
        raise Invalid(field, say(N_("{text} is not a year."), text=text), say(N_("Write four digits, such as 2006.")))
    return int(text)


def _postcode(field: str, text: str) -> Value:
    text = clean(field, text, limit=10)
    if text and not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z -]{2,9}", text):
        raise Invalid(
            field, say(N_("{text} is not a postcode."), text=text), say(N_("Write four digits, such as 8800."))
        )
    return text


def _cvr(field: str, text: str) -> Value:
    """A CVR number passes the mod-11 check of the Danish business register."""
    digits = clean(field, text).replace(" ", "").upper().removeprefix("DK")
    if not digits:
        return ""
    fits = len(digits) == 8 and digits.isdecimal()
    if not fits or sum(int(d) * w for d, w in zip(digits, _CVR_WEIGHTS, strict=True)) % 11:
        raise Invalid(field, say(N_("{text} is not a CVR number."), text=text), say(N_("Check its eight digits.")))
    return digits


def _flag(field: str, text: str) -> Value:
    said = fold(text)
    if said in _TRUE:
        return 1
    if said in _FALSE:
        return 0
    raise Invalid(field, say(N_("{text} is neither yes nor no."), text=text))


def _link(field: str, text: str) -> Value:
    text = clean(field, text, limit=1000)
    if text and (not re.match(r"https?://[^\s/]+\S*$", text)):
        raise Invalid(field, say(N_("{text} is not a link."), text=text), say(N_("It begins with https://")))
    return text


def slug_of(name: str) -> str:
    """A short name for command lines and file names: `Pigenetværk Randers` is `pigenetvaerk-randers`."""
    spelled = name.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", fold(spelled) if not spelled.isascii() else spelled).strip("-")[:40].strip("-")


def free_slug(name: str, taken: Collection[str]) -> str:
    """A short name for something that was given none: that of its name, with -2, -3 … where others have it."""
    slug = slug_of(name)
    if not slug or slug.isdecimal():
        # Nothing may be left of a name, and digits alone would be a record number.
        slug = f"netvaerk-{slug}".rstrip("-")
    numbered = (f"{slug[: 40 - len(end)].rstrip('-')}{end}" for end in (f"-{number}" for number in count(2)))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


def _slug(field: str, text: str) -> Value:
    text = clean(field, text, limit=40)
    if text and text != slug_of(text):
        raise Invalid(
            field,
            say(N_("{text} cannot be a short name."), text=text),
            say(
                N_("Use small letters a-z, digits and hyphens, such as {example}."),
                example=slug_of(text) or "piger-randers",
            ),
        )
    if text.isdecimal():
        raise Invalid(field, say(N_("A short name needs a letter: numbers mean record numbers.")))
    return text


def _kind(kinds: type[Named]) -> Check:
    def check(field: str, text: str) -> Value:
        found = kinds.from_words(text)
        if found is None:
            choices = ", ".join(f"{kind.danish} ({kind.value})" for kind in kinds)
            raise Invalid(
                field,
                say(N_("{text} is not one of the choices."), text=text),
                say(N_("Choose among: {choices}."), choices=choices),
            )
        return found.value

    return check


def _kind_or_none(kinds: type[Named]) -> Check:
    return lambda field, text: _kind(kinds)(field, text) if text.strip() else ""


def _number(least: int, most: int) -> Check:
    def check(field: str, text: str) -> Value:
        said = text.strip()
        if not said:
            return None
        if not (said.isascii() and said.isdecimal() and len(said) <= 9 and least <= int(said) <= most):
            raise Invalid(
                field,
                say(N_("{text} is not a number that fits here."), text=clean(field, said)),
                say(N_("Write a whole number from {least} to {most}, or nothing."), least=least, most=most),
            )
        return int(said)

    return check


def _iso_day(field: str, text: str) -> Value:
    """A day as `2026-11-19`: what people write is read before, since it needs to know today."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise Invalid(
            field, say(N_("{text} is not a day."), text=clean(field, text)), say(N_("Write it as 2026-11-19."))
        ) from error


def _clock_time(field: str, text: str) -> Value:
    return read_time(text, field=field).strftime("%H:%M") if text.strip() else ""


def _one_of(*choices: str) -> Check:
    def check(field: str, text: str) -> Value:
        said = clean(field, text)
        if said not in choices:
            raise Invalid(
                field,
                say(N_("{text} is not one of the choices."), text=text),
                say(N_("Choose among: {choices}."), choices=", ".join(choices)),
            )
        return said

    return check


CHECKS: Mapping[str, Mapping[str, Check]] = {
    "person": {
        "given": clean, "family": clean, "known_as": clean, "birth_year": _birth_year, "email": _email,
        "private_email": _email, "phone": _phone, "street": clean, "postcode": _postcode, "town": clean,
        "language": _one_of("da", "en"), "protected": _flag, "restricted": _flag,
    },
    "organisation": {
        "name": clean, "kind": _kind(OrganisationKind), "cvr": _cvr, "street": clean, "postcode": _postcode,
        "town": clean, "email": _email, "phone": _phone,
    },
    "education": {
        "name": clean, "name_en": clean, "main_area": clean, "apprentice_label": _one_of("lærling", "elev"),
    },
    "network": {
        "name": clean, "slug": _slug, "kind": _kind(NetworkKind), "level": _kind(NetworkLevel),
        "status": _kind(NetworkStatus), "neutral_title": clean, "purpose": _note, "legal_basis": clean,
        "organiser_name": clean, "organiser_email": _email, "focus_area": clean, "project_tag": clean,
    },
    "meeting": {
        "title": clean, "type": _kind(MeetingType), "place": clean, "address": clean, "online_link": _link,
        "description": _note, "organiser_name": clean, "organiser_email": _email, "agenda": _note,
        "capacity": _number(1, 100_000), "sign_up_by": _iso_day, "activity": _kind_or_none(Activity),
        "catering": clean, "transport": clean, "last_bus": _clock_time,
    },
    "series": {"sign_up_days": _number(0, 365)},
    "meeting_template": {
        "name": clean, "type": _kind(MeetingType), "length": _number(1, 100_000), "start_time": _clock_time,
        "agenda": _note, "activity": _kind_or_none(Activity), "catering": clean, "transport": clean,
        "sign_up_days": _number(0, 365), "capacity": _number(1, 100_000),
    },
    "affiliation": {"class_name": clean, "stage": clean},
}  # fmt: skip
_LISTS: Mapping[str, Check] = {
    "aliases": clean, "other_emails": _email, "other_phones": _phone, "tags": tag,
    "target_groups": _kind(TargetGroup), "roles": clean,
}  # fmt: skip


def check(table: str, field: str, text: str) -> Value:
    """One field as typed, as it will be stored. Raises `Invalid`."""
    return CHECKS[table][field](field, text)


def stored_values(table: str, values: Mapping[str, object]) -> dict[str, Value]:
    """All values of a record as they will be stored; lists become JSON. Raises `Invalid` for the first that cannot be."""
    stored: dict[str, Value] = {}
    for field, value in values.items():
        if field in _LISTS:
            stored[field] = _list(field, value)
        else:
            stored[field] = check(table, field, _typed(value))
    return stored


def _typed(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case _:
            return str(value)


def _list(field: str, value: object) -> str:
    items = [value] if isinstance(value, str) else list(value) if isinstance(value, Sequence) else []
    kept = [_LISTS[field](field, str(item)) for item in items]
    if field == "tags":
        with_tags((), [str(one) for one in kept])  # refuses too many
    return json.dumps([item for item in dict.fromkeys(kept) if item], ensure_ascii=False)

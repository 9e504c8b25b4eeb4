"""Which of two people's values stands in each field when they are made one: pure."""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum

from core.errors import Invalid
from core.messages import N_, say
from db.log import Value

Row = Mapping[str, Value]


class Side(StrEnum):
    """Whose value: the one who is kept, or the other."""

    ONE = "a"
    OTHER = "b"


# In the order people see them; an address is of one piece as long as nobody parts it.
FIELDS = (
    "given", "family", "known_as", "birth_year", "email", "private_email", "phone", "street", "postcode", "town",
    "language",
)  # fmt: skip
_ADDRESS = ("street", "postcode", "town")
# What is true of either is true of both: a protection is never lost.
_EITHER = ("protected", "restricted")
_EMAILS = ("email", "private_email")
Choices = Mapping[str, Side]


def side(field: str, one: Row, other: Row) -> Side:
    """Whose value stands if nobody chooses: the kept one's, unless it is blank and the other's is not."""
    names = _ADDRESS if field in _ADDRESS else (field,)
    blank = all(one[name] in ("", None) for name in names)
    return Side.OTHER if blank and any(other[name] not in ("", None) for name in names) else Side.ONE


def values(one: Row, other: Row, choices: Choices) -> dict[str, Value]:
    """The columns of the kept one. No e-mail, phone or tag is lost: what does not stand goes to the others.

    Raises `Invalid` for a field that cannot be chosen.
    """
    for field in choices:
        if field not in FIELDS:
            raise Invalid(
                "take", say(N_("“{field}” cannot be chosen."), field=field),
                say(N_("One of: {fields}"), fields=", ".join(FIELDS)),
            )  # fmt: skip
    found: dict[str, Value] = {
        field: (other if choices.get(field, side(field, one, other)) is Side.OTHER else one)[field] for field in FIELDS
    }
    for field in _EITHER:
        found[field] = max(int(str(one[field])), int(str(other[field])))
    emails = [*_texts(one, other, _EMAILS), *_listed(one, other, "other_emails")]
    found["other_emails"] = _json(email for email in emails if email not in (found["email"], found["private_email"]))
    phones = [*_texts(one, other, ("phone",)), *_listed(one, other, "other_phones")]
    found["other_phones"] = _json(phone for phone in phones if phone != found["phone"])
    found["tags"] = _json(_listed(one, other, "tags"))
    found["bounced"] = next((row["bounced"] for row in (one, other) if row["bounced"] in emails), "")
    return found


def _texts(one: Row, other: Row, fields: Iterable[str]) -> list[str]:
    return [str(row[field]) for row in (one, other) for field in fields if row[field]]


def _listed(one: Row, other: Row, field: str) -> list[str]:
    return [text for row in (one, other) for text in json.loads(str(row[field]))]


def _json(texts: Iterable[str]) -> str:
    return json.dumps(list(dict.fromkeys(texts)), ensure_ascii=False)

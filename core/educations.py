"""The educations: a list people can edit, with old and short names as aliases."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound
from core.messages import N_, say
from core.record_fields import stored_values
from db.keys import fold

_COLUMNS = "id, uid, version, name, name_en, main_area, apprentice_label, aliases, archived"


class EducationFields(TypedDict, total=False):
    """What can be written about an education; `apprentice_label` is `lærling` or `elev`: the word follows the education."""

    name: str
    name_en: str
    main_area: str
    apprentice_label: str
    aliases: Sequence[str]


@dataclass(frozen=True)
class Education:
    """One vocational education."""

    id: int
    uid: str
    version: int
    name: str
    name_en: str
    main_area: str
    apprentice_label: str
    aliases: tuple[str, ...]
    archived: bool


def _education(row: Sequence[Any]) -> Education:
    return Education(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], tuple(json.loads(row[7])), bool(row[8])
    )  # fmt: skip


def find(session: Session) -> list[Education]:
    """All educations in Danish order."""
    return [_education(row) for row in session.query(f"SELECT {_COLUMNS} FROM education ORDER BY sort_key, id")]


def get(session: Session, reference: str | int) -> Education:
    """The education of that number, name or alias. Raises `NotFound`."""
    text = str(reference).removeprefix("#").strip()
    every = find(session)
    wanted = fold(text)
    for one in every:
        if (text.isdecimal() and one.id == int(text)) or wanted in (fold(one.name), *map(fold, one.aliases)):
            return one
    near = [one.name for one in every if wanted and wanted in fold(one.name)][:3]
    raise NotFound(say(N_("No education is called {name}."), name=text), near)


def add(session: Session, values: EducationFields) -> Education:
    """A new education. Raises `Invalid`."""
    with session.write(Operation.EDUCATION_ADD) as transaction:
        return _read_back(transaction, insert(transaction, values))


def insert(transaction: Transaction, values: EducationFields) -> int:
    """The same inside another operation."""
    if not values.get("name", "").strip():
        raise Invalid("name", say(N_("An education needs a name.")))
    return transaction.insert("education", stored_values("education", values))


def edit(session: Session, education_id: int, values: EducationFields, *, version: int) -> Education:
    """Change what is named in `values`. Raises `Invalid` and `Changed`."""
    with session.write(Operation.EDUCATION_EDIT) as transaction:
        transaction.edit("education", education_id, stored_values("education", values), version=version)
        return _read_back(transaction, education_id)


def _read_back(transaction: Transaction, number: int) -> Education:
    row = transaction.row("education", number) or {}
    return _education([row[name] for name in _COLUMNS.split(", ")])


def find_or_add(transaction: Transaction, known: dict[str, int], name: str) -> int:
    """The number of the education of that name or alias, made if it is new; `known` is kept up to date."""
    key = fold(name)
    if key not in known:
        known[key] = insert(transaction, {"name": name})
    return known[key]


def names(session: Session) -> dict[str, int]:
    """Folded names and aliases of all educations, each with its number; a name wins over an alias."""
    every = find(session)
    aliases = {fold(alias): one.id for one in every for alias in one.aliases}
    return aliases | {fold(one.name): one.id for one in every}


def suggestions(session: Session, text: str, limit: int = 8) -> list[str]:
    """Names that hold the words typed so far, for completion."""
    wanted = fold(text).split()
    return [
        one.name for one in find(session) if all(word in fold(" ".join((one.name, *one.aliases))) for word in wanted)
    ][:limit]

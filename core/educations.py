"""The educations: a list people can edit, with old and short names as aliases.

Names change: whoever renames an education leaves its old name as an alias, so that lists and queries with it still work.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound, Refused
from core.messages import N_, say
from core.record_fields import stored_values
from core.rules.active import active_sql
from core.rules.typical_educations import TYPICAL, TypicalEducation, typical
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
    found = [one for one in every if text.isdecimal() and one.id == int(text)]
    found = found or [one for one in every if fold(one.name) == wanted]
    found = found or [one for one in every if wanted in map(fold, one.aliases)]
    if found:
        return found[0]
    near = [one.name for one in every if wanted and wanted in fold(one.name)][:3]
    raise NotFound(say(N_("No education is called {name}."), name=text), near)


def with_people(session: Session, words: str = "") -> list[tuple[Education, int]]:
    """The educations whose names hold all those words, each with how many take it today, in Danish order."""
    today = session.today.isoformat()
    counts = dict(
        session.query(
            "SELECT a.education_id, count(DISTINCT a.person_id) FROM affiliation a"
            f" WHERE a.education_id IS NOT NULL AND {active_sql('a')} GROUP BY a.education_id",
            [today, today],
        )
    )
    wanted = fold(words).split()
    return [(one, counts.get(one.id, 0)) for one in find(session) if _holds(one, wanted)]


def _holds(one: Education, wanted: Sequence[str]) -> bool:
    names = fold(" ".join((one.name, one.name_en, one.main_area, *one.aliases)))
    return all(word in names for word in wanted)


def add(session: Session, values: EducationFields) -> Education:
    """A new education. Raises `Invalid`, and `Refused` if there is one of that name or other name."""
    with session.write(Operation.EDUCATION_ADD) as transaction:
        _refuse_twin(session, values, None)
        return _read_back(transaction, insert(transaction, values))


def insert(transaction: Transaction, values: EducationFields) -> int:
    """The same inside another operation."""
    if not values.get("name", "").strip():
        raise Invalid("name", say(N_("An education needs a name.")))
    return transaction.insert("education", stored_values("education", values))


def edit(session: Session, education_id: int, values: EducationFields, *, version: int) -> Education:
    """Change what is named in `values`; a new name leaves the old one as an alias.

    Raises `Invalid`, `Changed`, and `Refused` if another education has one of the names.
    """
    if "name" in values and not values["name"].strip():
        raise Invalid("name", say(N_("An education needs a name.")))
    with session.write(Operation.EDUCATION_EDIT) as transaction:
        _refuse_twin(session, values, education_id)
        stored = stored_values("education", values)
        row = transaction.row("education", education_id)
        if row is not None and fold(str(stored.get("name", row["name"]))) != fold(str(row["name"])):
            known = json.loads(str(stored.get("aliases", row["aliases"])))
            stored["aliases"] = _aliases([*known, str(row["name"])], str(stored["name"]))
        transaction.edit("education", education_id, stored, version=version)
        return _read_back(transaction, education_id)


def _aliases(names: Sequence[str], name: str) -> str:
    """Other names, each once however it is spelled, and none that is the name itself; as stored."""
    every: dict[str, str] = {}
    for one in names:
        every.setdefault(fold(one), one)
    every.pop(fold(name), None)
    return json.dumps(list(every.values()), ensure_ascii=False)


def _refuse_twin(session: Session, values: EducationFields, own: int | None) -> None:
    wanted = {fold(name): name for name in (values.get("name", ""), *values.get("aliases", ())) if name.strip()}
    for one in find(session):
        taken = next((wanted[key] for key in map(fold, (one.name, *one.aliases)) if key in wanted), None)
        if taken is not None and one.id != own:
            raise Refused(
                say(N_("{name} is the education {other} already (no. {number})."), name=taken, other=one.name, number=one.id),
                say(N_("Are they the same, make them one; else choose another name.")),
            )


def close(session: Session, education_id: int) -> Education:
    """The education is offered no more; who takes it or took it, keeps it. Raises `NotFound`."""
    with session.write(Operation.EDUCATION_END) as transaction:
        transaction.update("education", education_id, {"archived": 1})
        return _read_back(transaction, education_id)


def reopen(session: Session, education_id: int) -> Education:
    """It is offered again. Raises `NotFound`."""
    with session.write(Operation.EDUCATION_EDIT) as transaction:
        transaction.update("education", education_id, {"archived": 0})
        return _read_back(transaction, education_id)


def merge(session: Session, kept_id: int, gone_id: int) -> tuple[Education, int]:
    """Two educations that are the same become one: everybody who takes or took the other moves over.

    The names of the one that goes become other names of the one that stays, which also takes what it lacks of it. Gives
    it, and how many affiliations moved. Raises `Invalid` if they are one already, `NotFound` if one is gone.
    """
    if kept_id == gone_id:
        raise Invalid("education", say(N_("That is one education, named twice.")))
    with session.write(Operation.EDUCATION_MERGE) as transaction:
        kept, gone = get(session, f"#{kept_id}"), get(session, f"#{gone_id}")
        moving = [row[0] for row in session.query("SELECT id FROM affiliation WHERE education_id = ?", [gone.id])]
        with transaction.one_by_one(len(moving)):
            for number in moving:
                transaction.update("affiliation", number, {"education_id": kept.id})
        transaction.update("education", kept.id, {
            "aliases": _aliases([*kept.aliases, gone.name, *gone.aliases], kept.name),
            "name_en": kept.name_en or gone.name_en, "main_area": kept.main_area or gone.main_area,
        })  # fmt: skip
        transaction.delete("education", gone.id)
        return _read_back(transaction, kept.id), len(moving)


def typical_ones(session: Session) -> list[tuple[TypicalEducation, bool]]:
    """The list to begin with, and whether the register has each of them under one of its names."""
    known = names(session)
    return [(one, any(fold(name) in known for name in (one.name, *one.aliases))) for one in TYPICAL]


def add_typical(session: Session, wanted: Sequence[TypicalEducation]) -> int:
    """Add those that the register has under none of their names; gives how many that were."""
    with session.write(Operation.EDUCATION_ADD) as transaction:
        known = names(session)
        new = [one for one in wanted if not any(fold(name) in known for name in (one.name, *one.aliases))]
        for one in new:
            insert(transaction, {**_fields_of(one), "name": one.name, "aliases": one.aliases})
        return len(new)


def _fields_of(one: TypicalEducation) -> EducationFields:
    return {"name_en": one.name_en, "main_area": one.main_area, "apprentice_label": one.apprentice_label}


def _read_back(transaction: Transaction, number: int) -> Education:
    row = transaction.row("education", number) or {}
    return _education([row[name] for name in _COLUMNS.split(", ")])


def find_or_add(transaction: Transaction, known: dict[str, int], name: str) -> int:
    """The number of the education of that name or alias, made if it is new; `known` is kept up to date."""
    key = fold(name)
    if key not in known:
        like = typical(name)  # what an apprentice is called must not wait until somebody edits it
        known[key] = insert(transaction, {**(_fields_of(like) if like else {}), "name": name})
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
        one.name for one in find(session)
        if not one.archived and all(word in fold(" ".join((one.name, *one.aliases))) for word in wanted)
    ][:limit]  # fmt: skip

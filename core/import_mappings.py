"""How the columns of a source are read: corrected once, remembered for lists with the same headings."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound
from core.lists.headings import columns_of
from core.messages import N_, say
from core.rules.cpr import mask_cpr
from core.rules.text import NAME_LIMIT, clean, harmless

_SELECT = "SELECT id, version, name, headings, columns FROM import_mapping"


@dataclass(frozen=True)
class ImportMapping:
    """What was said of the columns of lists with these headings: heading to field, `-` to leave out."""

    id: int
    version: int
    name: str
    headings: str
    columns: Mapping[str, str]


def every(session: Session) -> list[ImportMapping]:
    """All that is remembered, by name."""
    rows = session.query(f"{_SELECT} ORDER BY name COLLATE NOCASE, id")
    return [ImportMapping(row[0], row[1], row[2], row[3], json.loads(row[4])) for row in rows]


def get(session: Session, name: str) -> ImportMapping:
    """That of the name. Raises `NotFound`, naming those there are."""
    known = every(session)
    for one in known:
        if one.name.casefold() == name.strip().casefold():
            return one
    raise NotFound(say(N_("No way to read lists is called {name}."), name=name), [one.name for one in known])


def save(session: Session, name: str, headings: str, columns: Mapping[str, str]) -> None:
    """Remember it under the name, in place of what had the name or was for the same headings. Raises `Invalid`."""
    with session.write(Operation.MAPPING_SAVE) as transaction:
        put(session, transaction, name, headings, columns)


def put(session: Session, transaction: Transaction, name: str, headings: str, columns: Mapping[str, str]) -> None:
    """The same inside another operation."""
    columns_of(list(columns), columns)  # refuses a field that does not exist
    name = clean("name", name)
    if not name:
        raise Invalid("name", say(N_("A way to read lists needs a name.")))
    said = {mask_cpr(harmless(heading))[:NAME_LIMIT]: field for heading, field in columns.items()}
    values = {"headings": mask_cpr(headings), "columns": json.dumps(said, ensure_ascii=False, sort_keys=True)}
    known = every(session)
    same = next((one for one in known if one.name.casefold() == name.casefold()), None) or next(
        (one for one in known if headings and one.headings == headings), None
    )
    if same is None:
        transaction.insert("import_mapping", {"name": name, **values})
    else:
        transaction.update("import_mapping", same.id, {"name": name, **values})


def remove(session: Session, name: str) -> ImportMapping:
    """Forget it. Raises `NotFound`."""
    known = get(session, name)
    with session.write(Operation.MAPPING_REMOVE) as transaction:
        transaction.delete("import_mapping", known.id, version=known.version)
    return known


def name_for(file_name: str, taken: Sequence[str]) -> str:
    """A name after the file, without what changes from month to month: `hold-august-2026.csv` is `hold-august`."""
    stem = re.sub(r"\.\w{1,5}$", "", file_name)
    name = re.sub(r"[\W_]+", "-", re.sub(r"\d+", "", stem)).strip("-")[:60] or "liste"
    names = {one.casefold() for one in taken}
    return next(
        one
        for one in (name, *(f"{name}-{number}" for number in range(2, len(names) + 3)))
        if one.casefold() not in names
    )

"""What two people changed alike, told as people know it: kinds, days and names instead of what is stored."""

from core.door.session import Session
from core.errors import Changed, FieldConflict
from core.past.history import FIELDS, Names, value_in_words


def in_words(session: Session, table: str, error: Changed) -> Changed:
    """The same with the values of each conflict in words; columns that only follow from others are left out."""
    names = Names(session)
    told = [
        FieldConflict(
            one.field,
            *(value_in_words(names, table, one.field, value) for value in (one.before, one.yours, one.theirs)),
        )
        for one in error.conflicts
        if one.field in FIELDS
    ]
    return Changed(error.message, told, error.hint, version=error.version, left=error.left)
